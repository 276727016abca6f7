"""Sets, rows, legs and phases in words: what is asked for, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui.session.plan import Movement, Ms, Phase, PlannedSet, Side
from tui.session.snapshot import for_side
from tui.session.state import Row, State
from tui.words.asked_sets import rpe_asked, target_asked
from tui.words.quantities import (
    MANY,
    MANY_REPS,
    a_side,
    capital,
    counted,
    goal_text,
    load_text,
    reps_asked,
    rpe_text,
    seconds_text,
    short_seconds,
)


def set_name(number: int, kind: str) -> str:
    """Return the name of a set: `set 2`, `warm-up set 1`."""
    return f"{'warm-up set' if kind == 'warmup' else 'set'} {number}"


def set_text(number: int, of: int, kind: str) -> str:
    """Return which set: `set 2 of 3`, `warm-up set 1 of 1`."""
    return f"{set_name(number, kind)} of {of}"


def target_text(low: int | None, high: int | None, lasts: Ms | None, *, unilateral: bool) -> str:
    """Return what a set asks for, for a line of a screen: `10 reps a side`, `30 s`, `as many reps as you can`."""
    target = short_seconds(lasts) if lasts is not None else reps_asked(low, high) or MANY_REPS
    return target + a_side(unilateral)


def planned_text(planned: PlannedSet, sets: int, *, unilateral: bool) -> str:
    """Return the plan of an exercise whose sets are like this one: `3 x 10 a side`."""
    if planned.lasts is not None:
        target = f"{planned.lasts / 1000:g}{'+' if planned.is_open else ''} s"
    else:
        target = goal_text(planned.reps, planned.reps_max) or MANY
    return f"{sets} x {target}{a_side(unilateral)}"


def done_text(row: Row, timed: bool, unit: str, counts: str) -> str:
    """Return a row as done, for a screen: `RIGHT 10 @ 8 kg each hand`."""
    amount = short_seconds(row.held) if timed else str(row.reps)
    load = load_text(row.load, unit, counts)
    side = f"{row.side.upper()} " if row.side else ""
    return f"{side}{amount}" + (f" @ {load}" if load else "") + (f" {rpe_text(row.rpe)}" if row.rpe else "")


def set_done_text(rows: Sequence[Row], timed: bool, unit: str, counts: str) -> str:
    """Return the rows of a set as done: `RIGHT 10, LEFT 9 @ 8 kg each hand RPE 8.5`, with one load for both."""
    alike = len({(row.load, row.load_counts, row.rpe) for row in rows}) == 1
    bare = [replace(row, load=None, rpe=None) if alike and row is not rows[-1] else row for row in rows]
    return ", ".join(done_text(row, timed, unit, row.load_counts or counts) for row in bare)


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


def amount_text(row: Row, planned: PlannedSet) -> str:
    """Return what a row came to: `8 reps`, or `30 seconds` of a timed set."""
    return counted(row.reps, "rep") if planned.lasts is None else seconds_text(row.held)
