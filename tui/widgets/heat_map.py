"""A calendar of a year: a column a week, a row a weekday, and how much was done as a shape and a colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, pairwise

from textual import events
from textual.message import Message

from tui.widgets.lines import Line, Lines, Span, framed, plain, width_of
from tui.words.days import MONTHS, WEEKDAYS
from tui.words.quantities import counted

LEVELS = "·░▒▓█"
"""From nothing done to the most."""
CHOSEN, TODAY, TODAY_DONE = "◆", "○", "●"
MOST_WEEKS = 54
"""Of a leap year that begins on a Sunday."""
ROWS = 8
"""The months and the weekdays."""
LEGEND = 13
"""Cells of the widest line beside the map."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Year:
    """A stretch of days with its title."""

    title: str
    since: date
    until: date
    """The last day, included."""


@dataclass(frozen=True, slots=True)
class Days:
    """All that a heat map shows."""

    year: Year
    today: date
    chosen: date | None = None
    sets: Mapping[date, int] = field(default_factory=dict)
    """Sets a day; a day of a session without one that counts is there with 0."""
    sessions: int = 0
    """In the year shown."""
    found: bool = False
    """Whether only what a search found is shown."""
    known: bool = True
    """Whether the logs were read, so that none means none."""


def last_year(today: date) -> Year:
    """Return fifty-two whole weeks and the present one."""
    return Year("Last 12 months", _monday(today) - 52 * WEEK, today)


def calendar_year(year: int) -> Year:
    """Return the days from January to December."""
    return Year(str(year), date(year, 1, 1), date(year, 12, 31))


def level_starts(counts: Sequence[int]) -> tuple[int, int, int, int]:
    """Return the least sets of each level but the first; only a tenth of the days reach the top one."""
    done = sorted(count for count in counts if count)
    most = max(4, done[len(done) * 9 // 10] if done else 0)
    first, second, third, fourth = (most * step // 4 + 1 for step in range(4))
    return first, second, third, fourth


def level(sets: int, starts: Sequence[int]) -> int:
    """Return which of the five levels so many sets are; a day with a session is never the lowest."""
    return sum(sets >= start for start in starts)


def title_of(days: Days) -> str:
    """Return what the year came to: `2026: 143 sessions, 2,140 sets`; the year alone as long as that is not known."""
    if not days.known:
        return days.year.title
    sets = sum(count for day, count in days.sets.items() if days.year.since <= day <= days.year.until)
    found = " found" if days.found else ""
    return f"{days.year.title}: {counted(days.sessions, 'session')}, {counted(sets, 'set')}{found}"


def heat_map(days: Days, width: int) -> list[Line]:
    """Return the months, then a line a weekday; what the shapes mean beside it where there is room."""
    year, label = days.year, _label_width(width)
    first = _monday(year.since)
    weeks = (_monday(year.until) - first).days // 7 + 1
    starts = level_starts([count for day, count in days.sets.items() if year.since <= day <= year.until])
    lines: list[Line] = [plain(" " * label + _months(first, weeks, year), "dim")]
    for weekday, name in enumerate(WEEKDAYS):
        column = [first + timedelta(days=weekday) + week * WEEK for week in range(weeks)]
        cells = (_cell(day, days, starts) for day in column)
        lines.append((((name[: label - 1] + " "), "dim"), *_joined(cells)))
    room = width - label - MOST_WEEKS
    if room < LEGEND + 2:
        return lines
    return [
        (*line, (" " * (label + MOST_WEEKS + 2 - width_of(line)), ""), *legend)
        for line, legend in zip(lines, _legend(starts), strict=True)
    ]


def day_at(days: Days, x: int, y: int, width: int) -> date | None:
    """Return the day drawn at a cell of `heat_map`, if there is one."""
    week, weekday = x - _label_width(width), y - 1
    if not (0 <= week < MOST_WEEKS and 0 <= weekday < 7):
        return None
    day = _monday(days.year.since) + week * WEEK + timedelta(days=weekday)
    return day if days.year.since <= day <= days.year.until else None


class HeatMap(Lines):
    """The map in a frame; a click posts the day."""

    class Picked(Message):
        """A day was clicked."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self) -> None:
        super().__init__(id="heat-map")
        self.days: Days | None = None

    def show(self, days: Days) -> None:
        """Show these."""
        self.days = days
        self.paint(self._lines_of)

    def on_click(self, event: events.Click) -> None:
        day = day_at(self.days, event.x - 2, event.y - 1, self.size.width - 4) if self.days else None
        if day is not None:
            self.post_message(self.Picked(day))

    def _lines_of(self, width: int, height: int) -> list[Line]:
        if self.days is None:
            return []
        return framed(heat_map(self.days, width - 4), width, height, title_of(self.days), "[ ] years")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _label_width(width: int) -> int:
    return 4 if width >= MOST_WEEKS + 4 else 2


def _months(first: date, weeks: int, year: Year) -> str:
    """Return each name over the week that holds its first day, unless the one before reaches too far."""
    text = ""
    for week in range(weeks):
        day = first + week * WEEK + timedelta(days=6)
        begins = day.day <= 7 and year.since <= day.replace(day=1) <= year.until
        if begins and (len(text) < week or not text) and week + 3 <= weeks:
            text = text.ljust(week) + MONTHS[day.month - 1]
    return text


def _cell(day: date, days: Days, starts: Sequence[int]) -> Span:
    if not days.year.since <= day <= days.year.until:
        return " ", ""
    if day == days.chosen:
        return CHOSEN, "key"
    sets = days.sets.get(day)
    if day == days.today:
        return (TODAY if sets is None else TODAY_DONE), "strong"
    if sets is None:
        return LEVELS[0], "frame"
    return LEVELS[max(1, level(sets, starts))], "good"


def _joined(cells: Iterator[Span]) -> Iterator[Span]:
    for style, group in groupby(cells, key=lambda cell: cell[1]):
        yield "".join(text for text, _ in group), style


def _legend(starts: Sequence[int]) -> list[Line]:
    ranges = [f"{low}-{high - 1}" if high - 1 > low else f"{low}" for low, high in pairwise(starts)]
    lines: list[Line] = [(), ((LEVELS[0], "frame"), ("  none", "dim"))]
    words = [*ranges, f"{starts[-1]}+ sets"]
    lines += [((LEVELS[at], "good"), (f"  {word}", "dim")) for at, word in enumerate(words, 1)]
    lines.append(((CHOSEN, "key"), ("  chosen day", "dim")))
    lines.append(((TODAY, "strong"), (" ", ""), (TODAY_DONE, "strong"), (" today", "dim")))
    return lines
