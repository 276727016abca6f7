"""The fields of what is mended: a session's own, or a set's; they hold texts and know no log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, TextArea

from tui.screens.mend.choice_field import Choice
from tui.screens.mend.field_values import BOTH, ROW_FIELDS, SESSION_FIELDS, Texts
from tui.widgets.lines import literal

MOST_NAME = 2000


class Fields(Vertical):
    """One row of fields, or two; which are shown goes by `-session`, `-row` and `-new`."""

    DEFAULT_CSS = """
    Fields { height: auto; }
    Fields Horizontal { height: 3; display: none; }
    Fields #note { height: 5; display: none; border: tall $border-blurred; border-title-color: $text-muted; }
    Fields #note:focus { border: tall $border; border-title-color: $text-accent; }
    Fields.-session #of-session, Fields.-session #note { display: block; }
    Fields.-row #of-row, Fields.-new #of-row, Fields.-new #of-new { display: block; }
    Fields Input { width: 1fr; padding: 0 1; }
    Fields Choice { width: 1fr; }
    Fields #started { width: 25; }
    Fields #effort, Fields #rpe { width: 9; }
    Fields #kind { width: 1.1fr; }
    """

    def __init__(self, exercises: Sequence[str]) -> None:
        super().__init__()
        self._exercises = exercises

    def compose(self) -> ComposeResult:
        with Horizontal(id="of-session"):
            yield _field("name", "Name", MOST_NAME)
            yield _field("started", "Start", 40)
            yield _field("effort", "RPE", 12)
        note = TextArea(id="note", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        note.border_title = literal("Note")
        yield note
        with Horizontal(id="of-new"):
            exercise = _field("exercise", "Exercise (its id or name; → takes the rest)", 100)
            exercise.suggester = SuggestFromList(self._exercises, case_sensitive=False)
            yield exercise
        with Horizontal(id="of-row"):
            yield _field("amount", "Reps", 12, "or 30s")
            yield _field("load", "Load", 12)
            yield _field("rpe", "RPE", 12)
            yield Choice("Kind", {"working": "working", "warmup": "warm-up", "amrap": "AMRAP"}, id="kind")
            yield Choice("Side", {BOTH: "both", "left": "LEFT", "right": "RIGHT"}, id="side")
            yield _field("rest", "Rest", 12)

    def show(self, which: str, texts: Texts, unit: str, sides: Sequence[str] = (BOTH,)) -> None:
        """Show the fields of `session`, `row` or `new` with these texts."""
        for name in ("session", "row", "new"):
            self.set_class(name == which, f"-{name}")
        self.query_one("#load", Input).placeholder = unit
        for name, text in texts.items():
            match self.query_one(f"#{name}"):
                case Input() as field:
                    field.value = text
                    field.select_all()
                case TextArea() as area:
                    area.text = text
                    area.move_cursor(area.document.end)
                case Choice() as choice:
                    choice.offer(sides if name == "side" else choice.all, text)

    def texts(self) -> dict[str, str]:
        """Return what the fields that are shown hold."""
        found: dict[str, str] = {}
        for name in self._names():
            match self.query_one(f"#{name}"):
                case Input() | Choice() as field:
                    found[name] = field.value
                case TextArea() as area:
                    found[name] = area.text
        return found

    def offer_sides(self, sides: Sequence[str]) -> None:
        """Offer the sides of another exercise."""
        choice = self.query_one("#side", Choice)
        choice.offer(sides, choice.value if choice.value in sides else sides[-1])

    def turn_to(self, name: str) -> None:
        """Give the focus to a field."""
        self.screen.set_focus(self.query_one(f"#{name}"))

    @property
    def turned_to(self) -> str:
        """The field that has the focus, or nothing."""
        focused = self.screen.focused
        return focused.id or "" if focused is not None else ""

    def _names(self) -> Iterator[str]:
        if self.has_class("-session"):
            yield from SESSION_FIELDS
            return
        if self.has_class("-new"):
            yield "exercise"
        yield from ROW_FIELDS


def _field(name: str, title: str, longest: int, hint: str = "") -> Input:
    field = Input(id=name, max_length=longest, placeholder=hint)
    field.border_title = literal(title)
    return field
