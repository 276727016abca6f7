"""The rules of exercises and routines, each broken once."""

import pytest
from hostile_files import exercise, routine
from hypothesis import given
from hypothesis import strategies as st

from catalogue.files.problems import FileProblems
from catalogue.files.spelling import nearest
from catalogue.files.text import printable
from catalogue.files.toml import parse
from catalogue.mistakes.validation import validate
from catalogue.schema.exercise import Exercise
from catalogue.schema.notation import (
    LoadShare,
    OpenReps,
    OpenSeconds,
    RepRange,
    Tempo,
    parse_load,
    parse_reps,
    parse_seconds,
    parse_target,
    parse_tempo,
)
from catalogue.schema.routine import Routine
from catalogue.schema.words import SideName, fill


def exercise_from(*changes: tuple[str, str], more: str = "") -> Exercise:
    text = exercise("it", *changes) + more
    return validate(Exercise, parse(text, "it.toml"), text, "it.toml")


def routine_from(*changes: tuple[str, str], more: str = "") -> Routine:
    text = routine("it", *changes) + more
    return validate(Routine, parse(text, "it.toml"), text, "it.toml")


def problem(*changes: tuple[str, str], more: str = "") -> str:
    with pytest.raises(FileProblems) as caught:
        exercise_from(*changes, more=more)
    return str(caught.value)


def routine_problem(*changes: tuple[str, str], more: str = "") -> str:
    with pytest.raises(FileProblems) as caught:
        routine_from(*changes, more=more)
    return str(caught.value)


UNILATERAL = ("[defaults]", '[sides]\nmode = "unilateral"\n[defaults]')
EVERY_FIVE = ("[defaults]", '[sides]\nmode = "unilateral"\nswitch_every = 5\n[defaults]')


def test_the_least_exercise_has_sensible_defaults() -> None:
    found = exercise_from()
    assert (found.schema_, found.sides.mode, found.sides.switch_seconds) == (1, "bilateral", 5)
    assert (found.defaults.sets, found.defaults.rest, found.load_counts) == (3, 60, "none")
    assert found.defaults.rep_range == RepRange(10, 10)
    assert (found.setup, found.cautions, found.notes, found.equipment) == ((), (), (), ())
    assert found.tempo == Tempo(0, 0, 2, 0)


