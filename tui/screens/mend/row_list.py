"""What can be mended of a session, one under the other: itself, then its sets; a cursor chooses."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual import events
from textual.message import Message

from tui.screens.mend.field_values import SESSION
from tui.widgets.lines import Line, Lines, apart, framed, plain
from tui.words.logged_sets import done_of
from tui.words.quantities import clock, rpe_text, weight_text

if TYPE_CHECKING:
    from tui.logbook.log.log_model import Log, LogSet

KIND_WORDS: Final = {"working": "", "warmup": "warm-up", "amrap": "AMRAP"}


@dataclass(frozen=True, slots=True)
class Mended:
    """What the list shows."""

    log: Log
    names: Mapping[str, str]
    """Of exercises, by id."""
    at: int = SESSION
    """The row under the cursor."""
    unsaved: Collection[int] = ()
    adding: bool = False
    """Whether a new row is being written after the one under the cursor."""


class MendList(Lines):
    """The list of sets; a click moves the cursor, which is kept in sight."""

    class Picked(Message):
        """A row was clicked."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self) -> None:
        super().__init__(self._lines_of, id="rows")
        self._shown: Mended | None = None
        self._top = 0
        self._places: list[int | None] = []

    def show(self, shown: Mended) -> None:
        """Show these rows."""
        self._shown = shown
        self.paint()

    def on_click(self, event: events.Click) -> None:
        row = self._top + event.y - 1
        if 0 < event.y < self.size.height - 1 and row < len(self._places):
            place = self._places[row]
            if place is not None:
                self.post_message(self.Picked(place))

    def _lines_of(self, width: int, height: int) -> list[Line]:
        shown = self._shown
        if shown is None:
            return framed([plain("Reading the log…", "dim")], width, height, "Mend")
        inner, room = max(1, width - 4), max(1, height - 2)
        body, self._places = rows_of(shown, inner)
        # A set that is new stands below the cursor, the name of an exercise above it.
        here = self._places.index(shown.at)
        self._top = max(0, min(max(self._top, here + shown.adding - room + 1), max(0, here - 1), len(body) - room))
        place = f"{shown.at + 1} of {len(shown.log.sets)}" if shown.at != SESSION else ""
        return framed(body[self._top : self._top + room], width, height, shown.log.name, place)


def rows_of(shown: Mended, width: int) -> tuple[list[Line], list[int | None]]:
    """Return all lines, and for each the row that it stands for; None for the name of an exercise."""
    log, exercise = shown.log, ""
    lines, places = (
        [_line(shown, SESSION, "The session: name, start, effort, note", width)],
        list[int | None]([SESSION]),
    )
    for index, row in enumerate(log.sets):
        if row.exercise != exercise:
            exercise = row.exercise
            lines.append(plain(row.name or shown.names.get(exercise, exercise), "dim"))
            places.append(None)
        lines.append(_line(shown, index, row_line(row, log.unit), width))
        places.append(index)
        if shown.adding and index == shown.at:
            lines.append((("  + ", "key"), ("a set that was forgotten", "strong")))
            places.append(None)
    return lines, places


def row_line(row: LogSet, unit: str) -> str:
    """Return one side of a set: `set 2  LEFT   9 of 10   8 kg   RPE 8   rest 1:01   warm-up`."""
    words = [
        f"set {row.set:<2} {(row.side or '').upper():<5}",
        done_of(row).ljust(11),
        ("" if row.load is None else weight_text(row.load, unit)).ljust(8),
        rpe_text(row.rpe).ljust(7),
        ("" if row.rest is None else f"rest {clock(round(row.rest * 1000))}").ljust(10),
        KIND_WORDS[row.kind],
    ]
    return " ".join(words).rstrip()


def _line(shown: Mended, index: int, text: str, width: int) -> Line:
    here = index == shown.at and not shown.adding
    mark = plain("not saved", "warn") if index in shown.unsaved else ()
    return apart((("▸ " if here else "  ", "key"), (text, "key" if here else "")), mark, width)
