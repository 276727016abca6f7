"""Pages to read: what every key does, and what is wrong with which file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.screens.base import RepcueScreen
from tui.screens.pager import Pager
from tui.settings.keys import KEYS, Key
from tui.widgets.lines import Line, plain, wrapped

if TYPE_CHECKING:
    from catalogue.files.problems import Problem

TITLES = {
    "choosing": "Choosing",
    "session": "In a session",
    "today": "In today's list, in a session",
    "summary": "Summary of a session",
    "history": "History",
    "exercise": "An exercise",
    "everywhere": "Everywhere",
}
KEY_COLUMN = 16


def help_page(spelt: Callable[[Key], list[str]], screen: Screen[object]) -> Pager:
    """Return every key with its meaning, those of the present screen first."""
    here = screen.where if isinstance(screen, RepcueScreen) else "everywhere"
    order = sorted(TITLES, key=lambda where: where != here)

    def make(width: int) -> list[Line]:
        lines: list[Line] = []
        for where in order:
            lines += [plain(""), plain(TITLES[where], "strong")] if lines else [plain(TITLES[where], "strong")]
            for key in KEYS:
                if key.where == where:
                    lines += _entry("  ".join(spelt(key)), key.help, width)
            if where == "session":
                lines += _entry("0-9", "Say the reps (or seconds) outright, then enter.", width)
        return lines

    return Pager("Keys", make)


def _entry(key: str, text: str, width: int) -> list[Line]:
    first, *others = wrapped(text, max(1, width - KEY_COLUMN))
    return [((key.rjust(KEY_COLUMN - 2) + "  ", "key"), *first)] + [
        ((" " * KEY_COLUMN, ""), *line) for line in others
    ]


def problems_page(problems: Sequence[Problem]) -> Pager:
    """Return every problem with its file and line."""

    def make(width: int) -> list[Line]:
        lines = wrapped("What is named here is left out; everything else is used. Mend it and start again.", width)
        for problem in problems:
            lines += [plain(""), *wrapped(str(problem), width, hang=2)]
        return lines

    return Pager("Problems in your files", make)