def test_models_are_frozen_and_can_be_keys() -> None:
    found = exercise_from()
    with pytest.raises(ValueError, match="frozen"):
        found.name = "Other"  # type: ignore[misc]  # the refusal is what is tested
    assert {found: 1}[exercise_from()] == 1


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("reps = 10", "reps = 0", "defaults.reps"),
        ("reps = 10", "reps = 1001", "defaults.reps"),
        ("reps = 10", "reps = true", "defaults.reps"),
        ("reps = 10", "reps = 10.0", "defaults.reps"),
        ("reps = 10", 'reps = "12-8"', "defaults.reps"),
        ("reps = 10", "seconds = 0", "defaults.seconds"),
        ("reps = 10", "seconds = 3601", "defaults.seconds"),
        ("reps = 10", "reps = 10\nsets = 0", "defaults.sets"),
        ("reps = 10", "reps = 10\nsets = 51", "defaults.sets"),
        ("reps = 10", "reps = 10\nsets = true", "defaults.sets"),
        ("reps = 10", 'reps = 10\nsets = "3"', "defaults.sets"),
        ("reps = 10", "reps = 10\nrest = -1", "defaults.rest"),
        ("reps = 10", "reps = 10\nrest = 3601", "defaults.rest"),
        ("reps = 10", "reps = 10\nrest = nan", "defaults.rest"),
        ("reps = 10", "reps = 10\nrest = inf", "defaults.rest"),
        ("reps = 10", "reps = 10\nrest = false", "defaults.rest"),
        ("reps = 10", "reps = 10\nseconds = 30", "defaults.reps"),
        ("reps = 10", "", "defaults.reps"),
        ("seconds = 2", "seconds = 121", "phases[1].seconds"),
        ("seconds = 2", "seconds = 0.4", "phases"),
        ("schema = 1", "schema = 2", "schema"),
        ("schema = 1", "schema = 0", "schema"),
        ("schema = 1", "schema = true", "schema"),
        ("schema = 1", 'schema = "1"', "schema"),
        ('"it"', '"It"', "id"),
        ('"it"', '"-it"', "id"),
        ('"it"', '"531"', "id"),
        ('"it"', '"next"', "id"),
        ('"it"', '"last"', "id"),
        ("pattern =", f'short = "{"s" * 25}"\npattern =', "short"),
        ("pattern =", 'alternatives = "squat"\npattern =', "alternatives"),
        ("pattern =", 'alternatives = ["A B"]\npattern =', "alternatives[1]"),
        ("pattern =", 'alternatives = ["it"]\npattern =', "alternatives[1]"),
        ("[defaults]", "[load]\nstep = 2.5\n[defaults]", "load"),
        ("[defaults]", '[load]\nstep = "2.5"\n[defaults]', "load.step"),
        ("[defaults]", "[load]\nstep = 0\n[defaults]", "load.step"),
        ("[defaults]", "[load]\nsteps = [5, 2.5]\n[defaults]", "load.steps[2]"),
        ("[defaults]", "[load]\nsteps = []\n[defaults]", "load.steps"),
        ("[defaults]", "[load]\nstep = 1\nsteps = [1]\n[defaults]", "load.steps"),
        ("[defaults]", "[load]\n[defaults]", "load"),
        ("reps = 10", 'reps = "8+"', "defaults.reps"),
        ('"it"', '"../it"', "id"),
        ('"it"', '"' + "i" * 65 + '"', "id"),
        ("Calf Raise", "n" * 81, "name"),
        ('cue = "Rise"', f'cue = "{"c" * 25}"', "phases[1].cue"),
        ('cue = "Rise"', 'cue = "Rise {side}"', "phases[1].cue"),
        ("Rise onto", "Rise {leg} onto", "phases[1].text"),
        ("Rise onto", "Rise } onto", "phases[1].text"),
        ("Rise onto", "Rise {side} onto", "phases[1].text"),
        ("Rise onto", "Rise {side.__class__} onto", "phases[1].text"),
        ("Rise onto", "r" * 400, "phases[1].text"),
        ('"beginner"', '"Beginner"', "level"),
        ("[defaults]", '[sides]\nmode = "bilateral"\nfirst = "left"\n[defaults]', "sides.first"),
        ("[defaults]", "[sides]\nswitch_every = 5\n[defaults]", "sides.switch_every"),
        ("[defaults]", '[sides]\nmode = "alternating"\nswitch_seconds = 5\n[defaults]', "sides.switch_seconds"),
        ("[defaults]", '[sides]\nmode = "unilateral"\nswitch_seconds = 61\n[defaults]', "sides.switch_seconds"),
        ("[defaults]", '[sides]\nmode = "unilateral"\nswitch_every = 0\n[defaults]', "sides.switch_every"),
        ("[defaults]", '[[setup]]\ntext = "a"\nseconds = 121\n[defaults]', "setup[1].seconds"),
        ("[defaults]", '[[setup]]\ntext = "a"\nagain = true\n[defaults]', "setup[1].again"),
        ("[defaults]", "[poses.up]\ntrunk = 361\n[defaults]", "poses.up.trunk"),
        ("[defaults]", "[poses.up]\ntrunk = true\n[defaults]", "poses.up.trunk"),
        ("[defaults]", "[Defaults]\n[defaults]", "Defaults"),
    ],
)
def test_each_rule_of_an_exercise_names_its_field(old: str, new: str, field: str) -> None:
    assert f": {field}: " in problem((old, new))


def test_only_exact_limits_are_let_through() -> None:
    assert exercise_from(("reps = 10", "reps = 1000\nsets = 50\nrest = 3600"), ("seconds = 2", "seconds = 120"))
    assert exercise_from(("reps = 10", "reps = 1\nsets = 1\nrest = 0"), ("seconds = 2", "seconds = 0.5"))


