"""The index: every log's session and sets in an SQLite file, so that ten thousand of them are asked in no time.

A cache and never the truth: it is made from the logs, and made anew whenever anything about it is in doubt.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self, TypeVar

from catalogue.files.problems import Problem
from tui.logbook.index import schema
from tui.logbook.index.cache_file import CacheFile
from tui.logbook.index.queries import Asking
from tui.logbook.index.refresh import Progress, Refresh, Stop, Stopwatch
from tui.logbook.index.rows import Filter, SessionRow, SetRow
from tui.machine.paths import Paths

T = TypeVar("T")

_ALL: Final = Filter()
_NOT_DAMAGE: Final = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY),
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOLFS, sqlite3.SQLITE_PROTOCOL),
    }
)
"""What a file made anew would fail with as well."""


def nobody(done: int, of: int) -> None:
    """Take how far a refresh is, and tell nobody."""


def never() -> bool:
    """Let a refresh go on to its end."""
    return False


class Counts(NamedTuple):
    """How much there is."""

    files: int
    sessions: int
    problems: int


class Index:
    """Sessions and sets of all logs, as they were at the last `refresh`, of this process or another.

    Holds one connection, to be used from one thread: each thread opens its own. Nothing but a program's mistake is
    raised: where there can be no file, or where it turns out to be damaged, the answers come from a new one or from
    memory, once the logs have been read again.
    """

    def __init__(self, paths: Paths, clock: Stopwatch = time.time_ns) -> None:
        self._paths = paths
        self._clock = clock
        self._use(CacheFile.open(paths.cache, paths.logs))

    @classmethod
    def open(cls, paths: Paths) -> Self:
        """Open the index in the folder of caches; it answers with what it has until it is refreshed."""
        return cls(paths)

    @property
    def in_file(self) -> bool:
        """Whether it outlives this process; False where the folder of caches can't be used."""
        return self._file.in_file

    @property
    def is_complete(self) -> bool:
        """Whether a refresh ever ran to its end; until then sessions may be missing."""
        return self._asked(Asking.is_complete)

    def refresh(self, told: Progress = nobody, stop: Stop = never) -> bool:
        """Look at the folder of logs and read what is new or changed; return whether any answer is different now.

        `told` is given the files read and to be read, not at all if there are none. When `stop` says so, it ends
        within a moment and keeps what it has; the next one goes on from there.
        """
        anew = self._file.is_astray
        if anew:
            self._use(self._reopened())
        for mend in (self._made_anew, self._in_memory):
            try:
                return self._refreshed(told, stop) or anew
            except sqlite3.ProgrammingError:
                raise
            except sqlite3.DatabaseError as error:
                self._use(mend(error))
                anew = True
        self._refreshed(told, stop)
        return True

    def rebuild(self, told: Progress = nobody, stop: Stop = never) -> None:
        """Throw everything away, and read all logs again."""
        gone = self._file.throw_away()
        self._use(self._reopened())
        if not gone:
            try:
                schema.empty(self._file.connection)
            except sqlite3.DatabaseError as error:
                self._use(self._in_memory(error))
        self.refresh(told, stop)

    def sessions(self, asked: Filter = _ALL) -> list[SessionRow]:
        """The sessions that a filter lets through, newest first."""
        return self._asked(lambda asking: asking.sessions(asked))

    def session(self, path: Path) -> SessionRow | None:
        """The session of a log; None if the file has none, or one that counts in another file."""
        return self._asked(lambda asking: asking.session(path))

    def sets(self, exercise: str, since: date | None = None, until: date | None = None) -> list[SetRow]:
        """All rows of an exercise between two local days, warm-ups too, oldest first."""
        return self._asked(lambda asking: asking.sets(exercise, since, until))

    def sets_of(self, path: Path) -> list[SetRow]:
        """All rows of a log in their order; none where `session` is None."""
        return self._asked(lambda asking: asking.sets_of(path))

    def days(self) -> dict[date, int]:
        """Each local day with a session, and how many sets count on it."""
        return self._asked(Asking.days)

    def exercises(self) -> dict[str, int]:
        """The ids of all exercises in the logs, and in how many sessions each was trained."""
        return self._asked(Asking.exercises)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the folder of logs, as `list_logs` says it."""
        return self._asked(Asking.problems)

    def counts(self) -> Counts:
        """How many files, sessions and problems there are."""
        return Counts(*self._asked(Asking.counts), len(self.problems()))

    def close(self) -> None:
        """Let go of the file; may be repeated."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _refreshed(self, told: Progress, stop: Stop) -> bool:
        work = Refresh(self._file.connection, self._paths.logs, self._clock)
        work.run(told, stop)
        return work.changed

    def _asked(self, ask: Callable[[Asking], T]) -> T:
        for mend in (self._made_anew, self._in_memory):
            try:
                return ask(self._asking)
            except sqlite3.ProgrammingError:
                raise
            except Exception as error:  # a row that is not what was put in may end in anything
                self._use(mend(error))
                self.refresh()
        return ask(self._asking)

    def _use(self, file: CacheFile) -> None:
        self._file = file
        self._asking = Asking(file.connection, self._paths.logs)

    def _reopened(self) -> CacheFile:
        self._file.close()
        return CacheFile.open(self._paths.cache, self._paths.logs)

    def _made_anew(self, error: Exception | None) -> CacheFile:
        """Another file in place of this one; memory where it would have the same fault."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _NOT_DAMAGE or not self._file.throw_away():
            return self._in_memory(error)
        return self._reopened()

    def _in_memory(self, error: Exception | None) -> CacheFile:
        self._file.close()
        return CacheFile.in_memory(self._paths.logs)
