"""The person's settings: one TOML file, every key optional. A broken key keeps its default and is a problem.

Read at every start, so without pydantic, and with nothing imported where there is no file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from tui.keys import BY_ID, KEYS

if TYPE_CHECKING:
    from catalogue.problems import Problem
    from tui.session.plan import Pace, Unit
    from tui.session.resolve import Wishes

Theme = Literal["dark", "light"]
First = Literal["left", "right", "weaker"]
Check = Callable[[object], object]
"""Returns the value as it is kept; raises ValueError with a sentence for the person."""

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


def week_problems(settings: Settings, path: Path, known: Iterable[str]) -> tuple[Problem, ...]:
    """Return what the week plan names that is not among the `known` ids; reads the file for the lines."""
    if not settings.week:
        return ()
    from catalogue.problems import CatalogueError
    from catalogue.reading import read_text
    from catalogue.spelling import did_you_mean

    ids = list(known)
    faults: list[Fault] = [
        (("week", day), f"there is no routine or exercise {_described(wanted)}{did_you_mean(wanted, ids)}")
        for day, wanted in settings.week.items()
        if wanted not in ids
    ]
    try:
        text = read_text(path)
    except CatalogueError as error:
        return error.problems  # it was there when the settings were loaded
    return _located(faults, text, path)


def load_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings in a file, and all that is wrong with it. No file is the defaults; nothing is raised."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), ()
    except (OSError, ValueError):
        pass  # reading it says what is wrong, in plain words
    from catalogue.problems import CatalogueError
    from catalogue.reading import parse, read_text

    try:
        text = read_text(path)
        document = parse(text, path)
    except CatalogueError as error:
        return Settings(), error.problems
    values: dict[str, Any] = {}
    faults = [*_read_values(document, values), *_read_keymap(document.get("keymap", {}), values)]
    return replace(Settings(), **values), _located(faults, text, path)


# --- what each key may hold ---------------------------------------------------------------------------------------


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
        from catalogue.spelling import did_you_mean

        near = did_you_mean(value, words) if isinstance(value, str) else ""
        allowed = " or ".join(f'"{word}"' for word in words)
        raise ValueError(f"found {_described(value)}; allowed: {allowed}{near}")

    return check


def _number(low: float, high: float) -> Check:
    def check(value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return value
        raise ValueError(f"found {_described(value)}; a number from {low:g} to {high:g} is wanted")

    return check


def _whole_number(low: int, high: int) -> Check:
    def check(value: object) -> object:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        raise ValueError(f"found {_described(value)}; a whole number from {low} to {high} is wanted")

    return check


def _id(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError(f'found {_described(value)}; write the id of a routine or exercise, such as "desk-break"')
    from catalogue.text import identifier

    return identifier(value)


def _on_or_off(value: object) -> object:
    if isinstance(value, bool):
        return value
    raise ValueError(f"found {_described(value)}; allowed: true or false")


def _command(value: object) -> object:
    words = value if isinstance(value, list) else []
    if words and all(isinstance(word, str) and "\0" not in word for word in words) and words[0].strip():
        return tuple(words)
    raise ValueError(f'found {_described(value)}; write the command and its arguments, such as ["notify-send", "go"]')


class _SomeWrong(ValueError):
    """Of a table, what holds and what doesn't."""

    def __init__(self, good: Mapping[str, object], faults: list[tuple[str, str]]) -> None:
        super().__init__()
        self.good = good
        self.faults = faults


def _table(name: str, keys: tuple[str, ...], check: Check) -> Check:
    def checked(value: object) -> object:
        if not isinstance(value, dict):
            raise ValueError(f"found {_described(value)}; write a table [{name}]")
        good: dict[str, object] = {}
        faults: list[tuple[str, str]] = []
        for key, inner in value.items():
            try:
                good[_one_of(key, keys)] = check(inner)
            except ValueError as error:
                faults.append((key, str(error)))
        if faults:
            raise _SomeWrong(MappingProxyType(good), faults)
        return MappingProxyType(good)

    return checked


