"""The bundled exercises hold the facts that they are there for."""

import re
from dataclasses import dataclass

import pytest

from catalogue import bundled
from catalogue.files.text import has_placeholder
from catalogue.loading import BUNDLED, load_catalogue
from catalogue.schema.models import Block, Exercise
from catalogue.schema.words import fill

CATALOGUE = load_catalogue(None)

LONGEST_STEP = 90
COLUMNS = 50


@dataclass(frozen=True)
class Facts:
    """What must be so of an exercise; a fact is a pattern that one text of its place must match."""

    level: str
    pattern: str
    mode: str
    load_counts: str
    equipment: tuple[str, ...]
    kinds: tuple[str, ...]
    breathing: tuple[str | None, ...]
    setup: tuple[str, ...]
    phases: tuple[str, ...]
    cautions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


DOWN_DOWN_UP = ("eccentric", "eccentric", "concentric")
UP_DOWN = ("concentric", "hold", "eccentric")
IN_OUT = ("in", None, "out")
OUT_IN = ("out", None, "in")

FACTS = {
    "stiff-leg-deadlift": Facts(
        level="beginner",
        pattern="hinge",
        mode="bilateral",
        load_counts="total",
        equipment=(),
        kinds=("eccentric", "concentric"),
        breathing=("in", "out"),
        setup=(
            "choose your weights: two tins, one a hand, or one long weight",
            "ground just in front of your feet",
            "shoulder-width",
            "bend at the waist, knees very slightly bent, lower back straight",
            "grasp.*long weight in both hands, at shoulder width, palms down",
            "lift them to standing.*in front of you",
        ),
        phases=(
            "bend at the waist, knees giving slightly, until your hands are just over your feet",
            "straighten your legs and unbend at the waist",
        ),
        cautions=("lower back straight",),
        notes=("no weight.*tins, one in each hand.*one long weight in both hands in front", "tops of your feet"),
    ),
    "single-leg-deadlift": Facts(
        level="beginner",
        pattern="hinge",
        mode="unilateral",
        load_counts="per-hand",
        equipment=(),
        kinds=("eccentric", "eccentric", "hold", "concentric"),
        breathing=("in", None, None, "out"),
        setup=("shoulder-width", "right leg"),
        phases=(
            "lower your torso slowly, back straight.*left leg rises slowly behind",
            "left leg as far back as it goes, into one straight line with your torso",
            "hold for a moment",
            "return slowly to the start",
        ),
        notes=("left leg rises first, so the right leg works first", "regular intervals", "no equipment"),
    ),
    "extended-lunge": Facts(
        level="beginner",
        pattern="lunge",
        mode="unilateral",
        load_counts="per-hand",
        equipment=(),
        kinds=("eccentric", "eccentric", "hold", "concentric"),
        breathing=("in", None, None, "out"),
        setup=("large open space", "open space"),
        phases=(
            "step forward with your right leg, larger than usual, until you feel a stretch",
            "left knee go down towards the floor",
            "front of your left thigh stretch and the pressure in your right buttock",
            "rise slowly to the start",
        ),
        notes=("no equipment.*large open space", "as many as you want.*swap legs and repeat from the start"),
    ),
    "seated-leg-curl": Facts(
        level="intermediate",
        pattern="knee-flexion",
        mode="bilateral",
        load_counts="stack",
        equipment=("seated leg curl machine",),
        kinds=UP_DOWN,
        breathing=OUT_IN,
        setup=(
            "back against the back rest",
            "choose an appropriate weight",
            "pad.*rests on your lower calves",
            "toes pointed",
        ),
        phases=(
            "torso straight, back against the rest.*ankles towards your buttocks",
            "one second",
            "raise your feet slowly back to the start",
        ),
    ),
    "stiff-leg-barbell-deadlift": Facts(
        level="advanced",
        pattern="hinge",
        mode="bilateral",
        load_counts="total",
        equipment=("barbell",),
        kinds=DOWN_DOWN_UP,
        breathing=IN_OUT,
        setup=(
            "heavy lift.*wrist straps",
            "overhand grip, palms down",
            "torso straight, feet shoulder-width or slightly narrower",
            "bend your knees slightly and hold the bar just below your waist: this is the start",
        ),
        phases=(
            "knees still, back straight: bend at the hips.*bar come forward",
            "lower the bar until your hamstrings stretch.*between your knees and feet",
            "extend your hips and straighten your torso to the start",
        ),
        cautions=("back straight, always", "no jerky movement", "grip carefully", "heavy.*wrist straps"),
    ),
    "stiff-leg-dumbbell-deadlift": Facts(
        level="advanced",
        pattern="hinge",
        mode="bilateral",
        load_counts="per-hand",
        equipment=("two dumbbells",),
        kinds=DOWN_DOWN_UP,
        breathing=OUT_IN,
        setup=(
            "arm's length.*either side",
            "comfortable stance, feet shoulder-width or slightly narrower",
            "knees slightly.*torso",
        ),
        phases=(
            "knees still.*move forward",
            "lower the dumbbells to between your knees and feet, until your hamstrings stretch",
            "extend your hips and waist to return to the start",
        ),
        cautions=("each dumbbell carefully and firmly", "no jerky movement", "not go too heavy"),
        notes=("out on the way down and in on the way up.*many coaches teach the reverse.*your own copy",),
    ),
    "dumbbell-leg-curl": Facts(
        level="advanced",
        pattern="knee-flexion",
        mode="bilateral",
        load_counts="total",
        equipment=("dumbbell", "bench"),
        kinds=UP_DOWN,
        breathing=OUT_IN,
        setup=(
            "bench at a slight incline",
            "choose a dumbbell and place it at the bench's end",
            "face down with your knees at the edge",
            "between your ankles and secure",
            "extend your legs fully.*wobbles, hug the bench with your arms",
        ),
        phases=(
            "bend your knees slowly and curl the dumbbell up towards your buttocks",
            "pause",
            "lower.*until your legs are straight",
        ),
        notes=("as many reps and sets as you want",),
    ),
}


