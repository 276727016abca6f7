"""Bringing repcue, and the bare app beside it, to the point where something is measured."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

from terminal import Terminal, repcue

from bench import bare

BARE = [sys.executable, str(Path(bare.__file__))]
USEFUL = "Hamstrings at home"
"""Once the sidebar shows this routine, a person can start."""
EXERCISE = "stiff-leg-deadlift"
REPS = 500
SIZE = (120, 36)

_SETUP_STEP = re.compile(r"set-up \d+ of \d+")


def open_bare() -> Terminal:
    """Start the bare app."""
    return Terminal(BARE, cols=SIZE[0], rows=SIZE[1])


def open_repcue(home: Path, *arguments: str) -> Terminal:
    """Start repcue with its folders under `home`."""
    return Terminal(repcue(*arguments), cols=SIZE[0], rows=SIZE[1], env={"REPCUE_HOME": str(home)})


def open_session(home: Path, *arguments: str) -> Terminal:
    """Start a session of one bilateral exercise with many reps, in which nothing but the tally changes."""
    return open_repcue(home, "run", EXERCISE, "--sets", "2", "--reps", str(REPS), "--rest", "900", *arguments)


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


def watch(terminal: Terminal, seconds: float) -> None:
    """Read what is printed, for so many seconds."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        terminal.read(left)


def _setup_step(screen: str) -> str:
    found = _SETUP_STEP.search(screen)
    return found.group() if found else ""
