"""A plain session is told by the same coach: spoken, rung on a terminal alone, muted by a line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import PROJECT, own_exercise, write
from plans import BOTH_LEGS, plan_of
from scripted_plain import Talk
from session_recording import Pipe, program

from tui.logbook.log.store import read_log
from tui.plain.plain_coach import Coaching, coaching_for, ring
from tui.runtime.running_session import RunningSession
from tui.settings import Settings


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Pipe]:
    pipe = Pipe(tmp_path / "told")
    yield pipe
    pipe.close()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def talk_with(home: Path, settings: Settings, stdout: io.StringIO, *script: str | int) -> Talk:
    """A session held with a coach, over SSH."""
    talk = Talk(home)

    def coaching(running: RunningSession) -> Coaching:
        return coaching_for(settings, {"SSH_TTY": "x", "PATH": ""}, stdout, running, talk.inbox.wake)

    talk.hold(plan_of(BOTH_LEGS, sets=2, reps=2, rest=5000), *script, coaching=coaching)
    return talk


def test_a_terminal_is_rung_and_anything_else_is_not(home: Path) -> None:
    script: tuple[str | int, ...] = ("", "", "2", 6000, "2")
    for stdout, rung in ((Terminal(), 3), (io.StringIO(), 0)):
        talk = talk_with(home / str(rung), Settings(), stdout, *script)
        assert "Rest over." in talk.said
        assert stdout.getvalue() == "\a" * rung


def test_a_closed_terminal_is_rung_without_harm() -> None:
    stdout = Terminal()
    stdout.close()
    ring(stdout)


def test_a_line_mutes_and_another_turns_the_voice_on(home: Path) -> None:
    stdout = Terminal()
    talk = talk_with(home, Settings(), stdout, "m", "v", "", "", "2", 6000, "m", "2")
    assert talk.said.count("Muted.") == 1 and talk.said.count("Sound is on again.") == 1
    assert any(line.startswith("No voice: no speaker was found.") for line in talk.said)
    assert stdout.getvalue() == "\a"


def test_what_the_coach_reports_is_told_once(home: Path) -> None:
    talk = talk_with(home, Settings(voice=True), Terminal(), "", "", "2", 6000, "2")
    assert [line for line in talk.said + talk.warned if "No voice" in line] == [
        "No voice: no speaker was found. Install one, such as espeak-ng or spd-say."
    ]


def test_a_plain_session_as_a_process_speaks_and_runs_its_hooks(tmp_path: Path, home: Path, pipe: Pipe) -> None:
    program(
        tmp_path / "bin",
        "spd-say",
        f'for last; do :; done; case "$last" in Session*) echo "$last" > {pipe.path}; esac',
    )
    hook = program(tmp_path, "hook", f"cat > {pipe.path}")
    own_exercise(home, "quick")
    write(home / "config" / "settings.toml", f"voice = true\n[hooks]\nsession-end = ['{hook}']\n")
    environ = {**os.environ, "REPCUE_HOME": str(home), "PATH": f"{tmp_path}/bin:{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, "-m", "tui", "run", "quick", "--plain"],
        cwd=PROJECT,
        env=environ,
        input=b"\n\n",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\a" not in done.stdout
    told = sorted([pipe.line(), pipe.line()])
    assert told[0] == "Session done."
    end = json.loads(told[1])
    (log,) = (home / "data" / "logs").rglob("*.toml")
    assert (end["outcome"], end["log"], end["session"]) == ("completed", str(log), read_log(log).log.id)


def test_without_settings_there_is_no_coach(home: Path) -> None:
    talk = Talk(home)
    assert talk.hold(plan_of(BOTH_LEGS, sets=1, reps=1), "m", "", "", "") == 0
    assert any("Not understood" in line for line in talk.said)
