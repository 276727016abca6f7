"""A set from its set-up to its rest: turns of a side, leg switches, and the way to the next set."""

from __future__ import annotations

from dataclasses import replace

from tui.session.change import Change, close_rows, is_closed, leave_work, map_turn, open_row
from tui.session.loads import loadable
from tui.session.plan import OPEN_HOLD_LIMIT, Ms, PlannedSet, Side, other_side
from tui.session.state import (
    Break,
    Done,
    GetReady,
    Live,
    PartDone,
    Rest,
    Row,
    Setup,
    Switch,
    Turn,
    Work,
    counted_in,
    current_rows,
    reads_again,
)


def start_set(change: Change, planned: PlannedSet, ran_out: bool = False) -> None:
    """Enter a set: the set-up, where its movement's was not read yet, else a turn; a set that was begun goes on."""
    change.live = replace(change.live, at=planned.id, turn=None)
    change.live = replace(change.live, side=_side_due(change, planned.first))
    unread = planned.movement not in change.live.read
    change.live = replace(change.live, read=change.live.read | {planned.movement})
    if unread and change.movement.setup:
        setup_step(change, 0)
    else:
        begin_turn(change, ran_out)


def _side_due(change: Change, first: Side | None) -> Side | None:
    """The side to work: the first one, unless it is done, or it is the other one's turn."""
    if first is None:
        return None
    if change.movement.mode == "alternating":
        return first if sum(row.reps for row in current_rows(change.live)) % 2 == 0 else other_side(first)
    return other_side(first) if is_closed(change, first) else first


def _steps(change: Change, short: bool) -> int:
    return len(change.movement.short_setup if short else change.movement.setup)


def setup_step(change: Change, step: int, short: bool = False) -> None:
    """Enter a step of the set-up; `short` means the one that is read again after a switch."""
    steps = change.movement.short_setup if short else change.movement.setup
    runs = short or change.live.pace == "paced"
    change.go(Setup(step, change.t + steps[step].lasts if runs else None, short))
    change.cue("setup", change.live.side, step + 1)


def next_step(change: Change, step: int, short: bool) -> None:
    """Enter the step after `step`, or the turn after the last one."""
    if step + 1 < _steps(change, short):
        setup_step(change, step + 1, short)
    else:
        begin_turn(change, ran_out=False)


def begin_turn(change: Change, ran_out: bool) -> None:
    """Begin to work the side at hand: at once, or after a countdown unless one has just run out."""
    open_turn(change)
    if not ran_out and counted_in(change.plan, change.live):
        change.go(GetReady(change.t + change.plan.get_ready))
        change.cue("ready", change.live.side)
    else:
        begin_work(change)


def open_turn(change: Change) -> None:
    """Make sure that the side at hand has a row and a turn; one broken off by a change of legs goes on."""
    planned, movement, live = change.planned, change.movement, change.live
    if movement.mode == "alternating" and planned.lasts is None:
        for leg in alternation(live.side):
            open_row(change, leg)
        part = len(current_rows(change.live)[0].parts)
        change.live = replace(change.live, turn=Turn(None, 0, _part_goal(change, part), part))
        return
    side = live.side if movement.mode == "unilateral" else None
    row = open_row(change, side)
    part = len(row.parts)
    if planned.parts:
        change.live = replace(change.live, turn=Turn(side, 0, _part_goal(change, part), part))
    else:
        change.live = replace(change.live, turn=Turn(side, row.reps, _goal(change, row)))


def _part_goal(change: Change, part: int) -> int | None:
    return change.planned.parts[part - 1].reps if part else change.planned.reps_max


def alternation(first: Side | None) -> tuple[Side, Side]:
    """Return the legs of an alternating set in the order in which they work."""
    assert first is not None, "an alternating set always has a side to begin with"
    return first, other_side(first)


def _goal(change: Change, row: Row) -> int | None:
    """The side's tally at which this turn ends by itself."""
    if change.planned.lasts is not None:
        return None
    end = change.planned.reps_max
    every = change.movement.switch_every
    if every is None or row.side is None or is_closed(change, other_side(row.side)):
        return end
    if end is None or row.reps >= end:
        return row.reps + every if end is None else end
    if not change.plan.even_turns:
        return min(row.reps + every, end)
    return row.reps + even_share(end - row.reps, every)


