"""How steadily somebody trains, and what is due, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.words.quantities import counted

if TYPE_CHECKING:
    from tui.logbook.statistics.consistency import Consistency


def consistency_line(found: Consistency, due_name: str | None, done_today: bool) -> str:
    """Return one line such as `Due today: Hamstrings at home · 2 of 3 this week · 5 weeks in a row`.

    `due_name` is None when nothing is due, `done_today` whether it was done. Empty if there is nothing to say.
    """
    parts = []
    if due_name:
        parts.append(f"{'Done' if done_today else 'Due'} today: {due_name}")
    if found.goal:
        done = found.weeks[-1].sessions
        over = done > found.goal
        parts.append(f"{done} this week, goal of {found.goal} met" if over else f"{done} of {found.goal} this week")
    if found.current_run > 1:
        parts.append(f"{counted(found.current_run, 'week')} in a row")
    return " · ".join(parts)
