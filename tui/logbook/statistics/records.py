"""Personal records: the heaviest, the most, the best, the longest, and when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal, get_args

from catalogue.schema.words import SideName
from tui.logbook.index.rows import SetRow
from tui.logbook.log.units import in_unit
from tui.logbook.statistics.worked import by_session, e1rm_of, is_timed, load_of, sessions_of, volume_of

Kind = Literal["heaviest load", "most reps", "best volume load", "best e1RM", "longest hold"]

_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class PersonalRecord:
    """One record of one exercise; of several sets that reach it, the first one holds it."""

    kind: Kind
    exercise: str
    value: float
    unit: str
    """Of `value`: kg, lb, reps or s. Loads are in the unit asked for."""
    reps: int | None
    """Of the set; of the whole session for a volume load."""
    load: float | None
    """Of the set, in the unit asked for; None for a volume load, and where there was no load.

    Below zero where it is help, 0 for the weight of the body alone.
    """
    load_unit: str
    side: SideName | None
    """The leg that did it; None for both at once, and for a volume load, which is of both."""
    day: date
    path: Path
    """Of the log it is in."""
    load_counts: str | None = None
    """Of the set."""


def records(rows: Iterable[SetRow], unit: str) -> tuple[PersonalRecord, ...]:
    """Return the records of each exercise among the rows, in the order of `Kind`.

    `most reps` comes once for each load, lightest first, leaving out those that a heavier set has reached as well.
    """
    return tuple(record for mine in _by_exercise(rows).values() for record in _records(mine, unit))


def records_set_by(session: Iterable[SetRow], earlier: Iterable[SetRow], unit: str) -> tuple[PersonalRecord, ...]:
    """Return the records that the rows of one session beat all earlier ones with, each leg compared with itself.

    An exercise that is not among the earlier rows sets none, nor do reps at a load that is new. The reps of a
    heaviest load are no record of their own.
    """
    before = _by_exercise(earlier)
    return tuple(
        record
        for exercise, mine in _by_exercise(session).items()
        if exercise in before
        for record in sorted(_beaten(mine, before[exercise], unit), key=lambda each: _KINDS.index(each.kind))
    )


def holders(rows: Sequence[SetRow]) -> tuple[SetRow, ...]:
    """Return the rows of the sessions that a later one has to beat: each has a record of a leg, or a load first.

    `records_set_by` gives the same against these as against all of the rows.
    """
    paths = {record.path for side in _SIDES for record in records(_rivals(rows, side), "kg")}
    first = {(row.exercise, row.side, _same(row)): row.path for row in reversed(list(_counted(rows)))}
    paths |= set(first.values())
    return tuple(row for row in rows if row.path in paths)


def value_before(record: PersonalRecord, earlier: Iterable[SetRow]) -> float | None:
    """Return what stood before a record of a session, in its own unit; None where nothing did."""
    mine = [row for row in _rivals(_counted(earlier), record.side) if row.exercise == record.exercise]
    if record.kind == "most reps":
        load = record.load or 0.0
        alike = [row for row in mine if abs((load_of(row, record.load_unit) or 0.0) - load) < _ALIKE]
        return max((row.reps or 0 for row in alike), default=None)
    same = [each.value for each in _records(mine, record.load_unit) if each.kind == record.kind] if mine else []
    return max(same, default=None)


_ALIKE: Final = 0.005
"""Loads nearer than this are the same."""

_SIDES: Final[tuple[SideName | None, ...]] = (None, "left", "right")


def _rivals(rows: Iterable[SetRow], side: SideName | None) -> list[SetRow]:
    """Return what a set of a leg is compared with: sets of this leg and of both at once."""
    return [row for row in rows if side is None or row.side in (None, side)]


def _beaten(mine: Sequence[SetRow], earlier: Sequence[SetRow], unit: str) -> Iterator[PersonalRecord]:
    """Of one exercise."""
    paths = {row.path for row in mine}
    for side in dict.fromkeys(row.side for row in mine):
        before = _rivals(earlier, side)
        if before:
            mine_of_side = [row for row in mine if row.side == side]
            yield from _beaten_by_leg([*before, *mine_of_side], paths, {_same(row) for row in before}, unit)
    yield from (each for each in _best_volume([*earlier, *mine], unit) if each.path in paths)


def _beaten_by_leg(
    rows: Sequence[SetRow], paths: set[Path], loads: set[float], unit: str
) -> Iterator[PersonalRecord]:
    new = [each for each in _of_sets(rows, unit) if each[0].path in paths]
    heaviest = {each.load for each, _ in new if each.kind == "heaviest load"}
    for record, row in new:
        if record.kind != "most reps" or (record.load not in heaviest and _same(row) in loads):
            yield record


def _counted(rows: Iterable[SetRow]) -> Iterator[SetRow]:
    return (row for done in sessions_of(rows).values() for row in done)


def _by_exercise(rows: Iterable[SetRow]) -> dict[str, list[SetRow]]:
    found: dict[str, list[SetRow]] = {}
    for row in _counted(rows):
        found.setdefault(row.exercise, []).append(row)
    return found


def _records(rows: Sequence[SetRow], unit: str) -> Iterator[PersonalRecord]:
    """Of one exercise."""
    found = [*(record for record, _ in _of_sets(rows, unit)), *_best_volume(rows, unit)]
    yield from sorted(found, key=lambda each: _KINDS.index(each.kind))


def _of_sets(rows: Sequence[SetRow], unit: str) -> Iterator[tuple[PersonalRecord, SetRow]]:
    """Yield the records of single sets, each with its row.

    Rows are compared in kilograms, so that the unit asked for can't decide between two.
    """
    counted = [row for row in rows if row.reps]
    loaded = [row for row in counted if load_of(row, "kg") is not None]
    if loaded:
        best = _heaviest(loaded)
        yield _of_set("heaviest load", best, load_of(best, unit) or 0.0, unit, unit), best
    for row in _most_reps(counted):
        yield _of_set("most reps", row, row.reps or 0, "reps", unit), row
    estimated = [(found, row) for row in loaded if (found := e1rm_of(row, "kg")) is not None]
    if estimated:
        value, best = max(estimated, key=lambda each: each[0])
        yield _of_set("best e1RM", best, e1rm_of(best, unit) or value, unit, unit), best
    holds = [row for row in rows if is_timed(row)]
    if holds:
        best = max(holds, key=lambda row: row.seconds or 0.0)
        yield _of_set("longest hold", best, best.seconds or 0.0, "s", unit), best


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


def _best_volume(rows: Iterable[SetRow], unit: str) -> Iterator[PersonalRecord]:
    sessions = by_session(rows).values()
    best = max(sessions, key=lambda done: volume_of(done, "kg"))
    kilograms = volume_of(best, "kg")
    if kilograms > 0:
        reps = sum(row.all_reps for row in best)
        value = in_unit(kilograms, "kg", unit) if best[0].unit != unit else volume_of(best, unit)
        day, path = best[0].started.date(), best[0].path
        yield PersonalRecord("best volume load", best[0].exercise, value, unit, reps, None, unit, None, day, path)


def _of_set(kind: Kind, row: SetRow, value: float, value_unit: str, unit: str) -> PersonalRecord:
    load, day = load_of(row, unit), row.started.date()
    return PersonalRecord(
        kind, row.exercise, value, value_unit, row.reps, load, unit, row.side, day, row.path, row.load_counts
    )


def _is_bodyweight(row: SetRow) -> bool:
    """Whether the body was the load, without help and with nothing more."""
    return row.load == 0 and row.load_counts == "bodyweight"


def _same(row: SetRow) -> float:
    """Return what is equal for rows of the same load."""
    return round(_kg(row), 3)


def _kg(row: SetRow) -> float:
    return load_of(row, "kg") or 0.0
