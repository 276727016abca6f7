"""The key bar: what works now, and a click does it too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from tui.widgets.lines import Line, Lines, width_of

GAP = 2
MOST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Hint:
    """A key that works now, the word for what it does, and the action that a click runs."""

    key: str
    label: str
    action: str


class KeyBar(Lines):
    """Hints in one row, or two where the window is narrow; `?` stays whatever has to go."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; background: $panel; color: $foreground; }
    """

    class Clicked(Message):
        """A hint was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self) -> None:
        super().__init__()
        self._hints: tuple[Hint, ...] = ()
        self._rows = 1
        self._places: list[tuple[int, int, int, str]] = []

    def show(self, hints: Sequence[Hint]) -> None:
        """Show these hints, the most useful first; the last one is kept where others must go."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self._fit()
            self.paint(self._lines_of)

    def on_resize(self) -> None:
        # Another width may need another number of rows.
        self._fit()

    def _fit(self) -> None:
        rows = max(1, len(_rows(self._hints, self.app.size.width - 2)))
        if rows != self._rows:
            self._rows = rows
            self.styles.height = rows

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for y, start, end, action in self._places:
            if offset.y == y and start <= offset.x < end:
                self.post_message(self.Clicked(action))

    def _lines_of(self, width: int, height: int) -> list[Line]:
        self._places = []
        lines: list[Line] = []
        for y, hints in enumerate(_rows(self._hints, width)):
            line: Line = ()
            for hint in hints:
                if line:
                    line = (*line, (" " * GAP, ""))
                start = width_of(line)
                line = (*line, (hint.key, "key"), (" " + hint.label, ""))
                self._places.append((y, start, width_of(line), hint.action))
            lines.append(line)
        return lines


def _rows(hints: Sequence[Hint], width: int) -> list[list[Hint]]:
    """Return the hints in rows; where two rows don't do, those before the last one give way from the end."""
    kept = list(hints)
    while True:
        rows = _filled(kept, width)
        if len(rows) <= MOST_ROWS or len(kept) < 2:
            return rows
        del kept[-2]


def _filled(hints: Sequence[Hint], width: int) -> list[list[Hint]]:
    rows: list[list[Hint]] = [[]]
    used = 0
    for hint in hints:
        size = len(hint.key) + 1 + len(hint.label)
        if rows[-1] and used + GAP + size > width:
            rows.append([])
            used = 0
        used += size + (GAP if rows[-1] else 0)
        rows[-1].append(hint)
    return rows
