"""Weeks and runs of weeks: ISO weeks, and the present one breaks nothing before it is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.logbook.statistics.consistency import Consistency, consistency, due_on
from tui.words.consistency_line import consistency_line

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 22)


def of_weeks(*sessions: int, today: date = MONDAY, goal: int = 2) -> Consistency:
    """So many sessions in each week up to the one of 23 November."""
    weeks = enumerate(reversed(sessions))
    days = [MONDAY - timedelta(weeks=back) for back, count in weeks for _ in range(count)]
    return consistency(days, {}, today, goal)


def test_a_week_goes_from_monday_to_sunday() -> None:
    found = consistency([SUNDAY, MONDAY], {SUNDAY: 5, MONDAY: 7}, MONDAY, 0)
    assert [(week.monday, week.sessions, week.sets) for week in found.weeks[-2:]] == [
        (date(2026, 11, 16), 1, 5),
        (MONDAY, 1, 7),
    ]
    assert len(found.weeks) == 12 and found.weeks[0].monday == date(2026, 9, 7)


def test_two_sessions_on_a_day_are_two() -> None:
    assert consistency([MONDAY, MONDAY], {MONDAY: 9}, MONDAY, 2).weeks[-1].met


@pytest.mark.parametrize(
    ("sessions", "current", "longest"),
    [
        ([], 0, 0),
        ([2, 2, 2], 3, 3),
        ([2, 2, 0], 2, 2),
        ([2, 2, 1], 2, 2),
        ([2, 2, 1, 2], 1, 2),
        ([2, 2, 1, 0], 0, 2),
        ([3, 3, 3, 1, 2, 1], 1, 3),
        ([2] * 30, 30, 30),
    ],
)
def test_the_present_week_breaks_no_run_before_it_is_over(sessions: list[int], current: int, longest: int) -> None:
    found = of_weeks(*sessions)
    assert (found.current_run, found.longest_run) == (current, longest)


def test_on_the_next_monday_a_missed_week_has_broken_the_run() -> None:
    assert of_weeks(2, 2, 1, today=MONDAY + timedelta(days=6)).current_run == 2
    assert of_weeks(2, 2, 1, today=MONDAY + timedelta(days=7)).current_run == 0


def test_without_a_goal_there_are_no_runs() -> None:
    found = of_weeks(3, 3, goal=0)
    assert (found.current_run, found.longest_run, any(week.met for week in found.weeks)) == (0, 0, False)


def test_a_log_of_the_first_year_there_is_does_no_harm() -> None:
    assert consistency([date.min, date.max], {date.min: 1}, MONDAY, 1).longest_run == 1


@pytest.mark.parametrize(
    ("found", "due", "done", "line"),
    [
        (of_weeks(2, 2, 1), None, False, "1 of 2 this week · 2 weeks in a row"),
        (of_weeks(2, 1), "Gym", False, "Due today: Gym · 1 of 2 this week"),
        (of_weeks(1, goal=0), "Gym", True, "Done today: Gym"),
        (of_weeks(1, goal=0), None, False, ""),
    ],
)
def test_the_line_says_only_what_there_is_to_say(found: Consistency, due: str | None, done: bool, line: str) -> None:
    assert consistency_line(found, due, done) == line


def test_what_is_due_goes_by_the_day_of_the_week() -> None:
    plan = {"mon": "gym", "sun": "desk-break"}
    assert [due_on(plan, SUNDAY + timedelta(days=ahead)) for ahead in range(3)] == ["desk-break", "gym", None]


DAYS = st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40)


@given(DAYS, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 4))
def test_runs_are_what_counting_week_by_week_gives(days: list[date], today: date, goal: int) -> None:
    found = consistency(days, {}, today, goal)
    assert (found.current_run, found.longest_run) == _counted(days, today, goal)
    assert all(week.met == bool(goal and week.sessions >= goal) for week in found.weeks)


def _counted(days: Iterable[date], today: date, goal: int) -> tuple[int, int]:
    """Current and longest run, walking from the first week to the last."""
    weeks = [day.isocalendar()[:2] for day in days]
    run = longest = 0
    monday = date(2025, 12, 1)
    while monday <= today:
        week = monday.isocalendar()[:2]
        if goal and weeks.count(week) >= goal:
            run += 1
        elif week != today.isocalendar()[:2]:
            run = 0
        longest = max(longest, run)
        monday += timedelta(days=7)
    return run, longest
