"""Dates, times of day and durations in the notations of other programs, whose months are in English."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from catalogue.files.text import quoted
from catalogue.schema.bounds import dated

Zone = Callable[[datetime], datetime]
"""Adds the offset to a time of day without one."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED: Final = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9})\.? (\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_NUMBERED: Final = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?(?: ?([APap])\.?[Mm]\.?)?)?"
    r"( ?Z| ?[+-]\d{2}:?\d{2})?"
)
_PARTS: Final = re.compile(
    r"(?:(\d{1,6}) ?h(?:ours?|rs?)?)? ?(?:(\d{1,6}) ?m(?:in(?:ute)?s?)?)? ?"
    r"(?:(\d{1,6}(?:\.\d{1,9})?) ?s(?:ec(?:ond)?s?)?)?"
)
_CLOCK: Final = re.compile(r"(?:(\d{1,6}):)?(\d{1,6}):(\d{1,2}(?:\.\d{1,9})?)")
_COUNT: Final = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")


def system_zone(moment: datetime) -> datetime:
    """Add the offset of this machine's time zone at that time."""
    return moment.astimezone()


def parse_timestamp(text: str, zone: Zone, at_hour: int = 0) -> datetime:
    """Parse a time and return it with an offset. A date alone means `at_hour` of that day.

    Accepts `2026-08-07 17:00:00`, the same with AM or PM or an offset, and `7 Aug 2026, 17:00`.
    Raises ValueError with a message.
    """
    plain = " ".join(text.split())
    found = _numbered(plain, at_hour) or _named(plain, at_hour)
    if found is None:
        raise ValueError(
            f'found {quoted(text, 40)}; a date such as "2026-08-07 17:00:00" or "7 Aug 2026, 17:00" is wanted'
        )
    dated(found)
    return zone(found) if found.tzinfo is None else found


def parse_duration(text: str) -> float | None:
    """Parse a duration and return its seconds, None for an empty cell.

    Accepts `1h 5m`, `45min`, `2520`, `0:01:30` and `1:30` (minutes and seconds). Raises ValueError.
    """
    plain = " ".join(text.split()).lower()
    if not plain:
        return None
    if _COUNT.fullmatch(plain):
        return float(plain.replace(",", "."))
    found = _CLOCK.fullmatch(plain) or _PARTS.fullmatch(plain)
    if found is None:
        raise ValueError(f'found {quoted(text, 40)}; a time such as "1h 5m", "0:01:30" or seconds is wanted')
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def format_timestamp(moment: datetime) -> str:
    """Return a time in Hevy's notation, `7 Aug 2026, 17:00`, in any locale."""
    month = _MONTHS[moment.month - 1].title()
    return f"{moment.day} {month} {moment.year:04}, {moment:%H:%M}"


def format_duration(seconds: int) -> str:
    """Return a duration in Strong's notation: `1h 5m`, `25m 29s`, `40s`."""
    hours, rest = divmod(seconds, 3600)
    minutes, last = divmod(rest, 60)
    parts = [f"{count}{unit}" for count, unit in ((hours, "h"), (minutes, "m"), (last, "s")) if count]
    return " ".join(parts) or "0s"


def _numbered(text: str, at_hour: int) -> datetime | None:
    found = _NUMBERED.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, half, offset = found.groups()
    read = _made(year, month, day, _hour(hour, half, at_hour), minute, second)
    read += timedelta(microseconds=int((fraction or "0").ljust(6, "0")))
    if offset is None:
        return read
    return read.replace(tzinfo=datetime.strptime(offset.strip().upper(), "%z").tzinfo)


def _hour(hour: str | None, half: str | None, at_hour: int) -> str:
    if hour is None:
        return str(at_hour)
    if half is None:
        return hour
    if not 1 <= int(hour) <= 12:
        raise ValueError(f"found the hour {hour} with AM or PM; 1 to 12 is wanted")
    return str(int(hour) % 12 + (12 if half.lower() == "p" else 0))


def _named(text: str, at_hour: int) -> datetime | None:
    found = _NAMED.fullmatch(text)
    if found is None:
        return None
    day, name, year, hour, minute, second = found.groups()
    if name[:3].lower() not in _MONTHS:
        raise ValueError(f"found the month {quoted(name)}; the English ones, such as Aug, can be read")
    month = str(_MONTHS.index(name[:3].lower()) + 1)
    return _made(year, month, day, str(at_hour) if hour is None else hour, minute, second)


def _made(*parts: str | None) -> datetime:
    year, month, day, hour, minute, second = (int(part or 0) for part in parts)
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError as error:
        raise ValueError(f"{error}; there is no such date or time") from error
