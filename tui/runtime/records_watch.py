"""The records that a session under way sets, and what would set one next; pure but for `read_past`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.logbook.index.rows import SetRow
from tui.logbook.statistics.records import PersonalRecord, holders, records_set_by
from tui.session.plan import LoadCounts, PlannedSet, SetKind, Side
from tui.session.state import Row, State

if TYPE_CHECKING:
    from tui.machine.paths import Paths

Past = Mapping[str, Sequence[SetRow]]
"""By exercise, the rows of earlier sessions that have to be beaten; an exercise done for the first time has none."""

MOST_REPS: Final = 100
MOST_SECONDS: Final = 900
"""Beyond these nothing is named that would be a record."""

_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)


def read_past(
    exercises: Iterable[str],
    session: str,
    paths: Paths,
    stop: Callable[[], bool],
) -> dict[str, tuple[SetRow, ...]]:
    """Return the past of these exercises, without the session of this id; reads every log that is new."""
    if not paths.logs.is_dir():
        return {}
    from tui.logbook.index.index import Index, nobody  # slow, needed later

    with Index.open(paths) as index:
        index.refresh(nobody, stop)
        rows = {exercise: index.sets(exercise) for exercise in exercises}
    return {exercise: holders([row for row in each if row.session != session]) for exercise, each in rows.items()}


@dataclass(frozen=True, slots=True)
class SetRecord:
    """A record and the row of the session that set it."""

    row: int
    """Its place in `Live.rows`."""
    record: PersonalRecord


@dataclass(frozen=True, slots=True)
class News:
    """What a look found."""

    records: tuple[PersonalRecord, ...] = ()
    """Records that one set has just set; of several sets, the last one's."""
    taken_back: bool = False
    """Whether a record of the look before stands no more."""


NO_NEWS: Final = News()


def session_records(state: State, past: Past) -> tuple[SetRecord, ...]:
    """Return the records set so far: each finished row against the past and against the rows before it."""
    found: list[SetRecord] = []
    before: dict[str, list[SetRow]] = {}
    for at, row in enumerate(state.live.rows):
        exercise = state.live.movement_of(row.set).id
        mine = _set_row(row, at, state)
        if past.get(exercise) and row.closed:
            earlier = [*past[exercise], *before.get(exercise, ())]
            beaten = records_set_by([mine], earlier, state.plan.unit)
            found += [SetRecord(at, each) for each in beaten if each.kind != "best volume load"]
        before.setdefault(exercise, []).append(mine)
    return tuple(found)


class RecordsWatch:
    """Follows a session: which records are new since the last look, and which an undo took back."""

    def __init__(self, state: State) -> None:
        self._past: Past = {}
        self._opening = frozenset(row for row in state.live.rows if row.closed)
        """What was done before the program was started: its records are not news."""
        self._rows: tuple[Row, ...] | None = None
        self._standing: tuple[SetRecord, ...] = ()
        self._beatable: tuple[object, tuple[tuple[Side | None, int], ...]] = (None, ())

    def learn(self, past: Past, state: State) -> News:
        """Take what was read of earlier sessions; return the records set while it was read."""
        self._past = {**self._past, **past}
        self._rows = None
        return self.look(state)

    def look(self, state: State) -> News:
        """Return what has changed since the last look."""
        if state.live.rows is self._rows:
            return NO_NEWS
        before = self._standing
        self._rows = state.live.rows
        self._standing = session_records(state, self._past)
        new = [each for each in self._standing if each not in before and self._rows[each.row] not in self._opening]
        last = tuple(each.record for each in new if each.row == new[-1].row)
        return News(last, any(each not in self._standing for each in before))

    def of_set(self, id_: int, state: State) -> tuple[PersonalRecord, ...]:
        """Return the records that the rows of a set hold, in the order of the rows."""
        return tuple(each.record for each in self._standing if state.live.rows[each.row].set == id_)

    def to_beat(self, state: State) -> tuple[tuple[Side | None, int], ...]:
        """Return by leg the fewest reps, or seconds, that make a record of the set to come; empty for none."""
        live, planned = state.live, state.live.shown
        key = (planned, live.rows, id(self._past))
        if self._beatable[0] != key:
            self._beatable = (key, tuple(_to_beat(state, planned, self._past)))
        return self._beatable[1]


def _to_beat(state: State, planned: PlannedSet, past: Past) -> Iterable[tuple[Side | None, int]]:
    movement = state.live.movements[planned.movement]
    earlier = list(past.get(movement.id, ()))
    if not earlier or planned.kind == "warmup":
        return
    for at, row in enumerate(state.live.rows):
        if state.live.movement_of(row.set).id == movement.id:
            earlier.append(_set_row(row, at, state))
    sides: tuple[Side | None, ...] = (None,)
    if movement.mode != "bilateral":
        sides = ("left", "right") if planned.first == "left" else ("right", "left")
    most = MOST_REPS if planned.lasts is None else MOST_SECONDS
    for side in sides:
        amount = next((each for each in range(1, most + 1) if _beats(each, side, planned, state, earlier)), None)
        if amount is not None:
            yield side, amount


def _beats(amount: int, side: Side | None, planned: PlannedSet, state: State, earlier: Sequence[SetRow]) -> bool:
    timed, movement = planned.lasts is not None, state.live.movements[planned.movement]
    tried = _made(
        movement.id,
        len(earlier),
        side,
        planned.kind,
        None if timed else amount,
        float(amount) if timed else None,
        planned.load,
        planned.load_counts or movement.load_counts,
        state,
    )
    found = records_set_by([tried], earlier, tried.unit)
    return any(each.kind != "best volume load" for each in found)


def _set_row(row: Row, at: int, state: State) -> SetRow:
    planned, movement = state.live.set_of(row.set), state.live.movement_of(row.set)
    timed = planned.lasts is not None
    return _made(
        movement.id,
        at,
        row.side,
        planned.kind,
        None if timed else row.reps,
        row.held / 1000 if timed else None,
        row.load,
        row.load_counts or movement.load_counts,
        state,
    )


def _made(
    exercise: str,
    at: int,
    side: Side | None,
    kind: SetKind,
    reps: int | None,
    seconds: float | None,
    load: float | None,
    load_counts: LoadCounts | None,
    state: State,
) -> SetRow:
    """Return a row as the index gives it, of a session of its own: each is compared with those before it."""
    return SetRow(
        path=Path(f"row-{at}"),
        session=str(at),
        started=_EPOCH + timedelta(days=365 * 100, seconds=at),
        unit=state.plan.unit,
        body_weight=state.plan.body_weight,
        position=at,
        exercise=exercise,
        name=None,
        set=1,
        side=side,
        kind=kind,
        target=None,
        target_max=None,
        target_seconds=None,
        reps=reps,
        load=load,
        load_counts=load_counts,
        seconds=seconds,
        rest=None,
        target_rest=None,
        rpe=None,
    )
