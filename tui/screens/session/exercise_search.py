"""Choose one exercise of the catalogue, by words or from the list, while the session goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from tui.screens.enter.matches import Known, Matches, matching
from tui.screens.left_once import Modal
from tui.widgets.lines import literal
from tui.words.days import day_text

if TYPE_CHECKING:
    from catalogue.schema.models import Exercise
    from tui.logbook.log.last_time import LastTime


class ExerciseSearch(Modal[str | None]):
    """A field for words over the exercises that have them; the likeliest first."""

    BINDINGS = [
        Binding("up", "move(-1)", "up", priority=True),
        Binding("down", "move(1)", "down", priority=True),
        Binding("escape", "leave", "back", priority=True),
    ]
    DEFAULT_CSS = """
    ExerciseSearch { align: center middle; background: $background 60%; }
    ExerciseSearch > Vertical { width: 64; max-width: 96%; height: 80%; max-height: 24; }
    ExerciseSearch Matches { height: 1fr; background: $surface; }
    """

    def __init__(self, title: str, known: Sequence[Known]) -> None:
        super().__init__()
        self._title = title
        self._known = tuple(known)

    def compose(self) -> ComposeResult:
        """The words and what they find."""
        with Vertical():
            yield Input(placeholder="words of its name; enter takes it, esc goes back", id="search")
            yield Matches("Exercises")

    def on_mount(self) -> None:
        self.query_one(Input).border_title = literal(self._title)
        self.query_one(Matches).show(self._known)
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        words = event.value.strip()
        self.query_one(Matches).show(matching(words, self._known) if words else self._known)

    def on_input_submitted(self) -> None:
        chosen = self.query_one(Matches).chosen
        if chosen is not None:
            self.dismiss(chosen.id)

    def on_matches_picked(self) -> None:
        self.on_input_submitted()

    def action_move(self, by: int) -> None:
        self.query_one(Matches).move(by)

    def action_leave(self) -> None:
        self.dismiss(None)


def known_of(exercise: Exercise, last: LastTime | None) -> Known:
    """Return an exercise for the search: its aliases, muscles and the day it was trained last go beside its name."""
    day = day_text(last.day, year=False) if last is not None else ""
    about = ", ".join([*exercise.aliases, exercise.pattern, *exercise.muscles.primary])
    return Known(exercise.id, exercise.name, f"{about}  {day}".strip())
