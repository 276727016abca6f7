"""A session as the formats of other programs hold it, and its conversion from and to a log.

Such a format has names for exercises instead of ids, rarely a side, and times of day without an offset.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from catalogue.files.problems import Problem
from catalogue.schema.words import SideName
from tui.logbook.log.file_names import session_id
from tui.logbook.log.log_model import Log, LogSet, SetKind, Unit
from tui.logbook.log.units import in_unit


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One row of a set; each side has its own if the format has sides."""

    exercise: str
    """Its name in the format."""
    line: int = 0
    """The line in the file, from 1."""
    side: SideName | None = None
    kind: SetKind = "working"
    reps: int | None = None
    """None for a timed set."""
    load: float | None = None
    """As in the file."""
    unit: Unit | None = None
    """Of the load."""
    seconds: float | None = None
    rest: float | None = None
    rpe: float | None = None
    distance: float | None = None
    distance_unit: str | None = None

    def load_in(self, unit: Unit) -> float | None:
        """Return the load in kg or lb, exact and not rounded to plates."""
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
    """Its first line in the file."""

    @property
    def unit(self) -> Unit | None:
        """The unit of the first load."""
        return next((row.unit for row in self.sets if row.load is not None), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of a file."""

    sessions: tuple[SessionRecord, ...] = ()
    """From formats of other programs."""
    logs: tuple[Log, ...] = ()
    """From repcue's own formats."""
    problems: tuple[Problem, ...] = ()
    """The problems of bad rows, which are in neither of the two."""
    left_out: Mapping[str, int] = field(default_factory=Counter)
    """What an import skips by design, such as `rest timer`, and how often."""


def record_of(log: Log, names: Mapping[str, str]) -> SessionRecord:
    """Convert a log to a record. `names` has the names of exercises by id; one without a name keeps its id."""
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
    """Return the id of a session, derived from the format, the local start and the name.

    The offset is left out, so that an import on a machine in another time zone finds the same session.
    """
    began = record.started.replace(tzinfo=None).isoformat()
    seed = "\0".join((format_name, began, record.name))
    return session_id(record.started, hashlib.blake2b(seed.encode(), digest_size=5).hexdigest())


def log_of(
    record: SessionRecord, format_name: str, exercise: Callable[[str], tuple[str, str | None] | None]
) -> Log | None:
    """Convert a record to a log, None if no set is left.

    `exercise` returns the id for a name, with the name if the id is not in the catalogue; None skips the exercise.
    Raises pydantic's ValidationError.
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
    """Yield the number of each set within its exercise. Warm-ups count separately, and both sides share a number."""
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
    """Return the number of rows of each exercise, in the order of the file."""
    return Counter(row.exercise for record in records for row in record.sets)
