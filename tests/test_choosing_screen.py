"""Choosing: the sidebar, the preview, today's session, search, problems, and a second instance."""

from __future__ import annotations

import errno
from datetime import UTC, datetime
from pathlib import Path

from pilots import Driver, TestClock, logs, program
from plans import BOTH_LEGS, plan_of

from tui.logbook.disk.calls import RealDisk
from tui.logbook.disk.lock import SessionLock
from tui.machine.paths import Paths
from tui.program.app import RepcueApp
from tui.screens.ask import Ask
from tui.screens.pager import Pager
from tui.screens.session.screen import SessionScreen
from tui.settings import Settings
from tui.widgets.preview import Preview
from tui.widgets.sidebar import Sidebar

ROUTINE = """
schema = 1
id = "mine"
name = "[/] mine"
[[blocks]]
exercise = "stiff-leg-deadlift"
"""


def write(home: Path, name: str, text: str) -> None:
    path = home / "config" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


async def test_routines_come_first_then_exercises_by_level(home: Path) -> None:
    async with program(home) as at:
        await at.sees("ROUTINES", "ADVANCED")
        sidebar = at.app.screen.query_one(Sidebar).text
    places = [
        sidebar.index(word) for word in ("ROUTINES", "Hamstrings at home", "BEGINNER", "INTERMEDIATE", "ADVANCED")
    ]
    assert places == sorted(places)


async def test_the_preview_tells_all_about_the_highlighted_exercise(home: Path) -> None:
    async with program(home, size=(120, 40)) as at:
        await at.press(*["j"] * 5)
        await at.sees("Set up", "Each rep", "Lower (in)", "3 x 10 a side", "3-1-2-0", "legs switch every 5 reps")


async def test_a_preview_longer_than_the_window_can_be_paged(home: Path) -> None:
    async with program(home) as at:
        await at.press(*["j"] * 8)
        await at.sees("pgdn for more")
        before = at.app.screen.query_one(Preview).text
        await at.press("pagedown")
        await at.until(lambda: at.app.screen.query_one(Preview).text != before)


async def test_today_is_put_together_reordered_and_run_in_that_order(home: Path) -> None:
    async with program(home) as at:
        await at.press(*["j"] * 4, "space", "j", "space")
        await at.sees("Today: 2 chosen · 2 exercises", "①", "②")
        await at.press("K", "s")
        await at.begun()
        running = at.session.running
        assert running is not None
        names = [movement.id for movement in running.state.plan.movements]
    assert names == ["single-leg-deadlift", "stiff-leg-deadlift"]


async def test_dropping_from_today_forgets_it(home: Path) -> None:
    async with program(home) as at:
        await at.press("space")
        await at.sees("Today: 1 chosen", "drop from today")
        await at.press("space")
        await at.until(lambda: "Today" not in at.text)


async def test_search_narrows_the_list_and_escape_shows_all_again(home: Path) -> None:
    async with program(home) as at:
        await at.press("slash", *"lunge")
        await at.until(lambda: "Desk break" not in at.app.screen.query_one(Sidebar).text)
        await at.press("enter", "enter")
        await at.begun()
        running = at.session.running
        assert running is not None and running.state.plan.name == "Extended Lunge"


async def test_whoever_comes_back_from_another_screen_is_not_in_the_search(home: Path) -> None:
    async with program(home) as at:
        screen = at.app.screen
        await at.press("slash", "escape", "h")
        await at.until(lambda: at.app.screen is not screen)
        await at.press("escape")
        await at.until(lambda: at.app.screen is screen)
        await at.press("space")
        await at.sees("Today: 1 chosen")


async def test_escape_closes_the_search(home: Path) -> None:
    async with program(home) as at:
        await at.press("slash", *"xyz")
        await at.sees("NOTHING FOUND", "to the list")
        assert "add to today" not in at.text
        await at.press("escape")
        await at.sees("Hamstrings at home")


async def test_a_broken_file_is_named_and_everything_else_is_there(home: Path) -> None:
    write(home, "routines/mine.toml", ROUTINE)
    write(home, "routines/broken.toml", ROUTINE.replace("mine", "broken").replace("stiff-leg", "stif-leg"))
    async with program(home, size=(120, 36)) as at:
        await at.sees("! 1 problem in your files", "[/] mine")
        await at.press("exclamation_mark")
        await at.until(lambda: isinstance(at.app.screen, Pager))
        await at.sees("broken.toml", "stiff-leg-deadlift")


async def test_help_names_every_key_of_the_place_first(home: Path) -> None:
    async with program(home) as at:
        await at.press("question_mark")
        await at.until(lambda: isinstance(at.app.screen, Pager))
        await at.sees("Choosing", "Start the highlighted routine or exercise.")
        await at.press("escape")
        await at.until(lambda: not isinstance(at.app.screen, Pager))


async def test_the_settings_change_a_key_everywhere_it_is_shown(home: Path) -> None:
    settings = Settings(keymap={"choosing.start": "f5"})
    async with program(home, settings=settings) as at:
        await at.sees("f5 start")
        await at.press("f5")
        await at.begun()


