"""Rules between a routine and its exercises, and between exercises."""

from collections.abc import Iterator, Mapping
from typing import Final

from catalogue.files.positions import Location
from catalogue.files.spelling import nearest
from catalogue.files.text import likely_id, quoted
from catalogue.schema.exercise import MOST_TURNS, Exercise
from catalogue.schema.notation import RAMP
from catalogue.schema.routine import Aim, Block, Routine, SetTable, SupersetItem, Work
from catalogue.schema.rules import BrokenRule, Wrong, found_in, given, told
from catalogue.schema.words import PHASE_KINDS

MOST_SETS: Final = 300
"""The most sets of one session, warm-ups and every item of a superset counted."""

NONE_BROKEN: Final[Mapping[str, Exercise | None]] = {}


def faults_of_routine(
    routine: Routine, exercises: Mapping[str, Exercise], broken: Mapping[str, Exercise | None] = NONE_BROKEN
) -> Iterator[BrokenRule]:
    """Find what keeps a routine, which may be a draft, from being run with these exercises.

    `broken` names files that have problems of their own, so that a message can send one there, and has the draft
    of what could be read of them.
    """
    return told(_faults_of_blocks(routine, exercises, broken), _faults_of_length(routine, exercises))


def _faults_of_blocks(
    routine: Routine, exercises: Mapping[str, Exercise], broken: Mapping[str, Exercise | None]
) -> Iterator[BrokenRule]:
    for index, block in enumerate(routine.blocks):
        at: Location = ("blocks", index)
        yield from told(
            _faults_of_item(at, block, exercises, broken), _faults_of_superset(at, block, exercises, broken)
        )


def _faults_of_superset(
    at: Location, block: Block, exercises: Mapping[str, Exercise], broken: Mapping[str, Exercise | None]
) -> Iterator[BrokenRule]:
    if block.superset is not None:
        for position, item in enumerate(block.superset):
            yield from told(_faults_of_item((*at, "superset", position), item, exercises, broken))


def _faults_of_item(
    at: Location, item: Block | SupersetItem, exercises: Mapping[str, Exercise], broken: Mapping[str, Exercise | None]
) -> Iterator[BrokenRule]:
    wanted = found_in(item.exercise)
    if not isinstance(wanted, str):
        return
    exercise = exercises.get(wanted)
    if exercise is None and isinstance(item.exercise, Wrong):
        # No id at all: the message for that offers the likely one, and there is more to say only if that is no good.
        exercise = exercises.get(likely_id(wanted))
    if exercise is None and wanted in broken:
        message = f"found {quoted(wanted)}; that exercise's own file has problems; mend it first"
        yield BrokenRule((*at, "exercise"), message)
        exercise = broken[wanted]
    elif exercise is None:
        near = nearest(wanted, exercises)
        hint = f'; did you mean "{near}"?' if near else "; see repcue list"
        yield BrokenRule((*at, "exercise"), f"found {quoted(wanted)}; there is no exercise of that id{hint}")
        exercise = exercises[near] if near else None
    if exercise is not None:
        yield from _faults_of_work(at, item, exercise)


def _faults_of_work(at: Location, work: Work, exercise: Exercise) -> Iterator[BrokenRule]:
    return told(
        _faults_of_aim(at, work, exercise),
        _faults_of_amrap(at, work, exercise),
        _faults_of_warmup(at, work, exercise),
        _faults_of_tempo(at, work, exercise),
        _faults_of_list(at, work, exercise),
    )


def _faults_of_list(at: Location, work: Work, exercise: Exercise) -> Iterator[BrokenRule]:
    tables = work.tables if isinstance(work, Block) else ()
    yield from told(*(_faults_of_set((*at, "sets", index), table, exercise) for index, table in enumerate(tables)))


def _faults_of_set(at: Location, table: SetTable, exercise: Exercise) -> Iterator[BrokenRule]:
    return told(_faults_of_aim(at, table, exercise), _faults_of_parts(at, table, exercise))


def _faults_of_aim(at: Location, aim: Aim, exercise: Exercise) -> Iterator[BrokenRule]:
    return told(
        _faults_of_reps(at, aim, exercise), _faults_of_load(at, aim, exercise), _faults_of_turns(at, aim, exercise)
    )


def _faults_of_reps(at: Location, aim: Aim, exercise: Exercise) -> Iterator[BrokenRule]:
    if aim.reps is not None and not exercise.phases:
        yield BrokenRule((*at, "reps"), f"{exercise.id} is timed and has no reps; write seconds = 30 or the like")


