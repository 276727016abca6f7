"""openweight's WorkoutLog, an open JSON format (https://openweight.org/schemas/workout-log.schema.json, Apache-2.0).

A file holds one session or a list of them. The schema allows additional keys: repcue writes `side` for sets of one
side.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Final, TypeVar

from catalogue.files.problems import Problem, unforeseen
from catalogue.files.text import ID_LENGTH, describe, identifier
from catalogue.schema.words import SideName
from tui.exchange import cells, timestamps
from tui.exchange.collector import SessionCollector, SessionDraft, check_set
from tui.exchange.format import Format, ImportDefaults, JsonDocument, Target
from tui.exchange.losses import Capacity, Losses
from tui.exchange.session_record import Reading, SessionRecord, SetRecord, record_of
from tui.exchange.tables import BadCell
from tui.exchange.timestamps import Zone
from tui.logbook.log.log_model import Log, SetKind, Unit

LONGEST_NAME: Final = 200

_KINDS: Final[dict[str, SetKind]] = {"warmup": "warmup", "amrap": "amrap", "failure": "amrap"}
_KNOWN_TYPES: Final = frozenset({"", "working", *_KINDS})
_SIDES: Final[dict[str, SideName]] = {"left": "left", "right": "right"}
_UNITS: Final[dict[str, Unit]] = {"kg": "kg", "lb": "lb"}

Table = Mapping[str, object]
T = TypeVar("T")


def recognises(document: JsonDocument) -> bool:
    """Whether a document is a session in openweight's form, or a list of them."""
    value = document.value
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict) and "date" in first and "exercises" in first


def read(document: JsonDocument, defaults: ImportDefaults) -> Reading:
    """Return the sessions of a document. Problems name a path into it, as JSON is often all in one line."""
    path, value = document.path, document.value
    collector = SessionCollector(path)
    for number, workout in enumerate(value if isinstance(value, list) else [value], 1):
        try:
            _read_workout(workout, number, path, collector, defaults.zone)
        except BadCell as error:
            collector.add_problem(_problem(path, number, error))
        except Exception as error:  # one workout stops none of the others
            collector.add_problem(replace(unforeseen(path, error), field=f"[{number}]"))
    return collector.reading()


