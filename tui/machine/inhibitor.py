"""The machine's own inhibitor, which keeps the screen on while a session runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress

from tui.machine.processes import kill, start

NONE_HERE = "nothing here can keep the screen on (neither systemd-inhibit nor caffeinate is on the path)"


def inhibit_command(environ: Mapping[str, str]) -> list[str] | None:
    """Return the command that inhibits for as long as it runs; None where there is none on the path.

    It ends with this process however that ends: `cat` when its standard input closes, `caffeinate` with the process.
    """
    path = environ.get("PATH")
    if shutil.which("systemd-inhibit", path=path) and shutil.which("cat", path=path):
        return ["systemd-inhibit", "--what=idle", "--who=repcue", "--why=A session runs", "--mode=block", "cat"]
    if shutil.which("caffeinate", path=path):
        return ["caffeinate", "-d", "-i", "-w", str(os.getpid())]
    return None


class Inhibitor:
    """What keeps the screen on between `hold` and `release`, where there is a command for it that works."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._process: subprocess.Popen[str] | None = None

    def hold(self) -> None:
        """Keep the screen on; returns at once."""
        command = inhibit_command(self._environ)
        if command is not None and self._process is None:
            with suppress(OSError):  # a session is worth more than a bright screen
                self._process = start(command, self._environ)

    def release(self) -> None:
        """Let the screen go dark again."""
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None
            with suppress(OSError):
                process.stdin.close()
            kill(process)
            process.wait()
