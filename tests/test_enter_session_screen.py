"""The form for a workout done away from the terminal: quick for a routine done as planned, exact for all else."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from log_examples import STARTED, a_log, a_set
from pilots import Driver, TestClock, logs, program
from textual.widgets import Input

from tui.logbook.changes.workout_entry import planned
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.runtime.selection import plan_for
from tui.screens.ask import Ask
from tui.screens.enter.exercise_line import ExerciseLine
from tui.screens.enter.matches import Known, Matches, matching
from tui.screens.enter.screen import EnterSession
from tui.screens.history.screen import HistoryScreen
from tui.settings import wishes
from tui.widgets.session_list import SessionList


@asynccontextmanager
async def form(home: Path, disk: RealDisk | None = None, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driver]:
    """The form, opened by its key from the history."""
    async with program(home, disk=disk, size=size) as at:
        await at.press("h")
        await at.until(lambda: isinstance(at.app.screen, HistoryScreen) and at.app.screen.settled)
        await at.press("a")
        await at.until(lambda: isinstance(at.app.screen, EnterSession))
        await at.sees("Routines and exercises")
        yield at


def lines(at: Driver) -> dict[str, str]:
    """What the lines say, by exercise."""
    return {line.planned.exercise.id: line.field.value for line in at.app.screen.query(ExerciseLine)}


async def takes(at: Driver, name: str, exercise: str) -> None:
    await at.press(*name, "enter")
    await at.until(lambda: exercise in lines(at))


async def back_in_the_history(at: Driver, *words: str) -> None:
    await at.until(lambda: isinstance(at.app.screen, HistoryScreen))
    await at.sees(*words)


async def turn_to(at: Driver, name: str, text: str) -> None:
    """Put a text in the place of a field's."""
    at.app.screen.set_focus(at.app.screen.query_one(f"#{name}"))
    await at.press(*["backspace"] * 12, *text)


async def test_a_routine_done_as_planned_is_its_name_and_two_enters(home: Path) -> None:
    async with form(home) as at:
        await at.press(*"hamstrings at", "enter", "enter")
        await back_in_the_history(at, "Saved: 2026-11-22_", "u takes it back", "1 of 1")
        (log,) = logs(home)
        assert (log.routine, log.outcome, log.name) == ("hamstrings-at-home", "completed", "Hamstrings at home")
        assert log.finished == TestClock().wall(), "it ended just now"
        assert all(row.reps == row.target for row in log.sets) and len(log.exercises) == 3


async def test_an_enter_that_comes_before_the_plan_is_there_saves_as_soon_as_it_is(home: Path) -> None:
    async with form(home) as at:
        await at.press(*"hamstrings at")
        screen = at.app.screen
        assert isinstance(screen, EnterSession)
        screen.action_submit()
        screen.action_submit()
        await back_in_the_history(at, "Saved: 2026-11-22_", "1 of 1")


async def test_the_lines_begin_with_the_plan_and_last_loads(home: Path) -> None:
    started = STARTED - timedelta(days=2)
    rows = [a_set(side=side, load=9.5) for side in ("right", "left")]
    save(a_log(*rows, started=started, finished=started), Paths.under(home), RealDisk())
    async with form(home) as at:
        await takes(at, "hamstrings at", "single-leg-deadlift")
        assert lines(at)["single-leg-deadlift"] == "R 10 10 10 L 10 10 10 @ 9.5"


async def test_what_was_done_otherwise_is_written_in_the_line(home: Path) -> None:
    async with form(home) as at:
        await takes(at, "hamstrings at", "extended-lunge")
        await at.press(*"12 11 @ 20", "tab", *"L 10 9 R 10 10 @ 8", "tab", "-", "enter")
        await back_in_the_history(at, "Saved")
        (log,) = logs(home)
        assert [(row.side, row.reps, row.load) for row in log.sets] == [
            (None, 12, 20.0),
            (None, 11, 20.0),
            ("right", 10, 8.0),
            ("left", 10, 8.0),
            ("right", 10, 8.0),
            ("left", 9, 8.0),
        ]
        assert {row.target for row in log.sets} == {12, 10}, "the plan's targets stay"