def write(logs: Iterable[Log], target: Target) -> Iterator[str]:
    """Yield the lines of a list of sessions. What does not fit the schema is counted as lost."""
    before = "[\n"
    for log in logs:
        if not log.sets:
            continue
        workout = _workout(record_of(log, target.names), target.losses)
        yield before + json.dumps(workout, allow_nan=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


FORMAT: Final = Format(
    "openweight",
    JsonDocument,
    recognises,
    read,
    write,
    Capacity(frozenset({"note", "finished", "routine"}), frozenset({"side", "load", "rest", "rpe"})),
)


def _problem(path: Path, number: int, error: BadCell) -> Problem:
    return Problem(str(path), None, f"[{number}].{error.column}".rstrip("."), str(error))


def _read_workout(workout: object, number: int, path: Path, collector: SessionCollector, zone: Zone) -> None:
    table = _table(workout, "", number)
    try:
        started = timestamps.parse_timestamp(_text(table, "date", "", number), zone)
    except ValueError as error:
        raise BadCell(number, "date", str(error)) from error
    lasted = _number(table, "durationSeconds", "", number)
    name, note = _text(table, "name", "", number), _text(table, "notes", "", number)
    session = collector.draft(number, name, started, lasted, note, apart=number)
    template = table.get("templateId")
    session.routine = _id(template) if isinstance(template, str) else None
    for place, exercise in enumerate(_list(table, "exercises", "", number), 1):
        _read_exercise(exercise, f"exercises[{place}]", number, path, session, collector)


def _read_exercise(
    exercise: object, where: str, number: int, path: Path, session: SessionDraft, collector: SessionCollector
) -> None:
    table = _table(exercise, where, number)
    about = _table(table.get("exercise"), f"{where}.exercise", number)
    name = cells.one_line(_text(about, "name", where, number))
    if "supersetId" in table:
        collector.left_out["mark of a superset"] += 1
    session.remark(name, cells.one_line(_text(table, "notes", where, number)))
    for place, row in enumerate(_list(table, "sets", where, number), 1):
        here = f"{where}.sets[{place}]"
        try:
            found = _table(row, here, number)
            session.sets.append(_set(found, name, here, number))
            session.remark(name, cells.one_line(_text(found, "notes", here, number)))
        except BadCell as error:
            column = error.column if error.column.startswith(where) else f"{here}.{error.column}"
            collector.add_problem(_problem(path, number, BadCell(number, column, str(error))))
            continue
        for key in ("rir", "tempo"):
            if key in found:
                collector.left_out[key.upper() if key == "rir" else key] += 1
        if _text(found, "type", here, number) not in _KNOWN_TYPES:
            collector.left_out["type of a set"] += 1


def _set(row: Table, name: str, where: str, number: int) -> SetRecord:
    load = _number(row, "weight", where, number)
    unit = _one_of(_UNITS, row, "unit", where, number)
    if load is not None and unit is None:
        raise BadCell(number, f"{where}.unit", "is missing beside a weight")
    try:
        reps = cells.whole(_number(row, "reps", where, number))
    except ValueError as error:
        raise BadCell(number, f"{where}.reps", str(error)) from error
    return check_set(
        SetRecord(
            name,
            number,
            side=_one_of(_SIDES, row, "side", where, number),
            kind=_KINDS.get(_text(row, "type", where, number), "working"),
            reps=reps,
            load=load,
            unit=None if load is None else unit,
            seconds=_number(row, "durationSeconds", where, number),
            rest=_number(row, "restSeconds", where, number),
            rpe=_number(row, "rpe", where, number) or None,
            distance=_number(row, "distance", where, number),
            distance_unit=cells.one_line(_text(row, "distanceUnit", where, number)) or None,
        )
    )


def _workout(record: SessionRecord, lost: Losses) -> dict[str, object]:
    lasted = max((record.finished - record.started).total_seconds(), 0.0)
    workout: dict[str, object] = {
        "date": _date(record.started),
        "name": _cut(record.name, lost),
        "notes": record.note,
        "durationSeconds": round(lasted),
        "templateId": record.routine,
    }
    exercises = [
        {"exercise": {"name": _cut(name, lost)}, "order": order, "sets": [_row(row, lost) for row in rows]}
        for order, (name, rows) in enumerate(groupby(record.sets, lambda row: row.exercise), 1)
    ]
    return {key: value for key, value in workout.items() if value not in (None, "")} | {"exercises": exercises}


def _row(row: SetRecord, lost: Losses) -> dict[str, object]:
    load = row.load
    if load is not None and load < 0:
        lost.set("the load below zero")
        load = None
    document: dict[str, object] = {
        "side": row.side,
        "type": row.kind,
        "reps": row.reps,
        "weight": load,
        "unit": None if load is None else row.unit,
        "durationSeconds": _rounded(row.seconds, lost) if row.reps is None else None,
        "restSeconds": _rounded(row.rest, lost),
        "rpe": row.rpe,
    }
    return {key: value for key, value in document.items() if value is not None}


def _rounded(seconds: float | None, lost: Losses) -> int | None:
    if seconds is None:
        return None
    if seconds != int(seconds):
        lost.set("the fraction of a second")
    return round(seconds)


def _cut(name: str, lost: Losses) -> str:
    if len(name) > LONGEST_NAME:
        lost.session(f"what a name has beyond {LONGEST_NAME} characters")
    return name[:LONGEST_NAME].strip()


def _date(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _id(text: str) -> str | None:
    try:
        return identifier(text[: ID_LENGTH + 1])
    except ValueError:
        return None


def _table(value: object, where: str, number: int) -> Table:
    if not isinstance(value, dict):
        raise BadCell(number, where, f"found {describe(value)}; an object is wanted")
    return value


def _list(table: Table, key: str, where: str, number: int) -> list[object]:
    value = table.get(key)
    if not isinstance(value, list):
        raise BadCell(number, f"{where}.{key}".strip("."), f"found {describe(value)}; a list is wanted")
    return value


def _text(table: Table, key: str, where: str, number: int) -> str:
    value = table.get(key, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadCell(number, f"{where}.{key}".strip("."), f"found {describe(value)}; a text is wanted")
    return value


def _one_of(meant: Mapping[str, T], table: Table, key: str, where: str, number: int) -> T | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or value not in meant:
        raise BadCell(number, f"{where}.{key}", f"found {describe(value)}; {' or '.join(meant)} is wanted")
    return meant[value]


def _number(table: Table, key: str, where: str, number: int) -> float | None:
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e15:
        raise BadCell(number, f"{where}.{key}".strip("."), f"found {describe(value)}; a number is wanted")
    return float(value)
