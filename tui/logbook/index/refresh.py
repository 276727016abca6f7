"""Bringing the index up to date: the folder is walked, and only what is new or changed is read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from tui.logbook.index.reader_pool import read_many
from tui.logbook.index.values import SESSION_COLUMNS, LogReading
from tui.logbook.log.tree import SUFFIX, Walk, walk

Progress = Callable[[int, int], None]
"""Is given how many files have been read, and how many there are to be read."""
Stop = Callable[[], bool]
Stopwatch = Callable[[], int]
"""Nanoseconds since 1970."""

_RACY: Final = 2_000_000_000
"""Nanoseconds: disks there are that write down times no finer than that."""
_DATE_LENGTH: Final = len("2026-11-22_1805")
_AT_ONCE: Final = 1000
"""How many files are put into the index with one commit."""

_ADD_FILE: Final = (
    "INSERT INTO files (id, path, stamp, settled, dated, place, digest, problems) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_TRAINED: Final = "INSERT INTO trained (file, exercise, rows) VALUES (?, ?, ?)"
_ADD_SESSION: Final = (
    f"INSERT INTO sessions (file, {', '.join(SESSION_COLUMNS)}) VALUES (?{', ?' * len(SESSION_COLUMNS)})"
)


class _Known(NamedTuple):
    """A file as the index knows it."""

    file: int
    stamp: str | None
    settled: int
    digest: bytes | None


class _Job(NamedTuple):
    """A file to be read: where it is, what is known of it, and what it was by its numbers just before."""

    place: str
    known: _Known | None
    stamp: str | None
    settled: bool


class _Done(NamedTuple):
    """A file that was read; no reading if its text is the one that is known."""

    job: _Job
    reading: LogReading | None


class Refresh:
    """One refresh. Each commit leaves a state of its own right: every session whole, each id counted once."""

    def __init__(self, connection: sqlite3.Connection, logs: Path, clock: Stopwatch) -> None:
        self._connection = connection
        self._logs = logs
        self._clock = clock
        self.changed = False
        """Whether anything that can be asked for is different now."""

    def run(self, told: Progress, stop: Stop) -> None:
        """Do it; when `stop` says so, end with what there is: the next one does the rest. Raises sqlite3.Error."""
        began = self._clock()
        known = self._known()
        found = walk(self._logs, known)
        jobs = list(_jobs(found, known, (began - _RACY, self._clock() + _RACY)))
        if self._read(jobs, told, stop):
            self._finish([known[place].file for place in known.keys() - found.files.keys()], found)

    def _known(self) -> dict[str, _Known]:
        rows = self._connection.execute("SELECT path, id, stamp, settled, digest FROM files")
        try:
            return {path.decode("utf-8", "surrogatepass"): _Known(*rest) for path, *rest in rows}
        except (ValueError, AttributeError) as error:
            raise sqlite3.DatabaseError("the index holds what was never put in") from error

    def _read(self, jobs: Sequence[_Job], told: Progress, stop: Stop) -> bool:
        """Read files and put them in; say whether none is left."""
        if not jobs:
            return True
        told(0, len(jobs))
        by_path = {os.path.join(self._logs, job.place): job for job in jobs}  # noqa: PTH118
        waiting: list[_Done] = []
        with closing(read_many([(path, job.known and job.known.digest) for path, job in by_path.items()])) as chunks:
            for chunk in chunks:
                waiting += [_Done(by_path.pop(path), reading) for (path, _), reading in chunk]
                stopped = stop()
                if stopped or len(waiting) >= _AT_ONCE or not by_path:
                    self._put(waiting)
                    waiting.clear()
                told(len(jobs) - len(by_path), len(jobs))
                if stopped:
                    break
        return not by_path

    def _put(self, files: Iterable[_Done]) -> None:
        fresh: list[tuple[_Job, LogReading]] = []
        with _transaction(self._connection):
            for job, reading in files:
                if job.known is not None and self._is_same(job.known, reading):
                    restamped = (job.stamp, job.settled, job.known.file)
                    self._connection.execute("UPDATE files SET stamp = ?, settled = ? WHERE id = ?", restamped)
                elif reading is not None:
                    fresh.append((job, reading))
            if fresh:
                self._add(fresh)
                self._mark_twins()
                self.changed = True

    def _is_same(self, known: _Known, reading: LogReading | None) -> bool:
        if reading is None:
            return True
        if reading.digest is not None or known.digest is not None:
            return False
        row = self._connection.execute("SELECT problems FROM files WHERE id = ?", (known.file,)).fetchone()
        return row is not None and row[0] == reading.problems

    def _add(self, files: Sequence[tuple[_Job, LogReading]]) -> None:
        # Another process may have put some of them in since this one looked.
        there = "SELECT id FROM files WHERE path = ?"
        paths = [_encoded(job.place) for job, _ in files]
        found = [row for path in paths for row in self._connection.execute(there, (path,))]
        self._remove(file for (file,) in found)
        (last,) = self._connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence").fetchone()
        numbered = list(enumerate(files, last + 1))
        many = self._connection.executemany
        many(_ADD_FILE, [(file, *_described(job), read.digest, read.problems) for file, (job, read) in numbered])
        many(_ADD_SESSION, [(file, *read.session) for file, (_, read) in numbered if read.session is not None])
        many(_ADD_TRAINED, [(file, *each) for file, (_, read) in numbered for each in read.trained])

    def _remove(self, files: Iterable[int]) -> None:
        gone = [(file,) for file in files]
        for table, key in (("trained", "file"), ("sessions", "file"), ("files", "id")):
            self._connection.executemany(f"DELETE FROM {table} WHERE {key} = ?", gone)

    def _mark_twins(self) -> None:
        """Of the files of one session the first counts, in the order of `find_logs`."""
        self._connection.execute("UPDATE sessions SET twin_of = NULL WHERE twin_of IS NOT NULL")
        shared = self._connection.execute("SELECT id FROM sessions GROUP BY id HAVING count(*) > 1").fetchall()
        for session in shared:
            (first,), *others = self._connection.execute(
                "SELECT file FROM sessions JOIN files ON files.id = file WHERE sessions.id = ? "
                "ORDER BY dated DESC, place",
                session,
            ).fetchall()
            self._connection.executemany(
                "UPDATE sessions SET twin_of = ? WHERE file = ?", [(first, other) for (other,) in others]
            )

    def _finish(self, gone: Sequence[int], found: Walk) -> None:
        faults = [(_encoded(each.path), each.message) for each in found.problems]
        before = self._connection.execute("SELECT path, message FROM faults ORDER BY position").fetchall()
        complete = self._connection.execute("SELECT count(*) FROM facts WHERE name = 'complete'").fetchone() != (0,)
        if not gone and faults == before and complete:
            return
        with _transaction(self._connection):
            self._remove(gone)
            self._connection.execute("DELETE FROM faults")
            self._connection.executemany("INSERT INTO faults (path, message) VALUES (?, ?)", faults)
            self._connection.execute("INSERT OR REPLACE INTO facts VALUES ('complete', 1)")
            self._mark_twins()
        self.changed = self.changed or bool(gone) or faults != before


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def stamp_of(about: os.stat_result) -> str:
    """Return what tells one state of a file from another by its numbers alone.

    A change in place may keep the inode and the size, and a program may put the modification time back; the time of
    the last change of the inode can't be put back.
    """
    return f"{about.st_ino} {about.st_size} {about.st_mtime_ns} {about.st_ctime_ns}"


def _jobs(found: Walk, known: Mapping[str, _Known], recent: tuple[int, int]) -> Iterator[_Job]:
    """The files to be read; one whose times are within `recent` may yet change without its numbers doing so."""
    for place, about in found.files.items():
        was = known.get(place)
        stamp = None if about is None else stamp_of(about)
        if was is not None and was.settled and was.stamp == stamp and was.digest is not None:
            continue
        settled = about is not None and not any(
            recent[0] <= at <= recent[1] for at in (about.st_mtime_ns, about.st_ctime_ns)
        )
        yield _Job(place, was, stamp, settled)


def _described(job: _Job) -> tuple[object, ...]:
    folder, _, name = job.place.rpartition("/")
    dated = _encoded(name[:_DATE_LENGTH] if name[0].isdecimal() else "")
    # Zero bytes between, which no name holds, so that parts are compared one by one.
    order = _encoded("\0".join([name.removesuffix(SUFFIX), *folder.split("/")]))
    return _encoded(job.place), job.stamp, job.settled, dated, order


def _encoded(text: str) -> bytes:
    # Undecodable names are strings with surrogates; encoded so, bytes compare as the strings do.
    return text.encode("utf-8", "surrogatepass")
