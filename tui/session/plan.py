"""The plan of a session: every set of its routine, resolved with the catalogue and the settings.

Times are integers in milliseconds, so that their sums have no rounding error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Ms = int
"""Milliseconds."""

Side = Literal["left", "right"]
SetKind = Literal["warmup", "working", "amrap"]
Pace = Literal["self-paced", "paced"]
Mode = Literal["bilateral", "unilateral", "alternating"]
Unit = Literal["kg", "lb"]

SHORTEST_REP: Ms = 200
"""The shortest rep that can be paced, as nobody moves faster."""

AMRAP_PACED_LIMIT = 100
"""The reps a side after which the tempo player ends an AMRAP set, so that an abandoned session ends."""


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
    load_counts: str
    phases: tuple[Phase, ...]
    setup: tuple[Step, ...] = ()
    short_setup: tuple[Step, ...] = ()
    """The short set-up after a switch; empty for switches between reps."""
    switch_every: int | None = None
    switch_lasts: Ms = 5000
    cautions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.phases and self.rep_lasts < SHORTEST_REP:
            raise ValueError(f"a rep of {self.id} lasts {self.rep_lasts} ms; {SHORTEST_REP} is the least")

    @property
    def rep_lasts(self) -> Ms:
        """The time of one rep at this tempo, in milliseconds."""
        return sum(phase.lasts for phase in self.phases)


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """A set; both sides of a unilateral exercise form one."""

    movement: int
    """Index into the plan's movements."""
    number: int
    of: int
    kind: SetKind
    reps: int | None = None
    """Reps a side (of both sides together when alternating): the low end of a range. None if timed or AMRAP."""
    reps_max: int | None = None
    """The reps at which the set ends automatically; the high end of a range, else equal to `reps`."""
    lasts: Ms | None = None
    """The time a side of a timed set."""
    load: float | None = None
    first: Side | None = None
    rest: Ms = 0
    """The rest after the set; 0 for none."""
    with_setup: bool = False

    def __post_init__(self) -> None:
        aims = (self.reps is not None) + (self.lasts is not None) + (self.kind == "amrap")
        if aims != 1:
            raise ValueError("a set aims at reps, or at seconds, or is AMRAP: one of the three")


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

    def __post_init__(self) -> None:
        if not self.sets:
            raise ValueError("a plan needs at least one set")

    def movement_of(self, index: int) -> Movement:
        """Return the movement of the set at `index`."""
        return self.movements[self.sets[index].movement]
