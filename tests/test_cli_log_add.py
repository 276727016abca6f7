"""`repcue log add`: a workout done elsewhere is in the logs within a minute, and nothing in it is made up."""

import os
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from commands import PROJECT, invoke, start, write
from terminal import Terminal, repcue

from tui.logbook.log.log_model import Log
from tui.logbook.log.store import read_log
from tui.machine.paths import Paths

PLANK = """
schema = 1
id = "plank"
name = "Plank"
level = "beginner"
pattern = "other"
[defaults]
seconds = 30
rest = 60
sets = 2
"""
ROUTINE = """
schema = 1
id = "mine"
name = "Mine"
[[blocks]]
exercise = "stiff-leg-deadlift"
sets = 2
reps = "8-12"
load = 20
warmup = 1
[[blocks]]
exercise = "plank"
[[blocks]]
exercise = "stiff-leg-deadlift"
sets = 1
amrap = true
"""


def run(home: Path, *arguments: str) -> Result:
    return invoke(home, "log", "add", *arguments)


def logs(home: Path) -> list[Path]:
    return sorted(Paths.under(home).logs.rglob("*.toml"))


def added(home: Path, *arguments: str) -> Log:
    result = run(home, *arguments)
    assert result.exit_code == 0, result.stderr
    (path,) = logs(home)
    assert str(path) in result.stdout
    return read_log(path).log


def short(log: Log) -> list[str]:
    return [
        " ".join(str(word) for word in (row.exercise, row.set, row.side, row.target, row.reps, row.load) if word)
        for row in log.sets
    ]


def test_what_was_done_is_written_down(home: Path) -> None:
    log = added(
        home,
        "--done",
        "single-leg-deadlift: L 10 9 R 10 10 @ 8",
        "--done",
        "Stiff-Leg Deadlift: 12",
        *("--date", "2026-11-20", "--time", "18:00", "--minutes", "40", "--effort", "7", "--note", "In the park."),
    )
    assert short(log) == [
        "single-leg-deadlift 1 right 10 8.0",
        "single-leg-deadlift 1 left 10 8.0",
        "single-leg-deadlift 2 right 10 8.0",
        "single-leg-deadlift 2 left 9 8.0",
        "stiff-leg-deadlift 1 12",
    ]
    assert log.sets[0].load_counts == "per-hand"
    assert (log.outcome, log.effort, log.note) == ("completed", 7.0, "In the park.")
    assert (log.name, log.routine) == ("Single-Leg Deadlift + Stiff-Leg Deadlift", None)
    assert log.started.replace(tzinfo=None) == datetime(2026, 11, 20, 18, 0)
    assert log.finished - log.started == timedelta(minutes=40) and log.active_seconds == 2400
    assert log.id.startswith("2026-11-20T180000-")


def test_a_routine_is_taken_as_planned_with_its_targets(home: Path) -> None:
    log = added(home, "desk-break", "--as-planned", "--date", "2026-11-20", "--name", "Noon")
    assert (log.name, log.routine) == ("Noon", "desk-break")
    assert {(row.target == row.reps, row.set, row.kind) for row in log.sets} == {(True, 1, "working")}
    assert [row.side for row in log.sets] == ["right", "left", "right", "left"]
    assert log.started.hour == 12


def test_the_targets_are_the_routines_and_the_reps_are_the_persons(home: Path) -> None:
    write(home / "config/exercises/plank.toml", PLANK)
    write(home / "config/routines/mine.toml", ROUTINE)
    log = added(home, "mine", "--done", "stiff-leg-deadlift: w 10@10 11 7 14 9 @ 20", "--date", "yesterday")
    rows = [(row.kind, row.set, row.target, row.target_max, row.reps) for row in log.sets]
    assert rows == [
        ("warmup", 1, 8, None, 10),
        ("working", 1, 8, 12, 11),
        ("working", 2, 8, 12, 7),
        ("amrap", 3, None, None, 14),
        ("working", 4, None, None, 9),
    ]
    assert log.routine == "mine"


