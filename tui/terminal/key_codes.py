"""Keys that come as control sequences with numbers: keypads by their meaning, locks left out.

`CSI code:shifted ; modifiers:event ; text u` of the kitty protocol, xterm's forms with a letter or a tilde at the
end, and `CSI 27 ; modifiers ; code ~` of xterm's modifyOtherKeys.
"""

from __future__ import annotations

from typing import Final, TypeGuard

from textual import events
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual.keys import _character_to_key

_SHIFT, _ALT, _CAPS_LOCK, _NUM_LOCK = 1, 2, 64, 128
_MODIFIERS: Final = ("shift", "alt", "ctrl", "super", "hyper", "meta")
_RELEASE: Final = 3
_OTHER_KEYS: Final = 27
_MOST_DIGITS: Final = 7
_ABSENT: Final[list[int | None]] = [None]
_PRIVATE_USE: Final = range(0xE000, 0xF900)

KEYPAD: Final = {
    **{57399 + digit: str(digit) for digit in range(10)},
    57409: ".",  # also where the layout writes a comma: it is the point of a number
    57410: "/",
    57411: "*",
    57412: "-",
    57413: "+",
    57415: "=",
    57416: ".",
}
"""The characters of the keypad's keys."""
_NO_KEYS: Final = frozenset({57358, 57359, 57360, 57427, *range(57441, 57455)})
"""Locks, modifiers pressed alone, and the middle of a keypad."""
_CHARACTERS: Final = {"enter": "\r", "tab": "\t", "backspace": "\x7f", "escape": "\x1b"}


def keys_of(parameters: str, final: str) -> list[events.Key]:
    """Return the keys that `CSI parameters final` is; none for what is no key press."""
    fields = [[_number(part) for part in field.split(":")] for field in parameters.split(";")]
    codes, modifiers, text = (*fields, _ABSENT, _ABSENT)[:3]
    if final == "~" and codes[0] == _OTHER_KEYS and len(fields) == 3:
        codes, text, final = text, _ABSENT, "u"
    if _RELEASE in modifiers[1:2]:
        return []
    bits = max((modifiers[0] or 1) - 1, 0)
    held = bits & ~(_CAPS_LOCK | _NUM_LOCK)
    if final != "u":
        return _function_keys(1 if codes[0] is None else codes[0], final, held)
    typed = [chr(number) for number in text if _is_character(number)]
    return _coded_keys(codes, held, typed, caps=bool(bits & _CAPS_LOCK))


def _function_keys(number: int, final: str, held: int) -> list[events.Key]:
    name = FUNCTIONAL_KEYS.get(f"{number}{final}")
    return [_key(name, held, _CHARACTERS.get(name))] if name and number not in _NO_KEYS else []


def _coded_keys(codes: list[int | None], held: int, typed: list[str], *, caps: bool) -> list[events.Key]:
    code = codes[0] or 0
    if code in KEYPAD:
        return [character_key(KEYPAD[code], held & ~_SHIFT)]
    if keys := _function_keys(code, "u", held):
        return keys
    if typed and code not in _NO_KEYS:
        return [_typed_key(character, held & ~_ALT, caps=caps) for character in typed]
    if not _is_character(code) or code in _PRIVATE_USE:
        return []
    if held == _SHIFT and code != ord(" "):
        shifted = codes[1] if len(codes) > 1 and _is_character(codes[1]) else None
        return [character_key(chr(shifted) if shifted else chr(code).upper())]
    return [character_key(chr(code), held)]


def character_key(character: str, held: int = 0) -> events.Key:
    """Return the key that types the character, with what is held down beside it."""
    return _key(_character_to_key(character), held, character)


def _typed_key(character: str, held: int, *, caps: bool) -> events.Key:
    """Return the key for a text: caps lock changes what is written, not which key it is."""
    name = character
    if caps and character.isalpha():
        name = character.upper() if held & _SHIFT else character.lower()
    key = character_key(name if len(name) == 1 else character, held & ~(0 if character == " " else _SHIFT))
    key.character = key.character and character
    return key


def _key(name: str, held: int, character: str | None) -> events.Key:
    tokens = sorted(word for bit, word in enumerate(_MODIFIERS) if held & (1 << bit))
    return events.Key("+".join([*tokens, name]), None if held else character)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def _is_character(code: int | None) -> TypeGuard[int]:
    return code is not None and 0x20 <= code < 0x110000 and not 0x7F <= code < 0xA0 and not 0xD800 <= code < 0xE000
