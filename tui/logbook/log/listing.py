"""Finding and reading all logs: one bad file is named and never blocks the others."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalogue.files.problems import FileProblems, Problem
from tui.logbook.log.store import LogFile, read_log
from tui.logbook.log.tree import same_session, walk
from tui.machine.paths import Paths

_DATE_LENGTH = len("2026-11-22_1805")


@dataclass(frozen=True, slots=True)
class Listing:
    """What is in the folder of logs."""

    logs: tuple[LogFile, ...]
    """Newest first, by their start."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class LogScan:
    """The files in the folder of logs, unread."""

    files: tuple[Path, ...]
    """Newest first, by their names; those without a date last."""
    problems: tuple[Problem, ...]
    """Conflict copies, and folders that cannot be listed."""


def find_logs(paths: Paths) -> LogScan:
    """Look for log files; no folder is no logs. Hidden files, as half-written ones are, are passed over."""
    found = walk(paths.logs)
    files = [paths.logs / place for place in found.files]
    # By the stem, so that a log comes before the -2 of it, then by the date and time, the newest first.
    files.sort(key=lambda file: (file.stem, file.parent))
    files.sort(key=lambda file: file.name[:_DATE_LENGTH] if file.name[0].isdecimal() else "", reverse=True)
    return LogScan(tuple(files), found.problems)


def each_log(found: LogScan) -> Iterator[LogFile | Problem]:
    """Read the files one after the other; a log whose id came before is a problem, as is all that is not right."""
    yield from found.problems
    seen: dict[str, Path] = {}
    for path in found.files:
        try:
            file = read_log(path)
        except FileProblems as error:
            yield from error.problems
            continue
        first = seen.setdefault(file.log.id, path)
        if first == path:
            yield file
        else:
            yield same_session(str(path), first)


def list_logs(paths: Paths) -> Listing:
    """Read every log; takes about a millisecond a file."""
    logs: list[LogFile] = []
    problems: list[Problem] = []
    for item in each_log(find_logs(paths)):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            logs.append(item)
    logs.sort(key=lambda file: file.log.started, reverse=True)
    return Listing(tuple(logs), tuple(problems))
