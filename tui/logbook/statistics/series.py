"""An exercise over time: what each session came to, a side at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from catalogue.schema.words import SideName
from tui.logbook.index.rows import SetRow
from tui.logbook.statistics.worked import e1rm_of, is_timed, load_of, sessions_of, volume_of

SIDES: Final[tuple[SideName | None, ...]] = ("left", "right", None)


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One side in one session; warm-ups are left out, loads are in the unit asked for."""

    day: date
    """Where the session was."""
    path: Path
    side: SideName | None
    """None for both legs at once."""
    sets: int
    best_set_reps: int | None
    """Of the set with the heaviest load, and with the most reps among those; None if all sets were timed."""
    best_set_load: float | None
    """Of the same set; None where it had no load."""
    volume_load: float
    e1rm: float | None
    """The best of the session."""
    reps: int
    """Of all sets."""
    seconds: float
    """Of all timed sets."""
    best_seconds: float | None
    """The longest of the timed sets."""


def series(rows: Iterable[SetRow], unit: str) -> dict[SideName | None, tuple[SeriesPoint, ...]]:
    """Return the points of one exercise, oldest first, for each side that was ever worked; left comes first."""
    found: dict[SideName | None, list[SeriesPoint]] = {side: [] for side in SIDES}
    for path, done in sessions_of(rows).items():
        for side, points in found.items():
            mine = [row for row in done if row.side == side]
            if mine:
                points.append(_point(path, mine, unit))
    return {side: tuple(points) for side, points in found.items() if points}


def _point(path: Path, rows: Sequence[SetRow], unit: str) -> SeriesPoint:
    counted = [row for row in rows if row.reps]
    best = max(counted, key=lambda row: (load_of(row, unit) or 0.0, row.reps or 0), default=None)
    holds = [row.seconds or 0.0 for row in rows if is_timed(row)]
    return SeriesPoint(
        day=rows[0].started.date(),
        path=path,
        side=rows[0].side,
        sets=len(rows),
        best_set_reps=best.reps if best else None,
        best_set_load=load_of(best, unit) if best else None,
        volume_load=volume_of(rows, unit),
        e1rm=max((found for row in rows if (found := e1rm_of(row, unit)) is not None), default=None),
        reps=sum(row.all_reps for row in rows),
        seconds=sum(holds),
        best_seconds=max(holds, default=None),
    )
