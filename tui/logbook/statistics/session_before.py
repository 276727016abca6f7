"""A session and what came before it, as far as its summary needs that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from tui.logbook.index.rows import SessionRow, SetRow
from tui.logbook.log.done_set import DoneSet
from tui.logbook.statistics.records import PersonalRecord, holders, records_set_by
from tui.logbook.statistics.worked import by_session, counts

if TYPE_CHECKING:
    from tui.logbook.index.index import Index
from tui.logbook.log.log_model import Log


@dataclass(frozen=True, slots=True)
class Before:
    """By exercise: the rows that a record has to beat, and those of the session before."""

    rivals: Mapping[str, Sequence[SetRow]]
    last: Mapping[str, Sequence[SetRow]]


NOTHING_BEFORE = Before({}, {})


def read_before(index: Index, log: Log) -> Before:
    """Return what came before a session, from an index that is up to date."""
    rivals: dict[str, Sequence[SetRow]] = {}
    last: dict[str, Sequence[SetRow]] = {}
    for exercise in log.exercises:
        until = log.started.date()
        earlier = [row for row in index.sets(exercise, None, until) if row.started < log.started]
        earlier = [row for row in earlier if row.session != log.id]
        rivals[exercise] = holders(earlier)
        done = by_session(filter(counts, earlier))
        whole = [path for path in done if not _is_broken_off(index.session(path))]
        if whole:
            last[exercise] = done[whole[-1]]
    return Before(rivals, last)


def _is_broken_off(session: SessionRow | None) -> bool:
    """Whether less than half of what was planned was done: such a session is not last time."""
    return session is not None and session.planned_sets is not None and 2 * session.sets < session.planned_sets


def rows_of(log: Log, path: Path) -> list[SetRow]:
    """Return the rows of a log as the index gives them."""
    # The fields of a row are those of `LogSet`, by name.
    make: Callable[..., SetRow] = SetRow
    own = {
        "path": path,
        "session": log.id,
        "started": log.started,
        "unit": log.unit,
        "body_weight": log.body_weight,
    }
    taken = [each.name for each in fields(DoneSet) if each.name not in own]
    return [
        make(**own, position=at, **{name: getattr(row, name) for name in taken}) for at, row in enumerate(log.sets)
    ]


def records_of(log: Log, path: Path, before: Before) -> tuple[PersonalRecord, ...]:
    """Return the records that a session set, in the log's unit."""
    rivals = [row for rows in before.rivals.values() for row in rows]
    return records_set_by(rows_of(log, path), rivals, log.unit)
