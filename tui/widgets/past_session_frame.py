"""The chosen session in a frame, to be scrolled where it doesn't fit."""

from __future__ import annotations

from collections.abc import Mapping

from tui.widgets.lines import Line, framed
from tui.widgets.past_session import Page, session_page
from tui.widgets.scroll_area import Scrolling

FAR = 100_000


class SessionView(Scrolling):
    """A page, or nothing; more about the same session does not scroll it back."""

    def __init__(self) -> None:
        super().__init__(self._lines_of, id="session")
        self._page: Page | None = None
        self._names: Mapping[str, str] = {}
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

    def _lines_of(self, width: int, height: int) -> list[Line]:
        inner, room = max(1, width - 4), max(1, height - 2)
        body = session_page(self._page, self._names, inner) if self._page else []
        shown = self._seen(body, room, "▼ more")
        title = self._page.session.name if self._page else ""
        return framed(shown, width, height, f"▸ {title}" if self._in_hand and title else title)
