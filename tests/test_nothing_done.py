"""A session in which nothing was done leaves at once, unasked, and leaves nothing behind."""

from __future__ import annotations

import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from pilots import Driver, logs, program
from plans import BOTH_LEGS, LUNGE, inputs, plan_of, plans
from scripted_plain import Talk

from tui.logbook.journal.codec import Anchor, input_record, opening_record
from tui.logbook.journal.composition import compose
from tui.logbook.journal.journal import encode
from tui.logbook.log.file_names import journal_path
from tui.machine.paths import Paths
from tui.plain.conversation import NobodyReads
from tui.plain.inbox import EndOfInput, Stopped
from tui.screens.choosing.screen import ChoosingScreen
from tui.screens.session.end_question import NOTHING_DONE
from tui.session import (
    AdjustLoad,
    Command,
    CountRep,
    EditSet,
    End,
    FinishSet,
    NotNow,
    Plan,
    Proceed,
    Skip,
    State,
    Undo,
    advance,
    begin,
    handle,
)
from tui.session.results import anything_done

PLAN = plan_of(BOTH_LEGS, sets=1)
HOLD = plan_of(BOTH_LEGS, sets=1, reps=None, lasts=30_000)


def after(plan: Plan, *steps: Command | int) -> State:
    """The state after commands, and milliseconds that pass."""
    state = begin(plan, 0)
    for step in steps:
        if isinstance(step, int):
            state, _ = advance(state, state.now + step)
        else:
            state, _ = handle(state, step, state.now)
    return state


@pytest.mark.parametrize(
    ("state", "done"),
    [
        (after(PLAN), False),
        (after(PLAN, Skip()), False),
        (after(PLAN, Skip(), 60_000), False),
        (after(PLAN, Skip(), Skip()), False),
        (after(PLAN, Skip(), AdjustLoad(1.0)), False),
        (after(PLAN, Skip(), FinishSet(0)), False),
        (after(PLAN, Skip(), CountRep(), Undo()), False),
        (after(PLAN, Skip(), CountRep()), True),
        (after(PLAN, Skip(), FinishSet(1)), True),
        (after(PLAN, Skip(), FinishSet(0), EditSet(0, rpe=7.0)), True),
        (after(PLAN, Skip(), FinishSet(0), EditSet(0, load=9.0)), True),
        (after(PLAN, Skip(), AdjustLoad(1.0), FinishSet(0)), True),
        (after(HOLD, Skip(), Skip()), False),
        (after(HOLD, Skip(), Skip(), 400), False),
        (after(HOLD, Skip(), Skip(), 1000), True),
        (after(HOLD, Skip(), Skip(), 5000, End()), True),
    ],
)  # fmt: skip
def test_done_is_a_rep_a_second_a_rating_or_a_load_of_ones_own(state: State, done: bool) -> None:
    assert anything_done(state) is done


@given(plans(), inputs())
def test_what_counts_as_nothing_has_neither_reps_nor_seconds_in_its_log(
    plan: Plan, said: list[tuple[Command | None, int]]
) -> None:
    state = begin(plan, 0)
    for command, gap in said:
        state, _ = advance(state, state.now + gap)
        if command is not None:
            try:
                state, _ = handle(state, command, state.now)
            except NotNow:
                continue
    done = anything_done(state)
    if not state.is_over:
        state, _ = handle(state, End(), state.now)
    assert anything_done(state) is done
    log = compose("x", state, (Anchor(0, datetime(2026, 11, 22, tzinfo=UTC)),))
    if not done:
        assert log.reps == 0 and all(not row.reps and row.rpe is None for row in log.sets)


def nothing_is_left(paths: Paths) -> bool:
    folders = paths.logs, paths.trash, paths.journals
    return not any(path.is_file() for folder in folders for path in folder.rglob("*"))


async def is_over(at: Driver) -> None:
    await at.until(lambda: at.app.session is None)
    assert at.app.last_words == NOTHING_DONE


@pytest.mark.parametrize("skips", [(), ("n",), ("n", "n"), ("n", "space", "u"), ("space", "p")], ids=str)
async def test_one_escape_leaves_it_unasked(home: Path, skips: tuple[str, ...]) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press(*skips, "escape")
        await is_over(at)
    assert nothing_is_left(Paths.under(home))


async def test_one_escape_leads_back_to_choosing_with_a_word(home: Path) -> None:
    async with program(home) as at:
        await at.press("enter")
        await at.begun()
        await at.press("escape")
        await at.until(lambda: isinstance(at.app.screen, ChoosingScreen))
        await at.sees(NOTHING_DONE)
        assert nothing_is_left(Paths.under(home))


