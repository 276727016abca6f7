"""A session with its clock and journal: what the journal tells is the session, and its log is right."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pilots import TestClock
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, STEP_UP, inputs, plan_of, plans

from tui.logbook.disk.calls import RealDisk
from tui.logbook.disk.lock import SessionLock
from tui.logbook.journal.codec import Anchor, NotASession, input_record, opening_record, recorded
from tui.logbook.journal.composition import compose
from tui.logbook.journal.journal import Journal
from tui.logbook.journal.recovery import unfinished
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import log_text, parse_log, read_log
from tui.machine.paths import Paths
from tui.runtime.running_session import RunningSession, save_recovered
from tui.session import CountRep, End, FinishSet, NotNow, Pause, Plan, Proceed, Resume, Skip, advance, begin, handle
from tui.session.commands import Command
from tui.session.engine import Input, replay

Gaps = list[tuple[Command | None, int]]
WALL = datetime(2026, 11, 22, 18, 5, 33, tzinfo=UTC)


@given(plans(), inputs())
def test_what_the_journal_tells_is_the_session_to_the_letter(plan: Plan, steps: Gaps) -> None:
    state, accepted = begin(plan, 0), list[Input]()
    for command, gap in steps:
        try:
            now = state.now + gap
            state, _ = handle(state, command, now) if command else advance(state, now)
        except NotNow:
            continue
        accepted.append((command, state.now))
    lines = [opening_record("id", plan, WALL), *(input_record(command, at) for command, at in accepted)]
    told = recorded([json.loads(json.dumps(line)) for line in lines])
    assert told.plan == plan
    assert replay(told.plan, 0, told.inputs) == state


@given(plans(), inputs())
def test_any_session_that_ended_makes_a_log_that_reads_back_the_same(plan: Plan, steps: Gaps) -> None:
    state = begin(plan, 0)
    for command, gap in [*steps, (End(), 10)]:
        try:
            state, _ = handle(state, command, state.now + gap) if command else advance(state, state.now + gap)
        except NotNow:
            continue
    log = compose("2026-11-22T180533-7f3a", state, [Anchor(0, WALL)])
    assert parse_log(log_text(log), Path("log.toml")) == log
    assert sum(row.reps or 0 for row in log.sets) == sum(row.reps for row in state.live.rows)
    whole = (log.finished - log.started).total_seconds()
    assert abs(whole - log.active_seconds - log.paused_seconds) < 1.2


def test_records_that_are_no_session_are_refused() -> None:
    plan = opening_record("id", plan_of(BOTH_LEGS), WALL)
    for lines in (
        [],
        [{"kind": "time", "at": 3}],
        [plan | {"schema": 3}],
        [plan | {"plan": {"name": "x"}}],
        [plan, {"kind": "command", "at": 1, "do": "Explode"}],
        [plan, {"kind": "command", "at": 1, "do": "FinishSet", "said": "many"}],
        [plan, {"kind": "dance", "at": 1}],
        [plan | {"wall": "yesterday"}],
        [plan | {"wall": "2026-11-22T18:05:33"}],
        [plan, {"kind": "wall", "at": 1, "wall": "2026-11-22T18:05:33"}],
    ):
        with pytest.raises(NotASession):
            recorded(lines)


class Run:
    """A session on a real folder with a clock that only the test moves."""

    def __init__(self, home: Path, plan: Plan) -> None:
        self.paths = Paths.under(home)
        self.clock = TestClock()
        self.session = RunningSession.start(plan, self.paths, RealDisk(), self.clock, "7f3a", lambda status: None)

    def do(self, *commands: Command, every: int = 1000) -> None:
        for command in commands:
            self.clock.move(every)
            self.session.do(command)

    def cut_short(self) -> None:
        """The process is gone; what it wrote is there."""
        assert self.session.leave(5)

    def carry_on(self) -> None:
        (path,) = self.paths.journals.iterdir()
        journal, records = Journal.carry_on(path, RealDisk())
        self.session = RunningSession.carry_on(recorded(records), journal, self.clock, lambda status: None)

    def log(self) -> Log:
        return read_log(self.session.save(self.paths, RealDisk())).log


def test_the_log_has_each_sides_reps_times_rest_and_load(home: Path) -> None:
    run = Run(home, plan_of(SINGLE_LEG, sets=2, reps=2))
    run.do(Skip(), CountRep(), CountRep(), Proceed(), CountRep(), CountRep())
    run.do(Proceed(), every=8_000)
    run.do(FinishSet(3), Proceed(), FinishSet())
    log = run.log()
    assert [(row.set, row.side, row.reps, row.target, row.load) for row in log.sets] == [
        (1, "right", 2, 2, 8.0),
        (1, "left", 2, 2, 8.0),
        (2, "right", 3, 2, 8.0),
        (2, "left", 2, 2, 8.0),
    ]
    assert [row.rest for row in log.sets] == [8.0, 8.0, None, None]
    assert log.sets[0].rep_seconds == "1.0 1.0"
    assert [str(row.started) for row in log.sets[:2]] == ["18:05:34", "18:05:37"]
    assert log.set_count == 2
    assert not list(run.paths.journals.iterdir())


def test_a_timed_set_has_its_seconds_and_no_reps(home: Path) -> None:
    run = Run(home, plan_of(LUNGE, sets=1, reps=None, lasts=20_000))
    run.do(Skip(), Proceed())
    run.do(FinishSet(), every=7_500)
    run.do(End())
    (row,) = run.log().sets
    assert (row.reps, row.seconds, row.target_seconds) == (None, 7.5, 20.0)


def test_alternating_legs_share_the_target(home: Path) -> None:
    run = Run(home, plan_of(STEP_UP, sets=1, reps=5))
    run.do(Skip(), *[CountRep()] * 5)
    assert [(row.side, row.target, row.reps) for row in run.log().sets] == [("right", 3, 3), ("left", 2, 2)]


def test_pauses_count_apart(home: Path) -> None:
    run = Run(home, plan_of(BOTH_LEGS, sets=1, reps=1))
    run.do(Skip(), Pause())
    run.do(Resume(), every=30_000)
    run.do(CountRep())
    log = run.log()
    assert (log.active_seconds, log.paused_seconds) == (3.0, 30.0)
    assert log.finished - log.started == timedelta(seconds=33)


def test_a_session_carried_on_hours_later_keeps_its_reps_and_the_true_times(home: Path) -> None:
    run = Run(home, plan_of(BOTH_LEGS, sets=2, reps=3))
    run.do(Skip(), CountRep(), CountRep())
    run.cut_short()
    run.clock.move(3 * 3_600_000)
    run.carry_on()
    assert run.session.state.paused_at is not None
    run.do(Resume(), CountRep(), Proceed(), FinishSet())
    log = run.log()
    assert [(row.set, row.reps) for row in log.sets] == [(1, 3), (2, 3)]
    assert [str(row.started) for row in log.sets] == ["18:05:34", "21:05:39"]
    assert log.active_seconds < 20


def test_carrying_on_twice_loses_nothing(home: Path) -> None:
    run = Run(home, plan_of(BOTH_LEGS, sets=1, reps=9))
    run.do(Skip(), CountRep())
    for _ in range(3):
        run.cut_short()
        run.carry_on()
        run.do(Resume(), CountRep())
    run.do(End())
    assert [row.reps for row in run.log().sets] == [4]


def test_a_session_that_ended_but_was_not_saved_is_saved_later(home: Path) -> None:
    run = Run(home, plan_of(BOTH_LEGS, sets=1, reps=1))
    run.do(Skip(), CountRep())
    run.cut_short()
    run.carry_on()
    assert run.session.state.is_over
    assert run.log().outcome == "completed"


def test_a_gap_pauses_at_the_last_moment_that_was_seen(home: Path) -> None:
    run = Run(home, plan_of(BOTH_LEGS, sets=1, pace="paced"))
    run.do(Skip(), Proceed())
    run.clock.move(7_000)
    run.session.tick()
    run.clock.move(600_000)
    run.session.tick()
    assert run.session.gap is not None and run.session.gap.lasted == 600_000
    assert sum(row.reps for row in run.session.state.live.rows) == 1
    run.session.close_gap(count=False)
    assert sum(row.reps for row in run.session.state.live.rows) == 1


def test_a_command_right_after_a_gap_counts_nothing_for_the_gap(home: Path) -> None:
    run = Run(home, plan_of(BOTH_LEGS, sets=1, pace="paced"))
    run.do(Skip(), Proceed())
    run.clock.move(600_000)
    with pytest.raises(NotNow):
        run.session.do(CountRep())
    assert sum(row.reps for row in run.session.state.live.rows) == 0


def test_a_discarded_session_is_in_the_trash_with_all_it_had(home: Path) -> None:
    run = Run(home, plan_of(BOTH_LEGS))
    run.do(Skip(), CountRep())
    path = run.session.discard(run.paths, RealDisk())
    assert path is not None and path.parent == run.paths.trash
    records = Journal.carry_on(path, RealDisk())[1]
    assert (CountRep(), 2000) in recorded(records).inputs


@given(st.integers(0, 10**8))
def test_the_wall_clock_of_a_row_follows_the_last_anchor_before_it(gone: int) -> None:
    plan = plan_of(BOTH_LEGS, sets=1, reps=1)
    state = begin(plan, 0)
    for command in (Pause(), Resume(), Skip(), CountRep()):
        state, _ = handle(state, command, state.now + 1000)
    later = Anchor(1500, WALL + timedelta(milliseconds=1500 + gone), asked=True)
    log = compose("2026-11-22T180533-7f3a", replace(state), [Anchor(0, WALL), later])
    started = WALL + timedelta(milliseconds=3000 + gone)
    assert log.sets[0].started == started.replace(microsecond=0).time()


def test_a_session_carried_on_at_the_instant_of_its_end_ended_before_that() -> None:
    state = begin(plan_of(BOTH_LEGS, sets=1, reps=1), 0)
    for command in (Skip(), CountRep()):
        state, _ = handle(state, command, state.now + 1000)
    assert state.is_over and state.now == 2000
    log = compose("2026-11-22T180533-7f3a", state, [Anchor(0, WALL), Anchor(2000, WALL + timedelta(days=1))])
    assert log.finished == WALL + timedelta(seconds=2)
    assert (log.active_seconds, log.paused_seconds) == (2.0, 0.0)


def test_a_session_saved_long_after_it_was_cut_short_ends_when_it_was_cut_short(home: Path) -> None:
    run = Run(home, plan_of(BOTH_LEGS))
    run.do(Skip(), CountRep(), CountRep())
    run.cut_short()
    (path,) = run.paths.journals.iterdir()
    told = recorded(Journal.carry_on(path, RealDisk())[1])
    log = read_log(save_recovered(told, path, run.paths, RealDisk())).log
    assert (log.outcome, log.sets[0].reps) == ("recovered", 2)
    assert log.finished - log.started == timedelta(seconds=3)
    assert not path.exists()


@pytest.mark.parametrize("how", ["appended to", "replaced", "carried on elsewhere", "torn"])
def test_a_journal_that_holds_more_than_what_was_saved_of_it_is_not_deleted(how: str, home: Path) -> None:
    run = Run(home, plan_of(BOTH_LEGS))
    run.do(Skip(), CountRep(), CountRep())
    run.cut_short()
    (path,) = run.paths.journals.iterdir()
    told = recorded(Journal.carry_on(path, RealDisk())[1])
    match how:
        case "replaced":
            path.write_bytes(b"somebody's own\n")
        case "carried on elsewhere":
            other, _ = Journal.carry_on(path, RealDisk())
            other.append(input_record(CountRep(), 9000))
            other.close()
        case _:
            with path.open("ab") as file:
                file.write(b"somebody's own\n" if how == "appended to" else b"0123abcd [9")
    data = path.read_bytes()
    assert read_log(save_recovered(told, path, run.paths, RealDisk())).log.sets[0].reps == 2
    assert path.read_bytes() == data
    with SessionLock(run.paths.session_lock) as lock:
        assert lock.acquire(WALL)
        assert unfinished(run.paths, lock, WALL, RealDisk()).sessions == ()
    assert [kept.read_bytes() for kept in run.paths.trash.iterdir()] == [data]


def test_the_time_between_being_cut_short_and_carried_on_is_a_pause(home: Path) -> None:
    run = Run(home, plan_of(BOTH_LEGS, sets=1, reps=2))
    run.do(Skip(), CountRep())
    run.cut_short()
    run.clock.move(3_600_000)
    run.carry_on()
    run.do(Resume(), CountRep())
    log = run.log()
    assert (log.active_seconds, log.paused_seconds) == (3.0, 3601.0)
    assert log.finished - log.started == timedelta(seconds=3604)


def test_a_session_that_is_closed_takes_no_more_commands(home: Path) -> None:
    run = Run(home, plan_of(BOTH_LEGS))
    run.cut_short()
    assert run.session.tick() == ()
    with pytest.raises(NotNow):
        run.session.do(Skip())
