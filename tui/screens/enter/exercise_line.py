"""What was done of one exercise: a line in the notation, and under it what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from tui.logbook.changes.set_notation import NotationError, parse
from tui.widgets.lines import Line, Lines, literal, plain, wrapped

if TYPE_CHECKING:
    from tui.logbook.changes.workout_entry import Planned
    from tui.logbook.log.log_model import LogSet, Unit

NOT_DONE = "-"
LONGEST = 500


class ExerciseLine(Vertical):
    """A line of entry, first what the plan asks for; empty, or with a dash, an exercise that was not done."""

    DEFAULT_CSS = """
    ExerciseLine { height: auto; }
    ExerciseLine Input { padding: 0 1; }
    ExerciseLine Lines { height: 1; display: none; }
    """

    def __init__(self, planned: Planned, unit: Unit, text: str | None = None) -> None:
        super().__init__()
        self.planned = planned
        self._unit = unit
        self.field = Input(planned.line or "" if text is None else text, max_length=LONGEST, placeholder="not done")
        self.field.border_title = literal(planned.name)
        self._below = Lines(self._lines_of)
        self._fault: NotationError | None = None

    def compose(self) -> ComposeResult:
        yield self.field
        yield self._below

    def on_mount(self) -> None:
        # A line from the plan is right as it is; one without a plan says what is missing.
        self._look()
        if self.planned.line is None:
            self.field.placeholder = "as many as you did, such as 14+"

    def on_input_changed(self) -> None:
        self._look()

    def on_resize(self) -> None:
        # Another width may wrap the message another way.
        self._look()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.field.value.strip()

    @property
    def fault(self) -> str:
        """What is wrong with it, or nothing."""
        return str(self._fault or "")

    def rows(self) -> tuple[LogSet, ...]:
        """Return what was done. Raises NotationError."""
        if self.text in ("", NOT_DONE):
            return ()
        return self.planned.with_targets(parse(self.field.value, self.planned.exercise, self._unit))

    def _look(self) -> None:
        try:
            self.rows()
            self._fault = None
        except NotationError as fault:
            self._fault = fault
        self._below.display = self._fault is not None
        if self._fault is not None:
            self._below.styles.height = len(self._lines_of(self.size.width or 80, 9))
            if self.field.has_focus:
                self.call_after_refresh(self.scroll_visible, animate=False)
        self._below.paint()

    def _lines_of(self, width: int, height: int) -> list[Line]:
        if self._fault is None:
            return []
        # The text begins after the border and its padding.
        place = min(self._fault.column + 1, max(0, width - 2))
        return [plain(" " * place + "▲", "bad"), *wrapped(f"  {self.fault}", max(1, width - 2), "bad", hang=2)]
