"""The sessions of a file, collected row by row, with the problems of bad rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from catalogue.files.problems import Problem, unforeseen
from catalogue.files.text import NOTE_LENGTH, quoted
from catalogue.schema.bounds import REPS, SECONDS
from tui.exchange import cells
from tui.exchange.refusal import explain_refusal
from tui.exchange.session_record import Reading, SessionRecord, SetRecord
from tui.exchange.tables import BadCell, Row, Table
from tui.logbook.log.done_set import FIELDS
from tui.logbook.log.log_model import LogSet, Unit

MOST_PROBLEMS: Final = 100
"""The limit of bad rows that are listed; beyond it they are only counted."""

UNNAMED: Final = "Workout"
UNITS: Final[dict[str, Unit]] = {"kg": "kg", "kgs": "kg", "lb": "lb", "lbs": "lb"}
"""The spellings in other programs' files, in folded case."""


class UnitNeeded(Exception):
    """Raised for a load whose unit is neither in the file nor given."""


@dataclass(slots=True)
class SessionDraft:
    """A session under construction."""

    name: str
    started: datetime
    finished: datetime
    line: int
    note: str = ""
    routine: str | None = None
    sets: list[SetRecord] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)

    def remark(self, exercise: str, text: str) -> None:
        """Add a note on an exercise to the note of the session; duplicates are dropped."""
        if text:
            self.remarks[f"{exercise}: {text}"] = None

    def record(self) -> SessionRecord:
        """Return the session so far."""
        note = "\n".join(part for part in (self.note, *self.remarks) if part)
        return SessionRecord(self.name, self.started, self.finished, tuple(self.sets), note, self.routine, self.line)


class SessionCollector:
    """The sessions of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sessions: dict[Hashable, SessionDraft] = {}
        self._problems: list[Problem] = []
        self._more = 0
        self.left_out: Counter[str] = Counter()

    def add_problem(self, problem: Problem) -> None:
        """Add the problem of a row, or only count it beyond the limit."""
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
            self.add_bad_cell(error)
        except UnitNeeded:
            raise
        except Exception as error:
            self.add_problem(unforeseen(self._path, error, line))

    def add_bad_cell(self, cell: BadCell) -> None:
        """Add the problem of a cell."""
        self.add_problem(Problem(str(self._path), cell.line, cell.column, str(cell)))

    def draft(
        self, line: int, name: str, started: datetime, lasted: float | None, note: str, apart: Hashable = None
    ) -> SessionDraft:
        """Return the session of this name and start, created on first use. Raises BadCell.

        `apart` separates sessions that have both in common.
        """
        key = name, started, apart
        if key not in self._sessions:
            title = cells.one_line(name) or UNNAMED
            self._sessions[key] = SessionDraft(title, started, _end(line, started, lasted), line)
        draft = self._sessions[key]
        draft.note = draft.note or cells.lines(note)
        return draft

    def reading(self) -> Reading:
        """Return the sessions that have a set, and all problems."""
        records = []
        for draft in self._sessions.values():
            record = draft.record()
            if len(record.note) > NOTE_LENGTH:
                found = f"found {len(record.note)} characters in all notes of the session together"
                message = f"{found}; at most {NOTE_LENGTH} are allowed; shorten them"
                self.add_bad_cell(BadCell(draft.line, "note", message))
            elif record.sets:
                records.append(record)
        if self._more:
            message = f"and {self._more} more rows that can't be read"
            self._problems.append(Problem(str(self._path), self._problems[-1].line, "", message))
        return Reading(tuple(records), (), tuple(self._problems), self.left_out)


def check_set(record: SetRecord) -> SetRecord:
    """Return the record. Raises BadCell for a value that a log refuses."""
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
        values = {key: getattr(record, key) for key in FIELDS if key not in ("exercise", "started")}
        LogSet(**(values | {"exercise": "x", "name": record.exercise}))
    except ValidationError as error:
        raise BadCell(record.line, *explain_refusal(error)) from error
    return record


def without_zeros(reps: int | None, seconds: float | None) -> tuple[int | None, float | None]:
    """Return reps and seconds from a format that writes 0 for unmeasured values. A timed set has no reps."""
    if not seconds:
        return reps, None
    return reps or None, seconds


def _end(line: int, started: datetime, lasted: float | None) -> datetime:
    if lasted is not None and not 0 <= lasted < 7 * 86_400:
        raise BadCell(line, "duration", f"found {lasted:g} s; a session lasts from 0 s to a week")
    return started + timedelta(seconds=lasted or 0.0)


def collect_rows(table: Table, read_row: Callable[[Row, SessionCollector], None]) -> Reading:
    """Read a table with `read_row`. A malformed row, or one that raises BadCell, becomes a problem."""
    collector = SessionCollector(table.path)
    for row in table.rows():
        if isinstance(row, Problem):
            collector.add_problem(row)
            continue
        with collector.row(row.line):
            read_row(row, collector)
    return collector.reading()


def read_load(row: Row, unit: Unit | None, column: str) -> tuple[float | None, Unit | None]:
    """Return the cells `weight` and `weight unit`; `unit` stands in for an empty unit.

    Raises BadCell with `column` for the unit, and UnitNeeded for a load without one.
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
