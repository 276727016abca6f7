"""The keymap of the settings: other keys for commands, by their ids."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from catalogue.files.spelling import did_you_mean
from catalogue.files.text import describe
from tui.settings.keys import BY_ID, KEYS

KeyFault = tuple[tuple[str, ...], str]
"""Where in the document, and a sentence that says what is wrong there."""

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


def read_keymap(keymap: object, values: dict[str, Any]) -> list[KeyFault]:
    """Put what is right of a keymap into `values`, and return what is wrong with the rest."""
    if not isinstance(keymap, dict):
        return [(("keymap",), f"found {describe(keymap)}; write a table [keymap]")]
    faults: list[KeyFault] = []
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
        raise ValueError(f"is not the id of a command{did_you_mean(binding, BY_ID)}")
    if not isinstance(value, str):
        raise ValueError(f'found {describe(value)}; write keys in quotes, such as "u" or "u,backspace"')
    keys = tuple(dict.fromkeys(_key(word.strip()) for word in value.split(",")))
    if BY_ID[binding].where != "choosing":
        for key in keys:
            if key.isdecimal():
                raise ValueError(f"found {describe(key)}; digits say how many reps were done; take another key")
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
    near = did_you_mean(word, sorted(_NAMED_KEYS)) or "; write one such as u, U, ctrl+r, space, f2 or question_mark"
    return f"found {describe(word)}, which is no key{near}"


def _first_clash(remappings: list[_Remapping]) -> tuple[_Remapping, str] | None:
    """Return the last remapping whose key another command has in the same place, and what to say of it."""
    held = {key.id: tuple(key.keys.split(",")) for key in KEYS} | {each.id: each.keys for each in remappings}
    for remapping in reversed(remappings):
        for other, keys in held.items():
            shared = [key for key in remapping.keys if key in keys]
            if other != remapping.id and shared and _meet(remapping.id, other):
                said = f'"{other}" has the key {describe(shared[0])} already; give one of the two another key'
                return remapping, said
    return None


def _meet(one: str, other: str) -> bool:
    places = {BY_ID[one].where, BY_ID[other].where}
    return len(places) == 1 or "everywhere" in places
