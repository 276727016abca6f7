"""Left and right: how far apart the legs are, which way it goes, and what to do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Literal

from catalogue.schema.words import SideName
from tui.logbook.index.rows import SetRow
from tui.logbook.statistics.worked import is_timed, sessions_of, volume_of

Measure = Literal["volume load", "reps", "seconds"]
Direction = Literal["closing", "widening", "steady"]

NOTABLE: Final = 10.0
"""Per cent from which a gap calls for advice; 10 to 15 is the usual mark (Bishop et al. 2016, as in `SideGap`)."""
IN_A_ROW: Final = 3
"""Sessions that turn the advice on, or off."""
TREND_SESSIONS: Final = 12
"""The newest sessions that the trend is of: what was years ago says nothing of now."""
TREND_FEWEST: Final = 3
"""Fewer sessions have no trend."""
STEADY: Final = 0.25
"""Per cent points a session within which the trend is no trend: three points in twelve sessions."""


@dataclass(frozen=True, slots=True)
class SideGap:
    """How far apart the legs were in one session.

    `percent` is (stronger - weaker) / stronger x 100, from 0 to below 100. Source: C. Bishop et al., Interlimb
    asymmetries: understanding how to calculate differences from bilateral and unilateral tests, Strength and
    Conditioning Journal, 2016. The nth set of one leg stands against the nth of the other; sets that one leg did
    more than the other are left out, so that a session ended early makes no gap. So is the odd rep that a plan gives
    to one of two alternating legs.
    """

    day: date
    path: Path
    left: float
    """In `measure`; a volume load in the unit asked for."""
    right: float
    measure: Measure
    """Volume load where every set has a load and they differ, seconds where all sets are timed, else reps."""
    percent: float
    weaker: SideName | None
    """None where both did the same."""

    @property
    def signed(self) -> float:
        """The gap in per cent, below zero where the left leg is the weaker."""
        return -self.percent if self.weaker == "left" else self.percent


@dataclass(frozen=True, slots=True)
class Balance:
    """The legs over time."""

    gaps: tuple[SideGap, ...]
    """Oldest first, of the sessions in which both legs worked."""
    trend: float | None
    """Per cent points a session, by least squares over the newest twelve; None for fewer than three sessions."""
    direction: Direction | None
    """What the trend means; None where there is none."""
    weaker: SideName | None
    """The leg of the advice, else the weaker one of the last three sessions together."""
    advice: SideName | None
    """The leg to start with and to let set the number."""


def gaps(rows: Iterable[SetRow], unit: str) -> tuple[SideGap, ...]:
    """Return the gap of each session of one exercise in which both legs worked, oldest first."""
    found = (_gap(path, done, unit) for path, done in sessions_of(rows).items())
    return tuple(gap for gap in found if gap is not None)


def balance(rows: Iterable[SetRow], unit: str) -> Balance:
    """Return how the legs compare in one exercise; no session with both legs gives a balance without anything."""
    return balance_of(gaps(rows, unit))


def balance_of(found: tuple[SideGap, ...]) -> Balance:
    """Return what gaps, oldest first, come to."""
    trend = _slope([gap.percent for gap in found[-TREND_SESSIONS:]])
    advice = advised(found)
    lately = sum(gap.signed for gap in found[-IN_A_ROW:])
    lately_weaker: SideName | None = "left" if lately < 0 else "right" if lately > 0 else None
    return Balance(found, trend, _direction(trend), advice or lately_weaker, advice)


def advised(found: Iterable[SideGap]) -> SideName | None:
    """Return the leg to start with after these gaps, oldest first.

    On after three in a row of 10 % or more with the same leg weaker. Off after three in a row that are smaller or
    have the other leg weaker.
    """
    advice: SideName | None = None
    last: SideName | None = None
    alike = against = 0
    for gap in found:
        notable = gap.weaker if gap.percent >= NOTABLE else None
        alike = alike + 1 if notable == last else 1
        against = 0 if notable == advice else against + 1
        last = notable
        if alike >= IN_A_ROW or against >= IN_A_ROW:
            advice, against = (notable if alike >= IN_A_ROW else None), 0
    return advice


def _gap(path: Path, rows: Sequence[SetRow], unit: str) -> SideGap | None:
    timed = all(map(is_timed, rows))
    alike = rows if timed else [row for row in rows if row.reps]
    pairs = list(
        zip(
            (row for row in alike if row.side == "left"),
            (row for row in alike if row.side == "right"),
            strict=False,
        )
    )
    if not pairs:
        return None
    left = [_without_odd_rep(one, other) for one, other in pairs]
    right = [_without_odd_rep(other, one) for one, other in pairs]
    measure = "seconds" if timed else _measure([*left, *right])
    amounts = _amount(left, measure, rows[0].unit), _amount(right, measure, rows[0].unit)
    strong, weak = max(amounts), min(amounts)
    # Rounded, so that sums of loads such as 8.1 can't put a gap of 10 % a hair below it.
    percent = round((strong - weak) / strong * 100, 9)
    weaker: SideName | None = None if not percent else "left" if amounts[0] < amounts[1] else "right"
    shown = _amount(left, measure, unit), _amount(right, measure, unit)
    return SideGap(rows[0].started.date(), path, *shown, measure, percent, weaker)


def _without_odd_rep(row: SetRow, other: SetRow) -> SetRow:
    """The row, without as much of its lead as its target was higher."""
    lead, asked = (row.reps or 0) - (other.reps or 0), (row.target or 0) - (other.target or 0)
    if lead <= 0 or asked <= 0 or None in (row.target, other.target):
        return row
    return replace(row, reps=(row.reps or 0) - min(lead, asked))


def _measure(rows: Iterable[SetRow]) -> Measure:
    loads = {row.load or 0.0 for row in rows}
    return "volume load" if len(loads) > 1 and min(loads) > 0 else "reps"


def _amount(rows: Iterable[SetRow], measure: Measure, unit: str) -> float:
    if measure == "volume load":
        return volume_of(rows, unit)
    return float(sum((row.seconds if measure == "seconds" else row.reps) or 0 for row in rows))


def _slope(values: Sequence[float]) -> float | None:
    """The least-squares slope of values that are one step apart."""
    count = len(values)
    if count < TREND_FEWEST:
        return None
    middle, mean = (count - 1) / 2, sum(values) / count
    spread = sum((at - middle) ** 2 for at in range(count))
    return sum((at - middle) * (value - mean) for at, value in enumerate(values)) / spread


def _direction(trend: float | None) -> Direction | None:
    if trend is None:
        return None
    return "steady" if abs(trend) <= STEADY else "widening" if trend > 0 else "closing"
