"""A row of names of which one or two are chosen; a click chooses."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from tui.widgets.lines import Line, Lines, Span, apart, plain, width_of


class Tabs(Lines):
    """Numbered names; the chosen ones carry a mark."""

    DEFAULT_CSS = "Tabs { height: 1; }"

    class Picked(Message):
        """A name was clicked."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self) -> None:
        super().__init__(self._lines_of, id="tabs")
        self._names: tuple[str, ...] = ()
        self._chosen: tuple[int, ...] = ()
        self._note = ""
        self._ends: list[int] = []

    def show(self, names: Sequence[str], chosen: Sequence[int], note: str = "") -> None:
        """Show these, which of them are chosen, and a note at the right."""
        self._names, self._chosen, self._note = tuple(names), tuple(chosen), note
        self.paint()

    def on_click(self, event: events.Click) -> None:
        at = next((at for at, end in enumerate(self._ends) if event.x < end), None)
        if at is not None:
            self.post_message(self.Picked(at))

    def _lines_of(self, width: int, height: int) -> list[Line]:
        spans: list[Span] = []
        self._ends = []
        for at, name in enumerate(self._names):
            here = at in self._chosen
            spans += [(" ▸" if here else "  ", "key"), (f"{at + 1} ", "key"), (name, "strong" if here else "dim")]
            self._ends.append(width_of(tuple(spans)))
        return [apart(tuple(spans), plain(f"{self._note} ", "dim") if self._note else (), width)]