def _one_of(key: str, keys: tuple[str, ...]) -> str:
    if key in keys:
        return key
    from catalogue.spelling import did_you_mean

    raise ValueError(f"is not one of {', '.join(keys)}{did_you_mean(key, keys)}")


SETTINGS: Final = (
    Setting("unit", '"kg"', 'The unit of every load: "kg" or "lb".', _choice("kg", "lb")),
    Setting(
        "pace",
        '"self-paced"',
        '"self-paced": you count reps by key. "paced": the tempo player runs the phases and counts.',
        _choice("self-paced", "paced"),
    ),
    Setting("get_ready", "3", "Seconds of countdown before paced or timed work, 0 to 60.", _number(0, 60)),
    Setting(
        "rest",
        "the exercise's own",
        "Seconds of rest where a routine names none, 0 to 3600.",
        _number(0, 3600),
    ),
    Setting(
        "first",
        "the exercise's own",
        'The leg that works first: "left", "right", or "weaker": the one that lagged by 10 % or more three sessions '
        "in a row, until it caught up.",
        _choice("left", "right", "weaker"),
    ),
    Setting("load_step", "1.0", "What one press of + or - adds or takes off, 0.1 to 100.", _number(0.1, 100)),
    Setting("theme", '"dark"', 'The colours of the screen: "dark" or "light".', _choice("dark", "light")),
    Setting("motion", "true", "Whether the figure moves; false shows it in still frames: true or false.", _on_or_off),
    Setting(
        "sound", "true", "Tones in a session, or the terminal's bell where there are none: true or false.", _on_or_off
    ),
    Setting("volume", "0.6", "How loud the tones are, 0 to 1; at 0 the bell is silent too.", _number(0, 1)),
    Setting(
        "sounds",
        "all of them",
        f"A table [sounds] that turns single ones off: count = false. They are {', '.join(SOUNDS)}.",
        _table("sounds", SOUNDS, _on_or_off),
    ),
    Setting("voice", "false", "The machine's own voice says the cues: true or false.", _on_or_off),
    Setting("voice_rate", "1.0", "How fast it speaks, times its usual rate, 0.5 to 2.", _number(0.5, 2)),
    Setting(
        "notify",
        "true",
        "A desktop notification when a rest is over and the window is not in focus, where the terminal can: "
        "true or false.",
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
        _whole_number(0, 21),
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

Fault = tuple[tuple[str, ...], str]
"""Where in the document, and a sentence that says what is wrong there."""


def _read_values(document: Mapping[str, object], values: dict[str, Any]) -> Iterator[Fault]:
    known = {setting.name: setting for setting in SETTINGS}
    for key, value in document.items():
        if key in known:
            try:
                values[key] = known[key].check(value)
            except _SomeWrong as some:
                values[key] = some.good
                yield from (((key, inner), message) for inner, message in some.faults)
            except ValueError as error:
                yield (key,), str(error)
        elif key != "keymap":
            from catalogue.spelling import did_you_mean

            names = [*known, "keymap"]
            near = did_you_mean(key, names) or "; the keys are " + ", ".join(names)
            yield (key,), f"is not a setting{near}"


# --- keys ---------------------------------------------------------------------------------------------------------

_MODIFIERS: Final = frozenset({"ctrl", "shift", "alt", "meta", "super", "hyper"})
_NAMED_KEYS: Final = frozenset(
    {"escape", "return", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end"}
    | {"pageup", "pagedown", "left", "right", "up", "down"}
    | {f"f{number}" for number in range(1, 25)}
)
_SHORT_NAMES: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Where textual calls a character otherwise than Unicode does."""
_UNICODE_NAMES: Final = {short: long for long, short in _SHORT_NAMES.items()}


@dataclass(frozen=True, slots=True)
class _Remapping:
    at: tuple[str, ...]
    id: str
    keys: tuple[str, ...]


def _read_keymap(keymap: object, values: dict[str, Any]) -> list[Fault]:
    if not isinstance(keymap, dict):
        return [(("keymap",), f"found {_described(keymap)}; write a table [keymap]")]
    faults: list[Fault] = []
    remappings: list[_Remapping] = []
    for at, binding, value in _flattened(keymap):
        try:
            remappings.append(_Remapping(at, binding, _keys(binding, value)))
        except ValueError as error:
            faults.append((at, str(error)))
    while clash := _first_clash(remappings):
        remappings.remove(clash[0])
        faults.append((clash[0].at, clash[1]))
    values["keymap"] = MappingProxyType({each.id: ",".join(each.keys) for each in remappings})
    return faults


def _flattened(keymap: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], str, object]]:
    """An id without quotes, `session.undo = "u"`, is a table within a table to TOML."""
    for key, value in keymap.items():
        if isinstance(value, dict):
            for inner, keys in value.items():
                yield ("keymap", key, inner), f"{key}.{inner}", keys
        else:
            yield ("keymap", key), key, value


def _keys(binding: str, value: object) -> tuple[str, ...]:
    if binding not in BY_ID:
        from catalogue.spelling import did_you_mean

        raise ValueError(f"is not the id of a command{did_you_mean(binding, BY_ID)}")
    if not isinstance(value, str):
        raise ValueError(f'found {_described(value)}; write keys in quotes, such as "u" or "u,backspace"')
    keys = tuple(dict.fromkeys(_key(word.strip()) for word in value.split(",")))
    if BY_ID[binding].where != "choosing":
        for key in keys:
            if key.isdecimal():
                raise ValueError(f"found {_described(key)}; digits say how many reps were done; take another key")
    return keys


def _key(word: str) -> str:
    """Return a key's name as textual has it. Raises ValueError if no terminal can send such a key."""
    *modifiers, name = word.split("+") if word != "+" else [word]
    if not word or not _MODIFIERS.issuperset(modifiers):
        raise ValueError(_no_key(word))
    if len(name) == 1:
        name = name if name.isalnum() else _name_of(name, word)
    elif name not in _NAMED_KEYS and not _is_character(name):
        raise ValueError(_no_key(word))
    return "+".join([*modifiers, name])


def _name_of(character: str, word: str) -> str:
    try:
        name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    except ValueError:
        raise ValueError(_no_key(word)) from None
    return "space" if character == " " else _SHORT_NAMES.get(name, name)


def _is_character(name: str) -> bool:
    # Textual puts underscores for the hyphens and the spaces of Unicode's names alike.
    long = _UNICODE_NAMES.get(name, name).upper()
    for written in (long.replace("_", " "), long.replace("_", "-"), long.replace("_", "-", 1).replace("_", " ")):
        try:
            character = unicodedata.lookup(written)
        except KeyError:
            continue
        # A letter or digit goes by itself, not by its name.
        return len(character) == 1 and not character.isalnum()
    return False


def _no_key(word: str) -> str:
    from catalogue.spelling import did_you_mean

    near = did_you_mean(word, sorted(_NAMED_KEYS)) or "; write one such as u, U, ctrl+r, space, f2 or question_mark"
    return f"found {_described(word)}, which is no key{near}"


def _first_clash(remappings: list[_Remapping]) -> tuple[_Remapping, str] | None:
    """Return the last remapping whose key another command has in the same place, and what to say of it."""
    held = {key.id: tuple(key.keys.split(",")) for key in KEYS} | {each.id: each.keys for each in remappings}
    for remapping in reversed(remappings):
        for other, keys in held.items():
            shared = [key for key in remapping.keys if key in keys]
            if other != remapping.id and shared and _meet(remapping.id, other):
                said = f'"{other}" has the key {_described(shared[0])} already; give one of the two another key'
                return remapping, said
    return None


def _meet(one: str, other: str) -> bool:
    places = {BY_ID[one].where, BY_ID[other].where}
    return len(places) == 1 or "everywhere" in places


def _described(value: object) -> str:
    from catalogue.text import describe

    return describe(value)


def _located(faults: list[Fault], text: str, path: Path) -> tuple[Problem, ...]:
    if not faults:
        return ()
    from catalogue.locating import Lines
    from catalogue.problems import Problem

    lines = Lines(text)
    found = (Problem(str(path), lines.line(at), ".".join(at), message) for at, message in faults)
    return tuple(sorted(found, key=lambda problem: problem.line or 0))
