"""Routines and exercises that a few typed letters may mean, with a cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tui.widgets.lines import Line, Lines, apart, fitted, framed, plain, width_of

GAP = 2
"""Columns between a name and what is said about it, which gives way."""


@dataclass(frozen=True, slots=True)
class Known:
    """A routine or an exercise that can be entered."""

    id: str
    name: str
    about: str
    """What else it goes by, and what it is."""


def matching(text: str, known: Sequence[Known]) -> list[Known]:
    """Return those that have every word in their id or their names, first those that begin with them."""
    words = text.casefold().split()
    found = [one for one in known if all(word in _all_of(one) for word in words)]
    return sorted(found, key=lambda one: not _all_of(one).startswith(" ".join(words)))


class Matches(Lines):
    """The list of matches; a click picks one."""

    class Picked(Message):
        """A match was clicked."""

    def __init__(self, title: str = "Routines and exercises") -> None:
        super().__init__(self._lines_of, id="matches")
        self._title = title
        self._found: Sequence[Known] = ()
        self._cursor = 0
        self._top = 0

    @property
    def chosen(self) -> Known | None:
        """The one under the cursor."""
        return self._found[self._cursor] if self._cursor < len(self._found) else None

    def show(self, found: Sequence[Known]) -> None:
        """Show these, the cursor on the first."""
        self._found, self._cursor = tuple(found), 0
        self.paint()

    def move(self, by: int) -> None:
        """Move the cursor; it stops at both ends."""
        self._cursor = max(0, min(len(self._found) - 1, self._cursor + by))
        self.paint()

    def on_click(self, event: events.Click) -> None:
        row = self._top + event.y - 1
        if 0 < event.y < self.size.height - 1 and row < len(self._found):
            self._cursor = row
            self.paint()
            self.post_message(self.Picked())

    def on_mouse_scroll_down(self) -> None:
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        self.move(-1)

    def _lines_of(self, width: int, height: int) -> list[Line]:
        inner, room = max(1, width - 4), max(1, height - 2)
        self._top = max(0, min(max(self._top, self._cursor - room + 1), self._cursor, len(self._found) - room))
        rows = range(self._top, min(self._top + room, len(self._found)))
        body = [self._line(at, inner) for at in rows] or [plain("Nothing by that name.", "warn")]
        return framed(body, width, height, self._title, "enter takes it" if self._found else "")

    def _line(self, at: int, width: int) -> Line:
        one, here = self._found[at], at == self._cursor
        name: Line = (("▸ " if here else "  ", "key"), (one.name, "key" if here else ""))
        room = width - width_of(name) - GAP
        about = one.about if cell_len(one.about) <= room else one.about[: max(0, room - 1)] + "…"
        return fitted(apart(name, plain(about, "dim") if room > 1 else (), width), width)


def _all_of(one: Known) -> str:
    return f"{one.name} {one.id} {one.about}".casefold()