def test_switching_every_few_reps_needs_reps_and_one_leg_at_a_time() -> None:
    assert exercise_from(EVERY_FIVE).sides.switch_every == 5
    assert "sides.switch_every" in problem(EVERY_FIVE, ("reps = 10", "seconds = 30"), ("concentric", "hold"))


def test_a_set_may_not_change_legs_for_ever() -> None:
    assert "sides.switch_every" in problem(EVERY_FIVE, ("reps = 10", "reps = 251"))
    assert exercise_from(EVERY_FIVE, ("reps = 10", "reps = 250")).turns(RepRange(250, 250)) == 100


@pytest.mark.parametrize(
    ("change", "reps", "turns"),
    [
        (UNILATERAL, RepRange(10, 10), 2),
        (EVERY_FIVE, RepRange(10, 10), 4),
        (EVERY_FIVE, RepRange(8, 11), 6),
        (EVERY_FIVE, RepRange(3, 3), 2),
        (("Calf", "Calf"), RepRange(10, 10), 1),
    ],
)
def test_turns_of_a_leg_are_counted_as_the_plan_will_have_them(
    change: tuple[str, str], reps: RepRange, turns: int
) -> None:
    assert exercise_from(change).turns(reps) == turns


def test_set_up_comes_again_only_after_the_one_switch_of_a_set() -> None:
    step = '\n[[setup]]\ntext = "Stand on your {side} leg."\nagain = true\n'
    assert exercise_from(UNILATERAL, more=step).setup[0].again
    assert "setup[1].again" in problem(EVERY_FIVE, more=step)


def test_one_leg_at_a_time_may_be_named() -> None:
    found = exercise_from(UNILATERAL, ("Rise onto", "Lift your {other} foot. Rise onto"))
    assert fill(found.phases[0].text, "left") == "Lift your right foot. Rise onto your toes."


def test_a_timed_exercise_has_no_phases_or_one_hold() -> None:
    timed = ("reps = 10", "seconds = 30")
    assert exercise_from(timed, ("concentric", "hold")).defaults.rep_range is None
    assert ": phases: " in problem(timed)
    text = exercise("it", timed).split("[[phases]]")[0]
    assert validate(Exercise, parse(text, "it.toml"), text, "it.toml").phases == ()


def test_an_exercise_for_reps_needs_phases_and_at_most_eight() -> None:
    text = exercise("it").split("[[phases]]")[0]
    with pytest.raises(FileProblems, match="needs 1 to 8"):
        validate(Exercise, parse(text, "it.toml"), text, "it.toml")
    phase = exercise("it").partition("[[phases]]")[2]
    assert len(exercise_from(more=f"[[phases]]{phase}" * 7).phases) == 8
    assert "at most 8" in problem(more=f"[[phases]]{phase}" * 8)


def test_a_rep_takes_no_more_than_five_minutes() -> None:
    phase = exercise("it", ("seconds = 2", "seconds = 120")).partition("[[phases]]")[2]
    assert "a rep takes" in problem(more=f"[[phases]]{phase}" * 3)


def test_a_phase_names_a_pose_of_the_file_once_the_file_has_poses() -> None:
    posed = ("seconds = 2", 'seconds = 2\npose = "up"')
    assert exercise_from(posed).phases[0].pose == "up"
    assert exercise_from(posed, more="\n[poses.up]\ntrunk = -10\n").poses["up"].trunk == -10
    assert "phases[1].pose" in problem(posed, more="\n[poses.down]\ntrunk = 10\n")


def test_all_problems_of_a_file_are_told_at_once_with_their_lines() -> None:
    told = problem(
        ("Calf Raise", " "),
        ('"beginner"', '"begginer"'),
        ("pattern =", "patern ="),
        ("reps = 10", 'reps = 10\nsets = "3"'),
        ("kind =", "kynd ="),
        ("seconds = 2", "seconds = 500"),
    ).split("\n")
    assert [line.split(": ")[:2] for line in told] == [
        ["it.toml:3", "name"],
        ["it.toml:4", "level"],
        ["it.toml:5", "patern"],
        ["it.toml:9", "defaults.sets"],
        ["it.toml:12", "phases[1].kynd"],
        ["it.toml:15", "phases[1].seconds"],
    ]
    assert 'did you mean "beginner"?' in told[1]
    assert 'did you mean "pattern"?' in told[2]
    assert "take the quotes away" in told[3]
    assert "from 0 to 120" in told[5]


