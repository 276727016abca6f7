"""What a value may be, once for files, forms, commands and imports; and the years that a date may have.

A refusal fits a line of 56 columns, which is what the narrowest form has.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from catalogue.text import printable

N = TypeVar("N", int, float)
D = TypeVar("D", bound=date)

_LONGEST_FOUND: Final = 12
"""Characters of what was found that a refusal repeats."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the greatest value, both allowed, and how a refusal begins."""

    low: float
    high: float
    rule: str

    def holds(self, value: float) -> bool:
        """Whether a number is within the bounds; what is no number is not."""
        return self.low <= value <= self.high

    def check(self, value: N) -> N:
        """Return the value. Raises ValueError if it is out of bounds."""
        if not self.holds(value):
            raise self.refusal(f"{value:g}" if isinstance(value, float) else str(value))
        return value

    def refusal(self, found: str) -> ValueError:
        """Return what to raise for a text that is no such value."""
        shown = found if len(found) <= _LONGEST_FOUND else found[: _LONGEST_FOUND - 1] + "…"
        return ValueError(f'found "{printable(shown)}"; {self}')

    def __str__(self) -> str:
        return f"{self.rule} from {self.low:g} to {self.high:g}"


REPS: Final = Bounds(0, 1000, "reps go")
"""Of one side in one set."""
SECONDS: Final = Bounds(0, 86_400, "seconds go")
"""Of work, held or not, and of a rest: a day."""
LOAD: Final = Bounds(0, 2000, "a load goes")
MENDED_LOAD: Final = Bounds(-LOAD.high, LOAD.high, "a load goes")
"""Below zero it is help, which only a log already written can say."""
MINUTES: Final = Bounds(1, 1440, "minutes go")
"""Of a whole session."""
RPE: Final = Bounds(1, 10, "RPE goes")
YEARS: Final = Bounds(1900, 2200, "years go")
"""Of any date: what lies outside is a slip, and near the ends of the calendar no clock can be reckoned with."""

MOST_ON_FILE: Final = 10**12
"""Reps, and load to either side, that a log may hold: one that was read once is read for ever."""
LONGEST_ON_FILE: Final = 1e10
"""Seconds that a log may hold: more than there are in all its years."""


def rpe(value: float) -> float:
    """Return an RPE: 1 to 10 in halves. Raises ValueError."""
    return halves(RPE.check(value))


def halves(value: float) -> float:
    """Return a number of whole and half ones. Raises ValueError."""
    if value * 2 != int(value * 2):
        raise ValueError(f"found {value:g}; RPE goes in halves, such as 7.5")
    return value


def dated(day: D) -> D:
    """Return a date, or a date and time, of a year that a file may have. Raises ValueError."""
    if not YEARS.holds(day.year):
        raise ValueError(f"found the year {day.year}; {YEARS}; mend the date")
    return day
