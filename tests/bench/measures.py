"""What is measured: each function drives the program and returns plain numbers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Queue

from terminal import Terminal

from bench.driving import (
    TO_AN_EXERCISE,
    USEFUL,
    has_figure,
    open_bare,
    open_repcue,
    open_ringing,
    open_session,
    painted,
    rings,
    shows,
    stand_still,
    to_first_rep,
    watch,
)
from bench.generate_logs import NAME
from tui.coach.sound import Player
from tui.coach.tones import TONES, rings_bell
from tui.logbook.journal.codec import Recorded, recorded
from tui.logbook.journal.journal import decode
from tui.session import Cue, State, advance, begin, handle
from tui.session.state import segment_end

SETTLED = 1.5
"""Seconds after which a screen has read what it reads by itself."""
BETWEEN_KEYS = 0.15
"""Seconds between a paint and the next key: no thumb is faster, and a faster even run is a key held down."""


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
    return in_turns(lambda: _seconds_to(open_repcue(home), shows(USEFUL)), _bare_start, rounds)


def start_to_figure(home: Path, rounds: int) -> Pair:
    """Seconds from the command to an exercise with its figure, asked for by keys typed ahead."""

    def ours() -> float:
        terminal = open_repcue(home)
        terminal.send(TO_AN_EXERCISE)
        return _seconds_to(terminal, has_figure)

    return in_turns(ours, _bare_start, rounds)


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


@dataclass(frozen=True, slots=True)
class Looking:
    """Looking back: seconds from a key to what it brings, one for each round, and the most MiB taken."""

    opened: list[float]
    """From `h` to the first sessions."""
    searched: list[float]
    """From a letter of a search to the list that it leaves."""
    memory: float


def looking_back(home: Path, logs: int, rounds: int) -> Looking:
    """Open the history of logs that are indexed already, and search it."""
    found = Looking([], [], 0.0)
    for _ in range(rounds):
        with open_repcue(home) as terminal:
            terminal.wait_for(USEFUL)
            watch(terminal, SETTLED)
            found.opened.append(_answer(terminal, "h", shows(NAME)))
            terminal.wait_for(f"1 of {logs:,}", timeout=60)
            watch(terminal, SETTLED)
            terminal.send("/")
            watch(terminal, SETTLED)
            found.searched.append(_answer(terminal, "q", lambda screen: NAME not in screen))
            found = replace(found, memory=max(found.memory, terminal.rss_mib()))
    return found


def _answer(terminal: Terminal, key: str, holds: Callable[[str], bool]) -> float:
    pressed = time.perf_counter()
    terminal.send(key)
    return painted(terminal, holds) - pressed


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


def counting(home: Path, seconds: float) -> Load:
    """What a set counted by key takes between two keys, the figure going through its rep again and again."""
    with open_session(home) as terminal:
        to_first_rep(terminal)
        return _load(terminal, seconds)


def pacing_still(home: Path, seconds: float) -> Load:
    """The same as `pacing`, the figure standing still but for the change of phase."""
    stand_still(home)
    return pacing(home, seconds)


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
        session = _journal(home)
    late: list[float] = []
    state = begin(session.plan, 0)
    for command, at in session.inputs:
        if command is None and state.deadline is not None:
            late.append((at - _due(state)) / 1000)
        state, _ = advance(state, at) if command is None else handle(state, command, at)
    return late


def lateness_of_bells(home: Path, seconds: float) -> list[float]:
    """Seconds from when a tone was due, by the engine, until its bell had come to the terminal."""
    with open_ringing(home) as terminal:
        heard = rings(terminal, seconds)
        session = _journal(home)
    state, cues = begin(session.plan, 0), list[Cue]()
    for _, at in session.inputs:
        state, more = advance(state, at)
        cues += more
    due = sorted({cue.at for cue in cues for sound in TONES if sound == cue.kind and rings_bell(sound, cue)})
    began = session.anchors[0].wall.timestamp()
    return [at - began - cue / 1000 for at, cue in zip(heard, due, strict=False)]


def _journal(home: Path) -> Recorded:
    """The session that runs, as it is on disk by now."""
    (journal,) = (home / "state" / "journals").iterdir()
    return recorded(decode(journal.read_bytes()).records)


def lateness_of_tones(tones: int) -> list[float]:
    """Seconds from asking for a tone to its being handed to the sound device, one for each tone."""
    device = _Device()
    player = Player(lambda: device, 0.6, print)
    late: list[float] = []
    for _ in range(tones):
        asked = time.perf_counter()
        player.play("phase")
        late.append(device.handed_over.get(timeout=10) - asked)
    player.close(10)
    return late[1:]  # the first one opened the device


class _Device:
    """Stands in for the sound device: notes when a tone came."""

    def __init__(self) -> None:
        self.handed_over: Queue[float] = Queue()

    def play(self, tone: bytes) -> None:
        self.handed_over.put(time.perf_counter())

    def close(self) -> None:
        pass


def _due(state: State) -> int:
    """When the next change of the state is due; counts of 3-2-1 change nothing."""
    end = segment_end(state.live.segment)
    assert end is not None, "a paced session always waits for the clock"
    return end + state.offset


def _bare_start() -> float:
    return _seconds_to(open_bare(), shows("rep 0"))


def _seconds_to(terminal: Terminal, holds: Callable[[str], bool]) -> float:
    with terminal:
        return painted(terminal, holds) - terminal.started


def _press(terminal: Terminal, presses: int) -> list[float]:
    times: list[float] = []
    for tally in range(1, presses + 1):
        watch(terminal, BETWEEN_KEYS)
        times.append(_answer(terminal, " ", shows(f"rep {tally}")))
    return times


def _load(terminal: Terminal, seconds: float) -> Load:
    watch(terminal, 1)
    begun, used = time.perf_counter(), terminal.cpu_seconds()
    watch(terminal, seconds)
    share = (terminal.cpu_seconds() - used) / (time.perf_counter() - begun)
    return Load(share, terminal.rss_mib())
