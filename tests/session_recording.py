"""A session run by hand for whoever is told of it: its states and cues, one instant after the other."""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tui.coach.coach import Coach
from tui.coach.hooks import Hooks
from tui.coach.voice import Voice
from tui.session import Cue, Plan, State, advance, begin, opening_cues
from tui.session.commands import Command
from tui.session.engine import handle
from tui.session.plan import Ms

Told = tuple[tuple[Cue, ...], State]


def every_instant(plan: Plan, commands: Callable[[State], Command | None] = lambda state: None) -> Iterator[Told]:
    """Run the plan to its end, its clock jumping to each deadline; `commands` says what is done where none is set."""
    state = begin(plan, 0)
    yield opening_cues(state), state
    while not state.is_over:
        if (command := commands(state)) is not None:
            state, cues = handle(state, command, state.now + 100)
        else:
            assert state.deadline is not None, "somebody must do something"
            state, cues = advance(state, state.deadline)
        yield cues, state


@dataclass(frozen=True)
class Heard:
    """One cue as a coach hears it."""

    cue: Cue
    at: Ms
    """When it was heard, by the clock that the session runs on."""
    due: Ms | None
    """When the session had said, beforehand, that it would have something to tell; None at the very beginning."""


class Listener(Coach):
    """A coach that says nothing and notes every cue it hears, and when."""

    def __init__(self, now: Callable[[], Ms]) -> None:
        super().__init__(
            sounds=frozenset(),
            bell=lambda: pytest.fail("the bell rang"),
            player=None,
            voice=Voice((), 1.0, {}, pytest.fail),
            speaks=False,
            hooks=Hooks({}, {}, pytest.fail),
            session="",
            wall=lambda: pytest.fail("the wall clock was read"),
            report=pytest.fail,
        )
        self.heard: list[Heard] = []
        self._now = now
        self._due: Ms | None = None

    def announce(self, cues: tuple[Cue, ...], state: State, record: str = "") -> None:
        super().announce(cues, state, record)
        self.heard += [Heard(cue, self._now(), self._due) for cue in cues]
        self._due = state.deadline


def program(folder: Path, name: str, script: str) -> Path:
    """Write a shell script that can be started by its name."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


class Pipe:
    """A named pipe: programs write lines into it, and the test waits for each."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = path
        self._handle = os.open(path, os.O_RDWR)
        self._held = b""

    def line(self, seconds: float = 20.0) -> str:
        """The next line; fails if none comes."""
        while b"\n" not in self._held:
            readable, _, _ = select.select([self._handle], [], [], seconds)
            assert readable, f"nothing was written; so far: {self._held!r}"
            self._held += os.read(self._handle, 4096)
        line, self._held = self._held.split(b"\n", 1)
        return line.decode()

    def is_empty(self) -> bool:
        """Whether nothing more has been written by now."""
        return not self._held and not select.select([self._handle], [], [], 0)[0]

    def close(self) -> None:
        """Give it back."""
        os.close(self._handle)


class Lease:
    """Tells when a program, and all that it started, has ended: its script begins with `take`."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.take = f"exec 9> {path}"
        self._handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def has_ended(self, seconds: float = 20.0) -> bool:
        """Wait for the end of what took it, so long at most."""
        readable, _, _ = select.select([self._handle], [], [], seconds)
        return bool(readable) and os.read(self._handle, 1) == b""

    def close(self) -> None:
        """Give it back."""
        os.close(self._handle)
