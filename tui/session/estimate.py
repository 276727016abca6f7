"""How long a plan takes, and what is left of it, at the tempo and the rests that the plan names."""

from __future__ import annotations

from tui.session.plan import Ms, Plan
from tui.session.state import Done, GetReady, Rest, Row, Setup, State, Switch, Work, current_rows, segment_end

AMRAP_REPS = 12
"""Reps to reckon with in a set that has no target."""


def estimate(plan: Plan) -> Ms:
    """Milliseconds that the whole plan takes at its tempo, set-up and rests included."""
    return sum(_set_lasts(plan, index) for index in range(len(plan.sets)))


def time_left(state: State) -> Ms:
    """Milliseconds until the session ends at the plan's tempo, if it goes on now."""
    segment, at = state.live.segment, state.live.at
    later = sum(_set_lasts(state.plan, index) for index in range(at + 1, len(state.plan.sets)))
    ends = segment_end(segment)
    running = 0 if ends is None or isinstance(segment, Work) else max(0, ends - state.live_now)
    match segment:
        case Done():
            return 0
        case Rest():
            return running + later
        case Setup(step=step, short=short):
            steps = state.movement.short_setup if short else state.movement.setup
            unread = sum(step.lasts for step in steps[step + 1 :])
            reading = running if ends is not None else steps[step].lasts
            ready = 0 if short else _ready(state.plan, at)
            return reading + unread + ready + _work_left(state) + state.planned.rest + later
        case GetReady() | Switch() | Work():
            return running + _work_left(state) + state.planned.rest + later


def _set_lasts(plan: Plan, index: int) -> Ms:
    planned, movement = plan.sets[index], plan.movement_of(index)
    setup = sum(step.lasts for step in movement.setup) if planned.with_setup else 0
    ready = _ready(plan, index) if setup or index == 0 else 0
    sides = 2 if movement.mode == "unilateral" else 1
    switching = _turns_to_come(plan, index, ()) * movement.switch_lasts if sides == 2 else 0
    again = sum(step.lasts for step in movement.short_setup)
    return setup + ready + sides * _side_lasts(plan, index) + switching + again + planned.rest


def _ready(plan: Plan, index: int) -> Ms:
    counted = plan.pace == "paced" or plan.sets[index].lasts is not None
    return plan.get_ready if counted else 0


def _side_lasts(plan: Plan, index: int) -> Ms:
    planned = plan.sets[index]
    if planned.lasts is not None:
        return planned.lasts
    return (planned.reps_max or AMRAP_REPS) * plan.movement_of(index).rep_lasts


def _turns_to_come(plan: Plan, index: int, rows: tuple[Row, ...]) -> int:
    """Switches of legs still to come in a set of which `rows` are done."""
    planned, every = plan.sets[index], plan.movement_of(index).switch_every
    target = planned.reps_max or AMRAP_REPS
    if planned.lasts is not None or every is None:
        return 1 if len(rows) < 2 else 0
    done = {row.side: target if row.closed else row.reps for row in rows}
    turns = sum(-(-max(0, target - done.get(side, 0)) // every) for side in ("left", "right"))
    return max(0, turns - 1)


def _work_left(state: State) -> Ms:
    """Work and switches that the set at hand still holds."""
    planned, movement, at = state.planned, state.movement, state.live.at
    rows = current_rows(state.live)
    sides = 2 if movement.mode == "unilateral" else 1
    whole = sides * _side_lasts(state.plan, at)
    lasts = planned.lasts
    if lasts is not None:
        done = sum(lasts if row.closed else min(lasts, row.held) for row in rows)
        if isinstance(state.live.segment, Work):
            done += state.live_now - state.live.segment.began
    else:
        side_lasts = whole // sides
        rep = movement.rep_lasts
        if movement.mode == "alternating":
            done = sum(row.reps for row in rows) * rep
        else:
            done = sum(side_lasts if row.closed else min(side_lasts, row.reps * rep) for row in rows)
        if isinstance(state.live.segment, Work):
            done += min(rep, state.live_now - state.live.segment.rep_began)
    if sides == 1:
        return max(0, whole - done)
    reading = isinstance(state.live.segment, Setup) and state.live.segment.short
    changed = reading or (isinstance(state.live.segment, Switch) and movement.switch_every is None)
    switches = 0 if changed else _turns_to_come(state.plan, at, rows)
    unread = len(rows) < 2 and not reading
    again = sum(step.lasts for step in movement.short_setup) if unread else 0
    return max(0, whole - done) + switches * movement.switch_lasts + again