STEP_UP = """
schema = 1
id = "step-up"
name = "Step-up"
level = "beginner"
pattern = "other"
[sides]
mode = "alternating"
first = "left"
[defaults]
sets = 1
reps = 21
[[phases]]
kind = "concentric"
cue = "Up"
text = "Step up."
seconds = 2
"""


def test_alternating_legs_share_what_was_planned(home: Path) -> None:
    write(home / "config/exercises/step-up.toml", STEP_UP)
    log = added(home, "step-up", "--as-planned")
    assert [(row.side, row.target, row.reps) for row in log.sets] == [("left", 11, 11), ("right", 10, 10)]


def test_what_was_not_done_takes_no_time(home: Path) -> None:
    whole = added(home, "hamstrings-at-home", "--as-planned", "--date", "2026-11-20")
    logs(home)[0].unlink()
    part = added(home, "hamstrings-at-home", "--done", "stiff-leg-deadlift: 12", "--date", "2026-11-20")
    assert part.active_seconds < whole.active_seconds / 6
    assert [row.target for row in part.sets] == [12]


def test_what_only_the_person_knows_is_not_made_up(home: Path) -> None:
    write(home / "config/exercises/plank.toml", PLANK)
    write(home / "config/routines/mine.toml", ROUTINE)
    result = run(home, "mine", "--as-planned")
    assert result.exit_code == 2 and '--done "stiff-leg-deadlift: SETS"' in result.stderr
    assert logs(home) == []
    log = added(home, "mine", "--as-planned", "--done", "stiff-leg-deadlift: 8")
    assert [(row.exercise, row.seconds, row.target_seconds) for row in log.sets][1:] == [
        ("plank", 30.0, 30.0),
        ("plank", 30.0, 30.0),
    ]


def test_todays_workout_ended_now_and_its_time_is_said_to_be_a_guess(home: Path) -> None:
    before = datetime.now().astimezone()
    result = run(home, "stiff-leg-deadlift", "--done", "12 12")
    (path,) = logs(home)
    log = read_log(path).log
    assert before - timedelta(seconds=1) <= log.finished <= datetime.now().astimezone()
    assert "--time says otherwise" in result.stderr and "--minutes says otherwise" in result.stderr


def test_the_offset_is_that_of_the_day(home: Path) -> None:
    for date in ("2026-07-01", "2026-01-01"):
        subprocess.run(
            [
                *repcue("log", "add"),
                *("stiff-leg-deadlift", "--as-planned", "--time", "18:00", "--date", date),
            ],
            env={**os.environ, "REPCUE_HOME": str(home), "TZ": "Europe/Berlin"},
            cwd=PROJECT,
            check=True,
            capture_output=True,
        )
    started = [read_log(path).log.started.isoformat() for path in logs(home)]
    assert started == ["2026-01-01T18:00:00+01:00", "2026-07-01T18:00:00+02:00"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Name what was done"),
        (["desk-break"], "--as-planned"),
        (["desk-brek", "--as-planned"], 'did you mean "desk-break"'),
        (["--done", "extended-lung: 10"], 'did you mean "extended-lunge"'),
        (["--done", "10 10"], "does not say of what"),
        (["--done", "extended-lunge: 10", "--done", "Extended lunge: 9"], "given twice"),
        (["--done", "extended-lunge: 10 1O"], "column 20"),
        (["desk-break", "--as-planned", "--date", "20.11."], "2026-11-20"),
        (["desk-break", "--as-planned", "--date", "2199-01-01"], "has not been yet"),
        (["desk-break", "--as-planned", "--time", "6pm"], "18:00"),
        (["desk-break", "--as-planned", "--effort", "11"], "1 to 10"),
        (["desk-break", "--as-planned", "--name", "a\x1b[2J"], "escape character"),
    ],
)
def test_what_is_not_certain_is_wrong_usage_and_saves_nothing(arguments: list[str], says: str, home: Path) -> None:
    result = run(home, *arguments)
    assert result.exit_code == 2 and says in " ".join(result.stderr.split())
    assert "\x1b" not in result.stderr and logs(home) == []


