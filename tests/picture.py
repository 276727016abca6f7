"""Draws the picture of the README from the real program: `python3 -m uv run python tests/picture.py`."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from pilots import program

from catalogue.loading import load_catalogue
from tui.choosing import plan_for
from tui.session.resolve import Wishes

PICTURE = Path(__file__).with_name("pictures") / "session.svg"
SIZE = (92, 26)


async def draw() -> str:
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


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(asyncio.run(draw()))
