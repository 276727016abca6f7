"""The moment at which a turn ended by its target: from the state alone, for what must wait a breath after it."""

from __future__ import annotations

from tui.session.plan import Ms
from tui.session.state import Live, Moment, Row, State, Work

BREATH: Ms = 1000
"""For this long after a target is reached, a key pressed once too often neither counts nor skips."""


def just_reached(state: State, now: Ms) -> bool:
    """Whether a turn ended by its target less than a breath before session time `now`.

    Counted by key, by the tempo player or by the clock of a timed set; a set that the person ends has no breath.
    `now` may be behind the state: a key acts when it is its turn, and was pressed before.
    """
    paused = state.paused_at if not state.is_over else None
    live_now = (now if paused is None else paused) - state.offset
    after = state.live
    for before in reversed(state.past):
        reached = _reached_at(before, after)
        if reached is not None and reached <= state.live_now:
            return live_now - reached < BREATH
        if before.at < live_now - BREATH:
            return False  # whatever came before it ended no later
        after = before.live
    return False


def _reached_at(before: Moment, after: Live) -> Ms | None:
    """Live time at which the turn at work in `before` ended by its target; None if it did not."""
    live, work = before.live, before.live.segment
    goes_on = isinstance(after.segment, Work) and after.at == live.at and after.turn == live.turn
    if not isinstance(work, Work) or live.turn is None or goes_on:
        return None
    then, now = _row(live, live), _row(live, after)
    if then is None or now is None:
        return None
    if work.phase is None and work.ends is not None:
        by_clock = before.at == work.began and now.held - then.held == work.ends - work.began
        return work.ends if by_clock else None
    counted = len(now.rep_times) == len(then.rep_times) + 1
    return work.rep_began + now.rep_times[-1] if counted else None


def _row(at_work: Live, live: Live) -> Row | None:
    """The row in `live` of the set and the leg at work."""
    rows = [row for row in live.rows if row.set == at_work.at]
    return next((row for row in rows if row.side in (at_work.side, None)), None)
