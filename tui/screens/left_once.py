"""What every screen has: it is left once, while it is on top, and nothing is opened over a screen that is covered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType

Answer = TypeVar("Answer")

OF_A_LIFE: Final = (events.Mount, events.ScreenResume, events.Resize, events.Unmount)
"""The events of a screen that is opened, shown and left."""


class TopScreen(Screen[ScreenResultType]):
    """A screen of the program; all of them derive from this one."""

    _left = False
    _opened = False

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

    async def on_event(self, event: events.Event) -> None:
        """Leave out the events of a life that never began.

        Textual gives no parts to a screen that is left as it opens, and sends these events all the same.
        """
        if isinstance(event, events.Mount):
            self._opened = self in self.app.screen_stack
        if self._opened or not isinstance(event, OF_A_LIFE):
            await super().on_event(event)

    def open(self, screen: Screen[Answer], answered: Callable[[Answer | None], None] | None = None) -> None:
        """Open a screen over this one, unless another one lies on it already."""
        if self.on_top:
            self.app.push_screen(screen, answered)

    def refuses(self, key: events.Key) -> bool:
        """Whether the screen takes no notice of a key that has just arrived; asked before any binding."""
        return False


class Modal(ModalScreen[ScreenResultType], TopScreen[ScreenResultType]):
    """A dialog or a page over another screen, which stays in sight."""
