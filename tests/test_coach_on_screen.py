"""What a session on a real screen is heard to say: the voice, the bell, and the keys that silence them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import own_exercise, write
from session_recording import Pipe, program
from terminal import Terminal, repcue

LUNGE = """
schema = 1
id = "extended-lunge"
name = "Extended Lunge"
level = "beginner"
pattern = "lunge"
[sides]
mode = "unilateral"
first = "right"
switch_seconds = 0.5
[defaults]
sets = 3
reps = 10
[[phases]]
kind = "eccentric"
cue = "Sink"
text = "Down."
seconds = 0.5
[[phases]]
kind = "concentric"
cue = "Rise"
text = "Up."
seconds = 0.5
"""

CONTROL_STRING = re.compile(rb"\x1b[\]P_^].*?(?:\x07|\x1b\\)", re.DOTALL)
"""A window's title and the like: it may end with the byte that rings the bell."""


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Pipe]:
    pipe = Pipe(tmp_path / "told")
    yield pipe
    pipe.close()


def on_screen(home: Path, speaks_to: Pipe, *args: str, settings: str = "") -> Terminal:
    """The program in a session, over SSH, with a speaker that writes down at once what it is to say."""
    tools = home.parent / "bin"
    program(tools, "spd-say", f'for last; do :; done; echo "$last" > {speaks_to.path}')
    write(home / "config" / "settings.toml", settings)
    path = f"{tools}:{os.environ['PATH']}"
    return Terminal(repcue("run", *args), env={"REPCUE_HOME": str(home), "PATH": path})


def rung(at: Terminal) -> int:
    """How often the terminal's bell was rung."""
    return CONTROL_STRING.sub(b"", bytes(at.output)).count(b"\a")


def test_a_paced_session_says_side_phases_switch_and_rest_in_order_and_nothing_twice(home: Path, pipe: Pipe) -> None:
    write(home / "config" / "exercises" / "extended-lunge.toml", LUNGE)
    args = ("extended-lunge", "--sets", "2", "--reps", "2", "--rest", "4", "--paced")
    with on_screen(home, pipe, *args, settings="voice = true\nget_ready = 0.5\n") as at:
        at.wait_for("Session done")
        at.send("\x1b")
        assert at.exit_code() == 0
    reps = ["One. Sink.", "Rise.", "Two. Sink.", "Rise."]
    first = ["Right leg. Two reps.", *reps, "Switch. Left leg.", *reps]
    rest = ["Rest, four seconds. Next: extended lunge.", "Three.", "Two.", "One."]
    second = ["Right leg. Sink.", *reps[1:], "Switch. Left leg.", *reps, "Session done."]
    said = [pipe.line() for _ in first + rest + second]
    assert said == first + rest + second
    assert pipe.is_empty()


def test_m_silences_the_bell_and_lets_it_be_heard_again(home: Path, pipe: Pipe) -> None:
    own_exercise(home, "still")
    with on_screen(home, pipe, "still", "--sets", "3", "--reps", "1", "--rest", "1") as at:
        at.wait_for("set 1 of 3 · rep 0 / 1")
        at.send(" ")
        at.wait_for("set 2 of 3 · rep 0 / 1")
        heard = rung(at)
        assert heard > 0
        at.send("m")
        at.wait_for("Muted.")
        at.send(" ")
        at.wait_for("set 3 of 3 · rep 0 / 1")
        at.wait_for("muted  saved")
        assert rung(at) == heard
        at.send("m")
        at.wait_for("Sound is on again.")
        at.send(" ")
        at.wait_for("Session done")
        assert rung(at) > heard


def test_v_turns_the_voice_on_and_off_and_m_silences_it(home: Path, pipe: Pipe) -> None:
    own_exercise(home, "still")
    with on_screen(home, pipe, "still", "--sets", "1", "--reps", "9") as at:
        at.wait_for("rep 0 / 9")

        def says(key: str, answer: str) -> None:
            at.send(key)
            at.wait_for(answer)

        says(" ", "rep 1 / 9")
        says("v", "Voice on.")
        says(" ", "rep 2 / 9")
        assert pipe.line() == "Two."
        says("m", "Muted.")
        says(" ", "rep 3 / 9")
        says("m", "Sound is on again.")
        says(" ", "rep 4 / 9")
        assert pipe.line() == "Four."
        says("v", "Voice off.")
        says(" ", "rep 5 / 9")
        says("m", "Muted.")
        says("v", "Voice on.")
        says(" ", "rep 6 / 9")
        assert pipe.line() == "Six."
        assert pipe.is_empty()


def test_v_says_what_is_missing_where_there_is_no_speaker(home: Path) -> None:
    own_exercise(home, "still")
    with Terminal(repcue("run", "still"), env={"REPCUE_HOME": str(home), "PATH": ""}) as at:
        at.wait_for("rep 0 / 2")
        at.send("v")
        at.wait_for("No voice: no speaker was found.")
        at.send(" ")
        at.wait_for("rep 1 / 2")
