"""Which files of a folder are meant to be loaded."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from catalogue.problems import Problem

_SYNC_CONFLICT: Final = re.compile(r"\.sync-conflict-|conflicted copy|_conflict-\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listing:
    """The TOML files of a folder in the order of their names, and what kept others from being listed."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def is_sync_conflict(name: str) -> bool:
    """Say whether a sync tool gave a file this name because two machines had changed it."""
    return _SYNC_CONFLICT.search(name) is not None


def toml_files(folder: Path) -> Listing:
    """List a folder's files that end in `.toml` and are not hidden; a folder that is not there has none."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".toml"))
    except FileNotFoundError:
        return Listing((), ())
    except OSError as error:
        return Listing((), (Problem(str(folder), None, "", f"the folder cannot be read: {error.strerror}"),))
    shown = [name for name in names if not name.startswith(".")]
    problems = [
        Problem(
            str(folder / name),
            None,
            "",
            "was left by a sync tool because two machines changed the file; "
            "keep what is right of the two and delete this one",
        )
        for name in shown
        if is_sync_conflict(name)
    ]
    return Listing(tuple(folder / name for name in shown if not is_sync_conflict(name)), tuple(problems))
