"""What a chart is drawn from: ticks at round places, and as few points as can be told apart."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from index_rows import a_row, both_legs

from tui.logbook.index.rows import SetRow
from tui.screens.exercise.facts import Telling
from tui.screens.exercise.view import Told
from tui.widgets.curves import Curve, shared, thinned
from tui.widgets.ticks import day_air, day_labels, day_ticks, number_labels, number_ticks

DAY = date(2026, 11, 22)
FINITE = st.floats(0, 1e9, allow_subnormal=False).filter(lambda value: value == 0 or value > 1e-6)


@given(FINITE, FINITE, st.integers(2, 12))
def test_number_ticks_hold_all_values_and_are_evenly_apart(one: float, other: float, most: int) -> None:
    low, high = min(one, other), max(one, other)
    ticks = number_ticks(low, high, most)
    assert 2 <= len(ticks) <= max(3, most)
    slack = (ticks[1] - ticks[0]) * 1e-6
    assert ticks[0] <= low + slack and high - slack <= ticks[-1]
    assert all(later - earlier == pytest.approx(ticks[1] - ticks[0]) for earlier, later in pairwise(ticks))


def test_number_ticks_are_round_and_told_apart() -> None:
    assert number_labels(number_ticks(812, 2410, 6)) == ["500", "1,000", "1,500", "2,000", "2,500"]
    assert number_labels(number_ticks(7.5, 9, 5)) == ["7.5", "8.0", "8.5", "9.0"]


def test_one_value_alone_lies_between_ticks() -> None:
    ticks = number_ticks(8, 8, 4)
    assert ticks[0] < 8 < ticks[-1]


@given(st.dates(), st.integers(0, 20_000), st.integers(2, 12))
def test_day_ticks_are_no_more_than_have_room_and_within_the_days(first: date, span: int, most: int) -> None:
    last = first + timedelta(days=min(span, (date.max - first).days))
    ticks = day_ticks(first, last, most)
    assert len(ticks) <= most
    assert ticks == sorted(set(ticks))
    assert all(first <= tick <= last for tick in ticks)
    assert len(day_labels(ticks)) == len(ticks)


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (3, ["19 Nov", "20 Nov", "21 Nov", "22 Nov"]),
        (20, ["2 Nov", "9 Nov", "16 Nov"]),
        (200, ["Jul 2026", "Sep 2026", "Nov 2026"]),
        (1500, ["2023", "2024", "2025", "2026"]),
    ],
)
def test_days_are_marked_where_a_day_week_month_or_year_begins(days: int, labels: list[str]) -> None:
    assert day_labels(day_ticks(DAY - timedelta(days=days), DAY, 4)) == labels


@given(st.integers(0, 60), st.integers(1, 5000), st.integers(24, 200))
@example(8, 14, 50)
def test_the_last_label_has_room_and_so_has_a_mark(later: int, span: int, columns: int) -> None:
    last = DAY + timedelta(days=later)
    first = last - timedelta(days=span)
    ticks = day_ticks(first, last, max(2, columns // 12))
    air = day_air(first, last, ticks, columns)
    a_day = columns / (span + 2 * air)
    assert air * a_day >= 1.49
    if ticks:
        assert (air + (last - ticks[-1]).days) * a_day >= len(day_labels(ticks)[-1]) // 2 - 1


def test_a_day_alone_has_half_a_day_of_air() -> None:
    assert day_air(DAY, DAY, [DAY], 40) == 0.5


@given(st.lists(st.integers(0, 100), max_size=300), st.integers(1, 60))
def test_few_points_stay_and_the_best_of_many_is_kept(values: list[int], most: int) -> None:
    points = [(DAY + timedelta(days=at), float(value)) for at, value in enumerate(values)]
    kept, each = thinned(points, most)
    assert len(kept) <= most
    assert kept == sorted(kept) and set(kept) <= set(points)
    assert max((value for _, value in kept), default=0) == max(values, default=0)
    if len(points) <= most:
        assert kept == points and each == 1


def test_points_that_two_curves_share_are_found_once() -> None:
    here, there = (DAY, 8.0), (DAY, 9.0)
    assert shared([Curve("left", [here, there], ""), Curve("right", [here], "")]) == [here]


def told_of(*stretches: list[SetRow]) -> Told:
    """What is told of stretches of time, the latest first."""
    telling = Telling("kg")
    for rows in stretches:
        telling.add_earlier(rows)
    return telling.told()


@given(st.lists(st.tuples(st.integers(1, 15), st.integers(1, 15), st.integers(1, 3)), min_size=2), st.data())
def test_a_year_after_the_other_tells_the_same_as_all_at_once(
    done: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    days = [both_legs(day, left, right, load=float(load)) for day, (left, right, load) in enumerate(done)]
    cut = data.draw(st.integers(1, len(days) - 1))
    earlier, later = list(chain(*days[:cut])), list(chain(*days[cut:]))
    assert told_of(later, earlier) == told_of(earlier + later)


def test_ten_years_come_to_few_points_that_say_how_many_sessions_they_are() -> None:
    rows = [row for day in range(3650) for row in both_legs(day, 9, 12)]
    told = told_of(rows)
    assert told.sessions == 3650
    for chart in told.charts:
        assert all(len(curve.points) <= 60 for curve in chart.curves)
        assert chart.sessions_a_point == 61


def test_without_a_load_the_best_set_is_one_of_reps_and_nothing_is_drawn_of_loads() -> None:
    told = told_of([a_row(day, load=None, reps=10 + day) for day in range(3)])
    assert [(chart.title, chart.unit) for chart in told.charts] == [("Best set", "reps"), ("Reps", "")]


def test_warm_ups_draw_nothing() -> None:
    assert told_of([a_row(day, kind="warmup") for day in range(3)]).charts == ()
