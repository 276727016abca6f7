"""A test that hangs ends with its stack, whatever it hangs in, instead of holding up all the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from commands import PROJECT
from pilots import program

SCREEN = """
from textual.app import App

class Hanging(App):
    async def on_mount(self):
        await self.never()

    async def never(self):
        import asyncio
        await asyncio.Event().wait()

async def test_hangs():
    async with Hanging().run_test() as pilot:
        await pilot.pause()
"""

THREAD = """
import threading

def wait_in_a_thread():
    threading.Event().wait()

def test_hangs():
    hung = threading.Thread(target=wait_in_a_thread, daemon=True)
    hung.start()
    hung.join()
"""

CATCHES_ALL = """
import time

def test_hangs():
    while True:
        try:
            time.sleep(60)
        except BaseException:
            pass
"""


def run(folder: Path, test: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run one test under this project's own settings, with `options` that shorten the limits."""
    (folder / "test_one.py").write_text(test + "\ndef test_after():\n    pass\n")
    settings = str(PROJECT / "pyproject.toml")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        settings,
        "--rootdir",
        str(folder),
        "-p",
        "task_stacks",
        str(folder),
    ]
    env = {**os.environ, "PYTHONPATH": str(PROJECT / "tests")}
    return subprocess.run(
        [*command, *options, str(folder)], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("test", "stack"), [(SCREEN, "in never"), (THREAD, "in wait_in_a_thread")])
def test_a_test_that_hangs_fails_with_its_stack_and_the_next_one_runs(tmp_path: Path, test: str, stack: str) -> None:
    done = run(tmp_path, test, "-o", "timeout=1")
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    assert "Timeout (>1.0s)" in done.stdout
    assert stack in done.stdout


def test_a_test_that_can_not_be_failed_ends_the_run_with_its_stack(tmp_path: Path) -> None:
    done = run(tmp_path, CATCHES_ALL, "-o", "faulthandler_timeout=1")
    assert done.returncode == 1
    assert "test_one.py" in done.stderr and "in test_hangs" in done.stderr


def test_every_test_has_a_limit(pytestconfig: pytest.Config) -> None:
    assert 0 < float(pytestconfig.getini("timeout")) <= 60
    assert float(pytestconfig.getini("faulthandler_timeout")) > 0
    assert pytestconfig.getini("faulthandler_exit_on_timeout") is True


async def test_the_program_under_test_leaves_the_limit_in_place(home: Path) -> None:
    limit = signal.getsignal(signal.SIGALRM)
    async with program(home):
        assert signal.getsignal(signal.SIGALRM) is limit
    assert signal.getsignal(signal.SIGALRM) is limit and signal.getitimer(signal.ITIMER_REAL)[0] > 0
