"""What is measured: each function drives the program and returns plain numbers."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from terminal import PROJECT, Terminal, repcue

from bench.driving import EXERCISE, USEFUL, open_bare, open_repcue, open_session, to_first_rep, watch
from bench.generate_logs import NAME

BETWEEN_KEYS = 0.05
"""Seconds between a paint and the next key: nobody presses faster."""

PARSE_ALL = """
import sys, tomli
from pathlib import Path
for path in Path(sys.argv[1]).rglob("*.toml"):
    tomli.loads(path.read_text(encoding="utf-8"))
"""


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
    """What a paced set takes, with the figure moving."""
    with open_session(home, "--paced") as terminal:
        terminal.wait_for("rep 1 /", timeout=120)
        return _load(terminal, seconds)


def idling(seconds: float) -> Load:
    """What the bare app takes while nothing happens."""
    with open_bare() as terminal:
        terminal.wait_for("rep 0")
        return _load(terminal, seconds)


def lateness(home: Path, seconds: float) -> list[float]:
    """Seconds by which each counted rep of a paced set came on the screen after its time.

    The plan's own beginning can't be seen from outside, so the promptest rep of all counts as on time. Painting is
    part of what is measured.
    """
    period = _rep_seconds(PROJECT / "catalogue" / "exercises" / f"{EXERCISE}.toml")
    came: list[float] = []
    with open_session(home, "--paced") as terminal:
        terminal.wait_for("rep 1 /", timeout=120)
        begun = terminal.last_output
        while terminal.last_output - begun < seconds:
            terminal.wait_for(f"rep {len(came) + 2} /", timeout=120)
            came.append(terminal.last_output - (len(came) + 2) * period)
    return sorted(moment - min(came) for moment in came)


def warm_history(home: Path) -> tuple[float, float]:
    """Seconds from the key to a history that was indexed before, and the memory in MiB."""
    with open_repcue(home) as terminal:
        terminal.wait_for(USEFUL)
        watch(terminal, 2)
        pressed = time.perf_counter()
        terminal.send("h")
        terminal.wait_for(NAME, timeout=120)
        seconds = terminal.last_output - pressed
        watch(terminal, 2)
        return seconds, terminal.rss_mib()


def cold_index(home: Path) -> Pair:
    """Seconds to read all logs without an index, and the seconds that tomli alone takes for the same files."""
    pair = Pair([], [])
    for _ in range(3):
        shutil.rmtree(home / "cache", ignore_errors=True)
        pair.ours.append(_seconds_of(repcue("log", "stats"), home))
        pair.bare.append(_seconds_of([sys.executable, "-c", PARSE_ALL, str(home / "data" / "logs")], home))
    return pair


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


def _rep_seconds(exercise: Path) -> float:
    phases = tomllib.loads(exercise.read_text(encoding="utf-8"))["phases"]
    return float(sum(phase["seconds"] for phase in phases))


def _seconds_of(command: list[str], home: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(["env", f"REPCUE_HOME={home}", *command], cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun
