"""The rows of a log that `--set 2` stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from catalogue.files.text import quoted
from tui.words.sets import set_name

if TYPE_CHECKING:
    from catalogue.schema.words import SideName
    from tui.logbook.log.log_model import Log, LogSet

_NAME = re.compile(r"(w?)([0-9]{1,6})")


class NoSuchSet(LookupError):
    """Raised where no row, or more than one set, matches; the message says what to add."""


@dataclass(frozen=True, slots=True)
class SetName:
    """The name of a set: `2`, or `w1` for the first warm-up set."""

    number: int
    warmup: bool

    def __str__(self) -> str:
        return set_name(self.number, "warmup" if self.warmup else "working")


def named_set(context: click.Context, option: click.Parameter, text: str | None) -> SetName | None:
    """Convert an option's text to the name of a set."""
    if text is None:
        return None
    match = _NAME.fullmatch(text.strip().lower())
    if match is None:
        raise click.BadParameter(f"found {quoted(text)}; write the set's number, such as 2, or w1 for a warm-up set")
    return SetName(int(match[2]), bool(match[1]))


def rows_meant(log: Log, name: SetName, exercise: str | None, side: SideName | None) -> list[int]:
    """Return the indexes of the rows of one set: both sides if there are two and none is named. Raises NoSuchSet."""
    found = {
        index: row
        for index, row in enumerate(log.sets)
        if (row.set, row.kind == "warmup") == (name.number, name.warmup)
        and exercise in (None, row.exercise)
        and side in (None, row.side)
    }
    exercises = list(dict.fromkeys(row.exercise for row in found.values()))
    if len(exercises) > 1:
        raise NoSuchSet(f"{name} is there of {' and of '.join(exercises)}; add --exercise ID")
    if not found:
        raise NoSuchSet(_nothing(log, name, exercise, side))
    sides = [row.side for row in found.values()]
    if len(set(sides)) < len(sides):
        raise NoSuchSet(f"{name} of {exercises[0]} is in the log more than once; mend it in the editor")
    return list(found)


def row_text(row: LogSet) -> str:
    """Return a row as `single-leg-deadlift set 2 left: 9 @ 8`, in the notation of `log add`."""
    from tui.logbook.changes.set_notation import render  # not for --help

    words = [row.exercise, str(SetName(row.set, row.kind == "warmup")), row.side or ""]
    kind = "amrap" if row.kind == "amrap" else "working"
    bare = row.model_copy(update={"side": None, "kind": kind})
    return f"{' '.join(word for word in words if word)}: {render([bare])}"


def _nothing(log: Log, name: SetName, exercise: str | None, side: SideName | None) -> str:
    if exercise is not None and exercise not in log.exercises:
        return f"the log has nothing of {quoted(exercise)}; it has {', '.join(log.exercises) or 'no sets'}"
    about = f"{f' of {exercise}' if exercise else ''}{f' of the {side} leg' if side else ''}"
    return f"the log has no {name}{about}; `repcue log show` names its sets"
