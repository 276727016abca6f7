"""Programs started for a person, without a shell, and ended with all that they started."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress


def start(arguments: Sequence[str], environ: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start a program without a shell, its standard input to be written, its output dropped. Raises `OSError`.

    It leads a group of its own, so that it is killed with all it started, and no key pressed here reaches it.
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
    """End a program that `start` started, and all that it started itself."""
    if process.poll() is not None:
        return
    with suppress(OSError):  # it may have ended just now
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
