"""FitNotes' CSV export (Android): one row a set, with a date and no session.

The format is unpublished; this follows public exports and importers. The unit is in a column of its own, or in the
header (`Weight (kgs)`). All sets of a day form one session. It begins at noon, so that no time zone moves it to
another day.
"""

from __future__ import annotations

from typing import Final

from tui.exchange import cells, timestamps
from tui.exchange.collector import UNITS, SessionCollector, check_set, collect_rows, read_load, without_zeros
from tui.exchange.format import Format, ImportDefaults
from tui.exchange.session_record import Reading, SetRecord
from tui.exchange.tables import BadCell, Row, Table
from tui.logbook.log.log_model import Unit

TITLE: Final = "FitNotes"
NOON: Final = 12

_LOADS: Final[dict[str, Unit]] = {f"weight ({said})": unit for said, unit in UNITS.items()}


def recognises(table: Table) -> bool:
    """Whether a table is an export of FitNotes."""
    return {"date", "exercise", "category", "reps"} <= set(table.columns)


def read(table: Table, defaults: ImportDefaults) -> Reading:
    """Return the sessions of a table. Raises FileProblems and UnitNeeded."""
    return collect_rows(table, lambda row, into: _read_row(row, into, defaults))


FORMAT: Final = Format("fitnotes", Table, recognises, read)


def _read_row(row: Row, collector: SessionCollector, defaults: ImportDefaults) -> None:
    try:
        day = timestamps.parse_timestamp(row.text("date"), defaults.zone, at_hour=NOON)
        lasted = timestamps.parse_duration(row.text("time"))
    except ValueError as error:
        raise BadCell(row.line, "Date or Time", str(error)) from error
    reps, seconds = without_zeros(row.whole("reps"), lasted)
    load, load_unit = _load(row, defaults.unit)
    distance = row.number("distance") or None
    record = check_set(
        SetRecord(
            cells.one_line(row.text("exercise")),
            row.line,
            reps=None if distance and not reps else reps,
            load=load,
            unit=load_unit,
            seconds=seconds,
            distance=distance,
            distance_unit=cells.one_line(row.text("distance unit", "distanceunit")) or None if distance else None,
        )
    )
    session = collector.draft(row.line, TITLE, day, None, "")
    session.remark(record.exercise, cells.one_line(row.text("comment", "notes")))
    session.sets.append(record)


def _load(row: Row, unit: Unit | None) -> tuple[float | None, Unit | None]:
    for column, its_unit in _LOADS.items():
        if load := row.number(column):
            return load, its_unit
    return read_load(row, unit, "Weight Unit")
