"""The plain session without a process: what lines do, what is said, and what is left on disk."""

from __future__ import annotations

import errno
import io
import signal
import threading
from pathlib import Path

import pytest
from fake_disk import Fault
from hypothesis import given
from hypothesis import strategies as st
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, plan_of
from scripted_plain import HandClock, ScriptedInbox, Step, Talk, failing_disk

from tui.logbook.disk.lock import SessionLock
from tui.logbook.journal.journal import Journal
from tui.logbook.journal.writer import Status
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import read_log
from tui.plain.conversation import converse
from tui.plain.inbox import EndOfInput, Stopped, StreamInbox, Typed
from tui.plain.report import SaveMark
from tui.plain.typed_commands import HELP, request
from tui.runtime.running_session import RunningSession
from tui.session import (
    AdjustRest,
    Command,
    CountRep,
    EditSet,
    End,
    FinishSet,
    Pause,
    Proceed,
    Redo,
    Resume,
    SetPace,
    Skip,
    State,
    SwitchSide,
    Undo,
    begin,
    handle,
)
from tui.session.commands import StepLoad

SHORT = plan_of(BOTH_LEGS, sets=2, reps=3)
WHOLE: list[Step] = ["", "", "", "", "", "", "", "", ""]
"""Two set-up steps, three reps, the rest, three reps."""


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk(tmp_path)


def the_log(talk: Talk) -> Log:
    (path,) = talk.logs()
    return read_log(path).log


def working(*commands: Command) -> State:
    state = begin(plan_of(SINGLE_LEG, reps=4), 0)
    for command in (Proceed(), Proceed(), *commands):
        state, _ = handle(state, command, state.now + 1000)
    return state


# --- lines to commands


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", CountRep()),
        ("  \r", CountRep()),
        ("10", FinishSet(10)),
        ("0\r", FinishSet(0)),
        ("f", FinishSet()),
        ("u", Undo()),
        ("U", Redo()),
        ("r", Redo()),
        ("p", Pause()),
        ("n", Skip()),
        ("x", SwitchSide()),
        ("t", SetPace("paced")),
        ("+", StepLoad(True)),
        ("-", StepLoad(False)),
        ("]", AdjustRest(15_000)),
        ("[", AdjustRest(-15_000)),
        (" Q ", End()),
    ],
)
def test_a_line_is_a_command(line: str, command: Command) -> None:
    assert request(line, working()) == command


def test_the_empty_line_is_what_the_session_waits_for() -> None:
    assert request("", begin(SHORT, 0)) == Proceed()
    assert request("", working(Pause())) == Resume()
    assert request("p", working(Pause())) == Resume()


@pytest.mark.parametrize("line", ["foo", "e", "e x", "e 8 nan", "e 8 -1", "e -1", "e 8 9 10", "e 8 left right", "uu",
                                  "1.5", "-3", "1001", "9" * 5000, "٣", "u u", "\x1b[31m", "e 99999"])  # fmt: skip
def test_what_is_no_command_gets_one_line_of_answer(line: str) -> None:
    answer = request(line, working(*[CountRep()] * 4))
    assert isinstance(answer, str)
    assert "\n" not in answer and len(answer) < 120 and "\x1b" not in answer


def test_the_help_names_every_command() -> None:
    assert request("?", working()) == HELP
    for word in ("u", "r", "p", "n", "x", "t", "+", "-", "]", "[", "e", "s", "q", "f"):
        assert any(word in line[:12].split() for line in HELP.splitlines())


def test_a_correction_goes_to_the_set_done_last() -> None:
    state = working(*[CountRep()] * 4, Proceed(), *[CountRep()] * 4)
    assert request("e 3", state) == EditSet(1, reps=3)
    assert request("e 3 right", state) == EditSet(0, reps=3)
    assert request("E 3 12.5 l", state) == EditSet(1, reps=3, load=12.5)
    assert request("e 3", working()) == "There is no such set to correct yet."


def test_a_correction_never_reaches_back_to_an_earlier_set() -> None:
    state = working(FinishSet(), Proceed(), FinishSet(), Proceed(), FinishSet())
    assert request("e 3", state) == EditSet(2, reps=3)
    assert request("e 3 left", state) == "There is no such set to correct yet."


