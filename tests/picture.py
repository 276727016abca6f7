"""Draws the pictures of the README from the real program: `.venv/bin/python tests/picture.py`."""

from __future__ import annotations

import asyncio
import random
import tempfile
from pathlib import Path

from log_examples import a_set
from log_folder import log_of
from pilots import program

from catalogue.loading import load_catalogue
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.runtime.selection import plan_for
from tui.session.resolve import Wishes

PICTURES = Path(__file__).with_name("pictures")
SIZE, WIDE = (92, 26), (120, 36)


async def draw_session() -> str:
    """A set of the single-leg deadlift under way, paced, as an SVG."""
    catalogue = load_catalogue(None)
    wishes = Wishes(pace="paced", last_loads={"single-leg-deadlift": 8.0})
    plan = plan_for(["stiff-leg-deadlift", "single-leg-deadlift", "extended-lunge"], catalogue, wishes)
    with tempfile.TemporaryDirectory() as folder:
        async with program(Path(folder), plan=plan, size=SIZE) as at:
            await at.press("n", *["1", "0", "enter", "n"] * 3, "n", "n")
            await at.time(6_000 * 3 + 1_400, step=200)
            await at.sees("LOWER", "rep 3 / 10", "saved")
            return at.app.export_screenshot(title="repcue")


async def draw_history() -> str:
    """A year of made-up sessions, the newest one chosen, as an SVG."""
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths.under(Path(folder))
        for day in range(-362, 1):
            if day == 0 or random.Random(day).random() < 0.36:
                save(_session(day), paths, RealDisk())
        async with program(Path(folder), size=WIDE) as at:
            await at.press("h")
            await at.sees("1 of ", "rest/plan", "Extended Lunge")
            return at.app.export_screenshot(title="repcue")


def _session(day: int) -> Log:
    """A session so many days from the usual one, with more load the later it is."""
    chance = random.Random(day)
    load = 4.0 + (day + 362) // 60
    rows = []
    for number in range(1, 4 if day == 0 else chance.randint(1, 4) + 1):
        for side, least in (("right", 9), ("left", 8)):
            reps = chance.randint(least, 10)
            took = " ".join(f"{chance.uniform(5, 6) + rep / 8:.1f}" for rep in range(reps))
            own = {"set": number, "side": side, "load": load, "reps": reps, "rep_seconds": took, "rpe": 8.0}
            rows.append(a_set(**own, rest=chance.randint(58, 66), target_rest=60))
    rows += [
        a_set(exercise="extended-lunge", set=number, side=side, reps=8, target=8, load=None, load_counts=None)
        for number in range(1, chance.randint(1, 3) + 1)
        for side in ("right", "left")
    ]
    name = "Hamstrings at home" if chance.random() < 0.7 else "Desk break"
    own = {"name": name, "active_seconds": 300.0 * len(rows), "effort": chance.randint(13, 18) / 2}
    return log_of(day, *rows, **own, note="" if day else "Knee fine.")


def _write() -> None:
    PICTURES.mkdir(exist_ok=True)
    for name, draw in (("session", draw_session), ("history", draw_history)):
        (PICTURES / f"{name}.svg").write_text(asyncio.run(draw()))


if __name__ == "__main__":
    _write()
