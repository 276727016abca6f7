"""What a session came to, in words: the whole of it, and each exercise."""

from __future__ import annotations

from tui.session.plan import Side
from tui.session.results import ExerciseResult, Tally, results, session_tally
from tui.session.state import State
from tui.words.quantities import counted, load_text, short_seconds, volume_text
from tui.words.sets import planned_text


def result_plan(result: ExerciseResult) -> str:
    """Return what was planned of an exercise: `3 x 10 a side`."""
    return planned_text(result.planned, result.sets, unilateral=result.movement.mode == "unilateral")


def result_amounts(result: ExerciseResult) -> list[tuple[Side | None, list[str]]]:
    """Return by side what each set came to: reps, or seconds as `30 s`."""
    timed = result.planned.lasts is not None
    return [
        (side, [short_seconds(row.held) if timed else str(row.reps) for row in rows]) for side, rows in result.done
    ]


def result_load(result: ExerciseResult, unit: str) -> str:
    """Return the loads used, from the lightest to the heaviest: `8 to 10 kg each hand`; empty if there was none."""
    loads = [row.load for row in result.rows if row.load is not None]
    if not loads:
        return ""
    text = load_text(max(loads), unit, result.movement.load_counts)
    return text if min(loads) == max(loads) else f"{min(loads):g} to {text}"


def tally_text(tally: Tally) -> str:
    """Return what is done: `1 set, and 5 reps of the right leg`; empty if nothing is."""
    sets = [counted(tally.warmups, "warm-up set")] if tally.warmups else []
    sets += [counted(tally.sets, "set")] if tally.sets else []
    return ", and ".join(part for part in (" and ".join(sets), _parts_text(tally)) if part)


def sums_text(state: State) -> tuple[str, ...]:
    """Return what the session came to: `1 of 3 sets and 5 reps of the right leg`, `15 reps`, the volume load.

    Warm-ups are left out of the reps and the volume.
    """
    tally, done = session_tally(state), results(state)
    parts = _parts_text(tally)
    sets = f"{tally.sets} of {counted(tally.planned, 'set')}" + (f" and {parts}" if parts else "")
    volume = sum(one.volume_load for one in done)
    reps = counted(sum(one.reps for one in done), "rep")
    return (sets, reps, *([volume_text(volume, state.plan.unit)] if volume else []))


def _parts_text(tally: Tally) -> str:
    parts = []
    for side, reps, seconds in tally.parts:
        amount = [counted(reps, "rep")] if reps else []
        amount += [short_seconds(round(seconds * 1000))] if seconds else []
        parts.append(" and ".join(amount) + (f" of the {side} leg" if side else ""))
    return " and ".join(parts)
