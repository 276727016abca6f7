"""What a session amounts to, exercise by exercise: the sets done against the sets planned."""

from __future__ import annotations

from dataclasses import dataclass

from tui.session.plan import Movement, PlannedSet, Side
from tui.session.state import Row, State


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """One exercise of the plan, its warm-ups left out."""

    movement: Movement
    sets: int
    """How many were planned."""
    planned: PlannedSet
    """The first of them, which the others are like."""
    done: tuple[tuple[Side | None, tuple[Row, ...]], ...]
    """By side, what was done."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """Everything that was done of it."""
        return tuple(row for _, rows in self.done for row in rows)

    @property
    def reps(self) -> int:
        """All reps, both sides added."""
        return sum(row.reps for row in self.rows)

    @property
    def volume_load(self) -> float:
        """Reps x load, both sides added, in the plan's unit."""
        return sum(row.reps * (row.load or 0.0) for row in self.rows)


def results(state: State) -> tuple[ExerciseResult, ...]:
    """Return every exercise of the plan, whether it was reached or not."""
    live = state.live
    counted = (planned for planned in live.sets if planned.kind != "warmup" and not planned.dropped)
    return tuple(_result(state, index) for index in dict.fromkeys(planned.movement for planned in counted))


def _result(state: State, index: int) -> ExerciseResult:
    sets = {p.id: p for p in state.live.sets if p.movement == index and p.kind != "warmup" and not p.dropped}
    rows = [row for row in state.live.rows if row.set in sets and row.closed]
    sides = dict.fromkeys(row.side for row in rows)
    done = tuple((side, tuple(row for row in rows if row.side == side)) for side in sides)
    return ExerciseResult(state.live.movements[index], len(sets), next(iter(sets.values())), done)
