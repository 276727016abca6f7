"""Finding one log among all by what a person calls it, without reading them all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from catalogue.problems import CatalogueError
from catalogue.reading import read_text
from catalogue.text import quoted
from tui.logbook.listing import find_logs
from tui.logbook.store import LIMIT, LogFile, read_log
from tui.paths import Paths

LAST: Final = "last"

_MINUTE_LENGTH = len("2026-11-22_1805")


class NoSuchLog(LookupError):
    """No log goes by that name; the message says what to do."""


class NoLogs(LookupError):
    """There is no log at all; the message says where they would be."""

    def __init__(self, paths: Paths) -> None:
        super().__init__(f"No logs yet in {paths.logs}")


def find_log(wanted: str, paths: Paths) -> LogFile:
    """Return the newest log for `last`, else the one with that path, file name, or id.

    Raises `NoSuchLog`, `NoLogs` for `last` where there are none, and CatalogueError for one that can't be read.
    """
    files = find_logs(paths).files
    if wanted == LAST:
        return _newest(files, paths)
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
        if (found := _with_id(file, wanted)) is not None:
            return found
    raise NoSuchLog(f"there is no log {quoted(wanted)}; `repcue log list` names them all")


def _newest(files: tuple[Path, ...], paths: Paths) -> LogFile:
    """The log that started last, by the names, which hold the minute; the newest readable one."""
    problems: list[CatalogueError] = []
    for first in files:
        minute = [file for file in files if file.name[:_MINUTE_LENGTH] == first.name[:_MINUTE_LENGTH]]
        try:
            return max((read_log(file) for file in minute), key=lambda file: file.log.started)
        except CatalogueError as error:
            problems.append(error)
    if problems:
        raise problems[0]
    raise NoLogs(paths)


def _with_id(file: Path, wanted: str) -> LogFile | None:
    try:
        if wanted not in read_text(file, LIMIT):
            return None
        found = read_log(file)
    except CatalogueError:
        return None  # a log that can't be read has no id to go by; the list names it
    return found if found.log.id == wanted else None


def _listed(files: Iterable[Path]) -> str:
    return "\n".join(f"  {file}" for file in files)
