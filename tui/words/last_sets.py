"""What was done last time, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.plan import Side
from tui.words.days import day_text
from tui.words.logged_sets import logged_amount
from tui.words.quantities import load_text, weight_text

if TYPE_CHECKING:
    from tui.logbook.log.last_time import LastTime


def last_sets_text(last: LastTime | None, number: int, side: Side | None, kind: str) -> str:
    """Return all sets of a side last time, the one of this number in brackets: `[10] 10 9 @ 8 kg`.

    Empty if there was none, or for a warm-up, which has no like.
    """
    rows = [row for row in last.sets if row.side == side] if last is not None and kind != "warmup" else []
    if last is None or not rows:
        return ""
    loads = {row.load for row in rows}
    shared = next(iter(loads)) if len(loads) == 1 else None
    done = [logged_amount(row) + (f"@{row.load:g}" if row.load and len(loads) > 1 else "") for row in rows]
    marked = [f"[{text}]" if at == number else text for at, text in enumerate(done, 1)]
    unit = f" @ {weight_text(shared, last.unit)}" if shared else f" {last.unit}" if len(loads) > 1 else ""
    return " ".join(marked) + unit


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
