"""`repcue log`: every session listed, any of them found, and a broken file never in the way."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commands import invoke, write
from log_examples import SESSION_ID, STARTED, a_log, a_set

from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.store import save
from tui.machine.paths import Paths


def keep(paths: Paths, day: int = 0, seconds: int = 0, **changes: object) -> Path:
    """Save a log that starts so many days and seconds after the usual one."""
    started = STARTED + timedelta(days=day, seconds=seconds)
    changes = {"id": f"{started:%Y-%m-%dT%H%M%S}-7f3a", "started": started} | changes
    changes = {"finished": changes["started"]} | changes
    return save(a_log(**changes), paths, RealDisk())


def test_no_logs_are_said_to_be_none(home: Path, paths: Paths) -> None:
    result = invoke(home, "log", "list")
    assert (result.exit_code, result.stdout) == (0, f"No logs yet in {paths.logs}\n")


def test_logs_are_listed_the_newest_first(home: Path, paths: Paths) -> None:
    keep(paths)
    keep(paths, day=1, name="深蹲 day", outcome="ended-early")
    lines = invoke(home, "log", "list").stdout.splitlines()
    assert lines[0].split() == ["started", "session", "sets", "reps", "volume", "load", "min", "outcome", "file"]
    assert lines[1].startswith("2026-11-23 18:05  深蹲 day") and "ended early" in lines[1]
    assert lines[2].split()[-6:] == ["19", "152", "kg", "23", "completed", "2026-11-22_1805_hamstrings-at-home"]


def test_the_list_as_json_has_the_documented_shape(home: Path, paths: Paths) -> None:
    path = keep(paths, finished=STARTED + timedelta(minutes=25))
    broken = write(paths.logs / "2026/2026-01-01_1000_x.toml", "schema = 1\nid = 3\n")
    result = invoke(home, "log", "list", "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 0 and result.stderr == ""
    assert list(document) == ["schema", "logs", "problems"]
    assert document["logs"] == [
        {
            "id": SESSION_ID,
            "path": str(path),
            "name": "Hamstrings at home",
            "routine": "hamstrings-at-home",
            "started": "2026-11-22T18:05:33+01:00",
            "outcome": "completed",
            "sets": 1,
            "reps": 19,
            "volume_load": 152.0,
            "unit": "kg",
            "active_seconds": 1388.0,
            "effort": None,
            "exercises": ["single-leg-deadlift"],
        }
    ]
    assert {problem["path"] for problem in document["problems"]} == {str(broken)}
    assert any(problem["line"] == 2 and problem["message"].startswith("id: ") for problem in document["problems"])


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ([], [3, 2, 1, 0]),
        (["--since", "2026-11-24"], [3, 2]),
        (["--until", "2026-11-23"], [1, 0]),
        (["--since", "2026-11-23", "--until", "2026-11-23"], [1]),
        (["--limit", "2"], [3, 2]),
        (["--exercise", "plank"], [2]),
        (["--routine", "desk-break"], [1]),
        (["--routine", "desk-break", "--exercise", "plank"], []),
    ],
)
def test_a_list_has_the_sessions_asked_for_alone(asked: list[str], days: list[int], home: Path, paths: Paths) -> None:
    keep(paths)
    keep(paths, day=1, routine="desk-break")
    keep(paths, day=2, sets=[a_set(exercise="plank", reps=None, seconds=30.0)])
    keep(paths, day=3)
    found = json.loads(invoke(home, "log", "list", "--json", *asked).stdout)["logs"]
    assert [log["started"][8:10] for log in found] == [str(22 + day) for day in days]
    assert ("No sessions match." in invoke(home, "log", "list", *asked).stdout) == (not days)


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "26-1-1", ""])
def test_a_day_that_is_none_is_wrong_usage(day: str, home: Path) -> None:
    result = invoke(home, "log", "list", "--since", day)
    assert result.exit_code == 2 and "2026-01-31" in result.stderr


def test_a_broken_log_is_named_on_stderr_and_the_rest_is_listed(home: Path, paths: Paths) -> None:
    keep(paths)
    broken = write(paths.logs / "2026/2026-01-01_1000_x.toml", "sets = [\n")
    result = invoke(home, "log", "list")
    assert result.exit_code == 0 and "Hamstrings at home" in result.stdout
    assert result.stderr.startswith(f"{broken}:")


@pytest.mark.parametrize("how", ["last", SESSION_ID, "2026-11-22_1805_hamstrings-at-home", "path", "name"])
def test_a_log_is_found_by_whatever_it_is_called(how: str, home: Path, paths: Paths) -> None:
    keep(paths, day=-1)
    path = keep(paths)
    wanted = {"path": str(path), "name": path.name}.get(how, how)
    assert json.loads(invoke(home, "log", "show", wanted, "--json").stdout)["id"] == SESSION_ID


def test_a_log_is_found_by_its_id_under_any_name(home: Path, paths: Paths) -> None:
    path = keep(paths)
    path.rename(path.with_name("renamed.toml"))
    assert json.loads(invoke(home, "log", "show", SESSION_ID, "--json").stdout)["id"] == SESSION_ID


def test_last_is_the_one_that_started_last_even_within_a_minute(home: Path, paths: Paths) -> None:
    keep(paths, seconds=1)
    keep(paths, seconds=20, routine="zz")
    keep(paths, seconds=10, routine="aa")
    keep(paths, day=-3)
    renamed = keep(paths, day=-5)
    renamed.rename(renamed.with_name("zz-first-day.toml"))
    assert json.loads(invoke(home, "log", "show", "last", "--json").stdout)["routine"] == "zz"


def test_last_follows_a_start_that_was_mended(home: Path, paths: Paths) -> None:
    keep(paths, day=-1)
    wrong = keep(paths, day=1)
    assert invoke(home, "log", "edit", wrong.stem, "--started", "2026-10-01 18:00").exit_code == 0
    shown = json.loads(invoke(home, "log", "show", "last", "--json").stdout)
    newest = json.loads(invoke(home, "log", "list", "--json").stdout)["logs"][0]
    assert shown["id"] == newest["id"] == "2026-11-21T180533-7f3a"


def test_where_the_logs_cannot_be_listed_the_last_one_says_so(home: Path, paths: Paths) -> None:
    write(paths.logs, "no folder\n")
    result = invoke(home, "log", "show", "last")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"No readable logs in {paths.logs}\n{paths.logs}:1: cannot be listed")


def test_last_passes_over_a_log_that_cannot_be_read(home: Path, paths: Paths) -> None:
    keep(paths)
    write(paths.logs / "2027/2027-01-01_1000_x.toml", "sets = [\n")
    assert json.loads(invoke(home, "log", "show", "last", "--json").stdout)["id"] == SESSION_ID


def test_the_last_log_where_there_is_none_is_said_to_be_none(home: Path, paths: Paths) -> None:
    result = invoke(home, "log", "show", "last")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"No logs yet in {paths.logs}\n")


def test_a_list_of_broken_logs_alone_says_that_none_can_be_read(home: Path, paths: Paths) -> None:
    broken = write(paths.logs / "2026/2026-01-01_1000_x.toml", "sets = [\n")
    result = invoke(home, "log", "list")
    assert (result.exit_code, result.stdout) == (0, f"No readable logs in {paths.logs}\n")
    assert result.stderr.startswith(f"{broken}:")


def test_times_have_one_form_in_all_json(home: Path, paths: Paths) -> None:
    path = keep(paths, started=datetime(2026, 11, 22, 18, 5, 33, tzinfo=UTC))
    path.write_text(f"my-own = {{ seen = [2026-11-22T18:05:33Z], on = 2026-11-22 }}\n{path.read_text()}")
    (listed,) = json.loads(invoke(home, "log", "list", "--json").stdout)["logs"]
    shown = json.loads(invoke(home, "log", "show", "last", "--json").stdout)
    assert listed["started"] == shown["started"] == shown["my-own"]["seen"][0] == "2026-11-22T18:05:33+00:00"
    assert (shown["my-own"]["on"], shown["sets"][0]["started"]) == ("2026-11-22", "18:06:10")


@pytest.mark.parametrize("wanted", ["nope", "../../nowhere/log", "\x1b[31m"])
def test_a_log_that_is_not_there_is_wrong_usage(wanted: str, home: Path) -> None:
    result = invoke(home, "log", "show", wanted)
    assert result.exit_code == 2 and "\x1b" not in result.stderr


def test_a_log_that_cannot_be_read_is_a_problem(home: Path, paths: Paths) -> None:
    broken = write(paths.logs / "2026/2026-01-01_1000_x.toml", "sets = [\n")
    result = invoke(home, "log", "show", "2026-01-01_1000_x")
    assert result.exit_code == 1 and result.stderr.startswith(f"{broken}:")


def test_a_log_is_shown_set_by_set(home: Path, paths: Paths) -> None:
    rows = (
        a_set(kind="warmup", side="right", target=5, reps=5),
        a_set(side="right", rpe=8.0, rest=61.0, target_rest=90.0, rep_seconds="3.0 4.0 5.0"),
        a_set(side="left", reps=9),
        a_set(exercise="my-own", name="My [own]", load=None, reps=12, target=8, target_max=12, seconds=None),
        a_set(exercise="plank", reps=None, target=None, target_seconds=30.0, seconds=24.5, load=None),
    )
    save(a_log(*rows, effort=7.5, note="Felt good.\nKnee fine."), paths, RealDisk())
    page = invoke(home, "log", "show", "last").stdout
    for words in (
        "Sun 22 Nov 2026, 18:05 to 18:31\ncompleted · 23 min 8 s active · 2 min 21 s paused · effort 7.5\n",
        "3 sets · 31 reps · volume load 152 kg\n",
        "Felt good.\nKnee fine.",
        "Single-Leg Deadlift\n  warm-up set 1  right  5 of 5 reps",
        "rest 1 min 1 s of 1 min 30 s  RPE 8  ▁▅█ 4.0 s a rep",
        "8 kg each hand",
        "My [own]",
        "12 of 8-12 reps",
        "24.5 s of 30 s",
    ):
        assert words in page