def test_a_correction_of_a_timed_set_is_in_seconds() -> None:
    state = begin(plan_of(BOTH_LEGS, reps=None, lasts=30_000), 0)
    for command in (Skip(), Skip(), FinishSet()):
        state, _ = handle(state, command, state.now + 1000)
    assert request("e 20", state) == EditSet(0, seconds=20)


@given(st.text(max_size=30))
def test_any_line_is_a_command_or_an_answer(line: str) -> None:
    assert request(line, working())


class Endless(io.StringIO):
    """A stream like /dev/zero, without the end of a line."""

    def fileno(self) -> int:
        raise io.UnsupportedOperation

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # typeshed has two bases disagree
        return "\0" * 4096


def test_a_line_that_never_ends_is_the_end_of_the_input() -> None:
    inbox = StreamInbox(Endless())
    assert isinstance(inbox.next(20), Typed)
    assert inbox.next(20) == EndOfInput()
    assert inbox.next(None) == EndOfInput(), "and so it stays"


# --- a session from the lock to the log


def test_a_session_runs_by_empty_lines_and_is_saved(talk: Talk) -> None:
    assert talk.hold(SHORT, *WHOLE) == 0
    log = the_log(talk)
    assert [row.reps for row in log.sets] == [3, 3]
    assert log.outcome == "completed"
    assert talk.journals() == []
    assert talk.said[-1] == f"Log: {talk.logs()[0]}"
    assert talk.said[-2] == "2 of 2 sets, 6 reps, volume load 48 kg, 0 s active."


def test_the_first_line_says_how_to_get_help(talk: Talk) -> None:
    talk.hold(SHORT)
    assert talk.said[0] == "Test: 2 sets, about 2 min. Type ? and Enter for help."


def test_lines_after_the_end_are_not_heard(talk: Talk) -> None:
    assert talk.hold(SHORT, *WHOLE, "u", "foo") == 0
    assert the_log(talk).outcome == "completed"
    assert not any("foo" in line for line in talk.said)


def test_the_end_of_the_input_ends_the_session_early_and_saves_it(talk: Talk) -> None:
    assert talk.hold(SHORT, "", "", "", "") == 0
    log = the_log(talk)
    assert (log.outcome, [row.reps for row in log.sets]) == ("ended-early", [2])


def test_where_the_session_stands_is_said_after_each_line(talk: Talk) -> None:
    talk.hold(plan_of(SINGLE_LEG, reps=4), "", "", "", "x", "u", "p", "q")
    assert [line for line in talk.said if " · " in line] == [
        "set 1 of 2 · RIGHT leg · set-up 1 of 2",
        "set 1 of 2 · RIGHT leg · set-up 2 of 2",
        "set 1 of 2 · RIGHT leg · rep 0 / 4",
        "set 1 of 2 · RIGHT leg · rep 1 / 4",
        "SWITCH LEGS · set 1 of 2 · LEFT leg · 0:05",
        "set 1 of 2 · RIGHT leg · rep 1 / 4",
        "PAUSED · set 1 of 2 · RIGHT leg · rep 1 / 4",
    ]


def test_the_exercise_is_introduced_once_and_each_set_in_short(talk: Talk) -> None:
    talk.hold(SHORT, *WHOLE)
    assert talk.said.count("Deadlift, set 1 of 2: 3 reps, 8 kg each hand.") == 1
    assert talk.said.count("Set 2 of 2: 3 reps, 8 kg each hand.") == 1
    assert "Set 1 of 2: 3 reps, 8 kg each hand." not in talk.said
    assert talk.said.count("Each rep: Lower, 3 seconds, breathe in: Tip forward.") == 1


def test_what_an_undo_goes_back_to_is_said_again(talk: Talk) -> None:
    talk.hold(SHORT, "", "u", "q")
    assert talk.said.count("Set-up 1 of 2: Stand tall.") == 2


def test_the_instruction_is_said_again_when_asked(talk: Talk) -> None:
    talk.hold(SHORT, "s", "q")
    assert talk.said.count("Set-up 1 of 2: Stand tall.") == 2


