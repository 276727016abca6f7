"""What planned sets ask for, set by set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tui.session.plan import Movement, PlannedSet, Unit
from tui.words.quantities import MANY_REPS, capital, counted, load_text, reps_asked, seconds_text


def target_asked(planned: PlannedSet, movement: Movement) -> str:
    """Return a set's target: `8-12 reps a side`, `at least 30 seconds`, `as many reps as you can`."""
    side = " a side" if movement.mode == "unilateral" else ""
    least = "at least " if planned.is_open else ""
    if planned.lasts is not None:
        return f"{least}{seconds_text(planned.lasts)}{side}"
    if planned.reps is None:
        return f"{MANY_REPS}{side}"
    return f"{least}{reps_asked(planned.reps, planned.reps if planned.is_open else planned.reps_max)}{side}"


def load_asked(planned: PlannedSet, movement: Movement, unit: Unit) -> str:
    """Return a set's load and what it is a share of, or that it is open as there is no base for it."""
    load = load_text(planned.load, unit, planned.load_counts or movement.load_counts)
    base = _base(planned)
    if not base or (not load and movement.load_counts == "none"):
        return load
    return f"{load} ({base})" if load else f"{base}, which is open"


def _base(planned: PlannedSet) -> str:
    if planned.e1rm_share is not None:
        return f"{100 * planned.e1rm_share:g}% of e1RM"
    if planned.share is None:
        return ""
    before = planned.share_of == "before" or (planned.share_of is None and planned.kind != "warmup")
    return f"{100 * planned.share:g}% of the {'load before' if before else 'working load'}"


def set_asked(planned: PlannedSet, movement: Movement, unit: Unit) -> str:
    """Return all that a set asks for: `Drop: as many reps as you can, 64 kg (80% of the load before)`."""
    said = [target_asked(planned, movement), load_asked(planned, movement, unit), rpe_asked(planned)]
    said += [_parts(planned), rest_asked(planned)]
    kind = {"warmup": "Warm-up: ", "drop": "Drop: ", "rest-pause": "Rest-pause: "}.get(planned.kind, "")
    return capital(f"{kind}{', '.join(filter(None, said))}")


def rpe_asked(planned: PlannedSet) -> str:
    """Return how hard a set is to be as `RPE 8`; empty if that is not said."""
    return "" if planned.target_rpe is None else f"RPE {planned.target_rpe:g}"


def rest_asked(planned: PlannedSet) -> str:
    """Return the rest after a set, or how often one begins; empty if the next set follows at once."""
    if planned.every is not None:
        return f"a set every {seconds_text(planned.every)}"
    return f"rest {seconds_text(planned.rest)}" if planned.rest else ""


def _parts(planned: PlannedSet) -> str:
    if not planned.parts:
        return ""
    part = planned.parts[0]
    lighter = f"each at {100 * part.share:g}% of the one before, " if part.share != 1 else ""
    return f"{counted(len(planned.parts) + 1, 'part')}, {lighter}{seconds_text(part.pause)} between"


def sets_asked(sets: Sequence[PlannedSet], movement: Movement, unit: Unit) -> Iterator[str]:
    """Yield a line for each run of sets that are alike: `3 x 5 reps, 80 kg, rest 90 seconds`."""
    for text, alike in groupby(set_asked(planned, movement, unit) for planned in sets):
        count = len(list(alike))
        yield text if count == 1 else f"{count} x {text[:1].lower() + text[1:]}"


def are_alike(sets: Sequence[PlannedSet]) -> bool:
    """Whether one line can speak of all these sets: they differ in their numbers alone."""
    return len({(one.kind, one.reps, one.reps_max, one.lasts, one.load, one.share, one.parts) for one in sets}) <= 1
