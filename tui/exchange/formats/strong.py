"""Strong's CSV export: one row a set, the session repeated in each.

The format is unpublished; this follows public exports and importers. There are three dialects:

- the oldest has commas, `Duration` as `1h 5m`, and no units;
- the next has semicolons and columns for units;
- the newest has semicolons, quotes around every cell, `Workout #` first, and units in the header (`Weight (kg)`,
  `Duration (sec)`, `Distance (meters)`).

The set order is a number, W for a warm-up, D for a drop set, or F for a set to failure. Rows with `Rest Timer` or
`Note` are no sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tui.exchange import cells, timestamps
from tui.exchange.cells import plain_number
from tui.exchange.collector import UNITS, SessionCollector, check_set, collect_rows, read_load, without_zeros
from tui.exchange.format import Format, ImportDefaults, Target
from tui.exchange.losses import Capacity
from tui.exchange.session_record import Reading, SessionRecord, SetRecord, record_of
from tui.exchange.tables import BadCell, Row, Table, csv_lines
from tui.logbook.log.log_model import Log, SetKind, Unit

HEADER: Final = (
    "Date",
    "Workout Name",
    "Duration",
    "Exercise Name",
    "Set Order",
    "Weight",
    "Reps",
    "Distance",
    "Seconds",
    "Notes",
    "Workout Notes",
    "RPE",
)

_TEXTS: Final = (1, 3, 9, 10)
_ORDERS: Final[dict[str, SetKind]] = {"w": "warmup", "d": "working", "f": "amrap"}


def recognises(table: Table) -> bool:
    """Whether a table is an export of Strong."""
    return {"date", "exercise name", "set order"} <= set(table.columns)


def read(table: Table, defaults: ImportDefaults) -> Reading:
    """Return the sessions of a table. Raises FileProblems and UnitNeeded."""
    return collect_rows(table, lambda row, into: _read_row(row, into, defaults))


def write(logs: Iterable[Log], target: Target) -> Iterator[str]:
    """Yield the lines of a table."""
    yield from csv_lines([HEADER], ())
    yield from csv_lines((row for log in logs for row in _rows(record_of(log, target.names), target.unit)), _TEXTS)


FORMAT: Final = Format(
    "strong",
    Table,
    recognises,
    read,
    write,
    Capacity(
        frozenset({"note", "finished"}), frozenset({"load", "rpe", "parts"}), time_step=1, loads="one unit, unsaid"
    ),
)


def _read_row(row: Row, collector: SessionCollector, defaults: ImportDefaults) -> None:
    order = row.text("set order").casefold()
    exercise = cells.one_line(row.text("exercise name"))
    if order == "rest timer":
        collector.left_out["rest timer"] += 1
        return
    try:
        started = timestamps.parse_timestamp(row.text("date"), defaults.zone)
        lasted = timestamps.parse_duration(row.text("duration", "duration (sec)", "workout duration"))
    except ValueError as error:
        raise BadCell(row.line, "date or duration", str(error)) from error
    record = None if order == "note" else _set(row, exercise, order, defaults.unit)
    session = collector.draft(row.line, row.text("workout name"), started, lasted, row.text("workout notes"))
    session.remark(exercise, cells.one_line(row.text("notes")))
    if record and not session.add(record, is_drop=order == "d"):
        collector.left_out["mark of a drop set"] += 1


def _set(row: Row, exercise: str, order: str, unit: Unit | None) -> SetRecord:
    if order not in _ORDERS and not order.isdecimal():
        raise BadCell(row.line, "set order", f'found "{order[:20]}"; a number, W, D, F, Note or Rest Timer is wanted')
    reps, seconds = without_zeros(row.whole("reps"), row.number("seconds"))
    load, load_unit = _load(row, unit)
    distance, distance_unit = _distance(row)
    return check_set(
        SetRecord(
            exercise,
            row.line,
            kind=_ORDERS.get(order, "working"),
            reps=None if distance and not reps else reps,
            load=load,
            unit=load_unit,
            seconds=seconds,
            rpe=row.number("rpe") or None,
            distance=distance,
            distance_unit=distance_unit,
        )
    )


def _load(row: Row, unit: Unit | None) -> tuple[float | None, Unit | None]:
    for column, its_unit in (("weight (kg)", "kg"), ("weight (lb)", "lb"), ("weight (lbs)", "lb")):
        if load := row.number(column):
            return load, UNITS[its_unit]
    return read_load(row, unit, "weight unit")


def _distance(row: Row) -> tuple[float | None, str | None]:
    columns = ("distance", "distance (meters)", "distance (m)", "distance (km)", "distance (miles)", "distance (mi)")
    for column in columns:
        if distance := row.number(column):
            unit = row.text("distance unit") or column.partition("(")[2].rstrip(")")
            return distance, cells.one_line(unit) or None
    return None, None


def _rows(record: SessionRecord, unit: Unit) -> Iterator[tuple[str, ...]]:
    lasted = round((record.finished - record.started).total_seconds())
    order: dict[str, int] = {}
    for row in (part for each in record.sets for part in each.in_parts()):
        order[row.exercise] = order.get(row.exercise, 0) + (row.kind != "warmup")
        load = row.load_in(unit)
        yield (
            f"{record.started.year:04}-{record.started:%m-%d %H:%M:%S}",
            record.name,
            timestamps.format_duration(max(lasted, 0)),
            row.exercise,
            {"warmup": "W", "amrap": "F", "drop": "D"}.get(row.kind, str(order[row.exercise])),
            "0" if load is None else plain_number(load),
            ("0" if row.seconds else "") if row.reps is None else str(row.reps),
            "0",
            plain_number(row.seconds) if row.reps is None and row.seconds else "0",
            "",
            record.note,
            "" if row.rpe is None else plain_number(row.rpe),
        )
