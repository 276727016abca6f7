"""The terminal's window: its title shows the state, and it asks for attention while it has no focus."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from catalogue.files.text import printable
from tui.session.cues import Cue
from tui.session.snapshot import Snapshot
from tui.words.quantities import clock, clock_up, goal_text
from tui.words.status import part_text

SAVE_TITLE, RESTORE_TITLE = "\x1b[22;2t", "\x1b[23;2t"
"""XTWINOPS: push and pop the title (xterm's control sequences)."""
NO_TITLE = "\x1b]2;\x07"
"""Comes before the old title is popped: a terminal that can't do that keeps no stale countdown."""

OSC_9_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "ghostty"})
OSC_9_TERMS = ("xterm-kitty", "xterm-ghostty")
OSC_777_TERMS = ("rxvt", "foot")


class Window:
    """The window of a terminal; `write` is given only what this terminal understands."""

    def __init__(self, write: Callable[[str], object], environ: Mapping[str, str]) -> None:
        self._write = write
        self._environ = environ
        self._title = ""

    def title(self, text: str) -> None:
        """Show this title; the one of before is kept for the end."""
        if text == self._title:
            return
        self._write(("" if self._title else SAVE_TITLE) + f"\x1b]2;{printable(text)}\x07")
        self._title = text

    def restore(self) -> None:
        """Give the window its own title back."""
        if self._title:
            self._write(NO_TITLE + RESTORE_TITLE)
            self._title = ""

    def call(self, text: str) -> bool:
        """Notify the desktop through the terminal; return whether this one can."""
        text = printable(text)
        term = self._environ.get("TERM", "")
        if self._environ.get("TERM_PROGRAM") in OSC_9_PROGRAMS or term.startswith(OSC_9_TERMS):
            self._write(f"\x1b]9;{text}\x07")
        elif term.startswith(OSC_777_TERMS):
            self._write(f"\x1b]777;notify;repcue;{text.replace(';', ',')}\x07")
        else:
            return False
        return True

    def call_through_tmux(self, text: str) -> None:
        """Notify by whatever terminal tmux runs in, where its `allow-passthrough` is on."""
        if self._environ.get("TMUX"):
            self._write(f"\x1bPtmux;\x1b\x1b]9;{printable(text)}\x07\x1b\\")


def notice_of(cue: Cue) -> str:
    """Return what a notification says at a cue; empty for most of them."""
    match cue.kind:
        case "rest-over":
            return "Rest over"
        case "switch":
            return f"Switch legs: {cue.side} leg" if cue.side else "Switch legs"
        case "done":
            return "Session done"
        case _:
            return ""


def title_of(now: Snapshot) -> str:
    """Return what the window's title says: `7/10 LEFT · repcue`, `rest 0:41 · repcue`."""
    side = f" {now.side.upper()}" if now.side else ""
    match now.doing:
        case "work" if now.open_hold:
            words = f"held {clock_up(now.held)}{side}"
        case "break":
            words = f"{part_text(now)} in {clock(now.left or 0)}{side}"
        case "work" if now.timed:
            words = f"hold {clock(now.left or 0)}{side}"
        case "work":
            target = goal_text(now.target_low, now.target)
            words = f"{now.tally}/{target}{side}" if target else f"{now.tally}{side}"
        case "rest":
            words = f"rest {clock(now.left or 0)}"
        case "switch":
            words = f"SWITCH LEGS{side}"
        case "ready":
            words = f"get ready {clock(now.left or 0)}"
        case "setup":
            words = now.exercise
        case _:
            words = "done"
    return f"{'paused · ' if now.paused else ''}{words} · repcue"
