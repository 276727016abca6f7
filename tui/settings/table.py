"""Every setting, once: its name, what it means, what it may hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from catalogue.files.spelling import did_you_mean
from catalogue.files.text import describe, identifier
from catalogue.schema.bounds import PLANNED_REST, Bounds
from tui.settings import EVENTS, SOUNDS, WEEKDAYS

Check = Callable[[object], object]
"""Returns the value as it is kept; raises ValueError with a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the file."""

    name: str
    default: str
    """As it would be written, or what holds while it is left out."""
    meaning: str
    check: Check


def _choice(*words: str) -> Check:
    def check(value: object) -> object:
        if isinstance(value, str) and value in words:
            return value
        near = did_you_mean(value, words) if isinstance(value, str) else ""
        allowed = " or ".join(f'"{word}"' for word in words)
        raise ValueError(f"found {describe(value)}; allowed: {allowed}{near}")

    return check


def _number(bounds: Bounds) -> Check:
    types = int if bounds.whole else int | float

    def check(value: object) -> object:
        if isinstance(value, types) and not isinstance(value, bool) and bounds.holds(value):
            return value
        raise ValueError(f"found {describe(value)}; {bounds} is wanted")

    return check


def _id(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError(f'found {describe(value)}; write the id of a routine or exercise, such as "desk-break"')
    return identifier(value)


def _on_or_off(value: object) -> object:
    if isinstance(value, bool):
        return value
    raise ValueError(f"found {describe(value)}; allowed: true or false")


def _command(value: object) -> object:
    words = value if isinstance(value, list) else []
    if words and all(isinstance(word, str) and "\0" not in word for word in words) and words[0].strip():
        return tuple(words)
    raise ValueError(f'found {describe(value)}; write the command and its arguments, such as ["notify-send", "go"]')


class SomeWrong(ValueError):
    """Of a table, what holds and what doesn't."""

    def __init__(self, good: Mapping[str, object], faults: list[tuple[str, str]]) -> None:
        super().__init__()
        self.good = good
        self.faults = faults


def _table(name: str, keys: tuple[str, ...], check: Check) -> Check:
    def checked(value: object) -> object:
        if not isinstance(value, dict):
            raise ValueError(f"found {describe(value)}; write a table [{name}]")
        good: dict[str, object] = {}
        faults: list[tuple[str, str]] = []
        for key, inner in value.items():
            try:
                good[_one_of(key, keys)] = check(inner)
            except ValueError as error:
                faults.append((key, str(error)))
        if faults:
            raise SomeWrong(MappingProxyType(good), faults)
        return MappingProxyType(good)

    return checked


def _one_of(key: str, keys: tuple[str, ...]) -> str:
    if key in keys:
        return key
    raise ValueError(f"is not one of {', '.join(keys)}{did_you_mean(key, keys)}")


SETTINGS: Final = (
    Setting("unit", '"kg"', 'The unit of every load: "kg" or "lb".', _choice("kg", "lb")),
    Setting(
        "pace",
        '"self-paced"',
        '"self-paced": you count reps by key. "paced": the tempo player runs the phases and counts.',
        _choice("self-paced", "paced"),
    ),
    Setting("get_ready", "3", "Seconds of countdown before paced or timed work, 0 to 60.", _number(Bounds(0, 60))),
    Setting(
        "rest",
        "the exercise's own",
        "Seconds of rest where a routine names none, 0 to 3600.",
        _number(PLANNED_REST),
    ),
    Setting(
        "first",
        "the exercise's own",
        'The leg that works first: "left", "right", or "weaker": the one that lagged by 10 % or more three sessions '
        "in a row, until it caught up.",
        _choice("left", "right", "weaker"),
    ),
    Setting("load_step", "1.0", "What one press of + or - adds or takes off, 0.1 to 100.", _number(Bounds(0.1, 100))),
    Setting("theme", '"dark"', 'The colours of the screen: "dark" or "light".', _choice("dark", "light")),
    Setting("motion", "true", "Whether the figure moves; false shows it in still frames: true or false.", _on_or_off),
    Setting(
        "sound", "true", "Tones in a session, or the terminal's bell where there are none: true or false.", _on_or_off
    ),
    Setting("volume", "0.6", "How loud the tones are, 0 to 1; at 0 the bell is silent too.", _number(Bounds(0, 1))),
    Setting(
        "sounds",
        "all of them",
        f"A table [sounds] that turns single ones off: count = false. They are {', '.join(SOUNDS)}.",
        _table("sounds", SOUNDS, _on_or_off),
    ),
    Setting("voice", "false", "The machine's own voice says the cues: true or false.", _on_or_off),
    Setting("voice_rate", "1.0", "How fast it speaks, times its usual rate, 0.5 to 2.", _number(Bounds(0.5, 2))),
    Setting(
        "notify",
        "true",
        "A desktop notification at a switch, at the end of a rest and of the session, when the window is not in "
        "focus: by the terminal where it can, else by notify-send or osascript: true or false.",
        _on_or_off,
    ),
    Setting(
        "keep_awake",
        "true",
        "The screen stays on while a session runs, where systemd-inhibit or caffeinate is there: true or false.",
        _on_or_off,
    ),
    Setting(
        "hooks",
        "no hooks",
        'A table [hooks] of commands to run, the event as JSON on stdin: switch = ["notify-send", "switch"]. '
        f"The events are {', '.join(EVENTS)}.",
        _table("hooks", EVENTS, _command),
    ),
    Setting(
        "goal_sessions_a_week",
        "0",
        "How many sessions a week you aim at, 0 to 21; 0 for no goal.",
        _number(Bounds(0, 21, whole=True)),
    ),
    Setting(
        "week",
        "no plan",
        'A table [week] of what is due, a routine or exercise a day: mon = "hamstrings-at-home". '
        f"The days are {', '.join(WEEKDAYS)}.",
        _table("week", WEEKDAYS, _id),
    ),
)
"""Every key of the file but the table `[keymap]`."""

KEYMAP_MEANING: Final = (
    '[keymap]: other keys for a command, by its id: "session.undo" = "u,backspace". The help screen names the ids.'
)
