"""All of it together, and each exercise in one line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tui.logbook.index.rows import SessionRow, SetRow
from tui.logbook.log.units import in_unit
from tui.logbook.statistics.records import PersonalRecord, records
from tui.logbook.statistics.worked import sessions_of


@dataclass(frozen=True, slots=True)
class Totals:
    """Of many sessions; warm-ups left out, both sides added."""

    sessions: int
    sets: int
    reps: int
    volume_load: float
    """In the unit asked for."""
    active_seconds: float


@dataclass(frozen=True, slots=True)
class Brief:
    """An exercise in one line."""

    exercise: str
    sessions: int
    last_day: date
    best_set: PersonalRecord | None
    """The heaviest, without any load the one of the most reps, of timed sets the longest."""
    e1rm: PersonalRecord | None


def totals(sessions: Iterable[SessionRow], unit: str) -> Totals:
    """Return what sessions come to."""
    found = list(sessions)
    return Totals(
        sessions=len(found),
        sets=sum(one.sets for one in found),
        reps=sum(one.reps for one in found),
        volume_load=sum(in_unit(one.volume_load, one.unit, unit) for one in found),
        active_seconds=sum(one.active_seconds for one in found),
    )


def brief(rows: Sequence[SetRow], unit: str) -> Brief | None:
    """Return one exercise's line; None if none of its rows counts."""
    sessions = list(sessions_of(rows).values())
    if not sessions:
        return None
    held = {record.kind: record for record in records(rows, unit)}
    best = held.get("heaviest load") or held.get("most reps") or held.get("longest hold")
    last = sessions[-1][0]
    return Brief(last.exercise, len(sessions), last.started.date(), best, held.get("best e1RM"))
