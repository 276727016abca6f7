"""The real thing: a plain session as a process, on pipes and in a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commands import PROJECT, own_exercise, run_to_end, start
from terminal import Terminal, repcue

from tui.logbook.log.store import read_log

FULL = "/dev/full"


def the_log(home: Path) -> Path:
    (path,) = (home / "data" / "logs").rglob("*.toml")
    return path


def journals(home: Path) -> list[Path]:
    return list((home / "state" / "journals").glob("*"))


def test_newlines_alone_carry_a_session_to_its_end(home: Path) -> None:
    code, out, err = run_to_end(home, "run", "desk-break", "--plain", "--reps", "6", typed=b"\n" * 80)
    assert (code, err) == (0, "")
    log = read_log(the_log(home)).log
    assert [(row.exercise, row.side, row.reps) for row in log.sets] == [
        ("single-leg-deadlift", "right", 6),
        ("single-leg-deadlift", "left", 6),
        ("extended-lunge", "right", 6),
        ("extended-lunge", "left", 6),
    ]
    assert log.outcome == "completed" and journals(home) == []
    assert out.splitlines()[-1] == f"Log: {the_log(home)}"
    assert out.isascii() is False and "\x1b" not in out


def test_a_paced_session_ends_by_itself_while_the_input_stays_open(home: Path) -> None:
    own_exercise(home, "quick")
    (home / "config" / "settings.toml").write_text("get_ready = 0\n")
    pipe = subprocess.PIPE
    with start(home, "run", "quick", "--plain", "--paced", stdin=pipe, stdout=pipe) as process:
        assert process.stdout is not None
        out = process.stdout.read().decode()
        assert process.wait(60) == 0
    assert "1 of 2" in out and "2 of 2" in out
    assert read_log(the_log(home)).log.sets[0].rep_seconds == "0.5 0.5"


HOSTILE = {
    "bytes that are no text": b"\xff\xfe\n\r\n",
    "a long line": b"a" * 10_000 + b"\n",
    "no line at all": b"\0" * 2_000_000,
    "a line without its end": b"q",
    "nothing": b"",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_any_input_ends_in_a_saved_log(what: str, home: Path) -> None:
    own_exercise(home, "quick")
    code, out, _ = run_to_end(home, "run", "quick", "--plain", typed=b"\n" + HOSTILE[what])
    assert code == 0 and the_log(home).exists()
    assert max(map(len, out.splitlines())) < 400


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_its_own_code_and_keeps_the_session(number: signal.Signals, home: Path) -> None:
    own_exercise(home, "quick")
    pipe = subprocess.PIPE
    with start(home, "run", "quick", "--plain", stdin=pipe, stdout=pipe) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
        while b"rep 1 / 2" not in process.stdout.readline():
            pass
        process.send_signal(number)
        assert b"The session is kept" in process.stdout.read()
        assert process.wait(60) == 128 + number
    assert len(journals(home)) == 1


def test_a_signal_that_was_ignored_at_the_start_stays_ignored(home: Path) -> None:
    own_exercise(home, "quick")
    pipe = subprocess.PIPE
    command = f"trap '' HUP; exec {sys.executable} -m tui run quick --plain"
    env = {**os.environ, "REPCUE_HOME": str(home)}
    with subprocess.Popen(["sh", "-c", command], cwd=PROJECT, env=env, stdin=pipe, stdout=pipe) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGHUP)
        assert process.stdin is not None
        process.stdin.write(b"+\n")
        process.stdin.flush()
        assert any(b"takes no load" in line for line in process.stdout), "it goes on"
        process.communicate(b"\nq\n", timeout=60)
    assert process.returncode == 0 and the_log(home).exists()


def test_when_nobody_reads_any_more_the_session_is_kept(home: Path) -> None:
    own_exercise(home, "quick")
    pipe = subprocess.PIPE
    with start(home, "run", "quick", "--plain", stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
        while b"rep 1 / 2" not in process.stdout.readline():
            pass
        process.stdout.close()
        process.stdin.write(b"s\n")
        process.stdin.flush()
        errors = process.stderr.read().decode()
        assert process.wait(60) == 1
    assert errors == "The output can't be written any more. The session is kept: start repcue to carry it on.\n"
    assert len(journals(home)) == 1


def test_a_reader_that_stops_is_no_reason_to_complain(home: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        with start(home, "list", stdout=write, stderr=subprocess.PIPE) as process:
            assert process.stderr is not None
            assert process.stderr.read() == b""
            assert process.wait(60) == 141
    finally:
        os.close(write)


def test_streams_that_were_closed_before_the_start_do_no_harm(home: Path) -> None:
    own_exercise(home, "quick")
    command = "exec <&- >&-; {} -m tui run quick --plain"
    env = {**os.environ, "REPCUE_HOME": str(home)}
    done = subprocess.run(["sh", "-c", command.format(sys.executable)], cwd=PROJECT, env=env, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert journals(home) == [] and not (home / "data").exists()


@pytest.mark.skipif(not os.path.exists(FULL), reason="there is no such device here")
def test_a_disk_too_full_for_the_output_is_said(home: Path) -> None:
    with (
        open("/dev/full", "wb") as full,
        start(home, "list", stdout=full.fileno(), stderr=subprocess.PIPE) as process,
    ):
        assert process.stderr is not None
        assert process.stderr.read() == b"The output can't be written: No space left on device\n"
        assert process.wait(60) == 1


def test_a_second_session_waits_for_the_first(home: Path) -> None:
    own_exercise(home, "quick")
    pipe = subprocess.PIPE
    with start(home, "run", "quick", "--plain", stdin=pipe, stdout=pipe) as first:
        assert first.stdout is not None
        first.stdout.readline()
        code, _, err = run_to_end(home, "run", "quick", "--plain")
        assert code == 1 and "a session runs elsewhere" in err and str(first.pid) in err
        first.communicate(b"q\n", timeout=60)
        assert first.returncode == 0


def test_in_a_terminal_effort_and_note_are_asked_for(home: Path) -> None:
    own_exercise(home, "quick")
    with Terminal(repcue("run", "quick", "--plain"), env={"REPCUE_HOME": str(home)}) as terminal:
        terminal.wait_for("rep 0 / 2")
        terminal.send("\r")
        terminal.wait_for("rep 1 / 2")
        terminal.send("\r")
        terminal.wait_for("Effort of the whole session")
        terminal.send("8\r")
        terminal.wait_for("Note (Enter: none)")
        terminal.send("steady\r")
        assert terminal.exit_code() == 0
    log = read_log(the_log(home)).log
    assert (log.effort, log.note, log.sets[0].reps) == (8.0, "steady", 2)


def test_in_a_terminal_a_session_cut_short_can_be_carried_on(home: Path) -> None:
    own_exercise(home, "quick")
    with Terminal(repcue("run", "quick", "--plain"), env={"REPCUE_HOME": str(home)}) as terminal:
        terminal.wait_for("rep 0 / 2")
        terminal.send("\r")
        terminal.wait_for("rep 1 / 2")
        terminal.send("\x03")
        assert terminal.exit_code() == 130
    with Terminal(repcue("run", "desk-break", "--plain"), env={"REPCUE_HOME": str(home)}) as terminal:
        terminal.wait_for("Cut short: quick")
        terminal.send("c\r")
        terminal.wait_for("PAUSED")
        terminal.send("\r")
        terminal.wait_for("set 1 of 1 · rep 1 / 2")
        terminal.send("\r")
        terminal.wait_for("Effort of the whole session")
        terminal.send("\x04")
        assert terminal.exit_code() == 0
    assert read_log(the_log(home)).log.sets[0].reps == 2
