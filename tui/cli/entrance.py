"""`repcue` alone: opening the program, with as little as possible imported before its first painting."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Mapping
from typing import Final

from tui.machine.paths import NoFolders, Paths
from tui.settings import load_settings

NO_TERMINAL = (
    "The program needs a terminal to draw on, and there is none here. Without one:\n"
    "  repcue run ID --plain   a session as lines of text\n"
    "  repcue list             what can be run\n"
    "  repcue log list         what was done"
)

KNOWN_TERM: Final = "xterm-256color"
PLAIN: Final = "or hold a session as lines of text: repcue run ID --plain"
SHOWN: Final = "┌─┐│└┘━▶✓…·⣿█"
"""Characters that the screen draws with."""
_FAMILIES: Final = re.compile(
    r"xterm|screen|tmux|rxvt|linux|konsole|vte|gnome|alacritty|kitty|foot|wezterm|ghostty|st(-|\Z)|contour|iterm|putty"
    r"|mintty|cygwin|vt[1-5]\d\d|ansi|mlterm|nsterm|Eterm|eterm|Apple_Terminal|mosh|rio|dtterm|sun-color|cons25|pcansi"
)


def open_program() -> int:
    """Open the screen and return the exit code. Where that is impossible, print what works instead and return 2."""
    refusal = no_screen(os.environ)
    if refusal:
        return _refuse(refusal)
    try:
        paths = Paths.find(os.environ)
    except NoFolders as error:
        return _refuse(str(error))
    gc.disable()  # what is imported stays: looking through it for garbage costs a tenth of the start; the app goes on
    from tui.program.app import run_app  # for the screen

    settings, problems = load_settings(paths.settings)
    return run_app(paths, settings, problems)


def _refuse(message: str) -> int:
    from tui.machine.printing import say  # for refusals alone

    say(message, err=True)
    return 2


def no_screen(environ: Mapping[str, str]) -> str:
    """Return why the screen can't be drawn here and what to do; empty if it can."""
    if not has_terminal():
        return NO_TERMINAL
    term = environ.get("TERM", "")
    if os.name != "nt" and not _moves_cursor(term):
        found = f"TERM={term}" if term else "TERM is not set, which"
        return f"{found} names no terminal that shows the screen: set TERM to yours, such as {KNOWN_TERM}, {PLAIN}"
    encoding = getattr(sys.stderr, "encoding", None) or "ascii"
    try:
        SHOWN.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return f"The encoding {encoding} can't show the screen: set LC_ALL=C.UTF-8 or PYTHONIOENCODING=utf-8, {PLAIN}"
    return ""


def _moves_cursor(term: str) -> bool:
    """Whether a terminal supports the usual escape sequences, by its family or by terminfo."""
    if _FAMILIES.match(term):
        return True
    if not term or term in ("dumb", "unknown"):
        return False
    try:
        import curses  # for unusual terminals

        curses.setupterm(term)
        return (curses.tigetstr("cup") or b"").startswith(b"\x1b[")
    except Exception:  # no curses, no terminfo, or no such terminal in it
        return False


def has_terminal() -> bool:
    """Whether there is something to draw on and there are keys to read."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stderr)


def _is_terminal(stream: object) -> bool:
    try:
        return bool(getattr(stream, "isatty", lambda: False)())
    except ValueError:
        return False  # closed
