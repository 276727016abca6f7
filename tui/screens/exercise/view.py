"""What the exercise screen shows, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.widgets.balance_bars import Legs
from tui.widgets.curves import Curves

if TYPE_CHECKING:
    from datetime import date

    from tui.logbook.statistics.records import PersonalRecord


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """All of an exercise, or of its latest years."""

    name: str | None
    """As logs have it; None where they leave it to the catalogue."""
    sessions: int
    first: date | None
    last: date | None
    charts: tuple[Curves, ...]
    """Only those that have anything to show."""
    legs: Legs | None
    """None where no side was ever written down."""
    records: tuple[PersonalRecord, ...]


NOTHING = ExerciseView(None, 0, None, None, (), None, ())
