"""The sidebar of a session: its exercises and how far each one is."""

from __future__ import annotations

from tui.session.snapshot import Snapshot
from tui.widgets.lines import Line, apart, framed, plain

WIDTH, WIDE_SIDEBAR = 28, 36


def today(now: Snapshot, width: int, height: int) -> list[Line]:
    """One row an exercise: a mark, the name, sets done of sets planned."""
    body = []
    for one in now.exercises:
        mark = "✓" if one.done == one.of else "▶" if one.current else "·"
        style = "strong" if one.current else "dim" if one.done == one.of else ""
        body.append(apart(plain(f"{mark} {one.name}", style), plain(f"{one.done}/{one.of}", style), width - 4))
    at = next((index for index, one in enumerate(now.exercises) if one.current), 0)
    first = max(0, min(at - (height - 2) // 2, len(body) - (height - 2)))
    return framed(body[first:], width, height, "TODAY")
