"""The frame for what is highlighted: its lines, and the figure beside the first of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.widgets.lines import Line, framed, plain
from tui.widgets.scroll_area import Scrolling

Body = Callable[[int], Sequence[Line]]
"""Makes the lines for a width."""

Draw = Callable[[int, int], list[Line]]
"""Draws the figure into so many columns and rows."""

FIGURE, FIGURE_WIDE = (22, 11), (34, 16)
ROOMY = 80
"""Columns from which the figure is drawn larger."""
LEAST_HEAD = 26
"""Columns that the words beside the figure need."""


class Preview(Scrolling):
    """Lines in a frame, to be scrolled where there are more than fit; a figure stands beside the first of them."""

    def __init__(self) -> None:
        super().__init__(self._lines_of, id="preview")
        self._title = ""
        self._right = ""
        self._head: Body = lambda width: ()
        self._body: Body = lambda width: ()
        self._draw: Draw | None = None

    def show(self, title: str, right: str, head: Body, body: Body, draw: Draw | None = None) -> None:
        """Show something else, from its top."""
        self._title, self._right, self._head, self._body, self._draw, self._top = title, right, head, body, draw, 0
        self.paint()

    @property
    def has_figure(self) -> bool:
        """Whether there is a figure that may move."""
        return self._draw is not None

    def _lines_of(self, width: int, height: int) -> list[Line]:
        inner, room = max(1, width - 4), max(1, height - 2)
        body = [*self._beside_figure(inner, room), *self._body(inner)]
        shown = self._seen(body, room, "▼ pgdn for more")
        return framed(shown, width, height, self._title, self._right)

    def _beside_figure(self, width: int, room: int) -> list[Line]:
        columns, rows = FIGURE_WIDE if width >= ROOMY else FIGURE
        picture = self._draw(columns, min(rows, room)) if self._draw and width >= columns + LEAST_HEAD else []
        if not picture:
            return list(self._head(width))
        words = list(self._head(width - columns - 2))
        blank, nothing = plain(" " * columns), plain("")
        return [
            (*(picture[y] if y < len(picture) else blank), ("  ", ""), *(words[y] if y < len(words) else nothing))
            for y in range(max(len(picture), len(words)))
        ]