def test_sentences_over_several_lines_are_joined() -> None:
    found = exercise_from(('"Rise onto your toes."', '"""\nRise onto\n  your toes.\n"""'))
    assert found.phases[0].text == "Rise onto your toes."


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ('exercise = "a"\nreps = 8\nseconds = 30', "blocks[1].seconds"),
        ('exercise = "a"\nreps = 8\namrap = true', "blocks[1].amrap"),
        ('exercise = "a"\nrounds = 3', "blocks[1].rounds"),
        ('exercise = "a"\nsets = 51', "blocks[1].sets"),
        ('exercise = "a"\nwarmup = 11', "blocks[1].warmup"),
        ('exercise = "a"\nwarmup = -1', "blocks[1].warmup"),
        ('exercise = "a"\nload = -1', "blocks[1].load"),
        ('exercise = "a"\nload = 2001', "blocks[1].load"),
        ('exercise = "a"\nload = inf', "blocks[1].load"),
        ('exercise = "a"\nload = true', "blocks[1].load"),
        ('exercise = "a"\namrap = 1', "blocks[1].amrap"),
        ('exercise = "a"\ntempo = "3120"', "blocks[1].tempo"),
        ('exercise = "a"\ntempo = 3', "blocks[1].tempo"),
        ('exercise = "a"\nsuperset = [{ exercise = "a" }, { exercise = "b" }]', "blocks[1].superset"),
        ("sets = 3", "blocks[1]"),
        ('rounds = 3\nsuperset = [{ exercise = "a" }]', "blocks[1].superset"),
        ('superset = [{ exercise = "a" }, { exercise = "b" }]', "blocks[1].rounds"),
        ('rounds = 3\nsets = 3\nsuperset = [{ exercise = "a" }, { exercise = "b" }]', "blocks[1].sets"),
        ('rounds = 3\nload = 3\nsuperset = [{ exercise = "a" }, { exercise = "b" }]', "blocks[1].load"),
        ('rounds = 3\nsuperset = [{ exercise = "a" }, { reps = 3 }]', "blocks[1].superset[2].exercise"),
        (
            'rounds = 3\nsuperset = [{ exercise = "a" }, { exercise = "b", reps = 3, seconds = 3 }]',
            "blocks[1].superset[2].seconds",
        ),
        ('exercise = "a b"', "blocks[1].exercise"),
        ('exercise = "a"\nreps = "8-"', "blocks[1].reps"),
        ('exercise = "a"\nreps = "0+"', "blocks[1].reps"),
        ('exercise = "a"\nseconds = "0+"', "blocks[1].seconds"),
        ('exercise = "a"\nseconds = "30"', "blocks[1].seconds"),
        ('exercise = "a"\nload = "0%"', "blocks[1].load"),
        ('exercise = "a"\nload = "250%"', "blocks[1].load"),
        ('exercise = "a"\nload = "-100%"', "blocks[1].load"),
        ('exercise = "a"\nload = "-20%"', "blocks[1].load"),
        ('exercise = "a"\nrpe = 8.3', "blocks[1].rpe"),
        ('exercise = "a"\nrpe = 11', "blocks[1].rpe"),
        ('exercise = "a"\nwarmup = "rampe"', "blocks[1].warmup"),
        ('exercise = "a"\nwarmup = true', "blocks[1].warmup"),
        ('exercise = "a"\nevery = 0', "blocks[1].every"),
        ('exercise = "a"\nevery = 60\nrest = 30', "blocks[1].rest"),
        ('exercise = "a"\nsets = "3"', "blocks[1].sets"),
        ('exercise = "a"\nsets = { reps = 3 }', "blocks[1].sets"),
        ('exercise = "a"\nsets = []', "blocks[1].sets"),
        ('exercise = "a"\nsets = [3]', "blocks[1].sets[1]"),
        ('exercise = "a"\nsets = [{ kind = "warmup" }]', "blocks[1].sets"),
        ('exercise = "a"\nsets = [{ reps = 3 }, { rep = 3 }]', "blocks[1].sets[2].rep"),
        ('exercise = "a"\nsets = [{ reps = 3, seconds = 3 }]', "blocks[1].sets[1].seconds"),
        ('exercise = "a"\nsets = [{ kind = "dropp", load = "-20%" }]', "blocks[1].sets[1].kind"),
        ('exercise = "a"\nsets = [{ kind = "drop" }]', "blocks[1].sets[1].load"),
        ('exercise = "a"\nsets = [{ kind = "drop", load = 60 }]', "blocks[1].sets[1].load"),
        ('exercise = "a"\nsets = [{ kind = "drop", load = "80%" }]', "blocks[1].sets[1].load"),
        ('exercise = "a"\nsets = [{ kind = "drop", load = "+20%" }]', "blocks[1].sets[1].load"),
        ('exercise = "a"\nsets = [{ kind = "rest-pause", seconds = 20 }]', "blocks[1].sets[1].seconds"),
        ('exercise = "a"\nsets = [{ kind = "rest-pause", times = 11 }]', "blocks[1].sets[1].times"),
        ('exercise = "a"\nsets = [{ reps = 3, times = 2 }]', "blocks[1].sets[1].times"),
        ('exercise = "a"\nsets = [{ reps = 3, pause = 10 }]', "blocks[1].sets[1].pause"),
        ('exercise = "a"\nsets = [{ kind = "warmup", reps = "8+" }, { reps = 3 }]', "blocks[1].sets[1].reps"),
        ('exercise = "a"\nsets = [{ kind = "warmup", seconds = "8+" }, { reps = 3 }]', "blocks[1].sets[1].seconds"),
        ('exercise = "a"\nsets = [{ kind = "amrap", reps = "8-12" }]', "blocks[1].sets[1].reps"),
        ('exercise = "a"\nevery = 60\nsets = [{ reps = 3, rest = 9 }]', "blocks[1].sets[1].rest"),
        ('rounds = 3\nsuperset = [{ exercise = "a" }, { exercise = "b", rest = 9 }]', "blocks[1].superset[2].rest"),
        (
            'rounds = 3\nevery = 60\nsuperset = [{ exercise = "a", rest = 9 }, { exercise = "b" }]',
            "blocks[1].superset[1].rest",
        ),
        ('rounds = 3\nwarmup = 1\nsuperset = [{ exercise = "a" }, { exercise = "b" }]', "blocks[1].warmup"),
    ],
)
def test_each_rule_of_a_routine_names_its_field(new: str, field: str) -> None:
    told = routine_problem(('exercise = "extended-lunge"', new))
    assert f": {field}: " in told
    assert "\n" not in told


