"""The person's settings: one TOML file, every key optional. A broken key keeps its default and is a problem.

Read at every start, so without pydantic, and with nothing imported where there is no file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.settings.table import EVENTS, SOUNDS, WEEKDAYS, Event, First, Settings, Sound, Theme

if TYPE_CHECKING:
    from catalogue.files.problems import Problem
    from tui.session.resolve import Wishes

__all__ = ["EVENTS", "SOUNDS", "WEEKDAYS", "Event", "First", "Settings", "Sound", "Theme", "load_settings", "wishes"]


def wishes(settings: Settings) -> Wishes:
    """Return what the settings ask of every session."""
    # The engine is not needed to read settings, nor to show the first screen.
    from tui.session.resolve import Wishes  # after first painting

    return Wishes(
        pace=settings.pace,
        usual_rest=None if settings.rest is None else round(settings.rest * 1000),
        unit=settings.unit,
        first=None if settings.first == "weaker" else settings.first,
        get_ready=round(settings.get_ready * 1000),
        load_step=settings.load_step,
        body_weight=settings.body_weight,
    )


def load_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings in a file, and all that is wrong with it. No file is the defaults; nothing is raised."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), ()
    except (OSError, ValueError):
        pass  # reading it says what is wrong, in plain words
    from tui.settings.settings_file import read  # where one is

    return read(path)
