"""The person's settings: one TOML file, every key optional. A broken key keeps its default and is a problem.

Read at every start, so without pydantic, and with nothing imported where there is no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from catalogue.files.problems import Problem
    from tui.session.plan import Pace, Unit
    from tui.session.resolve import Wishes

Theme = Literal["dark", "light"]
First = Literal["left", "right", "weaker"]

SOUNDS: Final = ("phase", "rep", "count", "switch", "rest-over", "done")
EVENTS: Final = ("session-start", "switch", "rest-over", "set-done", "session-end")
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_NO_KEYS: Final[Mapping[str, str]] = MappingProxyType({})
_NO_SOUNDS: Final[Mapping[str, bool]] = MappingProxyType({})
_NO_HOOKS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({})
_NO_PLAN: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person prefers; `SETTINGS` says what each key means."""

    unit: Unit = "kg"
    pace: Pace = "self-paced"
    get_ready: float = 3
    rest: float | None = None
    first: First | None = None
    """Which leg works first; `weaker` is for whoever makes the plan to find out, by exercise."""
    load_step: float = 1.0
    theme: Theme = "dark"
    motion: bool = True
    sound: bool = True
    volume: float = 0.6
    sounds: Mapping[str, bool] = field(default_factory=lambda: _NO_SOUNDS)
    """By sound: whether it is heard; one that is left out is."""
    voice: bool = False
    voice_rate: float = 1.0
    notify: bool = True
    keep_awake: bool = True
    hooks: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_HOOKS)
    """By event: the command to run and its arguments."""
    goal_sessions_a_week: int = 0
    """0 for none."""
    week: Mapping[str, str] = field(default_factory=lambda: _NO_PLAN)
    """By one of `WEEKDAYS`: the id of the routine or exercise that is due."""
    keymap: Mapping[str, str] = field(default_factory=lambda: _NO_KEYS)
    """By binding id: the keys instead of the usual ones, comma-separated, as textual spells them."""


def wishes(settings: Settings) -> Wishes:
    """Return what the settings ask of every session."""
    # The engine is not needed to read settings, nor to show the first screen.
    from tui.session.resolve import Wishes

    return Wishes(
        pace=settings.pace,
        usual_rest=None if settings.rest is None else round(settings.rest * 1000),
        unit=settings.unit,
        first=None if settings.first == "weaker" else settings.first,
        get_ready=round(settings.get_ready * 1000),
        load_step=settings.load_step,
    )


def load_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings in a file, and all that is wrong with it. No file is the defaults; nothing is raised."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), ()
    except (OSError, ValueError):
        pass  # reading it says what is wrong, in plain words
    from tui.settings.settings_file import read

    return read(path)
