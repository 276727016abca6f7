"""The four folders that repcue uses, and what lies where in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self


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
        """All four folders side by side in one."""
        return cls(home / "config", home / "data", home / "state", home / "cache")

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> Self:
        """The folders under `REPCUE_HOME` if it is set and not empty, else the platform's."""
        home = environ.get("REPCUE_HOME")
        if home:
            return cls.under(Path(home).expanduser().absolute())
        # Imported here because a set REPCUE_HOME makes it needless at start.
        from platformdirs import PlatformDirs

        folders = PlatformDirs("repcue", appauthor=False)
        return cls(
            folders.user_config_path,
            folders.user_data_path,
            folders.user_state_path,
            folders.user_cache_path,
        )
