"""Taps told from a key held down."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal.presses import Presses, pressed


def taps(gaps: list[int], key: str = "space") -> int:
    """How many of the presses count that come so many milliseconds apart, each in a read of its own."""
    presses, counted = Presses(), 0
    for read, at in enumerate(accumulate([1000, *gaps]), 1):
        presses = pressed(presses, key, at, read)
        counted += not presses.held
    return counted


def jittered(low: int, high: int, fewest: int = 1) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(low, high), min_size=fewest, max_size=100)


@given(jittered(150, 3000))
def test_no_press_of_a_person_is_ever_dropped(gaps: list[int]) -> None:
    assert taps(gaps) == len(gaps) + 1


@given(st.lists(st.tuples(st.integers(120, 180), st.integers(70, 119)), max_size=40))
def test_eight_uneven_taps_a_second_all_count(pairs: list[tuple[int, int]]) -> None:
    gaps = [gap for pair in pairs for gap in pair]
    assert taps(gaps) == len(gaps) + 1


@given(st.integers(250, 700), jittered(20, 64))
def test_a_key_held_down_counts_twice_at_most(first: int, repeats: list[int]) -> None:
    assert taps([first, *repeats]) <= 2


@given(st.integers(15, 119), st.integers(1, 200))
def test_an_even_run_is_a_held_key_from_its_third_press_on(gap: int, presses: int) -> None:
    assert taps([gap] * presses) == min(2, presses + 1)


@given(jittered(20, 64, fewest=2), jittered(70, 149))
def test_a_held_key_whose_repeats_come_late_stays_held(repeats: list[int], late: list[int]) -> None:
    assert taps([*repeats, *late]) == 2


@given(jittered(20, 64, fewest=3), jittered(150, 800))
def test_taps_count_again_as_soon_as_the_key_is_let_go(repeats: list[int], after: list[int]) -> None:
    assert taps([*repeats, *after]) == 2 + len(after)


@given(st.integers(1, 40), st.integers(0, 5))
def test_presses_of_one_read_are_taps_however_many(presses: int, apart: int) -> None:
    state = Presses()
    for number in range(presses):
        state = pressed(state, "space", 1000 + number * apart, 7)
        assert not state.held


@given(st.lists(st.integers(0, 8), max_size=40))
def test_reads_that_a_slow_line_delivers_at_once_are_taps(gaps: list[int]) -> None:
    assert taps(gaps) == len(gaps) + 1


def test_a_read_of_several_repeats_of_a_held_key_is_held() -> None:
    state = Presses()
    for at, read in ((0, 1), (500, 2), (533, 3), (640, 4), (640, 4), (640, 4), (673, 5)):
        state = pressed(state, "space", at, read)
    assert state.held


@pytest.mark.parametrize("keys", [["space", "n"], ["space", "enter"]])
def test_two_keys_in_turn_are_never_a_held_one(keys: list[str]) -> None:
    state = Presses()
    for number in range(40):
        state = pressed(state, keys[number % 2], 1000 + number * 30, number)
        assert not state.held


def test_a_key_from_no_terminal_is_a_tap() -> None:
    state = Presses()
    for _ in range(10):
        state = pressed(state, "space", 0, None)
        assert not state.held