def test_on_a_terminal_enter_takes_the_plan_and_a_mistake_is_asked_again(home: Path) -> None:
    with Terminal(repcue("log", "add", "hamstrings-at-home"), cols=120, env={"REPCUE_HOME": str(home)}) as terminal:
        terminal.wait_for("Stiff-Leg Deadlift (? for help) [12 12 12]:")
        terminal.send("\n")
        terminal.wait_for("Single-Leg Deadlift (? for help) [R 10 10 10 L 10 10 10]:")
        terminal.send("L 10 1O\n")
        terminal.wait_for('Column 6: found "1O"')
        terminal.send("?\n")
        terminal.wait_for("not done")
        terminal.send("L 10 R 9\n")
        terminal.wait_for("Extended Lunge (? for help)")
        terminal.send("-\n")
        terminal.wait_for("Log: ")
        assert terminal.exit_code() == 0
    (path,) = logs(home)
    assert [(row.exercise, row.side, row.reps) for row in read_log(path).log.sets] == [
        *[("stiff-leg-deadlift", None, 12)] * 3,
        ("single-leg-deadlift", "right", 9),
        ("single-leg-deadlift", "left", 10),
    ]


MANY = "extended-lunge: 12x3"


def test_many_sets_of_one_exercise_are_asked_about_or_need_yes(home: Path) -> None:
    assert "12 sets of extended-lunge" in (refused := run(home, "--done", MANY)).stderr and refused.exit_code == 2
    assert logs(home) == []
    assert len({row.set for row in added(home, "--done", MANY, "--yes").sets}) == 12


@pytest.mark.parametrize(("answer", "saved"), [("n", 0), ("y", 1)])
def test_on_a_terminal_many_sets_are_saved_only_if_they_are_meant(answer: str, saved: int, home: Path) -> None:
    command = repcue("log", "add", "--done", MANY)
    with Terminal(command, cols=120, env={"REPCUE_HOME": str(home)}) as terminal:
        terminal.wait_for("That is 12 sets of extended-lunge. Save them?")
        terminal.send(f"{answer}\n")
        terminal.exit_code()
    assert len(logs(home)) == saved


def test_ten_sets_are_not_asked_about_and_an_rpe_is_the_sets(home: Path) -> None:
    log = added(home, "--done", "extended-lunge: 10x3 r9")
    assert [row.rpe for row in log.sets] == [None] * 18 + [9.0] * 2
    assert log.schema_ == 1


def test_body_weight_with_help_is_a_load_of_its_own_kind(home: Path) -> None:
    log = added(home, "--done", "stiff-leg-deadlift: 8@bw-20")
    assert [(row.load, row.load_counts) for row in log.sets] == [(-20.0, "bodyweight")]
    assert log.schema_ == 2 and log.volume_load == 0


def test_what_several_processes_add_at_once_is_all_saved(home: Path) -> None:
    when = ("--date", "2026-10-01", "--time", "10:00", "--minutes", "20")
    reps = range(1, 7)
    none = subprocess.DEVNULL
    running = [
        start(home, "log", "add", "--done", f"seated-leg-curl: {each}", *when, stdin=none, stdout=none, stderr=none)
        for each in reps
    ]
    assert [process.wait(60) for process in running] == [0] * len(reps)
    assert sorted(read_log(path).log.reps for path in logs(home)) == list(reps)


def test_nothing_done_is_nothing_saved(home: Path) -> None:
    with Terminal(repcue("log", "add", "extended-lunge"), env={"REPCUE_HOME": str(home)}) as terminal:
        terminal.wait_for("Extended Lunge")
        terminal.send("-\n")
        terminal.wait_for("nothing was saved")
        assert terminal.exit_code() == 1
    assert logs(home) == []
