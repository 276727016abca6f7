"""What a session amounts to, exercise by exercise: the sets done against the sets planned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tui.session.commands import End
from tui.session.engine import handle
from tui.session.plan import Ms, Plan, PlannedSet, Side
from tui.session.snapshot import load_text, reps_text, seconds_text
from tui.session.state import Done, Live, Row, State

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
    whole = {at for at, rows in sets.items() if _is_whole(state.plan, at, rows, broken)}
    rest = [row for at, rows in sets.items() if at not in whole for row in rows]
    sides = dict.fromkeys(row.side for row in rest)
    warmups = {at for at in whole if state.plan.sets[at].kind == "warmup"}
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


def done_text(tally: Tally) -> str:
    """What is done, in words: `1 set, and 5 reps of the right leg`; empty if nothing is."""
    sets = [_counted(tally.warmups, "warm-up set")] if tally.warmups else []
    sets += [_counted(tally.sets, "set")] if tally.sets else []
    return ", and ".join(part for part in (" and ".join(sets), _parts_text(tally)) if part)


def sums_text(state: State) -> tuple[str, ...]:
    """What the session came to, for its last line: `1 of 3 sets and 5 reps of the right leg`, `15 reps`, the volume.

    Warm-ups are left out of the reps and the volume.
    """
    tally, done = session_tally(state), summaries(state)
    parts = _parts_text(tally)
    sets = f"{tally.sets} of {_counted(tally.planned, 'set')}" + (f" and {parts}" if parts else "")
    volume = sum(one.volume_load for one in done)
    reps = _counted(sum(one.reps for one in done), "rep")
    return (sets, reps, *([f"volume load {volume:g} {state.plan.unit}"] if volume else []))


def _broken_off(state: State) -> frozenset[tuple[int, Side | None]]:
    """The sets and legs that were still at work when the session ended, or are now."""
    lives: list[Live] = [state.live, *(moment.live for moment in reversed(state.past))]
    last = next((live for live in lives if not isinstance(live.segment, Done)), state.live)
    return frozenset((row.set, row.side) for row in last.rows if not row.closed)


def _is_whole(plan: Plan, at: int, rows: list[Row], broken: frozenset[tuple[int, Side | None]]) -> bool:
    legs = 2 if plan.movement_of(at).mode == "unilateral" else 1
    if len(rows) < legs:
        return False
    if legs == 1:  # alternating legs share their target
        return not any((at, row.side) in broken for row in rows) or _reaches(plan.sets[at], rows)
    return all((at, row.side) not in broken or _reaches(plan.sets[at], [row]) for row in rows)


def _reaches(planned: PlannedSet, rows: list[Row]) -> bool:
    if planned.lasts is not None:
        return sum(row.held for row in rows) >= planned.lasts
    return sum(row.reps for row in rows) >= (planned.reps or 1)


def _parts_text(tally: Tally) -> str:
    parts = []
    for side, reps, seconds in tally.parts:
        amount = [_counted(reps, "rep")] if reps else []
        amount += [f"{seconds:g} s"] if seconds else []
        parts.append(" and ".join(amount) + (f" of the {side} leg" if side else ""))
    return " and ".join(parts)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


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
