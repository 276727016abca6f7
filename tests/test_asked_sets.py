"""What a set asks for is said in every form, on the page of `repcue show`, in its JSON and in the preview."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from routines import EXERCISES, routine

from catalogue.loading import load_catalogue
from tui.cli.group import repcue
from tui.session.plan import Plan
from tui.session.resolve import Wishes, resolve
from tui.widgets.preview_text import routine_body
from tui.words.asked_sets import sets_asked

TABLES = [
    {"reps": 5, "load": "50%", "kind": "warmup", "rest": 45},
    {"reps": 5, "load": 80},
    {"reps": 5},
    {"reps": "8+", "rpe": 8},
    {"kind": "drop", "load": "-20%", "reps": "max", "times": 2},
    {"kind": "rest-pause", "reps": 5, "times": 3},
]

ROUTINE = """
schema = 1
id = "mine"
name = "Mine"
[[blocks]]
exercise = "stiff-leg-barbell-deadlift"
rest = 120
sets = [{ reps = 3, load = "85%" }, { kind = "drop", load = "-20%", reps = "max" }]
[[blocks]]
exercise = "seated-leg-curl"
warmup = "ramp"
every = 60
sets = 2
seconds = "30+"
"""

ALTERNATIVE = """
schema = 1
id = "calf-raise"
name = "Calf Raise"
level = "beginner"
pattern = "other"
alternatives = ["seated-leg-curls", "extended-lunge"]
[defaults]
reps = 10
[[phases]]
kind = "concentric"
cue = "Rise"
text = "Rise."
seconds = 2
"""


def asked(plan: Plan, index: int = 0) -> list[str]:
    mine = [planned for planned in plan.sets if planned.movement == index]
    return list(sets_asked(mine, plan.movements[index], plan.unit))


def ran(home: Path, *words: str) -> str:
    done = CliRunner(env={"REPCUE_HOME": str(home)}).invoke(repcue, list(words))
    assert done.exit_code == 0, done.output
    return " ".join(done.stdout.split())


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_each_set_says_its_target_its_load_and_what_that_is_a_share_of() -> None:
    plan = resolve([routine({"exercise": "barbell", "rest": 90, "sets": TABLES})], EXERCISES, Wishes())
    assert asked(plan) == [
        "Warm-up: 5 reps, 40 kg (50% of the working load), rest 45 seconds",
        "2 x 5 reps, 80 kg, rest 90 seconds",
        "At least 8 reps, 80 kg, RPE 8",
        "Drop: as many reps as you can, 65 kg (80% of the load before), 2 parts, each at 80% of the one before, "
        "5 seconds between, rest 90 seconds",
        "Rest-pause: 5 reps, 80 kg, 3 parts, 15 seconds between, rest 90 seconds",
    ]


def test_a_load_without_a_base_is_said_to_be_open() -> None:
    sets = [{"reps": 3, "load": "85%"}, {"reps": 5, "load": "-10%"}]
    plan = resolve([routine({"exercise": "pull-up", "warmup": 1, "sets": sets})], EXERCISES, Wishes())
    assert [each.partition(", ")[2].partition(", rest")[0] for each in asked(plan)] == [
        "50% of the working load, which is open",
        "85% of e1RM, which is open",
        "90% of the load before, which is open",
    ]


def test_a_warm_up_of_an_exercise_without_a_load_says_nothing_of_one() -> None:
    plan = resolve([routine({"exercise": "lunge", "warmup": 1, "sets": 1, "rest": 30})], EXERCISES, Wishes())
    assert asked(plan) == ["Warm-up: 10 reps a side, rest 30 seconds", "10 reps a side, rest 30 seconds"]


def test_the_page_of_a_routine_says_every_form_and_its_json_has_it_as_written(tmp_path: Path) -> None:
    written(tmp_path / "config/routines/mine.toml", ROUTINE)
    page = ran(tmp_path, "show", "mine")
    for words in (
        "3 reps, 85% of e1RM, which is open",
        "Drop: as many reps as you can, 80% of the load before, which is open",
        "2 x at least 30 seconds, a set every 60 seconds",
        "Warm-up: 3 reps, 60% of the working load, which is open, rest 45 seconds",
    ):
        assert words in page, page
    first, second = json.loads(ran(tmp_path, "show", "mine", "--json"))["routine"]["blocks"]
    assert first["sets"][1] == {"reps": "max", "load": "-20%", "kind": "drop"}
    assert (second["warmup"], second["every"], second["seconds"]) == ("ramp", 60, "30+")


def test_a_share_of_the_maximum_is_worked_out_once_a_log_has_one(tmp_path: Path) -> None:
    written(tmp_path / "config/routines/mine.toml", ROUTINE)
    ran(tmp_path, "log", "add", "--done", "stiff-leg-barbell-deadlift: 1@100")
    assert "3 reps, 85 kg (85% of e1RM)" in ran(tmp_path, "show", "mine")
    assert "set 1 of 2: 3 reps, 85 kg." in ran(tmp_path, "run", "mine", "--plain")


def test_the_preview_says_what_each_set_asks_for_as_it_is_written() -> None:
    items = [{"exercise": "barbell", "rest": 20, "warmup": "ramp"}, {"exercise": "rack", "reps": "8+"}]
    made = routine(
        {"exercise": "pull-up", "every": 60, "sets": [*TABLES, {"reps": 3, "load": "85%"}]},
        {"rounds": 2, "superset": items},
    )
    names = {each.id: each.name for each in EXERCISES.values()}
    text = [" ".join("".join(part for part, _ in line).split()) for line in routine_body(made, names, "", 200)]
    assert text[1:] == [
        "1 Pull-Up · 7 sets · every 60 s",
        "warm-up x 5 @ 50% of the working load · rest 45 s",
        "set x 5 @ 80",
        "set x 5",
        "set x 8+ RPE 8",
        "drop x max @ -20% of the set before · 2 parts, 5 s between",
        "rest-pause x 5 · 3 parts, 15 s between",
        "set x 3 @ 85% of e1RM, open until a log gives one",
        "2 superset of 2 rounds: Barbell · ramp 40% x 5, 60% x 3, 80% x 2 · rest 20 s + Rack x 8+",
    ]


def test_an_alternative_that_is_none_is_a_problem_and_the_exercise_is_used(tmp_path: Path) -> None:
    path = written(tmp_path / "config/exercises/calf-raise.toml", ALTERNATIVE)
    catalogue = load_catalogue(tmp_path / "config")
    assert "calf-raise" in catalogue.exercises
    (problem,) = catalogue.problems
    assert (problem.line, problem.field) == (7, "alternatives[1]")
    assert 'did you mean "seated-leg-curl"?' in problem.message
    done = CliRunner(env={"REPCUE_HOME": str(tmp_path)}).invoke(repcue, ["check", str(path)])
    assert (done.exit_code, done.stdout.strip()) == (1, str(problem))


def test_run_takes_as_many_reps_as_one_can_on_demand(tmp_path: Path) -> None:
    said = ran(tmp_path, "run", "extended-lunge", "--amrap", "--sets=1", "--plain")
    assert "set 1 of 1: as many reps as you can a side." in said
    said = ran(tmp_path, "run", "seated-leg-curl", "--amrap", "--reps=8", "--sets=1", "--plain")
    assert "set 1 of 1: at least 8 reps." in said
