"""Whatever becomes of today's list, the log says exactly what was done: held against a model of some twenty lines."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from plans import BOTH_LEGS, LUNGE, list_changes, plan_of

from tui.logbook.journal.codec import Anchor, input_record, opening_record, recorded, standing
from tui.logbook.journal.composition import compose
from tui.logbook.journal.journal import JournalRecord, decode, encode
from tui.session import (
    CountRep,
    End,
    FinishSet,
    NotNow,
    Proceed,
    Redo,
    Skip,
    SwitchSide,
    Undo,
    advance,
    begin,
    handle,
)
from tui.session.commands import Command
from tui.session.state import State, Work

WALL = datetime(2026, 11, 22, 18, 5, 33, tzinfo=UTC)
CRASH = "crash"

Key = tuple[int, str | None]
"""A set by its identity, and a leg."""


class Model:
    """What was done, by what a person sees and says: the set and the leg at hand, and a number of reps."""

    def __init__(self) -> None:
        self.reps: dict[Key, int] = {}
        self.times: list[dict[Key, int]] = [{}]

    def told(self, before: State, command: Command, after: State) -> None:
        key = (before.live.at, before.live.side)
        turn = before.live.turn if isinstance(before.live.segment, Work) else None
        said = dict(self.reps)
        match command:
            case CountRep():
                said[key] = said.get(key, 0) + 1
            case FinishSet(said=int(number)):
                said[key] = number + (turn.before if turn else said.get(key, 0))
            case Undo() | Redo():
                said = self.times[len(after.past)]
        self.goes_on(said, before, after, forget=not isinstance(command, Undo | Redo))

    def goes_on(self, reps: dict[Key, int], before: State, after: State, *, forget: bool = True) -> None:
        if forget:
            del self.times[len(before.past) + 1 :]
            self.times += [reps] * (len(after.past) - len(before.past))
        self.reps = reps


def steps() -> st.SearchStrategy[list[tuple[Command | str | None, int]]]:
    often: list[Command] = [CountRep(), Proceed(), CountRep(), FinishSet(5), Skip(), Undo(), Redo(), SwitchSide()]
    one = st.one_of(
        st.sampled_from([CountRep(), Proceed(), FinishSet(7)]),
        st.sampled_from(often),
        st.builds(FinishSet, st.integers(0, 20)),
        list_changes(),
        list_changes(),
        st.sampled_from([None, CRASH]),
    )
    return st.lists(st.tuples(one, st.sampled_from([0, 500, 30_000, 90_000])), max_size=40)


@given(steps=steps())
def test_the_log_says_what_a_model_says_was_done(steps: list[tuple[Command | str | None, int]]) -> None:
    plan = plan_of(BOTH_LEGS, LUNGE, reps=3)
    state, model = begin(plan, 0), Model()
    journal = [encode(0, opening_record("2026-11-22T180533-7f3a", plan, WALL))]

    def write(record: JournalRecord) -> None:
        journal.append(encode(len(journal), record))

    for command, gap in [*steps, (CRASH, 0), (End(), 0)]:
        if command == CRASH:
            state = standing(recorded(decode(b"".join(journal)).records))
            continue
        later, _ = advance(state, state.now + gap)
        write(input_record(None, later.now))
        model.goes_on(model.reps, state, later)
        state = later
        if isinstance(command, str | None):
            continue
        try:
            after, _ = handle(state, command, state.now)
        except NotNow:
            continue
        write(input_record(command, after.now))
        model.told(state, command, after)
        state = after

    told = recorded(decode(b"".join(journal)).records)
    log = compose(told.session, standing(told), [Anchor(0, WALL)])
    live = state.live
    wanted = Counter(
        (live.movement_of(at).id, live.set_of(at).number, side, reps, live.set_of(at).load, live.set_of(at).replaces)
        for (at, side), reps in model.reps.items()
        if reps
    )
    done = [row for row in log.sets if row.reps]
    found = Counter((row.exercise, row.set, row.side, row.reps, row.load, row.replaces) for row in done)
    assert found == wanted
    assert log.planned_sets == len(plan.sets)
