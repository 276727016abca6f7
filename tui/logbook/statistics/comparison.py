"""Two sessions of one exercise, set by set: only what both did is compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.schema.words import SideName
from tui.logbook.index.rows import SetRow
from tui.logbook.statistics.worked import counts, is_timed, load_of


@dataclass(frozen=True, slots=True)
class Compared:
    """What the sets of a session came to, against the sets of the same number and leg in the one before."""

    sets: int
    """Sets that both did, both legs of one as one."""
    of: int
    """Sets of the session."""
    alike: int
    """Of these, the sets that asked for the same: only their reps and seconds say anything."""
    reps: int
    """How many more, in sets that asked for the same; fewer are below zero."""
    seconds: float
    """Of timed sets."""
    loads: tuple[float, ...]
    """How much more load, in the unit asked for: each difference once, from the least to the most."""


def compare(session: Iterable[SetRow], before: Iterable[SetRow], unit: str) -> Compared | None:
    """Compare the working sets of one exercise; None where no set was done by both."""
    mine, last = _by_leg(session), _by_leg(before)
    pairs = [
        (number, new, old)
        for side, rows in mine.items()
        for number, (new, old) in enumerate(zip(rows, last.get(side, ()), strict=False))
        if is_timed(new) == is_timed(old)
    ]
    if not pairs:
        return None
    alike = [pair for pair in pairs if _asked(pair[1]) == _asked(pair[2])]
    return Compared(
        sets=len({number for number, _, _ in pairs}),
        of=max(map(len, mine.values())),
        alike=len({number for number, _, _ in alike}),
        reps=sum((new.reps or 0) - (old.reps or 0) for _, new, old in alike),
        seconds=sum((new.seconds or 0.0) - (old.seconds or 0.0) for _, new, old in alike if is_timed(new)),
        loads=tuple(sorted({_more_load(new, old, unit) for _, new, old in pairs})),
    )


def _by_leg(rows: Iterable[SetRow]) -> dict[SideName | None, list[SetRow]]:
    found: dict[SideName | None, list[SetRow]] = {}
    for row in filter(counts, rows):
        found.setdefault(row.side, []).append(row)
    return found


def _asked(row: SetRow) -> tuple[object, ...]:
    return row.target, row.target_max, row.target_seconds


def _more_load(new: SetRow, old: SetRow, unit: str) -> float:
    """Return 0 where the loads count something else, and can't be compared."""
    if new.load and old.load and new.load_counts != old.load_counts:
        return 0.0
    return round((load_of(new, unit) or 0.0) - (load_of(old, unit) or 0.0), 2)
