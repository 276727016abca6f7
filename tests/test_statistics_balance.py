"""Left and right: the gap of a session, its trend, and advice that comes and goes slowly."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_rows import a_row, both_legs
from row_strategies import rows_of_an_exercise, swapped

from catalogue.schema.words import SideName, other_side
from tui.logbook.index.rows import SetRow
from tui.logbook.statistics.balance import Gap, advised, balance, gaps
from tui.words.leg_balance import advice_text


def sessions(*reps: tuple[int, int]) -> list[SetRow]:
    """Left and right reps, a session each."""
    return [row for day, (left, right) in enumerate(reps) for row in both_legs(day, left, right)]


def the_gap(rows: Iterable[SetRow]) -> Gap:
    (gap,) = gaps(rows, "kg")
    return gap


def test_twelve_left_and_nine_right_are_a_gap_of_a_quarter() -> None:
    gap = the_gap(both_legs(0, 12, 9))
    assert (gap.percent, gap.weaker, gap.measure) == (25, "right", "reps")
    assert (gap.left, gap.right) == (12, 9)


def test_after_three_such_sessions_the_weaker_leg_is_to_start() -> None:
    assert balance(sessions((12, 9), (12, 9)), "kg").advice is None
    found = balance(sessions((12, 9), (12, 9), (12, 9)), "kg")
    assert (found.advice, found.weaker, found.trend, found.direction) == ("right", "right", 0, "steady")
    assert advice_text("left") == "Start with the LEFT leg and let it set the number."


def test_while_there_is_advice_the_weaker_leg_is_that_of_the_advice() -> None:
    found = balance(sessions((12, 9), (12, 9), (12, 9), (4, 10), (10, 10)), "kg")
    assert (found.advice, found.weaker) == ("right", "right")
    assert balance(sessions((12, 9), (4, 10), (10, 10)), "kg").weaker == "left"


def test_different_loads_are_compared_by_volume_load() -> None:
    rows = [a_row(side="left", load=10.0, reps=10), a_row(side="right", load=8.0, reps=10, position=1)]
    gap = the_gap(rows)
    assert (gap.measure, gap.left, gap.right, gap.percent) == ("volume load", 100, 80, 20)


@pytest.mark.parametrize("load", [None, 0.0, -10.0])
def test_where_one_leg_has_no_load_written_reps_are_compared(load: float | None) -> None:
    rows = [a_row(side="left", load=load, reps=10), a_row(side="right", load=8.0, reps=8, position=1)]
    assert (the_gap(rows).measure, the_gap(rows).percent) == ("reps", 20)


@pytest.mark.parametrize(
    ("done", "weaker"),
    [((3, 2), None), ((5, 4), None), ((2, 2), None), ((3, 1), "right"), ((1, 2), "left"), ((2, 3), "left")],
)
def test_the_odd_rep_of_alternating_legs_is_no_gap(done: tuple[int, int], weaker: SideName | None) -> None:
    rows = [
        a_row(side="left", target=3, reps=done[0]),
        a_row(side="right", target=2, reps=done[1], position=1),
    ]
    assert the_gap(rows).weaker == weaker


def test_timed_sets_are_compared_by_seconds() -> None:
    rows = [a_row(side="left", reps=None, seconds=24.0), a_row(side="right", reps=None, seconds=30.0, position=1)]
    assert (the_gap(rows).measure, the_gap(rows).percent, the_gap(rows).weaker) == ("seconds", 20, "left")


def test_a_session_in_which_one_leg_alone_worked_is_left_out() -> None:
    assert gaps([a_row(side="left"), a_row(side="right", reps=0), a_row(side="right", kind="warmup")], "kg") == ()
    assert gaps([a_row(side=None)], "kg") == ()


def test_a_set_that_one_leg_alone_did_makes_no_gap() -> None:
    ended_early = [*both_legs(0, 10, 10), a_row(side="left", set=2, position=2)]
    assert (the_gap(ended_early).percent, the_gap(ended_early).weaker) == (0, None)


def test_sets_may_be_numbered_a_leg_at_a_time() -> None:
    rows = [
        a_row(side=side, set=number + 1, reps=reps, position=number)
        for number, (side, reps) in enumerate([("left", 10), ("left", 10), ("right", 9), ("right", 9)])
    ]
    assert the_gap(rows).percent == 10


def test_ten_per_cent_is_ten_per_cent_whatever_the_loads_add_up_to() -> None:
    rows = []
    for at in range(3):
        rows += [a_row(side="left", load=8.1, reps=10, position=at)]
        rows += [a_row(side="right", load=7.29, reps=10, position=at + 3)]
    assert the_gap(rows).percent == 10


NONE: SideName | None = None


@pytest.mark.parametrize(
    ("signed", "advice"),
    [
        ([], NONE),
        ([25, 25], NONE),
        ([25, 25, 25], "right"),
        ([-10, -10, -10], "left"),
        ([9.9, 9.9, 9.9], NONE),
        ([25, -25, 25, -25], NONE),
        ([25, 25, 0, 25, 25], NONE),
        ([25, 25, 25, 0, 0], "right"),
        ([25, 25, 25, 0, 0, 0], NONE),
        ([25, 25, 25, 0, 0, 25, 0, 0], "right"),
        ([25, 25, 25, 0, -25, 5], NONE),
        ([25, 25, 25, -25, -25], "right"),
        ([25, 25, 25, -25, -25, -25], "left"),
        ([25, 25, 25, 0, 0, 0, 25, 25], NONE),
        ([25, 25, 25, 0, 0, 0, 25, 25, 25], "right"),
    ],
)
def test_advice_comes_after_three_in_a_row_and_goes_after_three(signed: list[float], advice: SideName | None) -> None:
    legs = [
        the_gap(both_legs(0, 1000 + min(0, round(each * 10)), 1000 - max(0, round(each * 10)))) for each in signed
    ]
    assert [leg.signed for leg in legs] == pytest.approx(signed)
    assert advised(legs) == advice


@pytest.mark.parametrize(
    ("reps", "direction"),
    [
        ([(10, 10), (10, 9), (10, 8)], "widening"),
        ([(10, 6), (10, 8), (10, 10)], "closing"),
        ([(10, 9), (10, 8), (10, 9)], "steady"),
        ([(10, 6), (10, 10)], None),
        ([(10, 1)] * 20 + [(10, 9)] * 12, "steady"),
    ],
)
def test_the_trend_is_of_the_last_twelve_sessions(reps: list[tuple[int, int]], direction: str | None) -> None:
    assert balance(sessions(*reps), "kg").direction == direction


def test_the_trend_is_per_cent_points_a_session() -> None:
    assert balance(sessions((10, 10), (10, 9), (10, 8), (10, 7)), "kg").trend == pytest.approx(10)


@given(rows_of_an_exercise())
def test_a_gap_is_from_nought_to_a_hundred(rows: list[SetRow]) -> None:
    for gap in gaps(rows, "kg"):
        assert 0 <= gap.percent < 100
        assert gap.weaker is None if gap.percent == 0 else getattr(gap, gap.weaker or "") == min(gap.left, gap.right)


@given(rows_of_an_exercise(sessions=6))
def test_swapping_the_legs_swaps_all_that_is_said_of_them(rows: list[SetRow]) -> None:
    one, other = balance(rows, "kg"), balance(swapped(rows), "kg")
    assert [(gap.left, gap.right, gap.percent) for gap in one.gaps] == [
        (gap.right, gap.left, gap.percent) for gap in other.gaps
    ]
    for leg in ("weaker", "advice"):
        mine, theirs = getattr(one, leg), getattr(other, leg)
        assert theirs == (mine and other_side(mine))
    assert one.trend == other.trend


@given(rows_of_an_exercise(), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_the_unit_makes_a_difference(rows: list[SetRow], chance: Random) -> None:
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    assert gaps(shuffled, "kg") == gaps(rows, "kg")
    in_kg, in_lb = balance(rows, "kg"), balance(rows, "lb")
    assert [gap.percent for gap in in_kg.gaps] == [gap.percent for gap in in_lb.gaps]
    assert (in_kg.advice, in_kg.trend) == (in_lb.advice, in_lb.trend)
