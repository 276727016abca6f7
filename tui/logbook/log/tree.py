"""Walking the folder of logs: which files are there, what each is by its numbers, and what stands in the way."""

from __future__ import annotations

import os
from collections.abc import Container
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from catalogue.files.conflict_copies import ADVICE, is_conflict_copy
from catalogue.files.problems import Problem

SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Walk:
    """What was met, in the order of the names in each folder."""

    files: dict[str, os.stat_result | None]
    """The files that may be logs, by their paths below the folder; None where there is nothing to be described."""
    problems: tuple[Problem, ...]
    """Conflict copies, and folders that cannot be listed."""


def walk(logs: Path, known: Container[str] = ()) -> Walk:
    """Look for log files; no folder is no logs. Hidden files, as half-written ones are, are passed over.

    Folders that are symlinks are followed, each once, so that a loop ends. Files in `known` have names that are
    known to be no conflict's.
    """
    met = _Met(known)
    met.look_into(str(logs), "")
    return Walk(met.files, tuple(met.problems))


class _Met:
    """What a walk has met so far."""

    def __init__(self, known: Container[str]) -> None:
        self.files: dict[str, os.stat_result | None] = {}
        self.problems: list[Problem] = []
        self._known = known
        self._folders: set[tuple[int, int]] = set()

    def look_into(self, folder: str, prefix: str) -> None:
        """Go through a folder and those in it; `prefix` is where it is below the folder of logs."""
        try:
            here = os.stat(folder)  # noqa: PTH116
            if (here.st_dev, here.st_ino) in self._folders:
                return
            self._folders.add((here.st_dev, here.st_ino))
            with os.scandir(folder) as entries:
                found = sorted(entries, key=attrgetter("name"))
        except FileNotFoundError:
            return
        except OSError as error:
            self.problems.append(Problem(folder, None, "", f"cannot be listed: {error.strerror}"))
            return
        for entry in found:
            name = entry.name
            if name.startswith("."):
                continue
            if _is_folder(entry):
                self.look_into(entry.path, f"{prefix}{name}/")
            elif (place := prefix + name) not in self._known and is_conflict_copy(name):
                self.problems.append(Problem(entry.path, None, "", ADVICE))
            elif name.endswith(SUFFIX):
                self.files[place] = _described(entry)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _described(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat()
    except OSError:
        return None


def same_session(path: str, first: Path) -> Problem:
    """What is wrong with a log whose id a file before it has."""
    message = f"the same session is in {first}; delete one of the two, or give this one another id"
    return Problem(path, None, "id", message)
