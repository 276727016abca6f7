"""Finding and reading all logs: one bad file is named and never blocks the others."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalogue.problems import CatalogueError, Problem
from tui.logbook.naming import is_conflict
from tui.logbook.store import LogFile, read_log
from tui.paths import Paths

_DATE_LENGTH = len("2026-11-22_1805")


@dataclass(frozen=True, slots=True)
class Listing:
    """What is in the folder of logs."""

    logs: tuple[LogFile, ...]
    """Newest first, by their start."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The files in the folder of logs, unread."""

    files: tuple[Path, ...]
    """Newest first, by their names; those without a date last."""
    problems: tuple[Problem, ...]
    """Conflict copies, and folders that cannot be listed."""


def find_logs(paths: Paths) -> Found:
    """Look for log files; no folder is no logs. Hidden files, as half-written ones are, are passed over."""
    files: list[Path] = []
    problems: list[Problem] = []
    for found in _walk(paths.logs, set()):
        if isinstance(found, Problem):
            problems.append(found)
        elif is_conflict(found.name):
            message = "a sync or merge tool left this copy; take over what you need into the log, and delete it"
            problems.append(Problem(str(found), None, "", message))
        elif found.suffix == ".toml":
            files.append(found)
    # By the stem, so that a log comes before the -2 of it, then by the date and time, the newest first.
    files.sort(key=lambda file: (file.stem, file.parent))
    files.sort(key=lambda file: file.name[:_DATE_LENGTH] if file.name[0].isdecimal() else "", reverse=True)
    return Found(tuple(files), tuple(problems))


def each_log(found: Found) -> Iterator[LogFile | Problem]:
    """Read the files one after the other; a log whose id came before is a problem, as is all that is not right."""
    yield from found.problems
    seen: dict[str, Path] = {}
    for path in found.files:
        try:
            file = read_log(path)
        except CatalogueError as error:
            yield from error.problems
            continue
        first = seen.setdefault(file.log.id, path)
        if first == path:
            yield file
        else:
            message = f"the same session is in {first}; delete one of the two, or give this one another id"
            yield Problem(str(path), None, "id", message)


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


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Problem]:
    # Folders that are symlinks are followed, each once, so that a loop ends.
    try:
        here = folder.stat()
        if (here.st_dev, here.st_ino) in seen:
            return
        seen.add((here.st_dev, here.st_ino))
        names = sorted(entry.name for entry in folder.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        yield Problem(str(folder), None, "", f"cannot be listed: {error.strerror}")
        return
    for name in names:
        path = folder / name
        if name.startswith("."):
            continue
        if _is_folder(path):
            yield from _walk(path, seen)
        else:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False
