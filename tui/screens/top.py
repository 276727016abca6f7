"""What every screen has: it is left once, while it is on top, and nothing is opened over a screen that is covered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType

Answer = TypeVar("Answer")


class TopScreen(Screen[ScreenResultType]):
    """A screen of the program; all of them derive from this one."""

    _left = False

    @property
    def on_top(self) -> bool:
        """Whether this is the screen that is shown."""
        return self.is_attached and self.app.screen_stack[-1:] == [self]

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave with an answer: once, and only while on top.

        Keys and clicks may wait for a screen that is gone; Textual's own would take away the screen below.
        """
        if self._left or not self.on_top or len(self.app.screen_stack) < 2:
            return AwaitComplete()
        self._left = True
        left: AwaitComplete = super().dismiss(result)
        return left

    def open(self, screen: Screen[Answer], answered: Callable[[Answer | None], None] | None = None) -> None:
        """Open a screen over this one, unless another one lies on it already."""
        if self.on_top:
            self.app.push_screen(screen, answered)

    def refuses(self, key: events.Key) -> bool:
        """Whether the screen takes no notice of a key that has just arrived; asked before any binding."""
        return False


class Modal(ModalScreen[ScreenResultType], TopScreen[ScreenResultType]):
    """A dialog or a page over another screen, which stays in sight."""
