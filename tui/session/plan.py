"""The plan of a session: every set of its routine, resolved with the catalogue and the settings.

Times are integers in milliseconds, so that their sums have no rounding error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Ms = int
"""Milliseconds."""

Side = Literal["left", "right"]
SetKind = Literal["warmup", "working", "amrap", "drop", "rest-pause"]
ShareOf = Literal["working", "before"]
Pace = Literal["self-paced", "paced"]
Mode = Literal["bilateral", "unilateral", "alternating"]
Unit = Literal["kg", "lb"]
LoadCounts = Literal["none", "total", "per-hand", "per-side", "stack", "bodyweight"]

SHORTEST_REP: Ms = 200
"""The shortest rep that can be paced, as nobody moves faster."""

AMRAP_PACED_LIMIT = 100
"""Reps a side after which the tempo player ends an open set, so that an empty room doesn't train all night."""

OPEN_HOLD_LIMIT: Ms = 3_600_000
"""Time after which an open hold ends, for the same reason."""


def other_side(side: Side) -> Side:
    """Return the opposite leg."""
    return "left" if side == "right" else "right"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the set-up, with its time in paced mode."""

    text: str
    lasts: Ms


@dataclass(frozen=True, slots=True)
class Phase:
    """One part of a rep."""

    kind: str
    cue: str
    text: str
    lasts: Ms
    breathe: str | None = None
    pose: str | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """An exercise as performed in one block of the plan, with its tempo resolved."""

    id: str
    name: str
    mode: Mode
    load_counts: LoadCounts
    phases: tuple[Phase, ...]
    setup: tuple[Step, ...] = ()
    short_setup: tuple[Step, ...] = ()
    """The short set-up after a switch; empty for switches between reps."""
    switch_every: int | None = None
    switch_lasts: Ms = 5000
    cautions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    short: str = ""
    """Its name where there is little room; empty: it has no other."""
    load_step: float | None = None
    """The step between loads that can be loaded."""
    load_steps: tuple[float, ...] = ()
    """The loads that can be loaded, from the lightest up, where they are not evenly apart."""

    def __post_init__(self) -> None:
        if self.phases and self.rep_lasts < SHORTEST_REP:
            raise ValueError(f"a rep of {self.id} lasts {self.rep_lasts} ms; {SHORTEST_REP} is the least")

    @property
    def rep_lasts(self) -> Ms:
        """The time of one rep at this tempo, in milliseconds."""
        return sum(phase.lasts for phase in self.phases)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a set after its first: less load at once (a drop), or the same after a few breaths (rest-pause)."""

    reps: int | None
    """None: as many as possible."""
    pause: Ms
    """Before it."""
    share: float = 1.0
    """Its load, as a share of the load of the part before."""


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """A set; both sides of a unilateral exercise form one."""

    movement: int
    """Index into the movements of the plan, or of the session where more came in the course of it."""
    number: int
    of: int
    kind: SetKind
    reps: int | None = None
    """Reps a side (of both sides together when alternating): the low end of a range, or the least of an open set."""
    reps_max: int | None = None
    """Where the set ends by itself; equals `reps` unless it is a range. None: an open set, or a timed one."""
    lasts: Ms | None = None
    """Time a side, for a timed set; the least, if it is AMRAP."""
    parts: tuple[Part, ...] = ()
    """What follows the first part, of a drop or rest-pause set; `reps` and `load` are the first part's."""
    load: float | None = None
    """Below 0 it is help."""
    load_counts: LoadCounts | None = None
    """What the load counts, where it isn't what the movement's own does."""
    share: float | None = None
    """The load as a share of another one in the plan."""
    share_of: ShareOf | None = None
    """Of which; None: in a warm-up of the first working load and rounded down, else of the set before."""
    e1rm_share: float | None = None
    """The load as a share of the estimated one-rep maximum, of which it was worked out if that was known."""
    target_rpe: float | None = None
    """How hard the set is to be."""
    first: Side | None = None
    rest: Ms = 0
    """Rest after the set; 0 goes straight on. None is taken after the last set of a session."""
    every: Ms | None = None
    """From the beginning of the set to that of the next: the rest is what is left of it (EMOM)."""
    id: int = -1
    """Its name for as long as the session lasts, wherever it stands in the list; given when the session begins."""
    block: int = -1
    """What moves together: the sets of an exercise, or those of all exercises of a superset."""
    extra: bool = False
    """Added in the course of the session."""
    dropped: bool = False
    """Taken out of today, or replaced, before anything was done in it."""
    replaces: str | None = None
    """Id of the exercise that was planned in its place."""
    note: str = ""
    """What the person wrote of it."""

    def __post_init__(self) -> None:
        if self.reps is not None and self.lasts is not None:
            raise ValueError("a set aims at reps or at seconds, not at both")
        if self.reps is None and self.lasts is None and self.kind in ("warmup", "working"):
            raise ValueError(f"a {self.kind} set aims at reps or at seconds")

    @property
    def is_open(self) -> bool:
        """Whether the first part ends only when the person says so."""
        return self.kind == "amrap" if self.lasts is not None else self.reps_max is None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a session needs, independent of later changes to the catalogue."""

    name: str
    routine: str | None
    sets: tuple[PlannedSet, ...]
    movements: tuple[Movement, ...]
    pace: Pace = "self-paced"
    get_ready: Ms = 3000
    unit: Unit = "kg"
    load_step: float = 1.0
    even_turns: bool = False
    """Whether legs switch at regular intervals; False, as in journals of versions before: every so many reps."""
    body_weight: float | None = None
    """In `unit`, for the log; None where it is not known."""

    def __post_init__(self) -> None:
        if not self.sets:
            raise ValueError("a plan needs at least one set")
