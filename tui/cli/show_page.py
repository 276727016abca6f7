"""The pages of `repcue show`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase
from textwrap import fill
from typing import TYPE_CHECKING

from tui.session.estimate import estimate
from tui.session.plan import Phase as Timed
from tui.session.plan import Plan
from tui.session.resolve import resolve
from tui.words.asked_sets import are_alike, load_asked, rest_asked, rpe_asked, sets_asked, target_asked
from tui.words.quantities import about, counted, seconds_text
from tui.words.sets import phase_text

if TYPE_CHECKING:
    from catalogue.loading import Catalogue
    from catalogue.schema.models import Exercise, Phase, Routine
    from tui.session.plan import PlannedSet
    from tui.session.resolve import Wishes

WIDE = 80


def exercise_page(exercise: Exercise, catalogue: Catalogue, wished: Wishes) -> str:
    """Return the page of an exercise, with the sets of one session of it."""
    return "\n".join(_exercise_lines(exercise, resolve([exercise], catalogue.exercises, wished)))


def routine_page(routine: Routine, catalogue: Catalogue, wished: Wishes) -> str:
    """Return the sets of a routine, exercise by exercise in the order in which they are done."""
    return "\n".join(_routine_lines(routine, resolve([routine], catalogue.exercises, wished)))


def _exercise_lines(exercise: Exercise, plan: Plan) -> Iterator[str]:
    facts = [exercise.level, exercise.pattern, exercise.sides.mode, _equipment(exercise)]
    yield from _wrapped(f"{exercise.name} ({exercise.id})")
    yield from _wrapped(" · ".join(facts))
    yield from _wrapped(exercise.summary)
    trained = [", ".join(exercise.muscles.primary), ", ".join(exercise.muscles.secondary)]
    yield from _wrapped("; ".join(filter(None, trained)), "Trains  ")
    yield from _wrapped(f"{_sets(plan, 0)}; {about(estimate(plan))}", "Do      ")
    yield from _wrapped(_switching(exercise), "Legs    ")
    yield from _section("Set up", [step.text for step in exercise.setup], numbered=True)
    timed = exercise.defaults.timed
    steps = [_phase_line(phase, timed) for phase in exercise.phases]
    yield from _section("Hold" if timed else "Each rep", steps, numbered=not timed)
    yield from _section("Mind", exercise.cautions)
    yield from _section("Notes", exercise.notes)


def _routine_lines(routine: Routine, plan: Plan) -> Iterator[str]:
    yield from _wrapped(f"{routine.name} ({routine.id})")
    yield from _wrapped(routine.summary)
    yield f"{counted(len(plan.sets), 'set')}, {about(estimate(plan))}"
    yield ""
    index = 0
    for number, block in enumerate(routine.blocks, 1):
        lead = f"{number}. "
        if block.superset is None:
            yield from _wrapped(_title(plan, index), lead)
            for line in _block_lines(plan, index):
                yield from _wrapped(line, " " * len(lead))
            index += 1
        else:
            following = range(index, index + len(block.superset))
            yield from _superset_lines(plan, following, lead)
            index = following.stop


def _block_lines(plan: Plan, index: int) -> Iterator[str]:
    """One line where all sets are alike, else a line for each run of sets that are."""
    mine = [planned for planned in plan.sets if planned.movement == index]
    warmups = [planned for planned in mine if planned.kind == "warmup"]
    if are_alike(warmups) and are_alike(_working(plan, index)):
        yield _sets(plan, index)
    else:
        yield from sets_asked(mine, plan.movements[index], plan.unit)


def _superset_lines(plan: Plan, indices: range, lead: str) -> Iterator[str]:
    """Yield a superset: its rounds and the rest after each, then the exercises of a round."""
    rounds = _working(plan, indices[0])[0].of
    last = _working(plan, indices[-1])
    every = rest_asked(last[0]) if last[0].every is not None else ""
    rest = every or (_rest(last) and f"{_rest(last)} after each round")
    yield from _wrapped(f"Superset: {counted(rounds, 'round')}{rest and f', {rest}'}", lead)
    inside = " " * len(lead)
    for letter, index in zip(ascii_lowercase, indices, strict=False):
        yield from _wrapped(_title(plan, index), f"{inside}{letter}. ")
        mine = [planned for planned in plan.sets if planned.movement == index]
        warmups = (planned for planned in mine if planned.kind == "warmup")
        before = [] if index == indices[-1] else _working(plan, index)
        rest = _rest(before) if before and before[0].every is None else ""
        asked = _in_words((*_set(plan, index), rest))
        for line in (*sets_asked(list(warmups), plan.movements[index], plan.unit), asked):
            yield from _wrapped(line, f"{inside}   ")


def _title(plan: Plan, index: int) -> str:
    movement = plan.movements[index]
    return f"{movement.name} ({movement.id})"


def _sets(plan: Plan, index: int) -> str:
    """Return the sets of one movement: `3 sets of 10 reps a side, rest 60 seconds, 6 seconds a rep`."""
    mine = [planned for planned in plan.sets if planned.movement == index]
    warmups = [planned for planned in mine if planned.kind == "warmup"]
    working = _working(plan, index)
    asked, load, pace = _set(plan, index)
    warming = f"{counted(len(warmups), 'warm-up set')} of {_target(plan, warmups[0])}" if warmups else ""
    rest = rest_asked(working[0]) if working[0].every is not None else _rest(mine)
    return _in_words((warming, f"{counted(len(working), 'set')} of {asked}", load, rest, pace))


def _set(plan: Plan, index: int) -> tuple[str, str, str]:
    """Return the target of a working set of a movement, its load, and the length of a rep."""
    movement, planned = plan.movements[index], _working(plan, index)[0]
    is_hold = planned.lasts is not None and all(phase.kind == "hold" for phase in movement.phases)
    pace = "" if is_hold or not movement.phases else f"{seconds_text(movement.rep_lasts)} a rep"
    load = _in_words((load_asked(planned, movement, plan.unit), rpe_asked(planned)))
    return _target(plan, planned), load, pace


def _working(plan: Plan, index: int) -> list[PlannedSet]:
    return [planned for planned in plan.sets if planned.movement == index and planned.kind != "warmup"]


def _rest(sets: Sequence[PlannedSet]) -> str:
    """Return the rest after each set; after the last of a plan there is none."""
    longest = max(planned.rest for planned in sets)
    return f"rest {seconds_text(longest)}" if longest else ""


def _in_words(parts: Iterable[str]) -> str:
    return ", ".join(filter(None, parts))


def _target(plan: Plan, planned: PlannedSet) -> str:
    return target_asked(planned, plan.movements[planned.movement])


def _equipment(exercise: Exercise) -> str:
    needs = ", ".join(exercise.equipment) or "no equipment"
    may = ", ".join(exercise.optional_equipment)
    return f"{needs} (if you like: {may})" if may else needs


def _switching(exercise: Exercise) -> str:
    sides = exercise.sides
    match sides.mode:
        case "unilateral" if sides.switch_every is not None:
            return f"{sides.first} first; they switch every {counted(sides.switch_every, 'rep')}"
        case "unilateral":
            return f"{sides.first} first, the whole set; then the other"
        case "alternating" if exercise.defaults.timed:
            return "in turn"
        case "alternating":
            return f"{sides.first} first; they change every rep"
        case _:
            return ""


def _phase_line(phase: Phase, held: bool) -> str:
    if held:
        # The set says how long a hold lasts; the phase's own seconds only pace the figure.
        return f"{phase.cue}{f', breathe {phase.breathe}' if phase.breathe else ''}: {_legs(phase.text)}"

    timed = Timed(phase.kind, phase.cue, phase.text, round(phase.seconds * 1000), phase.breathe)
    return f"{phase_text(timed)}: {_legs(phase.text)}"


def _legs(text: str) -> str:
    """Name the legs by their part, as the working leg changes in the course of a set."""
    return text.replace("{side}", "working").replace("{other}", "other")


def _section(title: str, texts: Sequence[str], *, numbered: bool = False) -> Iterator[str]:
    if texts:
        yield ""
        yield title
        for number, text in enumerate(texts, 1):
            yield from _wrapped(_legs(text), f"  {number}. " if numbered else "  - ")


def _wrapped(text: str, lead: str = "") -> Iterator[str]:
    if text:
        # Ids have hyphens, and one broken in two can't be copied.
        yield fill(text, WIDE, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False)
