"""Loads: the steps there are, what a load said goes on to, and what is worked out of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, after, plan_of, working

from tui.session import CountRep, EditSet, FinishSet, NotNow, Plan, Proceed, Skip, State, Undo, begin
from tui.session.commands import Rate, SetLoad, StepLoad
from tui.session.loads import loadable, stepped

STACK = replace(BOTH_LEGS, load_counts="stack", load_steps=(5.0, 10.0, 17.5, 25.0))
BARBELL = replace(BOTH_LEGS, load_counts="total", load_step=2.5)


def loads(state: State) -> list[float | None]:
    return [planned.load for planned in state.live.sets]


def warmed_up(load: float | None, warmups: int = 2, sets: int = 2) -> Plan:
    """Warm-ups at 50 and 75 %, then working sets of one rep."""
    plan = plan_of(BARBELL, sets=warmups + sets, reps=1)
    made = [
        replace(one, kind="warmup", share=0.25 * (at + 2)) if at < warmups else replace(one, load=load)
        for at, one in enumerate(plan.sets)
    ]
    return replace(plan, sets=tuple(made))


@pytest.mark.parametrize(
    ("load", "up", "expected"),
    [(None, True, 5.0), (5.0, True, 10.0), (10.0, True, 17.5), (12.0, True, 17.5), (25.0, True, 25.0),
     (17.5, False, 10.0), (12.0, False, 10.0), (5.0, False, None), (None, False, None)],
)  # fmt: skip
def test_keys_walk_the_steps_that_can_be_loaded(load: float | None, up: bool, expected: float | None) -> None:
    assert stepped(load, STACK, 1.0, up) == expected


def test_where_the_exercise_names_no_step_the_usual_one_is_taken() -> None:
    assert stepped(8.0, BOTH_LEGS, 1.25, up=True) == 9.25
    assert stepped(8.0, BARBELL, 1.25, up=True) == 10.5
    assert stepped(2.0, BARBELL, 1.25, up=False) is None


@pytest.mark.parametrize(
    ("load", "nearest", "down"),
    [(80.0, 80.0, 80.0), (81.2, 80.0, 80.0), (81.25, 80.0, 80.0), (81.3, 82.5, 80.0), (51.2, 50.0, 50.0)],
)
def test_what_is_worked_out_goes_to_the_nearest_load_and_halves_go_down(
    load: float, nearest: float, down: float
) -> None:
    assert loadable(load, BARBELL) == nearest
    assert loadable(load, BARBELL, down=True) == down


def test_without_steps_what_is_worked_out_comes_in_halves() -> None:
    assert loadable(33.3, BOTH_LEGS) == 33.5
    assert loadable(33.25, BOTH_LEGS) == 33.0


@given(st.floats(0, 500), st.booleans(), st.sampled_from([BOTH_LEGS, BARBELL, STACK]))
def test_what_can_be_loaded_stays_as_it_is(load: float, down: bool, movement: object) -> None:
    one = loadable(load, movement, down=down)  # type: ignore[arg-type]
    assert loadable(one, movement, down=down) == one  # type: ignore[arg-type]
    assert not down or one <= load + 1e-4


def test_a_load_said_goes_on_to_the_sets_that_held_the_old_one() -> None:
    plan = plan_of(BOTH_LEGS, sets=4, reps=1)
    first, second, third, fourth = plan.sets
    state = working(replace(plan, sets=(first, second, replace(third, load=12.0), fourth)))
    assert loads(after(state, SetLoad(60.0))) == [60.0, 60.0, 12.0, 60.0]


def test_a_load_said_where_there_was_none_goes_on_to_all_without_one() -> None:
    plan = plan_of(BOTH_LEGS, sets=3)
    state = working(replace(plan, sets=tuple(replace(one, load=None) for one in plan.sets)))
    assert loads(after(state, SetLoad(60.0))) == [60.0, 60.0, 60.0]


def test_a_load_said_in_a_rest_is_that_of_the_set_to_come() -> None:
    state = after(working(plan_of(BOTH_LEGS, sets=3, reps=1)), CountRep(), SetLoad(9.0))
    assert loads(state) == [8.0, 9.0, 9.0]
    assert state.live.rows[0].load == 8.0


def test_the_leg_that_is_done_keeps_the_load_it_was_done_with() -> None:
    state = after(working(plan_of(SINGLE_LEG, reps=1)), CountRep(), SetLoad(9.0))
    assert [row.load for row in after(state, Proceed()).live.rows] == [8.0, 9.0]


def test_warm_ups_are_worked_out_of_the_working_load_and_always_down() -> None:
    assert loads(working(warmed_up(61.0))) == [8.0, 8.0, 61.0, 61.0]  # as planned until something changes
    state = after(working(warmed_up(61.0)), FinishSet(), Proceed(), FinishSet(), Proceed())
    assert loads(after(state, SetLoad(63.0))) == [8.0, 8.0, 63.0, 63.0]


def test_the_load_of_a_warm_up_is_its_own() -> None:
    assert loads(after(working(warmed_up(60.0)), SetLoad(20.0))) == [20.0, 8.0, 60.0, 60.0]


def test_in_a_warm_up_of_an_exercise_without_a_load_the_working_load_is_said() -> None:
    state = after(working(warmed_up(None)), SetLoad(61.0))
    assert loads(state) == [30.0, 45.0, 61.0, 61.0]
    assert state.live.rows[0].load == 30.0


def test_a_correction_of_the_load_goes_on_to_the_sets_to_come() -> None:
    state = after(working(plan_of(BOTH_LEGS, sets=3, reps=1)), CountRep(), EditSet(0, load=60.0))
    assert loads(state)[1:] == [60.0, 60.0]


def test_help_is_a_load_below_nothing_and_needs_body_weight() -> None:
    state = working(plan_of(BOTH_LEGS))
    assert after(state, SetLoad(-20.0, "bodyweight")).live.rows[0].load == -20.0
    assert after(state, SetLoad(0.0, "bodyweight")).live.rows[0].load_counts == "bodyweight"
    with pytest.raises(NotNow, match="bw-20"):
        after(state, SetLoad(-20.0))


def test_reps_load_and_rpe_are_said_at_once_and_undone_at_once() -> None:
    before = working(plan_of(BOTH_LEGS, sets=2))
    state = after(before, FinishSet(8, 60.0, None, 9.0))
    row = state.live.rows[0]
    assert (row.reps, row.load, row.rpe, loads(state)[1]) == (8, 60.0, 9.0, 60.0)
    assert after(state, Undo()).live == before.live


def test_reps_and_load_before_the_work_are_refused() -> None:
    with pytest.raises(NotNow, match="e corrects"):
        after(begin(plan_of(BOTH_LEGS), 0), FinishSet(8, 60.0))


def test_a_run_of_steps_is_undone_at_once() -> None:
    before = working(plan_of(BARBELL))
    state = after(before, StepLoad(True), StepLoad(True), StepLoad(True))
    assert loads(state)[0] == 15.5
    assert after(state, Undo()).live == before.live
    again = after(state, CountRep(), StepLoad(False), Undo())
    assert loads(again)[0] == 15.5


def test_a_rating_goes_to_both_legs_of_the_set_done_last() -> None:
    state = after(working(plan_of(LUNGE, reps=1)), CountRep(), Proceed(), Skip(), CountRep(), Rate(8.5))
    assert [row.rpe for row in state.live.rows] == [8.5, 8.5]
    with pytest.raises(NotNow, match="halves"):
        after(state, Rate(8.3))
    with pytest.raises(NotNow, match="No set"):
        after(working(plan_of(LUNGE)), Rate(8.0))
