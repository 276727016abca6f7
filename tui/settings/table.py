"""Every setting, declared once: its default, what it means, what it may hold.

The check of the file, the help of `repcue paths`, the settings' page and the tests are all made of the fields here.
It is imported before the first painting, so without pydantic.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from catalogue.schema.bounds import BODY_WEIGHT, PLANNED_REST, Bounds
from tui.settings.checks import Check, choice, command, id_of_exercise_or_routine, language, number, on_or_off, table

if TYPE_CHECKING:
    from tui.session.plan import Pace, Unit

Theme = Literal["dark", "light"]
First = Literal["left", "right", "weaker"]

Sound = Literal["phase", "rep", "count", "switch", "rest-over", "record", "done"]
Event = Literal["session-start", "switch", "rest-over", "set-done", "session-end"]
"""What runs a hook. All but the first and the last are cues, under the cue's own name."""

SOUNDS: Final[tuple[Sound, ...]] = get_args(Sound)
EVENTS: Final[tuple[Event, ...]] = get_args(Event)
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


def setting(meaning: str, check: Check, written: str = "") -> Mapping[str, Any]:
    """Return the metadata of a field; `written` is what holds while it is left out, where that is no value."""
    return {"meaning": meaning, "check": check, "written": written}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person prefers. A field with `setting` is a key of the file."""

    unit: Unit = field(
        default="kg",
        metadata=setting('The unit of every load: "kg" or "lb".', choice("kg", "lb")),
    )
    pace: Pace = field(
        default="self-paced",
        metadata=setting(
            '"self-paced": you count reps by key. "paced": the tempo player runs the phases and counts.',
            choice("self-paced", "paced"),
        ),
    )
    get_ready: float = field(
        default=3,
        metadata=setting("Seconds of countdown before paced or timed work, 0 to 60.", number(Bounds(0, 60))),
    )
    rest: float | None = field(
        default=None,
        metadata=setting(
            "Seconds of rest where a routine names none, 0 to 3600.",
            number(PLANNED_REST),
            written="the exercise's own",
        ),
    )
    first: First | None = field(
        default=None,
        metadata=setting(
            'The leg that works first: "left", "right", or "weaker": the one that lagged by 10 % or more three '
            "sessions in a row, until it caught up.",
            choice("left", "right", "weaker"),
            written="the exercise's own",
        ),
    )
    """Which leg works first; `weaker` is for whoever makes the plan to find out, by exercise."""
    load_step: float = field(
        default=1.0,
        metadata=setting("What one press of + or - adds or takes off, 0.1 to 100.", number(Bounds(0.1, 100))),
    )
    body_weight: float | None = field(
        default=None,
        metadata=setting(
            "What you weigh, in the unit, 1 to 1000; written into each log, so that work on body weight counts.",
            number(BODY_WEIGHT),
            written="not known",
        ),
    )
    """In `unit`."""
    theme: Theme = field(
        default="dark",
        metadata=setting('The colours of the screen: "dark" or "light".', choice("dark", "light")),
    )
    motion: bool = field(
        default=True,
        metadata=setting("Whether the figure moves; false shows it in still frames: true or false.", on_or_off),
    )
    sound: bool = field(
        default=True,
        metadata=setting(
            "Tones in a session, or the terminal's bell where there are none: true or false.", on_or_off
        ),
    )
    volume: float = field(
        default=0.6,
        metadata=setting("How loud the tones are, 0 to 1; at 0 the bell is silent too.", number(Bounds(0, 1))),
    )
    sounds: Mapping[str, bool] = field(
        default_factory=_nothing,
        metadata=setting(
            f"A table [sounds] that turns single ones off: count = false. They are {', '.join(SOUNDS)}.",
            table("sounds", SOUNDS, on_or_off),
            written="all of them",
        ),
    )
    """By sound: whether it is heard; one that is left out is."""
    voice: bool = field(
        default=False,
        metadata=setting("The machine's own voice says the cues: true or false.", on_or_off),
    )
    voice_language: str | None = field(
        default=None,
        metadata=setting(
            'The language that the voice speaks, as a code handed to the speaker: "de", "en-GB".',
            language,
            written="the speaker's own",
        ),
    )
    voice_rate: float = field(
        default=1.0,
        metadata=setting("How fast it speaks, times its usual rate, 0.5 to 2.", number(Bounds(0.5, 2))),
    )
    notify: bool = field(
        default=True,
        metadata=setting(
            "A desktop notification at a switch, at the end of a rest and of the session, when the window is not in "
            "focus: by the terminal where it can, else by notify-send or osascript: true or false.",
            on_or_off,
        ),
    )
    keep_awake: bool = field(
        default=True,
        metadata=setting(
            "The screen stays on while a session runs, where systemd-inhibit or caffeinate is there: true or false.",
            on_or_off,
        ),
    )
    hooks: Mapping[str, tuple[str, ...]] = field(
        default_factory=_nothing,
        metadata=setting(
            'A table [hooks] of commands to run, the event as JSON on stdin: switch = ["notify-send", "switch"]. '
            f"The events are {', '.join(EVENTS)}.",
            table("hooks", EVENTS, command),
            written="no hooks",
        ),
    )
    """By event: the command to run and its arguments."""
    goal_sessions_a_week: int = field(
        default=0,
        metadata=setting(
            "How many sessions a week you aim at, 0 to 21; 0 for no goal.", number(Bounds(0, 21, whole=True))
        ),
    )
    """0 for none."""
    week: Mapping[str, str] = field(
        default_factory=_nothing,
        metadata=setting(
            'A table [week] of what is due, a routine or exercise a day: mon = "hamstrings-at-home". '
            f"The days are {', '.join(WEEKDAYS)}.",
            table("week", WEEKDAYS, id_of_exercise_or_routine),
            written="no plan",
        ),
    )
    """By one of `WEEKDAYS`: the id of the routine or exercise that is due."""
    keymap: Mapping[str, str] = field(default_factory=_nothing)
    """By binding id: the keys instead of the usual ones, comma-separated, as textual spells them."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the file."""

    name: str
    default: str
    """As it would be written, or what holds while it is left out."""
    meaning: str
    check: Check


def _as_written(value: object) -> str:
    """Return a default as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _setting(declared: Field[Any]) -> Setting:
    about = declared.metadata
    return Setting(declared.name, about["written"] or _as_written(declared.default), about["meaning"], about["check"])


SETTINGS: Final = tuple(_setting(each) for each in fields(Settings) if each.metadata)
"""Every key of the file but the table `[keymap]`."""

KEYMAP_MEANING: Final = (
    '[keymap]: other keys for a command, by its id: "session.undo" = "u,backspace". The help screen names the ids.'
)
