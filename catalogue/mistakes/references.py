"""What only shows once a routine and its exercises are known together."""

from collections.abc import Iterator, Mapping
from typing import Final

from catalogue.files.positions import Location
from catalogue.files.spelling import nearest
from catalogue.files.text import likely_id, quoted
from catalogue.schema.models import MOST_TURNS, Block, Exercise, Routine, SupersetItem, Work
from catalogue.schema.rules import Fault, Wrong, found_in, given, told
from catalogue.schema.words import PHASE_KINDS

MOST_SETS: Final = 300
"""The most sets of one session, warm-ups and every item of a superset counted."""

NONE_BROKEN: Final[Mapping[str, Exercise | None]] = {}


def faults_of_routine(
    routine: Routine, exercises: Mapping[str, Exercise], broken: Mapping[str, Exercise | None] = NONE_BROKEN
) -> Iterator[Fault]:
    """Find what keeps a routine, which may be a draft, from being run with these exercises.

    `broken` names files that have problems of their own, so that a message can send one there, and has the draft
    of what could be read of them.
    """
    return told(_faults_of_blocks(routine, exercises, broken), _faults_of_length(routine, exercises))


def _faults_of_blocks(
    routine: Routine, exercises: Mapping[str, Exercise], broken: Mapping[str, Exercise | None]
) -> Iterator[Fault]:
    for index, block in enumerate(routine.blocks):
        at: Location = ("blocks", index)
        yield from told(
            _faults_of_item(at, block, exercises, broken), _faults_of_superset(at, block, exercises, broken)
        )


def _faults_of_superset(
    at: Location, block: Block, exercises: Mapping[str, Exercise], broken: Mapping[str, Exercise | None]
) -> Iterator[Fault]:
    if block.superset is not None:
        for position, item in enumerate(block.superset):
            yield from told(_faults_of_item((*at, "superset", position), item, exercises, broken))


def _faults_of_item(
    at: Location, item: Block | SupersetItem, exercises: Mapping[str, Exercise], broken: Mapping[str, Exercise | None]
) -> Iterator[Fault]:
    wanted = found_in(item.exercise)
    if not isinstance(wanted, str):
        return
    exercise = exercises.get(wanted)
    if exercise is None and isinstance(item.exercise, Wrong):
        # No id at all: the message for that offers the likely one, and there is more to say only if that is no good.
        exercise = exercises.get(likely_id(wanted))
    if exercise is None and wanted in broken:
        message = f"found {quoted(wanted)}; that exercise's own file has problems; mend it first"
        yield Fault((*at, "exercise"), message)
        exercise = broken[wanted]
    elif exercise is None:
        near = nearest(wanted, exercises)
        hint = f'; did you mean "{near}"?' if near else "; see repcue list"
        yield Fault((*at, "exercise"), f"found {quoted(wanted)}; there is no exercise of that id{hint}")
        exercise = exercises[near] if near else None
    if exercise is not None:
        yield from _faults_of_work(at, item, exercise)


def _faults_of_work(at: Location, work: Work, exercise: Exercise) -> Iterator[Fault]:
    return told(
        _faults_of_aim(at, work, exercise),
        _faults_of_load(at, work, exercise),
        _faults_of_turns(at, work, exercise),
        _faults_of_tempo(at, work, exercise),
    )


def _faults_of_aim(at: Location, work: Work, exercise: Exercise) -> Iterator[Fault]:
    for key, is_given in (("reps", work.reps is not None), ("amrap", given(work.amrap))):
        if is_given and not exercise.phases:
            yield Fault((*at, key), f"{exercise.id} is timed and has no reps; write seconds = 30 or the like")


def _faults_of_load(at: Location, work: Work, exercise: Exercise) -> Iterator[Fault]:
    if given(work.load) and exercise.load_counts == "none":
        yield Fault((*at, "load"), f"{exercise.id} is done without a load; take it out")


def _faults_of_turns(at: Location, work: Work, exercise: Exercise) -> Iterator[Fault]:
    reps = work.rep_range
    if reps and exercise.turns(reps) > MOST_TURNS:
        yield Fault((*at, "reps"), f"found {reps}; the legs would change more than {MOST_TURNS} times; ask for fewer")


def _faults_of_tempo(at: Location, work: Work, exercise: Exercise) -> Iterator[Fault]:
    if work.tempo:
        has = {phase.kind for phase in exercise.phases}
        lacks = [kind for kind in PHASE_KINDS if work.tempo.seconds(kind) and kind not in has]
        if lacks:
            yield Fault(
                (*at, "tempo"),
                f'found "{work.tempo}"; a rep of {exercise.id} has no {" and no ".join(lacks)}; write 0 there',
            )


def _faults_of_length(routine: Routine, exercises: Mapping[str, Exercise]) -> Iterator[Fault]:
    sets = sum(_sets(block, exercises) for block in routine.blocks)
    if sets > MOST_SETS:
        yield Fault(("blocks",), f"asks for {sets} sets; a session has at most {MOST_SETS}; split it in two")


def _sets(block: Block, exercises: Mapping[str, Exercise]) -> int:
    """The sets of a block, at least: what a draft leaves open counts as nothing."""
    if isinstance(block, Wrong) or isinstance(block.superset, Wrong) or isinstance(block.exercise, Wrong):
        return 0
    if block.superset:
        return _number(block.rounds or 1) * len(block.superset)
    exercise = exercises.get(block.exercise or "")
    return _number(block.warmup) + _number(block.sets or exercise.defaults.sets) if exercise else 0


def _number(value: int) -> int:
    return 0 if isinstance(value, Wrong) else value
