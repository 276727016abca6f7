"""What is typed into the search of the history, as a question to the index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from catalogue.schema.bounds import YEARS
from tui.logbook.index.rows import Filter

HINT: Final = "words · since:2026-08 · until:2026-09-15 · in:2025"
HELP: Final = (
    "Words are looked for in the names of sessions, routines and exercises, and in notes. "
    "since:2026-08, until:2026-09-15, in:2025 and 2026-08 take days, months or years."
)

_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")
_FIELDS: Final = ("since:", "until:", "in:")


@dataclass(frozen=True, slots=True)
class Search:
    """The question, and what could not be understood of it."""

    asked: Filter
    fault: str = ""


def search(text: str) -> Search:
    """Return what is asked for; a date that is still being typed, or none, is left out and told."""
    words: list[str] = []
    since: list[date] = []
    until: list[date] = []
    fault = ""
    for word in text.split():
        field = next((name for name in _FIELDS if word.casefold().startswith(name)), "")
        days = _days(word[len(field) :])
        if not field and (days is None or "-" not in word):
            words.append(word)
        elif days is None:
            fault = f"{field} takes 2026, 2026-08 or 2026-08-15"
        else:
            if field != "until:":
                since.append(days[0])
            if field != "since:":
                until.append(days[1])
    asked = Filter(since=max(since, default=None), until=min(until, default=None), words=tuple(words))
    return Search(asked, fault)


def _days(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of a year, a month or a day."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None, "the pattern has one"
    if not YEARS.holds(year):
        return None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), _month_end(year, month)
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
