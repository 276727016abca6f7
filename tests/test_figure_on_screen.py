"""The figure on the screens: it moves with the rep, turns round with the legs, and stands still when asked to."""

from __future__ import annotations

from pathlib import Path

from pilots import Driver, program

from catalogue.loading import load_catalogue
from tui.choosing import plan_for
from tui.session import Plan
from tui.session.resolve import Wishes
from tui.settings import Settings
from tui.widgets.lines import Lines
from tui.widgets.preview import Preview

CATALOGUE = load_catalogue(None)
STILL = Settings(motion=False)


def paced(exercise: str) -> Plan:
    return plan_for([exercise], CATALOGUE, Wishes(pace="paced", sets=1, reps=(4, 4)))


def figure(at: Driver) -> str:
    """The dots in the sidebar, and nothing else."""
    text = at.app.screen.query_one("#today", Lines).text
    return "\n".join(
        "".join(char if "\u2800" <= char <= "\u28ff" else " " for char in line) for line in text.split("\n")
    )


async def frames(at: Driver, ms: int) -> list[str]:
    """The different pictures that are shown while time passes."""
    seen: list[str] = []
    for _ in range(ms // 100):
        await at.time(100, step=100)
        if not seen or figure(at) != seen[-1]:
            seen.append(figure(at))
    return seen


async def test_the_figure_moves_with_the_rep(home: Path) -> None:
    async with program(home, plan=paced("stiff-leg-deadlift")) as at:
        await at.press("n", "n")
        await at.until(lambda: "⣿" in figure(at))
        before = figure(at)
        at.clock.move(1500)
        await at.until(lambda: figure(at) != before)


async def test_asked_to_be_still_the_figure_changes_once_a_phase(home: Path) -> None:
    async with program(home, plan=paced("stiff-leg-deadlift"), settings=STILL) as at:
        await at.press("n", "n")
        phases = len(CATALOGUE.exercises["stiff-leg-deadlift"].phases)
        seconds = sum(phase.seconds for phase in CATALOGUE.exercises["stiff-leg-deadlift"].phases)
        assert len(await frames(at, int(seconds * 1000) - 100)) <= phases


async def test_the_figure_turns_round_when_the_legs_switch(home: Path) -> None:
    async with program(home, plan=paced("extended-lunge"), settings=STILL) as at:
        await at.press("n", "n")
        await at.time(5_000, step=1000)
        right = figure(at)
        await at.press("4", "enter", "n", "n", "n")
        await at.sees("LEFT leg · rep 0")
        await at.time(5_000, step=1000)
        assert figure(at).strip() and figure(at) != right


async def test_the_preview_shows_the_figure_beside_the_facts(home: Path) -> None:
    async with program(home) as at:
        await at.press(*["j"] * 4)
        await at.until(lambda: "⣿" in at.app.screen.query_one(Preview).text)
        before = at.app.screen.query_one(Preview).text
        at.clock.move(1500)
        await at.until(lambda: at.app.screen.query_one(Preview).text != before)


async def test_the_figure_gives_way_where_there_is_no_room(home: Path) -> None:
    async with program(home, plan=paced("stiff-leg-deadlift"), size=(70, 20)) as at:
        await at.press("n", "n")
        await at.sees("rep 0 / 4")
        assert at.app.screen.query_one("#today").display is False


async def test_every_bundled_exercise_has_a_figure(home: Path) -> None:
    async with program(home, settings=STILL, size=(120, 36)) as at:
        await at.press(*["j"] * 4)
        for name in [one.name for one in CATALOGUE.exercises.values()]:
            await at.sees(name)
            await at.until(lambda: "⣿" in at.app.screen.query_one(Preview).text)
            await at.press("j")
