"""From routines and exercises to a plan."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.loading import load_catalogue
from catalogue.schema.models import Exercise, Routine
from tui.session.estimate import estimate
from tui.session.plan import Plan
from tui.session.resolve import Wishes, resolve

BUNDLED = load_catalogue(None)


def exercise(**changes: Any) -> Exercise:
    document: dict[str, Any] = {
        "schema": 1,
        "id": "thing",
        "name": "Thing",
        "level": "beginner",
        "pattern": "hinge",
        "load_counts": "total",
        "defaults": {"sets": 3, "reps": 10, "rest": 60},
        "phases": [
            {"kind": "eccentric", "cue": "Down", "text": "Down.", "seconds": 2},
            {"kind": "eccentric", "cue": "Sink", "text": "Sink.", "seconds": 1},
            {"kind": "hold", "cue": "Hold", "text": "Hold.", "seconds": 1},
            {"kind": "concentric", "cue": "Up", "text": "Up.", "seconds": 2},
        ],
    }
    return Exercise.model_validate(document | changes)


def routine(*blocks: dict[str, Any]) -> Routine:
    return Routine.model_validate({"schema": 1, "id": "mine", "name": "Mine", "blocks": list(blocks)})


def plan(block: dict[str, Any], wishes: Wishes | None = None, **changes: Any) -> Plan:
    thing = exercise(**changes)
    others = dict(BUNDLED.exercises) | {"thing": thing}
    return resolve([routine({"exercise": "thing"} | block)], others, wishes or Wishes())


def test_an_exercise_alone_is_done_as_its_defaults_say() -> None:
    made = resolve([BUNDLED.exercises["single-leg-deadlift"]], BUNDLED.exercises, Wishes())
    assert [(one.number, one.reps, one.rest, one.first) for one in made.sets] == [
        (1, 10, 60_000, "right"),
        (2, 10, 60_000, "right"),
        (3, 10, 60_000, "right"),
    ]
    assert made.routine is None and made.movements[0].switch_every == 5


def test_a_routine_wins_over_the_exercise_and_a_wish_over_the_routine() -> None:
    assert [one.reps for one in plan({"sets": 2, "reps": 7}).sets] == [7, 7]
    wishes = Wishes(sets=1, reps=(4, 6), rest=5_000, load=12.0)
    (only,) = plan({"sets": 2, "reps": 7, "load": 3.0}, wishes).sets
    assert (only.reps, only.reps_max, only.load) == (4, 6, 12.0)


def test_the_usual_rest_is_for_routines_that_name_none() -> None:
    wishes = Wishes(usual_rest=90_000)
    assert plan({"sets": 2}, wishes).sets[0].rest == 90_000
    assert plan({"sets": 2, "rest": 30}, wishes).sets[0].rest == 30_000


def test_a_range_of_reps_keeps_both_ends() -> None:
    made = plan({"reps": "8-12"}).sets[0]
    assert (made.reps, made.reps_max) == (8, 12)


def test_seconds_make_a_timed_set_and_amrap_one_without_a_target() -> None:
    assert plan({"seconds": 30}).sets[0].lasts == 30_000
    made = plan({"amrap": True}).sets[0]
    assert (made.kind, made.reps, made.lasts) == ("amrap", None, None)


def test_warm_up_sets_come_first_with_half_the_load_at_a_step_that_exists() -> None:
    made = plan({"warmup": 1, "sets": 2, "load": 25.0}, Wishes(load_step=2.5)).sets
    assert [(one.kind, one.number, one.of, one.load) for one in made] == [
        ("warmup", 1, 1, 12.5),
        ("working", 1, 2, 25.0),
        ("working", 2, 2, 25.0),
    ]


@pytest.mark.parametrize(("load", "expected"), [(None, 20.0), (0, None), (7.5, 7.5)])
def test_last_times_load_is_taken_where_the_routine_names_none(load: float | None, expected: float | None) -> None:
    block = {} if load is None else {"load": load}
    assert plan(block, Wishes(last_loads={"thing": 20.0})).sets[0].load == expected


def test_a_tempo_is_shared_by_phases_of_one_kind_in_their_own_proportion() -> None:
    phases = plan({"tempo": "6-0-1-0"}).movements[0].phases
    assert [(one.kind, one.lasts) for one in phases] == [
        ("eccentric", 4000),
        ("eccentric", 2000),
        ("concentric", 1000),
    ]


def test_a_tempo_adds_the_hold_that_an_exercise_has_none_of() -> None:
    block = {"exercise": "stiff-leg-deadlift", "tempo": "3-1-2-0"}
    movement = resolve([routine(block)], BUNDLED.exercises, Wishes()).movements[0]
    assert [(one.kind, one.lasts, one.pose) for one in movement.phases] == [
        ("eccentric", 3000, "bowed"),
        ("hold", 1000, "bowed"),
        ("concentric", 2000, "standing"),
    ]


def test_a_superset_takes_one_set_of_each_in_turn_and_then_rests() -> None:
    superset = [{"exercise": "thing", "reps": 12}, {"exercise": "extended-lunge", "reps": 8}]
    block = {"rounds": 2, "rest": 90, "superset": superset}
    others = dict(BUNDLED.exercises) | {"thing": exercise()}
    made = resolve([routine(block)], others, Wishes())
    assert [(made.movements[one.movement].id, one.number, one.rest) for one in made.sets] == [
        ("thing", 1, 0),
        ("extended-lunge", 1, 90_000),
        ("thing", 2, 0),
        ("extended-lunge", 2, 90_000),
    ]


def test_the_set_up_in_short_is_the_steps_marked_or_else_the_last_one() -> None:
    marked = resolve([BUNDLED.exercises["extended-lunge"]], BUNDLED.exercises, Wishes()).movements[0]
    assert 0 < len(marked.short_setup) < len(marked.setup)
    setup = [{"text": "Stand."}, {"text": "Brace."}]
    unmarked = plan({}, setup=setup, sides={"mode": "unilateral"}).movements[0]
    assert [step.text for step in unmarked.short_setup] == ["Brace."]


def test_the_settings_may_name_the_leg_that_works_first() -> None:
    made = resolve([BUNDLED.exercises["extended-lunge"]], BUNDLED.exercises, Wishes(first="left"))
    assert made.sets[0].first == "left"


def test_several_things_make_one_plan_in_their_order() -> None:
    chosen: list[Routine | Exercise] = [BUNDLED.routines["desk-break"], BUNDLED.exercises["stiff-leg-deadlift"]]
    made = resolve(chosen, BUNDLED.exercises, Wishes())
    assert [one.id for one in made.movements] == ["single-leg-deadlift", "extended-lunge", "stiff-leg-deadlift"]
    assert made.name == "Desk break + Stiff-Leg Deadlift"


def test_nothing_chosen_is_no_plan() -> None:
    with pytest.raises(ValueError, match="at least one set"):
        resolve([], BUNDLED.exercises, Wishes())


def test_the_desk_break_takes_under_six_minutes() -> None:
    made = resolve([BUNDLED.routines["desk-break"]], BUNDLED.exercises, Wishes(pace="paced"))
    assert estimate(made) < 6 * 60_000
