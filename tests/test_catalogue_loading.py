"""A person's own files beside the bundled ones."""

from pathlib import Path

import pytest
from hostile_files import exercise, routine

from catalogue.loading import BUNDLED, Catalogue, check_file, load_catalogue

BUNDLED_ONLY = load_catalogue(None)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "routines").mkdir()
    return tmp_path


def put(config: Path, name: str, text: str) -> Path:
    path = config / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def told(catalogue: Catalogue, config: Path) -> list[str]:
    return [str(problem).removeprefix(f"{config}/") for problem in catalogue.problems]


@pytest.mark.parametrize("folders", [(), ("exercises",)])
def test_a_config_folder_may_be_missing_or_empty(folders: tuple[str, ...], tmp_path: Path) -> None:
    for folder in folders:
        (tmp_path / folder).mkdir()
    assert load_catalogue(tmp_path) == BUNDLED_ONLY
    assert load_catalogue(tmp_path / "nowhere") == BUNDLED_ONLY


def test_own_files_are_shown_in_their_place(config: Path) -> None:
    put(config, "exercises/zebra-step", exercise("zebra-step", ("Calf Raise", "apple step")))
    put(config, "exercises/apple", exercise("apple", ("Calf Raise", "Zebra")))
    put(config, "exercises/hard", exercise("hard", ('"beginner"', '"advanced"')))
    put(config, "routines/mine", routine("mine"))
    catalogue = load_catalogue(config)
    bundled = list(BUNDLED_ONLY.exercises)
    assert list(catalogue.exercises) == [*bundled[:3], "zebra-step", "apple", *bundled[3:], "hard"]
    assert list(catalogue.routines) == [*BUNDLED_ONLY.routines, "mine"]
    assert catalogue.routine_origins["mine"] == str(config / "routines" / "mine.toml")
    assert catalogue.problems == ()


def test_an_own_file_wins_over_a_bundled_one_and_keeps_its_place(config: Path) -> None:
    put(config, "exercises/single-leg-deadlift", exercise("single-leg-deadlift"))
    catalogue = load_catalogue(config)
    assert list(catalogue.exercises) == list(BUNDLED_ONLY.exercises)
    assert catalogue.exercises["single-leg-deadlift"].name == "Calf Raise"
    assert catalogue.exercise_origins["single-leg-deadlift"].startswith(str(config))
    assert catalogue.exercise_origins["extended-lunge"] == BUNDLED


def test_a_broken_own_file_is_told_and_the_bundled_one_stays(config: Path) -> None:
    put(config, "exercises/extended-lunge", exercise("extended-lunge", ("reps = 10", "reps = 0")))
    catalogue = load_catalogue(config)
    assert catalogue.exercises == BUNDLED_ONLY.exercises
    assert catalogue.exercise_origins["extended-lunge"] == BUNDLED
    assert list(catalogue.routines) == list(BUNDLED_ONLY.routines)
    assert told(catalogue, config) == [
        "exercises/extended-lunge.toml:8: defaults.reps: found 0; reps are a whole number from 1 to 1000"
    ]


def test_the_file_and_the_id_must_have_the_same_name(config: Path) -> None:
    put(config, "exercises/Calf Raise", exercise("calf-raise", ("reps = 10", "reps = 0")))
    lines = told(load_catalogue(config), config)
    assert [line.split(": ")[:2] for line in lines] == [
        ["exercises/Calf Raise.toml:2", "id"],
        ["exercises/Calf Raise.toml:8", "defaults.reps"],
    ]


def test_files_of_other_programs_are_left_alone_and_sync_conflicts_told(config: Path) -> None:
    for name in (".hidden.toml", "notes.md", "a.toml~", "a.TOML.bak", ".#a.toml"):
        (config / "exercises" / name).write_text("x")
    for name in ("a.sync-conflict-20261122-180533-ABC.toml", "a (conflicted copy 2026-11-22).toml"):
        (config / "routines" / name).write_text(routine("a"))
    lines = told(load_catalogue(config), config)
    assert len(lines) == 2
    assert all("sync or merge tool" in line and line.startswith("routines/a") for line in lines)


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "exercises").write_text("x")
    catalogue = load_catalogue(tmp_path)
    assert catalogue.exercises == BUNDLED_ONLY.exercises
    (line,) = told(catalogue, tmp_path)
    assert line.startswith("exercises:1: the folder cannot be read")


