"""The facts of the exercise screen, taken from the rows of the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from catalogue.schema.words import SideName
from tui.logbook.index.rows import SetRow
from tui.logbook.statistics.balance import NOTABLE, SideGap, balance_of, gaps
from tui.logbook.statistics.records import records
from tui.logbook.statistics.series import SIDES, SeriesPoint, series
from tui.screens.exercise.view import ExerciseView
from tui.widgets.balance_bars import Legs
from tui.widgets.curves import MOST_POINTS, Curve, Curves, thinned
from tui.words.leg_balance import advice_text
from tui.words.quantities import number_text

if TYPE_CHECKING:
    from tui.logbook.index.index import Index

Series = Mapping[SideName | None, Sequence[SeriesPoint]]
Value = Callable[[SeriesPoint], float | None]
Words = Callable[[SeriesPoint], str]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The sums of a stretch of time."""

    series: Series
    gaps: tuple[SideGap, ...]
    best: tuple[SetRow, ...]
    """All rows of the sessions that hold a record of that time: no other can hold one of all time."""
    name: str | None


class Telling:
    """The facts of one exercise, summed up stretch by stretch: all rows at once would fill memory."""

    def __init__(self, unit: str) -> None:
        """Loads are told in `unit`."""
        self._unit = unit
        self._stretches: list[_Stretch] = []

    def add_earlier(self, rows: Sequence[SetRow]) -> None:
        """Take in the rows of whole sessions, all before those taken in so far."""
        holders = {record.path for record in records(rows, self._unit)}
        stretch = _Stretch(
            series(rows, self._unit),
            gaps(rows, self._unit),
            tuple(row for row in rows if row.path in holders),
            next((row.name for row in reversed(rows) if row.name), None),
        )
        self._stretches.insert(0, stretch)

    def told(self) -> ExerciseView:
        """Return what all of it comes to."""
        found = {side: self._points(side) for side in SIDES}
        found = {side: points for side, points in found.items() if points}
        days = [point.day for points in found.values() for point in (points[0], points[-1])]
        return ExerciseView(
            name=next((each.name for each in reversed(self._stretches) if each.name), None),
            sessions=len({point.path for points in found.values() for point in points}),
            first=min(days, default=None),
            last=max(days, default=None),
            charts=tuple(charts(found, self._unit)),
            legs=self._legs() if any(found) else None,
            records=records((row for each in self._stretches for row in each.best), self._unit),
        )

    def _points(self, side: SideName | None) -> list[SeriesPoint]:
        return [point for each in self._stretches for point in each.series.get(side, ())]

    def _legs(self) -> Legs:
        compared = balance_of(tuple(gap for each in self._stretches for gap in each.gaps))
        return Legs(compared, advice_text(compared.advice) if compared.advice else "", NOTABLE)


def tell(index: Index, exercise: str, unit: str) -> Iterator[ExerciseView]:
    """Tell of an exercise with one year more each time, the latest first."""
    telling = Telling(unit)
    years = sorted({day.year for day in index.days()}, reverse=True)
    for year in years:
        rows = index.sets(exercise, date(year, 1, 1), date(year, 12, 31))
        if rows:
            telling.add_earlier(rows)
            yield telling.told()


def charts(found: Series, unit: str) -> list[Curves]:
    """Return best set, volume load, e1RM and reps, or for timed sets the longest and all of the time."""

    def set_text(point: SeriesPoint) -> str:
        return f"{point.best_set_load or 0:.4g} {unit} x {point.best_set_reps}"

    def load_text(value: Value) -> Words:
        return lambda point: f"{number_text(round(value(point) or 0, 1))} {unit}"

    loaded = any(point.best_set_load for points in found.values() for point in points)
    every = [
        _curves(found, "Best set", unit, lambda point: point.best_set_load, set_text)
        if loaded
        else _curves(found, "Best set", "reps", lambda point: point.best_set_reps, _best_reps_text),
        _curves(found, "Volume load", unit, _volume_load, load_text(_volume_load)),
        _curves(found, "e1RM", unit, lambda point: point.e1rm, load_text(lambda point: point.e1rm)),
        _curves(found, "Reps", "", lambda point: point.reps or None, lambda point: f"{point.reps}"),
        _curves(found, "Longest hold", "s", lambda point: point.best_seconds, _longest_text),
        _curves(found, "Time held", "s", lambda point: point.seconds or None, lambda point: f"{point.seconds:.4g} s"),
    ]
    return [chart for chart in every if chart.curves]


def _volume_load(point: SeriesPoint) -> float | None:
    return point.volume_load or None


def _best_reps_text(point: SeriesPoint) -> str:
    return f"{point.best_set_reps}"


def _longest_text(point: SeriesPoint) -> str:
    return f"{point.best_seconds or 0:.4g} s"


def _curves(found: Series, title: str, unit: str, value: Value, words: Words) -> Curves:
    curves, most = [], 1
    for side, points in found.items():
        there = [point for point in points if value(point) is not None]
        if there:
            places, each = thinned([(point.day, value(point) or 0.0) for point in there], MOST_POINTS)
            curves.append(Curve(side, places, words(there[-1])))
            most = max(most, each)
    return Curves(title, unit, tuple(curves), most)
