"""Today's list while a session runs: going to a set, moving, adding, replacing, dropping; all of it undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from plans import ADDED, BOTH_LEGS, LUNGE, SINGLE_LEG, after, plan_of

from tui.session import Command, CountRep, NotNow, Plan, Proceed, Redo, Skip, State, Undo, begin
from tui.session.commands import AddExercise, AddSet, DropExercise, GoTo, MoveEarlier, MoveLater, ReplaceExercise
from tui.session.plan import Movement
from tui.session.state import Done, Rest, Setup, Work

ROW = Movement("row", "Row", "bilateral", "total", BOTH_LEGS.phases, BOTH_LEGS.setup)
CURL = Movement("curl", "Curl", "bilateral", "stack", BOTH_LEGS.phases, BOTH_LEGS.setup)
SET = replace(ADDED, first=None, reps=2, reps_max=2)


def session(*movements: Movement, sets: int = 2, reps: int = 2, rest: int = 60_000) -> State:
    return begin(plan_of(*movements, sets=sets, reps=reps, rest=rest), 0)


def to_the_end(state: State) -> State:
    for _ in range(500):
        if state.is_over:
            break
        state = after(state, CountRep() if isinstance(state.live.segment, Work) else Proceed())
    return state


def done(state: State) -> list[tuple[str, int]]:
    """What was done in the order begun: exercise and reps, a row each."""
    return [(state.live.movement_of(row.set).id, row.reps) for row in state.live.rows if row.closed]


def today(plan_state: State) -> list[tuple[str, int, int]]:
    live = plan_state.live
    return [
        (live.movements[one.movement].id, one.number, one.of)
        for one in live.sets
        if not one.dropped and one.id not in live.finished
    ]


def test_the_middle_exercise_is_done_last_when_it_is_moved_later() -> None:
    state = after(session(BOTH_LEGS, ROW, CURL, sets=1), MoveLater(1))
    assert [name for name, _ in done(to_the_end(state))] == ["deadlift", "curl", "row"]


def test_an_exercise_at_hand_in_which_nothing_is_done_makes_way_when_it_is_moved_later() -> None:
    state = after(session(BOTH_LEGS, ROW, sets=1), Skip(), MoveLater(0))
    assert state.movement.id == "row" and isinstance(state.live.segment, Setup)
    assert [name for name, _ in done(to_the_end(state))] == ["row", "deadlift"]


def test_a_set_that_was_begun_stays_at_hand_when_its_exercise_is_moved_later() -> None:
    state = after(session(BOTH_LEGS, ROW, sets=2), Skip(), CountRep(), MoveLater(0))
    assert state.movement.id == "deadlift"
    assert [name for name, _ in done(to_the_end(state))] == ["deadlift", "row", "row", "deadlift"]


def test_in_a_rest_an_exercise_moved_earlier_comes_next() -> None:
    state = after(session(BOTH_LEGS, ROW, sets=2), Skip(), CountRep(), CountRep(), MoveEarlier(1))
    assert isinstance(state.live.segment, Rest)
    assert [name for name, _ in done(to_the_end(state))] == ["deadlift", "row", "row", "deadlift"]


def test_a_set_that_was_begun_goes_on_from_there_when_it_is_come_back_to() -> None:
    state = after(session(BOTH_LEGS, ROW, sets=1, reps=3), Skip(), CountRep(), GoTo(1))
    assert state.movement.id == "row"
    state = after(state, Skip(), CountRep(), GoTo(0))
    assert state.live.rows[0].reps == 1
    state = after(state, CountRep(), CountRep())
    assert state.live.rows[0].closed and state.live.rows[0].reps == 3
    assert done(to_the_end(state)) == [("deadlift", 3), ("row", 3)]


def test_the_leg_that_is_done_stays_done_when_a_set_is_left_and_come_back_to() -> None:
    state = after(session(LUNGE, ROW, sets=1, reps=1), Skip(), CountRep(), GoTo(1), GoTo(0))
    assert state.live.side == "left"
    rows = to_the_end(state).live.rows
    assert sorted((row.side or "", row.reps) for row in rows) == [("", 1), ("left", 1), ("right", 1)]


def test_a_rest_that_is_left_for_another_exercise_is_recorded_as_taken() -> None:
    state = after(session(BOTH_LEGS, ROW, reps=1), Skip(), CountRep(), GoTo(2))
    assert state.live.rows[0].rest == 1000


def test_one_more_set_comes_after_the_last_of_its_exercise_and_is_marked() -> None:
    state = after(session(BOTH_LEGS, ROW, sets=1), AddSet(0))
    assert today(state) == [("deadlift", 1, 2), ("deadlift", 2, 2), ("row", 1, 1)]
    assert [one.extra for one in state.live.sets] == [False, True, False]
    assert done(to_the_end(state)) == [("deadlift", 2), ("deadlift", 2), ("row", 2)]


def test_one_more_set_of_an_exercise_that_is_done_comes_next() -> None:
    state = after(session(BOTH_LEGS, ROW, sets=1, reps=1), Skip(), CountRep(), AddSet(0))
    assert [name for name, _ in done(to_the_end(state))] == ["deadlift", "deadlift", "row"]


def test_an_exercise_is_added_after_the_one_at_hand() -> None:
    state = after(session(BOTH_LEGS, ROW, sets=1), AddExercise(CURL, (SET, SET), 0))
    assert today(state) == [("deadlift", 1, 1), ("curl", 1, 2), ("curl", 2, 2), ("row", 1, 1)]
    assert [one.extra for one in state.live.sets] == [False, True, True, False]


def test_replacing_an_exercise_keeps_what_was_done_of_the_old_one() -> None:
    state = after(session(BOTH_LEGS, ROW, sets=2, reps=1), Skip(), CountRep(), ReplaceExercise(0, CURL, (SET,)))
    assert today(state) == [("curl", 1, 1), ("row", 1, 2), ("row", 2, 2)]
    new = next(one for one in state.live.sets if one.movement == 2)
    assert new.replaces == "deadlift" and new.load == SET.load
    assert done(to_the_end(state)) == [("deadlift", 1), ("curl", 2), ("row", 1), ("row", 1)]


def test_a_set_that_is_begun_ends_as_it_is_when_its_exercise_is_replaced() -> None:
    state = after(session(BOTH_LEGS, sets=2, reps=5), Skip(), CountRep(), ReplaceExercise(0, CURL, (SET,)))
    assert state.movement.id == "curl"
    assert done(to_the_end(state)) == [("deadlift", 1), ("curl", 2)]


def test_what_is_dropped_is_not_done_and_leaves_the_session_completed() -> None:
    state = after(session(BOTH_LEGS, ROW, sets=2, reps=1), Skip(), CountRep(), DropExercise(1), DropExercise(0))
    assert isinstance(state.live.segment, Done) and state.live.segment.outcome == "completed"
    assert done(state) == [("deadlift", 1)]


def test_dropping_the_exercise_at_hand_goes_on_with_the_next_one() -> None:
    state = after(session(BOTH_LEGS, ROW, sets=2), Skip(), CountRep(), DropExercise(0))
    assert state.movement.id == "row"
    assert done(state) == [("deadlift", 1)]


@pytest.mark.parametrize(
    "change",
    [GoTo(2), MoveLater(0), MoveEarlier(1), AddSet(1), AddExercise(CURL, (SET,), 1), DropExercise(0),
     ReplaceExercise(1, CURL, (SET, SET))],
)  # fmt: skip
def test_every_change_of_the_list_is_undone_and_redone_to_the_letter(change: Command) -> None:
    before = after(session(BOTH_LEGS, ROW), Skip(), CountRep())
    state = after(before, change)
    back = after(state, Undo())
    assert back.live == before.live
    assert after(back, Redo()).live == state.live


@pytest.mark.parametrize("change", [GoTo(0), GoTo(99), MoveLater(1), MoveEarlier(0), AddSet(7), DropExercise(7)])
def test_a_change_that_makes_no_sense_is_refused(change: Command) -> None:
    with pytest.raises(NotNow):
        after(session(BOTH_LEGS, ROW), change)


def test_a_superset_moves_as_a_whole() -> None:
    plan = plan_of(BOTH_LEGS, ROW, SINGLE_LEG, sets=1)
    paired = tuple(replace(one, block=0) if one.movement < 2 else one for one in plan.sets)
    state = after(begin(Plan("Pair", None, paired, plan.movements), 0), MoveLater(1))
    assert [name for name, *_ in today(state)] == ["single", "deadlift", "row"]
