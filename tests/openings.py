"""How every screen, dialog and form of the program is opened, and where each of its keys that leads on leads to."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from log_examples import a_log, a_set
from pilots import Driver, TestClock, program
from plans import BOTH_LEGS, plan_of
from textual.screen import Screen

import tui
import tui.screens
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.runtime.running_session import RunningSession
from tui.screens.ask import Ask
from tui.screens.base import RepcueScreen
from tui.screens.choosing.screen import ChoosingScreen
from tui.screens.enter.screen import EnterSession
from tui.screens.exercise.screen import ExerciseScreen
from tui.screens.history.log_editor import edit_by_hand
from tui.screens.history.log_problems import ProblemList
from tui.screens.history.screen import HistoryScreen
from tui.screens.left_once import Modal, TopScreen
from tui.screens.mend.screen import MendScreen
from tui.screens.pager import Pager
from tui.screens.palette import Palette
from tui.screens.session.actions import SessionActions
from tui.screens.session.exercise_search import ExerciseSearch
from tui.screens.session.live_screen import LiveScreen
from tui.screens.session.screen import SessionScreen
from tui.screens.session.set_correction import EditSets
from tui.screens.summary.screen import SummaryScreen
from tui.session import CountRep, Skip

Stack = tuple[type[Screen[Any]], ...]
Open = Callable[[Driver], Awaitable[None]]
CHOOSING: Stack = (ChoosingScreen,)
SESSION: Stack = (ChoosingScreen, SessionScreen)
HISTORY: Stack = (ChoosingScreen, HistoryScreen)
SUMMARY: Stack = (ChoosingScreen, SummaryScreen)
PARTS = (TopScreen, Modal, RepcueScreen, LiveScreen, SessionActions)
"""What the screens are made of; they are shown by no one."""


async def a_search(at: Driver) -> None:
    """The search for an exercise that comes into the session."""
    if not at.session.list_desk.on:
        await at.press("tab")
    await at.until(lambda: at.session.list_desk.has_choice)
    await at.press("A")


async def nothing(at: Driver) -> None:
    """What is to be opened is open."""


@dataclass(frozen=True)
class Opening:
    """One way to one screen: `open` leads from `base` to `stack`."""

    name: str
    base: Stack
    stack: Stack
    open: Open
    leads: Mapping[str, Stack]
    """By key: what is shown after it; the opening can be gone through again."""
    ends: Mapping[str, Stack] = field(default_factory=dict)
    """By key as well: after these it can not."""
    prepare: Callable[[Path], object] = lambda home: None
    """Puts files there first."""


def every_screen() -> set[type[Screen[Any]]]:
    """Every screen that the program can show, found by walking its modules and classes."""
    for module in pkgutil.iter_modules(tui.screens.__path__):
        importlib.import_module(f"tui.screens.{module.name}")
    waiting: list[type[Screen[Any]]] = [Screen]
    found: set[type[Screen[Any]]] = set()
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("tui.") and one not in PARTS:
                found.add(one)
    return found


def every_question() -> set[str]:
    """The titles of all questions that the program's source asks."""
    sources = Path(tui.__path__[0]).rglob("*.py")
    return {title for path in sources for title in re.findall(r'\bAsk\(\s*"([^"]+)"', path.read_text())}


# --- ways ---------------------------------------------------------------------------------------------------------


def by_keys(*keys: str) -> Open:
    async def open_(at: Driver) -> None:
        for key in keys:
            await at.press(key)
            if key == "h":
                await at.sees("[ ] years" if at.app.size.width >= 110 else "history")
                await at.until(lambda: isinstance(at.app.screen, HistoryScreen) and at.app.screen.settled)

    return open_


def then(first: Open, second: Open) -> Open:
    async def open_(at: Driver) -> None:
        await first(at)
        await second(at)

    return open_


