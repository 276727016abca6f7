"""Days, times and numbers as a person types them; each ValueError says what was found and what is wanted."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Final

from catalogue.text import quoted

_CLOCK: Final = re.compile(r"([0-9]{1,4}):([0-5][0-9])")


def day_of(text: str, today: date) -> date:
    """Read `2026-11-20`, `today` or `yesterday`."""
    near = {"today": today, "yesterday": today - timedelta(days=1)}.get(text.strip().lower())
    if near is not None:
        return near
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(f"found {quoted(text)}; write 2026-11-20, today or yesterday") from error


def time_of(text: str) -> time:
    """Read a time of day, `18:00`."""
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()
    except ValueError as error:
        raise ValueError(f"found {quoted(text)}; write hours and minutes, such as 18:00") from error


def moment_of(text: str) -> datetime:
    """Read `2026-11-22 18:05`, with an offset or without."""
    try:
        if ":" not in text:
            raise ValueError
        return datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(f'found {quoted(text)}; write day and time, such as "2026-11-22 18:05"') from error


def number_of(text: str, low: float, high: float) -> float:
    """Read a number in a range; its fraction may come after a comma."""
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        found = math.nan
    if not low <= found <= high:
        raise ValueError(f"found {quoted(text)}; a number from {low:g} to {high:g} is wanted")
    return found


def rpe_of(text: str) -> float:
    """Read an RPE: 1 to 10 in halves."""
    found = number_of(text, 1, 10)
    if found * 2 != int(found * 2):
        raise ValueError(f"found {quoted(text)}; RPE goes in halves, such as 7.5")
    return found


def seconds_of(text: str, most: float = 86_400) -> float:
    """Read seconds, `30` or `30s`, or minutes and seconds, `1:30`."""
    match = _CLOCK.fullmatch(text.strip())
    if match is not None:
        return number_of(str(60 * int(match[1]) + int(match[2])), 0, most)
    return number_of(text.strip().removesuffix("s"), 0, most)


def local(on: date, at: time) -> datetime:
    """Return a moment with the offset that this machine's zone has on that day."""
    return datetime.combine(on, at).astimezone()
