"""Rows of today's list in words: marks, targets and loads."""

from __future__ import annotations

from tui.session.agenda import Exercise, Item, Stage
from tui.session.plan import PlannedSet, Unit
from tui.words.quantities import goal_text, load_text, short_seconds

MARKS: dict[Stage, str] = {"done": "✓", "skipped": "–", "at hand": "▶", "begun": "◐", "open": "·"}


def exercise_mark(one: Exercise) -> str:
    """Return the mark of an exercise: at hand, all done, or to come."""
    return "▶" if one.current and one.left else "·" if one.left else "✓"


def item_text(item: Item) -> str:
    """Return a set as `✓ set 1`, or `· warm-up 1`."""
    planned = item.planned
    return f"{MARKS[item.stage]} {'warm-up' if planned.kind == 'warmup' else 'set'} {planned.number}"


def aim_text(planned: PlannedSet, counts: str, unit: Unit) -> str:
    """Return what a set asks for, in short: `8-12 @ 60 kg`, or of one in parts `5/3 @ 60 kg`, `max x2`."""
    if planned.lasts is not None:
        aim = short_seconds(planned.lasts) + ("+" if planned.is_open else "")
    else:
        aim = goal_text(planned.reps, planned.reps_max) or "max"
    aims = [aim, *(str(part.reps or "max") for part in planned.parts)]
    aim = "/".join(aims) if len(set(aims)) > 1 else f"{aim} x{len(aims)}" if planned.parts else aim
    load = load_text(planned.load, unit, "total" if counts != "none" or planned.load_counts else counts)
    return aim + (f" @ {load}" if load else "")
