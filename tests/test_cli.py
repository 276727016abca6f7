"""The command line: what each command prints, what it refuses, and its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from commands import PROJECT, invoke, own_exercise, write

from tui.cli import main
from tui.cli.group import repcue
from tui.cli.version import version
from tui.settings.table import SETTINGS

NO_TERMINAL = "The program needs a terminal"


def test_the_version_is_one_line(home: Path) -> None:
    result = invoke(home, "--version")
    assert result.stdout == f"repcue {version()}\n" and result.exit_code == 0
    assert version()[0].isdecimal()


@pytest.mark.parametrize(
    "command",
    ["", "run", "list", "show", "check", "log", "log list", "log show", "paths", "completion"],
)
def test_every_command_explains_itself(command: str, home: Path) -> None:
    long, short = (invoke(home, *command.split(), option) for option in ("--help", "-h"))
    assert long.exit_code == 0 and long.stdout == short.stdout
    assert long.stdout.startswith("Usage: repcue")


def test_the_help_of_paths_names_every_setting(home: Path) -> None:
    text = invoke(home, "paths", "--help").stdout
    for setting in SETTINGS:
        assert f"{setting.name} = {setting.default}" in text


@pytest.mark.parametrize("command", [(), ("run", "desk-break")], ids=["repcue", "repcue run"])
def test_without_a_terminal_it_says_what_to_use(command: tuple[str, ...], home: Path) -> None:
    result = invoke(home, *command)
    assert result.exit_code == 2 and result.stdout == ""
    for word in (NO_TERMINAL, "--plain", "repcue list", "repcue log list"):
        assert word in result.stderr


@pytest.mark.parametrize("command", [("run", "--plain"), ("show",)], ids=["run", "show"])
def test_an_unknown_id_is_wrong_usage_and_the_nearest_is_named(command: tuple[str, ...], home: Path) -> None:
    result = invoke(home, *command, "desk-brake")
    assert result.exit_code == 2
    assert 'Error: There is no routine or exercise "desk-brake"; did you mean "desk-break"?' in result.stderr


def test_an_id_with_control_characters_is_printed_harmless(home: Path) -> None:
    result = invoke(home, "run", "--plain", "\x1b[31m")
    assert result.exit_code == 2 and "\x1b" not in result.stderr


@pytest.mark.parametrize(
    "option",
    ["--sets 0", "--sets 51", "--sets x", "--reps 0", "--reps 1001", "--reps 12-8", "--reps x", "--rest -1",
     "--rest 3601", "--rest nan", "--rest inf", "--load -1", "--load 2001", "--load nan", "--unit stone"],
)  # fmt: skip
def test_numbers_out_of_range_are_wrong_usage(option: str, home: Path) -> None:
    name, value = option.split()
    result = invoke(home, "run", "desk-break", "--plain", f"{name}={value}")
    assert result.exit_code == 2 and f"Invalid value for '{name}'" in result.stderr
    assert not (home / "state").exists()


def test_what_is_said_for_one_session_is_done(home: Path) -> None:
    result = invoke(
        home, "run", "seated-leg-curl", "--plain", "--sets=2", "--reps=8-12", "--rest=7", "--load=12.5", "--unit=lb",
        typed="n\n9\n",
    )  # fmt: skip
    assert result.exit_code == 0
    assert "set 1 of 2: 8-12 reps, 12.5 lb on the stack." in result.stdout
    assert "Rest, 7 seconds." in result.stdout


def test_a_paced_session_may_be_asked_for(home: Path) -> None:
    write(home / "config/settings.toml", 'pace = "paced"\n')
    paced = invoke(home, "run", "desk-break", "--plain", typed="n\n").stdout
    self_paced = invoke(home, "run", "desk-break", "--plain", "--self-paced", typed="n\n").stdout
    assert "Get ready: 3 seconds." in paced and "Get ready" not in self_paced


def test_loads_of_last_time_are_offered_again(home: Path) -> None:
    invoke(home, "run", "seated-leg-curl", "--plain", "--load=20", "--sets=1", typed="n\n9\n")
    assert "20 kg on the stack" in invoke(home, "run", "seated-leg-curl", "--plain").stdout


def test_a_broken_settings_file_is_one_line_and_stops_nothing(home: Path) -> None:
    path = write(home / "config/settings.toml", 'unit = "stone"\npace = 3\n')
    for command in (("list",), ("show", "desk-break"), ("run", "desk-break", "--plain")):
        result = invoke(home, *command)
        assert result.exit_code == 0
        assert result.stderr == (
            f'{path}:1: unit: found "stone"; allowed: "kg" or "lb" (1 more; `repcue check` names all)\n'
        )


# --- list and show


def test_the_list_shows_every_id(home: Path) -> None:
    own_exercise(home, "my-squat")
    result = invoke(home, "list")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0 and result.stderr == ""
    assert any(line.startswith("  desk-break") and "2 exercises" in line and "min" in line for line in lines)
    assert any(line.startswith("  my-squat") and line.endswith("yours") for line in lines)


def test_the_list_as_json_has_the_documented_shape(home: Path) -> None:
    path = own_exercise(home, "my-squat")
    broken = write(home / "config/routines/broken.toml", "schema = 1\n")
    result = invoke(home, "list", "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 0 and result.stderr == ""
    assert list(document) == ["schema", "exercises", "routines", "problems"] and document["schema"] == 1
    exercises = {each["id"]: each for each in document["exercises"]}
    assert exercises["my-squat"]["origin"] == str(path)
    assert exercises["single-leg-deadlift"] == {
        "id": "single-leg-deadlift",
        "name": "Single-Leg Deadlift",
        "level": "beginner",
        "pattern": "hinge",
        "sides": "unilateral",
        "equipment": [],
        "origin": "bundled",
    }
    desk = next(each for each in document["routines"] if each["id"] == "desk-break")
    assert list(desk) == ["id", "name", "summary", "exercises", "minutes", "origin"]
    assert desk["exercises"] == ["single-leg-deadlift", "extended-lunge"] and 1 <= desk["minutes"] <= 6
    assert {problem["path"] for problem in document["problems"]} == {str(broken)}
    assert all(list(problem) == ["path", "line", "message"] for problem in document["problems"])
    assert any(problem["message"].startswith("id: ") for problem in document["problems"])


def test_a_broken_file_is_named_and_the_rest_is_listed(home: Path) -> None:
    path = write(home / "config/exercises/broken.toml", 'name = "\x1b[31m"\n')
    result = invoke(home, "list")
    assert result.exit_code == 0 and "desk-break" in result.stdout
    assert result.stderr.startswith(f"{path}:1: ") and "\x1b" not in result.stderr


def test_an_exercise_is_shown_with_all_that_there_is_to_know(home: Path) -> None:
    page = invoke(home, "show", "single-leg-deadlift").stdout
    for words in ("Set up", "Each rep", "Lower, 2 seconds, breathe in:", "Mind", "every 5 reps", "about "):
        assert words in page
    assert "{" not in page and max(map(len, page.splitlines())) <= 80


def test_a_routine_is_shown_exercise_by_exercise(home: Path) -> None:
    page = invoke(home, "show", "gym-hamstrings").stdout
    assert "1. Seated Leg Curl (seated-leg-curl)" in page and "1 warm-up set of 12 reps" in page


HOLD = """
schema = 1
id = "wall-sit"
name = "Wall Sit"
level = "beginner"
pattern = "squat"
defaults = { seconds = 30 }
[[phases]]
kind = "hold"
cue = "Sit"
text = "Sit against the wall."
seconds = 2
"""

SUPERSET = """
schema = 1
id = "legs"
name = "Legs"
[[blocks]]
rounds = 3
rest = 90
superset = [{ exercise = "single-leg-deadlift", reps = 8 }, { exercise = "wall-sit", seconds = 1 }]
[[blocks]]
exercise = "stiff-leg-barbell-deadlift"
warmup = 2
reps = "8-12"
load = 122.5
rest = 120
"""


def test_a_superset_is_shown_as_one_with_its_rounds_and_rest(home: Path) -> None:
    write(home / "config/exercises/wall-sit.toml", HOLD)
    write(home / "config/routines/legs.toml", SUPERSET)
    page = invoke(home, "show", "legs").stdout
    assert page.partition("\n\n")[2] == (
        "1. Superset: 3 rounds, rest 90 seconds after each round\n"
        "   a. Single-Leg Deadlift (single-leg-deadlift)\n"
        "      8 reps a side, 6 seconds a rep\n"
        "   b. Wall Sit (wall-sit)\n"
        "      1 second\n"
        "2. Stiff-Leg Barbell Deadlift (stiff-leg-barbell-deadlift)\n"
        "   2 warm-up sets of 8 reps, 3 sets of 8-12 reps, 122.5 kg, rest 120 seconds, 5\n"
        "   seconds a rep\n"
    )


def test_a_hold_is_shown_without_a_word_of_reps(home: Path) -> None:
    write(home / "config/exercises/wall-sit.toml", HOLD)
    page = invoke(home, "show", "wall-sit").stdout
    assert "3 sets of 30 seconds, rest 60 seconds; about" in page
    assert "\n\nHold\n  - Sit: Sit against the wall.\n" in page
    assert "rep" not in page


@pytest.mark.parametrize("wanted", ["gym-hamstrings", "single-leg-deadlift"])
def test_what_is_shown_as_json_is_the_file_as_it_was_read(wanted: str, home: Path) -> None:
    document = json.loads(invoke(home, "show", wanted, "--json").stdout)
    found = document[document["kind"]]
    assert (document["schema"], document["origin"], found["id"], found["schema"]) == (1, "bundled", wanted, 1)
    assert document["minutes"] > 0
    if document["kind"] == "routine":
        assert found["blocks"][3]["reps"] == "8-12"


def test_every_bundled_page_can_be_shown(home: Path) -> None:
    listing = json.loads(invoke(home, "list", "--json").stdout)
    for each in [*listing["exercises"], *listing["routines"]]:
        assert invoke(home, "show", each["id"]).stdout.startswith(each["name"])


# --- where it runs


@pytest.mark.parametrize("arguments", [[], ["--version"], ["run", "desk-break"]])
def test_on_windows_one_sentence_names_wsl(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments, platform="win32")
    out, err = capsys.readouterr()
    assert (left.value.code, out, err.count("\n")) == (2, "", 1) and "WSL" in err


def test_the_door_where_windows_is_turned_away_needs_nothing_that_windows_lacks() -> None:
    names = "('fcntl', 'termios', 'tty', 'pty', 'resource', 'click', 'textual')"
    code = f"import sys, tui.cli; print([name for name in {names} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# --- check


def test_check_without_files_of_ones_own_says_so(home: Path) -> None:
    result = invoke(home, "check")
    assert result.exit_code == 0 and "no files of yours" in result.stdout


def test_check_counts_what_it_looked_at(home: Path) -> None:
    own_exercise(home, "my-squat")
    write(home / "config/settings.toml", 'unit = "lb"\n')
    result = invoke(home, "check")
    assert (result.exit_code, result.stdout) == (0, "2 files checked, nothing wrong.\n")


def test_check_names_every_problem_of_every_file(home: Path) -> None:
    settings = write(home / "config/settings.toml", "\nunit = 3\n")
    exercise = write(home / "config/exercises/a.toml", 'schema = 1\nid = "b"\n')
    routine = write(home / "config/routines/r.toml", "")
    result = invoke(home, "check")
    assert result.exit_code == 1 and result.stderr == ""
    assert f'{settings}:2: unit: found 3; allowed: "kg" or "lb"\n' in result.stdout
    assert f'{exercise}:2: id: found "b"' in result.stdout
    assert f"{routine}:1: the file is empty" in result.stdout
    assert "name: is missing" in result.stdout


def test_check_looks_at_the_files_named(home: Path, tmp_path: Path) -> None:
    good = own_exercise(tmp_path, "fine")
    settings = write(tmp_path / "settings.toml", "unit = 3\n")
    assert invoke(home, "check", str(good)).stdout == "1 file checked, nothing wrong.\n"
    result = invoke(home, "check", str(good), str(settings), str(tmp_path / "gone.toml"))
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [str(settings), str(tmp_path / "gone.toml")]


def test_check_knows_a_log(home: Path) -> None:
    invoke(home, "run", "desk-break", "--plain", typed="n\n5\n")
    (log,) = (home / "data" / "logs").rglob("*.toml")
    assert invoke(home, "check", str(log)).exit_code == 0
    log.write_text(log.read_text().replace("reps = 5", 'reps = "five"'))
    result = invoke(home, "check", str(log))
    assert result.exit_code == 1 and "reps: found" in result.stdout


def test_check_looks_at_the_logs_and_the_week_too(home: Path) -> None:
    invoke(home, "run", "desk-break", "--plain", typed="n\n5\n")
    assert invoke(home, "check").stdout == "1 file checked, nothing wrong.\n"
    broken = write(home / "data/logs/2026/2026-01-01_1000_x.toml", "")
    settings = write(home / "config/settings.toml", '[week]\nmon = "desk-brake"\n')
    said = invoke(home, "check")
    assert said.exit_code == 1
    assert f"{broken}:1: the file is empty" in said.stdout
    assert f'{settings}:2: week.mon: there is no routine or exercise "desk-brake"; did you mean' in said.stdout


def test_check_of_settings_that_are_not_there_says_so(home: Path) -> None:
    result = invoke(home, "check", str(home / "config/settings.toml"))
    assert result.exit_code == 1 and "there is no such file" in result.stdout


# --- paths and completion


def test_paths_are_named(home: Path) -> None:
    assert json.loads(invoke(home, "paths", "--json").stdout) == {
        "config": str(home / "config"),
        "data": str(home / "data"),
        "state": str(home / "state"),
        "cache": str(home / "cache"),
        "logs": str(home / "data" / "logs"),
        "trash": str(home / "data" / "trash"),
    }
    assert str(home / "data" / "logs") in invoke(home, "paths").stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_is_printed(shell: str, home: Path) -> None:
    result = invoke(home, "completion", shell)
    assert result.exit_code == 0 and "_REPCUE_COMPLETE" in result.stdout


def completed(home: Path, words: str) -> list[str]:
    env = {"REPCUE_HOME": str(home), "_REPCUE_COMPLETE": "bash_complete"}
    env |= {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    result = CliRunner().invoke(repcue, [], prog_name="repcue", env=env)
    return [line.removeprefix("plain,") for line in result.stdout.splitlines()]


def test_ids_and_logs_are_completed(home: Path) -> None:
    own_exercise(home, "extra")
    assert completed(home, "repcue run ext") == ["extended-lunge", "extra"]
    assert completed(home, "repcue show desk") == ["desk-break"]
    invoke(home, "run", "extra", "--plain", typed="\n\n")
    last, name = completed(home, "repcue log show ")
    assert last == "last" and name.endswith("_extra")
