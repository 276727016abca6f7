"""The state of a session: finished rows, the current segment, and the history for undo.

There are two time axes. *Session time* comes from the callers. *Live time* is session time without pauses and without
time reverted by undo; all clocks of `Live` use it. So a pause shifts no clock, and undo restores a `Live` exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui.session.plan import Movement, Ms, Pace, Plan, PlannedSet, Side

COUNTED_SECONDS = (3, 2, 1)
LONG_PHASE: Ms = 4000
"""The shortest phase with a 3-2-1 countdown."""


@dataclass(frozen=True, slots=True)
class Setup:
    """A set-up step. It waits for a command unless it `ends`."""

    step: int
    ends: Ms | None
    short: bool = False


@dataclass(frozen=True, slots=True)
class GetReady:
    """The countdown before paced or timed work."""

    ends: Ms


@dataclass(frozen=True, slots=True)
class Work:
    """Reps or a timed hold of one side.

    `phase` is None without the tempo player. `ends` is the end of the phase or of the hold.
    """

    began: Ms
    rep_began: Ms
    phase: int | None = None
    ends: Ms | None = None


@dataclass(frozen=True, slots=True)
class Switch:
    """A switch of legs; `Live.side` is already the next one."""

    ends: Ms


@dataclass(frozen=True, slots=True)
class Rest:
    """The rest after the current set."""

    began: Ms
    ends: Ms


@dataclass(frozen=True, slots=True)
class Done:
    """The end of the session."""

    outcome: Literal["completed", "ended-early"]


Segment = Setup | GetReady | Work | Switch | Rest | Done


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of one side; a unilateral set with `switch_every` has several a side.

    `before` is the tally of the side at its start. `goal` is the tally at which it ends automatically, None if only a
    command ends it. For alternating sides both are totals of the two.
    """

    side: Side | None
    before: int
    goal: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """The result of one side in one set."""

    set: int
    """Index into the plan's sets."""
    side: Side | None
    started: Ms
    """Session time."""
    load: float | None
    reps: int = 0
    rep_times: tuple[Ms, ...] = ()
    worked: Ms = 0
    held: Ms = 0
    """The time held in a timed set."""
    rest: Ms | None = None
    rpe: float | None = None
    closed: bool = False
    skipped: bool = False
    """Whether it was skipped without work; it is dropped at the end of the set."""


@dataclass(frozen=True, slots=True)
class Live:
    """The part of the state that undo restores."""

    at: int
    """The index of the current set; in a rest, of the one before it."""
    segment: Segment
    side: Side | None
    pace: Pace
    loads: tuple[float | None, ...]
    rows: tuple[Row, ...] = ()
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A `Live` in the history, and the live time at which it was left."""

    live: Live
    at: Ms


@dataclass(frozen=True, slots=True)
class State:
    """A session as an immutable value; `advance` and `handle` return its successors."""

    plan: Plan
    live: Live
    now: Ms
    """The latest session time given to the engine."""
    began: Ms
    offset: Ms = 0
    """Session time less live time."""
    paused_at: Ms | None = None
    paused: Ms = 0
    """The session time of all finished pauses."""
    past: tuple[Moment, ...] = ()
    future: tuple[Moment, ...] = ()

    @property
    def live_now(self) -> Ms:
        """The current live time, constant during a pause."""
        return (self.now if self.paused_at is None else self.paused_at) - self.offset

    @property
    def deadline(self) -> Ms | None:
        """The session time of the next event for `advance`; None while only a command can change the state."""
        if self.paused_at is not None:
            return None
        event = next_event(self.plan, self.live, self.live_now)
        return None if event is None else event + self.offset

    @property
    def planned(self) -> PlannedSet:
        """The current set."""
        return self.plan.sets[self.live.at]

    @property
    def movement(self) -> Movement:
        """The movement of the current set."""
        return self.plan.movement_of(self.live.at)

    @property
    def is_over(self) -> bool:
        """Whether the session has ended."""
        return isinstance(self.live.segment, Done)

    @property
    def paused_total(self) -> Ms:
        """The time of all pauses, the current one included."""
        return self.paused + (0 if self.paused_at is None else self.now - self.paused_at)


def segment_end(segment: Segment) -> Ms | None:
    """Return the live time at which the segment ends automatically, None if it does not."""
    return None if isinstance(segment, Done) else segment.ends


def counted_down(plan: Plan, live: Live) -> bool:
    """Whether the last three seconds of the segment are counted down."""
    match live.segment:
        case GetReady() | Rest():
            return True
        case Switch():
            # One 3-2-1 between the legs, directly before the work and not before a set-up step.
            return not (reads_again(plan, live) and counted_in(plan, live))
        case Work(phase=None, ends=ends):
            return ends is not None
        case Work(phase=int(phase)):
            return plan.movement_of(live.at).phases[phase].lasts >= LONG_PHASE
        case _:
            return False


def counted_in(plan: Plan, live: Live) -> bool:
    """Whether a countdown precedes the work of the current set: it does for paced and timed work."""
    return get_ready_of(plan, live.at, live.pace) > 0


def get_ready_of(plan: Plan, index: int, pace: Pace) -> Ms:
    """Return the length of the get-ready countdown of the set at `index`, 0 for none."""
    return plan.get_ready if pace == "paced" or plan.sets[index].lasts is not None else 0


def reads_again(plan: Plan, live: Live) -> bool:
    """Whether the next leg gets the short set-up: before its first turn in the set, after the other leg."""
    fresh = all(row.side != live.side for row in current_rows(live))
    return fresh and bool(plan.movement_of(live.at).short_setup)


def next_event(plan: Plan, live: Live, told: Ms) -> Ms | None:
    """Return the live time of the next count or segment end after `told`."""
    ends = segment_end(live.segment)
    if ends is None:
        return None
    if counted_down(plan, live):
        for seconds in COUNTED_SECONDS:
            if ends - seconds * 1000 > told:
                return ends - seconds * 1000
    return ends


def tally(live: Live) -> int:
    """Return the tally of the current set: that of the current side, or of both if they alternate."""
    if live.turn is None:
        return 0
    return sum(row.reps for row in current_rows(live) if live.turn.side is None or row.side == live.turn.side)


def current_rows(live: Live) -> tuple[Row, ...]:
    """Return the rows of the current set."""
    return tuple(row for row in live.rows if row.set == live.at)
