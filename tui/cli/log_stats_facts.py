"""The facts of `repcue log stats`, taken from the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from catalogue.schema.words import SideName
from tui.logbook.index.rows import Filter
from tui.logbook.statistics.balance import Balance, balance
from tui.logbook.statistics.consistency import Consistency, consistency, due_on
from tui.logbook.statistics.records import PersonalRecord, records
from tui.logbook.statistics.series import SeriesPoint, series
from tui.logbook.statistics.totals import Brief, Totals, brief, totals

if TYPE_CHECKING:
    from tui.logbook.index.index import Index
    from tui.settings import Settings


@dataclass(frozen=True, slots=True)
class Names:
    """Names of routines and exercises in the catalogue, by id."""

    routines: Mapping[str, str]
    exercises: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """The days and the unit of a request."""

    today: date
    since: date | None
    until: date | None
    unit: str


@dataclass(frozen=True, slots=True)
class Due:
    """The entry of the week plan for today."""

    id: str
    name: str
    done: bool
    """Whether a session of today was of it."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The facts of all logs."""

    asked: Asked
    consistency: Consistency
    due: Due | None
    totals: Totals
    exercises: tuple[tuple[str, Brief], ...]
    """Names and lines of exercises, the one trained last first."""


@dataclass(frozen=True, slots=True)
class OneExercise:
    """The facts of one exercise."""

    asked: Asked
    id: str
    name: str
    sessions: int
    records: tuple[PersonalRecord, ...]
    series: Mapping[SideName | None, tuple[SeriesPoint, ...]]
    balance: Balance


def overview(index: Index, asked: Asked, settings: Settings, names: Names) -> Overview:
    """Return the facts of all logs. Weeks and goal are of all days, the rest of the days in the request."""
    every = index.sessions()
    days = [one.started.date() for one in every]
    chosen = [one for one, day in zip(every, days, strict=True) if _within(day, asked)]
    return Overview(
        asked,
        consistency(days, index.days(), asked.today, settings.goal_sessions_a_week),
        _due(index, asked, settings, names),
        totals(chosen, asked.unit),
        _briefs(index, asked, names),
    )


def one_exercise(index: Index, asked: Asked, exercise: str, name: str) -> OneExercise:
    """Return the facts of one exercise."""
    rows = index.sets(exercise, asked.since, asked.until)
    found = series(rows, asked.unit)
    sessions = len({point.path for points in found.values() for point in points})
    compared = balance(rows, asked.unit)
    return OneExercise(asked, exercise, name, sessions, records(rows, asked.unit), found, compared)


def logged_names(index: Index, names: Names) -> dict[str, str]:
    """Return the names of all exercises that are in the catalogue or in logs, by id."""
    found = dict(names.exercises)
    for exercise in index.exercises():
        if exercise not in found:
            written = [row.name for row in index.sets(exercise) if row.name]
            found[exercise] = written[-1] if written else exercise
    return found


def _briefs(index: Index, asked: Asked, names: Names) -> tuple[tuple[str, Brief], ...]:
    found = []
    for exercise, name in logged_names(index, names).items():
        line = brief(index.sets(exercise, asked.since, asked.until), asked.unit)
        if line is not None:
            found.append((name, line))
    found.sort(key=lambda each: (-each[1].last_day.toordinal(), each[0]))
    return tuple(found)


def _due(index: Index, asked: Asked, settings: Settings, names: Names) -> Due | None:
    wanted = due_on(settings.week, asked.today)
    name = names.routines.get(wanted or "") or names.exercises.get(wanted or "")
    if wanted is None or name is None:
        return None
    of_today = index.sessions(Filter(since=asked.today, until=asked.today))
    return Due(wanted, name, any(wanted in (one.routine, *one.exercises) for one in of_today))


def _within(day: date, asked: Asked) -> bool:
    return (asked.since is None or asked.since <= day) and (asked.until is None or day <= asked.until)
