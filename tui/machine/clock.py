"""The clocks of the outside world; everything else is handed the time."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # most commands need no engine
    from tui.session.plan import Ms


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> Ms:
        """Return milliseconds from any origin; never runs backwards."""
        ...

    def wall(self) -> datetime:
        """Return the time of day, with its offset."""
        ...


class SystemClock:
    """The machine's clocks.

    Where there is one, the clock that goes on while the machine sleeps: the usual monotonic clock stands still then,
    and a night with the lid closed would look like a moment.
    """

    _SLEEPLESS = getattr(time, "CLOCK_BOOTTIME", None)

    def now(self) -> Ms:
        """Return milliseconds since the machine was started."""
        if self._SLEEPLESS is None:
            return time.monotonic_ns() // 1_000_000
        return time.clock_gettime_ns(self._SLEEPLESS) // 1_000_000

    def wall(self) -> datetime:
        """Return the time of day where the machine is."""
        return datetime.now().astimezone()
