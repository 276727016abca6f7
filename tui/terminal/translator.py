"""What the terminal's text and sequences mean to the program; whatever has no meaning is dropped whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from textual import events, messages
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.keys import Keys
from textual.message import Message

from tui.terminal.key_codes import character_key, keys_of
from tui.terminal.splitter import ESCAPE, Pasted, Sequence, Text, Token

_KEY: Final = re.compile(r"\x1b\[([0-9:;]*)([ABCDEFHPQRSu~])")
_MODIFIED_SINGLE_SHIFT: Final = re.compile(r"\x1bO(?:1;)?([0-9]+)([ABCDEFHPQRS])")
_CURSOR_REPORT: Final = re.compile(r"\x1b\[[0-9]+;[0-9]+R")
_MOUSE: Final = re.compile(r"\x1b\[<([0-9]{1,3});[0-9]{1,5};[0-9]{1,5}[Mm]")
_MOTION: Final = 32
_WHEEL: Final = 64
_MORE_BUTTONS: Final = 128
_NO_BUTTON: Final = 3
_SYNCHRONIZED_OUTPUT: Final = re.compile(r"\x1b\[\?2026;[1-9]\$y")
_APPLICATION_KEYPAD: Final = {"\x1bOl": ".", "\x1bOX": "="}
"""Keys of a keypad in application mode that Textual's table lacks."""


class Translator:
    """Textual's tables of keys and its reading of mouse reports, given whole sequences only."""

    def __init__(self) -> None:
        self._parser = XTermParser()

    def messages(self, tokens: Iterable[Token]) -> Iterator[Message]:
        """Yield what the tokens mean."""
        for token in tokens:
            match token:
                case Text(text):
                    for character in text:
                        yield from self._keys(character)
                case Pasted(text):
                    yield events.Paste(text)
                case Sequence(text, spent):
                    for message in self._of_sequence(text):
                        if not (spent and isinstance(message, events.Key)):
                            yield message

    def _of_sequence(self, text: str) -> Iterator[Message]:
        if text == ESCAPE:
            yield events.Key("escape", ESCAPE)
        elif text == "\x1b[I":
            yield events.AppFocus()
        elif text == "\x1b[O":
            yield events.AppBlur()
        elif _SYNCHRONIZED_OUTPUT.fullmatch(text):
            yield messages.TerminalSupportsSynchronizedOutput()
        elif mouse := _MOUSE.fullmatch(text):
            yield from self._of_mouse(text, int(mouse.group(1)))
        elif text in _APPLICATION_KEYPAD:
            yield character_key(_APPLICATION_KEYPAD[text])
        elif not _CURSOR_REPORT.fullmatch(text):
            yield from self._of_key(text)

    def _of_mouse(self, text: str, button: int) -> Iterator[Message]:
        pressed = button & 3 != _NO_BUTTON or button & _WHEEL
        if pressed and not button & _MOTION and button < _MORE_BUTTONS:
            event = self._parser.parse_mouse_code(text)
            if event is not None:
                yield event

    def _of_key(self, text: str) -> Iterable[events.Key]:
        """Read keys with numbers by our own rules: Textual takes some for others, and fails on some."""
        if text in ANSI_SEQUENCES_KEYS and ";" not in text:
            return self._keys(text)
        if found := _KEY.fullmatch(text):
            return keys_of(*found.groups())
        if shifted := _MODIFIED_SINGLE_SHIFT.fullmatch(text):
            return keys_of(f"1;{shifted.group(1)}", shifted.group(2))
        if len(text) == 2 and not text.endswith(("[", "O")):
            return self._keys(text[1], alt=True)
        return ()

    def _keys(self, text: str, alt: bool = False) -> Iterable[events.Key]:
        """Yield what Textual's tables say."""
        return (key for key in self._parser._sequence_to_key_events(text, alt) if key.key != Keys.Ignore)
