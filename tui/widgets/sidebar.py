"""The sidebar: routines, then exercises by level; what is put together for today carries its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from tui.widgets.lines import Line, Lines, apart, framed, plain

NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Entry:
    """A routine or an exercise, under the heading of its section."""

    id: str
    name: str
    section: str
    routine: bool


class Sidebar(Lines):
    """A list with a cursor; a click moves the cursor, a click on the cursor chooses."""

    DEFAULT_CSS = "Sidebar { width: 28; }"

    class Moved(Message):
        """Another entry is highlighted."""

    class Chosen(Message):
        """The highlighted entry was clicked once more."""

    def __init__(self) -> None:
        super().__init__(self._lines_of, id="sidebar")
        self._all: tuple[Entry, ...] = ()
        self._entries: tuple[Entry, ...] = ()
        self._today: tuple[Entry, ...] = ()
        self._cursor = 0
        self._top = 0
        self._rows: list[Entry | str] = []

    @property
    def highlighted(self) -> Entry | None:
        """The entry under the cursor."""
        return self._entries[self._cursor] if self._entries else None

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these entries; the cursor stays with its entry."""
        self._all = tuple(entries)
        self.search("")

    def mark(self, today: Sequence[Entry]) -> None:
        """Number the entries put together for today."""
        self._today = tuple(today)
        self.paint()

    def search(self, words: str) -> None:
        """Keep the entries whose names hold every word."""
        here = self.highlighted
        asked = words.casefold().split()
        self._entries = tuple(
            entry for entry in self._all if all(word in f"{entry.name} {entry.id}".casefold() for word in asked)
        )
        self._cursor = self._entries.index(here) if here in self._entries else 0
        self.paint()
        if self.highlighted != here:
            self.post_message(self.Moved())

    def move(self, by: int) -> None:
        """Move the cursor; it stops at both ends."""
        here = self._cursor
        self._cursor = max(0, min(len(self._entries) - 1, here + by))
        if self._cursor != here:
            self.paint()
            self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        row = self._top + event.y - 1
        entry = self._rows[row] if 0 <= row < len(self._rows) else None
        if isinstance(entry, Entry):
            by = self._entries.index(entry) - self._cursor
            if by:
                self.move(by)
            else:
                self.post_message(self.Chosen())

    def on_mouse_scroll_down(self) -> None:
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        self.move(-1)

    def _lines_of(self, width: int, height: int) -> list[Line]:
        room = max(1, height - 2)
        self._rows = _rows(self._entries)
        here = self._rows.index(self.highlighted) if self.highlighted else 0
        last = max(0, len(self._rows) - room)
        self._top = min(max(self._top, here - room + 1), max(0, here - 1), last)
        body = [self._line(row, width - 4) for row in self._rows[self._top : self._top + room]]
        title = self._entries[0].section if self._entries and self._top == 0 else "…"
        if not self._entries:
            title, body = "NOTHING FOUND", [plain("esc clears the search", "dim")]
        elif self._top:
            title = self._section_above(self._top)
        return framed(body, width, height, title)

    def _section_above(self, row: int) -> str:
        return next((entry.section for entry in self._rows[row:] if isinstance(entry, Entry)), "")

    def _line(self, row: Entry | str, width: int) -> Line:
        if isinstance(row, str):
            return plain(row, "dim")
        at = self._today.index(row) if row in self._today else None
        number = "" if at is None else NUMBERS[at] if at < len(NUMBERS) else str(at + 1)
        here = row == self.highlighted
        return apart(
            plain(f"{'▸' if here else '•' if number else ' '} {row.name}", "key" if here else ""),
            plain(number, "good") if number else (),
            width,
        )


def _rows(entries: Sequence[Entry]) -> list[Entry | str]:
    """Return the entries with the headings of their sections; the first heading is the frame's title."""
    rows: list[Entry | str] = []
    for index, entry in enumerate(entries):
        if index and entries[index - 1].section != entry.section:
            rows.append(entry.section)
        rows.append(entry)
    return rows
