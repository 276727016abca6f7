"""The history on the screen: the map, the list, the search, the chosen session, deleting and bringing back."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from log_examples import STARTED, a_log, a_set
from pilots import Driver, program
from plans import BOTH_LEGS, plan_of
from textual.widgets import Input

from catalogue.files.problems import Problem
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.log_model import LogSet
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.screens.ask import Ask
from tui.screens.exercise.screen import ExerciseScreen
from tui.screens.history.log_problems import ProblemList
from tui.screens.history.screen import HistoryScreen, progress_line
from tui.screens.mend.screen import MendScreen
from tui.screens.pager import Pager
from tui.screens.session.end_question import NOTHING_DONE
from tui.widgets.heat_map import HeatMap, day_at, last_year
from tui.widgets.past_session_frame import SessionView
from tui.widgets.session_list import SessionList

WIDE = (120, 36)
FIRST_LINE = "│ ▸ Sun 22 Nov 2026 Hamstrings at home 1 19 152 kg 23 7.5 │"


def saved(home: Path, days_ago: int = 0, sets: Sequence[LogSet] = (), **changes: object) -> Path:
    started = STARTED - timedelta(days=days_ago)
    whole = {"id": f"session-{days_ago}", "started": started, "finished": started + timedelta(minutes=25)} | changes
    return save(a_log(*sets, **whole), Paths.under(home), RealDisk())


async def opened(at: Driver, *words: str) -> HistoryScreen:
    """Open the history and wait until it agrees with the files."""
    await at.press("h")
    await at.until(lambda: isinstance(at.app.screen, HistoryScreen))
    screen = at.app.screen
    assert isinstance(screen, HistoryScreen)
    await at.until(lambda: screen.settled)
    await at.sees(*words)
    return screen


def listed(at: Driver) -> str:
    return at.app.screen.query_one(SessionList).text


def shown(at: Driver) -> str:
    return at.app.screen.query_one(SessionView).text


def chosen(at: Driver) -> str | None:
    row = at.app.screen.query_one(SessionList).chosen
    return row.id if row else None


async def test_the_newest_session_stands_first_with_its_sums(home: Path) -> None:
    saved(home, 1, name="Older")
    saved(home, 0, effort=7.5)
    async with program(home) as at:
        await opened(at, "Hamstrings at home")
        first, second = listed(at).splitlines()[2:4]
        assert first.split() == FIRST_LINE.split()
        assert "Older" in second
        assert "1 of 2" in listed(at)


async def test_the_map_says_in_words_what_the_year_came_to_and_other_years_are_a_key_away(home: Path) -> None:
    for days_ago in (0, 1, 400):
        saved(home, days_ago)
    async with program(home) as at:
        await opened(at, "Last 12 months: 2 sessions, 2 sets")
        await at.press("left_square_bracket")
        await at.sees("2025: 1 session, 1 set")
        await at.press("left_square_bracket", "right_square_bracket")
        await at.sees("Last 12 months")
        await at.press("end")
        await at.sees("2025: 1 session")


async def test_a_wide_window_shows_the_chosen_session_beside_the_list(home: Path) -> None:
    saved(home, 1, note="Left knee felt tight.")
    saved(home, 0)
    async with program(home, size=WIDE) as at:
        await opened(at, "Single-Leg Deadlift", "LEFT", "9 −1", "10 ✓", "1 of 2")
        await at.press("j")
        await at.sees("Left knee felt tight.")
        assert "9 −1" in shown(at)


async def test_in_a_narrow_window_enter_opens_the_session_and_escape_goes_back_step_by_step(home: Path) -> None:
    saved(home, 0)
    async with program(home) as at:
        screen = await opened(at, "Hamstrings")
        assert not screen.query_one(SessionView).display
        await at.press("enter")
        await at.until(lambda: screen.query_one(SessionView).display)
        await at.sees("9 (1 short)")
        assert not screen.query_one(HeatMap).parent.display  # type: ignore[union-attr]  # it has one
        await at.press("escape")
        await at.until(lambda: not screen.query_one(SessionView).display)
        await at.press("escape")
        await at.until(lambda: at.app.screen is not screen)


async def test_a_long_session_scrolls_and_another_one_starts_at_its_top(home: Path) -> None:
    saved(home, 1, [a_set(set=number) for number in range(1, 40)], name="Long")
    saved(home, 0, [a_set(set=number) for number in range(1, 40)])
    async with program(home) as at:
        await opened(at, "Hamstrings")
        await at.press("enter", "end")
        await at.until(lambda: "39 " in shown(at) and "22 Nov 2026" not in shown(at))
        await at.press("J")
        await at.until(lambda: "Long" in shown(at) and "21 Nov 2026" in shown(at))
        await at.press("K", "pagedown")
        await at.until(lambda: "Hamstrings" in shown(at) and "22 Nov 2026" not in shown(at))


async def test_search_narrows_list_and_map_as_one_types_and_escape_shows_all_again(home: Path) -> None:
    for days_ago in range(3):
        saved(home, days_ago)
    saved(home, 40, name="Lunges", routine=None, note="in the garden")
    async with program(home) as at:
        await opened(at, "1 of 4")
        await at.press("slash", *"garden")
        await at.sees("1 of 1 found", "Lunges", "1 session, 1 set found")
        assert "Hamstrings" not in listed(at)
        await at.press("enter", "j", "escape")
        await at.sees("1 of 4" if chosen(at) != "session-40" else "4 of 4")
        assert not at.app.screen.query("#search.-open")


async def test_in_the_search_the_bar_names_no_key_that_would_be_typed(home: Path) -> None:
    saved(home, 0)
    async with program(home, size=WIDE) as at:
        screen = await opened(at, "1 of 1")
        await at.press("enter", "slash", *"d")
        await at.until(lambda: screen.key_bar.text.strip() == "enter to the list  ↑↓ choose  esc clear the search")
        await at.press("enter")
        await at.until(lambda: "d delete" in screen.key_bar.text)
        assert screen.query("#search.-open")


async def test_whoever_comes_back_from_another_screen_is_not_in_the_search(home: Path) -> None:
    saved(home, 0)
    async with program(home) as at:
        screen = await opened(at, "1 of 1")
        await at.press("slash", "escape", "m")
        await at.until(lambda: isinstance(at.app.screen, MendScreen))
        await at.press("escape")
        await at.until(lambda: at.app.screen is screen)
        await at.press("d")
        await at.sees("In the trash")


async def test_search_takes_days_and_says_what_it_does_not_understand(home: Path) -> None:
    for days_ago in (0, 40, 400):
        saved(home, days_ago)
    async with program(home) as at:
        await opened(at, "1 of 3")
        await at.press("slash", *"since:2026")
        await at.sees("of 2 found")
        await at.press(*["backspace"] * 10, *"in:2")
        await at.sees("in: takes 2026", "1 of 3")
        await at.press(*"024 no such words")
        await at.sees("Nothing found", "esc clears the search")


async def test_the_cursor_stays_with_its_session_when_others_are_found(home: Path) -> None:
    for days_ago in range(5):
        saved(home, days_ago, name="Odd" if days_ago % 2 else "Even")
    async with program(home) as at:
        await opened(at, "1 of 5")
        await at.press("j", "j", "j", "slash", *"odd")
        await at.sees("2 of 2 found")
        assert chosen(at) == "session-3"


async def test_a_session_that_set_records_says_which(home: Path) -> None:
    saved(home, 1, [a_set(load=8.0)])
    saved(home, 0, [a_set(load=9.0)])
    async with program(home, size=WIDE) as at:
        await opened(at)
        await at.sees("★ Record: Single-Leg Deadlift: heaviest load 9 kg x")
        await at.press("j")
        await at.until(lambda: "21 Nov" in shown(at) and "plan" in shown(at))
        assert "Record" not in shown(at)


async def test_a_deleted_session_is_in_the_trash_and_can_be_brought_back(home: Path) -> None:
    for days_ago in range(3):
        path = saved(home, days_ago)
    async with program(home) as at:
        await opened(at, "1 of 3")
        assert "undo" not in at.app.screen.query_one("KeyBar").text  # type: ignore[attr-defined]  # it is one
        await at.press("j", "d")
        await at.sees("2 of 2", "In the trash; u brings it back: Hamstrings at home, Sat 21 Nov 2026")
        assert chosen(at) == "session-2"
        assert [one.name.partition("~")[2][:10] for one in Paths.under(home).trash.iterdir()] == ["2026-11-21"]
        await at.press("d")
        await at.sees("1 of 1")
        await at.press("u")
        await at.until(lambda: chosen(at) == "session-2")
        await at.press("u")
        await at.until(lambda: chosen(at) == "session-1")
        await at.sees("2 of 3", "Brought back")
    assert path.exists()


async def test_what_is_gone_from_the_trash_does_not_stand_in_the_way_of_an_older_undo(home: Path) -> None:
    for days_ago in range(3):
        saved(home, days_ago)
    async with program(home) as at:
        await opened(at, "1 of 3")
        await at.press("d")
        await at.sees("1 of 2")
        await at.press("d")
        await at.sees("1 of 1")
        (newest,) = Paths.under(home).trash.glob("*2026-11-21*")
        newest.unlink()
        await at.press("u")
        await at.sees("Not taken back")
        while "Brought back" not in at.text:  # a key does nothing while the files are looked at
            await at.press("u")
            await at.pilot.pause()
        await at.sees("of 2")


async def test_what_can_not_be_deleted_stays_and_says_why(home: Path) -> None:
    path = saved(home)
    async with program(home, disk=ReadOnly()) as at:
        await opened(at, "1 of 1")
        await at.press("d")
        await at.sees("Not deleted", "1 of 1")
    assert path.exists()


class ReadOnly(RealDisk):
    """A disk on which nothing can be put anywhere."""

    def link(self, source: Path, target: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    def replace(self, source: Path, target: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")


async def test_bad_files_are_one_line_that_opens_a_list_with_what_to_do(home: Path) -> None:
    path = saved(home)
    (path.parent / "2026-11-20_1200_\x1b[31m[bold]red.toml").write_text("name = \n")
    (path.parent / f"{path.stem}.sync-conflict-20261122.toml").write_text(path.read_text())
    (path.parent / "2026-11-19_1200_empty.toml").write_text("")
    async with program(home) as at:
        await opened(at, "! 3 files can't be read", "1 of 1")
        await at.press("exclamation_mark")
        await at.until(lambda: isinstance(at.app.screen, Pager))
        await at.sees("\\x1b[31m[bold]red.toml:", "sync or merge tool", "is empty")


async def test_a_log_that_can_not_be_found_is_looked_for_no_longer_than_one_reading(home: Path) -> None:
    (saved(home).parent / "2026-11-19_1200_bad.toml").write_text("nonsense")
    async with program(home) as at:
        screen = await opened(at, "! 1 file can't be read", "1 of 1")
        await at.press("exclamation_mark")
        await at.until(lambda: isinstance(at.app.screen, Pager))
        await at.press("e")
        await at.sees("repcue log edit")
        await at.press("enter")
        await at.until(lambda: at.app.screen is screen)
        await at.press("slash", *"hams")
        await at.sees("1 of 1 found")
        await at.press(*"trings")
        await at.until(lambda: screen.query_one("#search", Input).value == "hamstrings")
        await at.sees("1 of 1 found")


async def test_the_list_of_problems_lays_out_thousands_of_them_once(home: Path) -> None:
    laid_out: list[str] = []

    class Counted(Problem):
        def __str__(self) -> str:
            laid_out.append(self.path)
            return f"{self.path}:{self.line}: {self.message}"

    async with program(home) as at:
        at.app.push_screen(ProblemList([Counted(f"{n}.toml", 1, "", "is empty") for n in range(500)], None))
        await at.sees("▸ 0.toml:1: is empty", "  1.toml:1")
        before = len(laid_out)
        await at.press("j", "j")
        await at.sees("  1.toml:1", "▸ 2.toml:1")
        assert len(laid_out) - before < 10


async def test_text_of_logs_is_only_text(home: Path) -> None:
    name = "[/] [@click=app.quit]x[/] [bold]"
    rows = [a_set(exercise="mine", name=name)]
    saved(home, 0, rows, name=name, note=f"{name}\n{name}")
    async with program(home, size=WIDE) as at:
        await opened(at)
        await at.until(lambda: shown(at).count(name) == 4)
        await at.press("slash", *"[/]")
        await at.sees("1 of 1 found")


async def test_without_any_log_it_says_what_will_be_here_and_how_to_begin(home: Path) -> None:
    async with program(home) as at:
        await opened(at, "No sessions yet", "Every session you finish", "start it with enter")
        for key in ("enter", "d", "u", "j", "end", "J", "exclamation_mark", "left_square_bracket"):
            await at.press(key)
        await at.sees("No sessions yet")


async def test_a_session_that_runs_goes_on_under_the_history_where_nothing_is_changed(home: Path) -> None:
    path = saved(home)
    async with program(home, plan=plan_of(BOTH_LEGS, rest=30_000)) as at:
        await at.press("n", "enter")
        await at.sees("rest 0:30")
        await opened(at, "a session runs: rest 0:30", "1 of 1")
        await at.press("d")
        await at.time(10_000)
        await at.press("escape")
        await at.sees("rest 0:20")
    assert path.exists()


async def test_a_session_that_was_begun_over_the_history_is_not_taken_away_by_the_key_that_leads_there(
    home: Path,
) -> None:
    saved(home)
    async with program(home) as at:
        under = await opened(at, "1 of 1")
        sessions = at.app.sessions
        assert sessions is not None
        sessions.run(plan_of(BOTH_LEGS, rest=30_000))
        await at.begun()
        await at.press("n", "enter")
        await at.sees("rest 0:30")
        session = at.session
        over = await opened(at, "a session runs")
        assert over is not under and at.session is session
        await at.press("escape")
        await at.sees("rest 0:30")


async def test_leaving_the_program_from_the_history_asks_while_a_session_runs(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "space")
        await opened(at)
        await at.press("q")
        await at.until(lambda: isinstance(at.app.screen, Ask))
        assert at.app.screen_stack[-2] is at.app.session


async def test_leaving_the_program_from_the_history_with_nothing_done_asks_nothing(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n")
        await opened(at)
        await at.press("q")
        await at.until(lambda: not at.app.is_running)
        assert (at.app.return_code, at.app.last_words) == (0, NOTHING_DONE)


async def test_clicks_choose_sessions_and_days(home: Path) -> None:
    for days_ago in range(4):
        saved(home, days_ago)
    async with program(home) as at:
        screen = await opened(at, "1 of 4")
        await at.pilot.click(SessionList, offset=(10, 4))
        assert chosen(at) == "session-2"
        day = (STARTED - timedelta(days=1)).date()
        days = screen.heat_map.days
        assert days is not None and days.year == last_year(days.today)
        (place,) = [(x, y) for x in range(76) for y in range(8) if day_at(days, x, y, 76) == day]
        await at.pilot.click(HeatMap, offset=(place[0] + 2, place[1] + 1))
        assert chosen(at) == "session-1"
        await at.pilot.click(SessionList, offset=(10, 3))
        await at.until(lambda: screen.query_one(SessionView).display)


async def test_a_log_that_came_meanwhile_is_there_when_the_history_is_opened_again(home: Path) -> None:
    saved(home, 3)
    async with program(home) as at:
        await opened(at, "1 of 1")
        await at.press("escape")
        saved(home, 0)
        await opened(at, "1 of 2")
        assert chosen(at) == "session-0", "nobody had moved the cursor from the newest"


def test_progress_is_told_in_numbers_and_as_a_bar() -> None:
    words = "".join(text for text, _ in progress_line(3120, 10_000))
    assert words.startswith("Reading 3,120 of 10,000 logs ━━━━─")
    assert "─" not in "".join(text for text, _ in progress_line(7, 7))


async def test_an_exercise_of_the_session_opens_over_time_and_several_are_asked_about(home: Path) -> None:
    saved(home, 0, [a_set(exercise="extended-lunge"), a_set(exercise="mine", name="My own")])
    saved(home, 1, [a_set(exercise="extended-lunge")])
    async with program(home) as at:
        screen = await opened(at, "1 of 2")
        await at.press("x")
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.sees("1  Extended Lunge", "2  My own")
        await at.press("escape")
        await at.until(lambda: at.app.screen is screen)
        await at.press("j", "x")
        await at.until(lambda: isinstance(at.app.screen, ExerciseScreen))
        await at.sees("Extended Lunge")


async def test_another_screen_can_have_a_session_opened_whatever_was_searched(home: Path) -> None:
    for days_ago in range(3):
        path = saved(home, days_ago)
    saved(home, 30, name="Other")
    async with program(home) as at:
        screen = await opened(at, "1 of 4")
        await at.press("slash", *"other")
        await at.sees("1 of 1 found")
        screen.show_path(path)
        await at.until(lambda: screen.query_one(SessionView).display)
        await at.sees("Fri 20 Nov 2026")
        assert chosen(at) == "session-2"
