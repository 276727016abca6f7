"""All formats by name: which one a file is in, and how each is read and written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final, NoReturn

from catalogue.problems import CatalogueError, Problem, guarded
from catalogue.reading import read_text
from tui.exchange import csv_table, fitnotes, hevy, openweight, own_json, strong
from tui.exchange.gathering import UnitNeeded
from tui.exchange.known import IMPORTS
from tui.exchange.lost import Lost
from tui.exchange.moments import Zone
from tui.exchange.rows import Reading, SessionRecord, record_of
from tui.exchange.tables import Table, table_of
from tui.logbook.models import Log, Unit

LIMIT: Final = 128 * 1024 * 1024
"""The most bytes of a file that is read: ten thousand sessions of ours as JSON are some 70 MiB."""

_IS_TABLE: Final[dict[str, Callable[[Iterable[str]], bool]]] = {
    csv_table.NAME: csv_table.is_own,
    hevy.NAME: hevy.is_hevy,
    strong.NAME: strong.is_strong,
    fitnotes.NAME: fitnotes.is_fitnotes,
}
_IS_DOCUMENT: Final[dict[str, Callable[[object], bool]]] = {
    own_json.NAME: own_json.is_own,
    openweight.NAME: openweight.is_openweight,
}


def read(path: Path, wanted: str | None, zone: Zone, unit: Unit | None) -> tuple[str, Reading]:
    """Read a file and return its format's name and what it holds.

    `wanted` is a format's name, None to find it out. `unit` is that of loads that have none.
    Raises CatalogueError if it can't be read, and UnitNeeded.
    """
    return guarded(path, lambda: _read(path, wanted, zone, unit), passing=UnitNeeded)


def _read(path: Path, wanted: str | None, zone: Zone, unit: Unit | None) -> tuple[str, Reading]:
    text = read_text(path, LIMIT)
    if not text.strip():
        _fail(path, "the file is empty")
    if text.lstrip()[:1] in ("{", "["):
        document = _document(text, path)
        name = _kind(_IS_DOCUMENT, document, wanted, path)
        if name == own_json.NAME:
            return name, own_json.read(document, path)
        return name, openweight.read(document, path, zone)
    table = table_of(text, path)
    name = _kind(_IS_TABLE, table.columns, wanted, path)
    return name, _read_table(name, table, zone, unit)


def write(name: str, logs: Iterable[Log], names: Mapping[str, str], unit: Unit, lost: Lost) -> Iterator[str]:
    """Yield the text of an export; what the format can't hold is counted in `lost` on the way.

    `names` has the names of exercises by id. `unit` is that of the loads where the format has one unit for all.
    """
    if name == own_json.NAME:
        return own_json.write(logs)
    if name == csv_table.NAME:
        return csv_table.write(logs, names, lost)
    records = partial(_records, logs, names, lost)
    if name == openweight.NAME:
        return openweight.write(records(openweight.HOLDS_OF_SESSION, openweight.HOLDS_OF_SET, None, 0), lost)
    if name == strong.NAME:
        return strong.write(records(strong.HOLDS_OF_SESSION, strong.HOLDS_OF_SET, unit, 1), unit)
    return hevy.write(records(hevy.HOLDS_OF_SESSION, hevy.HOLDS_OF_SET, unit, 60), unit)


def _records(
    logs: Iterable[Log],
    names: Mapping[str, str],
    lost: Lost,
    of_session: frozenset[str],
    of_set: frozenset[str],
    unit: Unit | None,
    coarseness: int,
) -> Iterator[SessionRecord]:
    """Logs as records. `coarseness` is the seconds that the format's times of day go in, 0 if they have an offset."""
    for log in logs:
        lost.count(log, of_session, of_set)
        if coarseness:
            lost.session("the time zone")
            if log.started.second % coarseness or log.finished.second % coarseness:
                lost.session("the seconds of start and end")
            if not log.sets:
                lost.session("all, as it has no set,")
        if unit and unit != log.unit:
            for row in log.sets:
                if row.load is not None:
                    lost.set(f"the load in {log.unit}, now in {unit},")
        yield record_of(log, names)


def _kind(kinds: Mapping[str, Callable[..., bool]], found: object, wanted: str | None, path: Path) -> str:
    for name, is_it in kinds.items():
        if wanted in (None, name) and is_it(found):
            return name
    if wanted is not None:
        _fail(path, f"is no file of the format {wanted}; leave --format out to find out which it is")
    return _fail(
        path, f"is in no format that can be read ({', '.join(IMPORTS)}); is it the right file, with its header?"
    )


def _read_table(name: str, table: Table, zone: Zone, unit: Unit | None) -> Reading:
    if name == csv_table.NAME:
        return csv_table.read(table)
    if name == hevy.NAME:
        return hevy.read(table, zone)
    if name == strong.NAME:
        return strong.read(table, zone, unit)
    return fitnotes.read(table, zone, unit)


def _document(text: str, path: Path) -> object:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise CatalogueError([Problem(str(path), error.lineno, "", f"is not JSON: {error.msg}")]) from error
    except RecursionError:
        _fail(path, "nests lists or objects too deep")
    except ValueError as error:
        _fail(path, f"holds a number that can't be read: {error}")


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


def _fail(path: Path, message: str) -> NoReturn:
    raise CatalogueError([Problem(str(path), None, "", message)])
