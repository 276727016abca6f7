"""The screen stays on while a session runs, and the desktop is told what the window can't."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import invoke, write
from terminal import Terminal, repcue

from tui.machine.desktop import notify_command
from tui.machine.inhibitor import Inhibitor, inhibit_command

FAKE = """#!/bin/sh
echo "$@" >> "{told}"
while [ $# -gt 0 ]; do case "$1" in --*) shift;; *) break;; esac; done
"$@"
echo released >> "{told}"
"""


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """What a stand-in for systemd-inhibit on the path writes down."""
    file = tmp_path / "told"
    tool = write(tmp_path / "bin" / "systemd-inhibit", FAKE.format(told=file))
    tool.chmod(0o755)
    return file


def path_of(told: Path) -> str:
    return f"{told.parent / 'bin'}:{os.environ['PATH']}"


def comes(holds: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def running(told: Path) -> bool:
    """Whether the stand-in runs, which is found by its argument."""
    tool = str(told.parent / "bin" / "systemd-inhibit")
    commands = (command.read_bytes() for command in Path("/proc").glob("[0-9]*/cmdline") if command.exists())
    return any(tool.encode() in command for command in commands)


def held(told: Path) -> bool:
    return told.exists() and "released" not in told.read_text()


def test_the_screen_stays_on_between_hold_and_release(told: Path) -> None:
    inhibitor = Inhibitor({"PATH": path_of(told)})
    inhibitor.hold()
    inhibitor.hold()
    inhibitor.release()
    inhibitor.release()


def test_without_a_command_for_it_nothing_happens(tmp_path: Path) -> None:
    inhibitor = Inhibitor({"PATH": str(tmp_path)})
    inhibitor.hold()
    inhibitor.release()


def test_the_command_ends_with_the_process_whose_screen_it_keeps_on(tmp_path: Path) -> None:
    write(tmp_path / "caffeinate", "").chmod(0o755)
    assert inhibit_command({"PATH": str(tmp_path)}) == ["caffeinate", "-d", "-i", "-w", str(os.getpid())]


@pytest.mark.parametrize("end", ["kill", "quit"])
def test_the_screen_stays_on_while_a_session_runs_however_it_ends(told: Path, home: Path, end: str) -> None:
    env = {"REPCUE_HOME": str(home), "PATH": path_of(told)}
    with Terminal(repcue("run", "stiff-leg-deadlift"), env=env) as at:
        at.wait_for("set-up 1")
        at.wait(lambda _: held(told))
        if end == "kill":
            at.kill(signal.SIGKILL)
            comes(lambda: "released" in told.read_text())
        else:
            at.send("q")
            at.exit_code()
            comes(lambda: not running(told))
    assert "--what=idle" in told.read_text()


def test_a_setting_lets_the_screen_go_dark(told: Path, home: Path) -> None:
    write(home / "config" / "settings.toml", "keep_awake = false\n")
    with Terminal(repcue("run", "stiff-leg-deadlift"), env={"REPCUE_HOME": str(home), "PATH": path_of(told)}) as at:
        at.wait_for("set-up 1")
    assert not told.exists()


def test_check_says_where_nothing_can_keep_the_screen_on_and_calls_it_no_problem(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = invoke(home, "check")
    assert result.exit_code == 0 and "notice: keep_awake" in result.stderr
    write(home / "config" / "settings.toml", "keep_awake = false\n")
    assert "notice" not in invoke(home, "check").stderr


def test_the_desktop_is_told_by_its_own_program_and_the_text_is_never_code(tmp_path: Path) -> None:
    write(tmp_path / "notify-send", "").chmod(0o755)
    write(tmp_path / "osascript", "").chmod(0o755)
    env = {"PATH": str(tmp_path)}
    scripted = notify_command('a" & b', env)
    assert scripted is not None and scripted[-1] == 'a" & b' and scripted[0] == "osascript"
    assert notify_command("--help", env | {"DISPLAY": ":0"}) == [
        "notify-send", "--app-name=repcue", "--", "repcue", "--help",
    ]  # fmt: skip
    assert notify_command("Rest over", env | {"DISPLAY": ":0", "SSH_CONNECTION": "far"}) is None
