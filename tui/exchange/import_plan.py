"""The plan of an import, and its execution: all new logs are saved, or none."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from catalogue.files.problems import FileProblems, Problem, unforeseen
from catalogue.files.toml import parse, read_text
from tui.exchange.import_names import Matcher
from tui.exchange.refusal import explain_refusal
from tui.exchange.session_record import Reading, SessionRecord, log_of
from tui.logbook.disk.calls import Disk
from tui.logbook.disk.placement import forget
from tui.logbook.log.file_names import log_path
from tui.logbook.log.listing import find_logs
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import LIMIT, log_text, read_log, save
from tui.machine.paths import Paths

_ID: Final = re.compile(r"""^[ \t]*id[ \t]*=[ \t]*["']([^"'\n]*)["']""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The outcome of an import before it is executed."""

    new: tuple[Log, ...]
    """Oldest first."""
    there: tuple[Path, ...]
    """Existing logs equal to a session in the file."""
    differing: tuple[Path, ...]
    """Existing logs that differ from their session in the file. They are not changed."""
    problems: tuple[Problem, ...]
    skipped: int
    """The number of rows of skipped exercises."""
    twice: int
    """The number of sessions that repeat one in the file."""


class IncompleteRollback(Exception):
    """Raised when an import failed and some of its logs could not be removed."""

    def __init__(self, left: Sequence[Path]) -> None:
        super().__init__("these logs were written and could not be taken back: " + ", ".join(map(str, left)))
        self.left = tuple(left)


def sessions_with_logs(paths: Paths) -> dict[str, Path]:
    """Return the first log of each session by its id, invalid logs included."""
    found: dict[str, Path] = {}
    for path in find_logs(paths).files:
        for each in _ids(path):
            found.setdefault(each, path)
    return found


def plan_import(
    reading: Reading, format_name: str, matcher: Matcher, there: Mapping[str, Path], path: Path
) -> ImportPlan:
    """Turn the content of the file `path` into a plan. `there` has the existing logs by id."""
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
    return ImportPlan(tuple(new), same, differing, tuple(problems), rows[True], twice)


def save_all(logs: Sequence[Log], paths: Paths, disk: Disk) -> list[Path]:
    """Save all logs. An error removes those already saved and is raised again.

    Raises OSError and LogNotWritten, or IncompleteRollback from either. After a crash, the same import completes the
    rest.
    """
    placed: list[Path] = []
    try:
        for log in logs:
            placed.append(save(log, paths, disk))
    except BaseException as error:
        left = _take_back([*placed, *_half_placed(logs[len(placed)], paths, disk)], disk)
        if left:
            raise IncompleteRollback(left) from error
        raise
    return placed


def _half_placed(log: Log, paths: Paths, disk: Disk) -> list[Path]:
    """Return the paths of a log whose saving failed: it may have got its name before the error."""
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
    except FileProblems:
        return []
    try:
        found = parse(text, path).get("id")
    except FileProblems:
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
            problems.append(Problem(str(path), record.line, *explain_refusal(error)))
        except Exception as error:  # one session stops none of the others
            problems.append(unforeseen(path, error, record.line))
        else:
            if log is not None:
                logs.append(log)
    return logs


def _says(path: Path, log: Log) -> bool:
    try:
        there = read_log(path).log
    except FileProblems:
        return False
    # A time of day without an offset was given that of the time zone in which it was imported first.
    moments = {key: getattr(log, key).replace(tzinfo=getattr(there, key).tzinfo) for key in ("started", "finished")}
    # Compared as texts, since an added value may be nan, which is not equal to itself.
    return log_text(there) in (log_text(log), log_text(log.model_copy(update=moments)))
