"""Plain mode says loads and works on today's list in words; what is done there is what the log says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, plan_of
from scripted_plain import Step, Talk

from tui.logbook.log.log_model import Log
from tui.logbook.log.store import read_log
from tui.plain.typed_commands import request
from tui.session import Plan, begin

PLAN = plan_of(BOTH_LEGS, SINGLE_LEG, LUNGE, sets=1, reps=1)


def held(home: Path, *script: Step, plan: Plan = PLAN) -> tuple[list[str], Log]:
    talk = Talk(home)
    assert talk.hold(plan, *script) == 0
    (path,) = talk.logs()
    return talk.said, read_log(path).log


def test_a_load_said_is_that_of_the_sets_to_come_and_of_the_log(home: Path) -> None:
    plan = plan_of(BOTH_LEGS, sets=3, reps=5)
    said, log = held(
        home, "l 60", "n", "l 8@62,5 r9", "l +2.5", "n", "5", "rate 8.5", "n", "l last", "l 3x12", "5", plan=plan
    )
    assert [(row.reps, row.load, row.rpe) for row in log.sets] == [(8, 62.5, 9.0), (5, 65.0, 8.5), (5, 65.0, None)]
    assert "Load: 60 kg each hand." in said
    assert "Set 2 of 3: 5 reps, 65 kg each hand, RPE 8.5." in said
    assert "There is no load of last time; write one, such as 60." in said
    assert "One set at a time, such as 8@60." in said


def test_the_load_said_in_a_warm_up_is_told_apart_from_the_one_worked_out_of_it(home: Path) -> None:
    plan = plan_of(BOTH_LEGS, sets=2)
    first, second = (replace(planned, load=None) for planned in plan.sets)
    first = replace(first, kind="warmup", share=0.5, share_of="working")
    said, _ = held(home, "l 60", "n", "5", "q", plan=replace(plan, sets=(first, second)))
    assert "Load: 60 kg each hand; in this warm-up 30 kg each hand." in said


def test_the_list_is_printed_with_numbers_and_done_ones_keep_theirs(home: Path) -> None:
    said, _ = held(home, "n", "1", "n", "today", "q")
    assert "1  Deadlift: 1 of 1 set done\n2  Single-leg: 0 of 1 set done, at hand\n3  Lunge: 0 of 1 set done" in said


def test_the_list_is_worked_on_by_number_and_the_log_says_what_was_done(home: Path) -> None:
    _, log = held(
        home,
        *("later 1", "go 2", "more 2", "add extended-lunge", "drop 1", "u", "r"),
        *("replace 2 seated-leg-curl", "today", *["n", "1"] * 30),
    )
    assert log.outcome == "completed"
    done = [(row.exercise, row.extra, row.replaces) for row in log.sets]
    assert ("seated-leg-curl", None, "deadlift") in done or ("seated-leg-curl", None, "single") in done
    assert [row.exercise for row in log.sets if row.extra and row.exercise == "extended-lunge"]
    assert log.planned_sets == 3


def test_a_set_that_was_begun_goes_on_from_there(home: Path) -> None:
    plan = plan_of(BOTH_LEGS, SINGLE_LEG, sets=2, reps=3)
    said, log = held(home, "n", "", "", "go 2.2", "today", "go 2.1", "q", plan=plan)
    assert any("set 1 begun" in line for line in said)
    assert [row.reps for row in log.sets] == [2]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("go", "go 2"),
        ("go 9", "There is no number 9"),
        ("go x", "There is no number x"),
        ("go 1.7", "Deadlift has 1 set."),
        ("later", "later 2"),
        ("later 1.2", "later 2"),
        ("drop 1 2", "drop 2"),
        ("replace 1", "which exercise instead"),
        ("add", "add ID"),
        ("rate 11", "1 to 10"),
        ("l", "Not understood"),
        ("l abc", "60"),
        ("note !", "a few words"),
    ],
)
def test_a_line_that_can_not_be_done_says_what_would_be_right(line: str, answer: str) -> None:
    said = request(line, begin(PLAN, 0))
    assert isinstance(said, str) and answer in said


def test_an_id_of_nothing_is_answered_with_the_nearest(home: Path) -> None:
    said, _ = held(home, "add extended-lung", "n", "1", "q")
    assert any("did you mean" in line and "extended-lunge" in line for line in said)


def test_a_note_is_in_the_log_and_a_pinned_one_stands_at_the_next_set_up(home: Path) -> None:
    _, log = held(home, "note ! bar low", "u", "note ! bar high", "n", "1", "note felt easy", "q")
    assert log.sets[0].note == "bar high; felt easy"
    talk = Talk(home)
    talk.hold(PLAN, "q")
    assert "Pinned: bar high" in talk.said
