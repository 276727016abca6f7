"""An exercise over time: charts, balance, records, and the way to a session and back."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from log_examples import STARTED, a_log, a_set
from pilots import Driver, program
from single_leg_logs import train
from textual_hires_canvas import Canvas

from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.log_model import LogSet
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.screens.base import RepcueScreen
from tui.screens.choosing.screen import ChoosingScreen
from tui.screens.exercise.screen import ExerciseScreen, open_exercise
from tui.screens.history.screen import HistoryScreen
from tui.settings import Settings
from tui.widgets.balance_bars import BalanceView
from tui.widgets.chart import Chart
from tui.widgets.curves import Curve, Curves
from tui.widgets.record_list import RecordsView
from tui.widgets.tabs import Tabs

EXERCISE = "single-leg-deadlift"
ADVICE = "Start with the LEFT leg and let it set the number."


def keep(home: Path, day: int, *sets: LogSet, **changes: object) -> Path:
    """Save a session so many days after the usual one."""
    started = STARTED + timedelta(days=day)
    log = a_log(*sets, id=f"day-{day}", started=started, finished=started, **changes)
    return save(log, Paths.under(home), RealDisk())


async def opened(at: Driver, exercise: str = EXERCISE) -> None:
    screen = at.app.screen
    assert isinstance(screen, RepcueScreen)
    open_exercise(screen, exercise)
    await at.until(lambda: isinstance(at.app.screen, ExerciseScreen))


def drawn(at: Driver) -> list[str]:
    """What each chart shows, without those that are hidden."""
    charts = [chart for chart in at.app.screen.query(Chart) if chart.display]
    canvases = [canvas for chart in charts for canvas in chart.query("#plot").results(Canvas)]
    return ["\n".join(each.render_line(y).text for y in range(each.size.height)) for each in canvases]


async def test_without_colours_the_charts_are_drawn_all_the_same(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    train(Paths.under(home), (8, 10), (9, 12))
    async with program(home) as at:
        await opened(at)
        await at.until(lambda: drawn(at) and drawn(at)[0].strip())


async def test_a_chart_takes_all_its_room_from_the_first_moment(home: Path) -> None:
    train(Paths.under(home), (8, 10), (9, 12))
    async with program(home) as at:
        await opened(at)
        await at.until(lambda: drawn(at) and drawn(at)[0])
        first = next(iter(at.app.screen.query("#plot").results(Canvas)))
        await at.until(lambda: len(first.render_line(0).text.rstrip()) == first.size.width > 70)


async def test_each_leg_has_a_line_with_its_own_mark_and_its_name_in_the_legend(home: Path) -> None:
    train(Paths.under(home), (8, 10), (9, 12))
    async with program(home) as at:
        await opened(at)
        await at.sees("Best set, kg", "◀ LEFT 8 kg x 9", "▶ RIGHT 8 kg x 12", "2 sessions")
        await at.press("4")
        await at.sees("Reps  ◀ LEFT 9  ▶ RIGHT 12")
        await at.until(lambda: "◀" in drawn(at)[0] and "▶" in drawn(at)[0])


async def test_where_both_legs_did_the_same_one_mark_stands_for_both(home: Path) -> None:
    train(Paths.under(home), (8, 8), (9, 9))
    async with program(home) as at:
        await opened(at)
        await at.press("4")
        await at.sees("◆ same")
        await at.until(lambda: drawn(at)[0].count("◆") == 2)
        assert "▶" not in drawn(at)[0]


async def test_keys_digits_and_clicks_change_the_chart(home: Path) -> None:
    train(Paths.under(home), (8, 10), (9, 12))
    async with program(home) as at:
        await opened(at)
        await at.sees("▸1 Best set")
        await at.press("right")
        await at.sees("▸2 Volume load", "Volume load, kg")
        await at.press("left", "left")
        await at.sees("▸4 Reps")
        await at.press("3")
        await at.sees("e1RM, kg  ◀ LEFT 10.4 kg")
        await at.pilot.click(Tabs, offset=(4, 0))
        await at.sees("▸1 Best set")


async def test_a_wide_window_has_two_charts_side_by_side(home: Path) -> None:
    train(Paths.under(home), (8, 10), (9, 12))
    async with program(home, size=(120, 36)) as at:
        await opened(at)
        await at.sees("Best set, kg", "Volume load, kg", "▸1 Best set ▸2 Volume load")
        await at.until(lambda: len(drawn(at)) == 2)


async def test_fewer_than_two_sessions_say_what_will_be_here(home: Path) -> None:
    async with program(home) as at:
        await opened(at)
        await at.sees("No session of it yet", "With the second session there are charts")
        train(Paths.under(home), (8, 10))
        await at.press("escape")
        await opened(at)
        await at.sees("One session so far", "heaviest 8 kg x 10")
        assert not drawn(at)


async def test_three_sessions_with_a_gap_give_the_advice_and_a_bar_each(home: Path) -> None:
    train(Paths.under(home), (9, 12), (9, 12), (9, 12))
    async with program(home, size=(120, 36)) as at:
        await opened(at)
        await at.sees(ADVICE, "Weaker: LEFT; the gap stays as it is.")
        bars = [line for line in at.app.screen.query_one(BalanceView).text.splitlines() if "■│" in line]
        assert len(bars) == 3
        assert all("◀" in bar and " 25 %" in bar and "12" in bar for bar in bars)


async def test_an_exercise_without_sides_has_no_balance(home: Path) -> None:
    for day in (0, 1):
        keep(home, day, a_set(reps=10 + day))
    async with program(home) as at:
        await opened(at)
        await at.sees("11 reps @ 8 kg")
        assert not at.app.screen.query_one(BalanceView).display
        await at.until(lambda: drawn(at) and "●" in drawn(at)[0])


async def test_timed_sets_have_charts_of_seconds(home: Path) -> None:
    for day in (0, 1):
        keep(home, day, a_set(reps=None, target=None, load=None, target_seconds=30.0, seconds=30.0 + day))
    async with program(home) as at:
        await opened(at)
        await at.sees("▸1 Longest hold", "2 Time held", "● 31 s", "longest hold")


async def test_enter_goes_to_the_session_of_the_record_and_back(home: Path) -> None:
    paths = train(Paths.under(home), (8, 12), (8, 10), (8, 9))
    async with program(home, size=(120, 36)) as at:
        await opened(at)
        await at.sees("heaviest load    8 kg x 12, RIGHT")
        record = at.app.screen.query_one(RecordsView).chosen
        assert record is not None and record.path == paths[0]
        await at.press("enter")
        await at.until(lambda: isinstance(at.app.screen, HistoryScreen))
        await at.sees("▸ 22 Nov 26")
        await at.press("escape")
        await at.until(lambda: isinstance(at.app.screen, ExerciseScreen))


async def test_from_the_history_a_record_leads_back_to_the_same_history(home: Path) -> None:
    train(Paths.under(home), (8, 12), (8, 10))
    async with program(home, size=(120, 36)) as at:
        await at.press("h")
        await at.sees("▸ 23 Nov 26")
        history = at.app.screen
        await opened(at)
        await at.sees("heaviest load")
        await at.press("enter")
        await at.until(lambda: at.app.screen is history)
        await at.sees("▸ 22 Nov 26")


async def test_a_click_on_a_record_moves_there_and_the_next_one_opens_it(home: Path) -> None:
    for day, (load, reps) in enumerate([(8.0, 12), (9.0, 8)]):
        keep(home, day, a_set(load=load, reps=reps))
    async with program(home) as at:
        await opened(at)
        await at.sees("▸ heaviest load    9 kg x 8")
        await at.pilot.click(RecordsView, offset=(10, 2))
        await at.sees("▸ most reps")
        await at.pilot.click(RecordsView, offset=(10, 2))
        await at.until(lambda: isinstance(at.app.screen, HistoryScreen))


async def test_a_small_window_shows_charts_or_numbers(home: Path) -> None:
    train(Paths.under(home), (8, 10), (9, 12))
    async with program(home, size=(60, 16)) as at:
        await opened(at)
        await at.sees("Best set, kg", "tab numbers")
        assert "enter session" not in at.text
        await at.press("tab")
        await at.sees("tab charts", "enter session", "Left and right")
        await at.until(lambda: not at.app.screen.query_one(Tabs).region)


async def test_the_formula_is_cited(home: Path) -> None:
    async with program(home) as at:
        await opened(at)
        await at.sees("e1RM: Epley, load x (1 + reps/30), sets of 10 reps or fewer")


async def test_loads_are_shown_in_the_unit_of_the_settings(home: Path) -> None:
    train(Paths.under(home), (8, 10), (9, 12))
    async with program(home, settings=Settings(unit="lb")) as at:
        await opened(at)
        await at.sees("Best set, lb", "RIGHT 17.64 lb x 12")


async def test_names_from_files_are_only_text(home: Path) -> None:
    name = "[red]of mine[/] [@click=app.exit]x[/]"
    for day in (0, 1):
        keep(home, day, a_set(exercise="of-mine", name=name))
    async with program(home, size=(120, 36)) as at:
        await opened(at, "of-mine")
        await at.sees(name)


async def test_charts_may_be_closed_while_they_open(home: Path) -> None:
    async with program(home) as at:
        for turns in range(8):
            chart = Chart()
            at.app.screen.mount(chart)
            for _ in range(turns):
                await asyncio.sleep(0)
            chart.remove()
        await at.until(lambda: not at.app.screen.query(Chart))


@pytest.mark.parametrize("loads", [(8.0, 8.0), (-20.0, 5.0), (1e-3, 1e6)], ids=str)
@pytest.mark.parametrize("days", [(date(1, 1, 1), date(9999, 12, 31)), (date(2026, 11, 22),) * 2], ids=str)
async def test_any_days_and_loads_are_drawn(home: Path, loads: tuple[float, float], days: tuple[date, date]) -> None:
    points = list(zip(days, loads, strict=True))
    async with program(home, size=(60, 16)) as at:
        chart = Chart()
        await at.app.screen.mount(chart)
        chart.show(Curves("Best set", "kg", (Curve(None, points, ""),)))
        await at.until(lambda: "●" in drawn(at)[0])


async def test_another_theme_draws_the_charts_anew(home: Path) -> None:
    train(Paths.under(home), (8, 10), (9, 12))
    async with program(home) as at:
        await opened(at)
        await at.until(lambda: drawn(at) and "◆" in drawn(at)[0])

        def colour() -> object:
            canvas = at.app.screen.query_one("#plot", Canvas)
            segments = [each for y in range(canvas.size.height) for each in canvas.render_line(y)]
            return next((each.style.color for each in segments if each.style and "◆" in each.text), None)

        before = colour()
        await at.press("ctrl+t")
        await at.until(lambda: colour() not in (None, before))


async def test_the_exercise_opens_from_choosing_but_a_routine_does_not(home: Path) -> None:
    async with program(home) as at:
        await at.sees("▸ Hamstrings at home")
        await at.press("x")
        assert "x progress" not in at.text
        await at.press("j", "j", "j", "j", "j")
        await at.sees("▸ Single-Leg Deadlift", "x progress")
        await at.press("x")
        await at.until(lambda: isinstance(at.app.screen, ExerciseScreen))
        await at.sees("No session of it yet")
        await at.press("escape")
        await at.until(lambda: isinstance(at.app.screen, ChoosingScreen))


START = """
import asyncio, sys
from pathlib import Path
from pilots import program

async def main() -> None:
    async with program(Path(sys.argv[1])) as at:
        await at.press("h")
        await at.sees("No sessions yet")
        await at.press("escape", "j", "j", "j", "j", "x")
        await at.sees("No session of it yet")
        print({"numpy", "textual_plot"} & set(sys.modules))

asyncio.run(main())
"""


def test_only_a_chart_loads_numpy(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START, home], cwd=Path(__file__).parent, capture_output=True, text=True, check=False
    )
    assert done.stdout == "set()\n", done.stderr
