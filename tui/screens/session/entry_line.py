"""The line of entry at the foot of a session: a load, an RPE or a note is typed while the session goes on.

It lies over the key bar, whose keys do nothing meanwhile, so that nothing else moves. Its keys are taken before any
binding and one by one, so that what is typed ahead stays in order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from textual import events

from catalogue.files.text import printable
from tui.widgets.lines import Line, Lines, apart, fitted, plain, width_of

What = Literal["load", "rate", "note"]

LABELS: Final[dict[What, str]] = {"load": "Load", "rate": "RPE of the set done last", "note": "Note"}
HINTS: Final[dict[What, str]] = {
    "load": "60  +2.5  -5  bw-20  last  8@60  8@60 r9",
    "rate": "1 to 10 in halves, such as 8.5",
    "note": "! before it pins it to the exercise",
}
LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Typing:
    """What is typed so far."""

    what: What
    about: int
    """Id of the set that it speaks of."""
    text: str = ""
    cursor: int = 0
    fault: str = ""

    def insert(self, text: str) -> Typing:
        """Return it with a text put in at the cursor."""
        room = LONGEST - len(self.text)
        text = printable(text.replace("\n", " ").replace("\t", " "))[: max(0, room)]
        whole = self.text[: self.cursor] + text + self.text[self.cursor :]
        return replace(self, text=whole, cursor=self.cursor + len(text), fault="")

    def edit(self, key: str) -> Typing | None:
        """Return it after an editing key; None for a key that is none."""
        before, after = self.text[: self.cursor], self.text[self.cursor :]
        match key:
            case "left":
                return replace(self, cursor=max(0, self.cursor - 1))
            case "right":
                return replace(self, cursor=min(len(self.text), self.cursor + 1))
            case "home" | "ctrl+a":
                return replace(self, cursor=0)
            case "end" | "ctrl+e":
                return replace(self, cursor=len(self.text))
            case "backspace" | "ctrl+h":
                return self._with(before[:-1], after)
            case "delete" | "ctrl+d":
                return self._with(before, after[1:])
            case "ctrl+u":
                return self._with("", after)
            case "ctrl+k":
                return self._with(before, "")
            case "ctrl+w":
                kept = before.rstrip().rpartition(" ")
                return self._with(kept[0] + kept[1], after)
            case _:
                return None

    def _with(self, before: str, after: str) -> Typing:
        return replace(self, text=before + after, cursor=len(before), fault="")


def edited(typing: Typing, key: events.Key) -> Typing:
    """Return what is typed after a key; a key that means nothing here leaves it as it is."""
    after = typing.edit(key.key)
    if after is not None:
        return after
    return typing.insert(key.character) if key.is_printable and key.character else typing


class EntryLine(Lines):
    """Label, value and caret in one row; under it what can be typed, or the fault."""

    DEFAULT_CSS = """
    EntryLine { layer: entry; dock: bottom; height: 2; padding: 0 1; display: none; background: $panel; }
    EntryLine.-open { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(self._lines_of, id="entry")
        self._typing: Typing | None = None
        self._now = ""

    def show(self, typing: Typing | None, now: str = "") -> None:
        """Show what is typed, beside what holds now; None takes the line away."""
        self._typing, self._now = typing, now
        self.set_class(typing is not None, "-open")
        self.paint()

    def _lines_of(self, width: int, height: int) -> list[Line]:
        typing = self._typing
        if typing is None:
            return []
        label = f"{LABELS[typing.what]} ▸ "
        room = max(1, width - len(label) - 1)
        first = max(0, typing.cursor - room + 1)
        before, after = typing.text[first : typing.cursor], typing.text[typing.cursor :]
        value: Line = ((label, "strong"), (before, "key"), ("▏", "warn"), (after, "key"))
        beside = plain(self._now, "dim") if self._now and not typing.text else ()
        foot = plain(typing.fault, "bad") if typing.fault else _hint(typing.what, width)
        return [apart(value, beside, width), fitted(foot, width)]


def _hint(what: What, width: int) -> Line:
    hint, keys = plain(HINTS[what], "dim"), plain("enter says it · esc leaves", "dim")
    return apart(hint, keys if width_of(hint) + width_of(keys) < width else plain("enter · esc", "dim"), width)
