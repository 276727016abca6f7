"""The logs that can't be read: which, on which line, what to do; and the way into each with an editor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.binding import Binding

from tui.screens.pager import Pager
from tui.widgets.lines import Line, plain, wrapped

if TYPE_CHECKING:
    from catalogue.files.problems import Problem

ABOVE = 2
"""Rows that stay in sight above the problem under the cursor."""


class ProblemList(Pager):
    """The list of problems; `e` opens the file of the one under the cursor."""

    BINDINGS = [Binding("e", "edit", "edit")]

    def __init__(self, problems: Sequence[Problem], edit: Callable[[Path], None] | None) -> None:
        super().__init__("Logs with problems", self._make_lines)
        self._problems = tuple(problems)
        self._edit = edit
        self._at = 0
        self._places: list[int] = []
        self._texts: list[list[Line]] = []
        self._wrapped_for = 0
        """The width that the texts are wrapped for; with thousands of them that takes its time."""

    def action_turn(self, by: int) -> None:
        self._at = max(0, min(len(self._problems) - 1, self._at + by))
        if self._at < len(self._places):
            self._top = self._places[self._at] - ABOVE if self._at else 0
        super().action_turn(0)

    def action_edit(self) -> None:
        if self._edit is not None and self._problems and self.on_top:
            self.dismiss(None)
            self._edit(Path(self._problems[self._at].path))

    def _make_lines(self, width: int) -> list[Line]:
        how = "; e opens the one under the cursor in your editor." if self._edit else "."
        lines = wrapped(f"These files are left out; all others are used. Mend them{how}", width)
        if width != self._wrapped_for:
            self._wrapped_for = width
            self._texts = [_problem_lines(problem, width) for problem in self._problems]
        self._places = []
        for at, text in enumerate(self._texts):
            lines.append(plain(""))
            self._places.append(len(lines))
            lines += _problem_lines(self._problems[at], width, "key", "▸ ") if at == self._at else text
        return lines


def _problem_lines(problem: Problem, width: int, style: str = "", mark: str = "  ") -> list[Line]:
    first, *others = wrapped(str(problem), max(1, width - len(mark)), style, hang=2)
    return [((mark, "key"), *first), *((("  ", ""), *line) for line in others)]
