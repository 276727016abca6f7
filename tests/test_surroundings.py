"""Where the program can't work as asked, one sentence says what to do, with exit code 2 and no traceback."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from commands import PROJECT, own_exercise
from terminal import Terminal, repcue

COMMANDS = [
    ("list",),
    ("paths",),
    ("log", "list"),
    ("check",),
    ("run", "desk-break", "--plain"),
    ("show", "desk-break"),
]


def run(
    *arguments: str, env: Mapping[str, str | None], cwd: Path = PROJECT, typed: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run a command with these variables on top of ours; None takes one away."""
    own = {
        **os.environ,
        "PYTHONPATH": str(PROJECT),
        **{name: value for name, value in env.items() if value is not None},
    }
    environ = {name: value for name, value in own.items() if env.get(name, "") is not None}
    return subprocess.run(repcue(*arguments), input=typed, capture_output=True, cwd=cwd, env=environ, timeout=60)


def refused(done: subprocess.CompletedProcess[bytes], words: str) -> bool:
    said = done.stderr.decode()
    return done.returncode == 2 and words in said and "Traceback" not in said and "\x1b" not in said


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_home_of_nobody_is_refused_by_every_command(command: tuple[str, ...]) -> None:
    assert refused(
        run(*command, env={"REPCUE_HOME": "~nosuchuser/x"}), "REPCUE_HOME=~nosuchuser/x leads to no folder"
    )


def test_a_home_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    for home in (file, file / "below"):
        assert refused(run("list", env={"REPCUE_HOME": str(home)}), f"{file} is no folder")


def test_a_home_with_bytes_that_are_no_text_is_refused(tmp_path: Path) -> None:
    home = os.fsdecode(os.fsencode(tmp_path) + b"/\xff")
    assert refused(run("list", env={"REPCUE_HOME": home}), "has bytes that are no text")


def test_a_home_with_a_name_too_long_is_refused() -> None:
    assert refused(run("list", env={"REPCUE_HOME": "/" + "x" * 300}), "File name too long")


def test_in_a_folder_that_is_gone_a_whole_path_works_and_a_relative_one_is_refused(
    home: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    script = 'mkdir "$0"; cd "$0"; rmdir "$0"; exec "$@"'
    for value, code in ((str(home), 0), ("relative", 2)):
        environ = {**os.environ, "PYTHONPATH": str(PROJECT), "REPCUE_HOME": value}
        argv = ["sh", "-c", script, str(gone), *repcue("list")]
        done = subprocess.run(argv, capture_output=True, env=environ, timeout=60)
        assert done.returncode == code, done.stderr
        assert b"Traceback" not in done.stderr
        assert (b"REPCUE_HOME=relative leads to no folder" in done.stderr) == (code == 2)


def test_completion_says_nothing_where_there_is_no_home() -> None:
    env = {
        "REPCUE_HOME": "~nosuchuser/x",
        "_REPCUE_COMPLETE": "bash_complete",
        "COMP_WORDS": "repcue show ",
        "COMP_CWORD": "2",
    }
    done = run(env=env)
    assert done.stderr == b"" and b"desk-break" in done.stdout


@pytest.mark.parametrize("command", [(), ("run", "desk-break")], ids=["bare", "run"])
@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"TERM": "dumb"}, "TERM=dumb names no terminal"),
        ({"TERM": ""}, "TERM is not set"),
        ({"TERM": "vt52"}, "TERM=vt52 names no terminal"),
        ({"TERM": "no-such-thing"}, "TERM=no-such-thing names no terminal"),
        ({"PYTHONIOENCODING": "ascii"}, "The encoding ascii can't show the screen"),
        ({"PYTHONIOENCODING": "latin-1"}, "can't show the screen"),
        ({"REPCUE_HOME": "~nosuchuser/x"}, "leads to no folder"),
    ],
)
def test_a_terminal_that_cannot_show_the_screen_is_refused(
    env: dict[str, str], words: str, command: tuple[str, ...], home: Path
) -> None:
    with Terminal(repcue(*command), cols=200, env={"REPCUE_HOME": str(home), **env}) as at:
        assert at.exit_code() == 2
        said = bytes(at.output).decode()
    assert words in said and "\x1b" not in said and "Traceback" not in said
    assert "--plain" in said or "REPCUE_HOME" in env


@pytest.mark.parametrize("term", ["xterm", "xterm-kitty", "screen.xterm-256color", "linux", "vt220", "foot"])
def test_a_terminal_that_can_is_not(term: str, home: Path) -> None:
    with Terminal(repcue(), env={"REPCUE_HOME": str(home), "TERM": term}) as at:
        at.wait_for("Hamstrings at home")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_plain_session_and_what_commands_print_need_no_encoding(encoding: str, home: Path) -> None:
    exercise = own_exercise(home, "quick")
    exercise.write_text(exercise.read_text().replace('name = "quick"', 'name = "Квик — é"'))
    env = {"REPCUE_HOME": str(home), "PYTHONIOENCODING": encoding}
    done = run("run", "quick", "--plain", env=env, typed=b"\n\n")
    assert (done.returncode, done.stderr) == (0, b"")
    for command in (
        ("list",),
        ("show", "quick"),
        ("log", "show", "last"),
        ("log", "stats"),
        ("--help",),
        ("log", "--help"),
        ("run", "é"),
    ):
        done = run(*command, env=env)
        assert b"Traceback" not in done.stderr and done.stdout + done.stderr, command
