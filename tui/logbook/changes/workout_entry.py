"""A workout done away from the program: what its plan asks for, by exercise, and the log of what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from tui.logbook.changes.set_notation import Trained, render
from tui.logbook.changes.typed_values import local
from tui.logbook.log.file_names import session_id
from tui.logbook.log.log_model import Log, LogSet, Unit, schema_for
from tui.session.estimate import estimate
from tui.session.plan import Plan, PlannedSet, Side, other_side

if TYPE_CHECKING:
    from catalogue.schema.models import Exercise

NOON: Final = time(12)
"""When a workout of another day is said to have begun, if nothing is said."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One exercise of a plan: what is to be answered for it."""

    exercise: Trained
    name: str
    rows: tuple[LogSet, ...]
    """Its sets as the plan has them, done in full; one without a target has neither reps nor seconds."""

    @property
    def line(self) -> str | None:
        """The plan in the notation; None if a set has no target, as an AMRAP one: only the person knows that."""
        return None if any(_is_open(row) for row in self.rows) else render(self.rows)

    def with_targets(self, done: Iterable[LogSet]) -> tuple[LogSet, ...]:
        """Return rows with the targets of the planned ones in their place: same side, number, warm-up or not."""
        planned = {_place(row): row for row in self.rows}
        return tuple(_aimed(row, planned.get(_place(row))) for row in done)


@dataclass(frozen=True, slots=True)
class About:
    """What is said of the whole session."""

    name: str
    routine: str | None
    started: datetime
    """With its offset."""
    lasted: timedelta
    unit: Unit
    effort: float | None = None
    note: str = ""


def planned(plan: Plan, exercises: Mapping[str, Exercise]) -> tuple[Planned, ...]:
    """Return what a plan asks for, an exercise at a time; the sets of one that comes twice are put together."""
    found: dict[str, list[PlannedSet]] = {}
    names: dict[str, str] = {}
    for each in plan.sets:
        movement = plan.movements[each.movement]
        found.setdefault(movement.id, []).append(each)
        names[movement.id] = movement.name
    return tuple(_planned(exercises[id_], names[id_], sets) for id_, sets in found.items())


def entered(about: About, sets: Sequence[LogSet], token: str) -> Log:
    """Return the log of a session entered by hand; `token` tells apart two that began in the same second.

    Raises ValueError (pydantic's ValidationError) if a value is not one that a log may hold.
    """
    return Log(
        schema=schema_for({}, map(vars, sets)),
        id=session_id(about.started, token),
        name=about.name,
        routine=about.routine,
        started=about.started,
        finished=about.started + about.lasted,
        outcome="completed",
        active_seconds=about.lasted.total_seconds(),
        unit=about.unit,
        effort=about.effort,
        note=about.note,
        sets=tuple(sets),
    )


def lasting(plan: Plan, rows: Iterable[LogSet]) -> timedelta:
    """Return the time of a plan, to the minute, with no more of its sets than were done."""
    left = Counter(exercise for exercise, *_ in {(row.exercise, row.kind == "warmup", row.set) for row in rows})
    sets: list[PlannedSet] = []
    for each in plan.sets:
        exercise = plan.movements[each.movement].id
        left[exercise] -= 1
        if left[exercise] >= 0:
            sets.append(each)
    return timedelta(minutes=max(1, round(estimate(replace(plan, sets=tuple(sets))) / 60_000)))


def begun(now: datetime, on: date, at: time | None, lasted: timedelta) -> datetime:
    """Return when a session began; without a time it has ended just now, or began at noon of another day.

    Raises ValueError if that has not been yet.
    """
    if at is not None:
        started = local(on, at)
    elif on == now.date():
        started = (now - lasted).replace(microsecond=0)
    else:
        started = local(on, NOON)
    if started > now:
        raise ValueError(f"{started:%Y-%m-%d %H:%M} has not been yet")
    return started


def _planned(exercise: Exercise, name: str, sets: Sequence[PlannedSet]) -> Planned:
    trained = Trained.of(exercise, next((each.first for each in sets if each.first), None))
    counts = {True: 0, False: 0}
    rows: list[LogSet] = []
    for each in sets:
        counts[each.kind == "warmup"] += 1
        rows += _rows(each, counts[each.kind == "warmup"], trained)
    return Planned(trained, name, tuple(rows))


def _rows(each: PlannedSet, number: int, trained: Trained) -> Iterator[LogSet]:
    seconds = None if each.lasts is None else each.lasts / 1000
    for side in _sides(each, trained):
        low, high = _share(each.reps, side, each, trained), _share(each.reps_max, side, each, trained)
        yield LogSet(
            exercise=trained.id,
            set=number,
            side=side,
            kind=each.kind,
            target=low,
            target_max=high if high != low else None,
            target_seconds=seconds,
            reps=low,
            load=each.load,
            load_counts=None if each.load is None else each.load_counts or trained.load_counts,
            seconds=seconds,
        )


def _sides(each: PlannedSet, trained: Trained) -> tuple[Side | None, ...]:
    if trained.mode == "bilateral" or (trained.mode == "alternating" and each.lasts is not None):
        return (None,)
    return trained.first, other_side(trained.first)


def _share(reps: int | None, side: Side | None, each: PlannedSet, trained: Trained) -> int | None:
    """What one leg has to do: alternating ones share the reps, and the first one gets the odd rep."""
    if trained.mode != "alternating" or reps is None or side is None:
        return reps
    return (reps + (side == trained.first)) // 2


def _is_open(row: LogSet) -> bool:
    return row.reps is None and row.seconds is None


def _place(row: LogSet) -> tuple[str, str | None, bool, int]:
    return row.exercise, row.side, row.kind == "warmup", row.set


def _aimed(row: LogSet, planned: LogSet | None) -> LogSet:
    if planned is None:
        return row
    targets = {name: getattr(planned, name) for name in ("target", "target_max", "target_seconds")}
    kind = planned.kind if row.kind == "working" else row.kind
    return row.model_copy(update={**targets, "kind": kind})