async def a_session(at: Driver) -> None:
    """In the rest after a set of one rep."""
    await at.until(lambda: at.app.sessions is not None)
    assert at.app.sessions is not None
    at.app.sessions.run(plan_of(BOTH_LEGS, reps=1))
    await at.begun()
    await at.press("n", "space")
    await at.sees("rest 1:00")


async def carried_on(at: Driver) -> None:
    await at.sees("An unfinished session")
    await at.press("enter")
    await at.sees("Is the clock right?")


async def a_gap(at: Driver) -> None:
    at.clock.move(20_000)
    at.session.wake()


async def a_summary(at: Driver) -> None:
    await at.until(lambda: at.app.sessions is not None)
    assert at.app.sessions is not None
    at.app.sessions.run(plan_of(BOTH_LEGS, sets=1, reps=1))
    await at.begun()
    await at.press("n", "space")
    await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    at.clock.move(60_000)


async def an_entry(at: Driver) -> None:
    await at.press("a")
    await at.until(lambda: isinstance(at.app.screen, EnterSession))
    await at.press(*"desk", "enter")
    form = at.app.screen
    assert isinstance(form, EnterSession)
    await at.until(lambda: form.unsaved)


async def an_unreadable_edit(at: Driver) -> None:
    (log,) = (Paths.under(at.app.paths.config.parent).data / "logs").rglob("*.toml")

    def editor(command: object) -> int:
        assert isinstance(command, list | tuple)
        Path(command[-1]).write_text("broken = [")
        return 0

    async def edit() -> None:
        await edit_by_hand(at.app, log, editor)

    at.app.run_worker(edit())


# --- files --------------------------------------------------------------------------------------------------------


def a_log_file(home: Path) -> None:
    rows = (a_set(exercise="stiff-leg-deadlift", reps=12), a_set(set=1, side="right"), a_set(set=1, side="left"))
    save(a_log(*rows), Paths.under(home), RealDisk())


def a_broken_log(home: Path) -> None:
    folder = home / "data" / "logs" / "2026"
    folder.mkdir(parents=True)
    (folder / "2026-11-22_1805_x.toml").write_text("schema = [")


def a_broken_exercise(home: Path) -> None:
    (home / "config" / "exercises").mkdir(parents=True)
    (home / "config" / "exercises" / "bad.toml").write_text("schema = [")


def an_unfinished_session(home: Path, later: timedelta = timedelta(0)) -> None:
    paths, clock = Paths.under(home), TestClock()
    clock.moment += later
    running = RunningSession.start(plan_of(BOTH_LEGS), paths, RealDisk(), clock, "7f3a", lambda status: None)
    running.do(Skip())
    running.do(CountRep())
    assert running.leave(10.0)


def an_unfinished_session_of_next_year(home: Path) -> None:
    an_unfinished_session(home, timedelta(days=365))


def an_unfinished_session_beside_logs_that_are_a_file(home: Path) -> None:
    an_unfinished_session(home)
    (home / "data").mkdir(exist_ok=True)
    (home / "data" / "logs").write_text("a file")


def a_damaged_journal(home: Path) -> None:
    an_unfinished_session(home)
    (journal,) = (home / "state" / "journals").iterdir()
    journal.write_bytes(b"nonsense\n")


# --- all of them --------------------------------------------------------------------------------------------------

