"""What each set of a routine asks for, in all the forms in which it may be written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routines import EXERCISES, exercise, routine, routines

from catalogue.schema.exercise import Exercise
from catalogue.schema.routine import Routine
from tui.session import Plan, advance, begin, handle
from tui.session.commands import SetLoad
from tui.session.estimate import estimate, time_left
from tui.session.plan import Part, PlannedSet
from tui.session.resolve import Wishes, resolve

BARBELL = exercise(load={"step": 2.5})
THINGS = EXERCISES | {"thing": exercise()}


def sets(*tables: dict[str, Any], wishes: Wishes | None = None, thing: Exercise | None = None, **block: Any) -> Any:
    more = {"sets": list(tables)} if tables else {}
    made = routine({"exercise": "thing", **more, **block})
    return resolve([made], THINGS | {"thing": thing or exercise()}, wishes or Wishes()).sets


def loads(planned: tuple[PlannedSet, ...]) -> list[float | None]:
    return [one.load for one in planned]


def test_a_list_of_sets_is_done_as_it_is_written() -> None:
    made = sets(
        {"reps": 5, "load": "50%", "kind": "warmup", "rest": 45},
        {"reps": 5, "load": 80},
        {"reps": "8+", "rpe": 8},
        {"kind": "drop", "load": "-20%", "reps": "max", "times": 2},
        {"kind": "rest-pause", "reps": 5, "pause": 15, "times": 3},
        rest=90,
    )
    assert [(one.kind, one.number, one.of) for one in made] == [
        ("warmup", 1, 1),
        ("working", 1, 4),
        ("amrap", 2, 4),
        ("drop", 3, 4),
        ("rest-pause", 4, 4),
    ]
    assert [(one.reps, one.reps_max) for one in made] == [(5, 5), (5, 5), (8, None), (None, None), (5, 5)]
    assert loads(made) == [40, 80, 80, 64, 80]
    assert [one.rest for one in made] == [45_000, 90_000, 0, 90_000, 90_000]
    assert [one.target_rpe for one in made] == [None, None, 8, None, None]
    assert made[3].parts == (Part(None, 5_000, 0.8),)
    assert made[4].parts == (Part(5, 15_000), Part(5, 15_000))


def test_two_drops_of_a_fifth_after_80_are_64_and_51() -> None:
    made = sets({"reps": 1, "load": 80}, {"kind": "drop", "load": "-20%", "reps": 1, "times": 2})
    plan = Plan("Drop", None, made, (THINGS_PLAN.movements[0],), pace="paced")
    state = begin(plan, 0)
    while state.deadline is not None:
        state, _ = advance(state, state.deadline)
    row = state.live.rows[1]
    assert (row.load, [part.load for part in row.parts]) == (64, [51])


THINGS_PLAN = resolve([exercise()], THINGS, Wishes())


@pytest.mark.parametrize(
    ("working", "ramp"),
    [(80, [30.0, 47.5, 62.5]), (100, [40.0, 60.0, 80.0]), (5, [2.5]), (2.5, []), (None, [None, None, None])],
)
def test_a_ramp_goes_down_to_what_can_be_loaded_and_is_never_twice_the_same(
    working: float | None, ramp: list[float | None]
) -> None:
    wishes = Wishes(last_loads={} if working is None else {"thing": working})
    made = sets(warmup="ramp", thing=BARBELL, rest=90, wishes=wishes)
    warm = [one for one in made if one.kind == "warmup"]
    assert loads(tuple(warm)) == ramp
    assert [one.rest for one in warm] == [45_000] * (len(ramp) - 1) + [90_000] * bool(ramp)
    assert [(one.number, one.of) for one in warm] == [(at, len(ramp)) for at in range(1, len(ramp) + 1)]


def test_a_ramp_has_five_three_and_two_reps_whatever_the_working_sets_have() -> None:
    made = sets({"reps": "max"}, warmup="ramp", load=100, thing=BARBELL)
    assert [(one.reps, one.reps_max) for one in made] == [(5, 5), (3, 3), (2, 2), (None, None)]


def test_a_per_cent_in_a_warm_up_goes_to_the_nearest_load_and_a_ramp_down() -> None:
    made = sets({"kind": "warmup", "load": "50%", "reps": 5}, {"reps": 5, "load": 63}, warmup="ramp", thing=BARBELL)
    assert loads(made) == [25.0, 37.5, 50.0, 32.5, 63.0]


def test_a_per_cent_in_a_working_set_is_one_of_the_estimated_maximum() -> None:
    made = sets({"reps": 3, "load": "85%"}, {"reps": 8}, {"reps": 8, "load": "-10%"}, thing=BARBELL,
                wishes=Wishes(e1rms={"thing": 100.0}))  # fmt: skip
    assert loads(made) == [85.0, 85.0, 77.5]


def test_a_per_cent_without_a_base_leaves_the_load_open_until_it_is_said() -> None:
    made = sets({"kind": "warmup", "load": "50%", "reps": 5}, {"reps": 3, "load": "85%"}, {"reps": 8, "load": "-10%"})
    assert loads(made) == [None, None, None]
    plan = Plan("Open", None, made, THINGS_PLAN.movements)
    state, _ = handle(begin(plan, 0), SetLoad(80.0), 0)
    assert [one.load for one in state.live.sets] == [40.0, 80.0, 72.0]


def test_a_change_is_of_the_set_before_in_a_warm_up_too() -> None:
    light = {"kind": "warmup", "reps": 5}
    made = sets(light | {"load": 40}, light | {"load": "+50%"}, {"reps": 5, "load": 80})
    assert loads(made) == [40.0, 60.0, 80.0]


def test_a_set_without_a_load_has_that_of_the_working_set_before_else_that_of_the_block_or_of_last_time() -> None:
    wishes = Wishes(last_loads={"thing": 30.0})
    assert loads(sets({"reps": 5}, {"reps": 5, "load": 50}, {"reps": 5}, wishes=wishes)) == [30, 50, 50]
    assert loads(sets({"reps": 5}, {"reps": 5, "load": "-10%"}, {"reps": 5}, load=40)) == [40, 36, 36]


def test_help_is_taken_whole_by_what_is_worked_out() -> None:
    helped, wishes = exercise(load_counts="bodyweight"), Wishes(last_loads={"thing": -20.0})
    made = sets({"reps": 5}, {"kind": "drop", "load": "-20%"}, warmup=1, thing=helped, wishes=wishes)
    assert loads(made) == [-20, -20, -20]


def test_open_targets_may_stand_on_a_block() -> None:
    (reps,) = sets(reps="8+", sets=1)
    assert (reps.kind, reps.reps, reps.reps_max, reps.is_open) == ("amrap", 8, None, True)
    made = resolve([routine({"exercise": "plank", "sets": 1, "seconds": "30+"})], EXERCISES, Wishes()).sets
    assert [(one.kind, one.lasts, one.is_open) for one in made] == [("amrap", 30_000, True)]


def test_every_so_many_seconds_a_set_begins_but_for_warm_ups_and_what_a_drop_follows() -> None:
    made = sets({"kind": "warmup"}, {"reps": 5}, {"reps": 5}, {"kind": "drop", "load": "-20%"}, every=60, load=50)
    assert [(one.every, one.rest) for one in made] == [(None, 60_000), (60_000, 60_000), (None, 0), (60_000, 60_000)]
    assert [one.every for one in sets(every=60, wishes=Wishes(rest=10_000), sets=2)] == [None, None]


def test_items_of_a_superset_have_a_rest_before_the_next_one_and_warm_ups_before_all_rounds() -> None:
    items = [{"exercise": "barbell", "rest": 20, "warmup": "ramp", "load": 100}, {"exercise": "rack", "warmup": 1}]
    made = resolve([routine({"rounds": 2, "rest": 90, "superset": items})], EXERCISES, Wishes())
    assert [(made.movements[one.movement].id, one.kind, one.rest) for one in made.sets] == [
        ("barbell", "warmup", 45_000),
        ("barbell", "warmup", 45_000),
        ("barbell", "warmup", 90_000),
        ("rack", "warmup", 90_000),
        *[("barbell", "working", 20_000), ("rack", "working", 90_000)] * 2,
    ]


def test_wishes_win_over_a_list_but_leave_its_warm_ups_and_its_changes() -> None:
    tables = ({"kind": "warmup", "reps": 5, "load": "50%"}, {"reps": 5, "load": 80}, {"reps": 8, "load": "-10%"})
    made = sets(*tables, wishes=Wishes(sets=3, reps=(6, 6), load=100.0))
    assert [(one.reps, one.load) for one in made] == [(5, 50), (6, 100), (6, 90), (6, 81)]
    assert [one.reps for one in sets(*tables, wishes=Wishes(sets=1))] == [5, 5]


def test_on_demand_every_working_set_goes_on_for_as_long_as_possible() -> None:
    assert [(one.kind, one.reps, one.reps_max) for one in sets(warmup=1, wishes=Wishes(sets=1, amrap=True))] == [
        ("warmup", 10, 10),
        ("amrap", None, None),
    ]
    (least,) = sets(wishes=Wishes(sets=1, reps=(8, 12), amrap=True))
    assert (least.kind, least.reps, least.reps_max) == ("amrap", 8, None)
    made = resolve([EXERCISES["plank"]], EXERCISES, Wishes(sets=1, amrap=True)).sets
    assert [(one.kind, one.lasts, one.is_open) for one in made] == [("amrap", 20_000, True)]


def test_what_can_be_loaded_goes_into_the_plan() -> None:
    made = resolve([EXERCISES["rack"], EXERCISES["barbell"]], EXERCISES, Wishes()).movements
    assert [(one.load_steps, one.load_step) for one in made] == [((1, 2, 3, 5, 7.5, 10), None), ((), 2.5)]


def run_alone(plan: Plan) -> int:
    """When a paced session ends by itself."""
    state = begin(plan, 0)
    while state.deadline is not None:
        state, _ = advance(state, state.deadline)
    assert state.is_over
    return state.now


WISHES = st.builds(
    Wishes,
    pace=st.just("paced"),
    sets=st.none() | st.integers(1, 4),
    reps=st.none() | st.just((3, 5)),
    rest=st.none() | st.just(5_000),
    load=st.none() | st.sampled_from([0.0, 42.5]),
    e1rms=st.sampled_from([{}, {"barbell": 100.0, "rack": 4.0}]),
    last_loads=st.sampled_from([{}, {"barbell": 30.0, "pull-up": -15.0}]),
    amrap=st.booleans(),
)


@given(routines(), WISHES)
def test_any_routine_without_a_mistake_runs_to_its_end_by_itself(made: Routine, wishes: Wishes) -> None:
    plan = resolve([made], EXERCISES, wishes)
    assert run_alone(plan) > 0
    for load in (one.load for one in plan.sets if one.share is not None):
        assert load is None or load > 0 or load in wishes.last_loads.values()


@given(routines(), WISHES.map(lambda wishes: replace(wishes, amrap=False)))
def test_a_routine_of_targets_takes_what_is_estimated(made: Routine, wishes: Wishes) -> None:
    plan = resolve([made], EXERCISES, wishes)
    closed = tuple(with_a_number(planned) for planned in plan.sets)
    plan = replace(plan, sets=closed)
    whole = estimate(plan)
    assert time_left(begin(plan, 0)) == whole == run_alone(plan)


def with_a_number(planned: PlannedSet) -> PlannedSet:
    """An open set with an end: how long it takes is a guess otherwise."""
    if planned.lasts is not None:
        return replace(planned, kind="working")
    reps = planned.reps_max or planned.reps or 7
    parts = tuple(replace(part, reps=part.reps or 7) for part in planned.parts)
    kind = "working" if planned.kind == "amrap" else planned.kind
    return replace(planned, kind=kind, reps=reps, reps_max=reps, parts=parts)
