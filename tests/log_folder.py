"""A folder of logs for tests, and what the index must say of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from log_examples import STARTED, a_log

from tui.logbook.index.index import Index
from tui.logbook.index.rows import SessionRow, SetRow
from tui.logbook.log.done_set import FIELDS
from tui.logbook.log.file_names import session_id
from tui.logbook.log.listing import list_logs
from tui.logbook.log.log_model import Log, LogSet
from tui.logbook.log.store import LogFile
from tui.machine.paths import Paths


def keep(paths: Paths, name: str, data: bytes | str) -> Path:
    """Write a file below the folder of logs, and the folders it is in."""
    path = paths.logs / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def log_of(day: int, *sets: LogSet, **changes: object) -> Log:
    """Return a session so many days after the usual one."""
    started = STARTED + timedelta(days=day)
    own = {"id": session_id(started, "abcd"), "started": started, "finished": started + timedelta(hours=1)}
    return a_log(*sets, **(own | changes))


def session_row(file: LogFile) -> SessionRow:
    """Return the row that a log must become, by the model's own totals."""
    log = file.log
    return SessionRow(
        path=file.path,
        id=log.id,
        name=log.name,
        routine=log.routine,
        started=log.started,
        finished=log.finished,
        outcome=log.outcome,
        unit=log.unit,
        active_seconds=log.active_seconds,
        paused_seconds=log.paused_seconds,
        effort=log.effort,
        note=log.note,
        sets=log.set_count,
        reps=log.reps,
        volume_load=log.volume_load,
        exercises=log.exercises,
        body_weight=log.body_weight,
        planned_sets=log.planned_sets,
    )


def set_rows(file: LogFile) -> list[SetRow]:
    """Return the rows that a log's sets must become."""
    log = file.log
    return [
        SetRow(
            path=file.path,
            session=log.id,
            started=log.started,
            unit=log.unit,
            body_weight=log.body_weight,
            position=position,
            **{name: getattr(row, name) for name in FIELDS if name != "started"},
        )
        for position, row in enumerate(log.sets)
    ]


def says_what_is_there(index: Index, paths: Paths) -> None:
    """Hold every answer against the logs themselves."""
    listing = list_logs(paths)
    rows = [session_row(file) for file in listing.logs]
    assert index.sessions() == rows
    assert index.problems() == listing.problems
    assert [index.session(file.path) for file in listing.logs] == rows
    assert [index.sets_of(file.path) for file in listing.logs] == [set_rows(file) for file in listing.logs]
    trained = {exercise for row in rows for exercise in row.exercises}
    assert index.exercises() == {each: sum(each in row.exercises for row in rows) for each in trained}
    oldest_first = [row for file in reversed(listing.logs) for row in set_rows(file)]
    for exercise in trained:
        assert index.sets(exercise) == [row for row in oldest_first if row.exercise == exercise]
    days = {row.started.date() for row in rows}
    assert index.days() == {day: sum(row.sets for row in rows if row.started.date() == day) for day in days}
    assert index.is_complete
