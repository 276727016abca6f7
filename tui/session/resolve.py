"""The resolution of routines and exercises to a plan, with a person's overrides and defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tui.session.loads import worked_out
from tui.session.plan import (
    Movement,
    Ms,
    Pace,
    Phase,
    Plan,
    PlannedSet,
    SetKind,
    Side,
    Step,
    Unit,
)

if TYPE_CHECKING:  # importing the engine must not cost what pydantic costs
    from catalogue.schema.models import Block, Exercise, Routine, SupersetItem, Tempo, Work

WARMUP_SHARE = 0.5
"""The share of the working load in a warm-up: light enough not to tire, heavy enough to rehearse the movement."""

WARMUP_REPS = 10
"""The reps of a warm-up for working sets without a number."""


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
    last_loads: Mapping[str, float] = field(default_factory=dict)
    """The last load by exercise id; applies where nothing else has a load."""


@dataclass(frozen=True, slots=True)
class _Group:
    """A block: an exercise or the exercises of a superset, `count` rounds, each followed by the rest."""

    items: tuple[tuple[Exercise, Work | None], ...]
    count: int
    warmups: int
    rest: Ms


def resolve(chosen: Sequence[Routine | Exercise], exercises: Mapping[str, Exercise], wishes: Wishes) -> Plan:
    """Return a plan of the chosen routines and exercises in their order.

    Raises KeyError for an exercise that is not in `exercises`, and ValueError for an empty choice.
    """
    movements: list[Movement] = []
    sets: list[PlannedSet] = []
    for group in _groups(chosen, exercises, wishes):
        sets += _sets(group, len(movements), wishes)
        movements += [_movement(exercise, work.tempo if work else None) for exercise, work in group.items]
    return Plan(
        name=" + ".join(item.name for item in chosen),
        routine=_routine(chosen),
        sets=worked_out(sets, movements),
        movements=tuple(movements),
        pace=wishes.pace,
        get_ready=wishes.get_ready,
        unit=wishes.unit,
        load_step=wishes.load_step,
        even_turns=True,
    )


def _routine(chosen: Sequence[Routine | Exercise]) -> str | None:
    return chosen[0].id if len(chosen) == 1 and hasattr(chosen[0], "blocks") else None


def _groups(
    chosen: Sequence[Routine | Exercise], exercises: Mapping[str, Exercise], wishes: Wishes
) -> Iterator[_Group]:
    for item in chosen:
        if hasattr(item, "blocks"):
            for block in item.blocks:
                yield _block(block, exercises, wishes)
        else:
            rest = _rest(None, item.defaults.rest, wishes)
            yield _Group(((item, None),), wishes.sets or item.defaults.sets, 0, rest)


def _block(block: Block, exercises: Mapping[str, Exercise], wishes: Wishes) -> _Group:
    works: Sequence[Block | SupersetItem] = block.superset or (block,)
    items = tuple((exercises[work.exercise or ""], work) for work in works)
    last = items[-1][0].defaults
    count = wishes.sets or (block.rounds if block.superset else block.sets) or items[0][0].defaults.sets
    return _Group(items, count, block.warmup, _rest(block.rest, last.rest, wishes))


def _rest(asked: float | None, usual: float, wishes: Wishes) -> Ms:
    if wishes.rest is not None:
        return wishes.rest
    if asked is not None:
        return _ms(asked)
    return _ms(usual) if wishes.usual_rest is None else wishes.usual_rest


def _sets(group: _Group, base: int, wishes: Wishes) -> Iterator[PlannedSet]:
    """The group's sets in the order in which they are done; its movements start at index `base`."""
    models = [_planned(exercise, work, base + at, base, wishes) for at, (exercise, work) in enumerate(group.items)]
    for number in range(1, group.warmups + 1):
        warmup = _warmup(models[0])
        yield replace(warmup, number=number, of=group.warmups, rest=group.rest)
    for number in range(1, group.count + 1):
        for at, model in enumerate(models):
            rest = group.rest if at + 1 == len(models) else 0
            yield replace(model, number=number, of=group.count, rest=rest)


