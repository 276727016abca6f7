"""A session that does not go as planned, in the real program: changed, killed, undone, and done to its end."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path

from pilots import logs
from terminal import PROJECT, ProgramEndedError, Terminal, repcue

CURL, BARBELL, DUMBBELL, LYING, LUNGE = (
    "seated-leg-curl",
    "stiff-leg-barbell-deadlift",
    "stiff-leg-dumbbell-deadlift",
    "dumbbell-leg-curl",
    "extended-lunge",
)
MOST_TAPS = 400


def program(home: Path, *arguments: str) -> Terminal:
    return Terminal(repcue(*arguments), env={"REPCUE_HOME": str(home)}, cwd=PROJECT, cols=120, rows=36)


def routine(home: Path, *exercises: str) -> None:
    """A routine of two sets of one rep each, with no rest."""
    path = home / "config" / "routines" / "four.toml"
    path.parent.mkdir(parents=True)
    blocks = (f'\n[[blocks]]\nexercise = "{one}"\nsets = 2\nreps = 1\nrest = 0\n' for one in exercises)
    path.write_text('schema = 1\nid = "four"\nname = "Four"\n' + "".join(blocks))


def tapped(at: Terminal) -> None:
    """Tap space and wait for the screen: on a busy machine keys that run ahead would be a held one."""
    before = at.text()
    at.tap(" ")
    with suppress(ProgramEndedError):
        at.wait(lambda screen: screen != before)


def to_the_end(at: Terminal) -> None:
    """Space alone; what comes within the breath after a target does nothing."""
    for _ in range(MOST_TAPS):
        if "Session done" in at.text() or "Log:" in at.text():
            return
        tapped(at)
    raise AssertionError(f"no end of it:\n{at.text()}")


def test_the_first_session_ever_is_logged_at_the_load_said_once(home: Path) -> None:
    with program(home, "run", "gym-hamstrings", "--rest", "0", "--reps", "1") as at:
        at.wait_for("set-up 1 of")
        at.send("l60\r")
        at.wait_for("30 kg on the stack")
        to_the_end(at)
        at.wait_for("Log:")
    (log,) = logs(home)
    loads = [(row.kind, row.load) for row in log.sets if row.exercise == CURL]
    assert loads == [("warmup", 30.0), *[("working", 60.0)] * 3]
    assert {row.load for row in log.sets if row.exercise != CURL} == {None}


def test_a_session_moved_added_to_replaced_dropped_killed_and_undone_is_logged_as_it_was_done(home: Path) -> None:
    routine(home, CURL, BARBELL, DUMBBELL, LYING)
    with program(home, "run", "four") as at:
        at.wait_for("set-up 1 of")
        at.send("l60\r")
        at.wait_for("60 kg on the stack")
        at.send("n")
        at.wait_for("set 1 of 2 · rep 0 / 1")
        at.tap(" ")
        at.wait_for("set 2 of 2 · rep 0 / 1")
        at.send("\t")
        at.wait_for("▸ TODAY")
        at.send("jjjJJ")  # the second exercise is done last
        at.wait(lambda screen: screen.find("Dumbbell Leg Curl") < screen.find("Stiff-Leg Barbell Dead"))
        at.send("a")  # with one set more
        at.wait_for("0/3")
        at.send("kkkd")  # the one before it is dropped
        at.wait(lambda screen: "Dumbbell Leg Curl" not in screen)
        at.send("kkkr")  # and another one is replaced
        at.wait_for("Instead of Stiff-Leg Dumbbell Deadlift")
        at.send("lunge")
        at.wait(lambda screen: "▸ Extended Lunge" in screen)
        at.send("\r")
        at.wait(lambda screen: "Extended Lunge" in screen and "Instead of" not in screen and "saved" in screen)
        at.kill(signal.SIGKILL)
        at.exit_code()
    with program(home) as at:
        at.wait_for("An unfinished session")
        at.send("\r")
        at.wait_for("PAUSED")
        assert "Extended Lunge" in at.text()
        at.send("uuu")
        at.wait(
            lambda screen: "Dumbbell Leg Curl" in screen and "Extended Lunge" not in screen and "0/3" not in screen
        )
        at.send("UUU")
        at.wait(lambda screen: "Dumbbell Leg Curl" not in screen and "Extended Lunge" in screen and "0/3" in screen)
        to_the_end(at)
        at.wait_for("Log:")
    (log,) = logs(home)
    assert [(row.exercise, row.side, row.reps, row.load, row.extra, row.replaces) for row in log.sets] == [
        *[(CURL, None, 1, 60.0, None, None)] * 2,
        *[(LUNGE, side, 1, None, None, DUMBBELL) for _ in range(2) for side in ("right", "left")],
        *[(BARBELL, None, 1, None, None, None)] * 2,
        (BARBELL, None, 1, None, True, None),
    ]
    assert (log.planned_sets, log.outcome) == (8, "completed")
