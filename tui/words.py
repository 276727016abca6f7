"""What was done last time, in a few words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tui.session.plan import Side
from tui.session.snapshot import load_text
from tui.session.state import Done, GetReady, Rest, Segment, Setup, Switch, Work

if TYPE_CHECKING:
    from tui.logbook.last_time import LastSet, LastTime


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


def begun_text(segment: Segment, main: str, finish: str) -> str:
    """What began when a target was reached, and the key that goes on: `rest has begun; space skips it`."""
    match segment:
        case Rest():
            return f"rest has begun; {main} skips it"
        case Switch():
            return f"the switch has begun; {main} skips it"
        case GetReady():
            return f"the countdown has begun; {main} skips it"
        case Setup():
            return f"the set-up has begun; {main} goes on"
        case Work(phase=None, ends=int()):
            return f"the next hold has begun; {finish} ends it"
        case Work():
            return f"the next reps have begun; {main} counts"
        case Done():
            return "the session is done"


def amount(row: LastSet) -> str:
    """Reps, or seconds as `30 s`."""
    if row.reps is not None:
        return str(row.reps)
    return f"{round(row.seconds or 0, 1):g} s"


def clock_doubt(gone: timedelta, stopped: datetime, now: datetime) -> str:
    """Say that the clock was wrong when a session was cut short, or is wrong now; `gone` is below zero if behind."""
    now = now.astimezone(stopped.tzinfo)
    lies = "before it stopped" if gone < timedelta(0) else "after it stopped"
    return (
        f"The session stopped at {stopped:%Y-%m-%d %H:%M}. The clock says {now:%Y-%m-%d %H:%M}, {_long(gone)} {lies}."
    )


def _long(gone: timedelta) -> str:
    minutes = round(abs(gone).total_seconds() / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"
