"""The distance view: the whole terminal for the one number and the one word that matter, to be read across a room."""

from __future__ import annotations

from tui.session.plan import Side
from tui.session.snapshot import Snapshot, clock
from tui.widgets.big import HEIGHT, big
from tui.widgets.lines import Line, centred, fitted, plain
from tui.widgets.pane import PaneView

SHAFT = 0.4
"""The part of the arrow's height that its shaft takes."""
WORDS = 3
"""Rows for the plain line, the word under the digits, and what comes next."""


def distance(view: PaneView, width: int, height: int) -> list[Line]:
    """The plain line, the digits as tall as there is room for, the word, what comes next."""
    now = view.now
    room = max(1, height - WORDS - 2)
    switching = now.doing == "switch"
    picture = _arrow(now.side or "right", width, room) if switching else _digits(_number(now), width, room)
    above = max(0, (room - len(picture)) // 2)
    style = "side" if switching else "big"
    body: list[Line] = [
        plain(now.status, "warn" if now.paused else "strong"),
        *[plain("")] * (1 + above),
        *(centred(plain(row, style), width) for row in picture),
        plain(""),
        centred(_word(now), width),
    ]
    body += [plain("")] * max(0, height - 1 - len(body))
    return [fitted(line, width) for line in [*body[: height - 1], _foot(view)]]


def _number(now: Snapshot) -> str:
    if now.doing == "work" and not now.timed:
        return str(now.tally)
    if now.doing == "setup":
        return str(now.step + 1)
    seconds = -(-(now.left or 0) // 1000)
    return clock(now.left or 0) if seconds >= 60 else str(seconds)


def _digits(number: str, width: int, room: int) -> tuple[str, ...]:
    """The largest digits that fit."""
    scale = max(1, min(room // HEIGHT, width // max(1, len(big(number)[0]))))
    return big(number, scale)


def _arrow(side: Side, width: int, room: int) -> tuple[str, ...]:
    """An arrow towards the leg to come: a triangle and a shaft, as large as there is room for."""
    tall = min(room, width // 2)
    long = min(width, 3 * tall)
    head = long * 2 // 5
    rows = []
    for y in range(tall):
        off_centre = abs(2 * y + 1 - tall) / tall
        start, end = int(head * off_centre), long if off_centre < SHAFT else head
        rows.append((" " * start + "█" * (end - start)).ljust(long))
    return tuple(row if side == "left" else row[::-1] for row in rows)


def _word(now: Snapshot) -> Line:
    leg = f"{now.side.upper()} LEG" if now.side else ""
    match now.doing:
        case "switch":
            return plain(f"SWITCH TO THE {leg}", "side")
        case "rest":
            return plain("REST", "strong")
        case "ready":
            return plain(f"GET READY   {leg}", "strong")
        case "setup":
            return plain(f"SET-UP   {now.steps[now.step] if now.steps else ''}", "strong")
        case "work":
            cue = now.phase.cue.upper() if now.phase else "HOLD" if now.timed else "REPS"
            return ((cue, "phase"), ("   " + leg if leg else "", "side"))
        case _:
            return plain("DONE", "strong")


def _foot(view: PaneView) -> Line:
    if view.saved.error:
        return plain(f"NOT SAVED: {view.saved.error}", "bad")
    if view.message or view.typed:
        return plain(view.message or f"{view.typed} ▏ enter finishes with it", "warn")
    return (("Next: ", "dim"), (view.now.next, ""))
