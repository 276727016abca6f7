"""The live session pane: one frozen view in, lines out. What doesn't fit is left out from the least needed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from tui.session.plan import Side
from tui.session.snapshot import Snapshot, for_side
from tui.widgets.big import ARROW_LEFT, ARROW_RIGHT, big
from tui.widgets.lines import Line, apart, centred, framed, plain, width_of, wrapped
from tui.widgets.tempo import tempo_bar
from tui.words.quantities import (
    about_left,
    clock,
    clock_up,
    counted,
    goal_text,
    load_text,
    plural,
    reps_asked,
    short_seconds,
)
from tui.words.sets import set_text
from tui.words.status import next_line, part_text, status_line

MOST_DOTS = 30
ROOMY = 26
"""Rows from which the pane spreads out: bigger digits, more air."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Whether everything so far is on disk, or why not."""

    done: bool = True
    error: str = ""


@dataclass(frozen=True, slots=True)
class PaneView:
    """All that the pane shows."""

    now: Snapshot
    last_time: str = ""
    """The sets of the session before in one line, the one of this number marked."""
    saved: Saved = field(default_factory=Saved)
    typed: str = ""
    """Digits typed so far."""
    message: str = ""
    """An answer to the last key, where it needed one."""
    rows: tuple[str, ...] = ()
    """The sets done, newest last, in words."""
    muted: bool = False
    pinned: str = ""
    """The person's own note of the exercise, where it begins."""
    to_beat: str = ""
    """What would be a record in the set to come."""

    @property
    def typed_leads_to(self) -> str:
        """What becomes of the number typed: reps, and the seconds of a set, are whole."""
        return "enter finishes with it" if self.typed.isdecimal() else "no whole number"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stay or go together; the highest `rank` goes first when there is no room."""

    lines: Sequence[Line]
    rank: int
    air: bool = True
    """Whether an empty line above it is welcome."""


def pane(view: PaneView, width: int, height: int) -> list[Line]:
    """Return the whole pane with its frame."""
    now = view.now
    elapsed = clock(now.elapsed // 1000 * 1000)
    right = f"{elapsed} · {about_left(now.remaining)}" if width >= 50 else elapsed
    title = f"{now.exercise} · {set_text(now.set_number, now.set_of, now.kind)}"
    if now.doing == "done" or cell_len(title) + cell_len(right) + 8 > width:
        title = now.exercise
    inner, rows = max(0, width - 4), height - 2
    body = [
        plain(status_line(now), "warn" if now.paused else "strong"),
        *_stack(_blocks(view, inner, rows), rows - 1),
    ]
    return framed(body, width, height, title, right, now.progress)


def _blocks(view: PaneView, width: int, rows: int) -> list[Block]:
    match view.now.doing:
        case "switch":
            blocks = _switch(view, width, rows)
        case "rest":
            blocks = _rest(view, width, rows)
        case "setup" | "ready":
            blocks = _setup(view, width, rows)
        case "break":
            blocks = _break(view, width, rows)
        case "work":
            blocks = _work(view, width, rows)
        case _:
            blocks = [Block([plain("The log is being written.")], 0)]
    return [*blocks, *_footing(view, width)]


def _footing(view: PaneView, width: int) -> list[Block]:
    """Return what is said at the foot whatever is going on."""
    blocks = []
    if view.typed:
        blocks.append(Block([plain(f"{_typed(view)} ▏ {view.typed_leads_to}, esc forgets it", "key")], 1))
    if view.saved.error:
        blocks.append(Block(wrapped(f"NOT SAVED: {view.saved.error}. Trying again; w tries now.", width, "bad"), 0))
    if view.message:
        blocks.append(Block(wrapped(view.message, width, "warn"), 2))
    return blocks


def _typed(view: PaneView) -> str:
    """Return what the digits will mean: in a later turn they come on top of the turns before."""
    if not view.typed.isdecimal():
        return view.typed
    typed, before = int(view.typed), view.now.turn_before
    if view.now.timed:
        return counted(typed, "second")
    return f"{typed} more {plural(typed, 'rep')}: {before + typed}" if before else counted(typed, "rep")


def _stack(blocks: Sequence[Block], height: int) -> list[Line]:
    """Put the blocks under each other: drop what doesn't fit, then spread the air that is left."""
    kept = list(blocks)
    while kept and sum(len(block.lines) for block in kept) > height:
        worst = max(kept, key=lambda block: block.rank)
        if worst.rank == 0:
            break
        kept.remove(worst)
    for block in sorted((block for block in blocks if block not in kept), key=lambda block: block.rank):
        if sum(len(one.lines) for one in kept) + len(block.lines) <= height:
            kept = [one for one in blocks if one in kept or one is block]
    room = height - sum(len(block.lines) for block in kept)
    airy = [block for block in kept if block.air]
    lines: list[Line] = []
    for block in kept:
        if block.air and room > 0:
            share = 1 if room < 2 * len(airy) else 2
            lines += [plain("")] * min(share, room)
            room -= min(share, room)
        lines += block.lines
    return lines