def test_a_command_that_makes_no_sense_now_is_answered(talk: Talk) -> None:
    talk.hold(SHORT, "]", "u", "q")
    assert "No rest is running." in talk.said
    assert "There is nothing to undo." in talk.said


def test_reps_may_be_said_outright_and_corrected(talk: Talk) -> None:
    talk.hold(SHORT, "", "", "12", "e 11 9.5", "q")
    assert "Set 1 of 2: 11 reps, 9.5 kg each hand." in talk.said
    row = the_log(talk).sets[0]
    assert (row.reps, row.load) == (11, 9.5)


def test_a_change_of_load_or_pace_is_said(talk: Talk) -> None:
    talk.hold(SHORT, "+", "u", "t", "t", "q")
    assert "Load: 9 kg each hand." in talk.said and "Load: 8 kg each hand." in talk.said
    assert "Paced: the tempo player counts." in talk.said and "Self-paced: you count." in talk.said


def test_a_paced_session_runs_by_itself(talk: Talk) -> None:
    plan = plan_of(BOTH_LEGS, sets=1, reps=2, pace="paced")
    assert talk.hold(plan, 5000 + 4000 + 3000 + 2 * 6000) == 0
    assert [row.rep_seconds for row in the_log(talk).sets] == ["6.0 6.0"]
    assert the_log(talk).outcome == "completed"
    for line in ("Get ready: 3 seconds.", "3", "2", "1", "Lower, 3 seconds, breathe in.", "2 of 2"):
        assert line in talk.said


def test_waiting_sleeps_until_something_is_due_and_never_spins(talk: Talk) -> None:
    talk.hold(plan_of(BOTH_LEGS, sets=1, reps=2, pace="paced"), 24_000)
    waits = [wait for wait in talk.inbox.waits if wait is not None]
    assert len(waits) < 30
    talk.hold(SHORT, "p", 60_000_000, "q")
    assert talk.inbox.waits[1:3] == [None, None]


def test_a_timed_set_says_how_to_end_it(talk: Talk) -> None:
    talk.hold(plan_of(BOTH_LEGS, reps=None, lasts=30_000, sets=1), "n", "n", "", 4000, "f", "q")
    assert "The clock counts this one. Type f to finish it now, or the seconds you held." in talk.said
    assert the_log(talk).sets[0].seconds == 4.0


def test_volume_of_a_name_that_could_drive_the_terminal_stays_text(talk: Talk) -> None:
    hostile = plan_of(BOTH_LEGS, sets=1, reps=1)
    assert talk.hold(hostile, "\x1b]0;x\x07") == 0
    assert any("\\x1b" in line for line in talk.said)


def test_a_journal_changed_by_another_program_is_said_once_and_the_session_is_saved(talk: Talk) -> None:
    def meddle() -> None:
        while not talk.journals():
            threading.Event().wait(0.001)
        with talk.journals()[0].open("ab") as file:
            file.write(b"another program was here\n")

    assert talk.hold(SHORT, *WHOLE[:4], meddle, *WHOLE[4:]) == 0
    told = "Another program changed the journal: written anew. What stood there is in the trash."
    assert talk.said.count(told) == 1
    assert [row.reps for row in the_log(talk).sets] == [3, 3]
    assert talk.journals() == []


# --- time that nobody saw


def test_after_a_gap_the_session_waits_and_says_so(talk: Talk) -> None:
    def sleep() -> None:
        talk.clock.ms += 3_600_000

    talk.hold(SHORT, "", "", "", sleep, "3", "", "", "q")
    assert (
        "Nothing was seen of the last 1 h 0 min, so the session is paused there. Press Enter to carry on."
    ) in talk.said
    assert "The session is paused where it was last seen. Press Enter to carry on, or type q to end it there." in (
        talk.said
    )
    log = the_log(talk)
    assert [row.reps for row in log.sets] == [2]
    assert log.active_seconds == 0 and log.paused_seconds == 3600


def test_a_session_may_be_ended_at_a_gap(talk: Talk) -> None:
    def sleep() -> None:
        talk.clock.ms += 60_000

    assert talk.hold(SHORT, "", "", "", sleep, "q") == 0
    assert the_log(talk).sets[0].reps == 1


