"""A plain session without a process: a clock that is turned by hand, and a person who follows a script."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from fake_disk import FakeDisk

from tui.logbook.disk.calls import Disk, RealDisk
from tui.machine.paths import Paths
from tui.plain.conversation import Tell
from tui.plain.inbox import EndOfInput, Item, Stopped, Typed, Woken
from tui.plain.leftovers import Desk
from tui.plain.plain_session import MakeCoaching, hold
from tui.session import Plan

Step = str | int | Stopped | EndOfInput | Callable[[], object]
"""A line typed, milliseconds of silence, what ends the input, or something that happens meanwhile."""


class HandClock:
    def __init__(self) -> None:
        self.ms = 0
        self.origin = datetime(2026, 11, 22, 18, 5, 33, tzinfo=UTC)

    def now(self) -> int:
        return self.ms

    def wall(self) -> datetime:
        return self.origin + timedelta(milliseconds=self.ms)


class ScriptedInbox:
    """Hears the script step by step; silence passes on the clock, at most as long as one wait lasts."""

    def __init__(self, clock: HandClock, *script: Step) -> None:
        self._clock = clock
        self._script = list(script)
        self.waits: list[float | None] = []

    def next(self, seconds: float | None) -> Item | None:
        self.waits.append(seconds)
        while self._script:
            step = self._script[0]
            if isinstance(step, int):
                passes = step if seconds is None else min(step, -(-seconds * 1000 // 1))
                self._clock.ms += int(passes)
                self._script[0] = step - int(passes)
                if self._script[0] == 0:
                    del self._script[0]
                return None
            if isinstance(step, Stopped | EndOfInput):
                return step
            if seconds == 0:
                return None
            del self._script[0]
            if isinstance(step, str):
                return Typed(step)
            step()
            return Woken()
        return EndOfInput()

    def wait(self, seconds: float) -> bool:
        self._clock.ms += int(seconds * 1000)
        return False

    def wake(self) -> None:
        pass


class Talk:
    """One session held from the lock to the log, and all that was said in it."""

    def __init__(self, home: Path, disk: Disk | None = None) -> None:
        self.paths = Paths.under(home)
        self.clock = HandClock()
        self.disk = disk or RealDisk()
        self.said: list[str] = []
        self.warned: list[str] = []
        self.inbox = ScriptedInbox(self.clock)

    def hold(
        self,
        plan: Plan,
        *script: Step,
        interactive: bool = False,
        coaching: MakeCoaching = lambda running: None,
        tell: Tell | None = None,
    ) -> int:
        self.said.clear()
        self.warned.clear()
        self.inbox = ScriptedInbox(self.clock, *script)
        desk = Desk(self.paths, self.disk, self.clock, closing_seconds=2 if isinstance(self.disk, RealDisk) else 0)
        tell = tell or self.said.append
        return hold(plan, desk, self.inbox, tell, self.warned.append, interactive=interactive, coaching=coaching)

    def logs(self) -> list[Path]:
        return sorted(self.paths.logs.rglob("*.toml"))

    def journals(self) -> list[Path]:
        return sorted(self.paths.journals.glob("*"))


def failing_disk() -> FakeDisk:
    return FakeDisk(Random(1))
