"""How steadily somebody trains: sessions and sets a week, weeks in a row that met the goal, what is due today."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tui.settings import WEEKDAYS

SHOWN_WEEKS: Final = 12


@dataclass(frozen=True, slots=True)
class Week:
    """A week as ISO 8601 has it, from Monday to Sunday."""

    monday: date
    sessions: int
    sets: int
    """Counted sets."""
    met: bool
    """Whether it met the goal; never without one."""


@dataclass(frozen=True, slots=True)
class Consistency:
    """The last twelve weeks, and runs of weeks that met the goal."""

    goal: int
    """Sessions a week; 0 for none."""
    weeks: tuple[Week, ...]
    """Twelve, oldest first; the last one is the present week, which may not be over."""
    current_run: int
    """Weeks in a row up to now; the present week counts once it met the goal and breaks nothing before it is over."""
    longest_run: int


def consistency(days: Iterable[date], sets: Mapping[date, int], today: date, goal: int) -> Consistency:
    """Return the weeks up to today's from the day of each session and the counted sets of each day.

    `days` holds a day once for each of its sessions. Without a goal (0) no week meets it.
    """
    sessions = Counter(map(_week, days))
    of_week: Counter[int] = Counter()
    for day, count in sets.items():
        of_week[_week(day)] += count
    present = _week(today)
    met = {week for week, count in sessions.items() if goal and count >= goal and week <= present}
    monday = today - timedelta(days=today.weekday())
    weeks = tuple(
        Week(monday - timedelta(weeks=back), sessions[present - back], of_week[present - back], present - back in met)
        for back in reversed(range(SHOWN_WEEKS))
    )
    current = _run_up_to(present if present in met else present - 1, met)
    ends = (week for week in met if week + 1 not in met)
    return Consistency(goal, weeks, current, max((_run_up_to(end, met) for end in ends), default=0))


def due_on(plan: Mapping[str, str], today: date) -> str | None:
    """Return the id that a week plan has for a day; its keys are those of the settings' [week]."""
    return plan.get(WEEKDAYS[today.weekday()])


def _week(day: date) -> int:
    # Numbers instead of Mondays, so that a log of the year 1 has a week before it too. Day 1 was a Monday.
    return (day.toordinal() - 1) // 7


def _run_up_to(week: int, met: set[int]) -> int:
    run = 0
    while week - run in met:
        run += 1
    return run