# --- stopping and starting again


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_journal_and_says_how_to_carry_on(talk: Talk, number: int) -> None:
    assert talk.hold(SHORT, "", "", "", Stopped(number)) == 128 + number
    assert talk.said[-1] == "Stopped. The session is kept: start repcue to carry it on."
    assert len(talk.journals()) == 1 and talk.logs() == []


def test_a_session_cut_short_is_carried_on_where_it_stopped(talk: Talk) -> None:
    talk.hold(SHORT, "", "", "", Stopped(signal.SIGTERM))
    assert talk.hold(plan_of(LUNGE), "c", "s", *[""] * 7, interactive=True) == 0
    assert "Cut short: Test, begun Sun 22 Nov 2026, 18:05." in talk.said
    assert "Paused. Press Enter to carry on." in talk.said
    assert "PAUSED · set 1 of 2 · rep 1 / 3" in talk.said
    log = the_log(talk)
    assert [row.exercise for row in log.sets] == ["deadlift", "deadlift"]
    assert [row.reps for row in log.sets] == [3, 3]


def test_a_session_cut_short_is_saved_as_recovered(talk: Talk) -> None:
    talk.hold(SHORT, "", "", "", Stopped(signal.SIGTERM))
    talk.hold(plan_of(LUNGE), "s", "q", interactive=True)
    (recovered,) = (read_log(path).log for path in talk.logs())
    assert recovered.outcome == "recovered"
    assert talk.journals() == []


def test_a_session_cut_short_is_discarded_to_the_trash(talk: Talk) -> None:
    talk.hold(SHORT, "", "", "", Stopped(signal.SIGTERM))
    talk.hold(plan_of(LUNGE), "what", "d", "q", interactive=True)
    assert len(list(talk.paths.trash.iterdir())) == 1 and talk.journals() == []


def test_a_session_cut_short_may_wait(talk: Talk) -> None:
    talk.hold(SHORT, "", "", "", Stopped(signal.SIGTERM))
    before = talk.journals()[0].read_bytes()
    assert talk.hold(SHORT, "", *WHOLE, interactive=True) == 0
    assert talk.journals()[0].read_bytes() == before


def test_where_nobody_can_be_asked_a_session_cut_short_is_left_alone(talk: Talk) -> None:
    talk.hold(SHORT, "", "", "", Stopped(signal.SIGTERM))
    before = talk.journals()[0].read_bytes()
    assert talk.hold(SHORT, *WHOLE) == 0
    assert talk.journals()[0].read_bytes() == before
    assert talk.warned == [
        "Cut short: Test, begun Sun 22 Nov 2026, 18:05. Start repcue to carry on, save or discard what is kept."
    ]


def test_many_sessions_cut_short_are_still_one_line(talk: Talk) -> None:
    for _ in range(3):
        talk.hold(SHORT, "", "", "", 60_000, Stopped(signal.SIGTERM))
    talk.hold(SHORT)
    assert len(talk.warned) == 1 and "and 2 sessions before it" in talk.warned[0]


def test_stopped_at_the_question_nothing_is_begun(talk: Talk) -> None:
    talk.hold(SHORT, "", "", "", Stopped(signal.SIGTERM))
    assert talk.hold(SHORT, Stopped(signal.SIGINT), interactive=True) == 130
    assert len(talk.journals()) == 1


def test_a_journal_that_cannot_be_read_stays_and_stops_nothing(talk: Talk) -> None:
    talk.paths.journals.mkdir(parents=True)
    (talk.paths.journals / "2026-01-01T000000-aaaa.journal").write_bytes(b"rotten\n")
    journal = Journal(talk.paths.journals / "2026-01-02T000000-bbbb.journal", talk.disk)
    journal.append({"kind": "plan", "schema": 99})
    journal.close()
    assert talk.hold(SHORT, *WHOLE) == 0
    assert len(talk.journals()) == 2
    assert any("damaged" in line for line in talk.warned)
    assert any("newer repcue" in line for line in talk.warned)


def test_while_a_session_runs_elsewhere_none_is_begun(talk: Talk) -> None:
    with SessionLock(talk.paths.session_lock) as lock:
        assert lock.acquire(talk.clock.wall())
        assert talk.hold(SHORT, *WHOLE) == 1
    assert talk.logs() == [] and "a session runs elsewhere" in talk.warned[0]


