"""What a terminal sends that is no key changes nothing in a session; what a keypad sends is what stands on it."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import tomli
from reports import REPORTS
from terminal import PROJECT, Terminal, repcue

from tui.terminal.driver import escape_delay

PATIENT, HASTY = {"ESCDELAY": "10000"}, {"ESCDELAY": "1"}
"""No deadline passes within a sequence, and one does in any pause."""
PAUSE = 0.02
COUNTED = 3
ENTER = "\x1b[57414;129u"


@contextmanager
def session(home: Path, env: dict[str, str]) -> Iterator[Terminal]:
    """A session of one set of ten, of which three are counted."""
    arguments = ("run", "stiff-leg-deadlift", "--sets", "1", "--reps", "10")
    with Terminal(repcue(*arguments), env={"REPCUE_HOME": str(home), **env}) as at:
        at.wait_for("set-up 1 of")
        at.send("n")
        at.wait_for("rep 0 / 10")
        for count in range(1, COUNTED + 1):
            at.tap(" ")
            at.wait_for(f"rep {count} / 10")
        yield at


def finished(at: Terminal, home: Path) -> dict[str, object]:
    """Count one more and end the set there; return the row of the log."""
    at.tap(" ")
    at.wait_for(f"rep {COUNTED + 1} / 10")
    at.send("\r")
    at.wait_for("Session done")
    (path,) = (home / "data" / "logs").rglob("*.toml")
    (row,) = tomli.loads(path.read_text())["sets"]
    return {name: row.get(name) for name in ("reps", "load", "rpe", "target")}


UNCHANGED = {"reps": COUNTED + 1, "load": None, "rpe": None, "target": 10}


def test_reports_cut_anywhere_change_nothing_in_a_session(home: Path) -> None:
    with session(home, PATIENT) as at:
        for report in REPORTS:
            for cut in range(len(report)):
                at.send(report[:cut])
                at.send(report[cut:])
                at.read(0)
        assert finished(at, home) == UNCHANGED


def test_the_late_rest_of_a_report_changes_nothing_in_a_session(home: Path) -> None:
    with session(home, HASTY) as at:
        for report in REPORTS:
            for cut in range(2, len(report), 3):
                at.send(report[:cut])
                time.sleep(PAUSE)
                at.send(report[cut:])
                at.read(PAUSE)
        assert finished(at, home) == UNCHANGED


def test_a_focus_report_cut_after_its_escape_opens_nothing(home: Path) -> None:
    with session(home, PATIENT) as at:
        for _ in range(5):
            at.send("\x1b")
            time.sleep(PAUSE)
            at.send("[I")
        assert finished(at, home) == UNCHANGED
        assert "End the session" not in at.text()


def test_an_escape_alone_asks_whether_to_end(home: Path) -> None:
    with session(home, {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}) as at:
        at.send("\x1b")
        at.wait_for("End the session")


def test_over_ssh_the_rest_of_a_sequence_is_waited_for_and_an_escape_is_quick_still(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    assert escape_delay() <= 0.1
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    assert 0.3 <= escape_delay() <= 0.5


NOT_UTF_8 = (
    b"\x1b[M \x88\x25",  # a mouse report past column 95
    "é".encode("latin-1"),
    "é".encode()[:1],
    "€".encode()[:2],
    *(bytes([byte]) for byte in range(0x80, 0x100)),
    *("\x85\x90\x9b\x9c\x9d".encode()),
)


def test_bytes_that_are_no_utf_8_change_nothing_in_a_session(home: Path) -> None:
    pick = random.Random(8)
    with session(home, PATIENT) as at:
        for data in NOT_UTF_8:
            at.send(data if isinstance(data, bytes) else bytes([data]))
        for _ in range(50):
            at.send(bytes(pick.randrange(0x80, 0x100) for _ in range(40)))
            at.read(0)
        assert finished(at, home) == UNCHANGED


def keypad(text: str) -> str:
    """Return the number as the keypad of a terminal with the kitty protocol sends it, num lock on."""
    codes = {**{str(digit): 57399 + digit for digit in range(10)}, ".": 57409}
    return "".join(f"\x1b[{codes[letter]};129;{ord(letter)}u" for letter in text)


def test_a_keypad_types_numbers_in_a_session_and_in_its_forms(home: Path) -> None:
    with session(home, {}) as at:
        at.send(keypad("12") + ENTER)
        at.wait_for("Session done")
        at.send(keypad("7.5") + ENTER)
        assert at.exit_code() == 0
    (path,) = (home / "data" / "logs").rglob("*.toml")
    log = tomli.loads(path.read_text())
    assert (log["sets"][0]["reps"], log["effort"]) == (12, 7.5)


def test_a_keypad_corrects_a_load_to_a_half(home: Path) -> None:
    arguments = ("run", "stiff-leg-deadlift", "--sets", "2", "--reps", "1", "--rest", "900")
    with Terminal(repcue(*arguments), env={"REPCUE_HOME": str(home)}) as at:
        at.wait_for("set-up 1 of")
        at.send("n")
        at.wait_for("rep 0 / 1")
        at.send("\x1b[57413;129;43u")
        at.wait_for("1 kg")
        at.send("\x1b[57412;129;45u")
        at.wait(lambda text: "1 kg" not in text)
        at.tap(" ")
        at.wait_for("rest 14:")
        at.send("e")
        at.wait_for("RPE 1-10")
        at.send("\t" + keypad("299") + "\x7f\x7f" + keypad("2.5") + ENTER)
        at.wait(lambda text: "RPE 1-10" not in text)
        at.send("\x1b")
        at.wait_for("End the session")
        at.send("s")
        at.wait_for("Session ended early")
    (path,) = (home / "data" / "logs").rglob("*.toml")
    assert tomli.loads(path.read_text())["sets"][0]["load"] == 22.5


def test_buttons_are_asked_for_and_motion_is_not(home: Path) -> None:
    with session(home, {}) as at:
        output = bytes(at.output)
        assert b"\x1b[?1000h" in output and b"\x1b[?1006h" in output
        assert not any(b"\x1b[?%dh" % mode in output for mode in (1001, 1002, 1003, 1005, 1015, 1016, 2048))


def test_the_end_of_the_terminal_ends_the_program_without_a_signal_too(home: Path) -> None:
    command = "trap '' HUP; exec " + " ".join(repcue("run", "stiff-leg-deadlift"))
    with Terminal(["sh", "-c", command], env={"REPCUE_HOME": str(home)}) as at:
        at.wait_for("set-up 1 of")
        at.send("n ")
        at.wait(lambda text: "rep 1 / 10" in text and "saved" in text)
        at.hang_up()
        assert at.exit_code() == 128 + signal.SIGHUP
    with Terminal(repcue(), env={"REPCUE_HOME": str(home)}) as at:
        at.wait_for("An unfinished session")
        at.send("\r")
        at.wait_for("rep 1 / 10")


def test_keys_of_one_write_have_the_number_of_one_read(home: Path) -> None:
    record = home / "keys"
    record.touch()
    env = {
        "REPCUE_HOME": str(home),
        "KEYS_READ": str(record),
        "TEXTUAL_DRIVER": "recording_driver:RecordingDriver",
        "PYTHONPATH": str(PROJECT / "tests"),
    }
    with Terminal(repcue(), env=env) as at:
        at.wait_for("Hamstrings at home")
        for count, keys in enumerate(("jk", "\x1b[B\x1b[57417u", "j\x1b[1;129A"), 1):
            at.send(keys)
            at.wait(lambda _, lines=2 * count: len(record.read_text().splitlines()) == lines)  # type: ignore[misc]
    found = [line.split() for line in record.read_text().splitlines()]
    assert [key for key, _ in found] == ["j", "k", "down", "left", "j", "up"]
    numbers = [int(number) for _, number in found]
    assert numbers[0] == numbers[1] < numbers[2] == numbers[3] < numbers[4] == numbers[5]
