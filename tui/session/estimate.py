"""The duration of a plan, and its remaining time, at the planned tempo and rests."""

from __future__ import annotations

from tui.session.plan import Ms, Pace, Plan, Side
from tui.session.state import (
    Done,
    GetReady,
    Rest,
    Row,
    Setup,
    State,
    Switch,
    Turn,
    Work,
    current_rows,
    get_ready_of,
    segment_end,
)

AMRAP_REPS = 12
"""The assumed reps of a set without a target."""


def estimate(plan: Plan) -> Ms:
    """Return the milliseconds of the whole plan at its tempo, with set-ups and rests."""
    return sum(_set_lasts(plan, index, plan.pace) for index in range(len(plan.sets)))


def time_left(state: State) -> Ms:
    """Return the milliseconds until the end at the planned tempo, if the session continues now."""
    segment, at, pace = state.live.segment, state.live.at, state.live.pace
    later = sum(_set_lasts(state.plan, index, pace) for index in range(at + 1, len(state.plan.sets)))
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
            ready = get_ready_of(state.plan, at, pace)
            return reading + unread + ready + _work_left(state) + _rest_after(state.plan, at) + later
        case GetReady() | Switch() | Work():
            return running + _work_left(state) + _rest_after(state.plan, at) + later


def _set_lasts(plan: Plan, index: int, pace: Pace) -> Ms:
    planned, movement = plan.sets[index], plan.movement_of(index)
    steps = movement.setup if planned.with_setup else ()
    rested = index > 0 and _rest_after(plan, index - 1) > 0
    ready = get_ready_of(plan, index, pace) if steps or not rested else 0
    work = _sides(plan, index) * _side_lasts(plan, index)
    if _sides(plan, index) == 2:
        work += _turns_to_come(plan, index, (), None) * movement.switch_lasts + _again_lasts(plan, index, pace)
    return sum(step.lasts for step in steps) + ready + work + _rest_after(plan, index)


def _rest_after(plan: Plan, index: int) -> Ms:
    """Return the rest after the set, 0 after the last one."""
    return plan.sets[index].rest if index + 1 < len(plan.sets) else 0


def _sides(plan: Plan, index: int) -> int:
    return 2 if plan.movement_of(index).mode == "unilateral" else 1


def _again_lasts(plan: Plan, index: int, pace: Pace) -> Ms:
    """Return the time of the short set-up and the countdown after it."""
    steps = plan.movement_of(index).short_setup
    return sum(step.lasts for step in steps) + get_ready_of(plan, index, pace) if steps else 0


def _side_lasts(plan: Plan, index: int) -> Ms:
    planned = plan.sets[index]
    if planned.lasts is not None:
        return planned.lasts
    return (planned.reps_max or AMRAP_REPS) * plan.movement_of(index).rep_lasts


def _turns_to_come(plan: Plan, index: int, rows: tuple[Row, ...], turn: Turn | None) -> int:
    """Return the number of remaining switches in a set with these `rows`, during `turn`."""
    planned, every = plan.sets[index], plan.movement_of(index).switch_every
    if any(row.closed for row in rows):
        return 0
    if planned.lasts is not None or every is None:
        return 1
    target = planned.reps_max or AMRAP_REPS
    done = {row.side: row.reps for row in rows}
    if turn is not None:
        done[turn.side] = turn.before
    turns = sum(-(-max(0, target - done.get(side, 0)) // every) for side in ("left", "right"))
    return max(0, turns - 1)


def _work_left(state: State) -> Ms:
    """Return the time of remaining work, switches and short set-ups in the current set."""
    plan, at = state.plan, state.live.at
    sides = _sides(plan, at)
    left = max(0, sides * _side_lasts(plan, at) - _work_done(state))
    if sides == 1:
        return left
    switches = _turns_to_come(plan, at, current_rows(state.live), state.live.turn)
    return left + switches * state.movement.switch_lasts + _unread(state) * _again_lasts(plan, at, state.live.pace)


def _work_done(state: State) -> Ms:
    """Return the time of finished work in the current set at the planned tempo; a closed side counts in full."""
    rows, work, side_lasts = current_rows(state.live), state.live.segment, _side_lasts(state.plan, state.live.at)
    if state.planned.lasts is not None:
        done = sum(side_lasts if row.closed else min(side_lasts, row.held) for row in rows)
        return done + (state.live_now - work.began if isinstance(work, Work) else 0)
    rep = state.movement.rep_lasts
    if state.movement.mode == "alternating":
        done = sum(row.reps for row in rows) * rep
    else:
        done = sum(side_lasts if row.closed else min(side_lasts, row.reps * rep) for row in rows)
    return done + (min(rep, state.live_now - work.rep_began) if isinstance(work, Work) else 0)


def _unread(state: State) -> int:
    """Return the number of legs whose short set-up is still to come."""
    fresh: set[Side | None] = {"left", "right"}
    fresh -= {row.side for row in current_rows(state.live)}
    if isinstance(state.live.segment, Setup):
        fresh.discard(state.live.side)
    return len(fresh)
