"""What a session amounts to, exercise by exercise: the sets done against the sets planned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tui.session.commands import End
from tui.session.engine import handle
from tui.session.plan import Ms, Plan, Side
from tui.session.snapshot import load_text, reps_text, seconds_text
from tui.session.state import Row, State

SECOND: Final[Ms] = 1000


@dataclass(frozen=True, slots=True)
class ExerciseSummary:
    """One exercise of the plan, its warm-ups left out."""

    id: str
    name: str
    planned: str
    """`3 x 10 a side`."""
    done: tuple[tuple[Side | None, tuple[str, ...]], ...]
    """By side, what each set came to: reps, or seconds as `30 s`."""
    load: str
    reps: int
    volume_load: float
    """Reps x load, both sides added, in the plan's unit."""


def anything_done(state: State) -> bool:
    """Whether the session, ended now, has something to keep: a rep, a second held, an RPE, or a load of one's own.

    A set that was passed over, or said to have come to nothing with the load of the plan, is not.
    """
    if not state.is_over:
        state, _ = handle(state, End(), state.now)
    return any(
        row.reps or row.held >= SECOND or row.rpe is not None or row.load not in (None, state.plan.sets[row.set].load)
        for row in state.live.rows
    )


def summaries(state: State) -> tuple[ExerciseSummary, ...]:
    """Every exercise of the plan, whether it was reached or not."""
    return tuple(_summary(state, index) for index in range(len(state.plan.movements)))


def _summary(state: State, index: int) -> ExerciseSummary:
    plan = state.plan
    movement = plan.movements[index]
    sets = [at for at, planned in enumerate(plan.sets) if planned.movement == index and planned.kind != "warmup"]
    rows = [row for row in state.live.rows if row.set in sets and row.closed]
    loads = [row.load for row in rows if row.load is not None]
    return ExerciseSummary(
        id=movement.id,
        name=movement.name,
        planned=planned_text(plan, sets[0], len(sets)),
        done=tuple((side, _amounts(state, rows, side)) for side in dict.fromkeys(row.side for row in rows)),
        load=_load_range(loads, plan.unit, movement.load_counts),
        reps=sum(row.reps for row in rows),
        volume_load=sum(row.reps * (row.load or 0.0) for row in rows),
    )


def planned_text(plan: Plan, at: int, sets: int) -> str:
    """The plan of an exercise whose sets are like the one at index `at`: `3 x 10 a side`."""
    planned = plan.sets[at]
    side = " a side" if plan.movement_of(at).mode == "unilateral" else ""
    if planned.lasts is not None:
        return f"{sets} x {planned.lasts / 1000:g} s{side}"
    return f"{sets} x {reps_text(planned.reps, planned.reps_max) or 'as many as possible'}{side}"


def _amounts(state: State, rows: list[Row], side: Side | None) -> tuple[str, ...]:
    return tuple(
        seconds_text(row.held) if state.plan.sets[row.set].lasts is not None else str(row.reps)
        for row in rows
        if row.side == side
    )


def _load_range(loads: list[float], unit: str, counts: str) -> str:
    if not loads:
        return ""
    text = load_text(max(loads), unit, counts)
    return text if min(loads) == max(loads) else f"{min(loads):g} to {text}"
