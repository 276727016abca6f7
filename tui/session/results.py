"""What a session amounts to, exercise by exercise: the sets done against the sets planned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tui.session.commands import End
from tui.session.engine import handle
from tui.session.plan import Movement, Ms, PlannedSet, Side
from tui.session.state import Done, Live, Row, State, first_live

SECOND: Final[Ms] = 1000


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


@dataclass(frozen=True, slots=True)
class Tally:
    """What is done of a session: whole sets, and what was done of sets that are not whole."""

    warmups: int
    sets: int
    """Working sets: each with all of its legs."""
    planned: int
    """Working sets of the plan."""
    parts: tuple[tuple[Side | None, int, float], ...]
    """By leg, of sets with a leg still to do or broken off: reps, and seconds held."""


def ended(state: State) -> State:
    """The session as it would be if it ended now: a hold under way counts as far as it went."""
    return state if state.is_over else handle(state, End(), state.now)[0]


def session_tally(state: State) -> Tally:
    """Count what is done; a leg is done when it was closed, or came to its target before the session ended."""
    sets: dict[int, list[Row]] = {}
    for row in state.live.rows:
        if row.reps or row.held:
            sets.setdefault(row.set, []).append(row)
    broken = _broken_off(state)
    whole = {at for at, rows in sets.items() if _is_whole(state.live, at, rows, broken)}
    rest = [row for at, rows in sets.items() if at not in whole for row in rows]
    sides = dict.fromkeys(row.side for row in rest)
    warmups = {at for at in whole if state.live.set_of(at).kind == "warmup"}
    return Tally(
        warmups=len(warmups),
        sets=len(whole - warmups),
        planned=sum(planned.kind != "warmup" for planned in state.plan.sets),
        parts=tuple(
            (
                side,
                sum(row.reps for row in rest if row.side == side),
                sum(row.held for row in rest if row.side == side) / 1000,
            )
            for side in sides
        ),
    )


def _broken_off(state: State) -> frozenset[tuple[int, Side | None]]:
    """The sets and legs that were still at work when the session ended, or are now."""
    lives: list[Live] = [state.live, *(moment.live for moment in reversed(state.past))]
    last = next((live for live in lives if not isinstance(live.segment, Done)), state.live)
    return frozenset((row.set, row.side) for row in last.rows if not row.closed)


def _is_whole(live: Live, at: int, rows: list[Row], broken: frozenset[tuple[int, Side | None]]) -> bool:
    legs = 2 if live.movement_of(at).mode == "unilateral" else 1
    if len(rows) < legs:
        return False
    if legs == 1:  # alternating legs share their target
        return not any((at, row.side) in broken for row in rows) or _reaches(live.set_of(at), rows)
    return all((at, row.side) not in broken or _reaches(live.set_of(at), [row]) for row in rows)


def _reaches(planned: PlannedSet, rows: list[Row]) -> bool:
    if planned.lasts is not None:
        return sum(row.held for row in rows) >= planned.lasts
    return sum(row.reps for row in rows) >= (planned.reps or 1)


def anything_done(state: State) -> bool:
    """Whether the session, ended now, has something to keep: a rep, a second held, an RPE, or a load of one's own.

    A set that was passed over, or said to have come to nothing with the load of the plan, is not.
    """
    if not state.is_over:
        state, _ = handle(state, End(), state.now)
    planned = {one.id: one.load for one in first_live(state.plan).sets}
    return any(
        row.reps or row.held >= SECOND or row.rpe is not None or row.load not in (None, planned.get(row.set))
        for row in state.live.rows
    )
