"""The interface of the engine: begin a session, advance its time, handle a command.

The engine reads no clock. `now` is session time in milliseconds from any origin. It is monotonic: an earlier `now`
counts as the latest one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tui.session.adjustments import on_resume
from tui.session.change import Change
from tui.session.commands import Command, CountRep, NotNow, Pause, Proceed, Redo, Resume, StepLoad, Undo
from tui.session.cues import Cue
from tui.session.plan import Ms, Plan
from tui.session.state import Done, Moment, State, first_live, next_event, segment_end
from tui.session.transitions import on_command, on_deadline, open_session

Cues = tuple[Cue, ...]
Input = tuple[Command | None, Ms]
"""A time with a command, or with None for an advance in time."""


def begin(plan: Plan, now: Ms) -> State:
    """Return the initial state of a session that starts at `now`; `opening_cues` has its cues."""
    change = Change(plan, first_live(plan), 0, now)
    open_session(change)
    _settle(change, told=-1, until=0)
    return State(plan, change.live, now, now, offset=now)


def opening_cues(state: State) -> Cues:
    """Return the cues of the first instant."""
    change = Change(state.plan, first_live(state.plan), 0, state.began)
    open_session(change)
    _settle(change, told=-1, until=0)
    return tuple(change.cues)


def advance(state: State, now: Ms) -> tuple[State, Cues]:
    """Advance the time to `now`. Every segment on the way ends at its exact time.

    A finished session keeps the time of its end.
    """
    if state.is_over:
        return state, ()
    now = max(now, state.now)
    if state.paused_at is not None:
        return replace(state, now=now), ()
    change = Change(state.plan, state.live, state.live_now, state.offset)
    counted = _settle(change, told=state.live_now, until=now - state.offset)
    if isinstance(change.live.segment, Done):
        now = change.t + state.offset
    return _changed(state, change, now, counted), tuple(change.cues)


def handle(state: State, command: Command, now: Ms) -> tuple[State, Cues]:
    """Advance the time to `now`, then execute a command. Raises NotNow for one that the state does not allow."""
    state, cues = advance(state, now)
    if state.is_over and isinstance(command, Undo | Redo):
        state = replace(state, now=max(now, state.now))  # time goes on when the end is taken back
    match command:
        case Undo():
            return _undo(state), cues
        case Redo():
            return _redo(state), cues
        case Pause():
            return _pause(state), cues
        case Resume():
            state, more = _resume(state)
            return state, cues + more
        case CountRep() | Proceed() if state.paused_at is not None:
            raise NotNow("Paused: resume first.")
        case _:
            state, more = _do(state, command)
            return state, cues + more


def replay(plan: Plan, began: Ms, inputs: Iterable[Input]) -> State:
    """Return the state after these inputs. Raises NotNow for inputs that no session of this plan had."""
    state = begin(plan, began)
    for command, now in inputs:
        state, _ = advance(state, now) if command is None else handle(state, command, now)
    return state


def _settle(change: Change, told: Ms, until: Ms) -> tuple[Moment, ...]:
    """Process every count and segment end after `told` up to `until`, until none is left."""
    moments = []
    while (event := next_event(change.plan, change.live, told)) is not None and event <= until:
        change.t = event
        end = segment_end(change.live.segment)
        if end is not None and event < end:
            change.cue("count", change.live.side, (end - event) // 1000)
            told = event
            continue
        if moment := on_deadline(change):
            moments.append(moment)
        told = event - 1  # a segment just entered may have a count at this very instant
    return tuple(moments)


def _changed(state: State, change: Change, now: Ms, counted: tuple[Moment, ...]) -> State:
    past = state.past + counted
    future = () if counted else state.future
    stepping = None if counted else state.stepping
    return replace(state, live=change.live, now=now, past=past, future=future, stepping=stepping)


def _do(state: State, command: Command) -> tuple[State, Cues]:
    change = Change(state.plan, state.live, state.live_now, state.offset)
    on_command(change, command)
    entered = change.live.segment is not state.live.segment
    counted = _settle(change, told=state.live_now - entered, until=state.live_now)
    if isinstance(command, StepLoad) and state.stepping == change.live.at and not counted:
        return replace(state, live=change.live), tuple(change.cues)
    before = Moment(state.live, state.live_now)
    state = _changed(state, change, state.now, (before, *counted))
    return replace(state, stepping=change.live.at if isinstance(command, StepLoad) else None), tuple(change.cues)


def _undo(state: State) -> State:
    if not state.past:
        raise NotNow("There is nothing to undo.")
    left = Moment(state.live, state.live_now)
    return replace(_return(state, state.past[-1]), past=state.past[:-1], future=(*state.future, left), stepping=None)


def _redo(state: State) -> State:
    if not state.future:
        raise NotNow("There is nothing to redo.")
    left = Moment(state.live, state.live_now)
    return replace(
        _return(state, state.future[-1]), past=(*state.past, left), future=state.future[:-1], stepping=None
    )


def _return(state: State, moment: Moment) -> State:
    """Shift live time back to that of the moment, so that every clock has the same time left again."""
    here = state.now if state.paused_at is None else state.paused_at
    return replace(state, live=moment.live, offset=here - moment.at)


def _pause(state: State) -> State:
    if state.is_over:
        raise NotNow("The session is over.")
    if state.paused_at is not None:
        raise NotNow("The session is paused already.")
    return replace(state, paused_at=state.now)


def _resume(state: State) -> tuple[State, Cues]:
    if state.paused_at is None:
        raise NotNow("The session isn't paused.")
    gone = state.now - state.paused_at
    state = replace(state, paused_at=None, paused=state.paused + gone, offset=state.offset + gone)
    change = Change(state.plan, state.live, state.live_now, state.offset)
    on_resume(change)
    entered = change.live.segment is not state.live.segment
    _settle(change, told=state.live_now - entered, until=state.live_now)
    return replace(state, live=change.live), tuple(change.cues)