def says(texts: tuple[str, ...], patterns: tuple[str, ...]) -> list[str]:
    return [each for each in patterns if not any(re.search(each, text, re.IGNORECASE) for text in texts)]


def test_the_bundled_files_have_no_problem_and_come_easy_to_hard() -> None:
    assert CATALOGUE.problems == ()
    assert tuple(CATALOGUE.exercises) == bundled.EXERCISES == tuple(FACTS)
    assert tuple(CATALOGUE.routines) == bundled.ROUTINES
    assert {*CATALOGUE.exercise_origins.values(), *CATALOGUE.routine_origins.values()} == {BUNDLED}


@pytest.mark.parametrize("exercise_id", FACTS)
def test_an_exercise_holds_its_facts(exercise_id: str) -> None:
    exercise, facts = CATALOGUE.exercises[exercise_id], FACTS[exercise_id]
    assert (exercise.level, exercise.pattern) == (facts.level, facts.pattern)
    assert (exercise.sides.mode, exercise.load_counts) == (facts.mode, facts.load_counts)
    assert exercise.equipment == facts.equipment
    assert exercise.muscles.primary[0] == "hamstrings"
    assert tuple(phase.kind for phase in exercise.phases) == facts.kinds
    assert tuple(phase.breathe for phase in exercise.phases) == facts.breathing
    steps = [fill(step.text, "right") for step in exercise.setup]
    for fact, step in zip(facts.setup, steps, strict=True):
        assert re.search(fact, step, re.IGNORECASE), step
    for fact, phase in zip(facts.phases, exercise.phases, strict=True):
        assert re.search(fact, fill(phase.text, "right"), re.IGNORECASE), phase.text
    assert says(exercise.cautions, facts.cautions) == []
    assert says(exercise.notes, facts.notes) == []


def test_legs_switch_within_the_single_leg_deadlift_and_once_in_the_lunge() -> None:
    deadlift, lunge = CATALOGUE.exercises["single-leg-deadlift"], CATALOGUE.exercises["extended-lunge"]
    assert (deadlift.sides.first, deadlift.sides.switch_every, deadlift.sides.switch_seconds) == ("right", 5, 5)
    assert (lunge.sides.first, lunge.sides.switch_every) == ("right", None)
    assert [step.again for step in lunge.setup] == [False, True]


@pytest.mark.parametrize("exercise_id", ["extended-lunge", "seated-leg-curl"])
def test_the_hold_of_one_second_takes_one_second(exercise_id: str) -> None:
    assert CATALOGUE.exercises[exercise_id].tempo.hold == 1


@pytest.mark.parametrize(
    "exercise_id", ["stiff-leg-deadlift", "stiff-leg-barbell-deadlift", "stiff-leg-dumbbell-deadlift"]
)
def test_where_the_movement_has_no_hold_none_is_made(exercise_id: str) -> None:
    assert CATALOGUE.exercises[exercise_id].tempo.hold == 0


