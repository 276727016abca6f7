"""The coach of a plain session: the bell, the lines that toggle it, and its reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import TextIO

from tui.coach.coach import Coach, coach_for
from tui.runtime.running_session import RunningSession
from tui.settings import Settings

LAST_WORDS_SECONDS = 2.0
"""The time that the end of the program waits for the last tone and the last words."""


class Coaching:
    """A coach and the queue of its reports, which any thread may fill and the conversation empties."""

    def __init__(self, make: Callable[[Callable[[str], None]], Coach], wake: Callable[[], None]) -> None:
        self._reports: SimpleQueue[str] = SimpleQueue()
        self._wake = wake
        self.coach = make(self._report)

    def answer(self, line: str) -> str | None:
        """Execute a line for the coach and return the answer; None for any other line."""
        match line.strip().lower():
            case "m":
                return self.coach.mute()
            case "v":
                return self.coach.toggle_voice()
            case _:
                return None

    def reports(self) -> list[str]:
        """Return the reports since the last call."""
        found: list[str] = []
        with suppress(Empty):
            while True:
                found.append(self._reports.get_nowait())
        return found

    def close(self) -> None:
        """Stop after the last words."""
        self.coach.close(LAST_WORDS_SECONDS)

    def _report(self, message: str) -> None:
        self._reports.put(message)
        self._wake()


def coaching_for(
    settings: Settings, environ: Mapping[str, str], stdout: TextIO, running: RunningSession, wake: Callable[[], None]
) -> Coaching:
    """Return the coaching of a session for the settings. The bell rings on a terminal only."""

    def make(report: Callable[[str], None]) -> Coach:
        bell = partial(ring, stdout)
        return coach_for(settings, environ, bell, report, running.session, lambda: running.wall)

    return Coaching(make, wake)


def ring(stdout: TextIO) -> None:
    """Ring the bell if the stream is a terminal."""
    with suppress(OSError, ValueError):  # gone or closed: the next line says that nobody reads
        if stdout.isatty():
            stdout.write("\a")
            stdout.flush()
