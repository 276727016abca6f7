"""Bringing repcue, and the bare app beside it, to the point where something is measured."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from terminal import PATIENCE, Terminal, repcue

from bench import bare

BARE = [sys.executable, str(Path(bare.__file__))]
USEFUL = "Hamstrings at home"
"""Once the sidebar shows this routine, a person can start."""
TO_AN_EXERCISE = "jjjj"
"""Past the routines, to the first of what has a figure."""
EXERCISE = "stiff-leg-deadlift"
REPS = 500
SIZE = (120, 36)
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Lets Python keep what it compiled, as it does where nobody forbids it; other packages come compiled already."""
LULL = 0.01
"""Seconds without output after which what a program had to print is taken to be whole."""

_TITLES = re.compile(rb"\x1b\][^\x07]*\x07")
"""Operating system commands, which a bell's character ends."""
_SETUP_STEP = re.compile(r"set-up \d+ of \d+")


def open_bare() -> Terminal:
    """Start the bare app."""
    return Terminal(BARE, cols=SIZE[0], rows=SIZE[1], env=COMPILED)


def open_repcue(home: Path, *arguments: str, **env: str) -> Terminal:
    """Start repcue with its folders under `home`."""
    return Terminal(repcue(*arguments), cols=SIZE[0], rows=SIZE[1], env={"REPCUE_HOME": str(home), **COMPILED, **env})


def open_session(home: Path, *arguments: str) -> Terminal:
    """Start a session of one bilateral exercise with many reps, in which nothing but the tally changes."""
    return open_repcue(home, "run", EXERCISE, "--sets", "2", "--reps", str(REPS), "--rest", "900", *arguments)


def open_ringing(home: Path) -> Terminal:
    """Start a paced session of one short set after the other; over SSH, the terminal's bell stands for the tones."""
    sets = ("--sets", "50", "--reps", "1", "--rest", "5")
    return open_repcue(home, "run", EXERCISE, "--paced", *sets, SSH_TTY="bench")


def stand_still(home: Path) -> None:
    """Set that no figure moves."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text("motion = false\n")


def to_first_rep(terminal: Terminal) -> None:
    """Go through the setup by key until the tally stands at nought."""
    step = ""

    def moved_on(screen: str) -> bool:
        return "rep 0" in screen or _setup_step(screen) not in ("", step)

    while True:
        terminal.wait(moved_on)
        step = _setup_step(terminal.text())
        if not step:
            return
        terminal.send(" ")


def painted(terminal: Terminal, holds: Callable[[str], bool]) -> float:
    """Wait until `holds(screen)`; return when the bytes that made it so came, in seconds of `time.perf_counter`.

    Working out what the screen looks like takes longer than a quick answer, so that is done after the reading.
    """
    end = time.perf_counter() + PATIENCE
    at: float | None = None
    while at is None:
        if time.perf_counter() > end or not terminal.runs():
            raise TimeoutError(f"it did not come, or the program ended:\n{terminal.text()}")
        for came, data in _burst(terminal):
            terminal.show(data)
            if at is None and holds(terminal.text()):
                at = came
    return at


def shows(text: str) -> Callable[[str], bool]:
    """Tell of a screen whether `text` stands on it."""
    return lambda screen: text in screen


def has_figure(screen: str) -> bool:
    """Tell whether a figure stands on the screen: dots of braille."""
    return any("\u2801" <= char <= "\u28ff" for char in screen)


def rings(terminal: Terminal, seconds: float) -> list[float]:
    """When the bell rang within so many seconds, in seconds since the epoch."""
    heard: list[float] = []
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        data = terminal.receive(left)
        heard += [time.time()] * _TITLES.sub(b"", data).count(b"\x07")
        terminal.show(data)
    return heard


def watch(terminal: Terminal, seconds: float) -> None:
    """Read what is printed, for so many seconds."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        terminal.read(left)


def _burst(terminal: Terminal) -> list[tuple[float, bytes]]:
    """What is printed until there is a lull: when each piece came, and the piece."""
    pieces: list[tuple[float, bytes]] = []
    while data := terminal.receive(LULL):
        pieces.append((terminal.last_output, data))
    return pieces


def _setup_step(screen: str) -> str:
    found = _SETUP_STEP.search(screen)
    return found.group() if found else ""