def test_where_nothing_can_be_kept_no_session_is_begun(talk: Talk) -> None:
    talk.paths.state.write_text("a file in the folder's place")
    assert talk.hold(SHORT, *WHOLE) == 1
    assert talk.warned[0].startswith(f"Nothing can be kept in {talk.paths.state}: ")


# --- a disk that fails


def test_a_log_that_cannot_be_written_is_tried_again_and_its_journal_named(tmp_path: Path) -> None:
    disk = failing_disk()
    talk = Talk(tmp_path, disk)

    def fill_up() -> None:
        disk.fault = Fault(1, errno.ENOSPC, lasting=True)

    assert talk.hold(SHORT, *WHOLE[:-1], fill_up, "") == 1
    tries = [line for line in talk.said if line.startswith("NOT SAVED: disk full")]
    assert len(tries) >= 4
    assert talk.said[-1].startswith("The session could not be kept: ")


def test_a_person_may_make_room_and_try_again(tmp_path: Path) -> None:
    disk = failing_disk()
    talk = Talk(tmp_path, disk)

    def fill_up() -> None:
        disk.fault = Fault(1, errno.ENOSPC, lasting=True)

    def make_room() -> None:
        disk.fault = None

    talk.hold(SHORT, *WHOLE[:-1], fill_up, "", "", make_room, "", interactive=True)
    assert "Press Enter to try again, or type q to leave it for later." in talk.said
    assert [path.suffix for path in disk.paths()] == [".toml"]


def test_not_saved_is_said_once_and_so_is_saved_again() -> None:
    mark = SaveMark()
    said = [mark.line(Status(3, 2, error)) for error in (None, "disk full", "disk full", "disk fault", None, None)]
    assert said == [None, "NOT SAVED: disk full", None, "NOT SAVED: disk fault", "saved", None]


def test_a_journal_that_cannot_be_written_is_said_while_the_session_goes_on(tmp_path: Path) -> None:
    disk, clock, failed, said = failing_disk(), HandClock(), threading.Event(), list[str]()
    disk.fault = Fault(1, errno.ENOSPC, lasting=True)

    def told(status: Status) -> None:
        if status.error:
            failed.set()

    running = RunningSession.start(SHORT, Talk(tmp_path).paths, disk, clock, "aaaa", told)
    inbox = ScriptedInbox(clock, lambda: failed.wait(20), "", Stopped(signal.SIGTERM))
    converse(running, inbox, said.append)
    running.leave(0)
    assert said.count("NOT SAVED: disk full (No space left on device)") == 1
    assert said[-1] == "set 1 of 2 · set-up 2 of 2"


# --- effort and note


def test_a_person_is_asked_for_effort_and_note(talk: Talk) -> None:
    assert talk.hold(SHORT, *WHOLE, "11", "7.2", "7,5", "felt [b]good[/b]", interactive=True) == 0
    log = the_log(talk)
    assert (log.effort, log.note) == (7.5, "felt [b]good[/b]")
    assert talk.said[-1] == "saved"


def test_effort_and_note_may_be_left_out(talk: Talk) -> None:
    assert talk.hold(SHORT, *WHOLE, "", "", interactive=True) == 0
    assert the_log(talk).effort is None
    assert talk.said[-1] == "Note (Enter: none):"


def test_a_note_with_control_characters_is_asked_again(talk: Talk) -> None:
    talk.hold(SHORT, *WHOLE, "", "a\x1bb", "fine", interactive=True)
    assert the_log(talk).note == "fine"


def test_nobody_is_asked_once_the_input_has_ended(talk: Talk) -> None:
    assert talk.hold(SHORT, "", "", "", EndOfInput(), interactive=True) == 0
    assert talk.said[-1].startswith("Log: ")


def test_a_log_changed_meanwhile_is_not_written_over(talk: Talk) -> None:
    def change() -> None:
        talk.logs()[0].write_text("mine")

    assert talk.hold(SHORT, *WHOLE, "7", change, "note", interactive=True) == 1
    assert talk.logs()[0].read_text() == "mine"
    assert talk.said[-1].startswith("Effort and note are NOT SAVED: ")
