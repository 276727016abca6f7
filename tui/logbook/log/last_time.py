"""What was done the last time an exercise was trained, without reading every log.

This runs beside the first screen, so it reads as little as it can and leaves pydantic out: files are taken newest
first by their names, and parsed only if they hold the exercise's id at all. A log that is not right is passed over
here; the list of logs says what is wrong with it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, get_args

from catalogue.files.conflict_copies import is_conflict_copy
from catalogue.files.problems import FileProblems, guarded
from catalogue.files.toml import parse, read_text
from catalogue.schema.bounds import YEARS
from tui.logbook.log.done_set import DoneSet
from tui.machine.paths import Paths
from tui.session.plan import LoadCounts, SetKind

MOST_FILES: Final = 400
"""How many logs are looked into: a year or more of training."""

_LIMIT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class LastTime:
    """The sets of one exercise, warm-ups left out, in the newest log that has any.

    A session that ended with less than half of its planned sets is passed over.
    """

    day: date
    unit: str
    """Of the loads: kg or lb."""
    load_counts: str | None
    sets: tuple[DoneSet, ...]
    path: Path


def load_like(last: LastTime, reps: int | None) -> tuple[float | None, LoadCounts | None]:
    """Return the load, and what it counts, of the set nearest in reps to a set of so many; on a tie the later.

    For the open sets of an exercise that takes another's place; of a set without a target, or a timed one, of the
    last set.
    """
    alike = [row for row in last.sets if row.reps is not None] if reps is not None else []
    nearest = min(reversed(alike or last.sets), key=lambda row: abs((row.reps or 0) - (reps or 0)) if alike else 0)
    return nearest.load, nearest.load_counts


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
    except FileProblems:
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
    if not likely or _is_cut_short(document, rows):
        return []
    for exercise in likely:
        mine = [row for row in rows if _is_working(row, exercise)]
        sets = tuple(_last_set(row) for row in mine)
        if sets:
            counts = _text(mine[0].get("load_counts"))
            found.append((exercise, LastTime(started.date(), unit, counts, sets, path)))
    return found


def _is_cut_short(document: dict[str, object], rows: list[object]) -> bool:
    """Whether less than half of the planned sets was done; a log that doesn't say how many were planned counts."""
    planned = _whole(document.get("planned_sets"))
    if planned is None or document.get("schema") == 1:
        return False
    done = [row for row in rows if isinstance(row, dict) and _is_working(row, row.get("exercise"))]
    keys = ("exercise", "set", "side")
    # The same set of an exercise that comes twice in the routine is there twice.
    sides = Counter(tuple(str(row.get(key)) for key in keys) for row in done if not row.get("extra"))
    sets: Counter[tuple[str, ...]] = Counter()
    for (exercise, number, _), count in sides.items():
        sets[exercise, number] = max(sets[exercise, number], count)
    return 2 * sets.total() < planned


def _is_working(row: object, exercise: object) -> bool:
    return (
        isinstance(row, dict)
        and row.get("exercise") == exercise
        and row.get("kind", "working") in get_args(SetKind)[1:]
        and (_whole(row.get("reps")) is not None or _number(row.get("seconds")) is not None)
    )


def _last_set(row: dict[str, object]) -> DoneSet:
    side, counts = row.get("side"), row.get("load_counts")
    return DoneSet(
        exercise=str(row["exercise"]),
        set=_whole(row.get("set")) or 1,
        side="left" if side == "left" else "right" if side == "right" else None,
        kind=next((kind for kind in get_args(SetKind) if kind == row.get("kind")), "working"),
        reps=_whole(row.get("reps")),
        load=_number(row.get("load")),
        load_counts=next((each for each in get_args(LoadCounts) if each == counts), None),
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
