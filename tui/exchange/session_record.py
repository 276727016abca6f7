"""A session as any format may tell it, and its way from and to a log.

A format of another program knows exercises by their names, a side seldom, and a time of day without an offset.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from catalogue.problems import Problem
from catalogue.words import SideName
from tui.logbook.models import Log, LogSet, SetKind, Unit
from tui.logbook.naming import session_id
from tui.logbook.units import in_unit


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One row of a set: a side of it where the format tells sides apart."""

    exercise: str
    """The name that the format has for it."""
    line: int = 0
    """Where in the file, counted from 1."""
    side: SideName | None = None
    kind: SetKind = "working"
    reps: int | None = None
    """None for a timed set."""
    load: float | None = None
    """As written."""
    unit: Unit | None = None
    """Of the load."""
    seconds: float | None = None
    rest: float | None = None
    rpe: float | None = None
    distance: float | None = None
    distance_unit: str | None = None

    def load_in(self, unit: Unit) -> float | None:
        """The load in kg or lb, exact: nothing is rounded to plates."""
        if self.load is None or self.unit is None:
            return self.load
        return in_unit(self.load, self.unit, unit)


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session, without an id of its own."""

    name: str
    started: datetime
    finished: datetime
    sets: tuple[SetRecord, ...]
    note: str = ""
    routine: str | None = None
    line: int = 0
    """Where in the file it begins."""

    @property
    def unit(self) -> Unit | None:
        """The unit of the first load."""
        return next((row.unit for row in self.sets if row.load is not None), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a file."""

    sessions: tuple[SessionRecord, ...] = ()
    """Of a format of another program."""
    logs: tuple[Log, ...] = ()
    """Of repcue's own formats."""
    problems: tuple[Problem, ...] = ()
    """Rows that can't be read; they are in neither of the two."""
    left_out: Mapping[str, int] = field(default_factory=Counter)
    """What was passed over on purpose, and how often: `rest timers`."""


def record_of(log: Log, names: Mapping[str, str]) -> SessionRecord:
    """Return a log as a record; `names` has the names of exercises by id, an unknown one is called by its id."""
    sets = tuple(
        SetRecord(
            exercise=row.name or names.get(row.exercise, row.exercise),
            side=row.side,
            kind=row.kind,
            reps=row.reps,
            load=row.load,
            unit=None if row.load is None else log.unit,
            seconds=row.seconds,
            rest=row.rest,
            rpe=row.rpe,
        )
        for row in log.sets
    )
    return SessionRecord(log.name, log.started, log.finished, sets, log.note, log.routine)


def log_id(record: SessionRecord, format_name: str) -> str:
    """Return the id that a session of a file always has: from the format, the time of day it began, and its name.

    The offset has no part in it: read on another machine, the same file is still the same.
    """
    began = record.started.replace(tzinfo=None).isoformat()
    told = "\0".join((format_name, began, record.name))
    return session_id(record.started, hashlib.blake2b(told.encode(), digest_size=5).hexdigest())


def log_of(
    record: SessionRecord, format_name: str, exercise: Callable[[str], tuple[str, str | None] | None]
) -> Log | None:
    """Return a record as a log, None if no set is left.

    `exercise` gives the id for a name, and the name to keep beside an id that the catalogue lacks; None leaves
    the exercise out. Raises pydantic's ValidationError.
    """
    unit = record.unit or "kg"
    kept = [(row, found) for row in record.sets if (found := exercise(row.exercise)) is not None]
    if not kept:
        return None
    numbers = _numbers([(found[0], row.kind == "warmup", row.side) for row, found in kept])
    lasted = (record.finished - record.started).total_seconds()
    document: dict[str, object] = {
        "schema": 1,
        "id": log_id(record, format_name),
        "name": record.name,
        "routine": record.routine,
        "started": record.started,
        "finished": record.finished,
        "outcome": "completed",
        "active_seconds": lasted,
        "unit": unit,
        "note": record.note,
        "sets": tuple(_row(row, *found, number, unit) for (row, found), number in zip(kept, numbers, strict=True)),
    }
    return Log.model_validate(document)


def _row(row: SetRecord, exercise: str, name: str | None, number: int, unit: Unit) -> LogSet:
    own = {"distance": row.distance, "distance_unit": row.distance_unit}
    return LogSet.model_validate(
        {
            "exercise": exercise,
            "name": name,
            "set": number,
            "side": row.side,
            "kind": row.kind,
            "reps": row.reps,
            "load": row.load_in(unit),
            "seconds": row.seconds,
            "rest": row.rest,
            "rpe": row.rpe,
        }
        | {key: value for key, value in own.items() if value is not None}
    )


def _numbers(rows: Sequence[tuple[str, bool, SideName | None]]) -> Iterator[int]:
    """The numbers of sets, counted for each exercise, warm-ups by themselves; the other side is the same set."""
    last: Counter[tuple[str, bool]] = Counter()
    sides: dict[tuple[str, bool], set[SideName]] = {}
    for exercise, warms_up, side in rows:
        key = exercise, warms_up
        open_sides = sides.get(key, set())
        if side is None or not open_sides or side in open_sides:
            last[key] += 1
            open_sides = set()
        sides[key] = open_sides | ({side} if side else set())
        yield last[key]


def names_in(records: Iterable[SessionRecord]) -> Counter[str]:
    """The names of exercises, in the order they come, each with its number of rows."""
    return Counter(row.exercise for record in records for row in record.sets)
