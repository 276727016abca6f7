"""Where the axes of a chart are marked: round numbers, and days on which something begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil, floor, isfinite, log10

from tui.words.days import day_text, month_text

DAY_STEPS = (1, 2, 7, 14)
MONTH_STEPS = (1, 2, 3, 6)
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 500, 1000, 5000)
LEAST_AIR = 1.5
"""Columns between the frame and a mark."""
ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


def number_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at least two round numbers, evenly apart; the first is not above `low`, the last not below `high`.

    `most` is how many there are to be at most, which two that have to hold everything may not keep.
    """
    if not (isfinite(low) and isfinite(high)):
        return [0.0, 1.0]
    if high <= low:
        apart = abs(low) * 0.1 or 1.0
        low, high = (max(0.0, low - apart) if low >= 0 else low - apart), high + apart
    power = floor(log10((high - low) / max(1, most - 1)))
    steps = [base * 10.0**exponent for exponent in (power, power + 1, power + 2) for base in ROUND[:-1]]
    for step in steps:
        first, last = floor(low / step), ceil(high / step)
        if last - first + 1 <= most:
            break
    return [number * step for number in range(first, last + 1)]


def number_labels(ticks: Sequence[float]) -> list[str]:
    """Return them with as many places as they need to be told apart, and no more."""
    if any(abs(tick) >= 1e7 for tick in ticks):
        return [f"{tick:.3g}" for tick in ticks]
    for places in range(6):
        if all(abs(round(tick, places) - tick) < 1e-9 * max(1.0, abs(tick)) for tick in ticks):
            break
    return [f"{tick:,.{places}f}" for tick in ticks]


def day_ticks(first: date, last: date, most: int) -> list[date]:
    """Return the days from `first` to `last`, at most `most`, on which a day, week, month or year begins."""
    days: list[date] = []
    for days in _candidates(first, last, most):
        if len(days) <= most:
            break
    return days[: max(1, most)]


def day_labels(days: Sequence[date]) -> list[str]:
    """Return `2026` for years, `Aug 2026` for months, `7 Aug` for days."""
    if len(days) > 1 and all(day.month == day.day == 1 for day in days):
        return [str(day.year) for day in days]
    if len(days) > 1 and all(day.day == 1 for day in days):
        return [month_text(day) for day in days]
    return [day_text(day, year=False) for day in days]


def day_air(first: date, last: date, ticks: Sequence[date], columns: int) -> float:
    """Return the days of air at both ends, so that no mark is on the frame and the last label is not cut off."""
    span = (last - first).days
    air = LEAST_AIR
    if ticks:
        behind = (last - ticks[-1]).days / max(1, span) * columns
        air = max(air, len(day_labels(ticks)[-1]) // 2 - 0.5 - behind)
    return max(0.5, span * air / max(1.0, columns - 2 * air))


def _candidates(first: date, last: date, most: int) -> Iterator[list[date]]:
    """Yield ever fewer days; only as many as are worth counting."""
    span = (last - first).days + 1
    for step in DAY_STEPS:
        if span // step <= most + 1:
            # Whole weeks begin on a Monday, which ordinal 1 was.
            start = first.toordinal() + (-(first.toordinal() - 1)) % step
            yield [date.fromordinal(day) for day in range(start, last.toordinal() + 1, step)]
    for step in MONTH_STEPS:
        if span // (28 * step) <= most + 1:
            months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
            begins = (date(month // 12, month % 12 + 1, 1) for month in months if month % 12 % step == 0)
            yield [day for day in begins if first <= day <= last]
    for step in YEAR_STEPS:
        years = range(first.year, last.year + 1)
        yield [day for year in years if year % step == 0 and first <= (day := date(year, 1, 1)) <= last]
