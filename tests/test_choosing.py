"""From ids to a plan: routines before exercises, what is said for one session, and loads from last time."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import own_exercise, write
from log_examples import a_log, a_set

from catalogue.loading import Catalogue, load_catalogue
from tui.choosing import Overrides, UnknownId, chosen, last_loads, plan_for
from tui.logbook.disk import RealDisk
from tui.logbook.store import save
from tui.paths import Paths
from tui.session.resolve import Wishes


@pytest.fixture(scope="module")
def bundled() -> Catalogue:
    return load_catalogue(None)


def test_routines_and_exercises_follow_each_other_as_named(bundled: Catalogue) -> None:
    plan = plan_for(["extended-lunge", "desk-break"], bundled, Wishes())
    assert [movement.id for movement in plan.movements] == ["extended-lunge", "single-leg-deadlift", "extended-lunge"]
    assert plan.routine is None


def test_a_routine_wins_over_an_exercise_of_the_same_id(tmp_path: Path) -> None:
    own_exercise(tmp_path, "twin")
    routine = 'schema = 1\nid = "twin"\nname = "Twin"\n[[blocks]]\nexercise = "extended-lunge"\n'
    write(tmp_path / "config/routines/twin.toml", routine)
    plan = plan_for(["twin"], load_catalogue(tmp_path / "config"), Wishes())
    assert plan.routine == "twin" and plan.movements[0].id == "extended-lunge"


def test_an_unknown_id_comes_with_the_nearest(bundled: Catalogue) -> None:
    with pytest.raises(UnknownId, match='"desk-brake"; did you mean "desk-break"') as caught:
        plan_for(["extended-lunge", "desk-brake"], bundled, Wishes())
    assert (caught.value.id, caught.value.nearest) == ("desk-brake", "desk-break")


def test_an_id_whose_file_is_broken_comes_with_what_is_wrong(tmp_path: Path) -> None:
    path = write(tmp_path / "config/exercises/squat.toml", "schema = 1\n")
    with pytest.raises(UnknownId, match="its file has problems") as caught:
        chosen(["squat"], load_catalogue(tmp_path / "config"))
    assert {problem.path for problem in caught.value.problems} == {str(path)}


def test_nothing_chosen_is_an_error(bundled: Catalogue) -> None:
    with pytest.raises(ValueError, match="at least one"):
        plan_for([], bundled, Wishes())


def test_overrides_change_only_what_they_say() -> None:
    wished = Wishes(pace="paced", unit="lb", load_step=2.5)
    assert Overrides().apply(wished) == wished
    changed = Overrides(sets=2, reps=(8, 12), rest=0, load=0, unit="kg", pace="self-paced").apply(wished)
    assert changed == Wishes("self-paced", 2, (8, 12), 0, None, 0, "kg", load_step=2.5)


def test_loads_of_last_time_come_in_the_unit_asked_for(bundled: Catalogue, tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    save(a_log(a_set(side="right", load=8.0), a_set(side="left", load=9.0)), paths, RealDisk())
    items = chosen(["desk-break"], bundled)
    assert last_loads(items, paths, "kg") == {"single-leg-deadlift": 9.0}
    assert last_loads(items, paths, "lb") == {"single-leg-deadlift": 20.0}


def test_an_exercise_done_without_load_has_none(bundled: Catalogue, tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    save(a_log(a_set(load=None, load_counts=None)), paths, RealDisk())
    assert last_loads(chosen(["single-leg-deadlift"], bundled), paths, "kg") == {}
