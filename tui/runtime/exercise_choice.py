"""Exercises that come in the course of a session: which there are, and the command that adds or puts one in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from tui.logbook.log.last_time import LastTime, load_like
from tui.runtime.selection import UnknownId, converted, plan_for
from tui.session.agenda import open_sets
from tui.session.commands import AddExercise, ReplaceExercise
from tui.session.loads import worked_out
from tui.session.plan import LoadCounts, Movement, PlannedSet, Unit
from tui.session.planned_sets import WARMUP_REPS, Wishes
from tui.session.state import State

if TYPE_CHECKING:  # the models bring pydantic, which the first screen must not wait for
    from catalogue.loading import Catalogue
    from catalogue.schema.models import Exercise


@dataclass(frozen=True, slots=True)
class ExerciseChoice:
    """The catalogue and the logs, as far as a session that runs has a use for them."""

    catalogue: Catalogue
    wishes: Wishes
    """What the settings ask; what was said for this session alone is not for what comes into it."""
    last: Mapping[str, LastTime]
    """What was done the last time, by exercise."""

    def addition(self, id_: str, after: int, state: State) -> AddExercise:
        """Return the command that adds an exercise with its own defaults and its last load. Raises UnknownId."""
        last = self.last.get(self._exercise(id_).id)
        movement, _, sets = self._own(id_, state)
        load, counts = _load_of(last, None, movement, state.plan.unit)
        added = tuple(replace(one, load=load, load_counts=counts) for one in sets)
        return AddExercise(movement, added, after)

    def replacement(self, id_: str, movement: int, state: State) -> ReplaceExercise:
        """Return the command that puts an exercise in the place of what is left of one. Raises UnknownId.

        A set keeps its target where both go by reps or both by time. Its load is that of the set nearest in reps in
        the exercise's newest session.
        """
        last = self.last.get(self._exercise(id_).id)
        new, model, _ = self._own(id_, state)
        sets = [_in_place(one, model, new, last, state.plan.unit) for one in open_sets(state, movement)]
        return ReplaceExercise(movement, new, worked_out(sets, (new,)))

    def instead_of(self, id_: str | None) -> list[str]:
        """Return the ids of all exercises: the alternatives that the exercise names, then those most like it.

        Among those as much alike, the one trained last comes first.
        """
        exercises, old, last = self.catalogue.exercises, self.catalogue.exercises.get(id_ or ""), self.last
        named = tuple(getattr(old, "alternatives", ()))

        def rank(one: Exercise) -> tuple[int, int, int]:
            at = named.index(one.id) if one.id in named else len(named)
            day = last[one.id].day if one.id in last else date.min
            return (at, -_likeness(one, old), -day.toordinal())

        return [one.id for one in sorted(exercises.values(), key=rank) if one.id != id_]

    def _exercise(self, id_: str) -> Exercise:
        if id_ not in self.catalogue.exercises:
            from catalogue.files.spelling import nearest

            raise UnknownId(id_, nearest(id_, self.catalogue.exercises))
        return self.catalogue.exercises[id_]

    def _own(self, id_: str, state: State) -> tuple[Movement, PlannedSet, tuple[PlannedSet, ...]]:
        plan = state.plan
        asked = replace(self.wishes, unit=plan.unit, load_step=plan.load_step, get_ready=plan.get_ready)
        own = plan_for([id_], self.catalogue, asked)
        return own.movements[0], own.sets[0], own.sets


MakeChoice = Callable[[], ExerciseChoice]


def _in_place(
    planned: PlannedSet, model: PlannedSet, movement: Movement, last: LastTime | None, unit: Unit
) -> PlannedSet:
    aimed = replace(planned, movement=0, first=model.first, e1rm_share=None)
    if (planned.lasts is None) != (model.lasts is None):
        aimed = replace(model, first=model.first, rest=planned.rest, every=planned.every)
        if planned.kind == "warmup":
            reps = model.reps or (WARMUP_REPS if model.lasts is None else None)
            aimed = replace(aimed, kind="warmup", reps=reps, reps_max=reps, share=planned.share)
    load, counts = _load_of(last, planned.reps, movement, unit)
    return replace(aimed, load=load, load_counts=counts)


def _load_of(
    last: LastTime | None, reps: int | None, movement: Movement, unit: Unit
) -> tuple[float | None, LoadCounts | None]:
    """Return the load of the set nearest in reps last time, and what it counts where the exercise's is another."""
    load, counts = load_like(last, reps) if last is not None else (None, None)
    if last is None or load is None:
        return None, None
    own: LoadCounts | None = "bodyweight" if counts == "bodyweight" and movement.load_counts != "bodyweight" else None
    return converted(load, last.unit, unit) if own or movement.load_counts != "none" else None, own


def _likeness(one: Exercise, old: Exercise | None) -> int:
    if old is None:
        return 0
    same: Iterable[str] = set(one.muscles.primary) & set(old.muscles.primary)
    return 2 * (one.pattern == old.pattern) + bool(same)
