"""Putting the rows of a file together into sessions, with what is wrong in any of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from catalogue.bounds import REPS, SECONDS
from catalogue.problems import Problem, unforeseen
from catalogue.text import NOTE_LENGTH, quoted
from tui.exchange import cells
from tui.exchange.refusing import refusal
from tui.exchange.rows import Reading, SessionRecord, SetRecord
from tui.exchange.tables import BadCell, Row, Table
from tui.logbook.models import LogSet, Unit

MOST_PROBLEMS: Final = 100
"""How many rows that can't be read are named; of more only the number is said."""

UNNAMED: Final = "Workout"
UNITS: Final[dict[str, Unit]] = {"kg": "kg", "kgs": "kg", "lb": "lb", "lbs": "lb"}
"""As other programs write them, folded."""


class UnitNeeded(Exception):
    """A file has loads and does not say whether they are in kg or in lb."""


@dataclass(slots=True)
class Begun:
    """A session that rows are still being added to."""

    name: str
    started: datetime
    finished: datetime
    line: int
    note: str = ""
    routine: str | None = None
    sets: list[SetRecord] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)

    def remark(self, exercise: str, text: str) -> None:
        """Keep a note on an exercise: it goes into the session's, each once."""
        if text:
            self.remarks[f"{exercise}: {text}"] = None

    def record(self) -> SessionRecord:
        """The session as it stands."""
        note = "\n".join(part for part in (self.note, *self.remarks) if part)
        return SessionRecord(self.name, self.started, self.finished, tuple(self.sets), note, self.routine, self.line)


class Gathering:
    """The sessions of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sessions: dict[Hashable, Begun] = {}
        self._problems: list[Problem] = []
        self._more = 0
        self.left_out: Counter[str] = Counter()

    def problem(self, problem: Problem) -> None:
        """Keep what is wrong with a row."""
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append(problem)
        else:
            self._more += 1

    @contextmanager
    def row(self, line: int) -> Iterator[None]:
        """Keep whatever is wrong with one row, so that the others are still read; only UnitNeeded ends it all."""
        try:
            yield
        except BadCell as error:
            self.bad(error)
        except UnitNeeded:
            raise
        except Exception as error:
            self.problem(unforeseen(self._path, error, line))

    def bad(self, cell: BadCell) -> None:
        """Keep a value that can't be read."""
        self.problem(Problem(str(self._path), cell.line, cell.column, str(cell)))

    def session(
        self, line: int, name: str, started: datetime, lasted: float | None, note: str, apart: Hashable = None
    ) -> Begun:
        """Return the session of this name and start, begun if there is none yet. Raises BadCell.

        `apart` keeps sessions apart that have both in common.
        """
        key = name, started, apart
        if key not in self._sessions:
            title = cells.one_line(name) or UNNAMED
            self._sessions[key] = Begun(title, started, _end(line, started, lasted), line)
        begun = self._sessions[key]
        begun.note = begun.note or cells.lines(note)
        return begun

    def reading(self) -> Reading:
        """Return what was found, sessions without a set left out."""
        records = []
        for begun in self._sessions.values():
            record = begun.record()
            if len(record.note) > NOTE_LENGTH:
                found = f"found {len(record.note)} characters in all notes of the session together"
                self.bad(BadCell(begun.line, "note", f"{found}; at most {NOTE_LENGTH} are allowed; shorten them"))
            elif record.sets:
                records.append(record)
        if self._more:
            message = f"and {self._more} more rows that can't be read"
            self._problems.append(Problem(str(self._path), self._problems[-1].line, "", message))
        return Reading(tuple(records), (), tuple(self._problems), self.left_out)


def sound(record: SetRecord) -> SetRecord:
    """Return a row that a log can hold. Raises BadCell."""
    if not record.exercise:
        raise BadCell(record.line, "exercise", "is empty; a name is wanted")
    for column, value, bounds in (
        ("reps", record.reps, REPS),
        ("seconds", record.seconds, SECONDS),
        ("rest", record.rest, SECONDS),
    ):
        if value is not None and not bounds.holds(value):
            raise BadCell(record.line, column, str(bounds.refusal(f"{value:g}")))
    try:
        LogSet(
            exercise="x",
            name=record.exercise,
            set=1,
            side=record.side,
            kind=record.kind,
            reps=record.reps,
            load=record.load,
            seconds=record.seconds,
            rest=record.rest,
            rpe=record.rpe,
        )
    except ValidationError as error:
        raise BadCell(record.line, *refusal(error)) from error
    return record


def worked(reps: int | None, seconds: float | None) -> tuple[int | None, float | None]:
    """Return reps and seconds of formats that write 0 for what was not measured: a timed set has no reps."""
    if not seconds:
        return reps, None
    return reps or None, seconds


def _end(line: int, started: datetime, lasted: float | None) -> datetime:
    if lasted is not None and not 0 <= lasted < 7 * 86_400:
        raise BadCell(line, "duration", f"found {lasted:g} s; a session lasts from 0 s to a week")
    return started + timedelta(seconds=lasted or 0.0)


def gathered(table: Table, read_row: Callable[[Row, Gathering], None]) -> Reading:
    """Read a table row by row; a row that raises BadCell is a problem, as is one that the table can't make out."""
    gathering = Gathering(table.path)
    for row in table.rows():
        if isinstance(row, Problem):
            gathering.problem(row)
            continue
        with gathering.row(row.line):
            read_row(row, gathering)
    return gathering.reading()


def load_beside_unit(row: Row, unit: Unit | None, column: str) -> tuple[float | None, Unit | None]:
    """Read `weight` and `weight unit`, which is `unit` if empty; `column` is what a problem calls it.

    Raises BadCell, and UnitNeeded for a load without a unit.
    """
    load = row.number("weight")
    if not load:
        return None, None
    said = row.text("weight unit").casefold()
    if said and said not in UNITS:
        raise BadCell(row.line, column, f"found {quoted(said, 20)}; kg or lbs is wanted")
    found = UNITS.get(said, unit)
    if found is None:
        raise UnitNeeded
    return load, found
