"""Bytes of a terminal become keys, and nothing but keys becomes keys, wherever reads cut the stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reports import REPORTS
from textual import events
from textual.message import Message

from tui.terminal.splitter import BODY_SECONDS, CHORD_SECONDS, LATE_SECONDS, TRICKLE_SECONDS, Splitter
from tui.terminal.translator import Translator

DELAY = 0.1
LATE = 3 * DELAY
"""Seconds after which a deadline has passed, and a rest is still told from keys."""
LONG = TRICKLE_SECONDS + BODY_SECONDS + LATE_SECONDS + 1
"""Seconds after which nothing that was begun is waited for."""

KEYS = {
    b"n": "n",
    b" ": "space",
    b"5": "5",
    b"[": "left_square_bracket",
    b"\r": "enter",
    b"\x7f": "backspace",
    b"\x12": "ctrl+r",
    "é".encode(): "é",
    "€".encode(): "euro_sign",
    b"\x1b[A": "up",
    b"\x1bOA": "up",
    b"\x1b[1;5C": "ctrl+right",
    b"\x1b[5~": "pageup",
    b"\x1b[Z": "shift+tab",
    b"\x1b[15~": "f5",
    b"\x1bOP": "f1",
    b"\x1b[[A": "f1",
    b"\x1bn": "alt+n",
    b"\x1bN": "alt+shift+n",
    b"\x1b[110u": "n",
    b"\x1b[110;1;110u": "n",
    b"\x1b[27u": "escape",
    b"\x1b[13u": "enter",
}

streams = st.lists(
    st.sampled_from([*REPORTS, *KEYS, b"\x1b"]) | st.binary(max_size=12) | st.binary(min_size=60, max_size=80),
    max_size=8,
).map(b"".join)
cuts = st.lists(st.integers(0, 200), max_size=12)


class Typist:
    """A splitter and translator with the time in the test's hands, ticked as the driver ticks them."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.found: list[Message] = []
        self._splitter = Splitter(DELAY)
        self._translator = Translator()

    def read(self, *reads: bytes) -> Typist:
        for data in reads:
            if data:
                self.found += self._translator.messages(self._splitter.feed(data, self.now))
        return self

    def wait(self, seconds: float) -> Typist:
        end = self.now + seconds
        while (deadline := self._splitter.deadline) is not None and deadline <= end:
            self.now = max(self.now, deadline)
            self.found += self._translator.messages(self._splitter.tick(self.now))
        self.now = end
        return self

    @property
    def keys(self) -> list[str]:
        return [message.key for message in self.found if isinstance(message, events.Key)]


def pieces(data: bytes, at: Iterable[int]) -> Iterator[bytes]:
    ends = sorted({0, len(data), *(cut for cut in at if cut < len(data))})
    return (data[start:end] for start, end in pairwise(ends))


def shown(found: Iterable[Message]) -> list[object]:
    return [
        (message.key, message.character)
        if isinstance(message, events.Key)
        else message.text
        if isinstance(message, events.Paste)
        else type(message).__name__
        for message in found
    ]


@given(data=streams, at=cuts)
@example(data=b"\x1b[M\x1b[A", at=[3, 4])
@example(data=b"\x1b[" + b"1" * 70 + b"!" + b"1u", at=[66, 72])
def test_where_reads_cut_the_stream_makes_no_difference(data: bytes, at: list[int]) -> None:
    whole, cut = Typist().read(data), Typist().read(*pieces(data, at))
    assert shown(cut.wait(LONG).found) == shown(whole.wait(LONG).found)


@given(data=st.binary(max_size=40), at=st.integers(0, 40))
def test_x10_reports_of_any_bytes_are_cut_anywhere_alike(data: bytes, at: int) -> None:
    data = b"\x1b[M" + data
    whole, cut = Typist().read(data), Typist().read(data[:at], data[at:])
    assert shown(cut.wait(LONG).found) == shown(whole.wait(LONG).found)


@pytest.mark.parametrize(("data", "key"), KEYS.items(), ids=map(repr, KEYS))
def test_a_key_is_its_name_however_it_comes(data: bytes, key: str) -> None:
    assert Typist().read(data).wait(LONG).keys == [key]
    assert Typist().read(*pieces(data, range(len(data)))).wait(LONG).keys == [key]


