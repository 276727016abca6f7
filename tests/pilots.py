"""Driving the program's screens in tests: a clock that only the test moves, and waiting on conditions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from tui.app import RepcueApp
from tui.logbook.disk import Disk
from tui.logbook.models import Log
from tui.logbook.store import read_log
from tui.paths import Paths
from tui.screens.session import SessionScreen
from tui.session import Plan
from tui.settings import Settings
from tui.widgets.lines import Lines

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
        await self.pilot.press(*keys)

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
