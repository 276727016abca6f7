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
    amrap: bool | None = None

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


E1RM_SESSIONS = 5
"""How many sessions back an estimated one-rep maximum may be from: older ones say little of today."""


def with_e1rms(
    wishes: Wishes,
    items: Sequence[Routine | Exercise],
    paths: Paths,
    indexed: Callable[[Paths], AbstractContextManager[Index]],
) -> Wishes:
    """Return the wishes with the estimated one-rep maxima that these ask for; `indexed` is called only for them."""
    if not _with_e1rm_loads(items):
        return wishes
    with indexed(paths) as index:
        return replace(wishes, e1rms=_e1rms(items, index, wishes.unit))


def _e1rms(items: Iterable[Routine | Exercise], index: Index, unit: Unit) -> dict[str, float]:
    """The best estimated one-rep maximum of the last sessions, by exercise id."""
    from tui.logbook.statistics.series import series  # only for per cents

    found: dict[str, float] = {}
    for exercise in _with_e1rm_loads(items):
        sides = series(index.sets(exercise), unit).values()
        known = [point.e1rm for points in sides for point in points[-E1RM_SESSIONS:] if point.e1rm is not None]
        if known:
            found[exercise] = max(known)
    return found


def _with_e1rm_loads(items: Iterable[Routine | Exercise]) -> set[str]:
    """The exercises with a working set whose load is a share of the one-rep maximum."""
    return {
        work.exercise
        for item in items
        if hasattr(item, "blocks")
        for block in item.blocks
        for work in block.superset or (block,)
        if work.exercise is not None and work.asks_e1rm
    }


def as_before(
    wishes: Wishes,
    settings: Settings,
    items: Sequence[Routine | Exercise],
    paths: Paths,
    indexed: Callable[[Paths], AbstractContextManager[Index]],
) -> Wishes:
    """Return the wishes with what logs say of these.

    That is the loads of last time, the estimated one-rep maxima that are asked for, and the weaker leg if it is to
    begin. `indexed` gives the index of the logs as they are now; it is called only for the last two.
    """
    wishes = replace(wishes, last_loads=last_loads(items, paths, wishes.unit))
    wishes = with_e1rms(wishes, items, paths, indexed)
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
