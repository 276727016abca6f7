"""What each set of an exercise asks for: from what a routine says, a person's wishes and the exercise's defaults.

A set is one value with a target, a load and a rest; a warm-up, a drop or an open set differs from it in values alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from catalogue.schema.notation import RAMP, LoadShare, OpenReps, OpenSeconds
from tui.session.loads import loadable
from tui.session.plan import Movement, Ms, Pace, Part, PlannedSet, SetKind, Side, Unit

if TYPE_CHECKING:  # importing the engine must not cost what pydantic costs
    from catalogue.schema.exercise import Exercise
    from catalogue.schema.routine import Aim, Parts, SetTable, Work

WARMUP_SHARE = 0.5
"""The share of the working load in a warm-up: light enough not to tire, heavy enough to rehearse the movement."""

WARMUP_REPS = 10
"""The reps of a warm-up for working sets without a number."""

RAMP_REST: Ms = 45_000
"""Between the sets of a ramp."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """The overrides and defaults for a session; None leaves a value to the routine and the exercise."""

    pace: Pace = "self-paced"
    sets: int | None = None
    reps: tuple[int, int] | None = None
    """The low and high end of a range, equal for a single number."""
    rest: Ms | None = None
    """Overrides the routine for every set."""
    usual_rest: Ms | None = None
    """Applies where the routine has no value."""
    load: float | None = None
    unit: Unit = "kg"
    first: Side | None = None
    """Applies to every exercise with sides."""
    first_sides: Mapping[str, Side] = field(default_factory=dict)
    """By exercise id; applies where `first` is None."""
    get_ready: Ms = 3000
    load_step: float = 1.0
    body_weight: float | None = None
    """In `unit`."""
    last_loads: Mapping[str, float] = field(default_factory=dict)
    """The last load by exercise id; applies where nothing else has a load."""
    e1rms: Mapping[str, float] = field(default_factory=dict)
    """The estimated one-rep maximum by exercise id: the base of per cents in working sets."""
    amrap: bool = False
    """Every working set goes on for as long as possible; at least `reps`, if those are given."""


@dataclass(frozen=True, slots=True)
class Target:
    """Reps or a time, and whether the set goes on beyond them until the person ends it."""

    low: int | None = None
    high: int | None = None
    lasts: Ms | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An exercise in a block, with what the block says of it."""

    exercise: Exercise
    work: Work | None
    movement: Movement
    index: int
    """Of the movement in the plan."""
    block: int
    wishes: Wishes

    def alike(self, count: int, rest: Ms, every: Ms | None) -> list[PlannedSet]:
        """Return so many working sets that are all alike."""
        planned = self._planned(None, rest, every)
        return [planned] * count

    def listed(self, tables: Sequence[SetTable], rest: Ms, every: Ms | None) -> list[PlannedSet]:
        """Return the sets that a routine names one by one; one without a load has that of the working set before."""
        sets: list[PlannedSet] = []
        for table in _as_many(tables, self.wishes.sets):
            usual = ms(table.rest) if table.rest is not None and self.wishes.rest is None else rest
            sets.append(self._planned(table, usual, None if table.is_warmup else every, sets))
        return sets

    def warmups(self, first: PlannedSet, rest: Ms) -> Iterator[PlannedSet]:
        """Yield the light sets before the first working one: a ramp, or so many at half the load."""
        asked = self.work.warmup if self.work is not None else 0
        if asked == "ramp":
            yield from self._ramp(first, rest)
            return
        reps = None if first.lasts is not None else first.reps or WARMUP_REPS
        for _ in range(asked):
            yield self._warmup(first, reps, WARMUP_SHARE, rest)

    def _ramp(self, first: PlannedSet, rest: Ms) -> Iterator[PlannedSet]:
        steps = list(_ramp_steps(first.load, self.movement))
        between = RAMP_REST if self.wishes.rest is None else self.wishes.rest
        for number, (share, reps) in enumerate(steps, 1):
            yield self._warmup(first, reps, share, between if number < len(steps) else rest)

    def _warmup(self, first: PlannedSet, reps: int | None, share: float, rest: Ms) -> PlannedSet:
        """A light set before `first`."""
        lasts = first.lasts if reps is None else None
        return PlannedSet(
            movement=self.index,
            block=self.block,
            number=1,
            of=1,
            kind="warmup",
            reps=reps,
            reps_max=reps,
            lasts=lasts,
            share=share,
            first=self._first(lasts),
            rest=rest,
        )

    def _planned(
        self, table: SetTable | None, rest: Ms, every: Ms | None, before: Sequence[PlannedSet] = ()
    ) -> PlannedSet:
        aim: Aim | None = self.work if table is None else table
        parts = None if table is None else table.parts
        target = self._target(table, parts)
        planned = PlannedSet(
            movement=self.index,
            block=self.block,
            number=1,
            of=1,
            kind=_kind(table, target),
            reps=target.low,
            reps_max=None if target.is_open else target.high,
            lasts=target.lasts,
            first=self._first(target.lasts),
            rest=rest,
            every=every,
            target_rpe=self._rpe(aim),
        )
        planned = self._loaded(planned, aim.load if aim else None, before)
        if parts is None:
            return planned
        share = planned.share if planned.kind == "drop" and planned.share is not None else 1.0
        part = Part(None if target.is_open else target.high, ms(parts.pause), share)
        return replace(planned, parts=(part,) * (parts.times - 1))

    def _target(self, table: SetTable | None, parts: Parts | None) -> Target:
        said = self._said_target(table, parts)
        is_warmup = table is not None and table.is_warmup
        if is_warmup:
            number = said.low or (None if said.lasts is not None else WARMUP_REPS)
            return Target(number, said.high if said.low else number, said.lasts)
        if self.wishes.reps is not None and self.movement.phases:
            return Target(*self.wishes.reps, is_open=self.wishes.amrap)
        if self.wishes.amrap:
            return Target(lasts=said.lasts, is_open=True)
        return said

    def _said_target(self, table: SetTable | None, parts: Parts | None) -> Target:
        """What the set says, else its block, else the exercise."""
        opens = table is not None and table.kind == "amrap"
        if table is not None and (table.reps is not None or table.seconds is not None):
            return _target_of(table, opens)
        work = self.work
        if opens and (work is None or work.seconds is None) and not self.exercise.defaults.timed:
            return Target(is_open=True)
        if work is not None and work.amrap:
            return Target(is_open=True)
        if work is not None and (work.reps is not None or (work.seconds is not None and parts is None)):
            return _target_of(work, opens)
        defaults = self.exercise.defaults
        if parts is not None and defaults.timed:
            return Target(is_open=True)
        reps = defaults.rep_range
        if reps is None:
            return Target(lasts=ms(defaults.seconds or 0), is_open=opens)
        return Target(reps.low, reps.high)

    def _loaded(
        self, planned: PlannedSet, asked: float | LoadShare | None, before: Sequence[PlannedSet]
    ) -> PlannedSet:
        """The set with its load, or with what its load is a share of."""
        if self.exercise.load_counts == "none":
            return planned
        is_warmup = planned.kind == "warmup"
        if isinstance(asked, LoadShare) and (asked.signed or is_warmup):
            return replace(planned, share=asked.share, share_of="before" if asked.signed else "working")
        if is_warmup and asked is None:
            return replace(planned, share=WARMUP_SHARE)
        if self.wishes.load is not None and not is_warmup:
            return replace(planned, load=self.wishes.load or None)
        if asked is None:
            return self._same_load(planned, before)
        return self._said_load(planned, asked)

    def _same_load(self, planned: PlannedSet, before: Sequence[PlannedSet]) -> PlannedSet:
        """The load of the working set before, else the block's, else that of last time."""
        working = [at for at, one in enumerate(before) if one.kind not in ("warmup", "drop")]
        if working:
            model = before[working[-1]]
            if model.share is None:
                return replace(planned, load=model.load, e1rm_share=model.e1rm_share)
            if working[-1] == len(before) - 1:
                return replace(planned, share=1.0, share_of="before")
        said = self.work.load if self.work is not None else None
        if said is not None:
            return self._said_load(planned, said)
        return replace(planned, load=self.wishes.last_loads.get(self.exercise.id))

    def _said_load(self, planned: PlannedSet, asked: float | LoadShare) -> PlannedSet:
        if not isinstance(asked, LoadShare):
            return replace(planned, load=asked or None)
        base = self.wishes.e1rms.get(self.exercise.id)
        load = None if base is None else loadable(base * asked.share, self.movement) or None
        return replace(planned, load=load, e1rm_share=asked.share)

    def _rpe(self, aim: Aim | None) -> float | None:
        said = aim.rpe if aim is not None else None
        return said if said is not None or self.work is None else self.work.rpe

    def _first(self, lasts: Ms | None) -> Side | None:
        """The leg to begin with; None where both work, or change as they like while the time runs."""
        wishes, exercise = self.wishes, self.exercise
        if self.movement.mode == "bilateral" or (self.movement.mode == "alternating" and lasts is not None):
            return None
        return wishes.first or wishes.first_sides.get(exercise.id) or exercise.sides.first


