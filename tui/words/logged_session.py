"""A session of the past in words: how it ended, how long it took, what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.words.done_sets import unweighed_text
from tui.words.quantities import counted, times, volume_text

if TYPE_CHECKING:
    from tui.logbook.index.rows import SessionRow
    from tui.logbook.log.log_model import Log

_OUTCOMES: Final = {
    "completed": "completed",
    "ended-early": "ended early",
    "recovered": "recovered after a crash",
}


def outcome_text(outcome: str) -> str:
    """Return how a session ended."""
    return _OUTCOMES.get(outcome, outcome)


def course_text(session: SessionRow | Log) -> str:
    """Return how it went: `ended early · 23 min 8 s active · 2 min 21 s paused · effort 7.5`."""
    parts = [outcome_text(session.outcome), *times(session.active_seconds, session.paused_seconds)]
    return " · ".join(parts if session.effort is None else [*parts, f"effort {session.effort:g}"])


def sums(sets: int, reps: int, volume_load: float, unit: str, unweighed: int = 0) -> list[str]:
    """Return what it came to: `3 sets`, `31 reps`, and the volume load if there is one.

    `unweighed` rows on body weight are not in the volume, as the log doesn't say what that was.
    """
    found = [counted(sets, "set"), counted(reps, "rep")]
    found += [volume_text(volume_load, unit)] if volume_load else []
    return [*found, unweighed_text(unweighed)] if unweighed else found
