"""Scripts of keys, clicks and signals made from a seed; the same seed gives the same script."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Literal, NamedTuple

from textual.keys import _character_to_key

from tui.settings.keys import KEYS

ESCAPE = b"\x1b"
NAMED = {
    "space": b" ",
    "enter": b"\r",
    "escape": ESCAPE,
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
}
PUNCTUATION = {_character_to_key(chr(code)): bytes([code]) for code in range(33, 127)}
TYPED = (
    b"7",
    b"7.5",
    b"12",
    b"0",
    b"999",
    b"lunge",
    b"2026-11-20",
    b"18:05",
    b"3x12 @ 20",
    b"-",
    "é".encode(),
    b"[b]",
)
FOCUS = (b"\x1b[I", b"\x1b[O")
CALM = (b" ", b"\r", b"n", b"u", b"1", b"\x1b[B")
"""What moves a session on: pressed more often than the rest."""


class Press(NamedTuple):
    """Keys that the terminal sends in one write."""

    keys: tuple[bytes, ...]


class Resize(NamedTuple):
    """The window gets another size."""

    cols: int
    rows: int


class Stop(NamedTuple):
    """SIGSTOP, then SIGCONT, which no program can refuse."""


Act = Press | Resize | Stop


class Visit(NamedTuple):
    """One start of the program and all that is done until it ends."""

    arguments: tuple[str, ...]
    cols: int
    rows: int
    acts: tuple[Act, ...]
    end: Literal["quit", "kill", "terminate"]


Script = tuple[Visit, ...]

STARTS = (
    ("run", "single-leg-deadlift", "--sets", "2", "--reps", "4", "--rest", "1"),
    ("run", "quick", "--paced"),
    ("run", "stiff-leg-deadlift", "quick", "--sets", "3", "--load", "20"),
    ("run", "still", "quick"),
    (),
    (),
)


def script_of(seed: int) -> Script:
    """Return what is done with seed `seed`: some starts of the program in the same folder."""
    random = Random(seed)
    return tuple(_visit(random) for _ in range(3))


def bytes_of(key: str) -> bytes:
    """Return what a terminal sends for a key as textual spells it; raises KeyError for one that has no entry here."""
    if key.startswith("ctrl+"):
        return bytes([ord(key[-1]) - 96])
    return NAMED.get(key) or (key.encode() if len(key) == 1 else PUNCTUATION[key])


ALL = tuple(bytes_of(name) for key in KEYS for name in key.keys.split(",")) + tuple(
    map(
        bytes_of,
        ("tab", "shift+tab", "delete", "left", "right", "home", "end", "ctrl+c", "ctrl+e", "ctrl+u", "ctrl+s"),
    )
)
"""Every key of the table, and those of the forms."""


def _visit(random: Random) -> Visit:
    cols, rows = random.choice(((80, 24), (80, 24), (120, 36), (60, 16)))
    acts = tuple(_act(random, cols, rows) for _ in range(random.randint(12, 25)))
    return Visit(random.choice(STARTS), cols, rows, acts, random.choice(("quit", "quit", "kill", "terminate")))


def _act(random: Random, cols: int, rows: int) -> Act:
    kind = random.random()
    if kind < 0.04:
        return Stop()
    if kind < 0.09:
        return Resize(*random.choice(((10, 5), (200, 60), (59, 15), (cols, rows), (random.randint(10, 200), 24))))
    length = random.choice((1, 1, 1, 2, 3, 5))
    return Press(tuple(_key(random, cols, rows) for _ in range(length)))


def _key(random: Random, cols: int, rows: int) -> bytes:
    make: tuple[Callable[[], bytes], ...] = (
        lambda: random.choice(CALM),
        lambda: random.choice(ALL),
        lambda: random.choice(TYPED),
        lambda: _mouse(random, cols, rows),
        lambda: random.choice(FOCUS),
    )
    return random.choices(make, (10, 14, 2, 2, 1))[0]()


def _mouse(random: Random, cols: int, rows: int) -> bytes:
    """A click, a turn of the wheel or a movement, as SGR reports."""
    at = b"%d;%d" % (random.randint(1, cols), random.randint(1, rows))
    button = random.choice((0, 0, 0, 2, 35, 64, 65))
    released = b"\x1b[<%d;%bm" % (button, at) if button < 3 else b""
    return b"\x1b[<%d;%bM" % (button, at) + released