# --- the states ---------------------------------------------------------------------------------------------------


def _work(view: PaneView, width: int, rows: int) -> list[Block]:
    now = view.now
    scale = _scale(width, rows)
    blocks = [Block([_side_and_dots(now, width)], 3)]
    if now.timed:
        digits = big(clock_up(now.held), scale) if now.open_hold else _clock_digits(now.left or 0, scale)
        blocks.append(Block(_beside(digits, _hold_words(now), (), "", width), 0))
    else:
        pacing = now.phase is not None and now.left is not None
        phase_digits = big(f"{(now.left or 0) / 1000:.1f}", scale) if pacing else ()
        blocks.append(Block(_beside(big(str(now.tally), scale), _of(now), phase_digits, _phase_words(now), width), 0))
        if now.phase is not None and now.left is not None:
            blocks.append(Block(tempo_bar(now.phases, now.phase_number, now.left, width), 2))
    blocks.append(Block(_steps(now, width), 3 if now.phase else 2))
    blocks.append(Block([_load_line(view, width)], 1))
    blocks.append(Block([_next_line(view)], 1, air=False))
    return blocks


def _setup(view: PaneView, width: int, rows: int) -> list[Block]:
    now = view.now
    blocks = []
    if now.side:
        blocks.append(Block([_side_badge(now.side)], 2))
    if now.doing == "ready" or (now.left is not None and not now.steps):
        words = [] if now.timed else _phase_preview(now)
        blocks.append(
            Block(_beside(_clock_digits(now.left or 0, _scale(width, rows)), "get ready", (), "", width), 0)
        )
        blocks.append(Block(words, 3))
    else:
        blocks.append(Block(_step_list(now, width), 0))
        if now.left is not None:
            blocks.append(Block([plain(f"goes on by itself in {clock(now.left)}", "dim")], 2))
        blocks += _to_mind(view, width)
    blocks.append(Block([_load_line(view, width)], 1))
    blocks.append(Block([(("Then: ", "dim"), (next_line(now), ""))], 1, air=False))
    return blocks


def _switch(view: PaneView, width: int, rows: int) -> list[Block]:
    now = view.now
    side = now.side or "right"
    arrow = ARROW_LEFT if side == "left" else ARROW_RIGHT
    digits = _clock_digits(now.left or 0, 1)
    gap = max(2, width - len(arrow[0]) - len(digits[0]))
    parts = [(a, d) if side == "left" else (d, a) for a, d in zip(arrow, digits, strict=True)]
    styles = ("side", "big") if side == "left" else ("big", "side")
    picture: list[Line] = [((one, styles[0]), (" " * gap, ""), (two, styles[1])) for one, two in parts]
    words = f"{side.upper()} LEG"
    named = plain(words, "side") if side == "left" else plain(" " * max(0, width - len(words)) + words, "side")
    feet = " ".join(now.steps) or f"Change over: the {side} leg works now."
    return [
        Block([centred(plain("SWITCH LEGS", "strong"), width)], 1),
        Block(picture, 2),
        Block([named], 0),
        Block(wrapped(feet, width), 1),
        Block([(("Then: ", "dim"), (next_line(now), ""))], 2),
    ]


