"""What a value may be, once for files, forms, commands and imports; and the years that a date may have.

A refusal fits a line of 58 columns, which is what the narrowest form has.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from catalogue.files.text import printable

D = TypeVar("D", bound=date)

_LONGEST_FOUND: Final = 9
"""Characters of what was found that a refusal repeats."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest value, both allowed."""

    low: float
    high: float
    whole: bool = False

    def holds(self, value: float) -> bool:
        """Whether a number is within the bounds; what is no number is not."""
        return self.low <= value <= self.high and not (self.whole and value != int(value))

    def check(self, value: float) -> None:
        """Raise ValueError if a number is out of bounds."""
        if not self.holds(value):
            raise self.refusal(f"{value:g}" if isinstance(value, float) else str(value))

    def refusal(self, found: str) -> ValueError:
        """Return what to raise for a text that is no such value."""
        return ValueError(f"found {shown(found)}; {self} is wanted")

    def __str__(self) -> str:
        return f"a {'whole ' if self.whole else ''}number from {self.low:g} to {self.high:g}"


REPS: Final = Bounds(0, 1000, whole=True)
"""Of one side in one set."""
SECONDS: Final = Bounds(0, 86_400)
"""Of work, held or not, and of a rest: a day."""
LOAD: Final = Bounds(0, 2000)
PLANNED_REPS: Final = Bounds(1, REPS.high, whole=True)
PLANNED_WORK: Final = Bounds(1, 3600)
"""Seconds of a timed set."""
PLANNED_REST: Final = Bounds(0, 3600)
EVERY: Final = Bounds(1, PLANNED_REST.high)
"""Seconds from the beginning of a set to that of the next."""
PERCENT: Final = Bounds(1, 200)
"""Of a load, as a share of another."""
PERCENT_MORE: Final = Bounds(-99, 100)
"""Of a load, as a change from another."""
MENDED_LOAD: Final = Bounds(-LOAD.high, LOAD.high)
"""Of a row in a log, where less than nothing is help."""
MINUTES: Final = Bounds(1, 1440)
"""Of a whole session."""
RPE: Final = Bounds(1, 10)
YEARS: Final = Bounds(1900, 2200, whole=True)
"""Of any date: what lies outside is a slip, and near the ends of the calendar no clock can be reckoned with."""

MOST_ON_FILE: Final = 10**12
"""Reps, and load to either side, that a log may hold: one that was read once is read for ever."""
LONGEST_ON_FILE: Final = 1e10
"""Seconds that a log may hold: more than there are in all its years."""


def load_bounds(counts: str | None) -> Bounds:
    """Return the bounds of a load by what it counts: a machine's stack can take weight off, and help a body's."""
    return MENDED_LOAD if counts in ("stack", "bodyweight") else LOAD


def halves(value: float) -> float:
    """Return a number of whole and half ones. Raises ValueError."""
    if value * 2 != int(value * 2):
        raise ValueError(f"found {value:g}; RPE goes in halves, such as 7.5")
    return value


def is_rpe(value: float) -> bool:
    """Whether a number is an RPE: 1 to 10 in halves."""
    return RPE.holds(value) and value * 2 == int(value * 2)


def dated(day: D) -> D:
    """Return a date, or a date and time, of a year that a file may have. Raises ValueError."""
    if not YEARS.holds(day.year):
        raise ValueError(f"found the year {day.year}; write one from {YEARS.low:g} to {YEARS.high:g}")
    return day


def shown(found: str) -> str:
    """Return what was found in quotes, short enough for its refusal to fit the line of a form."""
    text = printable(found)
    return f'"{text if len(text) <= _LONGEST_FOUND else text[: _LONGEST_FOUND - 1] + "…"}"'