async def test_a_fault_stands_under_its_column_as_one_types_and_nothing_is_saved(home: Path) -> None:
    async with form(home) as at:
        await takes(at, "stiff-leg deadlift", "stiff-leg-deadlift")
        await at.press(*"12 zw")
        await at.sees('column 4: found "zw"')
        below = next(row for row in at.text.splitlines() if row.strip() == "▲")
        field = at.app.screen.query_one(ExerciseLine).field
        assert below.index("▲") == field.content_region.x + len("12 ")
        await at.press("enter")
        await at.sees("Mend the line of Stiff-Leg Deadlift first.")
        assert logs(home) == []
        await at.press("backspace", "backspace", "8")
        await at.until(lambda: "column" not in at.text)
        await at.press("enter")
        await back_in_the_history(at, "Saved")


async def test_exercises_are_added_one_after_the_other_and_lines_keep_what_was_typed(home: Path) -> None:
    async with form(home) as at:
        await takes(at, "stiff-leg deadlift", "stiff-leg-deadlift")
        await at.press(*"7 @ 5")
        at.app.screen.set_focus(at.app.screen.query_one("#what"))
        await takes(at, "lunge", "extended-lunge")
        assert lines(at)["stiff-leg-deadlift"] == "7 @ 5"
        await at.press("enter")
        await back_in_the_history(at, "Saved")
        (log,) = logs(home)
        assert log.exercises == ("stiff-leg-deadlift", "extended-lunge") and log.routine is None


async def test_the_start_that_is_taken_if_none_is_said_is_shown(home: Path) -> None:
    async with form(home) as at:
        start = at.app.screen.query_one("#time", Input)
        assert start.placeholder == ""
        await takes(at, "desk", "extended-lunge")
        await turn_to(at, "minutes", "40")
        await at.until(lambda: start.placeholder == "17:25")
        await turn_to(at, "day", "yesterday")
        await at.until(lambda: start.placeholder == "12:00")
        await at.press("enter")
        await back_in_the_history(at, "Saved: 2026-11-21_1200")


async def test_day_time_minutes_effort_and_note_are_taken(home: Path) -> None:
    async with form(home) as at:
        await takes(at, "desk", "extended-lunge")
        await turn_to(at, "day", "2026-11-20")
        await turn_to(at, "time", "18:30")
        await turn_to(at, "minutes", "40")
        await turn_to(at, "effort", "7,5")
        await turn_to(at, "note", "In the park.")
        await at.press("enter")
        await back_in_the_history(at, "Saved: 2026-11-20_1830")
        (log,) = logs(home)
        assert (f"{log.started:%Y-%m-%d %H:%M}", log.finished - log.started) == (
            "2026-11-20 18:30",
            timedelta(minutes=40),
        )
        assert (log.effort, log.note) == (7.5, "In the park.")


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("day", "2026-13-01", "write 2026-11-20, today or yesterday"),
        ("day", "2026-11-23", "has not been yet"),
        ("time", "8", "write hours and minutes"),
        ("minutes", "0", "a number from 1 to 1440"),
        ("effort", "7.2", "RPE goes in halves"),
    ],
)
async def test_what_is_not_valid_is_told_in_its_field(home: Path, field: str, text: str, says: str) -> None:
    async with form(home) as at:
        await takes(at, "desk", "extended-lunge")
        await turn_to(at, field, text)
        await at.press("enter")
        await at.sees(says)
        focused = at.app.screen.focused
        assert focused is not None and focused.id == field and logs(home) == []


async def test_a_plan_without_a_number_asks_for_it(home: Path) -> None:
    folder = home / "config" / "routines"
    folder.mkdir(parents=True)
    (folder / "all-out.toml").write_text(
        'schema = 1\nid = "all-out"\nname = "All out"\n'
        '[[blocks]]\nexercise = "extended-lunge"\nsets = 1\namrap = true\n'
    )
    async with form(home) as at:
        await at.press(*"all out", "enter", "enter")
        await at.sees("Extended Lunge: say how many")
        await at.press(*"14+", "enter")
        await back_in_the_history(at, "Saved")
        assert {(row.kind, row.reps) for row in logs(home)[0].sets} == {("amrap", 14)}


async def test_nothing_done_is_nothing_saved(home: Path) -> None:
    async with form(home) as at:
        await at.press("ctrl+s")
        await at.sees("Say what you did")
        await takes(at, "stiff-leg deadlift", "stiff-leg-deadlift")
        await at.press("backspace", "enter")
        await at.sees("Say what you did")
        assert logs(home) == []