def _rest(view: PaneView, width: int, rows: int) -> list[Block]:
    now = view.now
    digits = _clock_digits(now.left or 0, _scale(width, rows))
    blocks = [
        Block([plain(f"REST of {clock(now.whole or 0)}", "strong")], 3),
        Block([centred(plain(row, "big"), width) for row in digits], 0),
        Block(wrapped(f"Next: {next_line(now)}", width, hang=6), 1),
    ]
    blocks += _to_mind(view, width)
    if now.steps:
        blocks.append(Block(_step_list(now, width, current=False), 5))
    if view.last_time:
        blocks.append(Block([tuple(_last_time(view.last_time, "Last time: "))], 3, air=False))
    if view.to_beat:
        blocks.append(Block([plain(view.to_beat, "good")], 3, air=False))
    if view.rows:
        blocks.append(Block(_done(view.rows[-1], width), 2))
    blocks.append(Block([apart((), _marks(view), width)], 3, air=False))
    return blocks


def _break(view: PaneView, width: int, rows: int) -> list[Block]:
    """The short countdown before the next part of a set is the hero; under it the part to come."""
    now = view.now
    digits = _clock_digits(now.left or 0, _scale(width, rows))
    blocks = [Block([_side_badge(now.side)], 2)] if now.side else []
    return [
        *blocks,
        Block(_beside(digits, part_text(now), (), "", width), 0),
        Block([_load_line(view, width)], 1),
        Block([(("Then: ", "dim"), (next_line(now), ""))], 1, air=False),
    ]


def _to_mind(view: PaneView, width: int) -> list[Block]:
    """Cautions, the first of them above all, then the person's own note and what is good to know."""
    cautions = [wrapped(f"! {caution}", width, "warn", hang=2) for caution in view.now.cautions]
    blocks = [Block(lines, 1 if at == 0 else 3, air=at == 0) for at, lines in enumerate(cautions)]
    if view.pinned:
        blocks.append(Block(wrapped(f"Pinned: {view.pinned}", width, "good", hang=8), 2, air=not cautions))
    return blocks + [Block(wrapped(note, width, "dim"), 6, air=False) for note in view.now.notes]


def _done(words: str, width: int) -> list[Line]:
    """The set done last, and the keys that are for it: beside it, or under it where that is too long."""
    line: Line = (("Done: ", "dim"), (words, ""))
    hint: Line = (("e corrects it, r rates it", "dim"),)
    if width_of(line) + width_of(hint) + 2 <= width:
        return [(*line, ("  ", ""), *hint)]
    return [*wrapped(f"Done: {words}", width, hang=6), ((" " * 6, ""), *hint)]


# --- pieces -------------------------------------------------------------------------------------------------------


def _scale(width: int, rows: int) -> int:
    return 2 if rows >= ROOMY and width >= 70 else 1


