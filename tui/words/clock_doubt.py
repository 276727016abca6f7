"""A clock that was wrong, in words."""

from __future__ import annotations

from datetime import datetime, timedelta


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
