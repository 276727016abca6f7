"""The chosen session in a frame, to be scrolled where it doesn't fit."""

from __future__ import annotations

from collections.abc import Mapping

from tui.widgets.lines import Line, Lines, framed, plain
from tui.widgets.session_page import Page, session_page

FAR = 100_000


class SessionView(Lines):
    """Shows a page, or nothing; what comes to be known of the same session does not scroll it back."""

    def __init__(self) -> None:
        super().__init__(self._lines_of, id="session")
        self._page: Page | None = None
        self._names: Mapping[str, str] = {}
        self._top = 0
        self._in_hand = False

    @property
    def page(self) -> int:
        """Rows that can be seen at once."""
        return max(1, self.size.height - 3)

    def show(self, page: Page | None, names: Mapping[str, str]) -> None:
        """Show a session, from its top if it is another one."""
        before = self._page.session.path if self._page else None
        if page is None or page.session.path != before:
            self._top = 0
        self._page, self._names = page, names
        self.paint()

    def take(self, in_hand: bool) -> None:
        """Say whether the keys that move scroll this page now."""
        self._in_hand = in_hand
        self.paint()

    def scroll(self, by: int) -> None:
        """Move through what doesn't fit, by so many rows."""
        self._top += by
        self.paint()

    def on_mouse_scroll_down(self) -> None:
        """The wheel scrolls."""
        self.scroll(2)

    def on_mouse_scroll_up(self) -> None:
        """The wheel scrolls."""
        self.scroll(-2)

    def _lines_of(self, width: int, height: int) -> list[Line]:
        inner, room = max(1, width - 4), max(1, height - 2)
        body = session_page(self._page, self._names, inner) if self._page else []
        self._top = max(0, min(self._top, len(body) - room))
        shown = body[self._top : self._top + room]
        if len(body) > self._top + room:
            shown[-1] = plain("▼ more", "dim")
        title = self._page.session.name if self._page else ""
        return framed(shown, width, height, f"▸ {title}" if self._in_hand and title else title)
