"""The duration of a plan, and its remaining time, at the planned tempo and rests."""

from __future__ import annotations

from collections.abc import Sequence

from tui.session.plan import Movement, Ms, Pace, Plan, PlannedSet, Side
from tui.session.state import (
    Break,
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
    first_live,
    get_ready_of,
    segment_end,
)

AMRAP_REPS = 12
"""The assumed reps of a set without a target."""


def estimate(plan: Plan) -> Ms:
    """Return how long the whole plan takes at its tempo, set-up and rests included, in milliseconds."""
    return _all_last(plan, first_live(plan).sets, plan.movements, plan.pace)


def estimate_today(state: State) -> Ms:
    """Return how long all of today's list takes, what is done of it included, in milliseconds."""
    kept = [planned for planned in state.live.sets if not planned.dropped]
    return _all_last(state.plan, kept, state.live.movements, state.live.pace)


def time_left(state: State) -> Ms:
    """Return the milliseconds until the session ends at the plan's tempo, if it goes on now."""
    live, segment = state.live, state.live.segment
    if isinstance(segment, Done):
        return 0
    until_rest = _set_left(state)
    rest_after = _rest_after(state, until_rest) if live.to_come and not isinstance(segment, Rest) else 0
    rested = isinstance(segment, Rest) or rest_after > 0
    later = _all_last(state.plan, live.to_come, live.movements, live.pace, read=live.read, rested=rested)
    return until_rest + rest_after + later


def _set_left(state: State) -> Ms:
    """Time until the set at hand is done; in a rest, until that is over."""
    live, segment = state.live, state.live.segment
    ends = segment_end(segment)
    running = 0 if ends is None or isinstance(segment, Work) else max(0, ends - state.live_now)
    match segment:
        case Rest() | Done():
            return running
        case Setup(step=step, short=short):
            steps = state.movement.short_setup if short else state.movement.setup
            unread = sum(step.lasts for step in steps[step + 1 :])
            reading = running if ends is not None else steps[step].lasts
            ready = get_ready_of(state.plan, live.planned, live.pace)
            return reading + unread + ready + _work_left(state)
        case GetReady() | Switch() | Break() | Work():
            return running + _work_left(state)


def _rest_after(state: State, until_rest: Ms) -> Ms:
    """The rest after the set at hand, which ends in `until_rest`."""
    planned, live = state.planned, state.live
    if planned.every is None:
        return planned.rest
    if current_rows(live) and not isinstance(live.segment, GetReady):
        worked = state.live_now - live.set_began + until_rest
    else:
        worked = _work_lasts(state.plan, planned, state.movement, live.pace)
    return max(0, planned.every - worked)


def _all_last(
    plan: Plan,
    sets: Sequence[PlannedSet],
    movements: Sequence[Movement],
    pace: Pace,
    *,
    read: frozenset[int] = frozenset(),
    rested: bool = False,
) -> Ms:
    """All these sets in this order, those begun taken as fresh; `rested`: a rest comes before the first."""
    seen, whole = set(read), 0
    for number, planned in enumerate(sets, 1):
        movement = movements[planned.movement]
        steps = () if planned.movement in seen else movement.setup
        seen.add(planned.movement)
        work = _work_lasts(plan, planned, movement, pace)
        whole += sum(step.lasts for step in steps) + work
        if steps or not rested:
            whole += get_ready_of(plan, planned, pace)
        rest = planned.rest if planned.every is None else max(0, planned.every - work)
        rested = rest > 0
        whole += rest if number < len(sets) else 0
    return whole


def _work_lasts(plan: Plan, planned: PlannedSet, movement: Movement, pace: Pace) -> Ms:
    work = _sides(movement) * _side_lasts(planned, movement)
    if _sides(movement) == 2:
        work += _turns_to_come(planned, movement, (), None) * movement.switch_lasts
        work += _again_lasts(plan, planned, movement, pace)
    return work


def _sides(movement: Movement) -> int:
    return 2 if movement.mode == "unilateral" else 1