async def test_a_session_that_was_entered_is_chosen_and_can_be_taken_back(home: Path) -> None:
    save(a_log(), Paths.under(home), RealDisk())
    async with form(home) as at:
        await takes(at, "desk", "extended-lunge")
        await turn_to(at, "day", "2026-11-20")
        await at.press("enter")
        await back_in_the_history(at, "2 of 2")
        chosen = at.app.screen.query_one(SessionList).chosen
        assert chosen is not None and chosen.routine == "desk-break"
        await at.press("u")
        await at.sees("in the trash", "1 of 1")
        assert len(logs(home)) == 1


async def test_what_can_not_be_saved_stays_in_the_form_and_says_why(home: Path) -> None:
    async with form(home, disk=ReadOnly()) as at:
        await at.press(*"desk", "enter", "enter")
        await at.sees("NOT SAVED: ")
        assert isinstance(at.app.screen, EnterSession) and lines(at)


class ReadOnly(RealDisk):
    """A disk on which nothing can be put anywhere."""

    def link(self, source: Path, target: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")


async def test_leaving_asks_only_if_something_was_entered(home: Path) -> None:
    async with form(home) as at:
        await at.press("escape")
        await back_in_the_history(at)
        await at.press("a")
        await at.until(lambda: isinstance(at.app.screen, EnterSession))
        await takes(at, "desk", "extended-lunge")
        await at.press("escape")
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.press("d")
        await back_in_the_history(at)
        assert logs(home) == []


async def test_leaving_the_program_asks_if_something_was_entered(home: Path) -> None:
    async with form(home) as at:
        await takes(at, "desk", "extended-lunge")
        await at.press("ctrl+q")
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.press("enter")
        await back_in_the_history(at, "Saved:")


async def test_a_plan_that_comes_after_a_newer_one_is_dropped(home: Path) -> None:
    async with form(home) as at:
        screen, catalogue = at.app.screen, at.app.catalogue
        assert isinstance(screen, EnterSession) and catalogue is not None
        await takes(at, "seated", "seated-leg-curl")
        screen.set_focus(screen.query_one("#what"))
        await takes(at, "extended", "extended-lunge")
        old = plan_for(["seated-leg-curl"], catalogue, wishes(at.app.settings))
        await screen.know(["seated-leg-curl"], old, planned(old, catalogue.exercises)).wait()
        assert list(lines(at)) == ["seated-leg-curl", "extended-lunge"]


async def test_the_form_goes_when_it_is_saved_whatever_was_opened_over_it_meanwhile(home: Path) -> None:
    disk = Waiting()
    async with form(home, disk=disk) as at:
        await takes(at, "desk", "extended-lunge")
        under = at.app.screen
        assert isinstance(under, EnterSession)
        await at.press("ctrl+s")
        await at.until(disk.asked.is_set)
        await at.press("ctrl+p")
        await at.until(lambda: at.app.screen is not under)
        over = at.app.screen
        disk.go_on.set()
        await at.until(lambda: not under.unsaved)
        assert at.app.screen is over
        await at.press("escape")
        await back_in_the_history(at, "Saved:")


class Waiting(RealDisk):
    """A disk that is slow until it is told to go on."""

    def __init__(self) -> None:
        self.asked, self.go_on = Event(), Event()

    def link(self, source: Path, target: Path) -> None:
        self.asked.set()
        self.go_on.wait(30)
        super().link(source, target)


async def test_a_click_takes_what_it_is_on(home: Path) -> None:
    async with form(home) as at:
        await at.press(*"hams")
        await at.sees("Gym hamstrings")
        await at.pilot.click(Matches, offset=(10, 1))
        await at.until(lambda: "stiff-leg-deadlift" in lines(at))


async def test_it_can_be_used_in_the_smallest_window(home: Path) -> None:
    async with form(home, size=(60, 16)) as at:
        await takes(at, "all seven", "extended-lunge")
        await at.press(*["tab"] * 6)
        focused = at.app.screen.focused
        assert focused is not None and focused.region.height == 3
        await at.until(lambda: at.app.screen.query_one("#lines").region.contains_region(focused.region))


def test_matches_have_every_word_and_begin_with_those_that_start_so() -> None:
    known = [
        Known("a", "Gym hamstrings", "routine"),
        Known("b", "Hamstrings at home", ""),
        Known("c", "Lunge", "Split"),
    ]
    assert [one.id for one in matching("hamst", known)] == ["b", "a"]
    assert [one.id for one in matching("split lun", known)] == ["c"]
    assert matching("squat", known) == [] and len(matching("", known)) == 3
