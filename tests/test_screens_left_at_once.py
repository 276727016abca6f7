"""A screen that is left as it opens never gets its parts: it must do without."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pilots import Driver, program
from plans import BOTH_LEGS, plan_of
from textual.screen import Screen

from catalogue.loading import load_catalogue
from tui.runtime.running_session import RunningSession
from tui.screens.ask import Answer, Ask
from tui.screens.enter.screen import EnterSession
from tui.screens.exercise.screen import ExerciseScreen
from tui.screens.help import help_page
from tui.screens.history.screen import HistoryScreen
from tui.screens.palette import Palette
from tui.screens.session.screen import SessionScreen
from tui.screens.session.set_correction import EditSets
from tui.session import FinishSet, Skip, State, begin, handle

PLAN = plan_of(BOTH_LEGS, sets=2)
STRIDE = 2
"""Turns of the event loop by which the instants lie apart at which a program is ended."""


def a_set_done() -> State:
    state, _ = handle(begin(PLAN, 0), Skip(), 1000)
    state, _ = handle(state, FinishSet(5), 2000)
    return state


def a_session(at: Driver) -> SessionScreen:
    app = at.app
    return SessionScreen(lambda told: RunningSession.start(PLAN, app.paths, app.disk, app.clock, "7f3a", told))


MAKE: dict[str, Callable[[Driver], Screen[Any]]] = {
    "a question": lambda at: Ask("Sure?", ["Quite?"], [Answer("yes", ("y",), "yes")]),
    "the correction of a set": lambda at: EditSets(a_set_done()),
    "the help": lambda at: help_page(at.app.keys_spelt, at.app.screen),
    "the history": lambda at: HistoryScreen(),
    "an exercise": lambda at: ExerciseScreen("single-leg-deadlift"),
    "the form of a session": lambda at: EnterSession(load_catalogue(at.app.paths.config), lambda path, undo: None),
    "the palette": lambda at: Palette(),
    "a session": a_session,
}


@pytest.mark.parametrize("name", MAKE)
async def test_a_screen_that_is_left_as_it_opens_does_no_harm(home: Path, name: str) -> None:
    async with program(home) as at:
        at.app.push_screen(MAKE[name](at))
        at.app.pop_screen()
        await at.press("ctrl+p", "escape", "j")
        await at.sees("▸ Gym hamstrings")


@pytest.mark.parametrize("name", MAKE)
async def test_a_program_that_ends_while_a_screen_opens_ends_well(home: Path, name: str) -> None:
    mounted, turns = False, 0
    while not mounted:
        async with program(home) as at:
            screen = MAKE[name](at)
            at.app.push_screen(screen)
            for _ in range(turns):
                await asyncio.sleep(0)
            mounted, turns = screen.is_mounted, turns + STRIDE
            at.app.exit(0)
        assert (at.app.failed, at.app.return_code) == (False, 0)


async def test_a_thread_of_a_screen_that_is_gone_finds_the_app(home: Path) -> None:
    async with program(home) as at:
        screen = HistoryScreen()
        await at.app.push_screen(screen)
        await at.app.pop_screen()
        found = asyncio.get_running_loop().run_in_executor(None, lambda: screen.repcue)
        assert await found is at.app
