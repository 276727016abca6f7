"""Changing a log in place: comments, layout and keys that repcue does not know stay as they are."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from math import isnan
from pathlib import Path
from typing import Final, TypedDict

import tomlkit
import tomlkit.exceptions
from tomlkit import value as read
from tomlkit.items import AoT, DateTime

from catalogue.files.problems import FileProblems
from catalogue.files.toml import parse
from tui.logbook.changes.row_text import SETS, with_row, without_row
from tui.logbook.changes.shield import Shield
from tui.logbook.disk.calls import Disk
from tui.logbook.disk.replacement import Bytes, ChangedOnDisk, read_bytes, replace_bytes
from tui.logbook.log.log_model import Log, has_new_words, own_words
from tui.logbook.log.store import LogFile, LogNotWritten, digest, parse_log

__all__ = [
    "ChangedOnDisk",
    "LogChanges",
    "SetChanges",
    "SetValues",
    "add_set",
    "annotate",
    "mend",
    "put_back",
    "remove_sets",
    "text_of",
]

Document = dict[str, object]

_ANOTHER_TIME: Final = timedelta(hours=12)
"""A start that is mended by so much is of another day, or of the evening and not the morning: so is the end."""


class LogChanges(TypedDict, total=False):
    """New values of a log's keys; None takes the key out."""

    name: str
    started: datetime
    """Without an offset it gets the one that is there. Moved past the end, or by twelve hours or more, it takes
    the end along."""
    effort: float | None
    note: str | None


SetChanges = dict[str, object]
"""New values of one row's keys, the fields of `DoneSet`; None takes the key out. Values are checked with the log."""
SetValues = dict[str, object]
"""The values of a new row."""


def annotate(
    file: LogFile,
    changes: LogChanges,
    sets: Mapping[int, SetChanges] | None = None,
    *,
    disk: Disk,
) -> LogFile:
    """Put new values into a log as it was read, rows by their index from 0, and return the log as it is now.

    A symlink stays one and the file keeps its mode. Raises ChangedOnDisk; LogNotWritten if the values are not
    valid or cannot be put in; OSError. The file is then as it was.
    """
    settled = _settled(file.log, changes)

    def put_in(document: Document) -> None:
        _put(document, settled)
        for index, row in (sets or {}).items():
            _put(_rows(document)[index], row)
        if raised:
            document["schema"] = raised

    raised = _raised(file, list((sets or {}).values()))
    return mend(file, lambda text: _through_tomlkit(text, put_in), put_in, disk)


def add_set(file: LogFile, at: int, row: SetValues, *, disk: Disk) -> LogFile:
    """Put a row that was forgotten before the row at `at`, from 0, or after the last; otherwise as `annotate`."""
    values: Document = {key: value for key, value in row.items() if value is not None}

    def put_in(document: Document) -> None:
        rows = _rows(document)
        if not 0 <= at <= len(rows):
            raise IndexError(f"there is no place {at} among {len(rows)} rows")
        rows.insert(at, values)
        if raised:
            document["schema"] = raised

    def with_row(text: str) -> str:
        text = _with_row(text, at, values)
        return _through_tomlkit(text, lambda document: _put(document, {"schema": raised})) if raised else text

    raised = _raised(file, [row])
    return mend(file, with_row, put_in, disk)


def remove_sets(file: LogFile, rows: Sequence[int], *, disk: Disk) -> LogFile:
    """Take rows out, by their index from 0; the numbers of other sets stay. Otherwise as `annotate`."""
    last_first = sorted(set(rows), reverse=True)

    def take_out(document: Document) -> None:
        for index in last_first:
            del _rows(document)[index]

    def without(text: str) -> str:
        for index in last_first:
            text = _without_row(text, index)
        return text

    return mend(file, without, take_out, disk)


def text_of(file: LogFile, disk: Disk) -> bytes:
    """Return the bytes of a log as it was read, to `put_back` later. Raises ChangedOnDisk and OSError."""
    return _unchanged(file, disk)[0].data


def put_back(file: LogFile, data: bytes, *, disk: Disk) -> LogFile:
    """Undo: put back the very bytes that a log had before it became `file`.

    Raises ChangedOnDisk if it was changed again since; FileProblems if the bytes are no log; OSError.
    """
    old, _ = _unchanged(file, disk)
    text = data.decode().removeprefix("\ufeff")
    log = parse_log(text, file.path)
    replace_bytes(old, data, disk)
    return LogFile(file.path, log, digest(text))


def mend(
    file: LogFile, change: Callable[[str], str], same_of_values: Callable[[Document], None], disk: Disk
) -> LogFile:
    """Change the text, see that its values changed as they should and no other did, and put it in place.

    Raises as `annotate` does; LogNotWritten too if `change` did anything that `same_of_values` did not.
    """
    old, text = _unchanged(file, disk)
    wanted = parse(text, file.path)
    mended = _checked_steps(text, change, same_of_values, wanted, file.path)
    try:
        log = parse_log(mended, file.path)
        found = parse(mended, file.path)
    except FileProblems as error:
        raise LogNotWritten(str(error)) from error
    if not _same(found, wanted):
        raise _harmful(file.path)
    replace_bytes(old, old.mark + mended.encode(), disk)
    return LogFile(file.path, log, digest(mended))


