"""Today's list with the keyboard: its cursor, its keys, and what becomes of the session."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from log_examples import a_log, a_set
from pilots import Driver, logs, program
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, plan_of

from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.screens.session.exercise_search import ExerciseSearch
from tui.screens.summary.screen import SummaryScreen
from tui.session.agenda import agenda
from tui.widgets.today import TodaysList

SIZES = [(60, 16), (80, 24), (120, 36)]
PLAN = plan_of(BOTH_LEGS, SINGLE_LEG, LUNGE, sets=2, reps=1)


def names(at: Driver) -> list[tuple[str, int]]:
    running = at.session.running
    assert running is not None
    return [(one.id, one.left) for one in agenda(running.state)]


async def chosen(at: Driver, words: str) -> None:
    await at.until(lambda: isinstance(at.app.screen, ExerciseSearch))
    await at.press(*words, "enter")
    await at.until(lambda: at.app.screen is at.session)


async def ready(at: Driver) -> None:
    """The exercises are read that the search is for."""
    await at.until(lambda: at.session.list_desk.has_choice)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_shows_its_cursor_and_its_keys_and_gives_the_keyboard_back(
    home: Path, size: tuple[int, int]
) -> None:
    async with program(home, plan=PLAN, size=size) as at:
        await at.press("tab")
        await at.sees("▸ TODAY", "go to it now", "set 1", "set-up 1 of 2")
        await at.press("escape")
        await at.until(lambda: "▸ TODAY" not in at.text)
        assert at.app.screen is at.session


async def test_enter_goes_to_a_set_that_goes_on_from_where_it_was_left(home: Path) -> None:
    plan = plan_of(BOTH_LEGS, SINGLE_LEG, sets=1, reps=3)
    async with program(home, plan=plan) as at:
        await at.press("n", "space", "tab", "j", "enter")
        await at.sees("Single-leg", "set-up 1 of 2")
        await at.press("tab", "j", "enter")
        await at.sees("rep 1 / 3")


async def test_moving_adding_and_dropping_work_on_the_row_under_the_cursor(home: Path) -> None:
    async with program(home, plan=PLAN) as at:
        await at.press("tab", "j", "j", "j", "J")
        assert names(at) == [("deadlift", 2), ("lunge", 2), ("single", 2)]
        await at.press("a", "K", "K")
        assert names(at) == [("single", 3), ("deadlift", 2), ("lunge", 2)]
        await at.press("d")
        assert names(at) == [("deadlift", 2), ("lunge", 2)]
        await at.press("u", "u")
        assert names(at) == [("deadlift", 2), ("single", 3), ("lunge", 2)]


async def test_a_rep_counted_gives_the_keyboard_back_and_undo_does_not(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=3)) as at:
        await at.press("n", "space", "tab", "u")
        await at.sees("▸ TODAY", "rep 0 / 3")
        await at.press("space")
        await at.sees("rep 1 / 3")
        await at.until(lambda: "▸ TODAY" not in at.text)


async def test_a_click_on_a_row_takes_the_keyboard_without_going_there(home: Path) -> None:
    async with program(home, plan=PLAN) as at:
        await at.pilot.click(TodaysList, offset=(4, 2))
        await at.sees("▸ TODAY")
        row = at.session.list_desk.row
        assert row is not None and row.exercise.id == "single"
        await at.sees("Deadlift · set 1 of 2")


async def test_digits_and_other_keys_of_the_pane_do_nothing_in_the_list(home: Path) -> None:
    async with program(home, plan=PLAN) as at:
        await at.press("n", "tab")
        before = at.session.running.state.live if at.session.running else None
        await at.press("7", "x", "n", "t", "plus", "l")
        assert at.session.running is not None and at.session.running.state.live == before
        assert at.session.entry.typing is None


async def test_an_exercise_that_comes_has_its_own_sets_and_the_load_of_its_last_time(home: Path) -> None:
    paths = Paths.under(home)
    rows = [a_set(exercise="seated-leg-curl", set=at, reps=12, load=load) for at, load in ((1, 40.0), (2, 45.0))]
    save(a_log(sets=tuple(rows), started=datetime(2026, 11, 1, 9, tzinfo=UTC)), paths, RealDisk())
    async with program(home, plan=PLAN, size=(120, 36)) as at:
        await at.press("tab")
        await ready(at)
        await at.press("A")
        await chosen(at, "seated")
        assert [name for name, _ in names(at)] == ["deadlift", "seated-leg-curl", "single", "lunge"]
        added = [one for one in at.session.running.state.live.sets if one.extra] if at.session.running else []
        assert added and {one.load for one in added} == {45.0}
        assert at.session.list_desk.row is not None
        assert at.session.list_desk.row.exercise.id == "seated-leg-curl"


async def test_a_replaced_exercise_keeps_its_targets_and_takes_the_loads_of_the_sets_nearest_in_reps(
    home: Path,
) -> None:
    paths = Paths.under(home)
    rows = [a_set(exercise="seated-leg-curl", set=at, reps=reps, load=load)
            for at, (reps, load) in enumerate(((12, 40.0), (1, 70.0), (3, 60.0)), 1)]  # fmt: skip
    save(a_log(sets=tuple(rows), started=datetime(2026, 11, 1, 9, tzinfo=UTC)), paths, RealDisk())
    async with program(home, plan=PLAN) as at:
        await at.press("n", "space", "tab")
        await ready(at)
        await at.press("r")
        await chosen(at, "seated")
        assert names(at)[:2] == [("deadlift", 0), ("seated-leg-curl", 1)]
        (new,) = [one for one in at.session.running.state.live.sets if one.replaces] if at.session.running else []
        assert (new.reps, new.load, new.replaces) == (1, 70.0, "deadlift")


async def test_when_nothing_is_left_open_the_session_is_completed(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, SINGLE_LEG, sets=1, reps=1)) as at:
        await at.press("n", "space", "tab", "d")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    (log,) = logs(home)
    assert log.outcome == "completed" and [row.exercise for row in log.sets] == ["deadlift"]
