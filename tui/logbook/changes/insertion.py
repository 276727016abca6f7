"""Where a forgotten row belongs in a log, and what it must say, from the log's own rows and the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.files.spelling import did_you_mean
from catalogue.files.text import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.schema.models import Exercise
    from catalogue.schema.words import SideName
    from tui.logbook.log.log_model import Log
    from tui.session.plan import LoadCounts


def place_of_new(log: Log, exercise: str, side: SideName | None, warmup: bool) -> tuple[int, int]:
    """Return where a forgotten row goes, from 0, and the number of its set.

    It follows the last set of the exercise, or completes it if that is without this side.
    """
    mine = [(index, row) for index, row in enumerate(log.sets) if row.exercise == exercise]
    alike = [(index, row) for index, row in mine if (row.kind == "warmup") == warmup]
    if not alike:
        first = mine[0][0] if mine and warmup else mine[-1][0] + 1 if mine else len(log.sets)
        return first, 1
    at, last = alike[-1]
    return at + 1, last.set if _lacks(log, at, side) else last.set + 1


def place_near(log: Log, row: int, exercise: str, side: SideName | None, warmup: bool) -> tuple[int, int]:
    """Return the same for a row that a person adds while looking at another, or none: that set is completed first."""
    seen = log.sets[row] if 0 <= row < len(log.sets) else None
    if seen and seen.exercise == exercise and (seen.kind == "warmup") == warmup and _lacks(log, row, side):
        return row + 1, seen.set
    return place_of_new(log, exercise, side, warmup)


def is_sided(log: Log, exercise: str, known: Mapping[str, Exercise]) -> bool:
    """Tell whether an exercise is done a leg at a time, by the log's own rows, else by the catalogue.

    Raises ValueError for an exercise that neither has.
    """
    own = [row.side for row in log.sets if row.exercise == exercise]
    found = known.get(exercise)
    if own or found is None:
        if not own:
            near = did_you_mean(exercise, known)
            raise ValueError(f"there is no exercise {quoted(exercise)}{near or '; `repcue list` names them all'}")
        return any(own)
    return found.sides.mode != "bilateral"


def load_counts(log: Log, exercise: str, known: Mapping[str, Exercise]) -> LoadCounts | None:
    """Return what a load counts: as in the log's other rows of the exercise, else as in the catalogue."""
    said = next((row.load_counts for row in log.sets if row.exercise == exercise and row.load_counts), None)
    found = known.get(exercise)
    return said or (found.load_counts if found and found.load_counts != "none" else None)


def _lacks(log: Log, at: int, side: SideName | None) -> bool:
    """Whether the set of a row is one of single legs, without this one."""
    seen = log.sets[at]
    key = (seen.exercise, seen.set, seen.kind == "warmup")
    there = {row.side for row in log.sets if (row.exercise, row.set, row.kind == "warmup") == key}
    return side is not None and None not in there and side not in there
