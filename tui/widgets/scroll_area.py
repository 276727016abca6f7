"""Lines of which a part is seen."""

from __future__ import annotations

from collections.abc import Sequence

from tui.widgets.lines import Line, Lines, Painter, plain


class Scrolling(Lines):
    """The row at the top of more than fit; keys of the screen and the wheel change it."""

    WHEEL = 2
    """Rows for one notch."""

    def __init__(self, painter: Painter, *, id: str) -> None:
        super().__init__(painter, id=id)
        self._top = 0

    def scroll(self, by: int) -> None:
        """Move through what doesn't fit, by so many rows."""
        self._top += by
        self.paint()

    def on_mouse_scroll_down(self) -> None:
        self.scroll(self.WHEEL)

    def on_mouse_scroll_up(self) -> None:
        self.scroll(-self.WHEEL)

    def _seen(self, body: Sequence[Line], room: int, more: str = "") -> list[Line]:
        """Return the rows for which there is room; where more follow, `more` stands in the last one."""
        self._top = max(0, min(self._top, len(body) - room))
        seen = list(body[self._top : self._top + room])
        if more and len(body) > self._top + room:
            seen[-1] = plain(more, "dim")
        return seen
