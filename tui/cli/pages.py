"""The pages of `repcue show`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from tui.coach.wording import counted, phase_text, seconds_text
from tui.plain.telling import about
from tui.session.estimate import estimate
from tui.session.plan import Plan
from tui.session.resolve import resolve
from tui.session.snapshot import load_text, reps_text

if TYPE_CHECKING:
    from catalogue.loading import Catalogue
    from catalogue.models import Exercise, Phase, Routine
    from tui.session.plan import PlannedSet
    from tui.session.resolve import Wishes

WIDE = 80


def exercise_page(exercise: Exercise, catalogue: Catalogue, wished: Wishes) -> str:
    """Return all that the catalogue says of an exercise, and what one session of it asks for."""
    return "\n".join(_exercise_lines(exercise, resolve([exercise], catalogue.exercises, wished)))


def routine_page(routine: Routine, catalogue: Catalogue, wished: Wishes) -> str:
    """Return the sets of a routine, exercise by exercise in the order in which they are done."""
    return "\n".join(_routine_lines(routine, resolve([routine], catalogue.exercises, wished)))


def _exercise_lines(exercise: Exercise, plan: Plan) -> Iterator[str]:
    facts = [exercise.level, exercise.pattern, exercise.sides.mode, _equipment(exercise)]
    yield f"{exercise.name} ({exercise.id})"
    yield " · ".join(facts)
    yield from _wrapped(exercise.summary)
    trained = [", ".join(exercise.muscles.primary), ", ".join(exercise.muscles.secondary)]
    yield from _wrapped("; ".join(filter(None, trained)), "Trains  ")
    yield from _wrapped(f"{_sets(plan, 0)}; {about(estimate(plan))}", "Do      ")
    yield from _wrapped(_switching(exercise), "Legs    ")
    yield from _section("Set up", [step.text for step in exercise.setup])
    yield from _section("Each rep", [_phase_line(phase) for phase in exercise.phases])
    yield from _section("Mind", exercise.cautions)
    yield from _section("Notes", exercise.notes)


def _routine_lines(routine: Routine, plan: Plan) -> Iterator[str]:
    yield f"{routine.name} ({routine.id})"
    yield from _wrapped(routine.summary)
    yield f"{counted(len(plan.sets), 'set')}, {about(estimate(plan))}"
    yield ""
    for index, movement in enumerate(plan.movements):
        yield f"{index + 1}. {movement.name} ({movement.id})"
        yield f"   {_sets(plan, index)}"


def _sets(plan: Plan, index: int) -> str:
    """What one movement of the plan asks for: `3 sets of 10 reps a side, rest 60 seconds, tempo 3-1-2-0`."""
    movement = plan.movements[index]
    mine = [planned for planned in plan.sets if planned.movement == index]
    warmups = [planned for planned in mine if planned.kind == "warmup"]
    working = [planned for planned in mine if planned.kind != "warmup"]
    side = " a side" if movement.mode == "unilateral" else ""
    parts = []
    if warmups:
        parts.append(f"{counted(len(warmups), 'warm-up set')} of {_target(warmups[0])}{side}")
    parts.append(f"{counted(len(working), 'set')} of {_target(working[0])}{side}")
    parts.append(load_text(working[0].load, plan.unit, movement.load_counts))
    if any(planned.rest for planned in mine):
        parts.append(f"rest {seconds_text(max(planned.rest for planned in mine))}")
    if movement.phases:
        parts.append(f"{seconds_text(movement.rep_lasts)} a rep")
    return ", ".join(part for part in parts if part)


def _target(planned: PlannedSet) -> str:
    if planned.lasts is not None:
        return seconds_text(planned.lasts)
    target = reps_text(planned.reps, planned.reps_max)
    return f"{target} rep{'' if target == '1' else 's'}" if target else "as many reps as you can"


def _equipment(exercise: Exercise) -> str:
    needs = ", ".join(exercise.equipment) or "no equipment"
    may = ", ".join(exercise.optional_equipment)
    return f"{needs} (if you like: {may})" if may else needs


def _switching(exercise: Exercise) -> str:
    sides = exercise.sides
    match sides.mode:
        case "unilateral" if sides.switch_every is not None:
            return f"{sides.first} first; they switch every {sides.switch_every} reps"
        case "unilateral":
            return f"{sides.first} first, the whole set; then the other"
        case "alternating":
            return f"{sides.first} first; they change every rep"
        case _:
            return ""


def _phase_line(phase: Phase) -> str:
    from tui.session.plan import Phase as Timed

    timed = Timed(phase.kind, phase.cue, phase.text, round(phase.seconds * 1000), phase.breathe)
    return f"{phase_text(timed)}: {_legs(phase.text)}"


def _legs(text: str) -> str:
    """Which leg is which changes in the course of a set, so the page names them by what they do."""
    return text.replace("{side}", "working").replace("{other}", "other")


def _section(title: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield ""
        yield title
        for number, text in enumerate(texts, 1):
            yield from _wrapped(_legs(text), f"  {number}. " if title in ("Set up", "Each rep") else "  - ")


def _wrapped(text: str, lead: str = "") -> Iterator[str]:
    if text:
        yield fill(text, WIDE, initial_indent=lead, subsequent_indent=" " * len(lead))