@pytest.mark.parametrize(
    ("changes", "line", "field", "words"),
    [
        (("extended-lunge", "extended-lunges"), 6, "blocks[1].exercise", 'did you mean "extended-lunge"?'),
        (("extended-lunge", "bench-press"), 6, "blocks[1].exercise", "repcue list"),
        (("extended-lunge", "broken"), 6, "blocks[1].exercise", "mend it first"),
        (("extended-lunge", 'wall-sit"\nreps = "8-12'), 7, "blocks[1].reps", "wall-sit is timed"),
        (("extended-lunge", 'wall-sit"\namrap = true #"'), 7, "blocks[1].amrap", "wall-sit is timed"),
        (("extended-lunge", 'extended-lunge"\ntempo = "3-1-2-1'), 7, "blocks[1].tempo", "no pause; write 0"),
        (("extended-lunge", 'wall-sit"\nload = 5 #'), 7, "blocks[1].load", "without a load"),
        (("extended-lunge", 'single-leg-deadlift"\nreps = 251 #'), 7, "blocks[1].reps", "more than 100 times"),
        (
            (
                'exercise = "extended-lunge"',
                'rounds = 2\nsuperset = [\n{ exercise = "wall-sit" },\n{ exercise = "x" }]',
            ),
            9,
            "blocks[1].superset[2].exercise",
            "no exercise of that id",
        ),
    ],
)
def test_a_routine_that_cannot_be_run_is_left_out_and_told_with_its_line(
    changes: tuple[str, str], line: int, field: str, words: str, config: Path
) -> None:
    wall_sit = exercise("wall-sit", ("reps = 10", "seconds = 30")).split("[[phases]]")[0]
    put(config, "exercises/wall-sit", wall_sit)
    put(config, "exercises/broken", "x")
    path = put(config, "routines/mine", routine("mine", changes))
    put(config, "routines/other", routine("other"))
    catalogue = load_catalogue(config)
    assert list(catalogue.routines) == [*BUNDLED_ONLY.routines, "other"]
    (found,) = [problem for problem in catalogue.problems if problem.path == str(path)]
    assert (found.line, found.field) == (line, field)
    assert words in found.message
    assert check_file(path, catalogue) == (found,)


def test_seconds_make_a_timed_set_of_any_exercise(config: Path) -> None:
    put(config, "routines/mine", routine("mine", ("extended-lunge", 'extended-lunge"\nseconds = 30 #')))
    assert load_catalogue(config).problems == ()


def test_a_routine_has_at_most_three_hundred_sets(config: Path) -> None:
    block = '\n[[blocks]]\nexercise = "extended-lunge"\nsets = 49\nwarmup = 1\n'
    rounds = (
        '\n[[blocks]]\nrounds = 24\nsuperset = [{ exercise = "extended-lunge" }, { exercise = "extended-lunge" }]\n'
    )
    put(config, "routines/long", routine("long") + block * 4 + rounds * 2)
    put(config, "routines/longer", routine("longer") + block * 5 + rounds)
    catalogue = load_catalogue(config)
    assert "long" in catalogue.routines
    assert "longer" not in catalogue.routines
    assert "301 sets" in catalogue.problems[0].message


def test_the_faults_of_a_routine_come_in_the_order_of_their_lines(config: Path) -> None:
    lunge = '\n[[blocks]]\nexercise = "extended-lunge"\nsets = 50\n'
    put(config, "routines/mine", routine("mine", ("extended-lunge", "nothing")) + lunge * 7)
    assert [problem.line for problem in load_catalogue(config).problems] == [5, 6]


def test_one_id_for_an_exercise_and_a_routine_is_told_and_both_stay(config: Path) -> None:
    put(config, "routines/extended-lunge", routine("extended-lunge"))
    put(config, "exercises/desk-break", exercise("desk-break"))
    catalogue = load_catalogue(config)
    assert "extended-lunge" in catalogue.routines
    assert "desk-break" in catalogue.exercises
    assert [line.split(": ")[0] for line in told(catalogue, config)] == [
        "exercises/desk-break.toml:2",
        "routines/extended-lunge.toml:2",
    ]


def test_a_file_of_a_newer_program_is_told_as_that_alone(config: Path) -> None:
    newer = exercise("newer", ("schema = 1", "schema = 2"), ("reps = 10", "reps = 10\nfuture = 1"))
    put(config, "exercises/newer", newer)
    (line,) = told(load_catalogue(config), config)
    assert "newer repcue" in line


def test_a_sound_file_has_nothing_to_tell_wherever_it_is(config: Path) -> None:
    for path in (put(config, "calf-raise", exercise("calf-raise")), put(config, "mine", routine("mine"))):
        assert check_file(path, BUNDLED_ONLY) == ()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("routines/mine", 'name = "x"', "blocks"),
        ("exercises/mine", 'name = "x"', "level"),
        ("mine", 'name = "x"', "neither an exercise"),
        ("mine", "blocks = 3", "blocks"),
        ("mine", "phases = 3", "phases"),
        ("mine", "", "empty"),
    ],
)
def test_a_checked_file_is_taken_for_what_it_seems_to_be(name: str, text: str, words: str, config: Path) -> None:
    assert any(words in str(problem) for problem in check_file(put(config, name, text), BUNDLED_ONLY))
