"""The distance view in every state of a session: what is big, what is said in plain words, and that it survives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pilots import Driver, program
from plans import BOTH_LEGS, LUNGE, plan_of

from tui.session import End, Plan, begin, handle
from tui.session.plan import Pace
from tui.session.snapshot import snapshot
from tui.widgets.big import big
from tui.widgets.distance import distance
from tui.widgets.lines import Lines
from tui.widgets.live_pane import PaneView, Saved

SIZES = ((80, 24), (200, 60))
LEAST = (60, 16)


def lunges(pace: Pace) -> Plan:
    return plan_of(LUNGE, sets=2, reps=2, rest=75_000, pace=pace)


def shown(at: Driver) -> str:
    return at.app.screen.query_one("#pane", Lines).text


def shouted(text: str, word: str) -> bool:
    """Whether the word stands there in letters of blocks, of whatever size, one row under the other."""
    rows = [row.strip() for row in text.split("\n")]
    for scale in range(1, 8):
        letters = [row.strip() for row in big(word, scale)]
        if any(rows[at : at + len(letters)] == letters for at in range(len(rows))):
            return True
    return False


async def is_read_from_afar(at: Driver, plain: str, word: str, said: str) -> None:
    """The plain line, the big word, the same in plain words, what comes next; half of the rows are big."""
    await at.until(lambda: shown(at).startswith(plain))
    text, rows = shown(at), at.app.size.height
    assert shouted(text, word), f"{word} is not big:\n{text}"
    assert said in text
    assert "Next: " in text
    assert sum("█" in row for row in text.split("\n")) >= rows / 2


async def comes_back(at: Driver, size: tuple[int, int]) -> None:
    """Neither a look from near nor a window that shrinks and grows changes anything."""
    before = shown(at)
    await at.press("z")
    await at.until(lambda: shown(at).startswith("┌"))
    await at.press("z")
    await at.until(lambda: shown(at) == before)
    await at.pilot.resize_terminal(*LEAST)
    await at.until(lambda: max(map(len, shown(at).split("\n"))) == LEAST[0])
    assert "█" in shown(at) and "Next: " in shown(at)
    await at.pilot.resize_terminal(*size)
    await at.until(lambda: shown(at) == before)


@pytest.mark.parametrize("size", SIZES)
async def test_self_paced_the_leg_the_pause_the_switch_and_the_rest_are_read_from_afar(
    home: Path, size: tuple[int, int]
) -> None:
    async with program(home, plan=lunges("self-paced"), size=size) as at:
        await at.press("z")
        await is_read_from_afar(at, "set 1 of 2 · RIGHT leg · set-up 1 of 2", "SET-UP", "SET-UP Stand tall.")
        await comes_back(at, size)
        await at.press("n", "space")
        await is_read_from_afar(at, "set 1 of 2 · RIGHT leg · rep 1 / 2", "RIGHT", "REPS   RIGHT LEG")
        await comes_back(at, size)
        await at.press("p")
        await is_read_from_afar(at, "PAUSED · set 1 of 2 · RIGHT leg · rep 1 / 2", "PAUSED", "RIGHT LEG")
        await comes_back(at, size)
        await at.press("p", "space")
        await is_read_from_afar(at, "SWITCH LEGS · set 1 of 2 · LEFT leg · 0:05", "LEFT", "SWITCH TO THE LEFT LEG")
        await comes_back(at, size)
        await at.press("n", "n")
        await is_read_from_afar(at, "set 1 of 2 · LEFT leg · rep 0 / 2", "LEFT", "REPS   LEFT LEG")
        await at.press("2", "enter")
        await is_read_from_afar(at, "rest 1:15 · next set 2 of 2", "REST", "REST")
        await comes_back(at, size)
        await at.time(34_000)
        await is_read_from_afar(at, "rest 0:41", "REST", "REST")
        assert shouted(shown(at), "41")


@pytest.mark.parametrize("size", SIZES)
async def test_paced_the_countdown_and_every_phase_are_read_from_afar(home: Path, size: tuple[int, int]) -> None:
    async with program(home, plan=lunges("paced"), size=size) as at:
        await at.press("z", "n")
        await is_read_from_afar(at, "set 1 of 2 · RIGHT leg · get ready 0:03", "READY", "GET READY   RIGHT LEG")
        await comes_back(at, size)
        await at.press("n")
        for cue, lasts in (("LOWER", 3_000), ("HOLD", 1_000), ("RISE", 2_000)):
            await is_read_from_afar(at, "set 1 of 2 · RIGHT leg · rep 0 / 2", cue, f"{cue}   RIGHT LEG")
            await comes_back(at, size)
            await at.time(lasts)
        await is_read_from_afar(at, "set 1 of 2 · RIGHT leg · rep 1 / 2", "LOWER", "LOWER   RIGHT LEG")
        await at.time(6_000)
        await is_read_from_afar(at, "SWITCH LEGS · set 1 of 2 · LEFT leg · 0:05", "LEFT", "SWITCH TO THE LEFT LEG")


@pytest.mark.parametrize("size", [*SIZES, LEAST])
async def test_an_arrow_points_to_the_side_of_the_leg_at_work(home: Path, size: tuple[int, int]) -> None:
    async with program(home, plan=lunges("self-paced"), size=size) as at:
        await at.press("z", "n")
        await at.until(lambda: "rep 0 / 2" in shown(at))
        assert digits_stand(at, "0") == "left of the arrow"
        await at.press("2", "enter", "n", "n")
        await at.until(lambda: "LEFT leg · rep 0 / 2" in shown(at))
        assert digits_stand(at, "0") == "right of the arrow"


def digits_stand(at: Driver, digits: str) -> str:
    """Where the digits' first row ends: before anything of the arrow begins, or after it."""
    rows = shown(at).split("\n")[1:]
    blocks = [row for row in rows if "█" in row]
    first = blocks[0]
    widest = max(blocks[: len(blocks) // 2], key=lambda row: len(row.strip()))
    return "left of the arrow" if first.index("█") == widest.index("█") else "right of the arrow"


async def test_a_word_that_can_not_be_drawn_leaves_its_room_to_the_digits(home: Path) -> None:
    phases = (replace(BOTH_LEGS.phases[0], cue="Опустись"), *BOTH_LEGS.phases[1:])
    async with program(home, plan=plan_of(replace(BOTH_LEGS, phases=phases), pace="paced")) as at:
        await at.press("z", "n", "n")
        await at.until(lambda: "ОПУСТИСЬ" in shown(at))
        assert sum("█" in row for row in shown(at).split("\n")) == 15


async def test_in_the_smallest_window_a_rest_still_says_all_of_what_comes_next(home: Path) -> None:
    longer = replace(LUNGE, name="Extended Lunge with a Twist")
    async with program(home, plan=plan_of(longer, reps=1), size=LEAST) as at:
        await at.press("z", "n", "space", "n", "n", "space")
        await at.until(lambda: shown(at).startswith("rest 1:00"))
        assert shouted(shown(at), "REST") and "Twist · set 2 of 2" in shown(at) and "RIGHT leg first" in shown(at)


def test_a_session_that_is_done_shows_no_number_and_says_why_it_is_not_saved() -> None:
    state, _ = handle(begin(lunges("paced"), 0), End(), 1000)
    view = PaneView(snapshot(state), saved=Saved(error="No space left on device"))
    text = "\n".join("".join(part for part, _ in line) for line in distance(view, 80, 22))
    assert shouted(text, "DONE") and "NOT SAVED: No space left on device" in text
    assert sum("█" in row for row in text.split("\n")) == 5


def test_digits_give_way_to_a_long_set_up_rather_than_be_cut() -> None:
    long = replace(LUNGE, setup=(replace(LUNGE.setup[0], text="Stand tall. " * 35),))
    lines = distance(PaneView(snapshot(begin(plan_of(long), 0))), 60, 14)
    text = " ".join("".join(part for line in lines for part, _ in (*line, (" ", ""))).split())
    assert "█" not in text and text.count("Stand tall.") == 35 and "Next: " in text
