"""The distance view: the whole terminal for the one number and the one word that matter, to be read across a room."""

from __future__ import annotations

from collections.abc import Sequence

from tui.session.plan import Side
from tui.session.snapshot import Snapshot
from tui.widgets.big import HEIGHT, big, drawable
from tui.widgets.lines import Line, centred, fitted, plain, width_of, wrapped
from tui.widgets.live_pane import PaneView
from tui.words.quantities import clock, clock_up, load_text
from tui.words.status import next_line, part_text, status_line

SHAFT = 0.4
"""The part of the arrow's height that its shaft takes."""
WORD_SHARE = 3
"""Of so many parts of the rows, the big word takes one."""
LEAST = 2 * HEIGHT + 1
"""Rows that the smallest digits and the smallest big word take."""
GAP = 6
"""Columns between the arrow and the digits."""
ROOMY = 18
"""Rows above which an empty one is left above and below."""


def distance(view: PaneView, width: int, height: int) -> list[Line]:
    """Return a plain line, digits and a word as tall as fits, the same in plain words, what comes next."""
    now = view.now
    words = _words(now, width)
    foot = _foot(view, width)
    if len(foot) > 1 and height - 1 - len(words) - len(foot) < LEAST:
        # The plain line says that this is a rest, too; what comes next is said nowhere else.
        words, foot = ([], foot) if now.doing == "rest" else (words, [_next(now)])
    room = max(1, height - 1 - len(words) - len(foot))
    body = _body(now, width, room - 2 if room > ROOMY else room)
    above = max(0, (room - len(body)) // 2)
    below = max(0, room - len(body) - above)
    lines = [
        plain(status_line(now), "warn" if now.paused else "strong"),
        *[plain("")] * above,
        *body[:room],
        *[plain("")] * below,
        *(centred(line, width) for line in words),
        *foot,
    ]
    return [fitted(line, width) for line in lines[:height]]


def _body(now: Snapshot, width: int, room: int) -> list[Line]:
    word, style = _shout(now)
    shouted = _loud(word, width, room)
    left = room - len(shouted) - 1 if shouted else room
    picture = _picture(now, width, left)
    lines = [centred(line, width) for line in picture]
    if shouted:
        lines += [plain(""), *(centred(plain(row, style), width) for row in shouted)]
    return lines


def _picture(now: Snapshot, width: int, room: int) -> list[Line]:
    """Return the digits and, where a leg works, an arrow at its side of them: at a switch it takes all the height."""
    if now.doing == "done" or room < HEIGHT:
        return []
    side = now.side if now.doing in ("work", "ready", "switch", "break") else None
    if side is None:
        return [plain(row, "big") for row in _digits(_number(now), width, room)]
    tall = room if now.doing == "switch" else min(room, max(HEIGHT, room // 2))
    arrow = _arrow(side, width // 2, tall)
    digits = _digits(_number(now), width - len(arrow[0]) - GAP, room)
    rows = max(len(arrow), len(digits))
    pairs = zip(_in_the_middle(arrow, rows), _in_the_middle(digits, rows), strict=True)
    gap = (" " * GAP, "")
    if side == "left":
        return [((one, "side"), gap, (two, "big")) for one, two in pairs]
    return [((two, "big"), gap, (one, "side")) for one, two in pairs]


def _in_the_middle(picture: Sequence[str], rows: int) -> list[str]:
    empty = " " * len(picture[0])
    above = (rows - len(picture)) // 2
    return [*[empty] * above, *picture, *[empty] * (rows - len(picture) - above)]


def _number(now: Snapshot) -> str:
    if now.doing == "work" and not now.timed:
        return str(now.tally)
    if now.doing == "setup":
        return str(now.step + 1)
    if now.doing == "work" and now.open_hold:
        seconds = now.held // 1000
        return clock_up(now.held) if seconds >= 60 else str(seconds)
    seconds = -(-(now.left or 0) // 1000)
    return clock(now.left or 0) if seconds >= 60 else str(seconds)


def _digits(number: str, width: int, room: int) -> tuple[str, ...]:
    """Return the largest digits that fit."""
    return big(number, max(1, min(room // HEIGHT, width // max(1, len(big(number)[0])))))


def _loud(word: str, width: int, room: int) -> tuple[str, ...]:
    """Return the word in its share of the rows; nothing if it can't be drawn, or leaves the digits no room."""
    if not word or not drawable(word) or room < LEAST:
        return ()
    scale = min(max(1, room // (WORD_SHARE * HEIGHT)), width // len(big(word)[0]))
    return big(word, scale) if scale else ()


def _arrow(side: Side, width: int, room: int) -> tuple[str, ...]:
    """Return an arrow towards the leg at work: a triangle and a shaft, as large as there is room for."""
    tall = max(1, min(room, width // 2))
    long = min(width, 3 * tall)
    head = long * 2 // 5
    rows = []
    for y in range(tall):
        off_centre = abs(2 * y + 1 - tall) / tall
        start, end = int(head * off_centre), long if off_centre < SHAFT else head
        rows.append((" " * start + "█" * (end - start)).ljust(long))
    return tuple(row if side == "left" else row[::-1] for row in rows)


def _shout(now: Snapshot) -> tuple[str, str]:
    """Return the one word that says what the number is of, and its style."""
    if now.paused:
        return "PAUSED", "warn"
    match now.doing:
        case "switch":
            return (now.side or "").upper(), "side"
        case "rest":
            return "REST", "strong"
        case "ready":
            return "READY", "strong"
        case "setup":
            return "SET-UP", "strong"
        case "break":
            return "BREAK", "strong"
        case "work" if now.phase is not None:
            return now.phase.cue.upper(), "phase"
        case "work" if now.timed:
            return "HOLD", "phase"
        case "work":
            return (now.side.upper(), "side") if now.side else ("REPS", "phase")
        case _:
            return "DONE", "strong"


def _words(now: Snapshot, width: int) -> list[Line]:
    """Return what the big word says, and more, in plain characters."""
    leg = f"{now.side.upper()} LEG" if now.side else ""
    match now.doing:
        case "switch":
            return [plain(f"SWITCH TO THE {leg}", "side")]
        case "rest":
            return [plain("REST", "strong")]
        case "ready":
            return [plain(f"GET READY   {leg}", "strong")]
        case "break":
            load = load_text(now.load, now.unit, now.load_counts)
            return [plain(f"{part_text(now).upper()}   {load or leg}".rstrip(), "strong")]
        case "setup":
            text = now.steps[now.step] if now.steps else ""
            return wrapped(f"SET-UP   {text}", width, "strong")
        case "work":
            cue = now.phase.cue.upper() if now.phase else "HOLD" if now.timed else "REPS"
            return [((cue, "phase"), ("   " + leg if leg else "", "side"))]
        case _:
            return [plain("DONE", "strong")]


def _foot(view: PaneView, width: int) -> list[Line]:
    if view.saved.error:
        return [plain(f"NOT SAVED: {view.saved.error}", "bad")]
    if view.message or view.typed:
        return [plain(view.message or f"{view.typed} ▏ {view.typed_leads_to}", "warn")]
    line = _next(view.now)
    return [line] if width_of(line) <= width else wrapped(f"Next: {next_line(view.now)}", width, hang=6)


def _next(now: Snapshot) -> Line:
    return (("Next: ", "dim"), (next_line(now), ""))
