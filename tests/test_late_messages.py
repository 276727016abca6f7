"""What threads, timers and the journal have to say when the screen they speak to is covered, gone, or closing."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest
from openings import CHOOSING, OPENINGS, Opening, based, gone_through, shown
from pilots import Driver, logs, program
from plans import BOTH_LEGS, plan_of

from tui.logbook.journal.writer import Status
from tui.screens.ask import Ask
from tui.screens.base import RepcueScreen
from tui.screens.session.end_question import Closed, Ended
from tui.screens.session.screen import SessionScreen
from tui.screens.summary.screen import SummaryScreen


async def told(at: Driver, session: SessionScreen, log: Path) -> None:
    """Tell the session's screen and the app everything that may come late."""
    thread = Thread(target=lambda: session.told(Status(2, 1, "late")))
    thread.start()
    session.say("late")
    session.wake()
    session.post_message(Ended(log))
    session.post_message(Closed("late"))
    at.app._report("late")
    at.app.on_ended(Ended(log))
    at.app.on_closed(Closed("late"))
    for _ in range(3):
        await at.pilot.pause(0.01)
    thread.join()
    assert at.app._exception is None


async def a_session_done(at: Driver) -> SessionScreen:
    await at.until(lambda: at.app.sessions is not None)
    assert at.app.sessions is not None
    at.app.sessions.run(plan_of(BOTH_LEGS, sets=1, reps=1))
    await at.begun()
    session = at.session
    await at.press("n", "space")
    await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    return session


async def test_a_session_whose_summary_is_shown_may_be_spoken_to(home: Path) -> None:
    async with program(home) as at:
        session = await a_session_done(at)
        before = shown(at)
        await told(at, session, next((home / "data" / "logs").rglob("*.toml")))
        assert shown(at) == before
    assert len(logs(home)) == 1


async def test_a_session_that_is_gone_leaves_the_next_one_alone(home: Path) -> None:
    async with program(home) as at:
        session = await a_session_done(at)
        await at.press("escape")
        await at.until(lambda: shown(at) == CHOOSING)
        assert at.app.sessions is not None
        at.app.sessions.run(plan_of(BOTH_LEGS))
        await at.begun()
        running = at.session
        session.wake()
        session.post_message(Ended(Path("late")))
        session.post_message(Closed("late"))
        await at.pilot.pause(0.02)
        assert at.app.session is running and at.app.screen is running


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p", "h", "escape", "e"])
async def test_a_covered_session_may_be_spoken_to(key: str, home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=1)) as at:
        await at.press("n", "space")
        session = at.session
        await at.press(key)
        await at.until(lambda: at.app.screen is not session)
        session.told(Status(2, 1, "late"))
        session.say("late")
        session.wake()
        at.app._report("late")
        await at.pilot.pause(0.02)
        assert at.app._exception is None and session in at.app.screen_stack


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p", "h"])
async def test_a_gap_is_asked_about_over_whatever_covers_the_session(key: str, home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        session = at.session
        await at.press("n", key)
        await at.until(lambda: at.app.screen is not session)
        covering = at.app.screen
        at.clock.move(60_000)
        session.wake()
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.press("space")
        await at.until(lambda: at.app.screen is covering)


OF_THEIR_OWN = [one for one in OPENINGS if issubclass(one.stack[-1], RepcueScreen) and one.stack != one.base]


@pytest.mark.parametrize("opening", OF_THEIR_OWN, ids=lambda one: one.name)
async def test_what_a_thread_hands_to_a_screen_that_is_gone_comes_to_nothing(opening: Opening, home: Path) -> None:
    async with based(home, opening) as at:
        await gone_through(at, opening)
        screen = at.app.screen
        assert isinstance(screen, RepcueScreen)
        await at.press("escape")
        await at.until(lambda: not screen.is_attached)
        ran: list[str] = []
        await at.app.run_worker(lambda: screen.hand_over(ran.append, "late"), thread=True).wait()
        assert ran == [] and at.app._exception is None


async def test_what_a_thread_hands_over_while_the_program_closes_comes_to_nothing(home: Path) -> None:
    ran: list[str] = []
    closing = Event()
    async with program(home) as at:

        def work() -> None:
            closing.wait(20)
            at.app.hand_over(ran.append, "late")

        at.app.run_worker(work, thread=True)
        at.app.exit(0)
        closing.set()
        await at.pilot.pause(0.02)
    assert ran == [] and at.app._exception is None
    at.app._report("late")
    at.app._say("late")
