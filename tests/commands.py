"""Running the command line in tests: in this process, or as one of its own."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from tui.cli.group import repcue

PROJECT = Path(__file__).resolve().parents[1]

EXERCISE = """
schema = 1
id = "{id}"
name = "{id}"
level = "beginner"
pattern = "other"
[defaults]
reps = 2
rest = 0
sets = 1
[[phases]]
kind = "hold"
cue = "Hold"
text = "Stay."
seconds = 0.5
"""
"""As small as an exercise can be, and as fast."""


def invoke(home: Path, *arguments: str, typed: str = "") -> Result:
    """Run a command in this process; a traceback in it fails the test."""
    result = CliRunner().invoke(repcue, list(arguments), input=typed, env={"REPCUE_HOME": str(home)})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def start(home: Path, *arguments: str, **streams: int) -> subprocess.Popen[bytes]:
    """Start a command as a process."""
    command = [sys.executable, "-m", "tui", *arguments]
    env = {**os.environ, "REPCUE_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(command, cwd=PROJECT, env=env, **streams)  # type: ignore[call-overload,no-any-return]


def run_to_end(home: Path, *arguments: str, typed: bytes = b"") -> tuple[int, str, str]:
    """Run a command as a process; return its exit code and what it printed to stdout and stderr."""
    pipe = subprocess.PIPE
    with start(home, *arguments, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        out, err = process.communicate(typed, timeout=60)
    return process.returncode, out.decode(), err.decode()


def write(path: Path, text: str) -> Path:
    """Write a file, and the folders it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def own_exercise(home: Path, exercise_id: str) -> Path:
    """Put a small exercise into the person's folder."""
    return write(home / "config" / "exercises" / f"{exercise_id}.toml", EXERCISE.format(id=exercise_id))