def test_a_routine_without_blocks_is_refused() -> None:
    assert "blocks: is missing; add a table [[blocks]]" in routine_problem(("[[blocks]]", "[other]"))


def test_a_superset_keeps_its_items_and_a_block_its_range() -> None:
    more = """
[[blocks]]
rounds = 3
rest = 90
superset = [{ exercise = "a", reps = "8-12", tempo = "3-1-2-0" }, { exercise = "extended-lunge", amrap = true }]
"""
    found = routine_from(more=more)
    block = found.blocks[1]
    assert block.superset is not None
    assert block.superset[0].rep_range == RepRange(8, 12)
    assert block.superset[0].tempo == Tempo(3, 1, 2, 0)
    assert block.superset[1].rep_range is None
    assert found.blocks[0].superset is None
    assert found.exercise_ids == ("extended-lunge", "a")


def test_a_set_is_a_number_or_a_list_of_tables_and_the_message_says_both() -> None:
    told = routine_problem(('exercise = "extended-lunge"', 'exercise = "a"\nsets = { reps = 3 }'))
    assert "a whole number from 1 to 50 or a list of tables is wanted; put square brackets around it" in told


def test_a_list_of_sets_keeps_each_as_it_is_written() -> None:
    sets = '[{ reps = "8+", load = "-20%", rpe = 8.5 }, { seconds = "30+" }, { kind = "rest-pause", times = 3 }]'
    first, second, third = (
        routine_from(('exercise = "extended-lunge"', f'exercise = "a"\nsets = {sets}')).blocks[0].tables
    )
    assert (str(first.reps), str(first.load), first.rpe) == ("8+", "-20%", 8.5)
    assert (str(second.seconds), second.parts) == ("30+", None)
    assert third.parts == (3, 15.0)