OPENINGS = (
    Opening(
        "choosing",
        CHOOSING,
        CHOOSING,
        nothing,
        {
            "h": HISTORY,
            "question_mark": (*CHOOSING, Pager),
            "ctrl+p": (*CHOOSING, Palette),
            "escape": CHOOSING,
            "space": CHOOSING,
            "slash": CHOOSING,
        },
        {"enter": SESSION},
    ),
    Opening(
        "help",
        CHOOSING,
        (*CHOOSING, Pager),
        by_keys("question_mark"),
        {
            "escape": CHOOSING,
            "q": CHOOSING,
            "question_mark": CHOOSING,
            "enter": CHOOSING,
            "h": (*CHOOSING, Pager),
            "space": (*CHOOSING, Pager),
        },
    ),
    Opening(
        "help over a session",
        SESSION,
        (*SESSION, Pager),
        by_keys("question_mark"),
        {
            "escape": SESSION,
            "q": SESSION,
            "enter": SESSION,
            "question_mark": SESSION,
            "space": (*SESSION, Pager),
            "ctrl+z": (*SESSION, Pager),
        },
    ),
    Opening(
        "problems",
        CHOOSING,
        (*CHOOSING, Pager),
        by_keys("exclamation_mark"),
        {"escape": CHOOSING, "q": CHOOSING, "enter": CHOOSING},
        prepare=a_broken_exercise,
    ),
    Opening(
        "logs with problems",
        HISTORY,
        (*HISTORY, ProblemList),
        by_keys("exclamation_mark"),
        {"escape": HISTORY, "q": HISTORY, "enter": HISTORY},
        {"e": (*HISTORY, Ask)},
        prepare=a_broken_log,
    ),
    Opening(
        "Your editor",
        HISTORY,
        (*HISTORY, Ask),
        by_keys("e"),
        {"escape": HISTORY, "enter": HISTORY},
        prepare=a_log_file,
    ),
    Opening(
        "palette",
        SESSION,
        (*SESSION, Palette),
        by_keys("ctrl+p"),
        {"escape": SESSION, "ctrl+p": (*SESSION, Palette)},
    ),
    Opening(
        "session",
        SESSION,
        SESSION,
        nothing,
        {
            "escape": (*SESSION, Ask),
            "q": (*SESSION, Ask),
            "e": (*SESSION, EditSets),
            "question_mark": (*SESSION, Pager),
            "ctrl+p": (*SESSION, Palette),
            "h": (*SESSION, HistoryScreen),
            "ctrl+z": SESSION,
        },
    ),
    Opening(
        "End the session?",
        SESSION,
        (*SESSION, Ask),
        by_keys("escape"),
        {"escape": SESSION, "enter": SESSION, "space": SESSION, "c": SESSION, "q": (*SESSION, Ask)},
        {"s": SUMMARY, "d": CHOOSING},
    ),
    Opening(
        "Where were you?",
        SESSION,
        (*SESSION, Ask),
        a_gap,
        {"escape": SESSION, "enter": SESSION, "space": SESSION, "r": SESSION, "h": (*SESSION, Ask)},
        {"e": SUMMARY},
    ),
    Opening(
        "Where were you? over the history",
        (*SESSION, HistoryScreen),
        (*SESSION, HistoryScreen, Ask),
        a_gap,
        {"escape": (*SESSION, HistoryScreen), "space": (*SESSION, HistoryScreen)},
        {"e": SUMMARY},
    ),
    Opening(
        "correct a set",
        SESSION,
        (*SESSION, EditSets),
        by_keys("e"),
        {"escape": SESSION, "enter": SESSION, "up": (*SESSION, EditSets)},
    ),
    Opening(
        "add an exercise",
        SESSION,
        (*SESSION, ExerciseSearch),
        a_search,
        {"escape": SESSION, "enter": SESSION, "up": (*SESSION, ExerciseSearch)},
    ),
    Opening(
        "correct a set of the summary",
        SUMMARY,
        (*SUMMARY, EditSets),
        by_keys("ctrl+e"),
        {"escape": SUMMARY, "enter": SUMMARY},
    ),
    Opening(
        "summary",
        SUMMARY,
        SUMMARY,
        nothing,
        {"ctrl+e": (*SUMMARY, EditSets)},
        {"escape": CHOOSING, "enter": CHOOSING, "ctrl+u": SESSION},
    ),
    Opening(
        "An unfinished session",
        CHOOSING,
        (*CHOOSING, Ask),
        nothing,
        {},
        {"escape": CHOOSING, "enter": SESSION, "space": SESSION, "c": SESSION, "s": CHOOSING, "d": CHOOSING},
        prepare=an_unfinished_session,
    ),
    Opening(
        "Is the clock right?",
        CHOOSING,
        (*CHOOSING, Ask),
        carried_on,
        {},
        {"escape": CHOOSING, "enter": SESSION, "space": SESSION, "c": SESSION},
        prepare=an_unfinished_session_of_next_year,
    ),
    Opening(
        "A session that stays as it is",
        CHOOSING,
        (*CHOOSING, Ask),
        nothing,
        {},
        {"escape": CHOOSING, "enter": CHOOSING},
        prepare=an_unfinished_session_beside_logs_that_are_a_file,
    ),
    Opening(
        "A damaged journal",
        CHOOSING,
        (*CHOOSING, Ask),
        nothing,
        {},
        {"escape": CHOOSING, "enter": CHOOSING, "d": CHOOSING},
        prepare=a_damaged_journal,
    ),
    Opening(
        "history",
        CHOOSING,
        HISTORY,
        by_keys("h"),
        {"escape": CHOOSING, "h": HISTORY, "question_mark": (*HISTORY, Pager), "ctrl+p": (*HISTORY, Palette)},
        {"d": HISTORY},
        prepare=a_log_file,
    ),
    Opening(
        "Which exercise?",
        HISTORY,
        (*HISTORY, Ask),
        by_keys("x"),
        {"escape": HISTORY, "1": (*HISTORY, ExerciseScreen), "h": (*HISTORY, Ask)},
        prepare=a_log_file,
    ),
    Opening(
        "exercise",
        HISTORY,
        (*HISTORY, ExerciseScreen),
        by_keys("x", "1"),
        {"escape": HISTORY, "h": HISTORY, "question_mark": (*HISTORY, ExerciseScreen, Pager)},
        prepare=a_log_file,
    ),
    Opening(
        "mend",
        HISTORY,
        (*HISTORY, MendScreen),
        by_keys("m"),
        {"escape": HISTORY, "enter": (*HISTORY, MendScreen)},
        prepare=a_log_file,
    ),
    Opening(
        "Not saved",
        HISTORY,
        (*HISTORY, MendScreen, Ask),
        by_keys("m", "!", "escape"),
        {"escape": (*HISTORY, MendScreen), "d": HISTORY},
        {"enter": (*HISTORY, MendScreen)},
        prepare=a_log_file,
    ),
    Opening(
        "enter a session",
        HISTORY,
        (*HISTORY, EnterSession),
        by_keys("a"),
        {"escape": HISTORY, "ctrl+s": (*HISTORY, EnterSession)},
    ),
    Opening(
        "Not saved in the form",
        HISTORY,
        (*HISTORY, EnterSession, Ask),
        then(an_entry, by_keys("escape")),
        {"escape": (*HISTORY, EnterSession), "d": HISTORY},
        {"enter": HISTORY},
    ),
    Opening(
        "repcue can't read it so",
        HISTORY,
        (*HISTORY, Ask),
        an_unreadable_edit,
        {"t": HISTORY, "e": (*HISTORY, Ask), "enter": (*HISTORY, Ask)},
        {"k": HISTORY},
        prepare=a_log_file,
    ),
)

_BASES: Mapping[Stack, Open] = {
    CHOOSING: nothing,
    SESSION: a_session,
    SUMMARY: a_summary,
    HISTORY: by_keys("h"),
    (*SESSION, HistoryScreen): then(a_session, by_keys("h")),
}


def shown(at: Driver) -> Stack:
    """What is shown, the lowest first."""
    return tuple(type(screen) for screen in at.app.screen_stack)


@asynccontextmanager
async def based(home: Path, opening: Opening) -> AsyncIterator[Driver]:
    """The program where the opening begins."""
    opening.prepare(home)
    async with program(home) as at:
        await _BASES[opening.base](at)
        yield at


async def gone_through(at: Driver, opening: Opening) -> None:
    """Open it, and wait until it can take keys."""
    await opening.open(at)
    await at.until(lambda: shown(at) == opening.stack and at.app.screen.is_mounted)
    await at.until(lambda: not isinstance(at.app.screen, RepcueScreen) or bool(at.text.strip()))