async def test_the_light_theme_is_one_key_away(home: Path) -> None:
    async with program(home) as at:
        await at.press("ctrl+t")
        assert at.app.theme == "textual-light"


async def test_the_palette_offers_what_works_now(home: Path) -> None:
    async with program(home) as at:
        titles = [command.title for command in at.app.get_system_commands(at.app.screen)]
        assert "start (enter)" in titles
        assert not any(title.startswith("start today") for title in titles)


async def test_a_palette_that_is_left_while_it_opens_does_no_harm(home: Path) -> None:
    async with program(home) as at:
        at.app.action_command_palette()
        at.app.pop_screen()
        await at.pilot.pause()
        await at.press("ctrl+p", "escape", "j")
        await at.sees("▸ Gym hamstrings")


async def test_a_click_highlights_and_a_second_click_starts(home: Path) -> None:
    async with program(home) as at:
        await at.pilot.click("#sidebar", offset=(5, 3))
        await at.sees("▸ All seven")
        await at.pilot.click("#sidebar", offset=(5, 3))
        await at.begun()


async def test_a_session_that_runs_elsewhere_is_not_started_twice(home: Path) -> None:
    elsewhere = SessionLock(Paths.under(home).session_lock)
    assert elsewhere.acquire(datetime(2026, 11, 22, 18, 5, tzinfo=UTC))
    async with program(home) as at:
        await at.press("enter")
        await at.sees("a session runs elsewhere")
        assert at.app.session is None
    elsewhere.release()


async def left_unfinished(home: Path) -> None:
    """A session of four reps whose program went away without a word."""
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1)) as at:
        await at.press("n", *["space"] * 4)
        running = at.session.running
        assert running is not None
        running.leave(5)


async def test_an_unfinished_session_is_carried_on_paused_where_it_stopped(home: Path) -> None:
    await left_unfinished(home)
    async with program(home) as at:
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.press("enter")
        await at.begun()
        await at.sees("PAUSED · set 1 of 1 · rep 4 / 10")
        await at.press("space", *["space"] * 6)
        await at.until(lambda: logs(home))
    assert [row.reps for row in logs(home)[0].sets] == [10]


async def test_an_unfinished_session_can_be_saved_as_it_is(home: Path) -> None:
    await left_unfinished(home)
    async with program(home) as at:
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.press("s")
        await at.until(lambda: logs(home))
    (log,) = logs(home)
    assert (log.outcome, log.sets[0].reps) == ("recovered", 4)


async def test_an_unfinished_session_put_off_is_offered_again(home: Path) -> None:
    await left_unfinished(home)
    for _ in range(2):
        async with program(home) as at:
            await at.until(lambda: isinstance(at.app.screen, Ask))
            await at.press("escape")
            await at.until(lambda: not isinstance(at.app.screen, Ask))


async def test_a_journal_that_cannot_be_read_is_named_and_kept(home: Path) -> None:
    journal = Paths.under(home).journals / "2026-11-22T180533-7f3a.journal"
    journal.parent.mkdir(parents=True)
    journal.write_bytes(b"\0" * 40)
    async with program(home, size=(120, 36)) as at:
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.sees("A damaged journal", "its first line is damaged")
        await at.press("escape")
    assert journal.exists()


async def test_last_time_is_shown_before_it_is_done_again(home: Path) -> None:
    async with program(home) as at:
        await at.press(*["j"] * 4, "enter")
        await at.begun()
        await at.press("n", "1", "2", "enter", "n", "n", "1", "2", "enter", "escape", "s")
        await at.until(lambda: logs(home))
        await at.until(lambda: at.app.session is None or not at.app.session.running)
        await at.press("escape")
        await at.sees("Last time", "12")


async def test_starting_twice_at_once_starts_one_session(home: Path) -> None:
    async with program(home) as at:
        await at.press("enter", "enter")
        await at.begun()
        await at.pilot.pause(0.1)
        assert sum(isinstance(screen, SessionScreen) for screen in at.app.screen_stack) == 1
        assert len(list((home / "state" / "journals").iterdir())) == 1


async def test_keys_pressed_before_everything_is_loaded_wait_for_what_was_left_unfinished(home: Path) -> None:
    await left_unfinished(home)
    app = RepcueApp(Paths.under(home), Settings())
    async with app.run_test() as pilot:
        await pilot.press("enter")
        at = Driver(app, pilot, TestClock())
        await at.until(lambda: isinstance(app.screen, Ask))
        assert app.session is None


async def test_a_journal_that_can_not_be_opened_again_does_not_stop_the_others(home: Path) -> None:
    await left_unfinished(home)
    async with program(home, disk=Unreadable()) as at:
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.press("enter")
        await at.until(lambda: not isinstance(at.app.screen, Ask))
        await at.press("enter")
        await at.until(lambda: at.app.session is not None)


class Unreadable(RealDisk):
    """A disk that reads a journal once."""

    def read(self, path: Path) -> bytes:
        if path.suffix == ".journal" and path in self.__dict__.setdefault("seen", set()):
            raise OSError(errno.EIO, "Input/output error")
        self.__dict__.setdefault("seen", set()).add(path)
        return super().read(path)
