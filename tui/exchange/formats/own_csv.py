"""repcue's CSV: one row a set with its side, the session repeated in each, for DuckDB, spreadsheets and scripts.

Sessions without sets, and keys that a person added to a log, are lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import Final, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError

from catalogue.files.problems import Problem
from catalogue.files.text import describe
from tui.exchange.cells import plain_number
from tui.exchange.collector import SessionCollector
from tui.exchange.format import Format, ImportDefaults, Target
from tui.exchange.losses import Capacity
from tui.exchange.refusal import explain_refusal
from tui.exchange.session_record import Reading
from tui.exchange.tables import BadCell, Row, Table, csv_lines
from tui.logbook.log.done_set import FIELDS
from tui.logbook.log.log_model import Log, LogSet, schema_for

_OF_SESSION: Final = (
    # column, key of the log
    ("session", "id"),
    ("session_name", "name"),
    ("routine", "routine"),
    ("started", "started"),
    ("finished", "finished"),
    ("outcome", "outcome"),
    ("active_seconds", "active_seconds"),
    ("paused_seconds", "paused_seconds"),
    ("effort", "effort"),
    ("note", "note"),
    ("unit", "unit"),
    ("body_weight", "body_weight"),
    ("planned_sets", "planned_sets"),
    ("source", "source"),
    ("import_id", "import_id"),
)
_OF_SET: Final = tuple(
    ({"name": "own_name", "started": "set_started", "note": "set_note"}.get(key, key), key) for key in FIELDS
)
_NAMED: Final = "exercise_name"
"""The only column that is not read back, as it follows from the id."""

HEADER: Final = (*(column for column, _ in _OF_SESSION), *(column for column, _ in _OF_SET), _NAMED)


def _columns_of(*types: type) -> frozenset[str]:
    """Return the columns whose keys hold values of one of these types."""
    models: tuple[tuple[type[BaseModel], tuple[tuple[str, str], ...]], ...] = ((Log, _OF_SESSION), (LogSet, _OF_SET))
    each = ((column, model.model_fields[key].annotation) for model, columns in models for column, key in columns)
    return frozenset(column for column, kind in each if not _types_in(kind).isdisjoint(types))


def _types_in(annotation: object) -> set[object]:
    """Return the types that an annotation such as `Annotated[int, ...] | None` is made of."""
    inner = () if get_origin(annotation) is Literal else get_args(annotation)
    return {annotation}.union(*map(_types_in, inner)) if inner else {annotation}


_NUMBERS: Final = _columns_of(float)
_WHOLE: Final = _columns_of(int)
_FLAGS: Final = _columns_of(bool)
_TEXTS: Final = tuple(HEADER.index(column) for column in _columns_of(str) | {_NAMED})


def recognises(table: Table) -> bool:
    """Whether a table is an export of repcue."""
    return {"session", "started", "exercise", "set", "kind"} <= set(table.columns)


def write(logs: Iterable[Log], target: Target) -> Iterator[str]:
    """Yield the lines of the table."""
    yield from csv_lines([HEADER], ())
    yield from csv_lines((row for log in logs for row in _rows(log, target.names)), _TEXTS)


def read(table: Table, _: ImportDefaults) -> Reading:
    """Return the logs of a table. Raises FileProblems."""
    collector = SessionCollector(table.path)
    sessions: dict[str, tuple[Row, list[LogSet]]] = {}
    for row in table.rows():
        if isinstance(row, Problem):
            collector.add_problem(row)
            continue
        with collector.row(row.line):
            found = _set(row)
            sessions.setdefault(row.text("session"), (row, []))[1].append(found)
    logs: list[Log] = []
    for row, sets in sessions.values():
        with collector.row(row.line):
            logs.append(_log(row, sets))
    reading = collector.reading()
    return Reading((), tuple(logs), reading.problems)


FORMAT: Final = Format(
    "csv",
    Table,
    recognises,
    read,
    write,
    Capacity(frozenset(key for _, key in _OF_SESSION), frozenset(key for _, key in _OF_SET)),
)


def _rows(log: Log, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    session = tuple(_cell(getattr(log, key)) for _, key in _OF_SESSION)
    for row in log.sets:
        name = row.name or names.get(row.exercise, row.exercise)
        yield (*session, *(_cell(getattr(row, key)) for _, key in _OF_SET), name)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime() | time():
            return value.isoformat()
        case float():
            return plain_number(value)
        case _:
            return str(value)


def _set(row: Row) -> LogSet:
    document = {key: _value(row, column) for column, key in _OF_SET if row.text(column.replace("_", " "))}
    started = row.text("set started")
    try:
        if started:
            document["started"] = time.fromisoformat(started)
        return LogSet.model_validate(document)
    except ValidationError as error:
        raise _bad(row, error, {key: column for column, key in _OF_SET}) from error
    except ValueError as error:
        raise BadCell(
            row.line, "set_started", f"found {describe(started)}; a time such as 18:06:10 is wanted"
        ) from error


def _log(row: Row, sets: list[LogSet]) -> Log:
    document = {key: _value(row, column) for column, key in _OF_SESSION if row.text(column.replace("_", " "))}
    try:
        for key in ("started", "finished"):
            document[key] = datetime.fromisoformat(row.text(key))
        log = Log.model_validate(document | {"schema": schema_for(document, map(vars, sets)), "sets": tuple(sets)})
    except ValidationError as error:
        raise _bad(row, error, {key: column for column, key in _OF_SESSION}) from error
    except ValueError as error:
        found = f"found {describe(row.text('started'))} and {describe(row.text('finished'))}"
        message = f"{found}; times with their offsets are wanted"
        raise BadCell(row.line, "started or finished", message) from error
    if log.finished < log.started:
        found = f"found {describe(row.text('finished'))}, which is before {describe(row.text('started'))}"
        raise BadCell(row.line, "finished", f"{found}; the start or later is wanted")
    return log


def _value(row: Row, column: str) -> object:
    folded = column.replace("_", " ")
    if column in _WHOLE:
        return row.whole(folded)
    if column in _FLAGS:
        return {"true": True, "false": False}.get(row.text(folded).casefold(), row.text(folded))
    return row.number(folded) if column in _NUMBERS else row.text(folded)


def _bad(row: Row, error: ValidationError, columns: Mapping[str, str]) -> BadCell:
    key, message = explain_refusal(error)
    return BadCell(row.line, columns.get(key, key), message)