def _checked_steps(
    text: str, change: Callable[[str], str], same_of_values: Callable[[Document], None], wanted: Document, path: Path
) -> str:
    # Imported here because it takes a tenth of a second's work that most sessions never need.

    shield = Shield(text)
    try:
        if tomlkit.dumps(tomlkit.parse(shield.text)) != shield.text:
            raise _harmful(path)
        same_of_values(wanted)
        mended = shield.lift(change(shield.text))
    except (tomlkit.exceptions.TOMLKitError, TypeError, IndexError, KeyError, ValueError) as error:
        raise LogNotWritten(f"the values could not be put in: {error}") from error
    if text.count("\n") == text.count("\r\n"):
        # New lines end as all the others do; a text with a line break in it is written with `\n` instead of one.
        mended = mended.replace("\r\n", "\n").replace("\n", "\r\n") if "\n" in text else mended
    return mended


def _raised(file: LogFile, rows: Collection[SetChanges]) -> int | None:
    """Return the schema that a log of a lower one needs for new values, None where it stays.

    Keys of a person's own may then mean something else: they must go first.
    """
    if file.log.schema_ != 1 or not any(map(has_new_words, rows)):
        return None
    if own := own_words(file.log):
        which = ", ".join(own[:3])
        raise LogNotWritten(f"with these values {which} would mean something else in this log; rename or remove it")
    return 2


def _harmful(path: Path) -> LogNotWritten:
    return LogNotWritten(f"{path} could not be changed without harm to the rest of it; change it by hand")


def _unchanged(file: LogFile, disk: Disk) -> tuple[Bytes, str]:
    try:
        old = read_bytes(file.path, disk)
        text = old.data.removeprefix(old.mark).decode()
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise ChangedOnDisk(file.path) from error
    if digest(text) != file.digest:
        raise ChangedOnDisk(file.path)
    return old, text


def _settled(log: Log, changes: LogChanges) -> Document:
    """The changes with what follows from them: a start gets an offset, and the end stays near behind it."""
    settled: Document = dict(changes)
    started = changes.get("started")
    if started is not None:
        started = started if started.tzinfo else started.replace(tzinfo=log.started.tzinfo)
        settled["started"] = started
        moved = started - log.started
        if started > log.finished or abs(moved) >= _ANOTHER_TIME:
            settled["finished"] = max(_end(log, moved), started)
    return settled


def _end(log: Log, moved: timedelta) -> datetime:
    try:
        return log.finished + moved
    except OverflowError as error:
        raise LogNotWritten("the session would end beyond the years that there are; give another start") from error


def _through_tomlkit(text: str, put_in: Callable[[Document], None]) -> str:
    document = tomlkit.parse(text)
    put_in(document)
    return tomlkit.dumps(document)


def _with_row(text: str, at: int, row: Document) -> str:
    document = tomlkit.parse(text)
    rows = document[SETS]
    if isinstance(rows, AoT):
        return with_row(text, at, row)
    if not rows:
        document.remove(SETS)
        document.append(SETS, tomlkit.item([row]))
        return tomlkit.dumps(document)
    written = tomlkit.inline_table()
    written.update(row)
    rows.insert(at, written)
    return tomlkit.dumps(document)


def _without_row(text: str, at: int) -> str:
    document = tomlkit.parse(text)
    rows = document[SETS]
    if not isinstance(rows, AoT):
        del rows[at]
        return tomlkit.dumps(document)
    text = without_row(text, at)
    if len(rows) > 1:
        return text
    document = tomlkit.parse(text)
    document[SETS] = []
    return tomlkit.dumps(document)


def _rows(document: Document) -> list[Document]:
    rows = document["sets"]
    assert isinstance(rows, list)
    return rows


def _put(table: Document, changes: Mapping[str, object]) -> None:
    for key, value in changes.items():
        if value is None:
            table.pop(key, None)
        elif key not in table or table[key] != value:
            table[key] = _in_the_style_of(table.get(key), value)


def _in_the_style_of(old: object, value: object) -> object:
    """A moment as the one it takes the place of is written: with a T or a space, with Z or an offset."""
    if not isinstance(value, datetime) or not isinstance(old, DateTime):
        return value
    before, text = old.as_string(), value.isoformat(sep=old.as_string()[10])
    if before[-1] in "zZ" and value.utcoffset() == timedelta(0):
        text = text.removesuffix("+00:00") + before[-1]
    return read(text)


def _same(one: object, other: object) -> bool:
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
        case list(), list():
            return len(one) == len(other) and all(map(_same, one, other))
        case float(), float() if isnan(one):
            return isnan(other)
    return one == other
