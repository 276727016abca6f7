"""The estimated one-rep maximum: Epley's, and only where it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.logbook.statistics.e1rm import e1rm


@pytest.mark.parametrize(
    ("load", "reps", "expected"),
    [(100, 1, 100), (100, 10, 133.3333), (60, 5, 70), (8, 2, 8.5333)],
)
def test_it_is_epleys_formula_and_the_load_itself_for_one_rep(load: float, reps: int, expected: float) -> None:
    assert e1rm(load, reps) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(("load", "reps"), [(100, 11), (100, 0), (0, 5), (-10, 5)])
def test_it_is_not_told_beyond_ten_reps_nor_without_reps_or_load(load: float, reps: int) -> None:
    assert e1rm(load, reps) is None


@given(st.floats(0.5, 500), st.integers(1, 9))
def test_more_reps_at_a_load_are_a_higher_estimate(load: float, reps: int) -> None:
    fewer, more = e1rm(load, reps), e1rm(load, reps + 1)
    assert fewer is not None and more is not None and load <= fewer < more
