"""Sets, rows, legs and phases in words: what is asked for, and what was done."""

from __future__ import annotations

from tui.session.plan import Movement, Ms, Phase, PlannedSet, Side
from tui.session.snapshot import for_side
from tui.session.state import Row, State
from tui.words.asked_sets import rpe_asked, target_asked
from tui.words.quantities import capital, counted, load_text, reps_text, seconds_text, short_seconds


def set_text(number: int, of: int, kind: str) -> str:
    """Return which set: `set 2 of 3`, `warm-up set 1 of 1`."""
    return f"{'warm-up set' if kind == 'warmup' else 'set'} {number} of {of}"


def target_text(low: int | None, high: int | None, lasts: Ms | None, *, a_side: bool) -> str:
    """Return what a set asks for: `10 reps a side`, `30 s`, `as many reps as possible`."""
    side = " a side" if a_side else ""
    if lasts is not None:
        return f"{lasts / 1000:g} s{side}"
    if low is None:
        return f"as many reps as possible{side}"
    return f"{reps_text(low, high)} reps{side}"


def planned_text(planned: PlannedSet, sets: int, *, a_side: bool) -> str:
    """Return the plan of an exercise whose sets are like this one: `3 x 10 a side`."""
    side = " a side" if a_side else ""
    if planned.lasts is not None:
        return f"{sets} x {planned.lasts / 1000:g}{'+' if planned.is_open else ''} s{side}"
    return f"{sets} x {reps_text(planned.reps, planned.reps_max) or 'as many as possible'}{side}"


def done_text(row: Row, timed: bool, unit: str, counts: str) -> str:
    """Return a row as done, for a screen: `RIGHT 10 @ 8 kg each hand`."""
    amount = short_seconds(row.held) if timed else str(row.reps)
    load = load_text(row.load, unit, counts)
    side = f"{row.side.upper()} " if row.side else ""
    return f"{side}{amount}" + (f" @ {load}" if load else "") + (f" RPE {row.rpe:g}" if row.rpe else "")


def set_heading(state: State, with_name: bool) -> str:
    """Return what the set at hand asks for: `Extended Lunge, set 1 of 3: 10 reps a side, 8 kg each hand.`"""
    movement = state.movement
    which = set_text(state.planned.number, state.planned.of, state.planned.kind)
    name = f"{movement.name}, {which}" if with_name else capital(which)
    return f"{name}: {_asked(state)}."


def rep_steps(movement: Movement, side: Side | None) -> tuple[str, ...]:
    """Return one line a phase, with what to do in it."""
    return tuple(f"{phase_text(phase)}: {for_side(phase.text, side)}" for phase in movement.phases)


def row_text(row: Row, state: State) -> str:
    """Return one row as done: `Set 2 of 3, left leg: 8 reps, 9 kg each hand`."""
    planned, movement = state.live.set_of(row.set), state.live.movement_of(row.set)
    which = capital(set_text(planned.number, planned.of, planned.kind))
    leg = f", {row.side} leg" if row.side else ""
    load = load_text(row.load, state.plan.unit, movement.load_counts)
    return f"{which}{leg}: {amount_text(row, planned)}{load and ', '}{load}"


def leg_text(side: Side | None) -> str:
    """Return `Left leg`, or `Both legs` where no side is named."""
    return f"{capital(side)} leg" if side else "Both legs"


def phase_text(phase: Phase) -> str:
    """Return a phase as `Lower, 3 seconds, breathe in`."""
    breath = f", breathe {phase.breathe}" if phase.breathe else ""
    return f"{phase.cue}, {seconds_text(phase.lasts)}{breath}"


def _asked(state: State) -> str:
    planned, movement = state.planned, state.movement
    load = load_text(planned.load, state.plan.unit, planned.load_counts or movement.load_counts)
    return ", ".join(filter(None, (target_asked(planned, movement), load, rpe_asked(planned))))


def reps_asked(planned: PlannedSet) -> str:
    """Return the target as `10 reps` or `1 rep`."""
    target = reps_text(planned.reps, planned.reps_max)
    return f"{target} rep{'' if target == '1' else 's'}"


def amount_text(row: Row, planned: PlannedSet) -> str:
    """Return what a row came to: `8 reps`, or `30 seconds` of a timed set."""
    return counted(row.reps, "rep") if planned.lasts is None else seconds_text(row.held)
