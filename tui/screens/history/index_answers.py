"""What the history asks the index: quick answers first, so that there is something to see at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from tui.logbook.index.rows import Filter, SessionRow, SetRow
from tui.logbook.statistics.records import PersonalRecord, holders, records_set_by

if TYPE_CHECKING:
    from tui.logbook.index.index import Index

FIRST = 100
"""Sessions that fill the tallest of windows."""


@dataclass(frozen=True, slots=True)
class SessionsAnswer:
    """Sessions, newest first, and what they come to by day."""

    asked: Filter
    rows: Sequence[SessionRow] = ()
    whole: bool = False
    """Whether these are all that were asked for."""
    sets: Mapping[date, int] = field(default_factory=dict)
    """Sets a day; where nothing was left out, those of every day from the first answer on."""
    sessions: Mapping[date, int] = field(default_factory=dict)
    """Sessions a day."""


def find(index: Index, asked: Filter, answer: Callable[[SessionsAnswer], None]) -> Iterator[None]:
    """Sessions with the newest sessions, then with all of them; once only where there are no more."""
    rows = index.sessions(replace(asked, limit=FIRST))
    if len(rows) == FIRST:
        first = _summed(asked, rows)
        answer(replace(first, sets=index.days()) if asked == Filter() else first)
        yield
        rows = index.sessions(asked)
    answer(replace(_summed(asked, rows), whole=True))
    yield


def _summed(asked: Filter, rows: Sequence[SessionRow]) -> SessionsAnswer:
    sets, sessions = Counter[date](), Counter[date]()
    for row in rows:
        day = row.started.date()
        sets[day] += row.sets
        sessions[day] += 1
    return SessionsAnswer(asked, rows, sets=sets, sessions=sessions)


def sessions_between(sessions: Mapping[date, int], since: date, until: date) -> int:
    """Return how many sessions there were from one day to another, both included."""
    return sum(count for day, count in sessions.items() if since <= day <= until)


class Contenders:
    """The rows that a session must beat to set a record, of a few sessions a year however many there were.

    A record of many years is one of its own year as well, so that of each year the sessions with that year's records
    are enough, and a year that is over is read once.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], tuple[SetRow, ...]] = {}

    def forget(self) -> None:
        """Forget everything: the logs have changed."""
        self._kept = {}

    def find(
        self,
        index: Index,
        session: SessionRow,
        sets: Sequence[SetRow],
        answer: Callable[[Sequence[PersonalRecord]], None],
    ) -> Iterator[None]:
        """Sessions with the records that a session set, with one exercise more each time."""
        years = range(min(index.days(), default=session.started.date()).year, session.started.year)
        found: list[PersonalRecord] = []
        for exercise in session.exercises:
            earlier = list[SetRow]()
            for year in years:
                earlier += self._of_year(index, exercise, year)
                yield
            since, until = date(session.started.year, 1, 1), session.started.date()
            earlier += [row for row in index.sets(exercise, since, until) if row.started < session.started]
            mine = [row for row in sets if row.exercise == exercise]
            found += records_set_by(mine, earlier, session.unit)
            answer(tuple(found))
            yield

    def _of_year(self, index: Index, exercise: str, year: int) -> tuple[SetRow, ...]:
        kept = self._kept.get((exercise, year))
        if kept is None:
            kept = holders(index.sets(exercise, date(year, 1, 1), date(year, 12, 31)))
            self._kept[exercise, year] = kept
        return kept
