"""Keys that come as codes: a keypad's keys mean what stands on them, and locks turn no key into another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tui.terminal.splitter import Splitter
from tui.terminal.translator import Translator

CAPS, NUM = 64, 128
ENTER = "\r"


def typed(data: bytes) -> list[tuple[str, str | None]]:
    """The names and characters of the keys that the bytes are."""
    found = Translator().messages(Splitter(0.1).feed(data, 0.0))
    return [(message.key, message.character) for message in found if isinstance(message, events.Key)]


CHARACTERS = {
    **{57399 + digit: (str(digit), str(digit)) for digit in range(10)},
    57409: ("full_stop", "."),
    57410: ("slash", "/"),
    57411: ("asterisk", "*"),
    57412: ("minus", "-"),
    57413: ("plus", "+"),
    57414: ("enter", ENTER),
    57415: ("equals_sign", "="),
    57416: ("full_stop", "."),
}
MOVES = ["left", "right", "up", "down", "pageup", "pagedown", "home", "end", "insert", "delete"]


@pytest.mark.parametrize(
    "rest", ["", ";1", ";129", ";65", ";193", ";129:1", ";129:2", ";1:1", ":44;129;44", ";129;46"]
)
@pytest.mark.parametrize("code", CHARACTERS)
def test_a_keypads_character_is_that_character(code: int, rest: str) -> None:
    assert typed(f"\x1b[{code}{rest}u".encode()) == [CHARACTERS[code]]


@pytest.mark.parametrize("rest", ["", ";1", ";129", ";65", ";129:1", ";1:2"])
@pytest.mark.parametrize(("code", "name"), list(enumerate(MOVES, 57417)))
def test_a_keypads_move_is_that_move(code: int, name: str, rest: str) -> None:
    assert typed(f"\x1b[{code}{rest}u".encode()) == [(name, None)]


@pytest.mark.parametrize(("letter", "character"), list(zip("pqrstuvwxynlkmjoX", "0123456789..+-*/=", strict=True)))
def test_a_keypad_in_application_mode_types_its_characters(letter: str, character: str) -> None:
    assert typed(f"\x1bO{letter}".encode()) == typed(character.encode())


def test_a_keypads_enter_in_application_mode_is_enter() -> None:
    assert [key for key, _ in typed(b"\x1bOM")] == ["enter"]


@pytest.mark.parametrize("code", [57358, 57360, 57427, 57441, 57447, 57454, 63000])
def test_locks_and_modifiers_alone_and_unknown_codes_are_no_keys(code: int) -> None:
    assert typed(f"\x1b[{code};129u".encode()) == []


@pytest.mark.parametrize("data", ["\x1b[110;1:3u", "\x1b[57409;129:3u", "\x1b[1;1:3A", "\x1b[5;1:3~"])
def test_the_release_of_a_key_is_no_key(data: str) -> None:
    assert typed(data.encode()) == []


ORDINARY = [
    "\x1b[110{}u",
    "\x1b[32{}u",
    "\x1b[13{}u",
    "\x1b[27{}u",
    "\x1b[127{}u",
    "\x1b[9{}u",
    "\x1b[1{}A",
    "\x1b[5{}~",
]


@pytest.mark.parametrize("locks", [CAPS, NUM, CAPS + NUM])
@pytest.mark.parametrize("held", [0, 1, 4, 5])
@pytest.mark.parametrize("form", ORDINARY)
def test_locks_change_no_key(form: str, held: int, locks: int) -> None:
    assert typed(form.format(f";{1 + held + locks}").encode()) == typed(form.format(f";{1 + held}").encode())


@pytest.mark.parametrize(
    ("data", "key", "character"),
    [
        ("\x1b[117;65;85u", "u", "U"),
        ("\x1b[117;66;117u", "U", "u"),
        ("\x1b[117;2;85u", "U", "U"),
        ("\x1b[117:85;2u", "U", "U"),
        ("\x1b[117;2u", "U", "U"),
        ("\x1b[117;1;117u", "u", "u"),
        ("\x1b[43;193;43u", "plus", "+"),
        ("\x1b[49:33;2;33u", "exclamation_mark", "!"),
        ("\x1b[228;65;196u", "ä", "Ä"),
        ("\x1b[27;5;114~", "ctrl+r", None),
        ("\x1b[27;2;13~", "shift+enter", None),
    ],
)
def test_caps_lock_changes_what_is_written_and_not_the_key(data: str, key: str, character: str | None) -> None:
    assert typed(data.encode()) == [(key, character)]


def test_a_text_without_a_key_is_typed() -> None:
    assert typed(b"\x1b[0;;229:228u") == [("å", "å"), ("ä", "ä")]


@given(st.from_regex(r"\x1b(\[[0-9:;<=>?]*[ -/]?[@-~]|O[0-9;]*[A-Za-z])", fullmatch=True))
def test_no_sequence_is_too_strange_to_be_read(data: str) -> None:
    for key, character in typed(data.encode()):
        assert key.isprintable()
        (character or "").encode()


@given(
    st.lists(st.integers(0, 2_000_000) | st.integers(57300, 57500), max_size=3),
    st.integers(0, 300),
    st.lists(st.integers(0, 2_000_000), max_size=3),
    st.sampled_from("u~ABCDEFHPQS"),
)
def test_no_code_is_too_strange_to_be_read(codes: list[int], modifiers: int, text: list[int], final: str) -> None:
    fields = (":".join(map(str, codes)), str(modifiers), ":".join(map(str, text)))
    for _, character in typed(f"\x1b[{';'.join(fields)}{final}".encode()):
        (character or "").encode()
