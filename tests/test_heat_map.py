"""The map of a year: every day has its place, and its level shows as a shape."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.heat_map import (
    CHOSEN,
    LEVELS,
    MOST_WEEKS,
    TODAY,
    TODAY_DONE,
    Days,
    Year,
    calendar_year,
    day_at,
    heat_map,
    last_year,
    level,
    level_starts,
    title_of,
)
from tui.widgets.lines import width_of
from tui.words.days import MONTHS

TODAY_IS = date(2026, 11, 22)
DAYS = st.dates(date(1971, 1, 1), date(2199, 1, 1))


def text_of(days: Days, width: int) -> list[str]:
    return ["".join(text for text, _ in line) for line in heat_map(days, width)]


def cell(days: Days, day: date, width: int = 58) -> str:
    places = [(x, y) for y in range(1, 8) for x in range(width) if day_at(days, x, y, width) == day]
    assert len(places) == 1, f"{day} has one place"
    x, y = places[0]
    return text_of(days, width)[y][x]


@given(today=DAYS)
def test_the_last_year_is_at_most_53_weeks_and_every_day_of_it_has_one_place(today: date) -> None:
    year = last_year(today)
    days = Days(year, today)
    found = {day_at(days, x, y, 58) for y in range(1, 8) for x in range(58)} - {None}
    assert found == {year.since + timedelta(days=n) for n in range((today - year.since).days + 1)}
    assert max(width_of(line) for line in heat_map(days, 58)) <= 4 + 53


@given(year=st.integers(1971, 2199), width=st.integers(56, 100))
def test_any_calendar_year_fits_whatever_its_first_weekday(year: int, width: int) -> None:
    days = Days(calendar_year(year), TODAY_IS)
    lines = heat_map(days, width)
    assert len(lines) == 8
    assert max(map(width_of, lines)) <= width
    assert cell(days, date(year, 1, 1), width) != " "
    assert cell(days, date(year, 12, 31), width) != " "


@given(counts=st.lists(st.integers(0, 500)), more=st.integers(0, 500))
def test_more_sets_are_never_a_lower_level(counts: list[int], more: int) -> None:
    starts = level_starts(counts)
    assert list(starts) == sorted(set(starts)), "levels are apart"
    levels = [level(sets, starts) for sets in range(more + 1)]
    assert levels == sorted(levels)
    assert levels[0] == 0
    assert all(levels[1:])


def test_levels_differ_in_shape_and_a_day_without_a_counted_set_is_not_empty() -> None:
    days = {date(2026, 3, 2) + timedelta(days=n): n for n in range(12)}
    shown = Days(last_year(TODAY_IS), TODAY_IS, sets=days)
    cells = [cell(shown, day) for day in days]
    assert cells[0] == LEVELS[1]
    assert list(dict.fromkeys(cells)) == list(LEVELS[1:])
    assert cell(shown, date(2026, 3, 1)) == LEVELS[0]


def test_today_and_the_chosen_day_have_marks_of_their_own() -> None:
    days = Days(last_year(TODAY_IS), TODAY_IS, chosen=date(2026, 3, 1), sets={date(2026, 3, 1): 4})
    assert (cell(days, TODAY_IS), cell(days, date(2026, 3, 1))) == (TODAY, CHOSEN)
    assert cell(replace(days, sets={TODAY_IS: 3}), TODAY_IS) == TODAY_DONE


def test_the_title_says_in_words_what_the_year_came_to_and_nothing_of_other_years() -> None:
    sets = {date(2025, 12, 31): 5, date(2026, 1, 1): 1000, date(2026, 12, 31): 1140}
    days = Days(calendar_year(2026), TODAY_IS, sets=sets, sessions=143)
    assert title_of(days) == "2026: 143 sessions, 2,140 sets"
    assert title_of(replace(days, sets={date(2026, 1, 1): 1}, sessions=1)) == "2026: 1 session, 1 set"
    assert title_of(replace(days, sets={}, sessions=0, known=False)) == "2026", "nobody knows yet"


def test_months_stand_over_the_week_that_holds_their_first_day() -> None:
    days = Days(calendar_year(2026), TODAY_IS)
    months = text_of(days, 58)[0]
    assert months.split() == list(MONTHS)
    for month, name in enumerate(months.split(), 1):
        column = months.index(name)
        assert date(2026, month, 1) in {day_at(days, column, y, 58) for y in range(1, 8)}


def test_what_the_shapes_mean_stands_beside_the_map_where_there_is_room() -> None:
    days = Days(last_year(TODAY_IS), TODAY_IS, sets={date(2026, 3, 1): 25})
    assert "19+ sets" in "\n".join(text_of(days, 76))
    assert "sets" not in "\n".join(text_of(days, 58))


def test_nothing_is_at_a_place_outside_the_year() -> None:
    days = Days(Year("2026", date(2026, 1, 1), date(2026, 12, 31)), TODAY_IS)
    assert [day_at(days, x, y, 58) for x, y in ((0, 1), (4, 0), (4, 8), (4, 1), (4 + MOST_WEEKS, 1))] == [None] * 5
    assert day_at(days, 4, 4, 58) == date(2026, 1, 1), "a Thursday"
