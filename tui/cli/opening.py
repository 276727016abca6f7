"""`repcue` alone: opening the program, with as little as possible imported before its first painting."""

from __future__ import annotations

import gc
import os
import sys

NO_TERMINAL = (
    "The program needs a terminal to draw on, and there is none here. Without one:\n"
    "  repcue run ID --plain   a session as lines of text\n"
    "  repcue list             what can be run\n"
    "  repcue log list         what was done"
)


def open_program() -> int:
    """Open the screen and return the exit code, or say what works where there is no terminal and return 2."""
    if not has_terminal():
        print(NO_TERMINAL, file=sys.stderr)
        return 2
    gc.disable()  # what is imported stays: looking through it for garbage costs a tenth of the start; the app goes on
    from tui.app import run_app
    from tui.paths import Paths
    from tui.settings import load_settings

    paths = Paths.find(os.environ)
    settings, problems = load_settings(paths.settings)
    return run_app(paths, settings, problems)


def has_terminal() -> bool:
    """Whether there is something to draw on and there are keys to read."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stderr)


def _is_terminal(stream: object) -> bool:
    try:
        return bool(getattr(stream, "isatty", lambda: False)())
    except ValueError:
        return False  # closed
