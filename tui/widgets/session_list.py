"""The list of sessions: a cursor over as many as there are, and lines only for those that can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from tui.widgets.lines import Line, Lines, fitted, framed, plain, wrapped
from tui.words.days import column_day
from tui.words.quantities import minutes_text, number_text

if TYPE_CHECKING:
    from tui.logbook.index.rows import SessionRow

ROOMY = 70
"""Inner width from which the weekday has room."""


@dataclass(frozen=True, slots=True)
class SessionRows:
    """What was found, newest first, and of how much."""

    rows: Sequence[SessionRow] = ()
    whole: bool = False
    """Whether these are all; the rest may still be on its way."""
    searched: bool = False


class SessionList(Lines):
    """A click moves the cursor, a click on the cursor chooses; paging goes by what is visible."""

    class Moved(Message):
        """Another session is under the cursor, or none is."""

    class Chosen(Message):
        """The session under the cursor was clicked once more."""

    def __init__(self) -> None:
        super().__init__(self._lines_of, id="sessions")
        self._found = SessionRows()
        self._cursor = 0
        self._top = 0
        self._moved = False
        """Whether anybody did; until then the newest session is the chosen one, whatever comes in."""
        self._empty: tuple[str, Sequence[str]] = ("", ())

    @property
    def chosen(self) -> SessionRow | None:
        """The session under the cursor."""
        rows = self._found.rows
        return rows[self._cursor] if self._cursor < len(rows) else None

    @property
    def page(self) -> int:
        """Sessions that can be seen at once."""
        return max(1, self.size.height - 3)

    def show(self, found: SessionRows, empty: tuple[str, Sequence[str]] = ("", ())) -> None:
        """Show these, or a title and text where there are none; a cursor that was moved stays with its session."""
        here, at = self.chosen, self._cursor
        self._found, self._empty = found, empty
        self._cursor = self._place_of(here) if self._moved else 0
        self._top += self._cursor - at  # the rows stand still although others came in above them
        self.paint()
        if self.chosen != here:
            self.post_message(self.Moved())

    def move(self, by: int) -> None:
        """Move the cursor; it stops at both ends."""
        self.go_to(self._cursor + by)

    def go_to(self, row: int) -> None:
        """Put the cursor on a row, or on the nearest there is."""
        here, self._moved = self._cursor, True
        self._cursor = max(0, min(len(self._found.rows) - 1, row))
        if self._cursor != here:
            self.paint()
            self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        row = self._top + event.y - 2
        if event.y >= 2 and event.y < self.size.height - 1 and row < len(self._found.rows):
            if row == self._cursor:
                self.post_message(self.Chosen())
            else:
                self.go_to(row)

    def on_mouse_scroll_down(self) -> None:
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        self.move(-1)

    def _place_of(self, session: SessionRow | None) -> int:
        rows = self._found.rows
        if session is not None:
            for at, row in enumerate(rows):
                if row.id == session.id and row.path == session.path:
                    return at
        return max(0, min(self._cursor, len(rows) - 1))

    def _lines_of(self, width: int, height: int) -> list[Line]:
        rows, inner = self._found.rows, width - 4
        if not rows:
            title, texts = self._empty
            return framed([line for text in texts for line in wrapped(text, inner)], width, height, title)
        room = self.page
        self._top = max(0, min(max(self._top, self._cursor - room + 1), self._cursor, len(rows) - room))
        body = [_heading(inner)]
        for at in range(self._top, min(self._top + room, len(rows))):
            body.append(session_line(rows[at], inner, at == self._cursor))
        more = "" if self._found.whole else "+"
        place = f"{self._cursor + 1:,} of {len(rows):,}{more}{' found' if self._found.searched else ''}"
        return framed(body, width, height, "Sessions", place)


def session_line(row: SessionRow, width: int, here: bool = False) -> Line:
    """Return one session: when, its name, sets, reps, volume load, minutes, effort."""
    numbers = "".join(word.rjust(size) for word, size in zip(_numbers(row), _COLUMNS, strict=True))
    day = column_day(row.started, roomy=width >= ROOMY)
    name = fitted(plain(row.name, "key" if here else ""), max(1, width - len(day) - len(numbers) - 4))
    return (("▸ " if here else "  ", "key"), (day + "  ", "key" if here else "dim"), *name, (numbers, ""))


_COLUMNS = (5, 5, 11, 4, 5)
_HEADINGS = ("sets", "reps", "volume", "min", "RPE")


def _heading(width: int) -> Line:
    numbers = "".join(word.rjust(size) for word, size in zip(_HEADINGS, _COLUMNS, strict=True))
    words = f"  {'day'.ljust(15 if width >= ROOMY else 9)}  session"
    return plain(words.ljust(width - len(numbers)) + numbers, "dim")


def _numbers(row: SessionRow) -> tuple[str, ...]:
    volume = f"{number_text(row.volume_load)} {row.unit}" if row.volume_load else ""
    effort = "" if row.effort is None else f"{row.effort:g}"
    return number_text(row.sets), number_text(row.reps), volume, minutes_text(row.active_seconds), effort
