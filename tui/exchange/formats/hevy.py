"""Hevy's CSV export: fourteen columns, one row a set, and the unit of all loads in the header.

The format is unpublished; this follows public exports and importers. Times of day have no offset and, in most
exports, no seconds. A count of 0 stands for an unmeasured value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from catalogue.files.text import quoted
from tui.exchange import cells, timestamps
from tui.exchange.cells import plain_number
from tui.exchange.collector import SessionCollector, check_set, collect_rows, without_zeros
from tui.exchange.format import Format, ImportDefaults, Target
from tui.exchange.losses import Capacity
from tui.exchange.session_record import Reading, SessionRecord, SetRecord, record_of
from tui.exchange.tables import BadCell, Row, Table, csv_lines
from tui.exchange.timestamps import Zone
from tui.logbook.log.log_model import Log, SetKind, Unit

_LOADS: Final[dict[Unit, tuple[str, str]]] = {
    "kg": ("weight_kg", "distance_km"),
    "lb": ("weight_lbs", "distance_miles"),
}
_TEXTS: Final = (0, 3, 4, 6)
_KINDS: Final[dict[str, SetKind]] = {
    "": "working",
    "normal": "working",
    "warmup": "warmup",
    "dropset": "working",
    "failure": "amrap",
}


def header(unit: Unit) -> tuple[str, ...]:
    """Return the columns of an export in kg and km, or in lb and miles."""
    weight, distance = _LOADS[unit]
    session = ("title", "start_time", "end_time", "description", "exercise_title", "superset_id", "exercise_notes")
    return (*session, "set_index", "set_type", weight, "reps", distance, "duration_seconds", "rpe")


def recognises(table: Table) -> bool:
    """Whether a table is an export of Hevy."""
    return {"start time", "exercise title", "set index"} <= set(table.columns)


def read(table: Table, defaults: ImportDefaults) -> Reading:
    """Return the sessions of a table. Raises FileProblems."""
    return collect_rows(table, lambda row, into: _read_row(row, into, defaults.zone))


def write(logs: Iterable[Log], target: Target) -> Iterator[str]:
    """Yield the lines of a table."""
    yield from csv_lines([header(target.unit)], ())
    yield from csv_lines((row for log in logs for row in _rows(record_of(log, target.names), target.unit)), _TEXTS)


FORMAT: Final = Format(
    "hevy",
    Table,
    recognises,
    read,
    write,
    Capacity(frozenset({"note", "finished"}), frozenset({"load", "rpe", "parts"}), time_step=60, loads="one unit"),
)


def _read_row(row: Row, collector: SessionCollector, zone: Zone) -> None:
    try:
        started = timestamps.parse_timestamp(row.text("start time"), zone)
        ended = timestamps.parse_timestamp(row.text("end time"), zone) if row.text("end time") else started
    except ValueError as error:
        raise BadCell(row.line, "start_time or end_time", str(error)) from error
    record = _set(row)
    if row.text("superset id"):
        collector.left_out["mark of a superset"] += 1
    lasted = (ended - started).total_seconds()
    session = collector.draft(row.line, row.text("title"), started, lasted, row.text("description"))
    session.remark(record.exercise, cells.one_line(row.text("exercise notes")))
    if not session.add(record, is_drop=row.text("set type").casefold() == "dropset"):
        collector.left_out["mark of a drop set"] += 1


def _set(row: Row) -> SetRecord:
    said = row.text("set type").casefold()
    if said not in _KINDS:
        wanted = "normal, warmup, dropset or failure is wanted"
        raise BadCell(row.line, "set_type", f"found {quoted(said, 20)}; {wanted}")
    reps, seconds = without_zeros(row.whole("reps"), row.number("duration seconds"))
    kilograms, pounds = row.number("weight kg"), row.number("weight lbs", "weight lb")
    load = kilograms or pounds or None
    kilometres, miles = row.number("distance km"), row.number("distance miles")
    distance = kilometres or miles or None
    return check_set(
        SetRecord(
            cells.one_line(row.text("exercise title")),
            row.line,
            kind=_KINDS[said],
            reps=None if distance and not reps else reps,
            load=load,
            unit=None if load is None else "kg" if kilograms else "lb",
            seconds=seconds,
            rpe=row.number("rpe") or None,
            distance=distance,
            distance_unit=None if distance is None else "km" if kilometres else "miles",
        )
    )


def _rows(record: SessionRecord, unit: Unit) -> Iterator[tuple[str, ...]]:
    index: dict[str, int] = {}
    for row in (part for each in record.sets for part in each.in_parts()):
        number = index[row.exercise] = index.get(row.exercise, -1) + 1
        load = row.load_in(unit)
        yield (
            record.name,
            timestamps.format_timestamp(record.started),
            timestamps.format_timestamp(max(record.started, record.finished)),
            record.note,
            row.exercise,
            "",
            "",
            str(number),
            {"warmup": "warmup", "amrap": "failure", "drop": "dropset"}.get(row.kind, "normal"),
            plain_number(load) if load else "",
            "" if row.reps is None else str(row.reps),
            "",
            plain_number(row.seconds) if row.reps is None and row.seconds else "0",
            "" if row.rpe is None else plain_number(row.rpe),
        )
