"""Desktop notifications by the machine's own program."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping

from tui.machine.processes import start


def notify_command(text: str, environ: Mapping[str, str]) -> list[str] | None:
    """Return the command that notifies the desktop; None where there is none, or no desktop to be seen."""
    path = environ.get("PATH")
    if environ.get("SSH_CONNECTION"):
        return None  # it would be the far machine's desktop
    if (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")) and shutil.which("notify-send", path=path):
        return ["notify-send", "--app-name=repcue", "--", "repcue", text]
    if shutil.which("osascript", path=path):
        # The text is an argument of the script, so that nothing in it is code.
        script = ("on run argv", 'display notification (item 1 of argv) with title "repcue"', "end run")
        return ["osascript", *(word for line in script for word in ("-e", line)), text]
    return None


def notify(text: str, environ: Mapping[str, str]) -> bool:
    """Notify the desktop; return whether there is a command for it that could be started."""
    command = notify_command(text, environ)
    if command is None:
        return False
    try:
        process = start(command, environ)
    except OSError:
        return False
    threading.Thread(target=process.communicate, name="notify", daemon=True).start()
    return True
