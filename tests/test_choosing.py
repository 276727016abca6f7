"""From ids to a plan: routines before exercises, what is said for one session, and loads from last time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commands import own_exercise, write
from log_examples import a_log, a_set
from single_leg_logs import train

from catalogue.loading import Catalogue, load_catalogue
from tui.logbook.disk.calls import RealDisk
from tui.logbook.index.index import Index
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.runtime.selection import Overrides, UnknownId, as_before, chosen, last_loads, plan_for
from tui.session.plan import Side
from tui.session.resolve import Wishes
from tui.settings import First, Settings


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


@contextmanager
def indexed(paths: Paths) -> Iterator[Index]:
    with Index.open(paths) as index:
        index.refresh()
        yield index


def first_legs(bundled: Catalogue, paths: Paths, first: First | None) -> dict[str, Side | None]:
    """The leg that begins, of each exercise of a plan of lunges and single-leg and stiff-leg deadlifts."""
    ids = ["extended-lunge", "single-leg-deadlift", "stiff-leg-deadlift"]
    wished = as_before(Wishes(sets=1), Settings(first=first), chosen(ids, bundled), paths, indexed)
    plan = plan_for(ids, bundled, wished)
    return {plan.movements[planned.movement].id: planned.first for planned in plan.sets}


def test_the_leg_that_lagged_three_times_begins_if_that_is_wished(bundled: Catalogue, tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    usual = first_legs(bundled, paths, None)
    assert usual["single-leg-deadlift"] == "right", "or the leg to come would prove nothing"
    train(paths, (9, 12), (9, 12), (9, 12))
    assert first_legs(bundled, paths, "weaker") == usual | {"single-leg-deadlift": "left"}
    assert first_legs(bundled, paths, None) == usual


def test_after_two_sessions_nobody_knows_yet(bundled: Catalogue, tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    train(paths, (9, 12), (9, 12))
    assert first_legs(bundled, paths, "weaker") == first_legs(bundled, paths, None)


def test_a_leg_named_outright_begins_everywhere(bundled: Catalogue) -> None:
    wished = Wishes(sets=1, first="right", first_sides={"extended-lunge": "left"})
    assert plan_for(["extended-lunge"], bundled, wished).sets[0].first == "right"


def test_the_index_is_opened_only_for_the_weaker_leg(bundled: Catalogue, tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    first_legs(bundled, paths, "left")
    assert not paths.cache.exists()
