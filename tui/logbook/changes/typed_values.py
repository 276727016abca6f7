"""Days, times and numbers as a person types them; each ValueError says what was found and what is wanted."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from catalogue.schema.bounds import REPS, RPE, SECONDS, WHOLE_SECONDS, dated, halves, shown

_CLOCK: Final = re.compile(r"([0-9]{1,4}):([0-5][0-9])")


def day_of(text: str, today: date) -> date:
    """Read `2026-11-20`, `today` or `yesterday`."""
    near = {"today": today, "yesterday": today - timedelta(days=1)}.get(text.strip().lower())
    if near is not None:
        return near
    try:
        found = date.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(f"found {shown(text)}; write 2026-11-20, today or yesterday") from error
    return dated(found)


def time_of(text: str) -> time:
    """Read a time of day, `18:00`."""
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()
    except ValueError as error:
        raise ValueError(f"found {shown(text)}; write hours and minutes, such as 18:00") from error


def moment_of(text: str) -> datetime:
    """Read `2026-11-22 18:05`, with an offset or without."""
    try:
        if ":" not in text:
            raise ValueError
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(f"found {shown(text)}; write day and time: 2026-11-22 18:05") from error
    return dated(found)


def reps_of(text: str) -> int:
    """Read reps."""
    return int(REPS.read(text))


def rpe_of(text: str) -> float:
    """Read an RPE: 1 to 10 in halves."""
    return halves(RPE.read(text))


def seconds_of(text: str) -> float:
    """Read seconds, `30` or `30s`, or minutes and seconds, `1:30`."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return SECONDS.read(text.strip().removesuffix("s"))
    found = 60.0 * int(match[1]) + int(match[2])
    if not SECONDS.holds(found):
        raise SECONDS.refusal(text)
    return found


def whole_seconds_of(text: str) -> int:
    """Read whole seconds, as `seconds_of` does."""
    found = seconds_of(text)
    if found != int(found):
        raise WHOLE_SECONDS.refusal(text)
    return int(found)


def local(on: date, at: time) -> datetime:
    """Return a moment with the offset that this machine's zone has on that day."""
    return datetime.combine(on, at).astimezone()