def _faults_of_amrap(at: Location, work: Work, exercise: Exercise) -> Iterator[BrokenRule]:
    if given(work.amrap) and not exercise.phases:
        yield BrokenRule((*at, "amrap"), f'{exercise.id} is timed and has no reps; write seconds = "30+" or the like')


def _faults_of_warmup(at: Location, work: Work, exercise: Exercise) -> Iterator[BrokenRule]:
    if isinstance(work.warmup, Wrong) or work.warmup != "ramp":
        return
    if not exercise.phases:
        yield BrokenRule(
            (*at, "warmup"), f"{exercise.id} is timed, and a ramp counts reps; write a number, such as 1"
        )
    elif exercise.load_counts == "none":
        yield BrokenRule(
            (*at, "warmup"), f"{exercise.id} is done without a load to ramp up to; write a number, such as 1"
        )


def _faults_of_parts(at: Location, table: SetTable, exercise: Exercise) -> Iterator[BrokenRule]:
    if table.parts is not None and not exercise.phases:
        yield BrokenRule(
            (*at, "kind"), f"{exercise.id} is timed, and the parts of a set count reps; write another kind"
        )


def _faults_of_load(at: Location, aim: Aim, exercise: Exercise) -> Iterator[BrokenRule]:
    if given(aim.load) and exercise.load_counts == "none":
        yield BrokenRule((*at, "load"), f"{exercise.id} is done without a load; take it out")


def _faults_of_turns(at: Location, aim: Aim, exercise: Exercise) -> Iterator[BrokenRule]:
    reps = aim.rep_range
    if reps and exercise.turns(reps) > MOST_TURNS:
        yield BrokenRule(
            (*at, "reps"), f"found {reps}; the legs would change more than {MOST_TURNS} times; ask for fewer"
        )


def _faults_of_tempo(at: Location, work: Work, exercise: Exercise) -> Iterator[BrokenRule]:
    if work.tempo:
        has = {phase.kind for phase in exercise.phases}
        may_have = has | ({"hold"} if "eccentric" in has else set())  # which a tempo adds where there is none
        lacks = [kind for kind in PHASE_KINDS if work.tempo.seconds(kind) and kind not in may_have]
        if lacks:
            yield BrokenRule(
                (*at, "tempo"),
                f'found "{work.tempo}"; a rep of {exercise.id} has no {" and no ".join(lacks)}; write 0 there',
            )


def faults_of_alternatives(
    exercise: Exercise, exercises: Mapping[str, Exercise], broken: Mapping[str, Exercise | None] = NONE_BROKEN
) -> Iterator[BrokenRule]:
    """Find the alternatives of an exercise that there are none of; nothing keeps it from being run without them."""
    for at, other in enumerate(exercise.alternatives):
        if other not in exercises and other not in broken:
            near = nearest(other, exercises)
            hint = f'did you mean "{near}"?' if near else "see repcue list"
            message = f"found {quoted(other)}; there is no exercise of that id, and it is not offered; {hint}"
            yield BrokenRule(("alternatives", at), message)


def _faults_of_length(routine: Routine, exercises: Mapping[str, Exercise]) -> Iterator[BrokenRule]:
    sets = sum(_sets(block, exercises) for block in routine.blocks)
    if sets > MOST_SETS:
        yield BrokenRule(("blocks",), f"asks for {sets} sets; a session has at most {MOST_SETS}; split it in two")


def _sets(block: Block, exercises: Mapping[str, Exercise]) -> int:
    """The sets of a block, at least: what a draft leaves open counts as nothing."""
    if isinstance(block, Wrong) or isinstance(block.superset, Wrong) or isinstance(block.exercise, Wrong):
        return 0
    if block.superset:
        rounds = _number(block.rounds or 1)
        return sum(rounds + (0 if isinstance(item, Wrong) else _warmups(item)) for item in block.superset)
    exercise = exercises.get(block.exercise or "")
    return _warmups(block) + (len(block.tables) or _count(block, exercise)) if exercise else 0


def _count(block: Block, exercise: Exercise) -> int:
    return block.sets or exercise.defaults.sets if not isinstance(block.sets, Wrong | tuple) else 0


def _warmups(work: Work) -> int:
    return len(RAMP) if not isinstance(work.warmup, Wrong) and work.warmup == "ramp" else _number(work.warmup)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
