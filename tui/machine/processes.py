"""Child processes without a shell, killed together with their own children."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress


def start(arguments: Sequence[str], environ: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start a program without a shell, with a pipe to its standard input and its output dropped. Raises OSError.

    It leads a process group of its own, so that `kill` includes its children and terminal signals do not reach it.
    """
    return subprocess.Popen(
        list(arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(environ),
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def kill(process: subprocess.Popen[str]) -> None:
    """Kill the process group of a program from `start`."""
    if process.poll() is not None:
        return
    with suppress(OSError):  # it may have ended just now
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
