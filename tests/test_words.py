"""Quantities, days and problems in words: one form each, whoever shows them."""

from __future__ import annotations

import locale
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rows_without_files import a_row

from catalogue.files.problems import Problem
from tui.settings import WEEKDAYS as WEEKDAY_KEYS
from tui.words.cut_short import begun_line
from tui.words.days import WEEKDAYS, column_day, day_text, moment_text, period_text, stamp
from tui.words.file_problems import problems_text, unreadable_text
from tui.words.leg_balance import percent_text
from tui.words.logged_sets import done_of, logged_amount, logged_done
from tui.words.quantities import about, about_left, counted, load_text, reps_asked, volume_text
from tui.words.sets import target_text
from tui.words.sparkline import BARS, sparkline

PROJECT = Path(__file__).resolve().parents[1]
BY_HAND = {
    "a plural": r"== 1 else ['\"]\w*s['\"]",
    "a day in the locale of the machine": r":[^{}\"]*%[aAbB]",
    "bars": BARS,
}
BEGAN = datetime(2026, 11, 5, 8, 4)


@pytest.fixture
def other_locale() -> Iterator[None]:
    """The locale of a person elsewhere, where the machine has one."""
    before = locale.setlocale(locale.LC_TIME)
    for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "C"):
        try:
            locale.setlocale(locale.LC_TIME, name)
            break
        except locale.Error:
            continue
    yield
    locale.setlocale(locale.LC_TIME, before)


@given(st.integers(0, 10_000))
def test_one_is_singular_and_any_other_number_plural(number: int) -> None:
    assert counted(number, "set") == f"{number:,} set" + ("" if number == 1 else "s")


def test_reps_asked_are_counted_everywhere() -> None:
    assert [reps_asked(1, 1), reps_asked(1, None), reps_asked(10, 10), reps_asked(1, 3), reps_asked(None, None)] == [
        "1 rep",
        "1 rep",
        "10 reps",
        "1-3 reps",
        "",
    ]
    assert target_text(1, 1, None, unilateral=True) == "1 rep a side"
    assert target_text(None, None, None, unilateral=True) == "as many reps as you can a side"
    assert target_text(None, None, 7_500, unilateral=False) == "7.5 s"


def test_rough_lengths_are_rounded_up_to_minutes() -> None:
    assert [about(1), about(60_000), about(60_001)] == ["about 1 min", "about 1 min", "about 2 min"]
    assert [about_left(0), about_left(60_000), about_left(60_001)] == [
        "under a minute left",
        "under a minute left",
        "about 2 min left",
    ]


def test_a_load_without_a_word_of_what_it_counts_is_a_total() -> None:
    assert [load_text(8.0, "kg", counts) for counts in (None, "total", "per-hand", "none")] == [
        "8 kg",
        "8 kg",
        "8 kg each hand",
        "",
    ]
    assert volume_text(12345.5, "kg") == "volume load 12,345.5 kg"


def test_days_are_in_english_whatever_the_locale(other_locale: None) -> None:
    assert moment_text(BEGAN) == "Thu 5 Nov 2026, 08:04"
    assert period_text(BEGAN, BEGAN.replace(hour=9)) == "Thu 5 Nov 2026, 08:04 to 09:04"
    assert begun_line("Desk break", BEGAN) == "Desk break, begun Thu 5 Nov 2026, 08:04"
    assert stamp(BEGAN) == "2026-11-05 08:04"
    assert [day_text(BEGAN), day_text(BEGAN, weekday=True, year=False)] == ["5 Nov 2026", "Thu 5 Nov"]


@given(st.dates())
def test_days_of_a_column_stand_below_each_other(day: date) -> None:
    assert len(column_day(day, roomy=False)) == len("22 Nov 26")
    assert column_day(day, roomy=True).split() == day_text(day, weekday=True).split()


def test_weekdays_are_those_of_the_settings() -> None:
    assert [name.lower() for name in WEEKDAYS] == list(WEEKDAY_KEYS)


def test_problems_and_the_files_they_are_in_are_counted() -> None:
    one, other = Problem("a.toml", 1, "", "is wrong"), Problem("b.toml", 1, "", "is wrong")
    assert [problems_text([one]), problems_text([one, other])] == [
        "1 problem in your files",
        "2 problems in your files",
    ]
    assert [unreadable_text([one, one]), unreadable_text([one, other])] == [
        "1 file can't be read",
        "2 files can't be read",
    ]


def test_a_row_of_the_past_says_what_was_done_of_the_plan() -> None:
    rows = [
        a_row(reps=1, target=1),
        a_row(reps=9, target=8, target_max=12),
        a_row(reps=1, target=None),
        a_row(reps=None, target=None, seconds=24.5, target_seconds=30.0),
        a_row(reps=None, target=None, seconds=None),
    ]
    assert [logged_done(row) for row in rows] == ["1 of 1 rep", "9 of 8-12 reps", "1 rep", "24.5 s of 30 s", "–"]
    assert [done_of(row) for row in rows] == ["1 of 1", "9 of 8-12", "1", "24.5 s of 30 s", "–"]
    assert [logged_amount(row) for row in rows] == ["1", "9", "1", "24.5 s", "–"]


def test_a_gap_is_cut_so_that_it_never_reads_as_one_that_calls_for_advice() -> None:
    assert [percent_text(9.99), percent_text(10.0)] == ["9 %", "10 %"]


@given(
    values=st.lists(st.floats(0, 1e6) | st.none(), max_size=60),
    width=st.integers(1, 30),
    bounds=st.tuples(st.floats(0, 1e3), st.floats(0, 1e3)) | st.none(),
)
@example(values=[1e6], width=1, bounds=(0.0, 5e-324))
def test_a_sparkline_fits_and_has_a_bar_for_each_value(
    values: list[float | None], width: int, bounds: tuple[float, float] | None
) -> None:
    text = sparkline(values, bounds=bounds, width=width)
    assert len(text) == min(len(values), width)
    assert set(text) <= {*BARS, " "}
    if len(values) <= width:
        assert [bar == " " for bar in text] == [value is None for value in values]


@pytest.mark.parametrize("what", BY_HAND)
def test_no_other_room_writes_by_hand_what_a_word_is_there_for(what: str) -> None:
    found = [
        str(path)
        for room in ("tui", "catalogue")
        for path in (PROJECT / room).rglob("*.py")
        if path.parent.name != "words" and re.search(BY_HAND[what], path.read_text(encoding="utf-8"))
    ]
    assert found == []
