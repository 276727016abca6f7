"""With `first = "weaker"` the leg that lagged three sessions in a row begins, however the session is started."""

from __future__ import annotations

from pathlib import Path

from commands import invoke, write
from pilots import program
from single_leg_logs import train

from tui.machine.paths import Paths
from tui.settings import Settings

LAGS = (9, 12), (9, 12), (9, 12)
"""The left leg, which is not the one that the exercise itself begins with."""


def test_as_lines_of_text(home: Path) -> None:
    paths = Paths.under(home)
    train(paths, *LAGS)
    command = ("run", "single-leg-deadlift", "--plain", "--sets", "1")
    assert "Left leg. 5 reps." not in invoke(home, *command, typed="\n\n").stdout
    write(paths.settings, 'first = "weaker"\n')
    assert "Left leg. 5 reps." in invoke(home, *command, typed="\n\n").stdout


async def test_from_the_screen(home: Path) -> None:
    train(Paths.under(home), *LAGS)
    async with program(home, settings=Settings(first="weaker")) as driver:
        (entry,) = (entry for entry in driver.app.entries if entry.id == "single-leg-deadlift")
        driver.app.start([entry])
        await driver.begun()
        await driver.sees("LEFT leg")
