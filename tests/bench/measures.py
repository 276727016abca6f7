"""What is measured: each function drives the program and returns plain numbers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from terminal import Terminal

from bench.driving import USEFUL, open_bare, open_repcue, open_session, to_first_rep, watch
from tui.logbook.codec import recorded
from tui.logbook.journal import decode
from tui.session import State, advance, begin, handle
from tui.session.state import segment_end

BETWEEN_KEYS = 0.05
"""Seconds between a paint and the next key: nobody presses faster."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The same measurement of repcue and of the bare app, taken in turns."""

    ours: list[float]
    bare: list[float]


@dataclass(frozen=True, slots=True)
class Load:
    """What a running program takes: `cpu` as a share of one core, `memory` in MiB."""

    cpu: float
    memory: float


def in_turns(ours: Callable[[], float], bare: Callable[[], float], rounds: int) -> Pair:
    """Measure both, one after the other, `rounds` times; a first round warms the disk and is left out."""
    both = [(ours(), bare()) for _ in range(rounds + 1)][1:]
    return Pair([mine for mine, _ in both], [theirs for _, theirs in both])


def start(home: Path, rounds: int) -> Pair:
    """Seconds from the command to the first useful screen."""
    return in_turns(lambda: _seconds_to(open_repcue(home), USEFUL), lambda: _seconds_to(open_bare(), "rep 0"), rounds)


def key_to_paint(home: Path, rounds: int, presses: int) -> Pair:
    """Seconds from a key to the tally that it raised, one for each press."""
    pair = Pair([], [])
    for number in range(rounds):
        with open_session(home / str(number)) as terminal:
            to_first_rep(terminal)
            pair.ours.extend(_press(terminal, presses))
        with open_bare() as terminal:
            terminal.wait_for("rep 0")
            pair.bare.extend(_press(terminal, presses))
    return pair


def resting(home: Path, seconds: float) -> Load:
    """What a rest takes, with its countdown on the screen."""
    with open_session(home) as terminal:
        to_first_rep(terminal)
        terminal.send("\r")
        terminal.wait(lambda screen: "rest 14:" in screen)
        return _load(terminal, seconds)


def pacing(home: Path, seconds: float) -> Load:
    """What a paced set takes, with the seconds of each phase running."""
    with open_session(home, "--paced") as terminal:
        terminal.wait_for("rep 1 /", timeout=120)
        return _load(terminal, seconds)


def idling(seconds: float) -> Load:
    """What the bare app takes while nothing happens."""
    with open_bare() as terminal:
        terminal.wait_for("rep 0")
        return _load(terminal, seconds)


def lateness(home: Path, seconds: float) -> list[float]:
    """Seconds by which the tempo player heard of each phase and rep after its exact time.

    Read from the journal of a paced set: it says when each change was noticed, the engine says when it was due.
    """
    with open_session(home, "--paced") as terminal:
        terminal.wait_for("rep 1 /", timeout=120)
        watch(terminal, seconds)
        (journal,) = (home / "state" / "journals").iterdir()
        session = recorded(decode(journal.read_bytes()).records)
    late: list[float] = []
    state = begin(session.plan, 0)
    for command, at in session.inputs:
        if command is None and state.deadline is not None:
            late.append((at - _due(state)) / 1000)
        state, _ = advance(state, at) if command is None else handle(state, command, at)
    return late


def _due(state: State) -> int:
    """When the next change of the state is due; counts of 3-2-1 change nothing."""
    end = segment_end(state.live.segment)
    assert end is not None, "a paced session always waits for the clock"
    return end + state.offset


def _seconds_to(terminal: Terminal, text: str) -> float:
    with terminal:
        terminal.wait_for(text)
        return terminal.last_output - terminal.started


def _press(terminal: Terminal, presses: int) -> list[float]:
    times: list[float] = []
    for tally in range(1, presses + 1):
        watch(terminal, BETWEEN_KEYS)
        pressed = time.perf_counter()
        terminal.send(" ")
        # Reading at once keeps the harness's own work, comparing screens, out of the time of an answer this quick.
        terminal.read(1)
        terminal.wait_for(f"rep {tally}")
        times.append(terminal.last_output - pressed)
    return times


def _load(terminal: Terminal, seconds: float) -> Load:
    watch(terminal, 1)
    begun, used = time.perf_counter(), terminal.cpu_seconds()
    watch(terminal, seconds)
    share = (terminal.cpu_seconds() - used) / (time.perf_counter() - begun)
    return Load(share, terminal.rss_mib())
