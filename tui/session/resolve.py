"""The resolution of routines and exercises to a plan, with a person's overrides and defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.session.loads import worked_out
from tui.session.plan import Movement, Ms, Phase, Plan, PlannedSet, Step
from tui.session.planned_sets import Item, Wishes, in_a_row, ms

if TYPE_CHECKING:  # importing the engine must not cost what pydantic costs
    from catalogue.schema.exercise import Exercise
    from catalogue.schema.notation import Tempo
    from catalogue.schema.routine import Block, Routine, SetTable, SupersetItem, Work

__all__ = ["Wishes", "resolve"]


@dataclass(frozen=True, slots=True)
class _Group:
    """A block: an exercise, or the exercises of a superset in turn, and the rest."""

    items: tuple[tuple[Exercise, Work | None], ...]
    count: int
    """Sets of the exercise, or rounds."""
    rest: Ms
    every: Ms | None = None
    tables: tuple[SetTable, ...] = ()


def resolve(chosen: Sequence[Routine | Exercise], exercises: Mapping[str, Exercise], wishes: Wishes) -> Plan:
    """Return a plan of the chosen routines and exercises in their order.

    Raises KeyError for an exercise that is not in `exercises`, and ValueError for an empty choice.
    """
    movements: list[Movement] = []
    sets: list[PlannedSet] = []
    for group in _groups(chosen, exercises, wishes):
        block = len(movements)
        movements += [_movement(exercise, work.tempo if work else None) for exercise, work in group.items]
        items = [
            Item(exercise, work, movements[index], index, block, wishes)
            for index, (exercise, work) in enumerate(group.items, block)
        ]
        sets += in_a_row(list(_sets(group, items)))
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
        body_weight=wishes.body_weight,
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
            yield _Group(((item, None),), wishes.sets or item.defaults.sets, rest)


def _block(block: Block, exercises: Mapping[str, Exercise], wishes: Wishes) -> _Group:
    works: Sequence[Block | SupersetItem] = block.superset or (block,)
    items = tuple((exercises[work.exercise or ""], work) for work in works)
    last = items[-1][0].defaults
    said = block.rounds if block.superset else None if block.tables else block.sets
    count = wishes.sets or (said if isinstance(said, int) else None) or items[0][0].defaults.sets
    every = None if block.every is None or wishes.rest is not None else ms(block.every)
    return _Group(items, count, _rest(block.rest, last.rest, wishes), every, block.tables)


def _rest(asked: float | None, usual: float, wishes: Wishes) -> Ms:
    if wishes.rest is not None:
        return wishes.rest
    if asked is not None:
        return ms(asked)
    return ms(usual) if wishes.usual_rest is None else wishes.usual_rest


def _sets(group: _Group, items: Sequence[Item]) -> Iterator[PlannedSet]:
    """The group's sets in the order in which they are done: warm-ups, then rounds of one set of each item."""
    columns = [_column(group, item, last=at + 1 == len(items)) for at, item in enumerate(items)]
    for item, column in zip(items, columns, strict=True):
        first = next(planned for planned in column if planned.kind != "warmup")
        yield from item.warmups(first, group.rest)
    for in_turn in zip(*columns, strict=True):
        yield from in_turn


def _column(group: _Group, item: Item, *, last: bool) -> list[PlannedSet]:
    if group.tables:
        return item.listed(group.tables, group.rest, group.every)
    rest = group.rest
    if not last:
        asked = item.work.rest if item.work is not None else None
        rest = 0 if asked is None else _rest(asked, asked, item.wishes)
    return item.alike(group.count, rest, group.every)


def _movement(exercise: Exercise, tempo: Tempo | None) -> Movement:
    sides = exercise.sides
    steps = tuple(Step(step.text, ms(step.seconds)) for step in exercise.setup)
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
        switch_lasts=ms(sides.switch_seconds),
        cautions=exercise.cautions,
        notes=exercise.notes,
        short=exercise.short or "",
        load_step=exercise.load.step if exercise.load else None,
        load_steps=exercise.load.steps or () if exercise.load else (),
    )


def _phases(exercise: Exercise, tempo: Tempo | None) -> tuple[Phase, ...]:
    """Return the phases at a tempo. Several phases of one kind share its seconds in proportion.

    A hold that the exercise has none of comes after the lowering.
    """
    usual = exercise.tempo
    phases = []
    for phase in exercise.phases:
        seconds = phase.seconds
        if tempo is not None and usual.seconds(phase.kind) > 0:
            seconds *= tempo.seconds(phase.kind) / usual.seconds(phase.kind)
        elif tempo is not None:
            seconds = tempo.seconds(phase.kind)
        if ms(seconds) > 0:
            phases.append(Phase(phase.kind, phase.cue, phase.text, ms(seconds), phase.breathe, phase.pose))
    if tempo is not None and tempo.hold and all(phase.kind != "hold" for phase in exercise.phases):
        down = [at for at, phase in enumerate(phases) if phase.kind == "eccentric"]
        pose = phases[down[-1]].pose if down else None
        phases.insert(down[-1] + 1 if down else 0, Phase("hold", "Hold", "Hold still.", ms(tempo.hold), pose=pose))
    return tuple(phases)
