"""Days and moments, in English whatever the locale: `Sun 22 Nov 2026, 18:05`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from tui.settings import WEEKDAYS as WEEKDAY_KEYS

WEEKDAYS: Final = tuple(key.title() for key in WEEKDAY_KEYS)
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date, *, weekday: bool = False, year: bool = True) -> str:
    """Return a day as `22 Nov 2026`, with its weekday as `Sun 22 Nov 2026`, or without its year."""
    name = f"{WEEKDAYS[day.weekday()]} " if weekday else ""
    return f"{name}{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def column_day(day: date, *, roomy: bool) -> str:
    """Return a day as `Sun 22 Nov 2026` or `22 Nov 26`, its number right-aligned for a column."""
    number_and_month = f"{day.day:2d} {MONTHS[day.month - 1]}"
    if roomy:
        return f"{WEEKDAYS[day.weekday()]} {number_and_month} {day.year}"
    return f"{number_and_month} {day.year % 100:02d}"


def month_text(day: date) -> str:
    """Return the month of a day as `Nov 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def moment_text(moment: datetime) -> str:
    """Return a moment as `Sun 22 Nov 2026, 18:05`."""
    return f"{day_text(moment, weekday=True)}, {moment:%H:%M}"


def period_text(began: datetime, ended: datetime) -> str:
    """Return the time of a session as `Sun 22 Nov 2026, 18:05 to 18:31`."""
    return f"{moment_text(began)} to {ended:%H:%M}"


def stamp(moment: datetime) -> str:
    """Return a moment as `2026-11-22 18:05`, for columns that are sorted and cut by other programs."""
    return f"{moment.date()} {moment:%H:%M}"
