"""A field with a few values to choose from: left and right change it, so do space and a click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.binding import Binding
from textual.message import Message

from tui.widgets.lines import Line, Lines, centred, literal


class Choice(Lines, can_focus=True):
    """A field of given values, which go round."""

    BINDINGS = [
        Binding("right,space", "turn(1)", "next", show=False),
        Binding("left", "turn(-1)", "before", show=False),
    ]
    DEFAULT_CSS = """
    Choice { height: 3; padding: 0 1; border: tall $border-blurred; background: $surface; }
    Choice { border-title-color: $text-muted; }
    Choice:focus { border: tall $border; border-title-color: $text-accent; background-tint: $foreground 5%; }
    """

    class Changed(Message):
        """Another value was chosen."""

    def __init__(self, title: str, words: Mapping[str, str], *, id: str) -> None:
        super().__init__(self._lines_of, id=id)
        self.border_title = literal(title)
        self._words = words
        self._values: tuple[str, ...] = tuple(words)
        self.value = self._values[0]

    @property
    def all(self) -> tuple[str, ...]:
        """Every value that has a word."""
        return tuple(self._words)

    def offer(self, values: Sequence[str], value: str) -> None:
        """Offer these values, and stand at one of them; with a single one there is nothing to choose."""
        self._values, self.value = tuple(values), value
        self.paint()

    def action_turn(self, by: int) -> None:
        if len(self._values) < 2:
            return
        self.value = self._values[(self._values.index(self.value) + by) % len(self._values)]
        self.paint()
        self.post_message(self.Changed())

    def on_key(self, event: events.Key) -> None:
        # As in any field, letters stop here while it has the focus.
        if event.is_printable and event.key != "space":
            event.stop()

    def on_click(self) -> None:
        self.action_turn(1)

    def _lines_of(self, width: int, height: int) -> list[Line]:
        word = self._words.get(self.value, self.value)
        if len(self._values) < 2 or width < len(word) + 2:
            return [centred(((word, "dim" if len(self._values) < 2 else ""),), width)]
        return [centred((("‹", "key"), (word, ""), ("›", "key")), width)]
