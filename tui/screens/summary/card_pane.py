"""The summary in its frame; what doesn't fit scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.widgets.lines import Line, framed
from tui.widgets.scroll_area import Scrolling

Body = Callable[[int, int], Sequence[Line]]
"""Makes the lines for a width, exercises in so many columns."""

TWO_COLUMNS = 104
"""Columns from which exercises stand in two of them."""


class CardPane(Scrolling):
    """The lines of a card under its title; `when` stands at the right where there is room."""

    def __init__(self, body: Body, title: str, *, id: str) -> None:
        super().__init__(self._lines_of, id=id)
        self._body = body
        self._title = title
        self.when = ""

    def _lines_of(self, width: int, height: int) -> list[Line]:
        body = self._body(max(1, width - 4), 2 if width >= TWO_COLUMNS else 1)
        fits = len(self._title) + len(self.when) < width - 12
        return framed(
            self._seen(body, height - 2, "↓ more: j"), width, height, self._title, self.when if fits else ""
        )
