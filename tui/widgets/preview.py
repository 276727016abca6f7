"""The preview of what is highlighted: all a person needs before they start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from catalogue.text import fill
from tui.widgets.lines import Line, Lines, framed, plain, wrapped

if TYPE_CHECKING:
    from catalogue.models import Block, Exercise, Routine, Work

Body = Callable[[int], Sequence[Line]]
"""Makes the lines for a width."""

LABEL = 10
"""Columns for the word at the left."""


class Preview(Lines):
    """Lines in a frame that can be scrolled where there are more than fit."""

    def __init__(self) -> None:
        super().__init__(self._lines_of, id="preview")
        self._title = ""
        self._right = ""
        self._body: Body = lambda width: ()
        self._top = 0

    def show(self, title: str, right: str, make: Body) -> None:
        """Show another body, from its top."""
        self._title, self._right, self._body, self._top = title, right, make, 0
        self.paint()

    def scroll(self, by: int) -> None:
        """Move through what doesn't fit, by so many rows."""
        self._top += by
        self.paint()

    def on_mouse_scroll_down(self) -> None:
        """The wheel scrolls."""
        self.scroll(2)

    def on_mouse_scroll_up(self) -> None:
        """The wheel scrolls."""
        self.scroll(-2)

    def _lines_of(self, width: int, height: int) -> list[Line]:
        body = list(self._body(max(1, width - 4)))
        room = max(1, height - 2)
        self._top = max(0, min(self._top, len(body) - room))
        shown = body[self._top : self._top + room]
        if len(body) > self._top + room:
            shown[-1] = plain("▼ pgdn for more", "dim")
        return framed(shown, width, height, self._title, self._right)


def exercise_body(one: Exercise, about: str, last_time: str, width: int) -> list[Line]:
    """An exercise: what it takes, what was done last time, how it goes, what to mind."""
    side = one.sides.first  # in the texts of a bilateral exercise there is nothing to fill
    lines = wrapped(one.summary, width, "strong") if one.summary else []
    lines += _labelled("Trains", _muscles(one), width)
    lines += _labelled("Needs", _equipment(one), width)
    lines += _labelled("Plan", about, width)
    lines += _labelled("Last time", last_time, width, "good")
    lines.append(plain(""))
    steps = [f"{number} {fill(step.text, side)}" for number, step in enumerate(one.setup, 1)]
    reps = [
        f"{phase.cue}{_breath(phase.breathe)} {phase.seconds:g} s: {fill(phase.text, side)}" for phase in one.phases
    ]
    for label, texts in (("Set up", steps), ("Each rep", reps), ("Mind", one.cautions), ("Good to know", one.notes)):
        lines += _listed(label, texts, width)
    return lines


def routine_body(routine: Routine, names: Mapping[str, str], about: str, width: int) -> list[Line]:
    """A routine: what it is for and what it is made of; `names` are the exercises' names by id."""
    lines = wrapped(routine.summary, width, "strong") if routine.summary else []
    lines += [*_labelled("Takes", about, width), plain("")]
    for number, block in enumerate(routine.blocks, 1):
        lines += wrapped(f"{number} {_block(block, names)}", width, hang=2)
    return lines


def _block(block: Block, names: Mapping[str, str]) -> str:
    rest = "" if block.rest is None else f" · rest {block.rest:g} s"
    if block.superset:
        items = " + ".join(f"{names.get(item.exercise, item.exercise)}{_work(item)}" for item in block.superset)
        return f"superset of {block.rounds} rounds: {items}{rest}"
    sets = "" if block.sets is None else " · 1 set" if block.sets == 1 else f" · {block.sets} sets"
    warmup = f" · {block.warmup} warm-up" if block.warmup else ""
    exercise = block.exercise or ""
    return f"{names.get(exercise, exercise)}{warmup}{sets}{_work(block)}{rest}"


def _work(work: Work) -> str:
    if work.amrap:
        amount = " x as many as possible"
    elif work.seconds is not None:
        amount = f" x {work.seconds:g} s"
    else:
        amount = f" x {work.rep_range}" if work.rep_range else ""
    load = f" @ {work.load:g}" if work.load else ""
    return amount + load + (f" · tempo {work.tempo}" if work.tempo else "")


def _muscles(one: Exercise) -> str:
    return "; ".join(", ".join(part) for part in (one.muscles.primary, one.muscles.secondary) if part)


def _equipment(one: Exercise) -> str:
    needs = ", ".join(one.equipment) or "no equipment"
    return needs + (f"; if you like: {', '.join(one.optional_equipment)}" if one.optional_equipment else "")


def _breath(breathe: str | None) -> str:
    return f" ({breathe})" if breathe else ""


def _labelled(label: str, text: str, width: int, style: str = "") -> list[Line]:
    if not text:
        return []
    lines = wrapped(text, max(1, width - LABEL), style)
    return [((label.ljust(LABEL) if not at else " " * LABEL, "dim"), *line) for at, line in enumerate(lines)]


def _listed(label: str, texts: Sequence[str], width: int) -> list[Line]:
    if not texts:
        return []
    return [plain(label, "dim"), *(line for text in texts for line in wrapped(f"  {text}", width, hang=2))]
