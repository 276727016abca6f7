"""Personal records: the heaviest, the most, the best, the longest, and when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from catalogue.schema.words import SideName
from tui.logbook.index.rows import SetRow
from tui.logbook.log.units import in_unit
from tui.logbook.statistics.worked import by_session, e1rm_of, is_timed, load_of, sessions_of, volume_of
from tui.session.loads import load_written

Kind = Literal["heaviest load", "most reps", "best volume load", "best e1RM", "longest hold"]


@dataclass(frozen=True, slots=True)
class Record:
    """One record of one exercise; of several sets that reach it, the first one holds it."""

    kind: Kind
    exercise: str
    value: float
    unit: str
    """Of `value`: kg, lb, reps or s. Loads are in the unit asked for."""
    reps: int | None
    """Of the set; of the whole session for a volume load."""
    load: float | None
    """Of the set, in the unit asked for; None for a volume load, and where there was no load."""
    load_unit: str
    side: SideName | None
    """The leg that did it; None for both at once, and for a volume load, which is of both."""
    day: date
    path: Path
    """Of the log it is in."""
    load_counts: str | None = None
    """Of the set."""

    @property
    def text(self) -> str:
        """What was done, such as `9 kg x 10` or `12 reps @ 8 kg`; the kind and the day are not in it."""
        load = "" if self.load is None else load_written(self.load, self.load_counts, f" {self.load_unit}")
        match self.kind:
            case "most reps":
                return f"{self.reps} reps" + (f" @ {load}" if load else "")
            case "heaviest load":
                return f"{load} x {self.reps}"
            case "best e1RM":
                return f"{round(self.value, 1):g} {self.unit} ({load} x {self.reps})"
            case _:
                return f"{round(self.value, 1):g} {self.unit}"


def records(rows: Iterable[SetRow], unit: str) -> tuple[Record, ...]:
    """Return the records of each exercise among the rows, in the order of `Kind`.

    `most reps` comes once for each load, lightest first, leaving out those that a heavier set has reached as well.
    """
    return tuple(record for mine in _by_exercise(rows).values() for record in _records(mine, unit))


def records_set_by(session: Iterable[SetRow], earlier: Iterable[SetRow], unit: str) -> tuple[Record, ...]:
    """Return the records that the rows of one session beat all earlier ones with.

    An exercise that is not among the earlier rows sets none. The reps of a heaviest load are no record of their own.
    """
    before = _by_exercise(earlier)
    found: list[Record] = []
    for exercise, mine in _by_exercise(session).items():
        if exercise in before:
            paths = {row.path for row in mine}
            new = [each for each in _records([*before[exercise], *mine], unit) if each.path in paths]
            heaviest = {each.load for each in new if each.kind == "heaviest load"}
            found += [each for each in new if each.kind != "most reps" or each.load not in heaviest]
    return tuple(found)


def _by_exercise(rows: Iterable[SetRow]) -> dict[str, list[SetRow]]:
    found: dict[str, list[SetRow]] = {}
    for done in sessions_of(rows).values():
        for row in done:
            found.setdefault(row.exercise, []).append(row)
    return found


def _records(rows: Sequence[SetRow], unit: str) -> Iterator[Record]:
    """Of one exercise. Rows are compared in kilograms, so that the unit asked for can't decide between two."""
    counted = [row for row in rows if row.reps]
    loaded = [row for row in counted if load_of(row, "kg") is not None]
    if loaded:
        best = _heaviest(loaded)
        yield _of_set("heaviest load", best, load_of(best, unit) or 0.0, unit, unit)
    for row in _most_reps(counted):
        yield _of_set("most reps", row, row.reps or 0, "reps", unit)
    yield from _best_volume(rows, unit)
    estimated = [(found, row) for row in loaded if (found := e1rm_of(row, "kg")) is not None]
    if estimated:
        value, best = max(estimated, key=lambda each: each[0])
        yield _of_set("best e1RM", best, e1rm_of(best, unit) or value, unit, unit)
    holds = [row for row in rows if is_timed(row)]
    if holds:
        best = max(holds, key=lambda row: row.seconds or 0.0)
        yield _of_set("longest hold", best, best.seconds or 0.0, "s", unit)


def _heaviest(rows: Sequence[SetRow]) -> SetRow:
    """Of the session that reached it first, the set of the most reps."""
    first = max(rows, key=_kg)
    alike = (row for row in rows if row.path == first.path and row.load == first.load)
    return max(alike, key=lambda row: row.reps or 0)


def _most_reps(rows: Iterable[SetRow]) -> list[SetRow]:
    found: list[SetRow] = []
    for row in sorted(rows, key=lambda row: (-_kg(row), -(row.reps or 0))):
        if not found or (row.reps or 0) > (found[-1].reps or 0):
            found.append(row)
    return found[::-1]


def _best_volume(rows: Iterable[SetRow], unit: str) -> Iterator[Record]:
    sessions = by_session(rows).values()
    best = max(sessions, key=lambda done: volume_of(done, "kg"))
    kilograms = volume_of(best, "kg")
    if kilograms > 0:
        reps = sum(row.all_reps for row in best)
        value = in_unit(kilograms, "kg", unit) if best[0].unit != unit else volume_of(best, unit)
        day, path = best[0].started.date(), best[0].path
        yield Record("best volume load", best[0].exercise, value, unit, reps, None, unit, None, day, path)


def _of_set(kind: Kind, row: SetRow, value: float, value_unit: str, unit: str) -> Record:
    load, day = load_of(row, unit), row.started.date()
    return Record(
        kind, row.exercise, value, value_unit, row.reps, load, unit, row.side, day, row.path, row.load_counts
    )


def _kg(row: SetRow) -> float:
    return load_of(row, "kg") or 0.0
