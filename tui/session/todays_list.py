"""Today's list as something to work on: going to a set, moving, adding, replacing, dropping.

The list is worked from its top: the next set is always the first one that is open. Sets keep their ids wherever they
stand. Nothing is taken out of the list: what is dropped stays as a set that is finished and `dropped`, so that an id
never loses its meaning.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from tui.session.adjustments import break_off
from tui.session.change import Change, close_rows, forget_untouched
from tui.session.commands import NotNow
from tui.session.plan import Movement, PlannedSet
from tui.session.state import Done, Live, Rest, Work
from tui.session.turns import leave_rest, start_set


def go_to(change: Change, id_: int) -> None:
    """Work this set now; its block comes next in the list. A set that was begun goes on from there."""
    live = change.live
    wanted = next((planned for planned in live.sets if planned.id == id_), None)
    if wanted is None or id_ in live.finished:
        raise NotNow("That set is not open.")
    if id_ == live.at:
        raise NotNow("That set is at hand already.")
    _leave(change)
    order = _blocks(live)
    order.remove(wanted.block)
    front = next(index for index, block in enumerate([*order, None]) if block is None or _is_open(live, block))
    _reorder(change, [*order[:front], wanted.block, *order[front:]])
    start_set(change, wanted)


def move(change: Change, movement: int, by: int) -> None:
    """Move the block of an exercise behind (1) or before (-1) its neighbour that is not done yet.

    A set at hand in which nothing is done yet makes way for what comes before it then.
    """
    live, block = change.live, _block_of(change.live, movement)
    order = _blocks(live)
    opened = [one for one in order if _is_open(live, one) or one == block]
    place = opened.index(block) + by
    if not _is_open(live, block):
        raise NotNow("Nothing is left of it.")
    if not 0 <= place < len(opened):
        raise NotNow("It is the last already." if by > 0 else "It comes next already.")
    here, there = order.index(block), order.index(opened[place])
    order[here], order[there] = order[there], order[here]
    _reorder(change, order)
    if by > 0 and live.planned.block == block and _is_untouched(live):
        _go_on(change)


def add_set(change: Change, movement: int) -> None:
    """Add one more set like the last one of this exercise, at the end of its block."""
    live, block = change.live, _block_of(change.live, movement)
    last = [planned for planned in live.sets if planned.movement == movement][-1]
    rest = max(planned.rest for planned in live.sets if planned.block == block)
    another = replace(last, id=_new_id(live), rest=rest, extra=True, dropped=False, note="")
    at = max(index for index, planned in enumerate(live.sets) if planned.block == block) + 1
    _relist(change, (*live.sets[:at], another, *live.sets[at:]))


def add_exercise(change: Change, movement: Movement, sets: Sequence[PlannedSet], after: int) -> None:
    """Add an exercise with its sets behind the block of the exercise number `after`."""
    live = change.live
    block = _block_of(live, after)
    if not sets:
        raise NotNow("An exercise has at least one set.")
    first, index, number = _new_id(live), len(live.movements), max(planned.block for planned in live.sets) + 1
    added = tuple(
        replace(planned, id=first + at, movement=index, block=number, extra=True) for at, planned in enumerate(sets)
    )
    change.live = replace(live, movements=(*live.movements, movement))
    at = max(index for index, planned in enumerate(live.sets) if planned.block == block) + 1
    _relist(change, (*live.sets[:at], *added, *live.sets[at:]))


def replace_exercise(change: Change, movement: int, by: Movement, sets: Sequence[PlannedSet]) -> None:
    """Put another exercise in the place of what is left of one, a set for each; what was done stays as it was."""
    live = change.live
    left = untouched(live, movement)
    if not left:
        raise NotNow("Nothing is left of it.")
    if len(sets) != len(left):
        raise NotNow("As many sets must come as are left.")
    index, first = len(live.movements), _new_id(live)
    old = live.movements[movement].id
    new = {
        planned.id: replace(
            planned,
            id=first + at,
            movement=index,
            **{name: getattr(asked, name) for name in _FROM_THE_NEW},
            replaces=planned.replaces or old,
            note="",
        )
        for at, (planned, asked) in enumerate(zip(left, sets, strict=True))
    }
    change.live = replace(live, movements=(*live.movements, by))
    _finish(change, movement, new)
    _relist(change, tuple(one for planned in change.live.sets for one in _with(planned, new)))
    _make_way(change)


def drop(change: Change, movement: int) -> None:
    """Take what is left of an exercise out of today; what was done of it stays."""
    left = [one for one in change.live.sets if one.movement == movement and one.id not in change.live.finished]
    if not left:
        raise NotNow("Nothing is left of it.")
    _finish(change, movement, {planned.id for planned in untouched(change.live, movement)})
    _relist(change, change.live.sets)
    _make_way(change)


_FROM_THE_NEW = (
    "kind",
    "reps",
    "reps_max",
    "lasts",
    "parts",
    "load",
    "load_counts",
    "share",
    "share_of",
    "e1rm_share",
    "first",
)
"""What a set that comes in the place of another one brings with it; the rest after it and its place stay."""


# --- pieces -------------------------------------------------------------------------------------------------------


def _with(planned: PlannedSet, new: dict[int, PlannedSet]) -> tuple[PlannedSet, ...]:
    return (planned, new[planned.id]) if planned.id in new else (planned,)


def _finish(change: Change, movement: int, dropped: Collection[int]) -> None:
    """Finish all open sets of an exercise: those begun as they are, the others as dropped."""
    live = change.live
    left = {one.id for one in live.sets if one.movement == movement and one.id not in live.finished}
    if isinstance(live.segment, Work) and live.at in left:
        break_off(change)
    close_rows(change, left)
    sets = tuple(replace(one, dropped=True) if one.id in dropped else one for one in live.sets)
    change.live = replace(change.live, sets=sets, finished=change.live.finished | left)


def _make_way(change: Change) -> None:
    """Go on with the list where the set at hand was finished by a change of it, or where nothing is left."""
    live = change.live
    if isinstance(live.segment, Rest):
        if not live.to_come:
            leave_rest(change)
            _go_on(change)
    elif live.at in live.finished:
        change.live = replace(live, turn=None)
        _go_on(change)


def _go_on(change: Change) -> None:
    if change.live.at not in change.live.finished:
        _leave(change)
    following = next((one for one in change.live.sets if one.id not in change.live.finished), None)
    if following is not None:
        start_set(change, following)
    else:
        change.go(Done("completed"))
        change.cue("done")


def _leave(change: Change) -> None:
    """Leave the set at hand open, with what was done of it."""
    if isinstance(change.live.segment, Rest):
        leave_rest(change)
    elif isinstance(change.live.segment, Work):
        break_off(change)
    else:
        forget_untouched(change)


def untouched(live: Live, movement: int) -> list[PlannedSet]:
    """The open sets of an exercise in which nothing is done."""
    begun = {row.set for row in live.rows if row.reps or row.held or row.closed}
    held = {live.at} if isinstance(live.segment, Work) and live.planned.lasts is not None else set()
    mine = (one for one in live.sets if one.movement == movement)
    return [one for one in mine if one.id not in live.finished | begun | held]


def _is_untouched(live: Live) -> bool:
    return any(one.id == live.at for one in untouched(live, live.planned.movement))


def _is_open(live: Live, block: int) -> bool:
    return any(planned.block == block and planned.id not in live.finished for planned in live.sets)


def _blocks(live: Live) -> list[int]:
    return list(dict.fromkeys(planned.block for planned in live.sets))


def _block_of(live: Live, movement: int) -> int:
    for planned in live.sets:
        if planned.movement == movement:
            return planned.block
    raise NotNow("There is no such exercise today.")


def _reorder(change: Change, order: Sequence[int]) -> None:
    sets = tuple(planned for block in order for planned in change.live.sets if planned.block == block)
    change.live = replace(change.live, sets=sets)


def _relist(change: Change, sets: Sequence[PlannedSet]) -> None:
    """Take these sets as the list, each with its number among those of its exercise."""
    change.live = replace(change.live, sets=tuple(_numbered(sets)))


def _numbered(sets: Sequence[PlannedSet]) -> list[PlannedSet]:
    groups: dict[tuple[int, bool], list[int]] = {}
    for planned in sets:
        if not planned.dropped:
            groups.setdefault((planned.movement, planned.kind == "warmup"), []).append(planned.id)
    number = {one: (at, len(group)) for group in groups.values() for at, one in enumerate(group, 1)}
    return [
        planned if planned.dropped else replace(planned, number=number[planned.id][0], of=number[planned.id][1])
        for planned in sets
    ]


def _new_id(live: Live) -> int:
    return max(planned.id for planned in live.sets) + 1
