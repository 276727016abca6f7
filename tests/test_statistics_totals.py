"""Totals, an exercise in one line, and bars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_rows import a_row, a_session

from tui.logbook.statistics.totals import brief, totals
from tui.words.record_lines import record_text
from tui.words.sparkline import BARS, sparkline


def test_totals_add_up_across_units() -> None:
    found = totals([a_session(0), a_session(1, unit="lb", volume_load=100.0)], "kg")
    assert (found.sessions, found.sets, found.reps, found.active_seconds) == (2, 6, 60, 2400)
    assert found.volume_load == pytest.approx(240 + 45.359237)


def test_an_exercise_in_a_line_has_its_best_set_and_estimate() -> None:
    line = brief([a_row(0, load=9.0, reps=5), a_row(3), a_row(3, position=1)], "kg")
    assert line is not None and line.best_set is not None and line.e1rm is not None
    assert (line.sessions, line.last_day.day, record_text(line.best_set)) == (2, 10, "9 kg x 5")
    assert line.e1rm.value == pytest.approx(8 * (1 + 10 / 30))


@pytest.mark.parametrize(
    ("changes", "text"),
    [({"load": None, "reps": 20}, "20 reps"), ({"load": None, "reps": None, "seconds": 45.0}, "45 s")],
)
def test_without_load_the_best_set_is_of_reps_or_time(changes: dict[str, object], text: str) -> None:
    line = brief([a_row(0, **changes)], "kg")
    assert line is not None and line.best_set is not None and line.e1rm is None
    assert record_text(line.best_set) == text


def test_of_warmups_alone_there_is_nothing_to_say() -> None:
    assert brief([a_row(kind="warmup")], "kg") is None


def test_bars_go_from_the_least_to_the_most() -> None:
    assert sparkline([1, 2, 3, 4, 5, 6, 7, 8]) == BARS
    assert sparkline([5, None, 5]) == "▄ ▄"
    assert sparkline([]) == "" and sparkline([None]) == " "


@given(st.lists(st.none() | st.floats(-1e12, 1e12), max_size=20))
def test_there_is_a_bar_for_every_value_and_higher_is_higher(values: list[float | None]) -> None:
    bars = sparkline(values)
    assert len(bars) == len(values)
    known = [(value, BARS.index(bar)) for value, bar in zip(values, bars, strict=True) if value is not None]
    assert [height for _, height in sorted(known)] == sorted(height for _, height in known)
