"""From what was read in a file to logs in the folder: all of them or none, and none that is there already."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from catalogue.problems import CatalogueError, Problem, unforeseen
from catalogue.reading import parse, read_text
from tui.exchange.names import Matcher
from tui.exchange.refusing import refusal
from tui.exchange.rows import Reading, SessionRecord, log_of
from tui.logbook.disk import Disk
from tui.logbook.listing import find_logs
from tui.logbook.models import Log
from tui.logbook.naming import log_path
from tui.logbook.placing import forget
from tui.logbook.store import LIMIT, log_text, read_log, save
from tui.paths import Paths

_ID: Final = re.compile(r"""^[ \t]*id[ \t]*=[ \t]*["']([^"'\n]*)["']""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an import comes to."""

    new: tuple[Log, ...]
    """Oldest first."""
    there: tuple[Path, ...]
    """Logs that are there already and say the same."""
    differing: tuple[Path, ...]
    """Logs that are there already, and the file says something else of the session; they stay as they are."""
    problems: tuple[Problem, ...]
    skipped: int
    """Rows of exercises that the person leaves out."""
    twice: int
    """Sessions that are in the file more than once."""


class NotAllTakenBack(Exception):
    """An import was stopped, and some of its logs could not be taken away again."""

    def __init__(self, left: Sequence[Path]) -> None:
        super().__init__("these logs were written and could not be taken back: " + ", ".join(map(str, left)))
        self.left = tuple(left)


def logged(paths: Paths) -> dict[str, Path]:
    """Return the ids of all sessions that have a log, even of one that is not right, and the first log of each."""
    found: dict[str, Path] = {}
    for path in find_logs(paths).files:
        for each in _ids(path):
            found.setdefault(each, path)
    return found


def prepare(reading: Reading, format_name: str, matcher: Matcher, there: Mapping[str, Path], path: Path) -> Prepared:
    """Make logs of what was read in the file `path`."""
    problems: list[Problem] = []
    logs = [*reading.logs, *_made(reading.sessions, format_name, matcher, path, problems)]
    by_id: dict[str, Log] = {}
    twice = 0
    for log in logs:
        first = by_id.setdefault(log.id, log)
        if first is not log:
            twice += 1
            if first != log:
                what = f"two sessions in the file have the same id, or start and name ({log.id})"
                problems.append(Problem(str(path), None, "", f"{what}, and say different things; take one out"))
    new = sorted((log for log in by_id.values() if log.id not in there), key=lambda log: log.started)
    old = [(log, there[log.id]) for log in by_id.values() if log.id in there]
    same = tuple(where for log, where in old if _says(where, log))
    rows = Counter(matcher.exercise(row.exercise) is None for record in reading.sessions for row in record.sets)
    differing = tuple(where for _, where in old if where not in same)
    return Prepared(tuple(new), same, differing, tuple(problems), rows[True], twice)


def place(logs: Sequence[Log], paths: Paths, disk: Disk) -> list[Path]:
    """Save all logs, or none: after an error those that were placed are taken away again, and it is raised.

    Raises OSError, LogNotWritten, and NotAllTakenBack from either. What a crash leaves half done, the same import
    completes.
    """
    placed: list[Path] = []
    try:
        for log in logs:
            placed.append(save(log, paths, disk))
    except BaseException as error:
        left = _take_back([*placed, *_half_placed(logs[len(placed)], paths, disk)], disk)
        if left:
            raise NotAllTakenBack(left) from error
        raise
    return placed


def _half_placed(log: Log, paths: Paths, disk: Disk) -> list[Path]:
    """Where the log is that an error came in the middle of: it may have got its name before that."""
    folder = log_path(paths, log.started, "").parent
    try:
        names = [name for name in disk.list_folder(folder) if name.endswith(".toml")]
    except OSError:
        return []
    data = log_text(log).encode()
    return [folder / name for name in names if _read(folder / name, disk) == data]


def _read(path: Path, disk: Disk) -> bytes | None:
    with contextlib.suppress(OSError):
        return disk.read(path)
    return None


def _take_back(placed: Sequence[Path], disk: Disk) -> list[Path]:
    for path in placed:
        with contextlib.suppress(OSError):
            forget(disk, path)
    return [path for path in placed if _is_there(path, disk)]


def _is_there(path: Path, disk: Disk) -> bool:
    try:
        disk.read(path)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _ids(path: Path) -> list[str]:
    try:
        text = read_text(path, LIMIT)
    except CatalogueError:
        return []
    try:
        found = parse(text, path).get("id")
    except CatalogueError:
        # A log that is broken just now is still a log of its session.
        return _ID.findall(text)[:1]
    return [found] if isinstance(found, str) else []


def _made(
    records: Sequence[SessionRecord], format_name: str, matcher: Matcher, path: Path, problems: list[Problem]
) -> list[Log]:
    logs = []
    for record in records:
        try:
            log = log_of(record, format_name, matcher.exercise)
        except ValidationError as error:
            problems.append(Problem(str(path), record.line, *refusal(error)))
        except Exception as error:  # one session stops none of the others
            problems.append(unforeseen(path, error, record.line))
        else:
            if log is not None:
                logs.append(log)
    return logs


def _says(path: Path, log: Log) -> bool:
    try:
        there = read_log(path).log
    except CatalogueError:
        return False
    # A time of day without an offset was given that of the time zone in which it was imported first.
    moments = {key: getattr(log, key).replace(tzinfo=getattr(there, key).tzinfo) for key in ("started", "finished")}
    # As texts, for a value of a person's own may be nan, which equals nothing.
    return log_text(there) in (log_text(log), log_text(log.model_copy(update=moments)))
