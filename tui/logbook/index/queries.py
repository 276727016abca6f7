"""What the index is asked: SQL, and rows made of the answers."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Final

from catalogue.files.problems import Problem
from tui.logbook.index.rows import Filter, SessionRow, SetRow, set_rows
from tui.logbook.index.values import SESSION_COLUMNS
from tui.logbook.log.tree import same_session

_COLUMNS: Final = ", ".join(
    f"sessions.{column}" for column in SESSION_COLUMNS if column not in ("instant", "day", "words")
)
_AT_ONCE: Final = 500


class Asking:
    """Answers from one connection; every method may raise sqlite3.Error, and ValueError if the file is damaged.

    Rows of sessions are made once and kept: what belongs to a file's id never changes.
    """

    def __init__(self, connection: sqlite3.Connection, logs: Path) -> None:
        self._connection = connection
        self._logs = logs
        self._rows: dict[int, SessionRow] = {}
        self._texts: dict[str, str] = {}
        self._exercises: dict[str, tuple[str, ...]] = {}

    def sessions(self, asked: Filter) -> list[SessionRow]:
        """The sessions that a filter lets through, newest first."""
        where, values = _where(asked)
        limit = -1 if asked.limit is None else max(asked.limit, 0)
        with self._snapshot():
            found = self._connection.execute(
                f"SELECT sessions.file FROM sessions JOIN files ON files.id = sessions.file WHERE {where} "
                "ORDER BY instant DESC, dated DESC, place LIMIT ?",
                (*values, limit),
            ).fetchall()
            return self._made([file for (file,) in found])

    def session(self, path: Path) -> SessionRow | None:
        """The session of a file; None if it has none, or one that another file has as well and that counts there."""
        with self._snapshot():
            file = self._file(path)
            return None if file is None else self._made([file])[0]

    def sets(self, exercise: str, since: date | None, until: date | None) -> list[SetRow]:
        """All rows of an exercise, oldest session first, in the order of each log."""
        where, values = _where(Filter(since=since, until=until))
        with self._snapshot():
            found = self._connection.execute(
                "SELECT trained.file, rows FROM trained JOIN sessions ON sessions.file = trained.file "
                "JOIN files ON files.id = trained.file "
                f"WHERE trained.exercise = ? AND {where} ORDER BY instant, dated, place DESC",
                (exercise, *values),
            ).fetchall()
            sessions = self._made([file for file, _ in found])
        # Read in one go, as each call of the JSON reader costs as much as a few rows.
        rows = json.loads(f"[{','.join(rows for _, rows in found)}]")
        together = zip(sessions, rows, strict=True)
        return [row for session, its_rows in together for row in set_rows(session, exercise, its_rows)]

    def sets_of(self, path: Path) -> list[SetRow]:
        """All rows of a log, in their order."""
        with self._snapshot():
            file = self._file(path)
            if file is None:
                return []
            session = self._made([file])[0]
            found = self._connection.execute("SELECT exercise, rows FROM trained WHERE file = ?", (file,)).fetchall()
        each = [row for exercise, rows in found for row in set_rows(session, exercise, json.loads(rows))]
        return sorted(each, key=lambda row: row.position)

    def days(self) -> dict[date, int]:
        """Local days and the sets that count on them."""
        found = self._connection.execute(
            "SELECT day, sum(sets) FROM sessions WHERE twin_of IS NULL GROUP BY day ORDER BY day"
        )
        return {date.fromisoformat(day): sets for day, sets in found}

    def exercises(self) -> dict[str, int]:
        """Exercises and in how many sessions each was trained."""
        return dict(
            self._connection.execute(
                "SELECT exercise, count(*) FROM trained JOIN sessions ON sessions.file = trained.file "
                "WHERE twin_of IS NULL GROUP BY exercise ORDER BY exercise"
            )
        )

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the folder of logs, in the order of `list_logs`."""
        with self._snapshot():
            faults = self._connection.execute("SELECT path, message FROM faults ORDER BY position").fetchall()
            bad = self._connection.execute(
                "SELECT files.path, files.problems, first.path FROM files "
                "LEFT JOIN sessions ON sessions.file = files.id LEFT JOIN files AS first ON first.id = twin_of "
                "WHERE files.problems IS NOT NULL OR twin_of IS NOT NULL ORDER BY files.dated DESC, files.place"
            ).fetchall()
        walked = (Problem(_decoded(path), None, "", message) for path, message in faults)
        return (*walked, *(problem for row in bad for problem in self._of_file(*row)))

    def counts(self) -> tuple[int, int]:
        """How many files are known, and how many sessions count."""
        files, sessions = self._connection.execute(
            "SELECT (SELECT count(*) FROM files), (SELECT count(*) FROM sessions WHERE twin_of IS NULL)"
        ).fetchone()
        return files, sessions

    def is_complete(self) -> bool:
        """Whether the whole folder was read since the file was made."""
        return self._connection.execute("SELECT 1 FROM facts WHERE name = 'complete'").fetchone() is not None

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Let several questions have the same state."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")

    def _file(self, path: Path) -> int | None:
        try:
            place = path.relative_to(self._logs)
        except ValueError:
            return None
        found = self._connection.execute(
            "SELECT file FROM files JOIN sessions ON file = files.id WHERE path = ? AND twin_of IS NULL",
            (str(place).encode("utf-8", "surrogatepass"),),
        ).fetchone()
        return None if found is None else int(found[0])

    def _made(self, files: Sequence[int]) -> list[SessionRow]:
        missing = [file for file in files if file not in self._rows]
        for begin in range(0, len(missing), _AT_ONCE):
            self._make(missing[begin : begin + _AT_ONCE])
        return [self._rows[file] for file in files]

    def _make(self, files: Sequence[int]) -> None:
        marks = ", ".join("?" * len(files))
        same, moment = self._texts.setdefault, datetime.fromisoformat
        folder = os.path.join(self._logs, "")  # noqa: PTH118
        for file, path, *values in self._connection.execute(
            f"SELECT sessions.file, files.path, {_COLUMNS} FROM sessions JOIN files ON files.id = sessions.file "
            f"WHERE sessions.file IN ({marks})",
            files,
        ):
            id_, name, routine, started, finished, outcome, unit, *rest = values
            active, paused, effort, note, sets, reps, volume, body_weight, planned, exercises = rest
            self._rows[file] = SessionRow(
                path=Path(folder + _decoded(path)),
                id=id_,
                name=same(name, name),
                routine=None if routine is None else same(routine, routine),
                started=moment(started),
                finished=moment(finished),
                outcome=same(outcome, outcome),
                unit=same(unit, unit),
                active_seconds=active,
                paused_seconds=paused,
                effort=effort,
                note=note,
                sets=sets,
                reps=reps,
                volume_load=volume,
                exercises=self._split(exercises),
                body_weight=body_weight,
                planned_sets=planned,
            )

    def _split(self, exercises: str) -> tuple[str, ...]:
        found = self._exercises.get(exercises)
        if found is None:
            found = self._exercises[exercises] = tuple(exercises.split())
        return found

    def _of_file(self, path: bytes, problems: str | None, first: bytes | None) -> Iterable[Problem]:
        where = os.path.join(self._logs, _decoded(path))  # noqa: PTH118
        for line, field, message in () if problems is None else json.loads(problems):
            yield Problem(where, line, field, message)
        if first is not None:
            yield same_session(where, Path(self._logs, _decoded(first)))


def _where(asked: Filter) -> tuple[str, list[str]]:
    """The condition that a filter is, and its values."""
    parts, values = ["twin_of IS NULL"], list[str]()
    if asked.exercise is not None:
        parts.append("sessions.file IN (SELECT file FROM trained WHERE exercise = ?)")
        values.append(asked.exercise)
    if asked.routine is not None:
        parts.append("routine = ?")
        values.append(asked.routine)
    if asked.since is not None:
        parts.append("day >= ?")
        values.append(asked.since.isoformat())
    if asked.until is not None:
        parts.append("day <= ?")
        values.append(asked.until.isoformat())
    for word in asked.words:
        parts.append("instr(words, ?)")
        values.append(word.casefold())
    return " AND ".join(parts), values


def _decoded(path: bytes) -> str:
    return path.decode("utf-8", "surrogatepass")
