"""The line of consistency: what is due today, and how steadily somebody trains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from catalogue.files.problems import FileProblems
from catalogue.schema.bounds import dated
from tui.logbook.index.index import Index
from tui.logbook.log.listing import find_logs
from tui.logbook.log.store import read_log
from tui.logbook.statistics.consistency import consistency, due_on
from tui.words.consistency_line import consistency_line

if TYPE_CHECKING:
    from pathlib import Path

    from tui.machine.paths import Paths
    from tui.settings import Settings

FEW: Final = 100
"""Logs that may be read for the line; where there are more to read, their names say the day."""
_DAY: Final = len("2026-11-22")


@dataclass(frozen=True, slots=True)
class TrainedDays:
    """What the logs say of when somebody trained."""

    days: tuple[date, ...]
    """Of each session."""
    today: frozenset[str]
    """Ids of the routines and exercises of today's sessions."""


def week_line(paths: Paths, settings: Settings, names: Mapping[str, str], today: date) -> str:
    """Return the line, empty where the settings ask for none; `names` are those of routines and exercises by id.

    What is due and has no name is left out. An index that would have to read many logs first is not waited for.
    """
    due = due_on(settings.week, today)
    name = None if due is None else names.get(due)
    if name is None and not settings.goal_sessions_a_week:
        return ""
    found = trained(paths, today)
    weeks = consistency(found.days, {}, today, settings.goal_sessions_a_week)
    return consistency_line(weeks, name, due in found.today)


def trained(paths: Paths, today: date) -> TrainedDays:
    """Return when somebody trained, from the index if it is as good as ready, else from what the logs are called."""
    with Index.open(paths) as index:
        if index.is_complete or len(find_logs(paths).files) <= FEW:
            found = _from_index(index, today)
            if found is not None:
                return found
    return from_names(find_logs(paths).files, today)


def from_names(files: tuple[Path, ...], today: date) -> TrainedDays:
    """Return what names such as `2026-11-22_1805_hamstrings-at-home.toml` say; only today's logs are read."""
    named = [(day, file) for file in files if (day := _day_of(file)) is not None]
    ids = frozenset(each for day, file in named if day == today for each in _ids_in(file))
    return TrainedDays(tuple(day for day, _ in named), ids)


def _from_index(index: Index, today: date) -> TrainedDays | None:
    to_read = 0

    def told(done: int, of: int) -> None:
        nonlocal to_read
        to_read = of

    index.refresh(told, lambda: to_read > FEW)
    if to_read > FEW:
        return None
    # An empty log meets no goal.
    sessions = [session for session in index.sessions() if session.exercises]
    days = tuple(session.started.date() for session in sessions)
    of_today = (one for one, day in zip(sessions, days, strict=True) if day == today)
    return TrainedDays(days, frozenset(each for one in of_today for each in (one.routine, *one.exercises) if each))


def _day_of(file: Path) -> date | None:
    try:
        return dated(date.fromisoformat(file.name[:_DAY]))
    except ValueError:
        return None  # a name of the person's own


def _ids_in(file: Path) -> Iterator[str]:
    try:
        log = read_log(file).log
    except FileProblems:
        return  # the history names it with its line
    yield from log.exercises
    if log.routine:
        yield log.routine