@pytest.mark.parametrize("key", ["q", "ctrl+c"])
@pytest.mark.parametrize("under", [(), ("h",)], ids=str)
async def test_one_key_ends_the_program_unasked(home: Path, key: str, under: tuple[str, ...]) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press(*under, key)
        await at.until(lambda: not at.app.is_running or at.app.session is None)
    assert at.app.return_code == 0
    assert nothing_is_left(Paths.under(home))


async def test_a_session_skipped_to_its_end_writes_no_log_and_meets_no_goal(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, LUNGE)) as at:
        for _ in range(40):
            if at.app.session is None:
                break
            await at.press("n")
        await is_over(at)
    assert logs(home) == [] and nothing_is_left(Paths.under(home))


async def test_one_rep_is_asked_about(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "space", "escape")
        await at.sees("End the session?")


@pytest.fixture
def talk(home: Path) -> Talk:
    return Talk(home)


@pytest.mark.parametrize("script", [(), ("q",), ("", "q"), ("n",) * 6, ("s", 300_000, EndOfInput())], ids=str)
@pytest.mark.parametrize("interactive", [True, False])
def test_a_plain_session_leaves_nothing_either(talk: Talk, script: tuple[str, ...], interactive: bool) -> None:
    assert talk.hold(plan_of(BOTH_LEGS), *script, interactive=interactive) == 0
    assert talk.said[-1] == NOTHING_DONE
    assert nothing_is_left(talk.paths)


def test_stopped_by_a_signal_it_leaves_nothing(talk: Talk) -> None:
    assert talk.hold(plan_of(BOTH_LEGS), "", Stopped(signal.SIGTERM)) == 128 + signal.SIGTERM
    assert talk.said[-1] == "Stopped. Nothing was done, so nothing is kept."
    assert nothing_is_left(talk.paths)


class Closing:
    """An output that is closed once something was printed."""

    def __init__(self, last: str) -> None:
        self._last = last
        self._closed = False

    def __call__(self, line: str) -> None:
        if self._closed:
            raise NobodyReads
        self._closed = self._last in line


@pytest.mark.parametrize(
    ("script", "last", "says"),
    [
        (("", "", ""), "set-up 1 of", "Nothing was done, so nothing is kept."),
        (("n", "", ""), "rep 1 /", "The session is kept: start repcue to carry it on."),
        (("n", "5", "q"), "Ended early", "Log: "),
    ],
)
def test_where_nobody_reads_any_more_the_last_words_say_what_became_of_it(
    talk: Talk, script: tuple[str, ...], last: str, says: str
) -> None:
    assert talk.hold(plan_of(BOTH_LEGS, reps=9), *script, tell=Closing(last)) == 1
    (words,) = talk.warned
    assert words.startswith(f"The output can't be written any more. {says}")
    assert len(talk.journals()) == ("kept: start" in says) and len(talk.logs()) == says.startswith("Log")


def killed(home: Path, *commands: Command) -> None:
    """Leave the journal of a session that was killed after these commands."""
    wall = datetime(2026, 11, 22, 18, 5, 33, tzinfo=UTC)
    records = [opening_record("2026-11-22T180533-abcd", plan_of(BOTH_LEGS), wall)]
    records += [input_record(command, at) for at, command in enumerate(commands)]
    path = journal_path(Paths.under(home), "2026-11-22T180533-abcd")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"".join(encode(number, record) for number, record in enumerate(records)))


async def test_a_killed_session_in_which_nothing_was_done_is_not_offered(home: Path) -> None:
    killed(home, Proceed(), Skip())
    async with program(home) as at:
        await at.until(lambda: at.app.sessions is not None and isinstance(at.app.screen, ChoosingScreen))
        await at.until(lambda: nothing_is_left(Paths.under(home)))


def test_a_killed_session_is_not_offered_in_plain_lines_either(home: Path) -> None:
    killed(home, Proceed(), Skip())
    talk = Talk(home)
    assert talk.hold(plan_of(BOTH_LEGS), "q", interactive=True) == 0
    assert not any("Cut short" in line for line in talk.said) and talk.warned == []
    assert nothing_is_left(talk.paths)


def test_a_journal_with_bytes_that_can_not_be_read_is_offered_whatever_the_rest_says(home: Path) -> None:
    killed(home, Proceed(), Skip())
    talk = Talk(home)
    (journal,) = talk.journals()
    journal.write_bytes(journal.read_bytes() + b"rotten\n")
    assert talk.hold(plan_of(BOTH_LEGS), "", "q", interactive=True) == 0
    assert any("Cut short" in line for line in talk.said) and len(talk.journals()) == 1
