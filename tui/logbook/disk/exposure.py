"""Folders that other users may write to: what is kept there can be changed or replaced behind the program's back."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from catalogue.files.problems import Problem
from tui.machine.paths import Paths

_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH


def exposed(paths: Paths) -> tuple[Problem, ...]:
    """Return a problem, with its remedy, for each of the program's folders that others may write to."""
    user = os.geteuid()
    found = ((folder, _fault(folder, user)) for folder in _folders(paths))
    return tuple(Problem(str(folder), None, "", fault) for folder, fault in found if fault)


def _folders(paths: Paths) -> Iterator[Path]:
    four = (paths.config, paths.data, paths.state, paths.cache)
    if len({folder.parent for folder in four}) == 1:
        yield paths.config.parent
    yield from four


def _fault(folder: Path, user: int) -> str:
    try:
        found = folder.stat()
    except OSError:
        return ""  # nothing is kept there yet; an unreadable folder is reported by the code that reads it
    if not stat.S_ISDIR(found.st_mode):
        return ""
    if found.st_uid != user:
        return f"belongs to another user, who may change what is kept there; take it over (chown {user} {folder})"
    if found.st_mode & _OTHERS and not found.st_mode & stat.S_ISVTX:
        return f"other users may change what is kept there; shut them out (chmod go-w {folder})"
    return ""
