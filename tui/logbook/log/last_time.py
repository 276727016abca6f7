"""What was done the last time an exercise was trained, without reading every log.

This runs beside the first screen, so it reads as little as it can and leaves pydantic out: files are taken newest
first by their names, and parsed only if they hold the exercise's id at all. A log that is not right is passed over
here; the list of logs says what is wrong with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from catalogue.files.conflict_copies import is_conflict_copy
from catalogue.files.problems import CatalogueError, guarded
from catalogue.files.toml import parse, read_text
from catalogue.schema.bounds import YEARS
from catalogue.schema.words import SideName
from tui.machine.paths import Paths

MOST_FILES: Final = 400
"""How many logs are looked into: a year or more of training."""

_LIMIT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class LastSet:
    """One side of one working set."""

    side: SideName | None
    reps: int | None
    """None for a timed set."""
    load: float | None
    seconds: float | None
    """How long it took."""
    target_seconds: float | None
    """None for a set of reps."""
    rpe: float | None


@dataclass(frozen=True, slots=True)
class LastTime:
    """The working and AMRAP sets of one exercise in the newest log that has any."""

    day: date
    unit: str
    """Of the loads: kg or lb."""
    load_counts: str | None
    sets: tuple[LastSet, ...]
    path: Path


def last_time(exercise: str, paths: Paths, limit: int = MOST_FILES) -> LastTime | None:
    """Return what was done last of one exercise; None if the newest `limit` logs have nothing of it."""
    return last_times([exercise], paths, limit).get(exercise)


def last_times(exercises: Iterable[str], paths: Paths, limit: int = MOST_FILES) -> dict[str, LastTime]:
    """Return the same for several exercises, each log being read once at most."""
    missing = set(exercises)
    found: dict[str, LastTime] = {}
    for count, path in enumerate(_newest_first(paths.logs)):
        if not missing or count >= limit:
            break
        for exercise, last in _look_into(path, missing):
            found[exercise] = last
            missing.discard(exercise)
    return found


def _newest_first(logs: Path) -> Iterator[Path]:
    for folder in _names(logs):
        for name in _names(logs / folder):
            if name.endswith(".toml") and not name.startswith(".") and not is_conflict_copy(name):
                yield logs / folder / name


def _names(folder: Path) -> list[str]:
    try:
        return sorted((entry.name for entry in folder.iterdir()), reverse=True)
    except OSError:
        # No logs yet, a file among the folders of years, or one that may not be read.
        return []


def _look_into(path: Path, exercises: Iterable[str]) -> list[tuple[str, LastTime]]:
    try:
        return guarded(path, lambda: _found_in(path, exercises))
    except CatalogueError:
        return []


def _found_in(path: Path, exercises: Iterable[str]) -> list[tuple[str, LastTime]]:
    text = read_text(path, _LIMIT)
    likely = [exercise for exercise in exercises if exercise in text]
    document = parse(text, path) if likely else {}
    rows = document.get("sets")
    started = document.get("started")
    if not isinstance(started, datetime) or not YEARS.holds(started.year) or not isinstance(rows, list):
        return []
    unit = _text(document.get("unit")) or "kg"
    found = []
    for exercise in likely:
        mine = [row for row in rows if _is_working(row, exercise)]
        sets = tuple(_last_set(row) for row in mine)
        if sets:
            counts = _text(mine[0].get("load_counts"))
            found.append((exercise, LastTime(started.date(), unit, counts, sets, path)))
    return found


def _is_working(row: object, exercise: str) -> bool:
    return (
        isinstance(row, dict)
        and row.get("exercise") == exercise
        and row.get("kind", "working") in ("working", "amrap")
        and (_whole(row.get("reps")) is not None or _number(row.get("seconds")) is not None)
    )


def _last_set(row: dict[str, object]) -> LastSet:
    side = row.get("side")
    return LastSet(
        side="left" if side == "left" else "right" if side == "right" else None,
        reps=_whole(row.get("reps")),
        load=_number(row.get("load")),
        seconds=_number(row.get("seconds")),
        target_seconds=_number(row.get("target_seconds")),
        rpe=_number(row.get("rpe")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1_000_000 else None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= 1_000_000 else None