@given(
    target=st.builds(OpenReps, st.none() | st.integers(1, 1000)),
    load=st.builds(LoadShare, st.integers(1, 99), st.just(False))
    | st.builds(LoadShare, st.integers(-99, -1), st.just(True)),
    seconds=st.integers(1, 3600).map(lambda least: OpenSeconds(float(least))),
)
def test_any_open_target_and_any_share_survives_being_written(
    target: OpenReps, load: LoadShare, seconds: OpenSeconds
) -> None:
    assert parse_target(str(target)) == target
    assert parse_load(str(load)) == load
    assert parse_seconds(str(seconds)) == seconds


@given(low=st.integers(1, 1000), more=st.integers(0, 999))
def test_any_range_of_reps_survives_being_written(low: int, more: int) -> None:
    found = RepRange(low, min(low + more, 1000))
    assert parse_reps(str(found)) == found
    assert parse_reps(f" {found.low} – {found.high} ") == found


@given(parts=st.tuples(*[st.integers(0, 7500).map(lambda n: n / 100)] * 4).filter(lambda parts: sum(parts) >= 0.5))
def test_any_tempo_survives_being_written(parts: tuple[float, float, float, float]) -> None:
    assert parse_tempo(str(Tempo(*parts))) == Tempo(*parts)
    assert abs(Tempo(*parts).total - sum(parts)) < 1e-9


@pytest.mark.parametrize(
    "text", ["", "x", "8-", "-8", "8-12-15", "1e3", "0", "1001", "8-1001", "٣", "8.5", "9" * 5000]
)
def test_what_is_no_number_of_reps_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="reps are a whole number"):
        parse_reps(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "four numbers"),
        ("3-1-2", "four numbers"),
        ("3-1-2-0-0", "four numbers"),
        ("3120", 'did you mean "3-1-2-0"'),
        ("3-1-X-0", "for X"),
        ("3--1-2-0", "four numbers"),
        ("nan-1-2-0", "four numbers"),
        ("0-0-0-0", "a rep takes"),
        ("121-0-0-0", "the eccentric is longer"),
        ("100-100-100-100", "a rep takes"),
        ("-" * 100_000, "four numbers"),
    ],
)
def test_what_is_no_tempo_is_refused_with_a_sentence(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_tempo(text)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("extended-lunges", "extended-lunge"),
        ("Extended Lunge", "extended-lunge"),
        ("extended_lunge", "extended-lunge"),
        ("bench-press", None),
        ("x" * 100_000, None),
        ("", None),
    ],
)
def test_the_nearest_word_is_found_if_any_is_near(word: str, meant: str | None) -> None:
    assert nearest(word, ["stiff-leg-deadlift", "extended-lunge"]) == meant


@given(text=st.text(), side=st.sampled_from(["left", "right"]))
def test_filling_changes_only_the_two_placeholders(text: str, side: SideName) -> None:
    if "{side}" not in text and "{other}" not in text:
        assert fill(text, side) == text


def test_printable_shows_what_it_replaces_and_cuts_what_is_long() -> None:
    assert printable("a\x1b[2J\u202e\udc80\U000e0041b") == r"a\x1b[2J\u202e\udc80\U000e0041b"
    assert printable("x" * 100, 60) == "x" * 59 + "…"
    assert printable("[/] é 👩\u200d🦰") == "[/] é 👩\u200d🦰"
