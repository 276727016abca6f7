"""What was done last time, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.plan import Side
from tui.words.quantities import load_text

if TYPE_CHECKING:
    from tui.logbook.log.done_set import DoneSet
    from tui.logbook.log.last_time import LastTime


def last_set_text(last: LastTime | None, number: int, side: Side | None, kind: str) -> str:
    """The set of this number and side last time: `10 @ 8 kg`; empty if there was none, or for a warm-up."""
    if last is None or kind == "warmup":
        return ""
    rows = [row for row in last.sets if row.side == side]
    if not 0 < number <= len(rows):
        return ""
    row = rows[number - 1]
    return amount(row) + ("" if row.reps is None else " reps") + (f" @ {row.load:g} {last.unit}" if row.load else "")


def last_time_text(last: LastTime) -> str:
    """All of last time: `Thu 19 Nov: L 10·10·9  R 10·10·10 @ 8 kg each hand`."""
    sides = dict.fromkeys(row.side for row in last.sets)
    parts = []
    for side in sides:
        amounts = "·".join(amount(row) for row in last.sets if row.side == side)
        parts.append(f"{side[0].upper()} {amounts}" if side else amounts)
    loads = {row.load for row in last.sets}
    load = load_text(next(iter(loads)), last.unit, last.load_counts or "total") if len(loads) == 1 else ""
    day = f"{last.day:%a} {last.day.day} {last.day:%b}"
    return f"{day}: {'  '.join(parts)}" + (f" @ {load}" if load else "")


def amount(row: DoneSet) -> str:
    """Reps, or seconds as `30 s`."""
    if row.reps is not None:
        return str(row.reps)
    return f"{round(row.seconds or 0, 1):g} s"