def test_the_first_caution_is_the_one_that_guards_the_back_or_the_grip_against_jerks() -> None:
    for exercise_id in ("stiff-leg-barbell-deadlift", "stiff-leg-dumbbell-deadlift"):
        assert "no jerky movement" in CATALOGUE.exercises[exercise_id].cautions[0]


@pytest.mark.parametrize("exercise", CATALOGUE.exercises.values(), ids=lambda exercise: exercise.id)
def test_each_says_what_may_take_its_place_and_a_short_name(exercise: Exercise) -> None:
    assert exercise.load is None, "what can be loaded is for each gym to say; the setting holds where none does"
    assert exercise.short and len(exercise.short) <= 24
    patterns = {CATALOGUE.exercises[other].muscles.primary[0] for other in exercise.alternatives}
    assert patterns == {"hamstrings"}


def test_wrist_straps_and_household_weights_are_optional() -> None:
    assert "wrist straps" in CATALOGUE.exercises["stiff-leg-barbell-deadlift"].optional_equipment
    assert any("tins" in each for each in CATALOGUE.exercises["stiff-leg-deadlift"].optional_equipment)


def texts_of(exercise: Exercise) -> list[str]:
    return [*(step.text for step in exercise.setup), *(phase.text for phase in exercise.phases)]


@pytest.mark.parametrize("exercise", CATALOGUE.exercises.values(), ids=lambda exercise: exercise.id)
def test_a_step_can_be_read_between_two_reps(exercise: Exercise) -> None:
    for text in texts_of(exercise):
        longest = max((fill(text, "left"), fill(text, "right")), key=len)
        assert len(longest) <= LONGEST_STEP
        lines, line = 1, 0
        for word in longest.split():
            if line and line + 1 + len(word) > COLUMNS:
                lines, line = lines + 1, 0
            line += len(word) + bool(line)
        assert lines <= 2, longest


@pytest.mark.parametrize("exercise", CATALOGUE.exercises.values(), ids=lambda exercise: exercise.id)
def test_a_step_is_a_sentence_and_a_cue_a_word_or_two(exercise: Exercise) -> None:
    for text in (*texts_of(exercise), *exercise.cautions, *exercise.notes, exercise.summary):
        assert text[0].isupper()
        assert text.endswith(".")
    for phase in exercise.phases:
        assert len(phase.cue.split()) <= 2


@pytest.mark.parametrize("exercise", CATALOGUE.exercises.values(), ids=lambda exercise: exercise.id)
def test_legs_are_named_by_placeholder_only_where_one_works_at_a_time(exercise: Exercise) -> None:
    named = any(has_placeholder(text) for text in texts_of(exercise))
    assert named == (exercise.sides.mode == "unilateral")
    assert not any(re.search(r"\b(left|right)\b", text) for text in texts_of(exercise))


def test_routines_hold_their_exercises() -> None:
    seven = list(bundled.EXERCISES)
    found = {routine.id: [block.exercise for block in routine.blocks] for routine in CATALOGUE.routines.values()}
    assert found == {
        "hamstrings-at-home": seven[:3],
        "gym-hamstrings": seven[3:],
        "all-seven": seven,
        "desk-break": seven[1:3],
    }


def test_all_seven_has_two_sets_of_each() -> None:
    assert {block.sets for block in CATALOGUE.routines["all-seven"].blocks} == {2}


def test_the_gym_warms_up_before_its_heavy_hinge() -> None:
    warm = {block.exercise for block in CATALOGUE.routines["gym-hamstrings"].blocks if block.warmup}
    assert "stiff-leg-barbell-deadlift" in warm


def paced_seconds(block: Block, get_ready: float) -> float:
    """Return how long one paced set takes: set-up, every rep of both sides, and switches with what comes again."""
    exercise = CATALOGUE.exercises[block.exercise or ""]
    reps = block.rep_range or exercise.defaults.rep_range
    assert reps is not None
    turns = exercise.turns(reps)
    again = sum(step.seconds for step in exercise.setup if step.again)
    return (
        sum(step.seconds for step in exercise.setup)
        + (turns - 1) * (exercise.sides.switch_seconds + again)
        + turns * get_ready
        + 2 * reps.high * exercise.tempo.total
    )


def test_the_desk_break_is_one_unloaded_set_of_each_in_under_six_minutes() -> None:
    routine = CATALOGUE.routines["desk-break"]
    assert [(block.sets, block.load, block.warmup) for block in routine.blocks] == [(1, 0, 0), (1, 0, 0)]
    rest = routine.blocks[0].rest
    assert rest is not None
    assert rest + sum(paced_seconds(block, get_ready=3) for block in routine.blocks) < 6 * 60
