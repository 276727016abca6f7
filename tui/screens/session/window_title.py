"""The window's title, which lets the screen go first: a title that changes with every rep costs no painting."""

from __future__ import annotations

from typing import Final

from textual.timer import Timer
from textual.widget import Widget

from tui.screens.window import Window

TITLE_DELAY: Final = 0.3
"""Seconds by which the title is late."""


class WindowTitle:
    """Tells the window the latest title, a little later."""

    def __init__(self, host: Widget, window: Window) -> None:
        self._host = host
        self._window = window
        self._title = ""
        self._timer: Timer | None = None

    def show(self, title: str) -> None:
        """Show a title soon."""
        if title != self._title:
            self._title = title
            if self._timer is None:
                self._timer = self._host.set_timer(TITLE_DELAY, self._tell)

    def give_back(self) -> None:
        """Give the window its own title back at once."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._title = ""
        self._window.restore()

    def _tell(self) -> None:
        self._timer = None
        self._window.title(self._title)
