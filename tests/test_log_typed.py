"""Days, times and numbers as people type them."""

from datetime import date, datetime, time

import pytest

from tui.logbook.changes.typed_values import day_of, moment_of, rpe_of, seconds_of, time_of

TODAY = date(2026, 11, 22)


def test_days_and_times_are_read_with_blanks_around_them() -> None:
    assert day_of(" Yesterday ", TODAY) == date(2026, 11, 21)
    assert day_of("today", TODAY) == TODAY
    assert day_of("2026-02-28", TODAY) == date(2026, 2, 28)
    assert time_of(" 7:05") == time(7, 5)
    assert moment_of("2026-11-22 18:05 ") == datetime(2026, 11, 22, 18, 5)


def test_a_fraction_may_come_after_a_comma() -> None:
    assert rpe_of("7,5") == rpe_of("7.5") == 7.5


@pytest.mark.parametrize(("text", "seconds"), [("30", 30), ("30s", 30), ("1:30", 90), (" 7,5 ", 7.5), ("0:09", 9)])
def test_seconds_may_be_minutes_and_seconds(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "-1", "1:60", "90000", "1:2:3", "٣:٣٠"])
def test_what_is_no_time_is_refused_with_what_is_wanted(text: str) -> None:
    with pytest.raises(ValueError, match=r"found .*; a number from 0 to 86400 is wanted"):
        seconds_of(text)


@pytest.mark.parametrize("text", ["0.5", "10.5", "7.2", "nan", ""])
def test_rpe_goes_from_1_to_10_in_halves(text: str) -> None:
    with pytest.raises(ValueError, match="found"):
        rpe_of(text)


def test_a_day_alone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="write day and time"):
        moment_of("2026-11-22")
