"""Changing a few values of a log in place: comments, layout and keys that repcue does not know stay as they are."""

import os
from collections.abc import Mapping
from math import isnan
from pathlib import Path
from typing import TypedDict

from catalogue.problems import CatalogueError
from catalogue.reading import parse
from tui.logbook.disk import Disk
from tui.logbook.models import Log
from tui.logbook.placing import hidden_name, write_hidden
from tui.logbook.store import LogFile, LogNotWritten, digest, parse_log

_MARK = b"\xef\xbb\xbf"


class LogChanges(TypedDict, total=False):
    """New values of a log's keys; None takes the key out."""

    effort: float | None
    note: str | None


class SetChanges(TypedDict, total=False):
    """New values of one row's keys; None takes the key out."""

    reps: int | None
    seconds: float
    load: float | None
    load_counts: str | None
    rpe: float | None


class ChangedOnDisk(Exception):
    """The log was changed, replaced or deleted since it was read, so that it is not written over."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was changed by another program since it was read; read it again")
        self.path = path


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
    real = Path(os.path.realpath(file.path))
    mark, text, mode = _read_unchanged(file, real, disk)
    mended = _mend(text, changes, sets or {})
    log = _checked(text, mended, changes, sets or {}, file.path)
    hidden = hidden_name(real)
    write_hidden(disk, hidden, mark + mended.encode(), mode)
    # As late as can be: another program's change is lost only if it comes between this look and the rename.
    _read_unchanged(file, real, disk)
    disk.replace(hidden, real)
    disk.sync_folder(real.parent)
    return LogFile(file.path, log, digest(mended))


def _read_unchanged(file: LogFile, real: Path, disk: Disk) -> tuple[bytes, str, int]:
    try:
        handle = disk.append(real)
        try:
            mode = disk.stamp(handle).mode
        finally:
            disk.close(handle)
        data = disk.read(real)
        text = data.removeprefix(_MARK).decode()
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise ChangedOnDisk(file.path) from error
    if digest(text) != file.digest:
        raise ChangedOnDisk(file.path)
    return data[: len(data) - len(text.encode())], text, mode


def _mend(text: str, changes: LogChanges, sets: Mapping[int, SetChanges]) -> str:
    # Imported here because it takes a tenth of a second's work that most sessions never need.
    import tomlkit
    import tomlkit.exceptions

    try:
        document = tomlkit.parse(text)
        _put(document, changes)
        for index, row in sets.items():
            _put(document["sets"][index], row)
        return tomlkit.dumps(document)
    except (tomlkit.exceptions.TOMLKitError, TypeError, IndexError, KeyError) as error:
        raise LogNotWritten(f"the values could not be put in: {error}") from error


def _put(table: "dict[str, object]", changes: Mapping[str, object]) -> None:
    for key, value in changes.items():
        if value is not None:
            table[key] = value
        elif key in table:
            del table[key]


def _checked(before: str, after: str, changes: LogChanges, sets: Mapping[int, SetChanges], path: Path) -> Log:
    try:
        log = parse_log(after, path)
        found = parse(after, path)
    except CatalogueError as error:
        raise LogNotWritten(str(error)) from error
    wanted = parse(before, path)
    _put(wanted, changes)
    rows = wanted["sets"]
    assert isinstance(rows, list)
    for index, row in sets.items():
        _put(rows[index], row)
    if not _same(found, wanted):
        raise LogNotWritten(f"{path} could not be changed without harm to the rest of it; change it by hand")
    return log


def _same(one: object, other: object) -> bool:
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
        case list(), list():
            return len(one) == len(other) and all(map(_same, one, other))
        case float(), float() if isnan(one):
            return isnan(other)
    return one == other
