"""Which files of a folder are meant to be loaded."""

from dataclasses import dataclass
from pathlib import Path

from catalogue.files.conflict_copies import ADVICE, is_conflict_copy
from catalogue.files.problems import Problem


@dataclass(frozen=True, slots=True)
class FolderListing:
    """The TOML files of a folder in the order of their names, and what kept others from being listed."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def toml_files(folder: Path) -> FolderListing:
    """List a folder's files that end in `.toml` and are not hidden; a folder that is not there has none."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".toml"))
    except FileNotFoundError:
        return FolderListing((), ())
    except OSError as error:
        return FolderListing((), (Problem(str(folder), None, "", f"the folder cannot be read: {error.strerror}"),))
    shown = [name for name in names if not name.startswith(".")]
    problems = [Problem(str(folder / name), None, "", ADVICE) for name in shown if is_conflict_copy(name)]
    return FolderListing(tuple(folder / name for name in shown if not is_conflict_copy(name)), tuple(problems))
