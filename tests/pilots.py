"""Driving the program's screens in tests: a clock that only the test moves, and waiting on conditions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.pilot import Pilot

from tui.logbook.disk.calls import Disk
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import read_log
from tui.machine.paths import Paths
from tui.program.app import RepcueApp
from tui.screens.session.screen import SessionScreen
from tui.screens.summary.screen import SummaryScreen
from tui.session import Plan
from tui.session.target import BREATH, just_reached
from tui.settings import Settings
from tui.terminal.reads import mark_read
from tui.widgets.lines import Lines

THUMB = ("space", "enter", "n")
CHARACTERS = {"space": " ", "enter": "\r", "question_mark": "?", "exclamation_mark": "!", "tab": "\t"}
PATIENCE = 1000
"""Turns of the event loop that a condition is waited for."""


@dataclass
class TestClock:
    """Stands still until it is told to move."""

    __test__ = False

    ms: int = 5_000_000
    moment: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 18, 5, 33, tzinfo=UTC))

    def now(self) -> int:
        return self.ms

    def wall(self) -> datetime:
        return self.moment

    def move(self, ms: int) -> None:
        self.ms += ms
        self.moment += timedelta(milliseconds=ms)


@dataclass
class Driver:
    """The program under test, its keys, its text and its clock."""

    app: RepcueApp
    pilot: Pilot[int]
    clock: TestClock
    reads: ClassVar[int] = 0

    @property
    def text(self) -> str:
        """All that the topmost screen shows as lines."""
        return "\n".join(lines.text for lines in self.app.screen.query(Lines))

    @property
    def session(self) -> SessionScreen:
        found = self.app.session
        assert found is not None, "a session runs"
        return found

    async def press(self, *keys: str) -> None:
        """Press keys as a person does who has seen what a target reached has begun."""
        for key in keys:
            if key in THUMB:
                self.breathe()
            await self.pilot.press(key)

    def breathe(self) -> None:
        """Let the breath pass in which nothing counts and nothing is skipped, if a target was just reached."""
        screen = self.app.screen
        running = screen.running if isinstance(screen, SessionScreen) else None
        if isinstance(screen, SummaryScreen):
            running = screen.session
        if running is not None and just_reached(running.state, running.now):
            self.clock.move(BREATH)

    async def burst(self, *keys: str) -> None:
        """Press keys that arrive in one read of the terminal, before any of them is answered."""
        Driver.reads += 1
        for key in keys:
            self.send(key, Driver.reads)
        await self.pilot.pause()

    def send(self, key: str, read: int, at: float | None = None) -> None:
        """Send a key as the terminal's driver does: as one of a read, arrived at so many seconds if not now."""
        character = CHARACTERS.get(key, key if len(key) == 1 else None)
        event = mark_read(events.Key(key, character), read)
        if at is not None:
            event.time = at
        driver = self.app._driver
        assert driver is not None, "the program runs"
        driver.send_message(event)

    async def until(self, holds: Callable[[], object]) -> None:
        for _ in range(PATIENCE):
            if holds():
                return
            await self.pilot.pause(0.005)
        raise AssertionError(f"never came true; the screen says:\n{self.text}")

    async def sees(self, *words: str) -> None:
        await self.until(lambda: all(word in self.text for word in words))

    async def time(self, ms: int, step: int = 1000) -> None:
        """Let time pass as it does when the program is watching."""
        while ms > 0:
            self.clock.move(min(step, ms))
            ms -= step
            if self.app.session is not None:
                self.session.wake()
            await self.pilot.pause()

    async def begun(self) -> None:
        """Wait until a session is on the screen."""
        await self.until(lambda: self.app.session is not None and self.app.screen is self.app.session)


@asynccontextmanager
async def program(
    home: Path,
    *,
    plan: Plan | None = None,
    disk: Disk | None = None,
    settings: Settings | None = None,
    size: tuple[int, int] = (80, 24),
    clock: TestClock | None = None,
) -> AsyncIterator[Driver]:
    """The program with everything loaded; in a session if there is a plan."""
    clock = clock or TestClock()
    app = RepcueApp(Paths.under(home), settings or Settings(), plan=plan, disk=disk, clock=clock)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot, clock)
        await driver.until(lambda: app.catalogue is not None)
        if plan is not None:
            await driver.begun()
        yield driver


def logs(home: Path) -> list[Log]:
    """The logs on disk, oldest first."""
    return [read_log(path).log for path in sorted((home / "data" / "logs").rglob("*.toml"))]
