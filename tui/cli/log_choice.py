"""The choice of one log by its name, without reading all logs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from catalogue.files.problems import FileProblems, Problem
from catalogue.files.text import quoted
from catalogue.files.toml import read_text
from tui.cli.indexed import indexed
from tui.logbook.index.rows import Filter
from tui.logbook.log.listing import LogScan, find_logs
from tui.logbook.log.store import LIMIT, LogFile, read_log
from tui.machine.paths import Paths

LAST: Final = "last"


class NoSuchLog(LookupError):
    """Raised for a name of no log; the message says what to do."""


class NoLogs(LookupError):
    """Raised where there is no log at all; the message says where logs would be, and what may be in the way."""

    def __init__(self, paths: Paths, problems: Iterable[Problem] = ()) -> None:
        lines = list(map(str, problems))
        head = f"No readable logs in {paths.logs}" if lines else f"No logs yet in {paths.logs}"
        super().__init__("\n".join([head, *lines]))


def find_log(wanted: str, paths: Paths) -> LogFile:
    """Return the newest log for `last`, else the one with that path, file name, or id.

    Raises `NoSuchLog`, `NoLogs` for `last` where there are none, and FileProblems for one that can't be read.
    """
    found = find_logs(paths)
    files = found.files
    if wanted == LAST:
        return _newest(found, paths)
    named = [file for file in files if wanted in (file.name, file.stem)]
    if not named and Path(wanted).is_file():
        named = [Path(wanted)]
    if len(named) > 1:
        raise NoSuchLog(f"several logs are called {quoted(wanted)}; give the path of one:\n{_listed(named)}")
    if named:
        return read_log(named[0])
    # The file of an id nearly always begins with the same day, and is then among the first to be looked into.
    day = wanted[: len("2026-11-22")]
    for file in sorted(files, key=lambda file: not file.name.startswith(day)):
        if (log := _with_id(file, wanted)) is not None:
            return log
    raise NoSuchLog(f"there is no log {quoted(wanted)}; `repcue log list` names them all")


def _newest(found: LogScan, paths: Paths) -> LogFile:
    """Return the readable log that started last. A mended start may differ from the minute in the file's name."""
    with indexed(paths) as index:
        newest = index.sessions(Filter(limit=1))
    if newest:
        return read_log(newest[0].path)
    if found.files:
        return read_log(found.files[0])
    raise NoLogs(paths, found.problems)


def _with_id(file: Path, wanted: str) -> LogFile | None:
    try:
        if wanted not in read_text(file, LIMIT):
            return None
        found = read_log(file)
    except FileProblems:
        return None  # a log that can't be read has no id to go by; the list names it
    return found if found.log.id == wanted else None


def _listed(files: Iterable[Path]) -> str:
    return "\n".join(f"  {file}" for file in files)