def _again_lasts(plan: Plan, planned: PlannedSet, movement: Movement, pace: Pace) -> Ms:
    """The set-up in short and the countdown after it."""
    steps = movement.short_setup
    return sum(step.lasts for step in steps) + get_ready_of(plan, planned, pace) if steps else 0


def _side_lasts(planned: PlannedSet, movement: Movement) -> Ms:
    if planned.lasts is not None:
        return planned.lasts
    reps = (planned.reps_max or planned.reps or AMRAP_REPS) + sum(part.reps or AMRAP_REPS for part in planned.parts)
    return reps * movement.rep_lasts + sum(part.pause for part in planned.parts)


def _turns_to_come(planned: PlannedSet, movement: Movement, rows: tuple[Row, ...], turn: Turn | None) -> int:
    """Switches of legs still to come in a set of which `rows` are done, in the midst of `turn`."""
    every = movement.switch_every
    if any(row.closed for row in rows):
        return 0
    if planned.lasts is not None or every is None or planned.parts:
        return 1
    target = planned.reps_max or AMRAP_REPS
    done = {row.side: row.reps for row in rows}
    if turn is not None:
        done[turn.side] = turn.before
    turns = sum(-(-max(0, target - done.get(side, 0)) // every) for side in ("left", "right"))
    return max(0, turns - 1)


def _work_left(state: State) -> Ms:
    """Work, switches and set-ups in short that the set at hand still holds."""
    planned, movement = state.planned, state.movement
    sides = _sides(movement)
    left = max(0, sides * _side_lasts(planned, movement) - _work_done(state))
    if sides == 1:
        return left
    switches = _turns_to_come(planned, movement, current_rows(state.live), state.live.turn)
    again = _unread(state) * _again_lasts(state.plan, planned, movement, state.live.pace)
    return left + switches * movement.switch_lasts + again


def _work_done(state: State) -> Ms:
    """What the set at hand has behind it, at the plan's tempo; a side that is closed has all of its own."""
    rows, work, side_lasts = current_rows(state.live), state.live.segment, _side_lasts(state.planned, state.movement)
    if state.planned.lasts is not None:
        done = sum(side_lasts if row.closed else min(side_lasts, row.held) for row in rows)
        return done + (state.live_now - work.began if isinstance(work, Work) else 0)
    rep = state.movement.rep_lasts
    if state.movement.mode == "alternating":
        done = _in_turn_lasts(rows, state)
    else:
        done = sum(side_lasts if row.closed else min(side_lasts, _row_lasts(row, state)) for row in rows)
    return done + (min(rep, state.live_now - work.rep_began) if isinstance(work, Work) else 0)


def _row_lasts(row: Row, state: State) -> Ms:
    return _parts_last(len(row.parts), row.parts[-1].reps if row.parts else row.reps, state)


def _in_turn_lasts(rows: tuple[Row, ...], state: State) -> Ms:
    """What two alternating legs have behind them together."""
    if not rows:
        return 0
    at_hand = sum(row.parts[-1].reps if row.parts else row.reps for row in rows)
    return _parts_last(len(rows[0].parts), at_hand, state)


def _parts_last(over: int, at_hand: int, state: State) -> Ms:
    """Time of `over` parts, each with all of its own and the break after it, and of the reps of the next."""
    planned = state.planned
    asked = [planned.reps_max or planned.reps or AMRAP_REPS, *(part.reps or AMRAP_REPS for part in planned.parts)]
    reps = sum(asked[:over]) + at_hand
    return reps * state.movement.rep_lasts + sum(part.pause for part in planned.parts[:over])


def _unread(state: State) -> int:
    """Return the number of legs whose short set-up is still to come."""
    fresh: set[Side | None] = {"left", "right"}
    fresh -= {row.side for row in current_rows(state.live)}
    if isinstance(state.live.segment, Setup):
        fresh.discard(state.live.side)
    return len(fresh)
