"""The four folders that repcue uses, and what lies where in them."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self


class NoFolders(Exception):
    """There is no place for the folders; the message is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things are kept. No folder is made before something is written to it."""

    config: Path
    """Settings, and a person's own exercises and routines."""
    data: Path
    """Logs and the trash: what cannot be made again."""
    state: Path
    """Journals of sessions that run or were cut short, and the lock."""
    cache: Path
    """What can be thrown away."""

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"

    @property
    def notes(self) -> Path:
        """The file of notes pinned to exercises."""
        return self.config / "notes.toml"

    @property
    def logs(self) -> Path:
        """The folder of logs, with one folder a year in it."""
        return self.data / "logs"

    @property
    def trash(self) -> Path:
        """The folder that discarded journals and deleted logs are moved to."""
        return self.data / "trash"

    @property
    def journals(self) -> Path:
        """The folder of journals, one for each session that has no log yet."""
        return self.state / "journals"

    @property
    def session_lock(self) -> Path:
        """The file that is locked while a session runs."""
        return self.state / "session.lock"

    @classmethod
    def under(cls, home: Path) -> Self:
        """Return all four folders side by side in one."""
        return cls(home / "config", home / "data", home / "state", home / "cache")

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> Self:
        """Return the folders under `REPCUE_HOME` if it is set, else the platform's. Raises `NoFolders`."""
        home = environ.get("REPCUE_HOME")
        if home:
            return cls.under(_own_home(home))
        from platformdirs import PlatformDirs  # not under REPCUE_HOME

        folders = PlatformDirs("repcue", appauthor=False)
        found = (folders.user_config_path, folders.user_data_path, folders.user_state_path, folders.user_cache_path)
        for path in found:
            if not path.is_absolute():  # it begins with a ~ that stands for nothing
                raise NoFolders("There is no home folder here. Set HOME or REPCUE_HOME to a folder of yours.")
            _check(path, "The folder")
        return cls(*found)


def _own_home(home: str) -> Path:
    try:
        path = Path(home).expanduser().absolute()
    except (RuntimeError, OSError) as error:  # nobody has that name, or the folder we are in is gone
        message = f"REPCUE_HOME={home} leads to no folder: set it to a folder by its whole path, beginning with /."
        raise NoFolders(message) from error
    _check(path, f"REPCUE_HOME={home}")
    return path


def _check(path: Path, what: str) -> None:
    """Raise `NoFolders` if a folder can be neither used nor made there, as far as can be seen beforehand."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise NoFolders(
            f"{what} has bytes that are no text: set REPCUE_HOME to a folder with a plain name."
        ) from error
    try:
        nearest = _nearest(path)
        usable = stat.S_ISDIR(nearest.stat().st_mode) and os.access(nearest, os.X_OK)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NoFolders(f"{what} can't be used ({reason}): set REPCUE_HOME to a folder of yours.") from error
    if not usable:
        raise NoFolders(f"{what} can't be used, as {nearest} is no folder to enter: set REPCUE_HOME to one of yours.")


def _nearest(path: Path) -> Path:
    """Return the path itself, or the nearest one above it that exists."""
    for one in (path, *path.parents):
        try:
            one.lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        return one
    return path
