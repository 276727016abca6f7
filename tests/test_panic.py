"""An error of the program's own ends it with one plain line, exit code 1, and the session kept."""

from __future__ import annotations

import re
from pathlib import Path

import faulty_driver
import pytest
from terminal import PROJECT, Terminal, repcue

from tui.program.panic import panic_line

FAULTS = [faulty_driver.READER, faulty_driver.APP, faulty_driver.WORKER, faulty_driver.TASK]
NAMES = ["reader", "app", "worker", "task"]
SEQUENCE = re.compile(r"\x1b(?:\[[0-9;?]*[a-z]|\][^\x07]*\x07)")
LEAVES_SCREEN = b"\x1b[?1004l"


def faulty(home: Path, *arguments: str) -> Terminal:
    env = {
        "REPCUE_HOME": str(home),
        "TEXTUAL_DRIVER": "faulty_driver:FaultyDriver",
        "PYTHONPATH": str(PROJECT / "tests"),
    }
    return Terminal(repcue(*arguments), env=env)


def last_lines(at: Terminal) -> list[str]:
    """What was printed after the program's screen was left."""
    return SEQUENCE.sub("", bytes(at.output).rpartition(LEAVES_SCREEN)[2].decode()).split("\r\n")


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_an_error_in_a_session_ends_with_one_line_and_the_session_is_offered_again(home: Path, fault: str) -> None:
    with faulty(home, "run", "stiff-leg-deadlift", "--sets", "1", "--reps", "6") as at:
        at.wait_for("set-up 1 of")
        at.send("n")
        at.wait_for("rep 0 / 6")
        at.send("   ")
        at.wait(lambda text: "rep 3 / 6" in text and "saved" in text)
        at.send(fault)
        assert at.exit_code() == 1
        written = home / "state" / "last-error.txt"
        assert last_lines(at) == [
            "repcue stopped on an error of its own (ModestError: something went \\x1b[31mwrong). "
            f"The session is kept, and the next start offers it. Where it happened is written in {written}",
            "",
        ]
    assert "in fail\n" in written.read_text()
    with Terminal(repcue(), env={"REPCUE_HOME": str(home)}) as at:
        at.wait_for("An unfinished session")
        at.send("\r")
        at.wait_for("PAUSED · set 1 of 1 · rep 3 / 6")


def test_an_error_without_a_session_names_none(home: Path) -> None:
    with faulty(home) as at:
        at.wait_for("Hamstrings at home")
        at.send(faulty_driver.APP)
        assert at.exit_code() == 1
        assert "session" not in "".join(last_lines(at))


def test_a_traceback_that_cannot_be_written_is_said_to_be_missing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    line = panic_line(ValueError("x"), tmp_path / "state", "")
    assert line.startswith("repcue stopped on an error of its own (ValueError: x). Where it happened could not be")
    assert "\n" not in line
