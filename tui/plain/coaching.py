"""The coach of a plain session: its bell, the lines that turn it on and off, and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import TextIO

from tui.coach.coach import Coach, coach_for
from tui.running import RunningSession
from tui.settings import Settings

LAST_WORDS_SECONDS = 2.0
"""How long the end of the program waits for the last tone and the last words."""


class Coaching:
    """A coach, and its reports: they come from any thread and are told by the conversation's own."""

    def __init__(self, make: Callable[[Callable[[str], None]], Coach], wake: Callable[[], None]) -> None:
        self._reports: SimpleQueue[str] = SimpleQueue()
        self._wake = wake
        self.coach = make(self._report)

    def answer(self, line: str) -> str | None:
        """Do what the line asks of the coach and return the answer; None if it is not for the coach."""
        match line.strip().lower():
            case "m":
                return self.coach.mute()
            case "v":
                return self.coach.toggle_voice()
            case _:
                return None

    def reports(self) -> list[str]:
        """Return what has been reported since the last time."""
        found: list[str] = []
        with suppress(Empty):
            while True:
                found.append(self._reports.get_nowait())
        return found

    def close(self) -> None:
        """End, after the last words."""
        self.coach.close(LAST_WORDS_SECONDS)

    def _report(self, message: str) -> None:
        self._reports.put(message)
        self._wake()


def coaching_for(
    settings: Settings, environ: Mapping[str, str], stdout: TextIO, running: RunningSession, wake: Callable[[], None]
) -> Coaching:
    """Return the coaching of a session that the settings ask for; the bell rings on a terminal alone."""

    def make(report: Callable[[str], None]) -> Coach:
        bell = partial(ring, stdout)
        return coach_for(settings, environ, bell, report, running.session, lambda: running.wall)

    return Coaching(make, wake)


def ring(stdout: TextIO) -> None:
    """Ring the terminal's bell; what is no terminal gets nothing."""
    with suppress(OSError, ValueError):  # gone or closed: the next line says that nobody reads
        if stdout.isatty():
            stdout.write("\a")
            stdout.flush()
