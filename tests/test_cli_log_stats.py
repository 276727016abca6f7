"""`repcue log stats`: weeks, records, progress and balance, as a page and as JSON."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from commands import invoke, write
from log_examples import STARTED, a_log, a_set
from single_leg_logs import train

from tui.cli.log_stats_facts import Asked, Names, Overview, overview
from tui.cli.log_stats_page import overview_page
from tui.logbook.disk.calls import RealDisk
from tui.logbook.index.index import Index
from tui.logbook.log.log_model import LogSet
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.settings import Settings

DAY = timedelta(days=1)
TODAY = STARTED.date()
LOPSIDED = (12, 9), (12, 9), (12, 9)


def save_session(paths: Paths, started: datetime, *rows: LogSet, **changes: object) -> Path:
    named = {"id": f"{started:%Y-%m-%dT%H%M%S}-0000", "started": started, "finished": started}
    return save(a_log(*rows, **(named | changes)), paths, RealDisk())


def test_without_logs_there_are_empty_weeks_and_no_complaint(home: Path) -> None:
    result = invoke(home, "log", "stats")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "In all: 0 sessions · 0 sets · 0 reps · 0 s active" in result.stdout


def test_three_lopsided_sessions_show_the_gap_and_the_advice(home: Path, paths: Paths) -> None:
    train(paths, *LOPSIDED)
    page = invoke(home, "log", "stats", "single-leg-deadlift").stdout
    for words in (
        "Single-Leg Deadlift\n3 sessions from 2026-11-22 to 2026-11-24\n",
        "heaviest load     8 kg x 12            left  2026-11-22",
        "most reps         12 reps @ 8 kg       left  2026-11-22",
        "best volume load  168 kg                     2026-11-22",
        "best e1RM         10.4 kg (8 kg x 9)  right  2026-11-22",
        "left   reps         ▄▄▄  12 to 12, last 12",
        "right  e1RM         ▄▄▄  10.4 to 10.4 kg, last 10.4 kg",
        "2026-11-24  left 12 reps  right 9 reps  gap 25 %  right weaker",
        "Weaker: RIGHT; the gap stays as it is.\nStart with the RIGHT leg and let it set the number.",
    ):
        assert " ".join(words.split()) in " ".join(page.split())


@pytest.mark.parametrize("wanted", ["single-leg-deadlift", "Single-Leg Deadlift", "SINGLE-LEG-DEADLIFT"])
def test_an_exercise_goes_by_its_id_or_its_name(home: Path, wanted: str) -> None:
    assert invoke(home, "log", "stats", wanted).stdout == "Single-Leg Deadlift\nNo sessions of it yet.\n"


def test_an_exercise_that_only_logs_know_is_found_too(home: Path, paths: Paths) -> None:
    save_session(paths, STARTED, a_set(exercise="old-squat", name="Old [b]Squat"))
    assert invoke(home, "log", "stats", "old [b]squat").stdout.startswith("Old [b]Squat\n1 session on 2026-11-22")


def test_an_unknown_exercise_is_wrong_usage_with_the_nearest(home: Path) -> None:
    result = invoke(home, "log", "stats", "single-leg-dedlift")
    assert result.exit_code == 2 and 'did you mean "single-leg-deadlift"?' in result.stderr


def test_the_json_of_an_exercise_has_the_documented_fields(home: Path, paths: Paths) -> None:
    first, _, last = train(paths, *LOPSIDED)
    document = json.loads(invoke(home, "log", "stats", "single-leg-deadlift", "--json").stdout)
    keys = ["schema", "since", "until", "unit", "exercise", "sessions", "records", "series", "balance", "problems"]
    assert list(document) == keys
    assert document["exercise"] == {"id": "single-leg-deadlift", "name": "Single-Leg Deadlift"}
    assert document["records"][0] == {
        "kind": "heaviest load",
        "exercise": "single-leg-deadlift",
        "value": 8.0,
        "unit": "kg",
        "reps": 12,
        "load": 8.0,
        "load_unit": "kg",
        "side": "left",
        "day": "2026-11-22",
        "path": str(first),
        "load_counts": "per-hand",
    }
    assert [side["side"] for side in document["series"]] == ["left", "right"]
    assert document["series"][1]["points"][2] == {
        "day": "2026-11-24",
        "path": str(last),
        "side": "right",
        "sets": 1,
        "best_set_reps": 9,
        "best_set_load": 8.0,
        "volume_load": 72.0,
        "e1rm": pytest.approx(10.4),
        "reps": 9,
        "seconds": 0,
        "best_seconds": None,
    }
    gap = document["balance"].pop("gaps")[2]
    assert document["balance"] == {
        "trend": 0.0,
        "direction": "steady",
        "weaker": "right",
        "advice": "right",
        "advice_text": "Start with the RIGHT leg and let it set the number.",
    }
    assert gap == {
        "day": "2026-11-24",
        "path": str(last),
        "left": 12.0,
        "right": 9.0,
        "measure": "reps",
        "percent": 25.0,
        "weaker": "right",
    }


def test_the_json_of_all_has_the_documented_fields(home: Path, paths: Paths) -> None:
    write(paths.settings, 'unit = "lb"\ngoal_sessions_a_week = 2\n')
    train(paths, *LOPSIDED)
    document = json.loads(invoke(home, "log", "stats", "--json", "--since", "2026-11-23").stdout)
    assert list(document) == [
        *("schema", "since", "until", "unit", "goal_sessions_a_week", "weeks", "current_run", "longest_run"),
        *("due_today", "totals", "exercises", "problems"),
    ]
    assert (document["since"], document["until"], document["unit"]) == ("2026-11-23", None, "lb")
    assert len(document["weeks"]) == 12 and list(document["weeks"][0]) == ["monday", "sessions", "sets", "met"]
    assert document["totals"] == {
        "sessions": 2,
        "sets": 2,
        "reps": 42,
        "volume_load": pytest.approx(336 / 0.45359237),
        "active_seconds": 2776.0,
    }
    (exercise,) = document["exercises"]
    assert list(exercise) == ["id", "name", "sessions", "last_day", "best_set", "e1rm"]
    assert (exercise["id"], exercise["sessions"], exercise["last_day"]) == ("single-leg-deadlift", 2, "2026-11-24")
    assert exercise["best_set"]["day"] == "2026-11-23"


def test_days_outside_those_asked_for_are_left_out(home: Path, paths: Paths) -> None:
    train(paths, *LOPSIDED)
    page = invoke(home, "log", "stats", "single-leg-deadlift", "--until", "2026-11-22").stdout
    assert "1 session on 2026-11-22" in page and "Start with" not in page
    page = invoke(home, "log", "stats", "single-leg-deadlift", "--since", "2027-01-01").stdout
    assert "No sessions of it in these days." in page


def test_a_broken_log_and_a_week_of_nothing_are_named_and_stop_nothing(home: Path, paths: Paths) -> None:
    write(paths.settings, "[week]\nmon = 'no-such-routine'\n")
    broken = write(paths.logs / "2026/2026-01-01_1000_x.toml", "sets = [\n")
    train(paths, *LOPSIDED)
    result = invoke(home, "log", "stats")
    assert result.exit_code == 0 and "In all: 3 sessions" in result.stdout
    assert f"{paths.settings}:2: week.mon: there is no routine" in result.stderr
    assert f"{broken}:" in result.stderr


def facts(paths: Paths, settings: Settings, today: date = TODAY) -> Overview:
    with Index.open(paths) as index:
        index.refresh()
        names = Names({"hamstrings-at-home": "Hamstrings at home"}, {"extended-lunge": "Extended Lunge"})
        return overview(index, Asked(today, None, None, "kg"), settings, names)


def test_what_is_due_is_said_until_it_is_done(paths: Paths) -> None:
    settings = Settings(goal_sessions_a_week=1, week={"sun": "hamstrings-at-home"})
    save_session(paths, STARTED - DAY * 7, a_set())
    save_session(paths, STARTED, a_set(), routine=None)
    assert "\nDue today: Hamstrings at home · 1 of 1 this week · 2 weeks in a row\n" in overview_page(
        facts(paths, settings)
    )
    save_session(paths, STARTED + timedelta(hours=1), a_set())
    assert "\nDone today: Hamstrings at home · 2 this week, goal of 1 met" in overview_page(facts(paths, settings))
    assert facts(paths, settings, TODAY + DAY).due is None


def test_an_exercise_may_be_due(paths: Paths) -> None:
    settings = Settings(week={"sun": "extended-lunge", "mon": "gone"})
    assert overview_page(facts(paths, settings)).count("Due today: Extended Lunge") == 1
    save_session(paths, STARTED, a_set(exercise="extended-lunge"), routine=None)
    due = facts(paths, settings).due
    assert due is not None and due.done
    assert facts(paths, settings, TODAY + DAY).due is None
