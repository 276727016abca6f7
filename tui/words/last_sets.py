"""What was done last time, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.plan import Side
from tui.words.quantities import load_text

if TYPE_CHECKING:
    from tui.logbook.log.last_time import LastSet, LastTime


def last_sets_text(last: LastTime | None, number: int, side: Side | None, kind: str) -> str:
    """Return all sets of a side last time, the one of this number in brackets: `[10] 10 9 @ 8 kg`.

    Empty if there was none, or for a warm-up, which has no like.
    """
    rows = [row for row in last.sets if row.side == side] if last is not None and kind != "warmup" else []
    if last is None or not rows:
        return ""
    loads = {row.load for row in rows}
    shared = next(iter(loads)) if len(loads) == 1 else None
    done = [amount(row) + (f"@{row.load:g}" if row.load and len(loads) > 1 else "") for row in rows]
    marked = [f"[{text}]" if at == number else text for at, text in enumerate(done, 1)]
    unit = f" @ {load_text(shared, last.unit, 'total')}" if shared else f" {last.unit}" if len(loads) > 1 else ""
    return " ".join(marked) + unit


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


def amount(row: LastSet) -> str:
    """Reps, or seconds as `30 s`."""
    if row.reps is not None:
        return str(row.reps)
    return f"{round(row.seconds or 0, 1):g} s"
