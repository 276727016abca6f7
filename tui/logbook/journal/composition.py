"""From what a session did to the log of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tui.logbook.journal.codec import Anchor
from tui.logbook.journal.wall_clock import settled, wall_at
from tui.logbook.log.done_parts import parts_text
from tui.logbook.log.log_model import Log, LogSet, Outcome, schema_for
from tui.session.plan import Ms
from tui.session.state import Done, Row, State


def compose(session: str, state: State, anchors: Sequence[Anchor], outcome: Outcome | None = None) -> Log:
    """The log of the session as it stands; `outcome` is the session's own unless given.

    A session that hasn't ended needs its outcome given.
    """
    if outcome is None:
        assert isinstance(state.live.segment, Done), "a session under way has no outcome yet"
        outcome = state.live.segment.outcome
    anchors = settled(anchors)
    started, finished = _wall(anchors, state.began), _wall(anchors, state.now)
    active = state.now - state.began - state.paused_total
    sets = tuple(_log_set(row, state, anchors) for row in state.live.rows if row.closed)
    head = {"planned_sets": _planned_sets(state), "body_weight": state.plan.body_weight}
    return Log(
        schema=schema_for(head, (vars(row) for row in sets)),
        id=session,
        name=state.plan.name,
        routine=state.plan.routine,
        started=started,
        finished=finished,
        outcome=outcome,
        active_seconds=_seconds(active),
        paused_seconds=_seconds(_paused(state, anchors, active)),
        unit=state.plan.unit,
        **head,
        sets=sets,
    )


def _planned_sets(state: State) -> int:
    """The working sets that the plan has at the start; both sides of one are one."""
    return sum(planned.kind != "warmup" for planned in state.plan.sets)


def _log_set(row: Row, state: State, anchors: Sequence[Anchor]) -> LogSet:
    planned, movement = state.live.set_of(row.set), state.live.movement_of(row.set)
    timed = planned.lasts is not None
    low, high = _target(row, state)
    return LogSet(
        exercise=movement.id,
        set=planned.number,
        side=row.side,
        kind=planned.kind,
        target=low,
        target_max=high if high != low else None,
        target_seconds=None if planned.lasts is None else _seconds(planned.lasts),
        reps=None if timed else row.reps,
        load=row.load,
        load_counts=None if row.load is None else row.load_counts or movement.load_counts,
        started=_wall(anchors, row.started).time().replace(microsecond=0, tzinfo=None),
        seconds=_seconds(row.held if timed else row.worked),
        rest=None if row.rest is None else _seconds(row.rest),
        target_rest=None if row.rest is None else _seconds(planned.rest),
        rpe=row.rpe,
        target_rpe=planned.target_rpe,
        rep_seconds=" ".join(f"{ms / 1000:.1f}" for ms in row.rep_times) or None,
        parts=parts_text((part.reps, part.load) for part in row.parts),
        extra=planned.extra or None,
        replaces=planned.replaces,
        note=_note(row, state),
    )


def _note(row: Row, state: State) -> str | None:
    """The note of the set, in the first of its rows."""
    first = next(each for each in state.live.rows if each.set == row.set)
    return state.live.set_of(row.set).note or None if row is first else None


def _target(row: Row, state: State) -> tuple[int | None, int | None]:
    """The target of this side: alternating legs share the set's between them, the first one gets the odd rep."""
    planned = state.live.set_of(row.set)
    if state.live.movement_of(row.set).mode != "alternating":
        return planned.reps, planned.reps_max
    odd = row.side == planned.first
    low, high = (None if reps is None else (reps + odd) // 2 for reps in (planned.reps, planned.reps_max))
    return low, high


def _wall(anchors: Sequence[Anchor], at: Ms) -> datetime:
    return wall_at(anchors, at).replace(microsecond=0)


def _paused(state: State, anchors: Sequence[Anchor], active: Ms) -> Ms:
    """Pauses, and the time between being cut short and being carried on."""
    if len(anchors) == 1:
        return state.paused_total
    whole = wall_at(anchors, state.now) - wall_at(anchors, state.began)
    return max(state.paused_total, whole // timedelta(milliseconds=1) - active)


def _seconds(ms: Ms) -> float:
    return round(ms / 1000, 1)
