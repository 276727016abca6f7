"""The ids of sessions, and the names of their files."""

import re
from datetime import datetime
from pathlib import Path

from tui.machine.paths import Paths

JOURNAL_SUFFIX = ".journal"
_NOT_FOR_A_NAME = re.compile(r"[^a-z0-9]+")


def session_id(started: datetime, token: str) -> str:
    """Return an id such as `2026-11-22T180533-7f3a`, from the local start time and a few random characters."""
    return f"{started:%Y-%m-%dT%H%M%S}-{token}"


def journal_path(paths: Paths, session: str) -> Path:
    """Return where the journal of a session goes."""
    return paths.journals / f"{session}{JOURNAL_SUFFIX}"


def log_path(paths: Paths, started: datetime, title: str) -> Path:
    """Return where a log goes if that name is free: `logs/2026/2026-11-22_1805_hamstrings-at-home.toml`.

    Only letters, digits and hyphens of `title` get into the name, so that it cannot lead to another folder.
    """
    slug = _NOT_FOR_A_NAME.sub("-", title.lower()).strip("-")[:64] or "session"
    return paths.logs / f"{started.year:04}" / f"{started.year:04}-{started:%m-%d_%H%M}_{slug}.toml"
