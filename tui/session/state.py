"""The state of a session: finished rows, the current segment, and the history for undo.

There are two time axes. *Session time* comes from the callers. *Live time* is session time without pauses and without
time reverted by undo; all clocks of `Live` use it. So a pause shifts no clock, and undo restores a `Live` exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from tui.session.plan import LoadCounts, Movement, Ms, Pace, Plan, PlannedSet, Side

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
class Break:
    """The short countdown before the next part of a set."""

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


Segment = Setup | GetReady | Work | Break | Switch | Rest | Done


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of one side; a unilateral set with `switch_every` has several a side.

    `before` is the tally of the side at its start. `goal` is the tally at which it ends automatically, None if only a
    command ends it. For alternating sides both are totals of the two.
    """

    side: Side | None
    before: int
    goal: int | None
    part: int = 0
    """Which part of the set, from 0."""


@dataclass(frozen=True, slots=True)
class PartDone:
    """A part of a set after its first, as done."""

    reps: int
    load: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """The result of one side in one set."""

    set: int
    """Id of the set."""
    side: Side | None
    started: Ms
    """Session time."""
    load: float | None
    load_counts: LoadCounts | None = None
    """What the load counts, where it isn't what the movement's own does."""
    reps: int = 0
    """Of the first part, where the set has several."""
    parts: tuple[PartDone, ...] = ()
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
class Pin:
    """A note that stands at the set-up of an exercise from now on, and the one that stood there before."""

    exercise: str
    text: str
    instead_of: str | None


@dataclass(frozen=True, slots=True)
class Live:
    """The part of the state that undo restores."""

    at: int
    """Id of the set at hand; in a rest, of the one just done."""
    segment: Segment
    side: Side | None
    pace: Pace
    sets: tuple[PlannedSet, ...]
    """Today's list: what was planned, and what became of it."""
    movements: tuple[Movement, ...]
    finished: frozenset[int] = frozenset()
    """Ids of the sets that are done or passed over."""
    read: frozenset[int] = frozenset()
    """Movements, by index, whose set-up was entered."""
    rows: tuple[Row, ...] = ()
    """What was done, in the order begun."""
    turn: Turn | None = None
    set_began: Ms = 0
    """Live time at which work on the set at hand began."""
    pins: tuple[Pin, ...] = ()
    """Notes pinned in the session, in the order written."""

    def set_of(self, id_: int) -> PlannedSet:
        """Return the set of this id. Raises KeyError."""
        for planned in self.sets:
            if planned.id == id_:
                return planned
        raise KeyError(id_)

    def movement_of(self, id_: int) -> Movement:
        """Return the movement that the set of this id performs. Raises KeyError."""
        return self.movements[self.set_of(id_).movement]

    @property
    def planned(self) -> PlannedSet:
        """The set at hand."""
        return self.set_of(self.at)

    @property
    def movement(self) -> Movement:
        """The movement of the set at hand."""
        return self.movements[self.planned.movement]

    @property
    def to_come(self) -> tuple[PlannedSet, ...]:
        """The open sets in the order in which they will be done, the one at hand left out."""
        return tuple(one for one in self.sets if one.id not in self.finished and one.id != self.at)

    @property
    def shown(self) -> PlannedSet:
        """The set at hand; in a rest, the one after it."""
        return self.to_come[0] if isinstance(self.segment, Rest) else self.planned


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
    """Session time spent in pauses that are over."""
    stepping: int | None = field(default=None, compare=False)
    """The set of which the load was stepped by the last command: steps that follow are undone together with it."""
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
        """The set at hand."""
        return self.live.planned

    @property
    def movement(self) -> Movement:
        """The movement of the set at hand."""
        return self.live.movement

    @property
    def is_over(self) -> bool:
        """Whether the session has ended."""
        return isinstance(self.live.segment, Done)

    @property
    def paused_total(self) -> Ms:
        """The time of all pauses, the current one included."""
        return self.paused + (0 if self.paused_at is None else self.now - self.paused_at)


def first_live(plan: Plan) -> Live:
    """The state in which every session of the plan starts, before its first segment is entered."""
    sets = tuple(
        replace(planned, id=index, block=planned.movement if planned.block < 0 else planned.block)
        for index, planned in enumerate(plan.sets)
    )
    return Live(0, Setup(0, None), None, plan.pace, sets, plan.movements)


def segment_end(segment: Segment) -> Ms | None:
    """Return the live time at which the segment ends automatically, None if it does not."""
    return None if isinstance(segment, Done) else segment.ends


def counted_down(plan: Plan, live: Live) -> bool:
    """Whether the last three seconds of the segment are counted down."""
    match live.segment:
        case GetReady() | Rest() | Break():
            return True
        case Switch():
            # One 3-2-1 between the legs: it comes last before the work, not before something to read.
            return not (reads_again(live) and counted_in(plan, live))
        case Work(phase=None, ends=ends):
            return ends is not None
        case Work(phase=int(phase)):
            return live.movement.phases[phase].lasts >= LONG_PHASE
        case _:
            return False


def counted_in(plan: Plan, live: Live) -> bool:
    """Whether a countdown leads to the work of the set at hand: to work that runs by itself."""
    return get_ready_of(plan, live.planned, live.pace) > 0


def get_ready_of(plan: Plan, planned: PlannedSet, pace: Pace) -> Ms:
    """Length of the set's get-ready countdown at this pace; 0: it has none."""
    return plan.get_ready if pace == "paced" or planned.lasts is not None else 0


def reads_again(live: Live) -> bool:
    """Whether the leg to come has the set-up in short before it: its first turn in the set, after the other leg's."""
    fresh = all(row.side != live.side for row in current_rows(live))
    return fresh and bool(live.movement.short_setup)


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
    """Reps counted in the part at hand: of the side at work, or of both together when alternating."""
    if live.turn is None:
        return 0
    part = live.turn.part
    rows = (row for row in current_rows(live) if live.turn.side is None or row.side == live.turn.side)
    return sum(row.parts[part - 1].reps if part else row.reps for row in rows)


def current_rows(live: Live) -> tuple[Row, ...]:
    """Return the rows of the current set."""
    return tuple(row for row in live.rows if row.set == live.at)
