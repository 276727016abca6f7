"""FitNotes' export (Android): one row a set, grouped by nothing but the date.

Nobody publishes the format; what is read is what exports and importers in public show: a unit in its own column, or
in the header (`Weight (kgs)`). A day is one session, and as it has no time of day it is taken to begin at noon, so
that no time zone moves it to another day. It has no name but its categories.
"""

from __future__ import annotations

from typing import Final

from tui.exchange import cells, timestamps
from tui.exchange.collector import UNITS, Gathering, gathered, load_beside_unit, sound, worked
from tui.exchange.format import Defaults, Format
from tui.exchange.session_record import Reading, SetRecord
from tui.exchange.tables import BadCell, Row, Table
from tui.logbook.models import Unit

TITLE: Final = "FitNotes"
NOON: Final = 12

_LOADS: Final[dict[str, Unit]] = {f"weight ({said})": unit for said, unit in UNITS.items()}


def recognises(table: Table) -> bool:
    """Whether it is an export of FitNotes'."""
    return {"date", "exercise", "category", "reps"} <= set(table.columns)


def read(table: Table, defaults: Defaults) -> Reading:
    """Read a table. Raises UnitNeeded."""
    return gathered(table, lambda row, into: _read_row(row, into, defaults))


FORMAT: Final = Format("fitnotes", Table, recognises, read)


def _read_row(row: Row, gathering: Gathering, defaults: Defaults) -> None:
    try:
        day = timestamps.moment(row.text("date"), defaults.zone, at_hour=NOON)
        lasted = timestamps.duration(row.text("time"))
    except ValueError as error:
        raise BadCell(row.line, "Date or Time", str(error)) from error
    reps, seconds = worked(row.whole("reps"), lasted)
    load, load_unit = _load(row, defaults.unit)
    distance = row.number("distance") or None
    record = sound(
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
    session = gathering.session(row.line, TITLE, day, None, "")
    session.remark(record.exercise, cells.one_line(row.text("comment", "notes")))
    session.sets.append(record)


def _load(row: Row, unit: Unit | None) -> tuple[float | None, Unit | None]:
    for column, its_unit in _LOADS.items():
        if load := row.number(column):
            return load, its_unit
    return load_beside_unit(row, unit, "Weight Unit")
