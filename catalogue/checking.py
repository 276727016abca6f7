"""What only shows once a routine and its exercises are known together."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from catalogue.faults import Fault
from catalogue.locating import Location
from catalogue.models import MOST_TURNS, Exercise, Routine, Work
from catalogue.spelling import did_you_mean
from catalogue.text import quoted
from catalogue.words import PHASE_KINDS

MOST_SETS: Final = 300
"""The most sets of one session, warm-ups and every item of a superset counted."""


def faults_of_routine(
    routine: Routine, exercises: Mapping[str, Exercise], broken: Collection[str] = ()
) -> Iterator[Fault]:
    """Find what keeps a routine from being run with these exercises.

    `broken` names files that have problems of their own, so that a message can send one there.
    """
    for at, exercise_id, work in _works(routine):
        exercise = exercises.get(exercise_id)
        if exercise is None:
            yield Fault((*at, "exercise"), _unknown(exercise_id, exercises, broken))
        else:
            yield from _faults_of_work(at, work, exercise)
    sets = _sets(routine, exercises)
    if sets > MOST_SETS:
        yield Fault(("blocks",), f"asks for {sets} sets; a session has at most {MOST_SETS}; split it in two")


def _works(routine: Routine) -> Iterator[tuple[Location, str, Work]]:
    for index, block in enumerate(routine.blocks):
        if block.exercise is not None:
            yield ("blocks", index), block.exercise, block
        for position, item in enumerate(block.superset or ()):
            yield ("blocks", index, "superset", position), item.exercise, item


def _unknown(exercise_id: str, exercises: Mapping[str, Exercise], broken: Collection[str]) -> str:
    if exercise_id in broken:
        return f"found {quoted(exercise_id)}; that exercise's own file has problems; mend it first"
    near = did_you_mean(exercise_id, exercises)
    return f"found {quoted(exercise_id)}; there is no exercise of that id{near or '; see repcue list'}"


def _faults_of_work(at: Location, work: Work, exercise: Exercise) -> Iterator[Fault]:
    for key, given in (("reps", work.reps is not None), ("amrap", work.amrap)):
        if given and not exercise.phases:
            yield Fault((*at, key), f"{exercise.id} is timed and has no reps; write seconds = 30 or the like")
    if work.load and exercise.load_counts == "none":
        yield Fault((*at, "load"), f"{exercise.id} is done without a load; take it out")
    reps = work.rep_range
    if reps and exercise.turns(reps) > MOST_TURNS:
        yield Fault((*at, "reps"), f"found {reps}; the legs would change more than {MOST_TURNS} times; ask for fewer")
    if work.tempo:
        has = {phase.kind for phase in exercise.phases}
        lacks = [kind for kind in PHASE_KINDS if work.tempo.seconds(kind) and kind not in has]
        if lacks:
            yield Fault(
                (*at, "tempo"),
                f'found "{work.tempo}"; a rep of {exercise.id} has no {" and no ".join(lacks)}; write 0 there',
            )


def _sets(routine: Routine, exercises: Mapping[str, Exercise]) -> int:
    total = 0
    for block in routine.blocks:
        if block.superset:
            total += (block.rounds or 1) * len(block.superset)
        elif exercise := exercises.get(block.exercise or ""):
            total += block.warmup + (block.sets or exercise.defaults.sets)
    return total
