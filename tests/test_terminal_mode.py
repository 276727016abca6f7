"""The terminal that the program was given is the terminal it leaves, whatever ended it."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from commands import write
from terminal import Terminal, repcue

from tui.terminal.signals import ENDING

TRIED = [
    signal.SIGTERM,
    signal.SIGHUP,
    signal.SIGINT,
    signal.SIGQUIT,
    signal.SIGUSR1,
    signal.SIGALRM,
    signal.SIGABRT,
    signal.SIGRTMAX,
]
ON_FROM_THE_START = {b"7", b"25"}
"""Lines wrapped, the cursor shown."""
KEPT = "The session is kept, and the next start offers it."


@pytest.fixture(scope="module")
def untouched() -> list[Any]:
    with Terminal(["cat"]) as terminal:
        return terminal.mode()


def test_every_signal_that_ends_a_program_and_can_be_caught_is_one_of_them() -> None:
    names = {signal.Signals(number).name for number in ENDING if number < signal.SIGRTMIN}
    assert names >= {"SIGVTALRM", "SIGPROF", "SIGXCPU", "SIGUSR2", "SIGPIPE", *(number.name for number in TRIED[:-1])}
    assert set(range(signal.SIGRTMIN, signal.SIGRTMAX + 1)) <= set(ENDING)
    assert not names & {"SIGKILL", "SIGSTOP", "SIGTSTP", "SIGCONT", "SIGCHLD", "SIGWINCH", "SIGSEGV"}


@contextmanager
def session(home: Path) -> Iterator[Terminal]:
    """A session of which one rep is saved."""
    with Terminal(repcue("run", "stiff-leg-deadlift"), env={"REPCUE_HOME": str(home)}) as at:
        at.wait_for("set-up 1 of")
        at.send("n ")
        at.wait(lambda text: "rep 1 / 10" in text and "saved" in text)
        yield at


def asked_of_terminal(output: bytes) -> set[bytes]:
    """The private modes that differ from what they were before the program."""
    changed: set[bytes] = set()
    for match in re.finditer(rb"\x1b\[\?(\d+)([hl])", output):
        mode, on = match[1], match[2] == b"h"
        (changed.discard if on == (mode in ON_FROM_THE_START) else changed.add)(mode)
    return changed


def left_whole(at: Terminal, untouched: list[Any]) -> bool:
    """Whether the terminal is as it was: its mode, its screen, what it reports."""
    output = bytes(at.output)
    return (
        at.mode() == untouched
        and not asked_of_terminal(output)
        and output.count(b"\x1b[<u") == len(re.findall(rb"\x1b\[>\d+u", output))
    )


def quit_at_once(at: Terminal) -> None:
    at.send("\x1b")
    at.wait_for("End the session?")
    at.send("s")
    at.wait_for("Session ended early")
    at.send("\x1b")
    assert at.exit_code() == 0


@pytest.mark.parametrize("number", TRIED, ids=lambda number: number.name)
def test_a_signal_ends_it_with_the_terminal_whole_and_one_line_about_the_session(
    number: signal.Signals, home: Path, untouched: list[Any]
) -> None:
    with session(home) as at:
        assert at.mode() != untouched
        at.kill(number)
        assert at.exit_code() == 128 + number
        assert left_whole(at, untouched)
        after = bytes(at.output).rpartition(b"\x1b[?1049l")[2].decode()
        assert after.count(KEPT) == 1 and "Traceback" not in after
    assert len(list((home / "state" / "journals").iterdir())) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_before_anything_was_done_says_so_and_leaves_nothing(number: signal.Signals, home: Path) -> None:
    with Terminal(repcue("run", "stiff-leg-deadlift"), env={"REPCUE_HOME": str(home)}) as at:
        at.wait(lambda text: "set-up 1 of" in text and "saved" in text)
        at.kill(number)
        assert at.exit_code() == 128 + number
        after = bytes(at.output).rpartition(b"\x1b[?1049l")[2].decode()
        assert after.count("Nothing was done, so nothing is kept.") == 1 and KEPT not in after
    assert list((home / "state" / "journals").iterdir()) == []


def test_a_signal_while_an_unfinished_session_is_offered_says_that_it_is_kept(home: Path) -> None:
    with session(home) as at:
        at.kill()
    with Terminal(repcue(), env={"REPCUE_HOME": str(home)}) as at:
        at.wait_for("An unfinished session")
        at.kill(signal.SIGTERM)
        assert at.exit_code() == 128 + signal.SIGTERM
        assert bytes(at.output).rpartition(b"\x1b[?1049l")[2].decode().count(KEPT) == 1


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_second_signal_while_a_hook_is_waited_for_changes_nothing(second: signal.Signals, home: Path) -> None:
    hook = f"trap '' TERM; echo here > {home}/hook; sleep 60"
    write(home / "config" / "settings.toml", f'[hooks]\nsession-start = ["sh", "-c", "{hook}"]\n')
    with session(home) as at:
        at.wait(lambda _: (home / "hook").exists())
        at.kill(signal.SIGTERM)
        at.wait(lambda _: b"\x1b[?1049l" in at.output)
        for _ in range(5):
            at.kill(second)
            at.read(0.05)
        assert at.exit_code() == 128 + signal.SIGTERM
        after = bytes(at.output).rpartition(b"\x1b[?1049l")[2].decode()
        assert after.count(KEPT) == 1 and "Traceback" not in after and "Aborted" not in after


def test_a_signal_whose_exception_is_lost_still_ends_the_program(home: Path) -> None:
    lost = (
        "import os, signal, sys, weakref\n"
        "import tui.settings\n"
        "class Gone: pass\n"
        "def kill(_): os.kill(os.getpid(), signal.SIGTERM)\n"
        "load = tui.settings.load_settings\n"
        "def losing(path):\n"
        "    one = Gone()\n"
        "    reference = weakref.ref(one, kill)\n"
        "    del one\n"
        "    return load(path)\n"
        "tui.settings.load_settings = losing\n"
        "from tui.cli import main\n"
        "sys.argv[1:] = ['run', 'stiff-leg-deadlift']\n"
        "main(prog_name='repcue')\n"
    )
    with Terminal([sys.executable, "-c", lost], env={"REPCUE_HOME": str(home)}) as at:
        assert at.exit_code() == 128 + signal.SIGTERM
        assert b"Exception ignored" in at.output


def test_ctrl_c_while_the_program_is_being_imported_brings_no_traceback(home: Path) -> None:
    early = "import os, runpy, signal, sys\nsys.argv[1:] = ['list']\n" + (
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'click':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder())\n"
        "runpy.run_module('tui', run_name='__main__')\n"
    )
    with Terminal([sys.executable, "-c", early], env={"REPCUE_HOME": str(home)}) as at:
        assert at.exit_code() == -signal.SIGINT
        assert b"Traceback" not in at.output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGUSR1])
def test_where_no_session_runs_nothing_is_said_of_one(
    number: signal.Signals, home: Path, untouched: list[Any]
) -> None:
    with Terminal(repcue(), env={"REPCUE_HOME": str(home)}) as at:
        at.wait_for("Hamstrings at home")
        at.kill(number)
        assert at.exit_code() == 128 + number
        assert left_whole(at, untouched)
        assert b"session is kept" not in bytes(at.output)


@pytest.mark.parametrize("times", [1, 2])
def test_stopped_by_the_system_and_continued_it_leaves_the_terminal_whole(
    times: int, home: Path, untouched: list[Any]
) -> None:
    with session(home) as at:
        taken = at.mode()
        for _ in range(times):
            stop_and_continue(at)
        assert at.mode() == taken
        at.send(" ")
        at.wait_for("rep 2 / 10")
        quit_at_once(at)
        assert left_whole(at, untouched)


def stop_and_continue(at: Terminal) -> None:
    at.kill(signal.SIGSTOP)
    at.wait(lambda _: stopped(at.pid))
    continue_(at)


def continue_(at: Terminal) -> None:
    seen = bytes(at.output).count(b"\x1b[?1049h")
    at.kill(signal.SIGCONT)
    at.wait(lambda _: bytes(at.output).count(b"\x1b[?1049h") > seen)
    at.wait_for("Stiff-Leg")


def stopped(process: int) -> bool:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def test_continued_without_having_been_stopped_it_goes_on_and_leaves_the_terminal_whole(
    home: Path, untouched: list[Any]
) -> None:
    with session(home) as at:
        continue_(at)
        at.send(" ")
        at.wait_for("rep 2 / 10")
        quit_at_once(at)
        assert left_whole(at, untouched)


def test_while_suspended_the_shell_has_its_mode(home: Path, untouched: list[Any]) -> None:
    with session(home) as at:
        at.send("\x1a")
        at.wait(lambda _: stopped(at.pid))
        assert left_whole(at, untouched)
        continue_(at)
        at.kill(signal.SIGTERM)
        assert at.exit_code() == 128 + signal.SIGTERM
        assert left_whole(at, untouched)


def test_a_signal_while_suspended_ends_it_with_the_terminal_whole(home: Path, untouched: list[Any]) -> None:
    with session(home) as at:
        at.send("\x1a")
        at.wait(lambda _: stopped(at.pid))
        at.kill(signal.SIGTERM)
        at.kill(signal.SIGCONT)
        assert at.exit_code() == 128 + signal.SIGTERM
        assert left_whole(at, untouched)


@contextmanager
def shell(home: Path) -> Iterator[Terminal]:
    """A shell with job control."""
    env = {"REPCUE_HOME": str(home), "PS1": "ready> ", "HISTFILE": ""}
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env=env) as at:
        at.wait_for("ready>")
        yield at


def run_in(at: Terminal, line: str) -> None:
    at.send(line + "\r")


PROGRAM = " ".join(repcue("run", "stiff-leg-deadlift"))


def test_in_a_shell_suspended_put_forward_and_quit_the_shell_has_its_echo(home: Path) -> None:
    with shell(home) as at:
        run_in(at, f"stty -a > {home}/before")
        run_in(at, PROGRAM)
        at.wait_for("set-up 1 of")
        at.send("n ")
        at.wait_for("rep 1 / 10")
        at.send("\x1a")
        at.wait_for("Stopped")
        run_in(at, "fg; echo code $?")
        at.wait_for("PAUSED")
        at.send("\x1b")
        at.wait_for("End the session?")
        at.send("s")
        at.wait_for("Session ended early")
        at.send("\x1b")
        at.wait_for("code 0")
        run_in(at, f"stty -a > {home}/after; echo all $((1 + 1))")
        at.wait_for("all 2")
    assert (home / "after").read_text() == (home / "before").read_text()


@pytest.mark.parametrize("stop", ["\x1a", "STOP"])
def test_in_a_shell_a_stopped_session_can_be_killed_from_the_background(stop: str, home: Path) -> None:
    with shell(home) as at:
        run_in(at, f"stty -a > {home}/before")
        run_in(at, PROGRAM)
        at.wait_for("set-up 1 of")
        (pid,) = children(at.pid)
        if stop == "STOP":
            os.kill(pid, signal.SIGSTOP)
        else:
            at.send(stop)
        # What is printed, not what is shown: it may have been stopped in the middle of an update.
        at.wait(lambda _: b"Stopped" in at.output)
        run_in(at, "kill %1")
        at.wait(lambda _: pid not in children(at.pid))
        # The shell tells the exit code before one of its prompts, and has no such job from then on.
        run_in(at, f"stty -a > {home}/after; echo all $((1 + 1))")
        at.wait(lambda _: b"Exit 143" in at.output and b"all 2" in at.output)
    assert (home / "after").read_text() == (home / "before").read_text()


def children(process: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def test_signals_ignored_at_the_start_stay_ignored(home: Path) -> None:
    command = "trap '' INT USR1; exec " + PROGRAM
    with Terminal(["sh", "-c", command], env={"REPCUE_HOME": str(home)}) as at:
        at.wait_for("set-up 1 of")
        at.kill(signal.SIGINT)
        at.kill(signal.SIGUSR1)
        at.send("n ")
        at.wait_for("rep 1 / 10")
