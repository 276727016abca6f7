"""What was done last time, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.plan import Side
from tui.words.days import day_text
from tui.words.logged_sets import logged_amount
from tui.words.quantities import counted, load_text, weight_text

if TYPE_CHECKING:
    from tui.logbook.log.last_time import LastTime


def last_set_text(last: LastTime | None, number: int, side: Side | None, kind: str) -> str:
    """Return the set of this number and side last time: `10 @ 8 kg`; empty if there was none, or for a warm-up."""
    if last is None or kind == "warmup":
        return ""
    rows = [row for row in last.sets if row.side == side]
    if not 0 < number <= len(rows):
        return ""
    row = rows[number - 1]
    done = logged_amount(row) if row.reps is None else counted(row.reps, "rep")
    return done + (f" @ {weight_text(row.load, last.unit)}" if row.load else "")


def last_time_text(last: LastTime) -> str:
    """Return all of last time: `Thu 19 Nov: L 10·10·9  R 10·10·10 @ 8 kg each hand`."""
    sides = dict.fromkeys(row.side for row in last.sets)
    parts = []
    for side in sides:
        amounts = "·".join(logged_amount(row) for row in last.sets if row.side == side)
        parts.append(f"{side[0].upper()} {amounts}" if side else amounts)
    loads = {row.load for row in last.sets}
    load = load_text(next(iter(loads)), last.unit, last.load_counts) if len(loads) == 1 else ""
    day = day_text(last.day, weekday=True, year=False)
    return f"{day}: {'  '.join(parts)}" + (f" @ {load}" if load else "")
