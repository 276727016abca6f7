"""The sidebar of a session: its exercises, how far each one is, and the figure that does the one at hand."""

from __future__ import annotations

from collections.abc import Callable

from tui.session.snapshot import Snapshot
from tui.widgets.lines import Line, apart, framed, plain

WIDTH, WIDE_SIDEBAR = 28, 36
WIDEST, HIGHEST = 26, 12
"""Columns and rows of the figure at most: more costs more than it shows."""

Draw = Callable[[int, int], list[Line]]
"""Draws the figure into so many columns and rows; nothing where there is no room."""


def today(now: Snapshot, draw: Draw | None, width: int, height: int) -> list[Line]:
    """Return one row an exercise: a mark, the name, sets done of sets planned; the figure at the foot."""
    body = []
    for one in now.exercises:
        mark = "✓" if one.done == one.of else "▶" if one.current else "·"
        style = "strong" if one.current else "dim" if one.done == one.of else ""
        body.append(apart(plain(f"{mark} {one.name}", style), plain(f"{one.done}/{one.of}", style), width - 4))
    at = next((index for index, one in enumerate(now.exercises) if one.current), 0)
    first = max(0, min(at - (height - 2) // 2, len(body) - (height - 2)))
    body = body[first:]
    room = height - 2 - len(body) - 1
    figure = draw(max(0, min(width - 4, WIDEST)), min(room, HIGHEST)) if draw is not None and room > 0 else []
    air = [plain("")] * max(0, height - 2 - len(body) - len(figure)) if figure else []
    return framed([*body, *air, *figure], width, height, "TODAY")
