"""Correct any set already done: reps or seconds, load, RPE."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label

from catalogue.schema.bounds import LOAD
from tui.logbook.changes.typed_values import reps_of, rpe_of, whole_seconds_of
from tui.screens.left_once import Modal
from tui.session import EditSet, State
from tui.session.state import Row
from tui.widgets.lines import literal
from tui.words.sets import set_text

T = TypeVar("T")
LONGEST = 12
"""Characters of a field, far more than any number has: a figure that finds no room would make another number."""


class EditSets(Modal[EditSet | None]):
    """One set at a time, the last one done first; up and down change the set."""

    BINDINGS = [
        Binding("up", "step(-1)", "earlier set", priority=True),
        Binding("down", "step(1)", "later set", priority=True),
        Binding("escape", "leave", "back", priority=True),
    ]
    DEFAULT_CSS = """
    EditSets { align: center middle; background: $background 60%; }
    EditSets > Vertical { width: 60; max-width: 96%; height: auto; padding: 0 1; }
    EditSets > Vertical { background: $surface; border: round $accent; }
    EditSets Horizontal { height: 3; }
    EditSets Input { width: 1fr; }
    EditSets #hint { color: $text-muted; }
    EditSets #fault { color: $text-error; }
    """

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._rows = [index for index, row in enumerate(state.live.rows) if row.closed and not row.skipped]
        self._at = len(self._rows) - 1
        self._filled: dict[str, str] = {}
        """By field: the text of the value that the set has."""

    def compose(self) -> ComposeResult:
        """Which set, its numbers, and how to go on."""
        with Vertical():
            yield Label(id="which")
            with Horizontal():
                yield Input(id="amount", max_length=LONGEST)
                yield Input(id="load", max_length=LONGEST)
                yield Input(id="rpe", max_length=LONGEST)
            yield Label(id="fault")
            yield Label(id="hint")

    def on_mount(self) -> None:
        """Begin with the last set done."""
        for name, title in (("load", f"Load ({self._state.plan.unit})"), ("rpe", "RPE 1-10")):
            self.query_one(f"#{name}", Input).border_title = literal(title)
        hint = "enter saves · tab next field · esc back"
        self.query_one("#hint", Label).update(literal(hint + (" · ↑↓ sets" if len(self._rows) > 1 else "")))
        self._show()
        self.query_one("#amount", Input).focus()

    def action_step(self, by: int) -> None:
        """Another set."""
        self._at = max(0, min(len(self._rows) - 1, self._at + by))
        self._show()

    def action_leave(self) -> None:
        """Nothing changes."""
        self.dismiss(None)

    def on_input_submitted(self) -> None:
        """Take what was changed."""
        try:
            amount = self._read("amount", self._amount)
            load = self._read("load", lambda text: LOAD.read(text) if text else 0.0)
            rpe = self._read("rpe", lambda text: rpe_of(text) if text else None)
        except ValueError as fault:
            self._fault(str(fault))
            return
        edit = EditSet(
            self._rows[self._at],
            reps=None if self._timed else amount,
            seconds=amount if self._timed else None,
            load=load,
            rpe=rpe,
        )
        self.dismiss(None if edit == EditSet(edit.row) else edit)

    @property
    def _row(self) -> Row:
        return self._state.live.rows[self._rows[self._at]]

    @property
    def _timed(self) -> bool:
        return self._state.live.set_of(self._row.set).lasts is not None

    def _amount(self, text: str) -> int:
        if not text:
            raise ValueError(f"Say how many {'seconds' if self._timed else 'reps'}; 0 for none.")
        return whole_seconds_of(text) if self._timed else reps_of(text)

    def _read(self, field: str, read: Callable[[str], T]) -> T | None:
        """Return the value of a field, None if it was not changed. Raises ValueError, and turns to the field."""
        text = self.query_one(f"#{field}", Input).value.strip()
        if text == self._filled[field]:
            return None
        try:
            return read(text)
        except ValueError:
            self.query_one(f"#{field}", Input).focus()
            raise

    def _show(self) -> None:
        row, live = self._row, self._state.live
        planned = live.set_of(row.set)
        side = f" · {row.side.upper()} leg" if row.side else ""
        name = live.movement_of(row.set).name
        self.query_one("#which", Label).update(
            literal(f"{name} · {set_text(planned.number, planned.of, planned.kind)}{side}")
        )
        amount = self.query_one("#amount", Input)
        amount.border_title = literal("Seconds" if self._timed else "Reps")
        self._fill("amount", str(round(row.held / 1000) if self._timed else row.reps))
        self._fill("load", "" if row.load is None else f"{row.load:.12g}")
        self.query_one("#load", Input).disabled = live.movement_of(row.set).load_counts == "none"
        self._fill("rpe", "" if row.rpe is None else f"{row.rpe:g}")
        self._fault("")

    def _fill(self, field: str, text: str) -> None:
        """Put a value into a field, where the first digit typed takes its place."""
        self._filled[field] = text
        filled = self.query_one(f"#{field}", Input)
        filled.value = text
        filled.select_all()

    def _fault(self, text: str) -> None:
        self.query_one("#fault", Label).update(literal(text))
