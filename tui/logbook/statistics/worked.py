"""What single rows amount to."""

from collections.abc import Iterable
from pathlib import Path

from tui.logbook.index.rows import SetRow
from tui.logbook.log.units import in_unit
from tui.logbook.statistics.e1rm import e1rm


def sessions_of(rows: Iterable[SetRow]) -> dict[Path, list[SetRow]]:
    """Return the rows that count and hold any work, by session, oldest first, each in the order of its log."""
    return by_session(sorted(filter(counts, rows), key=lambda row: (row.started, str(row.path), row.position)))


def by_session(rows: Iterable[SetRow]) -> dict[Path, list[SetRow]]:
    """Return rows by session, both in the order in which they come."""
    found: dict[Path, list[SetRow]] = {}
    for row in rows:
        found.setdefault(row.path, []).append(row)
    return found


def counts(row: SetRow) -> bool:
    """Whether it counts and holds any work."""
    return row.counts and has_work(row)


def has_work(row: SetRow) -> bool:
    """Whether anything was done: a rep, or of a timed set a moment."""
    return bool(row.reps) or is_timed(row)


def is_timed(row: SetRow) -> bool:
    """Whether it is a timed set in which any time was held."""
    return row.reps is None and bool(row.seconds)


def load_of(row: SetRow, unit: str) -> float | None:
    """Return the load in `unit`; None where there is none, which may be written as 0.

    On body weight it is what comes on top, 0 for nothing, and below 0 for help.
    """
    if row.load_counts == "bodyweight":
        return in_unit(row.load or 0.0, row.unit, unit)
    return in_unit(row.load, row.unit, unit) if row.load else None


def moved(row: SetRow, unit: str) -> float | None:
    """Return the load in `unit`, with the body weight where that counts; None where there is none or unknown."""
    load = load_of(row, unit)
    if row.load_counts != "bodyweight" or load is None:
        return load
    return None if row.body_weight is None else load + in_unit(row.body_weight, row.unit, unit)


def volume_of(rows: Iterable[SetRow], unit: str) -> float:
    """Return reps x load of all parts of all rows, in `unit`; a load per hand is not doubled.

    Work on a body weight that is not known is left out: `unweighed` says of how many rows.
    """
    return sum(in_unit(row.volume, row.unit, unit) for row in rows)


def unweighed(rows: Iterable[SetRow]) -> int:
    """Return how many rows volume and e1RM leave out, as the body weight is not known."""
    return sum(counts(row) and row.load_counts == "bodyweight" and row.body_weight is None for row in rows)


def e1rm_of(row: SetRow, unit: str) -> float | None:
    """Return the row's estimated one-rep maximum in `unit`, if it gives one."""
    load = moved(row, unit)
    return None if load is None or row.reps is None else e1rm(load, row.reps)
