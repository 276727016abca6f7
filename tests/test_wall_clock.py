"""A wall clock that jumps, between two runs of a session or within one: what nobody said is not logged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pilots import TestClock, logs, program
from plans import BOTH_LEGS, inputs, plan_of, plans
from scripted_plain import HandClock, Talk

from tui.logbook.disk.calls import RealDisk
from tui.logbook.journal.codec import Anchor, anchor_record, opening_record, recorded
from tui.logbook.journal.composition import compose
from tui.logbook.journal.journal import Journal
from tui.logbook.journal.wall_clock import MOST_UNASKED
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import LogNotWritten, log_text, parse_log, read_log, save
from tui.machine.paths import Paths
from tui.plain.inbox import Stopped
from tui.runtime.running_session import RunningSession, save_recovered
from tui.screens.ask import Ask
from tui.session import CountRep, End, NotNow, Plan, Resume, Skip, advance, begin, handle
from tui.session.commands import Command

WALL = datetime(2026, 11, 22, 18, 5, 33, tzinfo=UTC)
TWO_YEARS = timedelta(days=730)
JUMPS = [TWO_YEARS, -TWO_YEARS, timedelta(hours=12, minutes=1), timedelta(seconds=-2)]
PLAN = plan_of(BOTH_LEGS, sets=1, reps=5)

offsets = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
walls = st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 31), timezones=offsets)


@given(plans(), inputs(), st.lists(st.tuples(st.integers(0, 10**7), walls, st.booleans()), min_size=1, max_size=5))
def test_no_session_finishes_before_it_started_and_no_pause_is_invented_whatever_the_clocks_said(
    plan: Plan, steps: list[tuple[Command | None, int]], told: list[tuple[int, datetime, bool]]
) -> None:
    state = begin(plan, 0)
    for command, gap in [*steps, (End(), 10)]:
        try:
            state, _ = handle(state, command, state.now + gap) if command else advance(state, state.now + gap)
        except NotNow:
            continue
    first, *later = sorted(told, key=lambda each: each[0])
    anchors = [Anchor(0, first[1]), *(Anchor(*each) for each in later)]
    log = compose("2026-11-22T180533-7f3a", state, anchors)
    assert log.started <= log.finished
    assert log.finished - log.started >= timedelta(seconds=log.active_seconds) - timedelta(seconds=2)
    assert parse_log(log_text(log), Path("log.toml")) == log
    unasked = [Anchor(each.at, each.wall) for each in anchors]
    most = state.paused_total / 1000 + len(later) * MOST_UNASKED.total_seconds() + 1
    assert compose("2026-11-22T180533-7f3a", state, unasked).paused_seconds <= most


def cut_short(home: Path) -> tuple[Paths, TestClock]:
    """A session of two reps that ended without its log."""
    paths, clock = Paths.under(home), TestClock()
    running = RunningSession.start(PLAN, paths, RealDisk(), clock, "7f3a", lambda status: None)
    for command in (Skip(), CountRep(), CountRep()):
        clock.move(1000)
        running.do(command)
    assert running.leave(5)
    return paths, clock


def carried_on(paths: Paths, clock: TestClock, *, asked: bool = False) -> Log:
    (path,) = paths.journals.iterdir()
    journal, records = Journal.carry_on(path, RealDisk())
    running = RunningSession.carry_on(recorded(records), journal, clock, lambda status: None, asked=asked)
    for command in (Resume(), CountRep(), End()):
        clock.move(1000)
        running.do(command)
    return read_log(running.save(paths, RealDisk())).log


@pytest.mark.parametrize("jump", JUMPS)
def test_a_jump_that_nobody_was_asked_about_is_no_pause(jump: timedelta, home: Path) -> None:
    paths, clock = cut_short(home)
    clock.moment += jump
    log = carried_on(paths, clock)
    assert log.finished - log.started == timedelta(seconds=6)
    assert (log.active_seconds, log.paused_seconds) == (5.0, 1.0)


def test_time_that_the_person_says_has_passed_is_a_pause(home: Path) -> None:
    paths, clock = cut_short(home)
    clock.moment += TWO_YEARS
    log = carried_on(paths, clock, asked=True)
    assert log.finished - log.started == TWO_YEARS + timedelta(seconds=6)
    assert log.paused_seconds == TWO_YEARS.total_seconds() + 1


def test_a_clock_that_is_behind_is_not_believed_even_if_asked(home: Path) -> None:
    paths, clock = cut_short(home)
    clock.moment -= TWO_YEARS
    log = carried_on(paths, clock, asked=True)
    assert log.finished - log.started == timedelta(seconds=6)


def test_what_was_asked_is_kept_in_the_journal() -> None:
    anchor = Anchor(1000, WALL, asked=True)
    assert recorded([opening_record("id", PLAN, WALL), anchor_record(anchor)]).anchors[1] == anchor


@pytest.mark.parametrize("jump", JUMPS)
def test_saving_what_was_cut_short_has_nothing_to_do_with_the_clock_now(jump: timedelta, home: Path) -> None:
    paths, clock = cut_short(home)
    clock.moment += jump
    (path,) = paths.journals.iterdir()
    told = recorded(Journal.carry_on(path, RealDisk())[1])
    log = read_log(save_recovered(told, path, paths, RealDisk())).log
    assert log.finished - log.started == timedelta(seconds=3)
    assert log.paused_seconds == 0


def test_a_clock_set_while_a_session_runs_changes_none_of_its_times(home: Path) -> None:
    paths, clock = Paths.under(home), TestClock()
    running = RunningSession.start(PLAN, paths, RealDisk(), clock, "7f3a", lambda status: None)
    for command in (Skip(), CountRep(), End()):
        clock.move(1000)
        clock.moment -= timedelta(hours=1)
        running.do(command)
    log = read_log(running.save(paths, RealDisk())).log
    assert (log.started, log.finished - log.started) == (WALL, timedelta(seconds=3))


def test_a_log_that_finishes_before_it_starts_is_never_written(home: Path) -> None:
    paths, clock = cut_short(home)
    log = carried_on(paths, clock)
    wrong = log.model_copy(update={"finished": log.started - timedelta(seconds=1)})
    with pytest.raises(LogNotWritten, match="before it started"):
        save(wrong, paths, RealDisk())


# --- on the screen


def jumped(clock: TestClock, jump: timedelta) -> TestClock:
    clock.moment += jump
    return clock


@pytest.mark.parametrize(
    ("jump", "key", "lasted"),
    [
        (TWO_YEARS, "enter", timedelta(0)),
        (TWO_YEARS, "p", TWO_YEARS),
        (-TWO_YEARS, "enter", timedelta(0)),
    ],
)
async def test_the_screen_asks_about_a_clock_that_jumped(
    jump: timedelta, key: str, lasted: timedelta, home: Path
) -> None:
    _, clock = cut_short(home)
    async with program(home, clock=jumped(clock, jump)) as at:
        await at.sees("An unfinished session")
        await at.press("enter")
        await at.sees("Is the clock right?", "730 days")
        await at.press(key)
        await at.begun()
        await at.sees("PAUSED")
        await at.press("space")
        await at.time(1000)
        await at.press("space", "space", "space")
        await at.until(lambda: logs(home))
    (log,) = logs(home)
    assert timedelta(0) <= log.finished - log.started - lasted < timedelta(minutes=1)


async def test_put_off_the_question_about_the_clock_comes_again(home: Path) -> None:
    _, clock = cut_short(home)
    for _ in range(2):
        async with program(home, clock=jumped(clock, -TWO_YEARS)) as at:
            await at.sees("An unfinished session")
            await at.press("enter")
            await at.sees("Is the clock right?")
            assert "all that time was a pause" not in at.text
            await at.press("escape")
            await at.until(lambda: not isinstance(at.app.screen, Ask))
    assert logs(home) == []


# --- in plain mode


def plain_after(home: Path, jump: timedelta, *script: str | int, interactive: bool = True) -> Talk:
    talk = Talk(home)
    talk.hold(PLAN, "", "", "", Stopped(15))
    clock = HandClock()
    clock.origin += jump
    talk.clock = clock
    talk.hold(PLAN, *script, interactive=interactive)
    return talk


@pytest.mark.parametrize(
    ("jump", "answer", "lasted"),
    [(TWO_YEARS, "c", timedelta(0)), (TWO_YEARS, "p", TWO_YEARS), (-TWO_YEARS, "c", timedelta(0))],
)
def test_plain_mode_asks_about_a_clock_that_jumped(
    jump: timedelta, answer: str, lasted: timedelta, home: Path
) -> None:
    talk = plain_after(home, jump, "c", answer, "", 1000, "", "q")
    assert any("The clock says" in line and "730 days" in line for line in talk.said)
    (path,) = talk.logs()
    log = read_log(path).log
    assert timedelta(0) <= log.finished - log.started - lasted < timedelta(minutes=1)


def test_where_nobody_can_be_asked_it_stays_as_it_is_and_that_is_said(home: Path) -> None:
    talk = plain_after(home, TWO_YEARS, "q", interactive=False)
    assert any(line.startswith("Cut short: ") and "what is kept" in line for line in talk.warned)
    assert len(talk.journals()) == 1
