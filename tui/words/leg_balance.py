"""Left and right in words: how far apart they are, which way it goes, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.schema.words import SideName

if TYPE_CHECKING:
    from tui.logbook.statistics.balance import Balance


def advice_text(side: SideName) -> str:
    """Return what to do about a gap, in a sentence."""
    return f"Start with the {side.upper()} leg and let it set the number."


def verdict_text(found: Balance, *, with_speed: bool = True) -> str:
    """Return how the legs compare: `Weaker: LEFT; the gap is closing, 1.2 points a session.`"""
    if not found.gaps:
        return "Once both legs have worked in a session, this compares them."
    weaker = f"Weaker: {found.weaker.upper()}" if found.weaker else "The legs are even"
    if found.trend is None or found.direction is None:
        return f"{weaker}."
    if found.direction == "steady":
        return f"{weaker}; the gap stays as it is."
    speed = f", {abs(found.trend):.1f} points a session" if with_speed else ""
    return f"{weaker}; the gap is {found.direction}{speed}."


def percent_text(percent: float) -> str:
    """Return a gap as `9 %`, cut: 9.7 rounded would be a 10 that calls for no advice."""
    return f"{int(percent)} %"
