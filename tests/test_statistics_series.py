"""An exercise over time: a point a session and side, the same whatever the order of rows or the unit."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_rows import a_row, both_legs
from row_strategies import rows_of_an_exercise

from tui.logbook.index.rows import SetRow
from tui.logbook.log.units import KG_PER_LB
from tui.logbook.statistics.series import series


def test_a_session_is_one_point_a_side_oldest_first() -> None:
    found = series([*both_legs(2, 12, 9), *both_legs(0, 10, 8)], "kg")
    assert [(point.day.day, point.reps) for point in found["left"]] == [(7, 10), (9, 12)]
    assert [(point.day.day, point.reps) for point in found["right"]] == [(7, 8), (9, 9)]
    assert list(found) == ["left", "right"]


def test_a_point_holds_the_best_set_and_the_sums() -> None:
    rows = [
        a_row(kind="warmup", load=20.0, reps=3, position=0),
        a_row(load=8.0, reps=12, position=1),
        a_row(load=10.0, reps=6, position=2),
        a_row(load=10.0, reps=8, position=3),
        a_row(load=None, reps=20, position=4),
    ]
    (point,) = series(rows, "kg")[None]
    assert (point.best_set_reps, point.best_set_load) == (8, 10)
    assert (point.sets, point.reps, point.volume_load) == (4, 46, 12 * 8 + 60 + 80)
    assert point.e1rm == pytest.approx(10 * (1 + 8 / 30))
    assert (point.seconds, point.best_seconds) == (0, None)


def test_timed_sets_are_seconds() -> None:
    rows = [a_row(reps=None, load=None, seconds=each, position=at) for at, each in enumerate((30.0, 24.5))]
    (point,) = series(rows, "kg")[None]
    assert (point.seconds, point.best_seconds, point.reps) == (54.5, 30, 0)
    assert point.best_set_reps is None and point.best_set_load is None and point.e1rm is None


def test_a_set_of_no_rep_is_no_point() -> None:
    assert series([a_row(reps=0), a_row(kind="warmup"), a_row(reps=None, seconds=None)], "kg") == {}


def test_loads_come_in_the_unit_asked_for_unrounded() -> None:
    (point,) = series([a_row(load=100.0, unit="lb", reps=1)], "kg")[None]
    assert point.best_set_load == pytest.approx(45.359237, abs=1e-12)
    assert point.e1rm == point.volume_load == point.best_set_load


@given(rows_of_an_exercise(), st.randoms(use_true_random=False))
def test_the_order_in_which_rows_come_makes_no_difference(rows: list[SetRow], chance: Random) -> None:
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    assert series(shuffled, "kg") == series(rows, "kg")


@given(rows_of_an_exercise())
def test_in_pounds_it_is_the_same_history(rows: list[SetRow]) -> None:
    in_kg, in_lb = series(rows, "kg"), series(rows, "lb")
    assert list(in_kg) == list(in_lb)
    for side, points in in_kg.items():
        for kg, lb in zip(points, in_lb[side], strict=True):
            assert (kg.path, kg.reps, kg.sets, kg.best_set_reps) == (lb.path, lb.reps, lb.sets, lb.best_set_reps)
            assert kg.volume_load == pytest.approx(lb.volume_load * KG_PER_LB)
            assert (kg.e1rm is None) == (lb.e1rm is None)
            assert (kg.e1rm or 0) == pytest.approx((lb.e1rm or 0) * KG_PER_LB)


@given(rows_of_an_exercise())
def test_points_add_up_to_the_counted_reps(rows: list[SetRow]) -> None:
    points = [point for points in series(rows, "kg").values() for point in points]
    assert sum(point.reps for point in points) == sum(row.reps or 0 for row in rows if row.counts)
    assert all((point.best_set_reps or 0) <= point.reps for point in points)
