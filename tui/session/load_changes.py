"""What a new load changes: the set at hand, the sets to come that held the old one, and what is worked out of it."""

from __future__ import annotations

from dataclasses import replace

from tui.session.change import Change
from tui.session.commands import NotNow
from tui.session.loads import stepped, worked_out
from tui.session.plan import LoadCounts, PlannedSet


def set_load(change: Change, load: float | None, counts: LoadCounts | None = None) -> None:
    """Say the load of the set at hand; in a rest, of the next one.

    `counts` is "bodyweight" for body weight with more or, below 0, with help. A working load goes on to the sets of
    the exercise to come that held the old one, and warm-ups to come are worked out anew. The load of a warm-up is its
    own, unless its exercise has no load yet: then it is the working load.
    """
    shown = change.live.shown
    movement = change.live.movements[shown.movement]
    if counts is None and movement.load_counts == "none" and load is not None:
        counts = "total"
    if load is not None and load < 0 and (counts or movement.load_counts) != "bodyweight":
        raise NotNow("A load below 0 is help: say it as bw-20.")
    if shown.kind == "warmup" and _working_load(change, shown) is None:
        _carry(change, shown, None, load, counts)
    elif shown.kind == "warmup":
        _put(change, replace(shown, load=load, load_counts=counts, share=None))
    else:
        _put(change, replace(shown, load=load, load_counts=counts, share=None))
        _carry(change, shown, shown.load, load, counts)
    _load_open_rows(change)


def step_load(change: Change, up: bool) -> None:
    """Change the load of the set at hand by a step."""
    shown = change.live.shown
    movement = change.live.movements[shown.movement]
    if movement.load_counts == "none" and shown.load_counts is None:
        raise NotNow("This exercise takes no load; l says one all the same.")
    new = stepped(shown.load, movement, change.plan.load_step, up)
    if new == shown.load:
        raise NotNow("There is no heavier step." if up else "There is no load to take off.")
    set_load(change, new, shown.load_counts)


def carry_correction(change: Change, of: PlannedSet, old: float | None, new: float | None) -> None:
    """Let the load of a set already done, which was corrected, go on to the sets to come that held the wrong one."""
    if of.kind != "warmup":
        _carry(change, of, old, new, of.load_counts)
        _load_open_rows(change)


def _carry(change: Change, of: PlannedSet, old: float | None, new: float | None, counts: LoadCounts | None) -> None:
    live = change.live
    exercise = live.movements[of.movement].id

    def follows(planned: PlannedSet) -> bool:
        same = live.movements[planned.movement].id == exercise and planned.kind != "warmup"
        return same and planned.id not in live.finished and planned.share is None and planned.load == old

    sets = (replace(one, load=new, load_counts=counts) if follows(one) else one for one in live.sets)
    change.live = replace(live, sets=worked_out(sets, live.movements, live.finished))


def _put(change: Change, planned: PlannedSet) -> None:
    live = change.live
    change.live = replace(live, sets=tuple(planned if one.id == planned.id else one for one in live.sets))


def _working_load(change: Change, warmup: PlannedSet) -> float | None:
    """The load of the first working set of the exercise that is open."""
    mine = (one for one in change.live.sets if one.movement == warmup.movement and one.kind != "warmup")
    return next((one.load for one in mine if one.id not in change.live.finished), None)


def _load_open_rows(change: Change) -> None:
    """What is being done is done with the load of its set; a leg that is done keeps its own."""
    live, shown = change.live, change.live.shown
    rows = (
        replace(row, load=shown.load, load_counts=shown.load_counts)
        if row.set == shown.id and not row.closed
        else row
        for row in live.rows
    )
    change.live = replace(live, rows=tuple(rows))
