"""A page to read: the help, or the list of problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding

from tui.screens.left_once import Modal
from tui.widgets.lines import Line, Lines, framed, plain


class Pager(Modal[None]):
    """A page of lines made for the width there is, which scrolls where they are too many."""

    BINDINGS = [
        Binding("escape,q,question_mark,enter", "leave", "back"),
        Binding("down,j", "turn(1)", "down"),
        Binding("up,k", "turn(-1)", "up"),
        Binding("pagedown,space", "turn(10)", "page down"),
        Binding("pageup", "turn(-10)", "page up"),
    ]
    DEFAULT_CSS = """
    Pager { align: center middle; background: $background 60%; }
    Pager > Lines { width: 84; max-width: 100%; height: 90%; background: $surface; }
    """

    def __init__(self, title: str, make: Callable[[int], Sequence[Line]]) -> None:
        super().__init__()
        self._title = title
        self._make = make
        self._top = 0

    def compose(self) -> ComposeResult:
        yield Lines(self._lines_of)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_turn(self, by: int) -> None:
        self._top += by
        self.query_one(Lines).paint()

    def on_mouse_scroll_down(self) -> None:
        self.action_turn(2)

    def on_mouse_scroll_up(self) -> None:
        self.action_turn(-2)

    def _lines_of(self, width: int, height: int) -> list[Line]:
        body, room = list(self._make(max(1, width - 4))), max(1, height - 2)
        self._top = max(0, min(self._top, len(body) - room))
        shown = body[self._top : self._top + room]
        more = len(body) > self._top + room
        if more:
            shown[-1] = plain("▼ down for more", "dim")
        return framed(shown, width, height, self._title, "esc back")
