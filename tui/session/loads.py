"""Loads that can be loaded: the steps that keys walk, and loads worked out from others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from tui.session.plan import Movement, PlannedSet

HALF = 0.5
"""What is worked out comes in halves of the unit where an exercise doesn't say what can be loaded."""


def stepped(load: float | None, movement: Movement, usual_step: float, up: bool) -> float | None:
    """Return the load one step up or down; None is no load, below the lowest step.

    An exercise names its steps, or the length of one, else `usual_step` is taken.
    """
    if movement.load_steps:
        return _along(load, movement.load_steps, up)
    step = movement.load_step or usual_step
    new = round((load or 0.0) + (step if up else -step), 3)
    if movement.load_counts == "bodyweight":
        return new or None
    return new if new > 0 else None


def _along(load: float | None, steps: Sequence[float], up: bool) -> float | None:
    if up:
        return next((step for step in steps if step > (load or 0.0)), load)
    below = [step for step in steps if load is not None and step < load]
    return below[-1] if below else None


def loadable(load: float, movement: Movement, *, down: bool = False) -> float:
    """Return the nearest load that can be loaded, the lower one of two that are as near; or the next one `down`.

    Below the lowest step it is 0.
    """
    exact = Fraction(load).limit_denominator(100_000)
    if movement.load_steps:
        choices = [Fraction(0), *(Fraction(step).limit_denominator(100_000) for step in movement.load_steps)]
    else:
        step = Fraction(movement.load_step or HALF).limit_denominator(100_000)
        choices = [exact // step * step, (exact // step + 1) * step]
    if down:
        return float(max(choice for choice in choices if choice <= exact)) if exact >= choices[0] else 0.0
    return float(min(choices, key=lambda choice: (abs(choice - exact), choice)))


def worked_out(
    sets: Iterable[PlannedSet], movements: Sequence[Movement], finished: Collection[int] = ()
) -> tuple[PlannedSet, ...]:
    """Return the sets with the loads that depend on others worked out; those in `finished` stay as they are.

    A warm-up's share is of the first working load of its exercise, any other one's of the set before, unless it says
    otherwise. Without a base the load is open. Help, a load below 0, is taken whole: a share of it would be harder.
    """
    done = list(sets)
    for at, planned in enumerate(done):
        if planned.share is not None and planned.id not in finished:
            done[at] = replace(planned, load=_worked(planned, _base(done, at, finished), movements) or None)
    return tuple(done)


def _worked(planned: PlannedSet, base: float | None, movements: Sequence[Movement]) -> float | None:
    if base is None or base < 0:
        return base
    down = planned.kind == "warmup" and planned.share_of is None
    return loadable(base * (planned.share or 0.0), movements[planned.movement], down=down)


def _base(sets: Sequence[PlannedSet], at: int, finished: Collection[int]) -> float | None:
    own = sets[at]
    if own.share_of == "before" or (own.share_of is None and own.kind != "warmup"):
        before = [one for one in sets[:at] if one.movement == own.movement and not one.dropped]
        return before[-1].load if before else None
    working = [one for one in sets if one.movement == own.movement and one.kind != "warmup" and not one.dropped]
    open_ones = [one for one in working if one.id not in finished]
    return next((one.load for one in open_ones or working), None)


def load_written(load: float, counts: str | None, unit: str = "", digits: int = 2) -> str:
    """Return a load as a person types it: `60 kg`, or `bw-20 kg` for body weight with help."""
    number = f"{round(load, digits):.15g}{unit}"
    if counts != "bodyweight":
        return number
    return f"bw{number if load < 0 else f'+{number}'}" if load else "bw"
