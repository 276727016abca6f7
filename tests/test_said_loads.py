"""What is typed of a load, an RPE or a note: one grammar for the screen's line and for plain mode."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, plan_of

from tui.logbook.log.done_set import DoneSet
from tui.logbook.log.last_time import LastTime
from tui.runtime.typed_words import load_command, note_command, rpe_command
from tui.session import CountRep, FinishSet, Plan, Skip, State, begin, handle
from tui.session.commands import Note, Rate, SetLoad
from tui.session.plan import LoadCounts

COLUMNS = 58


def working(plan: Plan) -> State:
    return handle(begin(plan, 0), Skip(), 1000)[0]


def last_of(*loads: float | None, unit: str = "kg", counts: LoadCounts = "total") -> LastTime:
    sets = tuple(DoneSet(exercise="x", set=1, reps=8, load=load, load_counts=counts, seconds=30.0) for load in loads)
    return LastTime(date(2026, 11, 19), unit, counts, sets, Path("log.toml"))


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("60", SetLoad(60.0)),
        (" 62,5 ", SetLoad(62.5)),
        ("60 kg", SetLoad(60.0)),
        ("+2.5", SetLoad(10.5)),
        ("-5", SetLoad(3.0)),
        ("0", SetLoad(None)),
        ("-8", SetLoad(None)),
        ("bw", SetLoad(0.0, "bodyweight")),
        ("BW+10", SetLoad(10.0, "bodyweight")),
        ("bw-20", SetLoad(-20.0, "bodyweight")),
        ("8@60", FinishSet(8, 60.0)),
        ("8 @ 60 r9", FinishSet(8, 60.0, rpe=9.0)),
        ("8@60,5 r8,5", FinishSet(8, 60.5, rpe=8.5)),
        ("8@bw-20", FinishSet(8, -20.0, "bodyweight")),
        ("8@0", FinishSet(8, 0.0)),
    ],
)
def test_a_line_says_a_load_or_ends_the_set_with_it(typed: str, command: object) -> None:
    assert load_command(typed, working(plan_of(BOTH_LEGS)), None) == command


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("", "60"),
        ("abc", "60"),
        ("3x12", "one set at a time"),
        ("w 10@5", "leave out the w"),
        ("L 10 R 10", "8@60"),
        ("60 r9", "8@60 r9"),
        ("60 lb", "leave the unit out"),
        ("-9", "as the load is 8"),
        ("8@-5", "bw-20"),
        ("8@+5", "8@60 r9"),
        ("30s@20", "8@60"),
        ("8@60 r11", "1 to 10"),
        ("8@60 r8.2", "7.5"),
        ("99999", "2000"),
        ("last", "60"),
        ("8@60@70", "8@60"),
    ],
)
def test_a_line_that_says_nothing_certain_is_answered_with_what_would_be_right(typed: str, right: str) -> None:
    with pytest.raises(ValueError) as refused:
        load_command(typed, working(plan_of(BOTH_LEGS)), None)
    assert right in str(refused.value)
    assert len(str(refused.value)) <= COLUMNS


def test_the_set_to_come_has_a_load_and_no_reps_yet() -> None:
    state = begin(plan_of(BOTH_LEGS), 0)
    assert load_command("60", state, None) == SetLoad(60.0)
    with pytest.raises(ValueError, match="e corrects one that is done"):
        load_command("8@60", state, None)


def test_in_a_rest_a_change_is_one_of_the_load_to_come() -> None:
    plan = plan_of(BOTH_LEGS, reps=1)
    first, second = plan.sets
    state, _ = handle(working(replace(plan, sets=(first, replace(second, load=40.0)))), CountRep(), 2000)
    assert load_command("+2.5", state, None) == SetLoad(42.5)


def test_a_timed_set_is_ended_with_seconds() -> None:
    state, _ = handle(working(plan_of(BOTH_LEGS, reps=None, lasts=20_000)), Skip(), 2000)
    assert load_command("30s@20", state, None) == FinishSet(30, 20.0)
    assert load_command("1:30@20", state, None) == FinishSet(90, 20.0)
    with pytest.raises(ValueError, match="30s@60"):
        load_command("30@20", state, None)


def test_last_is_the_load_of_the_same_set_else_of_the_last_one() -> None:
    state = working(plan_of(BOTH_LEGS))
    assert load_command("last", state, last_of(50.0, 55.0)) == SetLoad(50.0)
    assert load_command("last", state, last_of(None, 55.0)) == SetLoad(55.0)


def test_last_is_in_the_unit_of_the_session_and_keeps_what_it_counts() -> None:
    state = working(plan_of(BOTH_LEGS))
    assert load_command("last", state, last_of(100.0, unit="lb")) == SetLoad(45.5)
    assert load_command("last", state, last_of(-20.0, counts="bodyweight")) == SetLoad(-20.0, "bodyweight")


def test_a_load_may_be_said_of_an_exercise_that_has_none() -> None:
    assert load_command("5", working(plan_of(LUNGE)), None) == SetLoad(5.0)


def test_an_rpe_is_said_in_halves() -> None:
    assert rpe_command("8.5") == Rate(8.5) == rpe_command(" r8,5")
    for wrong in ("", "11", "8.3", "x"):
        with pytest.raises(ValueError) as refused:
            rpe_command(wrong)
        assert len(str(refused.value)) <= COLUMNS


def test_a_note_that_begins_with_an_exclamation_mark_is_pinned_without_it() -> None:
    assert note_command(" felt easy ", "seat 3") == Note("felt easy")
    assert note_command("! seat 4, pad 2", "seat 3") == Note("seat 4, pad 2", True, "seat 3")
    for wrong in ("", "  ", "!", "! "):
        with pytest.raises(ValueError):
            note_command(wrong, None)


def test_a_load_said_is_that_of_every_working_set_to_come() -> None:
    state = working(plan_of(SINGLE_LEG, sets=3))
    state, _ = handle(state, load_command("60", state, None), 2000)
    assert [planned.load for planned in state.live.sets] == [60.0] * 3