def _planned(exercise: Exercise, work: Work | None, movement: int, block: int, wishes: Wishes) -> PlannedSet:
    low, high, lasts = _target(exercise, work, wishes)
    timed_steps = lasts is not None and exercise.sides.mode == "alternating"
    return PlannedSet(
        movement=movement,
        block=block,
        number=1,
        of=1,
        kind="amrap" if low is None and lasts is None else "working",
        reps=low,
        reps_max=high,
        lasts=lasts,
        load=_load(exercise, work, wishes),
        first=None if exercise.sides.mode == "bilateral" or timed_steps else _first(exercise, wishes),
    )


def _target(exercise: Exercise, work: Work | None, wishes: Wishes) -> tuple[int | None, int | None, Ms | None]:
    """Return the low end, the high end and the time; all None for an AMRAP set."""
    if wishes.reps is not None and exercise.phases:
        return (*wishes.reps, None)
    if work is not None and work.amrap:
        return None, None, None
    asked = work if work is not None and (work.reps is not None or work.seconds is not None) else exercise.defaults
    if asked.seconds is not None:
        return None, None, _ms(asked.seconds)
    reps = asked.rep_range
    assert reps is not None, "the schema asks for reps or seconds"
    return reps.low, reps.high, None


def _first(exercise: Exercise, wishes: Wishes) -> Side:
    return wishes.first or wishes.first_sides.get(exercise.id) or exercise.sides.first


def _load(exercise: Exercise, work: Work | None, wishes: Wishes) -> float | None:
    if exercise.load_counts == "none":
        return None
    if wishes.load is not None:
        return wishes.load or None
    if work is not None and work.load is not None:
        return work.load or None
    return wishes.last_loads.get(exercise.id)


def _warmup(model: PlannedSet) -> PlannedSet:
    """A light set of the same: half the load, at a step that can be loaded."""
    kind: SetKind = "warmup"
    if model.kind == "amrap":
        return replace(model, kind=kind, share=WARMUP_SHARE, reps=WARMUP_REPS, reps_max=WARMUP_REPS)
    return replace(model, kind=kind, share=WARMUP_SHARE, reps_max=model.reps)


def _movement(exercise: Exercise, tempo: Tempo | None) -> Movement:
    sides = exercise.sides
    steps = tuple(Step(step.text, _ms(step.seconds)) for step in exercise.setup)
    again = tuple(step for step, written in zip(steps, exercise.setup, strict=True) if written.again)
    in_short = sides.mode == "unilateral" and sides.switch_every is None
    return Movement(
        id=exercise.id,
        name=exercise.name,
        mode=sides.mode,
        load_counts=exercise.load_counts,
        phases=_phases(exercise, tempo),
        setup=steps,
        short_setup=(again or steps[-1:]) if in_short else (),
        switch_every=sides.switch_every,
        switch_lasts=_ms(sides.switch_seconds),
        cautions=exercise.cautions,
        notes=exercise.notes,
    )


def _phases(exercise: Exercise, tempo: Tempo | None) -> tuple[Phase, ...]:
    """Return the phases at a tempo. Several phases of one kind share its seconds in proportion."""
    usual = exercise.tempo
    phases = []
    for phase in exercise.phases:
        seconds = phase.seconds
        if tempo is not None and usual.seconds(phase.kind) > 0:
            seconds *= tempo.seconds(phase.kind) / usual.seconds(phase.kind)
        elif tempo is not None:
            seconds = tempo.seconds(phase.kind)
        if _ms(seconds) > 0:
            phases.append(Phase(phase.kind, phase.cue, phase.text, _ms(seconds), phase.breathe, phase.pose))
    return tuple(phases)


def _ms(seconds: float) -> Ms:
    return round(seconds * 1000)
