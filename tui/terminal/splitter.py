"""Bytes of the terminal, cut into text, whole escape sequences and pastes: a function of bytes and time.

Where the stream is cut into reads makes no difference, as long as no deadline passes between them. What a deadline
cuts short is dropped, and so is its late rest where that can be told from keys: neither acts as keys. Only a lone
escape character is a key, once nothing followed it in time.

Strings and X10 mouse reports are dropped here. What a whole sequence means is the translator's business.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

ESC: Final = b"\x1b"
ESCAPE: Final = "\x1b"
CHORD_SECONDS: Final = 0.03
"""An escape and a letter in separate reads are alt and the letter within this time, and two keys after it."""
LATE_SECONDS: Final = 2.0
"""How long the rest of a sequence is recognised after the deadline cut it short."""
BODY_SECONDS: Final = 1.0
"""How long a string or paste without an end holds the keyboard after its last read."""
TRICKLE_SECONDS: Final = 5.0
"""How long reads of a single byte, which may well be keys, prolong what was begun."""
MOST_SEQUENCE: Final = 64
"""Bytes of the longest sequence that has a meaning."""
MOST_PASTED: Final = 1 << 20
"""Bytes of a paste that are kept."""

_STRINGS: Final = b"P]_^X"
_INTRODUCERS: Final = b"[O" + _STRINGS
_CONTROL: Final = rb"\[[0-?]*[!-/]*"
"""ECMA-48 has the space among the intermediate bytes; no terminal sends it, and people do."""

_WHOLE: Final = re.compile(rb"\x1b(?:\[\[[A-E]|" + _CONTROL + rb"[@-Z\\-~]|O[0-9;]*[A-Za-z])")
"""A control sequence or single shift. `ESC [ [ A` is a function key of the Linux console."""
_BEGUN: Final = re.compile(rb"\x1b(?:\[\[|" + _CONTROL + rb"|O[0-9;]*)")

_X10: Final = b"\x1b[M"
_X10_BYTE: Final = rb"(?:[^\x1b]|\x1b(?=[^\[OP\]_^X]))"
"""Any byte, unless a new sequence begins with it."""
_X10_WHOLE: Final = re.compile(rb"\x1b\[M" + _X10_BYTE + b"{3}", re.DOTALL)
_X10_BEGUN: Final = re.compile(rb"\x1b\[M" + _X10_BYTE + b"{0,2}", re.DOTALL)

_PASTE: Final = b"\x1b[200~"
_PASTE_END: Final = re.compile(rb"\x1b\[201~")
_PASTE_END_BEGUN: Final = re.compile(rb"\x1b(?:\[(?:2(?:01?)?)?)?\Z")
_STRING_END: Final = re.compile(rb"\x07|\x1b\\|\xc2\x9c|[\x18\x1a]|(?=\x1b[^\\])")
"""String terminator, bell or cancel; also the beginning of any other sequence."""
_LATE_STRING_END: Final = re.compile(rb"\x07|\x1b\\|\xc2\x9c")
_STRING_END_BEGUN: Final = re.compile(rb"[\x1b\xc2]\Z")

_LATE_CONTROL: Final = rb"\[(?:[0-:=-?][0-?]*[!-/]*)"
_LATE_WHOLE: Final = re.compile(
    rb"\x1b(?:\[\[[A-E]|\[[A-Z]|\[<[0-9;]+[Mm]|" + _LATE_CONTROL + rb"[@-Z\\-~]|O[0-9;]*[A-Za-z])"
)
"""Stricter than `_WHOLE`: a person may have typed these bytes."""
_LATE_BEGUN: Final = re.compile(rb"\x1b(?:\[|\[<[0-9;]*|" + _LATE_CONTROL + rb"|O[0-9;]*|[P\]_^X])")
_LATE_STRING: Final = re.compile(
    rb"\x1b(?:\][0-9]+;|P[0-9;]*[>!?=]?[0-9;]*[|+$r{]|_G|[P\]_^X][^\x1b\x07]*(?:\x07|\x1b\\))", re.DOTALL
)

_NOT_SENT: Final = re.compile("[\ufffd\x80-\x9f]")
"""What no key sends: what stands for bytes that are not UTF-8, and C1 controls."""
_NOT_PASTED: Final = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Text:
    """Characters of keys, one after the other, control characters among them."""

    text: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A whole escape sequence, or an escape character alone."""

    text: str
    spent: bool = False
    """Whether its escape character has acted as a key already, so that the sequence must not."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """The text of a bracketed paste."""

    text: str


Token = Text | Sequence | Pasted


@dataclass(frozen=True, slots=True)
class _Body:
    """A string or paste whose end has not come."""

    is_paste: bool
    kept: bytearray

    @property
    def end(self) -> re.Pattern[bytes]:
        return _PASTE_END if self.is_paste else _STRING_END

    @property
    def end_begun(self) -> re.Pattern[bytes]:
        return _PASTE_END_BEGUN if self.is_paste else _STRING_END_BEGUN


@dataclass(frozen=True, slots=True)
class _Late:
    """What a deadline cut short, and whose rest may still come."""

    prefix: bytes
    until: float
    spent: bool = False
    pending: bytes = b""
    """Bytes that may be the rest or keys: the next ones decide, or their absence."""
    body: _Body | None = None


class Splitter:
    """What was begun and not ended by the reads so far. `deadline` is when `tick` next has something to do."""

    def __init__(self, delay: float) -> None:
        self.deadline: float | None = None
        self._delay = delay
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._tokens: list[Token] = []
        self._held = b""
        """The beginning of a sequence, or of the end of a body."""
        self._body: _Body | None = None
        self._late: _Late | None = None
        self._began = self._last = 0.0

    def feed(self, data: bytes, now: float) -> list[Token]:
        """Return what one read completes."""
        if self._late is not None:
            data = self._take_late(self._late, data, now)
        elif self._held == ESC and self._body is None and self._is_key_after_escape(data, now):
            self._held = b""
            self._tokens.append(Sequence(ESCAPE))
        if not self._held and self._body is None:
            self._began = now
        if len(data) > 1 or now - self._began <= TRICKLE_SECONDS:
            self._last = now
        data, self._held = self._held + data, b""
        while data:
            data = self._take(data) if self._body is None else self._take_body(self._body, data)
        self._set_deadline()
        return self._taken()

    def tick(self, now: float) -> list[Token]:
        """Return what the passing of the deadline decides; without effect before it."""
        if self.deadline is None or now < self.deadline:
            return []
        held, self._held = self._held, b""
        if self._late is not None:
            self._late = self._decide(self._late)
        elif self._body is not None:
            self._late = _Late(held, now + LATE_SECONDS, body=self._body)
            self._end_body(self._body)
        else:
            if held == ESC:
                self._tokens.append(Sequence(ESCAPE))
            self._late = _Late(held, now + LATE_SECONDS, spent=held == ESC)
        self._set_deadline()
        return self._taken()

    def _is_key_after_escape(self, data: bytes, now: float) -> bool:
        return now - self._last >= CHORD_SECONDS and data[0] not in _INTRODUCERS

    def _set_deadline(self) -> None:
        if self._body is not None:
            self.deadline = self._last + BODY_SECONDS
        elif self._held or (self._late is not None and self._late.pending):
            self.deadline = self._last + self._delay
        else:
            self.deadline = None

    def _taken(self) -> list[Token]:
        tokens, self._tokens = self._tokens, []
        return tokens

    # --- in time: each takes something from the beginning of the data and returns the rest -----------------------

    def _take(self, data: bytes) -> bytes:
        at = data.find(ESC)
        if at < 0:
            self._take_text(data)
            return b""
        if at:
            self._take_text(data[:at])
            return data[at:]
        self._decoder.reset()  # a letter cut short by an escape never comes
        second = data[1:2]
        if not second:
            return self._hold(data)
        if second in (b"[", b"O"):
            return self._take_sequence(data)
        if second in _STRINGS:
            return self._begin_body(data[2:], is_paste=False) if len(data) > 2 else self._hold(data)
        if second == ESC:
            self._tokens.append(Sequence(ESCAPE))
            return data[1:]
        if second >= b"\x80":
            return data[1:]
        self._tokens.append(Sequence(data[:2].decode("ascii")))
        return data[2:]

    def _take_text(self, data: bytes) -> None:
        text = self._decoder.decode(data)
        if not text.isascii():
            text = _NOT_SENT.sub("", text)
        if text:
            self._tokens.append(Text(text))

    def _take_sequence(self, data: bytes, spent: bool = False) -> bytes:
        if data.startswith(_X10):
            return self._take_x10(data)
        whole = _WHOLE.match(data)
        if whole is None:
            begun = _BEGUN.match(data)
            end = begun.end() if begun else len(ESC)
            return self._hold(data) if end == len(data) else data[end:]
        if whole.group() == _PASTE:
            return self._begin_body(data[whole.end() :], is_paste=True)
        if whole.end() <= MOST_SEQUENCE:
            self._tokens.append(Sequence(whole.group().decode("ascii"), spent))
        return data[whole.end() :]

    def _take_x10(self, data: bytes) -> bytes:
        if whole := _X10_WHOLE.match(data):
            return data[whole.end() :]
        begun = _X10_BEGUN.match(data)
        rest = data[begun.end() :] if begun else b""
        return rest if len(rest) > 1 else self._hold(data)

    def _hold(self, data: bytes) -> bytes:
        """Wait for the rest; of what is too long to mean anything the length and the last byte are enough."""
        self._held = data if len(data) <= MOST_SEQUENCE else data[:MOST_SEQUENCE] + data[-1:]
        return b""

    def _begin_body(self, data: bytes, *, is_paste: bool) -> bytes:
        self._body = _Body(is_paste, bytearray())
        return data

    def _take_body(self, body: _Body, data: bytes) -> bytes:
        found = body.end.search(data)
        begun = None if found else body.end_begun.search(data)
        inside = found.start() if found else begun.start() if begun else len(data)
        if body.is_paste:
            body.kept.extend(data[: min(inside, MOST_PASTED - len(body.kept))])
        if found is None:
            self._held = data[inside:]
            return b""
        self._end_body(body)
        return data[found.end() :]

    def _end_body(self, body: _Body) -> None:
        self._body = None
        if body.is_paste:
            self._tokens.append(Pasted(_NOT_PASTED.sub("", body.kept.decode("utf-8", "replace"))))

    # --- late ---------------------------------------------------------------------------------------------------

    def _take_late(self, late: _Late, data: bytes, now: float) -> bytes:
        """Take the rest of what was cut short, if the data begins with it; otherwise all of the data is in time."""
        self._late = None
        data = late.pending + data
        if now >= late.until:
            return data
        if late.body is not None:
            end = _PASTE_END if late.body.is_paste else _LATE_STRING_END
            found = end.search(late.prefix + data)
            return data[max(0, found.end() - len(late.prefix)) :] if found else data
        if late.prefix.startswith(_X10):
            missing = len(_X10) + 3 - len(late.prefix)
            return data[missing:] if len(data) >= missing else data
        whole = late.prefix + data
        if _LATE_WHOLE.match(whole):
            return self._take_sequence(whole, late.spent)
        if _LATE_STRING.match(whole):
            return self._begin_body(whole[2:], is_paste=False)
        if _LATE_BEGUN.fullmatch(whole):
            self._late = _Late(late.prefix, late.until, late.spent, data)
            return b""
        return data

    def _decide(self, late: _Late) -> _Late:
        """Settle the pending bytes after which nothing came: one key alone is a key, more of a report remain one."""
        if late.prefix == ESC and len(late.pending) == 1:
            self._take_text(late.pending)
            return _Late(late.prefix, late.until, late.spent)
        return _Late((late.prefix + late.pending)[: MOST_SEQUENCE + 1], late.until, late.spent)
