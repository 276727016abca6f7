"""What can be read from across a room, and the bar that shows how long "slowly" still lasts."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pilots import program
from plans import BOTH_LEGS, PHASES, SINGLE_LEG, inputs, plan_of, plans
from rich.cells import cell_len
from test_snapshot import Gaps, reached

from tui.session import Plan
from tui.session.snapshot import snapshot
from tui.widgets.distance import distance
from tui.widgets.live_pane import PaneView
from tui.widgets.tempo import segment_sizes, tempo_bar
from tui.words.status import status_line


@given(plans(), inputs(), st.integers(60, 200), st.integers(16, 80))
def test_the_distance_view_fills_the_terminal_to_the_cell(plan: Plan, steps: Gaps, width: int, height: int) -> None:
    now = snapshot(reached(plan, steps))
    lines = distance(PaneView(now), width, height)
    assert len(lines) == height
    assert {sum(cell_len(text) for text, _ in line) for line in lines} == {width}
    assert "".join(text for text, _ in lines[0]).startswith(status_line(now)[: width - 2])


@given(st.lists(st.integers(200, 20_000), min_size=1, max_size=6), st.integers(40, 200))
def test_segments_are_in_proportion_and_fill_the_width(lasts: list[int], width: int) -> None:
    sizes = segment_sizes(lasts, width)
    assert min(sizes) >= 4
    if width * min(lasts) // sum(lasts) >= 4:
        assert sum(sizes) == width
        assert all(abs(size - width * ms / sum(lasts)) <= len(lasts) for size, ms in zip(sizes, lasts, strict=True))


def bar(number: int, left: int) -> tuple[str, str]:
    words, line = tempo_bar(PHASES, number, left, 48)
    return "".join(text for text, _ in words), "".join(text for text, _ in line)


def test_the_marker_travels_through_the_phase_at_hand() -> None:
    places = [bar(1, left)[1].index("●") for left in (3000, 2000, 1000, 1)]
    assert places == sorted(places) and places[0] == 0 and len(set(places)) == 4
    assert bar(3, 2000)[1].index("●") > places[-1]


def test_each_segment_is_headed_by_its_cue_and_breathing() -> None:
    assert bar(1, 3000)[0].split() == ["Lower", "·", "in", "Hold", "Rise", "·", "out"]


async def test_z_fills_the_screen_and_is_remembered(home: Path) -> None:
    async with program(home, plan=plan_of(SINGLE_LEG)) as at:
        await at.press("n", "space", "z")
        await at.sees("REPS   RIGHT LEG", "rep 1 / 10", "z near view")
        assert at.app.screen.query_one("#today").display is False
        await at.press("space", "space", "space", "space")
        await at.sees("SWITCH TO THE LEFT LEG")
        await at.press("escape", "d")
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n")
        await at.sees("REPS", "near view")
        await at.press("z")
        await at.sees("of 10 reps")


async def test_the_distance_view_survives_a_resize(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "z")
        await at.pilot.resize_terminal(200, 60)
        await at.until(lambda: at.text.count("█") > 1000)
        await at.pilot.resize_terminal(60, 16)
        await at.sees("rep 0 / 10", "REPS")
