"""What the preview says of an exercise or a routine: all a person needs before they start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from catalogue.schema.notation import RAMP, LoadShare, OpenSeconds
from catalogue.schema.words import fill
from tui.widgets.lines import Line, plain, wrapped
from tui.words.quantities import MANY, counted

if TYPE_CHECKING:
    from catalogue.schema.exercise import Exercise
    from catalogue.schema.routine import Aim, Block, Routine, SetTable, Work

LABEL = 10
"""Columns for the word at the left."""


def exercise_head(one: Exercise, about: str, last_time: str, width: int) -> list[Line]:
    """Return what an exercise is, what it takes, and what was done last time."""
    lines = wrapped(one.summary, width, "strong") if one.summary else []
    lines += _labelled("Plan", about, width)
    lines += _labelled("Last time", last_time, width, "good")
    lines += _labelled("Trains", _muscles(one), width)
    return [*lines, *_labelled("Needs", _equipment(one), width), plain("")]


def exercise_body(one: Exercise, width: int) -> list[Line]:
    """Return how an exercise goes and what to mind."""
    side = one.sides.first  # in the texts of a bilateral exercise there is nothing to fill
    steps = [f"{number} {fill(step.text, side)}" for number, step in enumerate(one.setup, 1)]
    reps = [f"{each.cue}{_breath(each.breathe)} {each.seconds:g} s: {fill(each.text, side)}" for each in one.phases]
    parts = (("Set up", steps), ("Each rep", reps), ("Mind", one.cautions), ("Good to know", one.notes))
    return [line for label, texts in parts for line in _listed(label, texts, width)]


def routine_body(routine: Routine, names: Mapping[str, str], about: str, width: int) -> list[Line]:
    """Return a routine: what it is for and what it is made of; `names` are the exercises' names by id."""
    lines = wrapped(routine.summary, width, "strong") if routine.summary else []
    lines += [*_labelled("Takes", about, width), plain("")]
    for number, block in enumerate(routine.blocks, 1):
        first, *sets = _block(block, names)
        lines += wrapped(f"{number} {first}", width, hang=2)
        lines += [(("    ", ""), *line) for text in sets for line in wrapped(text, max(1, width - 4), hang=2)]
    return lines


def _block(block: Block, names: Mapping[str, str]) -> Iterator[str]:
    """The block in a line, and the sets that are written one by one in a line each."""
    rest = _rest(block.rest) if block.every is None else f" · every {block.every:g} s"
    if block.superset:
        items = " + ".join(
            f"{names.get(item.exercise, item.exercise)}{_work(item)}{_warmup(item)}{_rest(item.rest)}"
            for item in block.superset
        )
        rounds = f"{counted(block.rounds, 'round')}: " if block.rounds else ""
        yield f"superset of {rounds}{items}{rest}"
        return
    exercise = block.exercise or ""
    yield f"{names.get(exercise, exercise)}{_warmup(block)}{_count(block)}{_work(block)}{rest}"
    for table in block.tables:
        yield _set(table)


def _count(block: Block) -> str:
    count = len(block.tables) or block.sets
    return "" if count is None else " · 1 set" if count == 1 else f" · {count} sets"


def _warmup(work: Work) -> str:
    if work.warmup == "ramp":
        return " · ramp " + ", ".join(f"{100 * share:g}% x {reps}" for share, reps in RAMP)
    return f" · {work.warmup} warm-up" if work.warmup else ""


def _work(work: Work) -> str:
    amount = f" x {MANY}" if work.amrap else _amount(work, " x ")
    return f"{amount}{_load(work)}{_rpe(work)}" + (f" · tempo {work.tempo}" if work.tempo else "")


def _set(table: SetTable) -> str:
    kind = {"warmup": "warm-up ", None: "set ", "working": "set ", "amrap": "AMRAP "}.get(
        table.kind, f"{table.kind} "
    )
    parts = table.parts
    said = f" · {parts.times} parts, {parts.pause:g} s between" if parts and parts.times > 1 else ""
    return f"{kind} {_amount(table, 'x ')}{_load(table)}{_rpe(table)}{said}{_rest(table.rest)}"


def _amount(aim: Aim, lead: str) -> str:
    if aim.seconds is not None:
        return f"{lead}{aim.seconds if isinstance(aim.seconds, OpenSeconds) else f'{aim.seconds:g}'} s"
    return "" if aim.reps is None else f"{lead}{aim.reps}"


def _load(aim: Aim) -> str:
    load = aim.load
    if not isinstance(load, LoadShare):
        return f" @ {load:g}" if load else ""
    if load.signed:
        return f" @ {load} of the set before"
    return f" @ {load} of e1RM, open until a log gives one" if aim.asks_e1rm else f" @ {load} of the working load"


def _rpe(aim: Aim) -> str:
    return "" if aim.rpe is None else f" RPE {aim.rpe:g}"


def _rest(rest: float | None) -> str:
    return "" if rest is None else f" · rest {rest:g} s"


def _muscles(one: Exercise) -> str:
    return "; ".join(", ".join(part) for part in (one.muscles.primary, one.muscles.secondary) if part)


def _equipment(one: Exercise) -> str:
    needs = ", ".join(one.equipment) or "no equipment"
    return needs + (f"; if you like: {', '.join(one.optional_equipment)}" if one.optional_equipment else "")


def _breath(breathe: str | None) -> str:
    return f" ({breathe})" if breathe else ""


def _labelled(label: str, text: str, width: int, style: str = "") -> list[Line]:
    if not text:
        return []
    if width < 3 * LABEL:
        return wrapped(f"{label}: {text}", width, style, hang=2)
    lines = wrapped(text, max(1, width - LABEL), style)
    return [((label.ljust(LABEL) if not at else " " * LABEL, "dim"), *line) for at, line in enumerate(lines)]


def _listed(label: str, texts: Sequence[str], width: int) -> list[Line]:
    if not texts:
        return []
    return [plain(label, "dim"), *(line for text in texts for line in wrapped(f"  {text}", width, hang=2))]