@pytest.mark.parametrize("report", REPORTS, ids=repr)
def test_a_report_is_no_key_however_it_is_cut_in_time(report: bytes) -> None:
    for at in range(len(report) + 1):
        typist = Typist().read(report[:at]).wait(DELAY * 0.9).read(report[at:])
        assert typist.keys == [], at
        assert typist.read(b" ").keys == ["space"], at


@pytest.mark.parametrize("report", REPORTS, ids=repr)
def test_a_report_of_single_bytes_a_moment_apart_is_no_key(report: bytes) -> None:
    typist = Typist()
    for byte in report:
        typist.read(bytes([byte])).wait(CHORD_SECONDS / 2)
    assert typist.read(b" ").keys == ["space"]


@pytest.mark.parametrize("report", REPORTS, ids=repr)
def test_the_late_rest_of_a_report_is_no_key(report: bytes) -> None:
    for at in range(1, len(report)):
        typist = Typist().read(report[:at]).wait(max(LATE, BODY_SECONDS + LATE)).read(report[at:])
        assert typist.keys == (["escape"] if at == 1 else []), at
        assert typist.wait(DELAY).read(b" ").keys[-1:] == ["space"], at


@given(data=streams, at=cuts, gaps=st.lists(st.floats(0, 2), min_size=13, max_size=13))
def test_nothing_that_comes_stops_the_keys_after_it(data: bytes, at: list[int], gaps: list[float]) -> None:
    typist = Typist()
    for piece, gap in zip(pieces(data, at), gaps, strict=False):
        typist.read(piece).wait(gap)
    assert typist.wait(LONG).read(b" ").keys[-1:] == ["space"]


@pytest.mark.parametrize("byte", range(0x80, 0x100))
def test_a_byte_that_is_no_utf_8_acts_as_nothing(byte: int) -> None:
    assert Typist().read(bytes([byte]), b"n").wait(LONG).keys == ["n"]


@pytest.mark.parametrize(
    "begun", [b"\x1b]0;abc", b"\x1bP>|tmux", b"\x1b_G", b"\x1b[<35;12", b"\x1b[200~abc", b"\x1b[M"]
)
def test_what_never_ends_holds_the_keys_for_a_second_and_acts_as_nothing(begun: bytes) -> None:
    assert Typist().read(begun).wait(BODY_SECONDS).read(b" ").keys == ["space"]


def test_keys_prolong_a_string_without_an_end_for_a_few_seconds_only() -> None:
    typist = Typist().read(b"\x1b]0;abc")
    for _ in range(20):
        typist.wait(0.5).read(b" ")
    assert 5 < len(typist.keys) < 20


def test_an_escape_alone_is_a_key_once_nothing_followed_it() -> None:
    assert Typist().read(b"\x1b").wait(DELAY / 2).keys == []
    assert Typist().read(b"\x1b").wait(DELAY).keys == ["escape"]


def test_an_escape_and_a_letter_typed_by_hand_are_two_keys() -> None:
    assert Typist().read(b"\x1b").wait(2 * CHORD_SECONDS).read(b"s").keys == ["escape", "s"]


@pytest.mark.parametrize("typed", [b"[", b"]", b"O", b"P", b"[[", b"]]", b"[n", b"]n", b"5", b"m", b"  "])
def test_keys_after_an_escape_are_keys(typed: bytes) -> None:
    names = Typist().read(typed).wait(LONG).keys
    assert Typist().read(b"\x1b").wait(LATE).read(typed).wait(LONG).keys == ["escape", *names]


def test_a_paste_comes_as_one_text_without_controls() -> None:
    typist = Typist().read(b"\x1b[200~22.5\n\x1b[A\xff\x00\xc2\x9bq\x1b[201~")
    assert shown(typist.found) == ["22.5\n[Aq"]


def test_a_mouse_button_and_the_wheel_are_reported_and_motion_is_not() -> None:
    typist = Typist().read(
        b"\x1b[<0;3;4M\x1b[<0;3;4m\x1b[<64;3;4M\x1b[<35;3;4M\x1b[<32;3;4M\x1b[<3;3;4M\x1b[<128;3;4M"
    )
    assert shown(typist.found) == ["MouseDown", "MouseUp", "MouseScrollUp"]
