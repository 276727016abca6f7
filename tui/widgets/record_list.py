"""Personal records, each with its day, and a cursor to go to the session that holds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from tui.widgets.lines import Line, Lines, apart, framed, plain, wrapped
from tui.words.days import day_text
from tui.words.record_lines import record_text

if TYPE_CHECKING:
    from tui.logbook.statistics.records import PersonalRecord

ROOMY = 56
"""Inner width from which everything is said in full."""
SHORT = {
    "heaviest load": "heaviest",
    "most reps": "reps",
    "best volume load": "volume",
    "best e1RM": "e1RM",
    "longest hold": "hold",
}

KIND, SHORT_KIND = (max(map(len, names)) + 1 for names in (SHORT, SHORT.values()))


class RecordsView(Lines):
    """A list with a cursor; a click moves the cursor, a click on the cursor chooses."""

    class Moved(Message):
        """Another record is under the cursor."""

    class Chosen(Message):
        """The record under the cursor was clicked once more."""

    def __init__(self) -> None:
        super().__init__(self._lines_of, id="records")
        self._records: tuple[PersonalRecord, ...] = ()
        self._cursor = 0
        self._top = 0

    @property
    def chosen(self) -> PersonalRecord | None:
        """The record under the cursor."""
        return self._records[self._cursor] if self._records else None

    def show(self, records: Sequence[PersonalRecord]) -> None:
        """Show these; the cursor stays in its place."""
        self._records = tuple(records)
        self._cursor = max(0, min(self._cursor, len(records) - 1))
        self.paint()

    def move(self, by: int) -> None:
        """Move the cursor; it stops at both ends."""
        here = self._cursor
        self._cursor = max(0, min(len(self._records) - 1, here + by))
        if self._cursor != here:
            self.paint()
            self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        row = self._top + event.y - 1
        if 0 < event.y < self.size.height - 1 and row < len(self._records):
            if row == self._cursor:
                self.post_message(self.Chosen())
            else:
                self.move(row - self._cursor)

    def on_mouse_scroll_down(self) -> None:
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        self.move(-1)

    def _lines_of(self, width: int, height: int) -> list[Line]:
        inner, room = max(1, width - 4), max(1, height - 2)
        if not self._records:
            return framed(wrapped("None yet: reps or seconds make the first.", inner), width, height, "Records")
        self._top = max(0, min(max(self._top, self._cursor - room + 1), self._cursor, len(self._records) - room))
        body = [
            record_line(record, inner, at == self._cursor)
            for at, record in enumerate(self._records[self._top : self._top + room], self._top)
        ]
        place = f"{self._cursor + 1} of {len(self._records)}" if len(self._records) > room else ""
        return framed(body, width, height, "Records", place)


def record_line(record: PersonalRecord, width: int, here: bool = False) -> Line:
    """Return one record: its kind, what was done, the leg that did it, the day."""
    style = "key" if here else ""
    roomy = width >= ROOMY
    kind = record.kind.ljust(KIND) if roomy else SHORT[record.kind].ljust(SHORT_KIND)
    done = record_text(record) if roomy else _short_text(record)
    day = day_text(record.day)
    room = width - len("▸ ") - len(kind) - len(day) - 1
    if record.side:
        long = f"{done}, {record.side.upper()}"
        done = long if roomy and len(long) <= room else f"{done}, {record.side[0].upper()}"
    left: Line = (("▸ " if here else "  ", "key"), (kind, style or "dim"), (done, style))
    return apart(left, plain(day, "dim"), width)


def _short_text(record: PersonalRecord) -> str:
    """Return what was done without what the kind says as well."""
    match record.kind:
        case "most reps" if record.load is not None:
            return f"{record.reps} @ {record.load:.4g} {record.load_unit}"
        case "best e1RM":
            return f"{record.value:.1f} {record.unit}"
        case _:
            return record_text(record)
