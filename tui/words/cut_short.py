"""Sessions that were cut short, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui.words.days import moment_text
from tui.words.quantities import counted


def begun_line(name: str, began: datetime) -> str:
    """Return which session it is: `Desk break, begun Sun 22 Nov 2026, 18:05`."""
    return f"{name}, begun {moment_text(began)}"


def clock_doubt(gone: timedelta, stopped: datetime, now: datetime) -> str:
    """Return that the clock was wrong when a session was cut short, or is wrong now; `gone` is negative if behind."""
    now = now.astimezone(stopped.tzinfo)
    lies = "before it stopped" if gone < timedelta(0) else "after it stopped"
    return f"The session stopped at {moment_text(stopped)}. The clock says {moment_text(now)}, {_long(gone)} {lies}."


def _long(gone: timedelta) -> str:
    minutes = round(abs(gone).total_seconds() / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else counted(minutes // (24 * 60), "day")
