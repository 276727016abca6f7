"""Keys that one write brings, in a real pseudo-terminal."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from terminal import Terminal, repcue

RUN = ("run", "stiff-leg-deadlift", "--sets", "2", "--reps", "6", "--rest", "60")
SKIPS = "rest has begun; space skips it"


LOCAL, REMOTE = "", "203.0.113.1 50000 203.0.113.2 22"
"""What SSH_CONNECTION says: over SSH the rest of an escape sequence is waited for longer."""


def started(home: Path, *args: str, connection: str = LOCAL) -> Terminal:
    env = {"REPCUE_HOME": str(home), "SSH_CONNECTION": connection}
    return Terminal(repcue(*args), cols=120, rows=36, env=env)


def logs(home: Path) -> list[Path]:
    return list((home / "data" / "logs").rglob("*.toml"))


def at_work(at: Terminal) -> None:
    at.wait_for("set-up 1 of")
    at.send("n")
    at.wait_for("rep 0 / 6")
    at.send(" ")
    at.wait_for("rep 1 / 6")


def asked_to_end(at: Terminal) -> None:
    at_work(at)
    at.send("\x1b")
    at.wait_for("End the session?")


def still_counts(at: Terminal, reps: int) -> None:
    """The session's pane is there, and one more rep is one more."""
    others = ("PAUSED", "End the session?", "esc back", "a session runs")
    at.wait(lambda text: f"rep {reps} / 6" in text and not any(words in text for words in others))
    at.tap(" ")
    at.wait_for(f"rep {reps + 1} / 6")


@pytest.mark.parametrize("connection", [LOCAL, REMOTE], ids=["local", "remote"])
@pytest.mark.parametrize("keys", ["   ", "\r\r", "ccccc", "\x1b\x1b"])
def test_an_answer_sent_several_times_keeps_the_session(keys: str, connection: str, home: Path) -> None:
    with started(home, *RUN, connection=connection) as at:
        asked_to_end(at)
        at.tap(keys)  # and no rep sooner than a thumb can: a space within 30 ms of an escape is alt and space
        still_counts(at, 1)


@pytest.mark.parametrize("keys", ["ss", "sssss"])
def test_saving_sent_several_times_leaves_one_log(keys: str, home: Path) -> None:
    with started(home, *RUN) as at:
        asked_to_end(at)
        at.send(keys)
        at.wait_for("Session ended early")
        at.send("\x1b")
        assert at.exit_code() == 0
    assert len(logs(home)) == 1


def test_help_asked_for_and_left_several_times_keeps_the_session(home: Path) -> None:
    with started(home, *RUN) as at:
        at_work(at)
        at.send("??")
        at.wait_for("In a session")
        at.send("qqqqq")
        still_counts(at, 1)


@pytest.mark.parametrize("connection", [LOCAL, REMOTE], ids=["local", "remote"])
def test_the_history_opened_and_left_several_times_keeps_the_session(connection: str, home: Path) -> None:
    with started(home, *RUN, connection=connection) as at:
        at_work(at)
        at.send("hh")
        at.wait_for("a session runs")
        at.tap("\x1b\x1b\x1b")
        still_counts(at, 1)


def test_two_clicks_in_one_write_answer_once(home: Path) -> None:
    with started(home, *RUN) as at:
        asked_to_end(at)
        lines = at.text().splitlines()
        row = next(number for number, line in enumerate(lines, 1) if "carry on with it" in line)
        column = lines[row - 1].index("carry on") + 1
        at.send(f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m" * 3)
        still_counts(at, 1)


def test_taps_in_one_write_all_count_and_stop_at_the_target(home: Path) -> None:
    with started(home, *RUN) as at:
        at_work(at)
        at.send("    ")
        at.wait_for("rep 5 / 6")
        at.send("   ")
        at.wait_for(SKIPS)
        at.wait_for("rest 0:58")
        at.send(" ")
        at.wait_for("set 2 of 2 · rep 0 / 6")


def test_a_key_held_down_never_passes_the_end_of_a_set(home: Path) -> None:
    with started(home, *RUN) as at:
        at_work(at)
        at.send("    ")
        at.wait_for("rep 5 / 6")
        until = time.perf_counter() + 3
        while time.perf_counter() < until:
            at.send(" ")
            at.read(0.033)
        at.wait_for("rest 0:5")
        assert "set 2 of 2 · rep" not in at.text()


def test_a_target_reached_leaves_a_breath_in_the_terminal_too(home: Path) -> None:
    with started(home, *RUN) as at:
        at_work(at)
        at.send("     ")
        at.wait_for("rest 1:00")
        at.send("\r")
        at.wait(lambda text: SKIPS in text or "rest 0:58" in text)
        assert "set 2 of 2 · rep" not in at.text()
        at.breathe()
        at.send(" ")
        at.wait_for("set 2 of 2 · rep 0 / 6")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="sees there whether the program is stopped")
def test_suspending_sent_twice_stops_the_program_once(home: Path) -> None:
    with started(home, *RUN) as at:
        at_work(at)
        at.send("\x1a\x1a")

        def is_stopped(text: str = "") -> bool:
            return Path(f"/proc/{at.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"

        at.wait(is_stopped)
        os.kill(at.pid, 18)
        at.wait_for("PAUSED · set 1 of 2 · rep 1 / 6")
        at.send(" ")
        still_counts(at, 1)
