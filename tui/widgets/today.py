"""Today's exercises beside the pane; with the focus, each with its sets and a cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tui.session.snapshot import Snapshot
from tui.widgets.lines import Line, Lines, apart, framed, plain

WIDTH, WIDE_SIDEBAR = 28, 36
WIDEST, HIGHEST = 26, 12
"""Columns and rows of the figure at most: more costs more than it shows."""

Draw = Callable[[int, int], list[Line]]
"""Draws the figure into so many columns and rows; nothing where there is no room."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of the list with the focus."""

    mark: str
    text: str
    right: str
    short: str = ""
    """Instead of the text, where that has no room."""
    style: str = ""
    here: bool = False
    """Whether the cursor is on it."""


class TodaysList(Lines):
    """The list; a click on a row is reported, as is what the wheel would do."""

    class Clicked(Message):
        """An exercise was clicked, or with the focus a row."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.top = 0
        """The first row shown, as last painted."""

    def on_click(self, event: events.Click) -> None:
        if 0 < event.y < self.size.height - 1:
            self.post_message(self.Clicked(self.top + event.y - 1))


def today(now: Snapshot, draw: Draw | None, width: int, height: int) -> list[Line]:
    """Return one row an exercise: a mark, the name, sets done of sets planned; the figure at the foot."""
    body = []
    for one in now.exercises:
        mark = "✓" if one.done == one.of else "▶" if one.current else "·"
        style = "strong" if one.current else "dim" if one.done == one.of else ""
        sets = f"{one.done}/{one.of}"
        name = in_room(f"{mark} ", one.name, one.short, sets, width - 4)
        body.append(apart(plain(name, style), plain(sets, style), width - 4))
    body = body[first_shown(now, height) :]
    room = height - 2 - len(body) - 1
    figure = draw(max(0, min(width - 4, WIDEST)), min(room, HIGHEST)) if draw is not None and room > 0 else []
    air = [plain("")] * max(0, height - 2 - len(body) - len(figure)) if figure else []
    return framed([*body, *air, *figure], width, height, "TODAY")


def in_room(mark: str, name: str, short: str, right: str, width: int) -> str:
    """Return a row's left part; with the short name where the other one would be cut."""
    fits = cell_len(mark) + cell_len(name) + 1 + cell_len(right) <= width
    return mark + (name if fits or not short else short)


def first_shown(now: Snapshot, height: int) -> int:
    """Return which exercise is the first one shown, where not all have room."""
    at = next((index for index, one in enumerate(now.exercises) if one.current), 0)
    return max(0, min(at - (height - 2) // 2, len(now.exercises) - (height - 2)))


def focused_list(rows: Sequence[ListRow], top: int, width: int, height: int) -> tuple[list[Line], int]:
    """Return the list with its cursor in reverse, and the first row shown: the cursor stays in sight."""
    inner, room = max(1, width - 4), max(1, height - 2)
    at = next((index for index, row in enumerate(rows) if row.here), 0)
    top = max(0, min(max(top, at - room + 1), at, len(rows) - room))
    body = []
    for row in rows[top : top + room]:
        text = in_room(row.mark, row.text, row.short, row.right, inner)
        line = apart(plain(text, row.style), plain(row.right, row.style), inner)
        body.append(tuple((text, "cursor") for text, _ in line) if row.here else line)
    return framed(body, width, height, "▸ TODAY"), top
