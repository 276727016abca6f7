"""From the ids that a person names to a plan; the command line and the screen share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.files.spelling import nearest
from catalogue.files.text import quoted
from catalogue.schema.bounds import load_bounds
from tui.logbook.log.last_time import last_times
from tui.logbook.log.units import in_unit
from tui.logbook.statistics.balance import balance
from tui.session.plan import Ms, Pace, Plan, Side, Unit
from tui.session.resolve import Wishes, resolve

if TYPE_CHECKING:  # the models bring pydantic, which the first screen must not wait for
    from catalogue.files.problems import Problem
    from catalogue.loading import Catalogue
    from catalogue.schema.models import Exercise, Routine
    from tui.logbook.index.index import Index
    from tui.machine.paths import Paths
    from tui.settings import Settings


@dataclass(frozen=True, slots=True)
class Overrides:
    """What is asked of this session alone; None leaves it as it is. Fields are named as in `Wishes`."""

    sets: int | None = None
    reps: tuple[int, int] | None = None
    """Low and high end, equal for a plain number."""
    rest: Ms | None = None
    load: float | None = None
    """0 means none."""
    unit: Unit | None = None
    pace: Pace | None = None

    def apply(self, wishes: Wishes) -> Wishes:
        """Return the wishes with what is said here put over them."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(wishes, **{name: value for name, value in said.items() if value is not None})


class UnknownId(LookupError):
    """Nothing that can be run has this id; `problems` are those of a file that would have it."""

    def __init__(self, unknown: str, nearest: str | None, problems: tuple[Problem, ...] = ()) -> None:
        near = f"; did you mean {quoted(nearest)}?" if nearest else "; `repcue list` names them all"
        why = "; its file has problems:\n" + "\n".join(map(str, problems)) if problems else near
        super().__init__(f"there is no routine or exercise {quoted(unknown)}{why}")
        self.id = unknown
        self.nearest = nearest
        self.problems = problems


def chosen(ids: Sequence[str], catalogue: Catalogue) -> tuple[Routine | Exercise, ...]:
    """Return the routine, else the exercise, of each id. Raises `UnknownId` for the first that is neither."""
    return tuple(_find(wanted, catalogue) for wanted in ids)


def plan_for(ids: Sequence[str], catalogue: Catalogue, wishes: Wishes) -> Plan:
    """Return the plan for the ids, one after the other. Raises `UnknownId`, and ValueError if there is none."""
    return resolve(chosen(ids, catalogue), catalogue.exercises, wishes)


def last_loads(items: Iterable[Routine | Exercise], paths: Paths, unit: Unit) -> dict[str, float]:
    """Return the load of the last set of the last time, by exercise id and in `unit`, for `Wishes.last_loads`."""
    found: dict[str, float] = {}
    for exercise, last in last_times(_exercise_ids(items), paths).items():
        bounds = load_bounds(last.load_counts)
        loads = [each.load for each in last.sets if each.load and bounds.holds(each.load)]
        if loads:
            found[exercise] = converted(loads[-1], last.unit, unit)
    return found


def weaker_sides(items: Iterable[Routine | Exercise], index: Index) -> dict[str, Side]:
    """Return the leg to start with, by exercise id, of those in which one leg lags; for `Wishes.first_sides`."""
    advice = {each: balance(index.sets(each), "kg").advice for each in _exercise_ids(items)}
    return {exercise: side for exercise, side in advice.items() if side is not None}


def as_before(
    wishes: Wishes,
    settings: Settings,
    items: Sequence[Routine | Exercise],
    paths: Paths,
    indexed: Callable[[Paths], AbstractContextManager[Index]],
) -> Wishes:
    """Return the wishes with what logs say of these: the loads of last time, and the weaker leg if it is to begin.

    `indexed` gives the index of the logs as they are now; it is called only for the weaker leg.
    """
    wishes = replace(wishes, last_loads=last_loads(items, paths, wishes.unit))
    if settings.first != "weaker":
        return wishes
    with indexed(paths) as index:
        return replace(wishes, first_sides=weaker_sides(items, index))


def converted(load: float, unit: str, to: Unit) -> float:
    """Return a load in another unit, to the half, the finest that plates and dumbbells commonly come in."""
    if unit == to:
        return load
    return round(in_unit(load, unit, to) * 2) / 2


def _find(wanted: str, catalogue: Catalogue) -> Routine | Exercise:
    found = catalogue.routines.get(wanted) or catalogue.exercises.get(wanted)
    if found is not None:
        return found

    problems = tuple(each for each in catalogue.problems if Path(each.path).stem == wanted)
    raise UnknownId(wanted, nearest(wanted, [*catalogue.routines, *catalogue.exercises]), problems)


def _exercise_ids(items: Iterable[Routine | Exercise]) -> set[str]:
    ids: set[str] = set()
    for item in items:
        ids |= set(item.exercise_ids) if hasattr(item, "exercise_ids") else {item.id}
    return ids
