"""A question with a few answers, each with its key; clicks work too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual import events
from textual.app import ComposeResult

from tui.screens.left_once import Modal
from tui.widgets.lines import Line, Lines, framed, plain, wrapped

SHOWN: Final = {"escape": "esc"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its keys, as textual spells them, the first one shown."""

    id: str
    keys: tuple[str, ...]
    words: str


class Ask(Modal[str]):
    """A question that returns the id of its answer."""

    DEFAULT_CSS = """
    Ask { align: center middle; background: $background 60%; }
    Ask > Lines { width: 64; max-width: 96%; background: $surface; }
    """

    def __init__(self, title: str, text: Sequence[str], answers: Sequence[Answer]) -> None:
        super().__init__()
        self._title = title
        self._text = tuple(text)
        self._answers = tuple(answers)

    def compose(self) -> ComposeResult:
        yield Lines(self._lines_of)

    def on_mount(self) -> None:
        self._fit()

    def on_resize(self) -> None:
        # Another width may wrap the text another way.
        self._fit()

    def on_key(self, event: events.Key) -> None:
        for answer in self._answers:
            if event.key in answer.keys or event.character in answer.keys:
                event.stop()
                self.dismiss(answer.id)
                return

    def on_click(self, event: events.Click) -> None:
        box = self.query_one(Lines)
        row = event.screen_y - box.region.y - (box.region.height - 1 - len(self._answers))
        if box.region.contains(event.screen_x, event.screen_y) and 0 <= row < len(self._answers):
            self.dismiss(self._answers[row].id)

    def _fit(self) -> None:
        width = min(64, self.app.size.width * 96 // 100)
        self.query_one(Lines).styles.height = len(self._body(width)) + 2

    def _body(self, width: int) -> list[Line]:
        inner = max(1, width - 4)
        lines = [line for text in self._text for line in wrapped(text, inner)]
        return [*lines, plain(""), *(self._answer(answer) for answer in self._answers)]

    def _answer(self, answer: Answer) -> Line:
        key = SHOWN.get(answer.keys[0], answer.keys[0])
        return ((f"{key:>6}", "key"), (f"  {answer.words}", ""))

    def _lines_of(self, width: int, height: int) -> list[Line]:
        return framed(self._body(width), width, height, self._title)


def not_saved(what: str) -> Ask:
    """Return the question of a form that is left with something in it: save, drop or, with an empty answer, stay."""
    answers = [Answer("save", ("enter",), "save it"), Answer("drop", ("d",), "drop it")]
    return Ask("Not saved", [what], [*answers, Answer("", ("escape",), "stay")])
