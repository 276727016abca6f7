"""Correct any set already done: reps or seconds, load, RPE."""

from __future__ import annotations

import math

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label

from tui.screens.top import Modal
from tui.session import EditSet, State
from tui.session.snapshot import set_text
from tui.session.state import Row
from tui.widgets.lines import literal

MOST_REPS, MOST_LOAD = 1000, 2000
"""As much as the catalogue's files may ask for; seconds of a timed set may be more."""


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

    def compose(self) -> ComposeResult:
        """Which set, its numbers, and how to go on."""
        with Vertical():
            yield Label(id="which")
            with Horizontal():
                yield Input(id="amount", restrict=r"[0-9]*", max_length=5)
                yield Input(id="load", restrict=r"[0-9.]*", max_length=8)
                yield Input(id="rpe", restrict=r"[0-9.]*", max_length=4)
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
        row = self._row
        try:
            amount = _number(self.query_one("#amount", Input).value)
            load = _number(self.query_one("#load", Input).value)
            rpe = _number(self.query_one("#rpe", Input).value)
        except ValueError:
            self._fault("That is not a number.")
            return
        if rpe is not None and (not 1 <= rpe <= 10 or rpe * 2 != int(rpe * 2)):
            self._fault("RPE goes from 1 to 10, in halves.")
            return
        if amount is None or amount > MOST_REPS or (load or 0) > MOST_LOAD:
            self._fault(f"At most {MOST_REPS} and a load of {MOST_LOAD}; the first field can't be empty.")
            return
        whole = int(amount)
        edit = EditSet(
            self._rows[self._at],
            reps=None if self._timed or whole == row.reps else whole,
            seconds=whole if self._timed and whole != round(row.held / 1000) else None,
            load=None if (load or None) == row.load else load or 0.0,
            rpe=None if rpe == row.rpe else rpe,
        )
        self.dismiss(None if edit == EditSet(edit.row) else edit)

    @property
    def _row(self) -> Row:
        return self._state.live.rows[self._rows[self._at]]

    @property
    def _timed(self) -> bool:
        return self._state.plan.sets[self._row.set].lasts is not None

    def _show(self) -> None:
        row, plan = self._row, self._state.plan
        planned = plan.sets[row.set]
        side = f" · {row.side.upper()} leg" if row.side else ""
        name = plan.movement_of(row.set).name
        self.query_one("#which", Label).update(
            literal(f"{name} · {set_text(planned.number, planned.of, planned.kind)}{side}")
        )
        amount = self.query_one("#amount", Input)
        amount.border_title = literal("Seconds" if self._timed else "Reps")
        amount.value = str(round(row.held / 1000) if self._timed else row.reps)
        self.query_one("#load", Input).value = "" if row.load is None else f"{row.load:g}"
        self.query_one("#load", Input).disabled = plan.movement_of(row.set).load_counts == "none"
        self.query_one("#rpe", Input).value = "" if row.rpe is None else f"{row.rpe:g}"
        self._fault("")

    def _fault(self, text: str) -> None:
        self.query_one("#fault", Label).update(literal(text))


def _number(text: str) -> float | None:
    """The number typed; None for an empty field. Raises `ValueError` for anything else."""
    if not text.strip():
        return None
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