def _clock_digits(left: int, scale: int) -> tuple[str, ...]:
    """Return a countdown: seconds alone under a minute, so that it can be read from further away."""
    seconds = -(-left // 1000)
    return big(clock(left) if seconds >= 60 else str(seconds), scale)


def _side_badge(side: Side) -> Line:
    return (("◀ LEFT LEG", "side"),) if side == "left" else (("RIGHT LEG ▶", "side"),)


def _side_and_dots(now: Snapshot, width: int) -> Line:
    badge = _side_badge(now.side) if now.side else ()
    if now.timed or now.target is None or now.target > MOST_DOTS:
        return badge
    done = min(now.tally, now.target)
    dots: Line = (("●" * done, "good"), ("○" * (now.target - done), "dim"))
    if not badge:
        return dots
    return (*badge, (" " * max(2, 14 - width_of(badge)), ""), *dots)


def _hold_words(now: Snapshot) -> str:
    """What the clock of a hold is of: one without an end counts up."""
    if not now.open_hold:
        return "hold"
    return f"held, at least {clock(now.lasts)}" if now.lasts else "held, as long as you can"


def _of(now: Snapshot) -> str:
    if now.target is None and now.target_low is not None:
        return f"of {goal_text(now.target_low, None)} reps"
    asked = reps_asked(now.target_low, now.target)
    return f"of {asked}" if asked else "reps, as many as you can"


def _phase_words(now: Snapshot) -> str:
    phase = now.phase
    if phase is None:
        return ""
    return f"{phase.cue.upper()} · breathe {phase.breathe}" if phase.breathe else phase.cue.upper()


def _beside(left: Sequence[str], left_words: str, right: Sequence[str], right_words: str, width: int) -> list[Line]:
    """Return digits at the left with words under them and, where there is room, the same at the right."""
    column = max(len(left[0]) if left else 0, len(left_words)) + 6
    right_width = max(len(right[0]) if right else 0, len(right_words))
    if not right or column + right_width > width:
        words: list[Line] = [((left_words, ""), ("   " + right_words if right_words else "", "phase"))]
        return [*(plain(row, "big") for row in left), *words]
    both: list[Line] = [((one.ljust(column), "big"), (two, "phase")) for one, two in zip(left, right, strict=True)]
    return [*both, ((left_words.ljust(column), ""), (right_words, "phase"))]


def _steps(now: Snapshot, width: int) -> list[Line]:
    """Return the step at hand when the tempo player runs, all of them when the person counts."""
    if now.phase is not None:
        head = f"Step {now.phase_number} of {len(now.phases)}: "
        text = for_side(now.phase.text, now.side)
        first, *others = wrapped(head + text, width, hang=len(head))
        return [((head, "dim"), (first[0][0][len(head) :], "")), *others][:3]
    lines: list[Line] = []
    for number, phase in enumerate(now.phases, 1):
        breathing = f" ({phase.breathe})" if phase.breathe else ""
        head = f"{number} {phase.cue}{breathing}: "
        first, *others = wrapped(head + for_side(phase.text, now.side), width, hang=2)
        lines += [((head, "strong"), (first[0][0][len(head) :], "")), *others]
    return lines


def _phase_preview(now: Snapshot) -> list[Line]:
    words = " → ".join(f"{phase.cue} {short_seconds(phase.lasts)}" for phase in now.phases)
    return [plain(words, "dim")] if words else []


def _step_list(now: Snapshot, width: int, current: bool = True) -> list[Line]:
    """Return the set-up's steps, the one at hand marked; in a rest, to be read ahead."""
    lines: list[Line] = []
    for number, text in enumerate(now.steps):
        at_hand = current and number == now.step
        mark = "▶" if at_hand else "✓" if current and number < now.step else str(number + 1)
        lines += wrapped(f"{mark} {text}", width, "strong" if at_hand else "dim", hang=2)
    return lines


def _load_line(view: PaneView, width: int) -> Line:
    now = view.now
    load = load_text(now.load, now.unit, now.load_counts)
    parts: list[tuple[str, str]] = [(load, "strong")] if load else []
    if view.last_time:
        parts += _last_time(view.last_time, "   last time " if parts else "last time ")
    return apart(tuple(parts), _marks(view), width)


def _last_time(text: str, head: str) -> list[tuple[str, str]]:
    """All its sets, the one at hand standing out."""
    before, bracket, after = text.partition("[")
    here, end, rest = after.partition("]")
    return [(head + before, "dim"), (bracket + here + end, "strong"), (rest, "dim")]


def _marks(view: PaneView) -> Line:
    return (*plain("muted  " if view.muted else "", "warn"), *_saved_mark(view.saved))


def _saved_mark(saved: Saved) -> Line:
    if saved.error:
        return plain("NOT SAVED", "bad")
    return plain("saved ✓", "good") if saved.done else plain("saving …", "dim")


def _next_line(view: PaneView) -> Line:
    return (("Next: ", "dim"), (next_line(view.now), ""))
