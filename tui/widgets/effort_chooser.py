"""The effort of a session as a chooser: left and right by halves, or typed; empty until then."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from catalogue.schema.bounds import RPE, is_rpe
from tui.widgets.lines import Line, Lines, width_of

STEP: Final = 0.5
FIRST: Final = 7.0
"""Where the first step leads: hard, with three reps left."""
LONGEST: Final = 4
WIDEST_BAR: Final = 28


class EffortChooser(Lines, can_focus=True):
    """One row: the question, the value, and how far it is from easy to all out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "easier", show=False),
        Binding("right", "step(1)", "harder", show=False),
        Binding("backspace,delete", "clear", "none", show=False),
    ]
    DEFAULT_CSS = """
    EffortChooser { height: 1; padding: 0 2; }
    """

    class Changed(Message):
        """Another value, or none."""

    def __init__(self, *, id: str) -> None:
        super().__init__(self._lines_of, id=id)
        self._typed = ""
        self._goes_on = False
        """Whether a figure is added to those before it."""
        self._middle = 0

    @property
    def value(self) -> float | None:
        """What was chosen; None for nothing, and for what is no RPE."""
        try:
            value = float(self._typed)
        except ValueError:
            return None
        return value if is_rpe(value) else None

    @property
    def is_wrong(self) -> bool:
        """Whether something was typed that is no RPE."""
        return self._typed != "" and self.value is None

    def action_step(self, by: int) -> None:
        """Half a point easier or harder; from nothing to the middle of what is usual."""
        value = self.value
        new = FIRST if value is None else min(RPE.high, max(RPE.low, value + by * STEP))
        self._set(f"{new:g}")

    def action_clear(self) -> None:
        """Take the last figure back."""
        self._set(self._typed[:-1])
        self._goes_on = True

    def on_key(self, event: events.Key) -> None:
        """Figures say it outright; the first one replaces a value that was chosen."""
        letter = "." if event.character == "," else event.character
        if letter is None or letter not in "0123456789.":
            return
        event.stop()
        before = self._typed if self._goes_on else ""
        if len(before) < LONGEST and not (letter == "." and "." in before):
            self._set(before + letter)
            self._goes_on = True

    def on_click(self, event: events.Click) -> None:
        """A click takes the focus; left of the value it is a step down, right of it a step up."""
        offset = event.get_content_offset(self)
        if offset is not None and self.has_focus:
            self.action_step(-1 if offset.x < self._middle else 1)

    def watch_has_focus(self, focused: bool) -> None:
        """The arrows are shown where they work; what is typed after the focus returns replaces what stands here."""
        super().watch_has_focus(focused)
        self._goes_on = False
        self.paint()

    def _set(self, typed: str) -> None:
        self._typed = typed
        self._goes_on = False
        self.paint()
        self.post_message(self.Changed())

    def _lines_of(self, width: int, height: int) -> list[Line]:
        focused, value = self.has_focus, self.value
        arrow = "warn" if focused else "dim"
        shown = (self._typed or "–").center(LONGEST)
        line: Line = (
            ("How hard was it? ", "strong" if focused else ""),
            ("◀ ", arrow),
            (shown, "bad" if self.is_wrong else "strong"),
            (" ▶  ", arrow),
        )
        self._middle = width_of(line) - LONGEST
        ends, hint = ("easy ", " all out"), "   ← → by halves"
        room = width - width_of(line) - len("".join(ends))
        line = (*line, (ends[0], "dim"), *_bar(value, min(WIDEST_BAR, room)), (ends[1], "dim"))
        if width_of(line) + len(hint) <= width:
            line = (*line, (hint, "dim"))
        return [line]


def _bar(value: float | None, width: int) -> Line:
    if width < 2:
        return ()
    full = 0 if value is None else round((value - RPE.low) / (RPE.high - RPE.low) * width)
    return (("━" * full, "bar"), ("─" * (width - full), "frame"))
