"""The line of consistency on the choosing screen, and what is due today under the cursor."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from log_examples import STARTED
from log_folder import keep, log_of
from pilots import program
from single_leg_logs import train

from tui.logbook.disk.calls import RealDisk
from tui.logbook.index.index import Index
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.runtime.week import FEW, trained, week_line
from tui.settings import Settings

TODAY = STARTED.date()
"""A Sunday."""
NAMES = {"hamstrings-at-home": "Hamstrings at home", "desk-break": "Desk break"}


def settings(goal: int = 0, **week: str) -> Settings:
    return Settings(goal_sessions_a_week=goal, week=week)


def test_without_a_goal_or_a_plan_nothing_is_said_and_nothing_read(paths: Paths) -> None:
    train(paths, (9, 12))
    assert week_line(paths, settings(), NAMES, TODAY) == ""
    assert not paths.cache.exists()


def test_what_is_due_is_named_until_it_was_done(paths: Paths) -> None:
    plan = settings(1, sun="hamstrings-at-home")
    assert week_line(paths, plan, NAMES, TODAY) == "Due today: Hamstrings at home · 0 of 1 this week"
    save(log_of(-7), paths, RealDisk())
    save(log_of(0), paths, RealDisk())
    assert week_line(paths, plan, NAMES, TODAY) == (
        "Done today: Hamstrings at home · 1 of 1 this week · 2 weeks in a row"
    )


def test_an_exercise_that_is_due_is_done_by_any_session_that_has_it(paths: Paths) -> None:
    train(paths, (9, 12))
    names = {"single-leg-deadlift": "Single-Leg Deadlift"}
    line = week_line(paths, settings(sun="single-leg-deadlift"), names, TODAY)
    assert line == "Done today: Single-Leg Deadlift"


def test_what_has_no_name_is_not_due(paths: Paths) -> None:
    assert week_line(paths, settings(sun="nowhere"), NAMES, TODAY) == ""


def test_many_logs_that_the_index_does_not_know_are_counted_by_their_names(paths: Paths) -> None:
    for back in range(FEW + 1):
        day = TODAY - timedelta(days=back + 1)
        keep(paths, f"{day.year}/{day}_1805_legs.toml", "this would not parse")
    keep(paths, "mine.toml", "nor would this")
    save(log_of(0), paths, RealDisk())
    found = trained(paths, TODAY)
    assert sorted(found.days) == [TODAY - timedelta(days=back) for back in range(FEW + 1, -1, -1)]
    assert found.today == {"hamstrings-at-home", "single-leg-deadlift"}
    with Index.open(paths) as index:
        assert index.counts().files == 0


def test_an_index_that_is_ready_knows_better_than_names(paths: Paths) -> None:
    file = save(log_of(-1), paths, RealDisk())
    file.rename(file.with_name("2020-01-01_1805_legs.toml"))
    assert trained(paths, TODAY).days == (TODAY - timedelta(days=1),)


async def test_the_choosing_screen_shows_the_line_and_begins_at_what_is_due(home: Path, paths: Paths) -> None:
    train(paths, (9, 12))
    async with program(home, settings=settings(3, sun="desk-break")) as at:
        await at.sees("▸ Desk break", "Due today: Desk break · 1 of 3 this week")


async def test_without_settings_for_it_the_line_takes_no_room(home: Path) -> None:
    async with program(home) as at:
        await at.sees("▸ Hamstrings at home")
        assert not at.app.screen.query_one("#week").display


async def test_an_unknown_id_in_the_week_is_a_problem_of_the_settings(home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "settings.toml").write_text('[week]\nsun = "desk-brake"\n')
    async with program(home, settings=settings(sun="desk-brake")) as at:
        await at.sees("! 1 problem in your files")
        await at.press("exclamation_mark")
        await at.sees("settings.toml:2", "desk-brake", "desk-break")


def test_the_line_is_of_the_day_it_is_asked_for(paths: Paths) -> None:
    monday = date(2026, 11, 23)
    plan = settings(sun="desk-break", mon="hamstrings-at-home")
    assert week_line(paths, plan, NAMES, monday) == "Due today: Hamstrings at home"
