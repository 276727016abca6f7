"""The sidebar's names come without pydantic, and as the full loading has them."""

import subprocess
import sys
from pathlib import Path

import pytest
from hostile_files import NOT_FILES, UNPARSABLE, exercise, routine

from catalogue.bundled import FOLDER
from catalogue.loading import load_catalogue
from catalogue.outline import ExerciseOutline, RoutineOutline, outline


@pytest.mark.parametrize(
    "module",
    [
        "outline",
        "bundled",
        "schema.notation",
        "schema.words",
        "schema.bounds",
        "files.spelling",
        "files.problems",
        "files.toml",
    ],
)
def test_what_the_start_needs_loads_no_heavy_library(module: str) -> None:
    script = f"import sys, catalogue.{module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=FOLDER.parent
    )
    loaded = set(done.stdout.split())
    assert f"catalogue.{module}" in loaded
    assert not loaded & {"pydantic", "pydantic_core", "textual", "rich", "tui", "click", "tomlkit"}


def own(tmp_path: Path) -> Path:
    for folder in ("exercises", "routines"):
        (tmp_path / folder).mkdir()
    (tmp_path / "exercises" / "hard.toml").write_text(exercise("hard", ('"beginner"', '"advanced"')))
    (tmp_path / "exercises" / "extended-lunge.toml").write_text(
        exercise("extended-lunge", ("Calf Raise", "My lunge"))
    )
    superset = 'rounds = 2\nsuperset = [{ exercise = "hard" }, { exercise = "extended-lunge" }]'
    (tmp_path / "routines" / "mine.toml").write_text(
        routine("mine", ('exercise = "extended-lunge"', superset)) + '\n[[blocks]]\nexercise = "hard"\n'
    )
    return tmp_path


def test_the_outline_says_what_the_full_loading_says_in_the_same_order(tmp_path: Path) -> None:
    config = own(tmp_path)
    catalogue = load_catalogue(config)
    assert catalogue.problems == ()
    routines = [
        RoutineOutline(each.id, each.name, each.summary, len(each.exercise_ids))
        for each in catalogue.routines.values()
    ]
    exercises = [ExerciseOutline(each.id, each.name, each.level) for each in catalogue.exercises.values()]
    assert outline([FOLDER, config]) == (*routines, *exercises)
    assert RoutineOutline("mine", "Short", "", 2) in routines
    assert ExerciseOutline("extended-lunge", "My lunge", "beginner") in exercises


def test_what_is_not_plainly_fine_is_skipped(tmp_path: Path) -> None:
    folder = tmp_path / "exercises"
    folder.mkdir()
    for name, (content, _, _) in UNPARSABLE.items():
        (folder / f"{name}.toml").write_bytes(content)
    for name, (make, _) in NOT_FILES.items():
        make(folder / f"{name}.toml")
    for name, change in {
        "escape": ("Calf Raise", "\\u001b"),
        "no-name": ("name =", "nam ="),
        "other": ('"other"\nname', '"another"\nname'),
        "level": ('"beginner"', '"easy"'),
        "list": ('"beginner"', "[]"),
        "number": ('"Calf Raise"', "1"),
    }.items():
        (folder / f"{name}.toml").write_text(exercise(name, change))
    assert outline([tmp_path]) == ()


@pytest.mark.parametrize("blocks", ["blocks = 3", "blocks = [3]", 'blocks = ["a"]', "[[blocks]]\nexercise = 3", ""])
def test_a_routine_without_exercises_is_skipped(blocks: str, tmp_path: Path) -> None:
    (tmp_path / "routines").mkdir()
    text = routine("mine").split("[[blocks]]")[0] + blocks
    (tmp_path / "routines" / "mine.toml").write_text(text)
    assert outline([tmp_path]) == ()
