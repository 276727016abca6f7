"""The figure on the screens: it moves with the rep, turns round with the legs, and stands still when asked to."""

from __future__ import annotations

import re
from pathlib import Path

from commands import write
from pilots import Driver, program
from terminal import Terminal, repcue

from catalogue import bundled
from catalogue.loading import load_catalogue
from tui.runtime.selection import plan_for
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
    return dots(at.app.screen.query_one("#today", Lines).text)


def dots(text: str) -> str:
    """The dots of a text, and nothing else."""
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
            await at.until(lambda: dots(at.app.screen.query_one(Preview).text).strip() != "")
            await at.press("j")


NAME = "stiff-leg-deadlift"
PAINTING = re.compile(rb"\x1b\[\?2026h(.*?)\x1b\[\?2026l", re.DOTALL)
DOT = re.compile("[\u2801-\u28ff]")


def in_a_rep(home: Path, seconds: float, **env: str) -> Terminal:
    """The program at the beginning of a paced rep whose every phase lasts so long."""
    text = (bundled.FOLDER / "exercises" / f"{NAME}.toml").read_text(encoding="utf-8")
    write(home / "config" / "exercises" / f"{NAME}.toml", re.sub(r"(?m)^seconds = .*$", f"seconds = {seconds}", text))
    at = Terminal(repcue("run", NAME, "--paced", "--reps", "4"), env={"REPCUE_HOME": str(home), **env})
    at.wait_for("set-up 1 of")
    at.send("n")
    at.wait_for("get ready")
    at.send("n")
    at.wait_for("rep 0 / 4")
    return at


def paintings(at: Terminal, rep: int) -> int:
    """How often the figure is painted until so many reps are counted."""
    begins = len(at.output)
    at.wait_for(f"rep {rep} / 4")
    painted = PAINTING.findall(bytes(at.output[begins:]))
    return sum(DOT.search(one.decode("utf-8", "replace")) is not None for one in painted)


def test_a_terminal_that_wants_no_animations_has_the_figure_painted_once_a_phase(home: Path) -> None:
    with in_a_rep(home, 0.6, TEXTUAL_ANIMATIONS="none") as at:
        # A hold begins where the phase before it ended: there is nothing to paint.
        poses = {phase.pose for phase in CATALOGUE.exercises[NAME].phases}
        # The first or the last painting may fall outside what was read between the two words.
        assert abs(paintings(at, 2) - 2 * len(poses)) <= 1


def test_in_a_phase_of_three_seconds_the_figure_is_seen_to_move(home: Path) -> None:
    with in_a_rep(home, 3) as at:
        at.wait_for("Step 1 of")
        seen = set[str]()

        def enough(text: str) -> bool:
            seen.add(dots(text))
            return len(seen) >= 5 or "Step 2 of" in text

        at.wait(enough)
        assert len(seen) >= 5
