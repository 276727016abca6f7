"""Memory stays flat through a session: nothing that is painted is kept for longer than a screen or two."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

import pytest
from pilots import Driver, program

from catalogue.loading import load_catalogue
from tui.runtime.selection import plan_for
from tui.session.resolve import Wishes
from tui.widgets.lines import SCREENFULS, Lines

MIB = 1024 * 1024
ALLOWED = 3 * MIB
"""5 % of what a session takes in all."""
STEP = 9_700
"""Milliseconds between two paintings, just no gap in time: it meets ever other instants of a rep."""


def held(at: Driver) -> int:
    """Bytes in use that were taken since the measuring began."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


async def minutes(at: Driver, count: int) -> None:
    for _ in range(count * 60_000 // STEP):
        at.clock.move(STEP)
        at.session.wake()
        await at.pilot.pause()


@pytest.mark.slow
async def test_a_paced_hour_ends_with_what_its_second_minute_had(home: Path) -> None:
    catalogue = load_catalogue(home)
    plan = plan_for(["single-leg-deadlift"], catalogue, Wishes(pace="paced", sets=50, rest=5000))
    async with program(home, plan=plan, size=(120, 36)) as at:
        await at.press("space")
        tracemalloc.start()
        try:
            await minutes(at, 2)
            second = held(at)
            await minutes(at, 58)
            grown = held(at) - second
        finally:
            tracemalloc.stop()
        running = at.session.running
        assert running is not None and not running.state.is_over
        assert grown < ALLOWED
        for widget in at.app.screen.query(Lines):
            assert len(widget._strips) <= SCREENFULS * widget.size.height
