"""Where a session stands, what comes next, and what the main key does: lines of the screen and of plain mode."""

from __future__ import annotations

from tui.session.commands import Resume
from tui.session.snapshot import Snapshot
from tui.session.state import Break, Done, GetReady, Rest, Segment, Setup, Switch, Work
from tui.words.quantities import clock, clock_up, counted, goal_text, load_text, short_seconds
from tui.words.sets import set_text, target_text


def status_line(now: Snapshot) -> str:
    """Return what digits, dots, arrows and colour say, in plain characters."""
    if now.doing == "done":
        return "session done" if now.over == "completed" else "session ended early"
    parts = ["PAUSED"] if now.paused else []
    which = set_text(now.set_number, now.set_of, now.kind)
    leg = [f"{now.side.upper()} leg"] if now.side else []
    left = clock(now.left or 0)
    match now.doing:
        case "switch":
            parts += ["SWITCH LEGS", which, *leg, left]
        case "rest":
            parts += [f"rest {left}", f"next {which}"]
        case "setup":
            parts += [which, *leg, f"set-up {now.step + 1} of {now.step_of}"]
        case "ready":
            parts += [which, *leg, f"get ready {left}"]
        case "break":
            parts += [which, *leg, part_text(now), f"in {left}"]
        case _:
            parts += [which, *leg, _work(now, left)]
    return " · ".join(parts)


def _work(now: Snapshot, left: str) -> str:
    if now.open_hold:
        return f"held {clock_up(now.held)}" + (f" / {clock(now.lasts)}+" if now.lasts else "")
    if now.timed:
        return f"hold {left}"
    target = goal_text(now.target_low, now.target)
    part = f", {part_text(now)}" if now.part_of > 1 else ""
    return (f"rep {now.tally} / {target}" if target else f"rep {now.tally}, no target") + part


def part_text(now: Snapshot) -> str:
    """Return which part of a set is at hand: `part 2 of 3`."""
    return f"part {now.part} of {now.part_of}"


def next_line(now: Snapshot) -> str:
    """Return what comes after what is going on; empty when the session is over."""
    match now.doing:
        case "done":
            return ""
        case "rest":
            return _set_to_come(now)
        case "setup" | "switch" | "ready" | "break":
            return _work_to_come(now)
    more = f" after {now.turn_left} more" if now.turn_left is not None and now.turn_left > 0 else ""
    if now.part < now.part_of:
        return f"part {now.part + 1} of {now.part_of}{more}"
    if now.switch_to is not None:
        return f"switch to {now.switch_to.upper()}{more}"
    return _after_set(now) + ("" if now.timed else more)


def main_word(now: Snapshot) -> str:
    """Return the word for what the main key does; empty if it does nothing."""
    if now.main is None:
        return ""
    if isinstance(now.main, Resume):
        return "carry on"
    match now.doing:
        case "setup":
            return "next step" if now.step + 1 < now.step_of else "start"
        case "ready" | "switch" | "break":
            return "start now"
        case "work" if now.open_hold:
            return "end hold"
        case "rest":
            return "skip rest"
        case _:
            return "rep"


def begun_text(segment: Segment, main: str, finish: str) -> str:
    """Return what began when a target was reached, and the key that goes on: `rest has begun; space skips it`."""
    match segment:
        case Rest():
            return f"rest has begun; {main} skips it"
        case Switch():
            return f"the switch has begun; {main} skips it"
        case GetReady():
            return f"the countdown has begun; {main} skips it"
        case Setup():
            return f"the set-up has begun; {main} goes on"
        case Break():
            return f"the next part comes; {main} skips the wait"
        case Work(phase=None, ends=int()):
            return f"the next hold has begun; {finish} ends it"
        case Work():
            return f"the next reps have begun; {main} counts"
        case Done():
            return "the session is done"


def _after_set(now: Snapshot) -> str:
    if now.exercise_after is None:
        return "the session is done"
    return f"rest {short_seconds(now.rest_after)}" if now.rest_after else now.exercise_after


def _set_to_come(now: Snapshot) -> str:
    parts = [now.exercise, set_text(now.set_number, now.set_of, now.kind), _target(now)]
    if now.side is not None and now.mode == "unilateral":
        parts.append(f"{now.side.upper()} leg first")
    parts.append(load_text(now.load, now.unit, now.load_counts))
    return " · ".join(part for part in parts if part)


def _work_to_come(now: Snapshot) -> str:
    leg = f"{now.side.upper()} leg, " if now.side and now.mode == "unilateral" else ""
    if now.turn_reps is not None:
        return f"{leg}{counted(now.turn_reps, 'rep')}"
    return leg + _target(now).removesuffix(" a side" if leg else "")


def _target(now: Snapshot) -> str:
    words = target_text(now.target_low, now.target, now.lasts, unilateral=now.mode == "unilateral")
    least = now.open_hold or (now.target is None and now.target_low is not None)
    return f"at least {words}" if least else words