def in_a_row(sets: Sequence[PlannedSet]) -> Iterator[PlannedSet]:
    """Yield the sets numbered, warm-ups and working sets each by themselves; before a drop there is no rest."""
    total: dict[tuple[int, bool], int] = {}
    for planned in sets:
        total[_group(planned)] = total.get(_group(planned), 0) + 1
    number: dict[tuple[int, bool], int] = {}
    for at, planned in enumerate(sets):
        group = _group(planned)
        number[group] = number.get(group, 0) + 1
        numbered = replace(planned, number=number[group], of=total[group])
        following = sets[at + 1] if at + 1 < len(sets) else None
        drops = following is not None and following.kind == "drop" and following.movement == planned.movement
        yield replace(numbered, rest=0, every=None) if drops else numbered


def _group(planned: PlannedSet) -> tuple[int, bool]:
    return planned.movement, planned.kind == "warmup"


def _as_many(tables: Sequence[SetTable], wanted: int | None) -> list[SetTable]:
    """The tables with so many that are no warm-ups: the first ones, or the last one again."""
    working = sum(not table.is_warmup for table in tables)
    if wanted is None or wanted == working:
        return list(tables)
    if wanted > working:
        last = [table for table in tables if not table.is_warmup][-1]
        return [*tables, *[last] * (wanted - working)]
    kept: list[SetTable] = []
    for table in tables:
        if sum(not one.is_warmup for one in kept) < wanted:
            kept.append(table)
    return kept


def _kind(table: SetTable | None, target: Target) -> SetKind:
    if table is not None and table.kind not in (None, "working", "amrap"):
        return table.kind
    return "amrap" if target.is_open else "working"


def _target_of(aim: Aim, opens: bool) -> Target:
    if isinstance(aim.seconds, OpenSeconds):
        return Target(lasts=ms(aim.seconds.least), is_open=True)
    if aim.seconds is not None:
        return Target(lasts=ms(aim.seconds), is_open=opens)
    if isinstance(aim.reps, OpenReps):
        return Target(aim.reps.least, is_open=True)
    reps = aim.rep_range
    assert reps is not None, "one of reps and seconds is there"
    return Target(reps.low, reps.high, is_open=opens)


def _ramp_steps(working: float | None, movement: Movement) -> Iterator[tuple[float, int]]:
    """The steps of a ramp, but for those that can't be loaded and those that come to the same as one before."""
    loads: set[float] = set()
    for share, reps in RAMP:
        load = None if working is None else loadable(working * share, movement, down=True)
        if load is None:
            yield share, reps
        elif load > 0 and load not in loads:
            loads.add(load)
            yield share, reps


def ms(seconds: float) -> Ms:
    """Return seconds in milliseconds."""
    return round(seconds * 1000)
