"""A session as the formats of other programs hold it, and its conversion from and to a log.

Such a format has names for exercises instead of ids, rarely a side, and times of day without an offset.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from catalogue.files.problems import Problem
from catalogue.schema.words import SideName
from tui.logbook.log.done_parts import DonePart, parts_text
from tui.logbook.log.done_set import FIELDS, DoneSet
from tui.logbook.log.file_names import session_id
from tui.logbook.log.log_model import Log, SetKind, Unit, schema_for
from tui.logbook.log.units import in_unit


@dataclass(frozen=True, slots=True)
class SetRecord(DoneSet):
    """One row of a set as a file has it; each side has its own if the format has sides."""

    exercise: str
    """Its name in the format."""
    line: int = 0
    """The line in the file, from 1."""
    set: int = field(default=1, kw_only=True)
    """Numbers are given when all rows are known."""
    unit: Unit | None = None
    """Of the load, which is as in the file."""
    distance_unit: str | None = None
    """Of the distance, which is as in the file; None in a log's own metres."""

    def load_in(self, unit: Unit) -> float | None:
        """Return the load in kg or lb, exact and not rounded to plates."""
        if self.load is None or self.unit is None:
            return self.load
        return in_unit(self.load, self.unit, unit)

    def in_parts(self) -> Iterator[SetRecord]:
        """Yield the set and then its other parts, a row each, as other programs write a drop set."""
        kind: SetKind = "working" if self.kind in ("drop", "rest-pause") else self.kind
        yield replace(self, kind=kind, parts=None)
        for part in self.done_parts:
            yield replace(self, kind="drop", reps=part.reps, load=part.load, parts=None, rpe=None, seconds=None)

    def takes_part(self, part: SetRecord) -> bool:
        """Whether a row that is marked as a drop goes on from this one."""
        alike = (self.exercise, self.side) == (part.exercise, part.side)
        return alike and self.kind in ("working", "drop") and None not in (self.reps, part.reps)

    def with_part(self, part: SetRecord) -> SetRecord:
        """Return the set with one more part."""
        load = part.load if self.unit is None else part.load_in(self.unit)
        parts = ((each.reps, each.load) for each in (*self.done_parts, DonePart(part.reps or 0, load)))
        return replace(self, kind="drop", parts=parts_text(parts))


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


_METRES: Final = {
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), 1.0),
    **dict.fromkeys(("km", "kilometer", "kilometers", "kilometre", "kilometres"), 1000.0),
    **dict.fromkeys(("mi", "mile", "miles"), 1609.344),
    **dict.fromkeys(("yd", "yard", "yards"), 0.9144),
    **dict.fromkeys(("ft", "foot", "feet"), 0.3048),
}

_NAMES: Final = frozenset({"exercise", "name"})
"""A record has a name where a row of a log has an id, and at times a name beside it."""


def record_of(log: Log, names: Mapping[str, str]) -> SessionRecord:
    """Convert a log to a record. `names` has the names of exercises by id; one without a name keeps its id."""
    sets = tuple(
        SetRecord(
            row.name or names.get(row.exercise, row.exercise),
            unit=None if row.load is None else log.unit,
            **{name: getattr(row, name) for name in FIELDS if name not in _NAMES},
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
    rows = tuple(_row(row, *found, number, unit) for (row, found), number in zip(kept, numbers, strict=True))
    document: dict[str, object] = {
        "schema": schema_for({}, rows),
        "id": log_id(record, format_name),
        "name": record.name,
        "routine": record.routine,
        "started": record.started,
        "finished": record.finished,
        "outcome": "completed",
        "active_seconds": lasted,
        "unit": unit,
        "note": record.note,
        "sets": rows,
    }
    return Log.model_validate(document)


def _row(row: SetRecord, exercise: str, name: str | None, number: int, unit: Unit) -> dict[str, object]:
    values = {key: getattr(row, key) for key in FIELDS if key not in ("started", "distance")}
    own = {"exercise": exercise, "name": name, "set": number, "load": row.load_in(unit), **_distance(row)}
    return {key: value for key, value in (values | own).items() if value is not None}


def _distance(row: SetRecord) -> dict[str, object]:
    """Return the distance in metres; one in an unknown unit under keys that mean nothing else."""
    if row.distance is None:
        return {}
    metres = _METRES.get((row.distance_unit or "").casefold())
    if metres is None:
        return {"imported_distance": row.distance, "imported_distance_unit": row.distance_unit}
    return {"distance": round(row.distance * metres, 3)}


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