def even_share(left: int, every: int) -> int:
    """Return the reps of the next turn: as few turns as `every` allows, as even as can be, the larger ones first."""
    turns = -(-left // every)
    return -(-left // turns)


def begin_work(change: Change) -> None:
    """The work of the turn begins, or goes on after a countdown."""
    live = change.live
    assert live.turn is not None, "work begins in a turn"
    change.cue("work", live.side)
    if all(not row.worked and not row.held and not row.reps for row in current_rows(live)):
        change.live = replace(live, set_began=change.t)
    if change.planned.lasts is not None:
        held = sum(row.held for row in current_rows(live) if row.side == live.turn.side)
        lasts = OPEN_HOLD_LIMIT if change.planned.is_open else change.planned.lasts
        change.go(Work(change.t, change.t, None, change.t + max(0, lasts - held)))
    elif live.pace == "paced" and change.movement.phases:
        change.go(Work(change.t, change.t))
        begin_phase(change, 0)
    else:
        change.go(Work(change.t, change.t))


def begin_phase(change: Change, phase: int) -> None:
    """Enter a phase of a rep, 0 being the first."""
    work = change.live.segment
    assert isinstance(work, Work), "phases run in work alone"
    rep_began = change.t if phase == 0 else work.rep_began
    ends = change.t + change.movement.phases[phase].lasts
    change.go(replace(work, rep_began=rep_began, phase=phase, ends=ends))
    change.cue("phase", change.live.side, phase + 1)


def end_turn(change: Change, closes: bool, *, whole: bool = False) -> None:
    """End the turn; `closes`: its side is done with this set, but for parts to come, unless `whole`."""
    leave_work(change)
    turn, movement = change.live.turn, change.movement
    assert turn is not None, "only a turn can end"
    if closes and not whole and turn.part < len(change.planned.parts):
        _begin_break(change, turn)
        return
    if closes:
        map_turn(change, turn, lambda row: replace(row, closed=True))
    if movement.mode == "unilateral" and turn.side is not None:
        if not is_closed(change, other_side(turn.side)):
            begin_switch(change, other_side(turn.side))
            return
        if not closes:
            begin_turn(change, ran_out=True)
            return
    _end_set(change)


def _begin_break(change: Change, turn: Turn) -> None:
    """Open the next part of the set, and give the person the time that its plan gives."""
    part, number = change.planned.parts[turn.part], turn.part + 1

    def opened(row: Row) -> Row:
        before = row.parts[-1].load if row.parts else row.load
        load = None if before is None else loadable(before * part.share, change.movement) or None
        return replace(row, parts=(*row.parts, PartDone(0, load)))

    map_turn(change, turn, opened)
    change.live = replace(change.live, turn=Turn(turn.side, 0, part.reps, number))
    change.go(Break(change.t + part.pause))
    change.cue("part", change.live.side, number + 1)


def begin_switch(change: Change, side: Side) -> None:
    """Give the person time to change legs; `side` is the leg to come."""
    change.live = replace(change.live, side=side, turn=None)
    change.go(Switch(change.t + change.movement.switch_lasts))
    change.cue("switch", side)


def after_switch(change: Change, ran_out: bool) -> None:
    """Enter what follows the change of legs: the set-up in short, or the turn."""
    if reads_again(change.live):
        setup_step(change, 0, short=True)
    else:
        begin_turn(change, ran_out)


def _end_set(change: Change) -> None:
    change.live = replace(change.live, turn=None)
    close_rows(change, {change.live.at})
    change.live = replace(change.live, finished=change.live.finished | {change.live.at})
    change.cue("set-done")
    if not change.live.to_come:
        change.go(Done("completed"))
        change.cue("done")
    elif (rest := _rest_due(change)) > 0 and _unrested(change.live):
        change.go(Rest(change.t, change.t + rest))
        change.cue("rest")
    else:
        start_set(change, change.live.to_come[0])


def _rest_due(change: Change) -> Ms:
    planned = change.planned
    return planned.rest if planned.every is None else planned.every - (change.t - change.live.set_began)


def _unrested(live: Live) -> tuple[Row, ...]:
    """The rows of the last set with anything in it, if no rest was taken after it: skipped sets need none."""
    rows = current_rows(live) or tuple(row for row in live.rows if row.set == live.rows[-1].set)
    return tuple(row for row in rows if row.rest is None)


def end_rest(change: Change, ran_out: bool = True) -> None:
    """Record the rest as taken and enter the next set."""
    leave_rest(change)
    start_set(change, change.live.to_come[0], ran_out)


def leave_rest(change: Change) -> None:
    """Record the rest as taken."""
    rest = change.live.segment
    assert isinstance(rest, Rest), "only a rest can end"
    rested, taken = _unrested(change.live), change.t - rest.began
    rows = tuple(replace(row, rest=taken) if row in rested else row for row in change.live.rows)
    change.live = replace(change.live, rows=rows)
    change.cue("rest-over")
