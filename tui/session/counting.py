"""Counting: what a rep, the end of a hold or the person's own number adds to a turn."""

from __future__ import annotations

from dataclasses import replace

from tui.session.change import Change, map_rows, map_turn
from tui.session.commands import NotNow
from tui.session.plan import AMRAP_PACED_LIMIT, Ms, Side, other_side
from tui.session.state import Moment, Row, Turn, Work, tally
from tui.session.turns import alternation, begin_phase, end_turn, open_turn


def count_rep(change: Change) -> None:
    """Count one rep of the side at work, and end the turn at its goal."""
    work, turn = change.live.segment, change.live.turn
    assert isinstance(work, Work) and turn is not None, "reps are counted in work alone"
    _add_rep(change, change.t - work.rep_began)
    count = tally(change.live)
    change.cue("rep", change.live.side, count)
    if change.movement.mode == "alternating" and change.live.side is not None:
        change.live = replace(change.live, side=other_side(change.live.side))
    limit = AMRAP_PACED_LIMIT if work.phase is not None and _is_open(change, turn) else None
    if limit is not None and count >= limit:
        end_turn(change, closes=True)
    elif turn.goal is not None and count >= turn.goal:
        end_turn(change, closes=_reached(change, turn, count))
    elif work.phase is not None:
        begin_phase(change, 0)
    else:
        change.go(replace(work, rep_began=change.t))


def _add_rep(change: Change, lasted: Ms) -> None:
    """Write the rep into the row of the side that did it."""

    def counted(row: Row) -> Row:
        return _with_reps(replace(row, rep_times=(*row.rep_times, lasted)), part, _reps_of(row, part) + 1)

    part = change.live.turn.part if change.live.turn else 0

    map_rows(change, counted, side=change.live.side if change.movement.mode != "bilateral" else None)


def _reps_of(row: Row, part: int) -> int:
    return row.parts[part - 1].reps if part else row.reps


def _with_reps(row: Row, part: int, reps: int) -> Row:
    if not part:
        return replace(row, reps=reps)
    return replace(row, parts=(*row.parts[: part - 1], replace(row.parts[part - 1], reps=reps)))


def _is_open(change: Change, turn: Turn) -> bool:
    """Whether the part at hand ends only when the person says so; a turn of it may have a goal all the same."""
    return change.planned.parts[turn.part - 1].reps is None if turn.part else change.planned.is_open


def _reached(change: Change, turn: Turn, count: int) -> bool:
    end = turn.goal if change.planned.parts else change.planned.reps_max
    return end is not None and count >= end


def finish_work(change: Change, said: int | None) -> None:
    """The person ends the work at hand."""
    work, turn = change.live.segment, change.live.turn
    assert isinstance(work, Work) and turn is not None, "work has a turn"
    if said is not None and said < 0:
        raise NotNow("Nobody does fewer than no reps.")
    if change.planned.lasts is not None:
        close_held(change, change.t - work.began if said is None else said * 1000, outright=said is not None)
        return
    counted = tally(change.live) - turn.before
    open_ended = _is_open(change, turn)
    if said is None and counted == 0:
        if open_ended and turn.before == 0:
            raise NotNow("This set has no target: type the reps, then finish it.")
        said = 0 if open_ended or turn.goal is None else turn.goal - turn.before
    if said is not None:
        _say(change, turn, said)
    count = tally(change.live)
    whole_turn = not open_ended and turn.goal is not None and count >= turn.goal
    end_turn(change, closes=not whole_turn or _reached(change, turn, count))


def _say(change: Change, turn: Turn, said: int) -> None:
    """Set the turn's reps to `said`, whatever was counted; durations of uncounted reps stay unknown."""
    if change.movement.mode == "alternating":
        due = change.live.side if tally(change.live) % 2 == 0 else _opposite(change.live.side)
        first, second = alternation(due)
        _set_reps(change, first, (said + 1) // 2)
        _set_reps(change, second, said // 2)
    else:
        _set_reps(change, turn.side, turn.before + said)


def _opposite(side: Side | None) -> Side | None:
    return None if side is None else other_side(side)


def _set_reps(change: Change, side: Side | None, reps: int) -> None:
    part = change.live.turn.part if change.live.turn else 0

    def said(row: Row) -> Row:
        counted = sum(_reps_of(row, one) for one in range(part))
        return _with_reps(replace(row, rep_times=row.rep_times[: counted + reps]), part, reps)

    map_rows(change, said, side)


def finish_unstarted(change: Change, said: int) -> None:
    """Finish a turn with `said` reps or seconds, though its work has not begun yet."""
    if change.live.turn is None:
        open_turn(change)
    change.go(Work(change.t, change.t))
    finish_work(change, said)


def close_held(change: Change, held: Ms, outright: bool = False) -> None:
    """End a timed turn with `held` ms more, or, `outright`, with `held` ms in all."""
    turn = change.live.turn
    assert turn is not None, "a hold has a turn"
    map_turn(change, turn, lambda row: replace(row, held=held + (0 if outright else row.held)))
    end_turn(change, closes=True)


def skip_set(change: Change) -> None:
    """Skip the current side; reps already counted are kept, none are added."""
    work, turn = change.live.segment, change.live.turn
    assert isinstance(work, Work) and turn is not None, "work has a turn"
    if change.planned.lasts is not None and change.t > work.began:
        close_held(change, change.t - work.began)
        return
    if tally(change.live) == 0 and not turn.part:
        map_turn(change, turn, lambda row: replace(row, skipped=True))
    end_turn(change, closes=True, whole=True)


def rewound(change: Change, began: Ms) -> Moment:
    """Return the moment at which the current rep or hold began, keeping all changes made since."""
    work = change.live.segment
    assert isinstance(work, Work), "only work is rewound"
    if work.phase is None:
        return Moment(change.live, began)  # a timed hold: its end is reckoned from its beginning already
    first = change.movement.phases[0].lasts
    return Moment(replace(change.live, segment=replace(work, phase=0, ends=began + first)), began)
