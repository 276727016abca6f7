"""Every transition of a session, in one place.

`on_command` and `on_deadline` are the tables; what they call changes a `Change`: one transition being made at one
instant of live time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from catalogue.bounds import is_rpe
from tui.session.commands import (
    AdjustLoad,
    AdjustRest,
    Command,
    CountRep,
    EditSet,
    End,
    FinishSet,
    NotNow,
    Proceed,
    SetPace,
    Skip,
    SwitchSide,
)
from tui.session.cues import Cue, CueKind
from tui.session.plan import AMRAP_PACED_LIMIT, Movement, Ms, Pace, Plan, PlannedSet, Side, other_side
from tui.session.state import (
    Done,
    GetReady,
    Live,
    Moment,
    Rest,
    Row,
    Segment,
    Setup,
    Switch,
    Turn,
    Work,
    counted_in,
    current_rows,
    reads_again,
    tally,
)


@dataclass(slots=True)
class Change:
    """One transition being made: `live` at the instant `t`, in live time."""

    plan: Plan
    live: Live
    t: Ms
    offset: Ms
    cues: list[Cue] = field(default_factory=list)

    @property
    def planned(self) -> PlannedSet:
        """The set at hand."""
        return self.plan.sets[self.live.at]

    @property
    def movement(self) -> Movement:
        """The movement of the set at hand."""
        return self.plan.movement_of(self.live.at)

    def go(self, segment: Segment) -> None:
        """Enter a segment."""
        self.live = replace(self.live, segment=segment)

    def cue(self, kind: CueKind, side: Side | None = None, number: int | None = None) -> None:
        """Tell the person something at this instant."""
        self.cues.append(Cue(kind, self.t + self.offset, side, number))


def first_live(plan: Plan) -> Live:
    """The state in which every session of the plan starts, before its first segment is entered."""
    return Live(0, Setup(0, None), None, plan.pace, tuple(planned.load for planned in plan.sets))


def open_session(change: Change) -> None:
    """Enter the first segment."""
    _start_set(change, 0)


# --- the tables ---------------------------------------------------------------------------------------------------


def on_deadline(change: Change) -> Moment | None:
    """The segment's time is up; return the moment to which undo goes back, if something was counted."""
    match change.live.segment:
        case Setup(step=step, short=short):
            _next_step(change, step, short)
        case GetReady():
            _work(change)
        case Switch():
            _after_switch(change, ran_out=True)
        case Rest():
            _end_rest(change)
        case Work(phase=None, began=began):
            before = _rewound(change, began)
            _close_held(change, held=change.t - began)
            return before
        case Work(phase=int(phase), rep_began=rep_began):
            if phase + 1 < len(change.movement.phases):
                _phase(change, phase + 1)
                return None
            before = _rewound(change, rep_began)
            _count(change)
            return before
        case Done():
            raise AssertionError("a session that is over has no deadline")
    return None


def on_command(change: Change, command: Command) -> None:
    """What the person said; raises `NotNow` where it makes no sense."""
    segment = change.live.segment
    match command, segment:
        case EditSet(), _:
            _edit(change, command)
        case _, Done():
            raise NotNow("The session is over.")
        case CountRep(), Work(phase=None, ends=int()):
            raise NotNow("The clock counts this one; finishing the set ends it early.")
        case CountRep(), Work():
            _count(change)
        case CountRep(), _:
            raise NotNow("No set is being worked.")
        case Proceed(), Setup(step=step, short=short):
            _next_step(change, step, short)
        case Proceed(), Work():
            raise NotNow("The set has begun.")
        case Proceed() | Skip(), GetReady():
            _work(change)
        case Proceed() | Skip(), Switch():
            _after_switch(change, ran_out=False)
        case Proceed() | Skip(), Rest():
            _end_rest(change, ran_out=False)
        case Skip(), Setup():
            _begin_turn(change, ran_out=False)
        case Skip(), Work():
            _skip_set(change)
        case FinishSet(said=said), Work():
            _finish(change, said)
        case FinishSet(said=int(said)), Setup() | GetReady() | Switch():
            _finish_unstarted(change, said)
        case FinishSet(), _:
            raise NotNow("No set is being worked.")
        case SwitchSide(), _:
            _change_leg(change)
        case SetPace(pace=pace), _:
            _set_pace(change, pace)
        case AdjustLoad(by=by), _:
            _adjust_load(change, by)
        case AdjustRest(by=by), Rest(began=began, ends=ends):
            change.go(Rest(began, max(change.t, ends + by)))
        case AdjustRest(), _:
            raise NotNow("No rest is running.")
        case End(), _:
            _end_early(change)
        case _:
            raise AssertionError(f"{command} is not a transition")


# --- a set, from its beginning ------------------------------------------------------------------------------------


def _start_set(change: Change, index: int, ran_out: bool = False) -> None:
    live = replace(change.live, at=index, turn=None)
    change.live = replace(live, side=change.plan.sets[index].first)
    movement = change.movement
    if change.planned.with_setup and movement.setup:
        _setup_step(change, 0)
    else:
        _begin_turn(change, ran_out)


def _steps(change: Change, short: bool) -> int:
    return len(change.movement.short_setup if short else change.movement.setup)


def _setup_step(change: Change, step: int, short: bool = False) -> None:
    steps = change.movement.short_setup if short else change.movement.setup
    runs = short or change.live.pace == "paced"
    change.go(Setup(step, change.t + steps[step].lasts if runs else None, short))
    change.cue("setup", change.live.side, step + 1)


def _next_step(change: Change, step: int, short: bool) -> None:
    if step + 1 < _steps(change, short):
        _setup_step(change, step + 1, short)
    else:
        _begin_turn(change, ran_out=False)


# --- turns --------------------------------------------------------------------------------------------------------


def _begin_turn(change: Change, ran_out: bool) -> None:
    """Begin to work the side at hand: at once, or after a countdown unless one has just run out."""
    _open_turn(change)
    if not ran_out and counted_in(change.plan, change.live):
        change.go(GetReady(change.t + change.plan.get_ready))
        change.cue("ready", change.live.side)
    else:
        _work(change)


def _open_turn(change: Change) -> None:
    """Make sure that the side at hand has a row and a turn; one broken off by a change of legs goes on."""
    planned, movement, live = change.planned, change.movement, change.live
    if movement.mode == "alternating" and planned.lasts is None:
        for leg in _alternation(live.side):
            _open_row(change, leg)
        change.live = replace(change.live, turn=Turn(None, 0, planned.reps_max))
        return
    side = live.side if movement.mode == "unilateral" else None
    row = _open_row(change, side)
    change.live = replace(change.live, turn=Turn(side, row.reps, _goal(change, row)))


def _opposite(side: Side | None) -> Side | None:
    return None if side is None else other_side(side)


def _alternation(first: Side | None) -> tuple[Side, Side]:
    assert first is not None, "an alternating set always has a side to begin with"
    return first, other_side(first)


def _open_row(change: Change, side: Side | None) -> Row:
    for row in current_rows(change.live):
        if row.side == side:
            return row
    load = change.live.loads[change.live.at]
    row = Row(change.live.at, side, change.t + change.offset, load)
    change.live = replace(change.live, rows=(*change.live.rows, row))
    return row


def _goal(change: Change, row: Row) -> int | None:
    """The side's tally at which this turn ends by itself."""
    if change.planned.lasts is not None:
        return None
    end = change.planned.reps_max
    every = change.movement.switch_every
    if every is None or row.side is None or _is_closed(change, other_side(row.side)):
        return end
    turn_end = row.reps + every
    return turn_end if end is None else min(turn_end, end)


def _is_closed(change: Change, side: Side) -> bool:
    return any(row.side == side and row.closed for row in current_rows(change.live))


def _work(change: Change) -> None:
    """The work of the turn begins, or goes on after a countdown."""
    live = change.live
    assert live.turn is not None, "work begins in a turn"
    change.cue("work", live.side)
    if change.planned.lasts is not None:
        held = sum(row.held for row in current_rows(live) if row.side == live.turn.side)
        change.go(Work(change.t, change.t, None, change.t + max(0, change.planned.lasts - held)))
    elif live.pace == "paced" and change.movement.phases:
        change.go(Work(change.t, change.t))
        _phase(change, 0)
    else:
        change.go(Work(change.t, change.t))


def _phase(change: Change, phase: int) -> None:
    work = change.live.segment
    assert isinstance(work, Work), "phases run in work alone"
    rep_began = change.t if phase == 0 else work.rep_began
    ends = change.t + change.movement.phases[phase].lasts
    change.go(replace(work, rep_began=rep_began, phase=phase, ends=ends))
    change.cue("phase", change.live.side, phase + 1)


def _rewound(change: Change, began: Ms) -> Moment:
    """The moment at which the rep or hold that now ends began, with everything changed since kept."""
    work = change.live.segment
    assert isinstance(work, Work), "only work is rewound"
    if work.phase is None:
        return Moment(change.live, began)  # a timed hold: its end is reckoned from its beginning already
    first = change.movement.phases[0].lasts
    return Moment(replace(change.live, segment=replace(work, phase=0, ends=began + first)), began)


# --- counting -----------------------------------------------------------------------------------------------------


def _count(change: Change) -> None:
    work, turn = change.live.segment, change.live.turn
    assert isinstance(work, Work) and turn is not None, "reps are counted in work alone"
    _add_rep(change, change.t - work.rep_began)
    count = tally(change.live)
    change.cue("rep", change.live.side, count)
    if change.movement.mode == "alternating" and change.live.side is not None:
        change.live = replace(change.live, side=other_side(change.live.side))
    limit = AMRAP_PACED_LIMIT if work.phase is not None and change.planned.kind == "amrap" else None
    if limit is not None and count >= limit:
        _end_turn(change, closes=True)
    elif turn.goal is not None and count >= turn.goal:
        _end_turn(change, closes=_reached(change, count))
    elif work.phase is not None:
        _phase(change, 0)
    else:
        change.go(replace(work, rep_began=change.t))


def _add_rep(change: Change, lasted: Ms) -> None:
    """Write the rep into the row of the side that did it."""

    def counted(row: Row) -> Row:
        return replace(row, reps=row.reps + 1, rep_times=(*row.rep_times, lasted))

    _map_rows(change, counted, side=change.live.side if change.movement.mode != "bilateral" else None)


def _map_rows(change: Change, update: Callable[[Row], Row], side: Side | None) -> None:
    """Replace the row of the set at hand that belongs to `side`."""
    rows = tuple(update(row) if row.set == change.live.at and row.side == side else row for row in change.live.rows)
    change.live = replace(change.live, rows=rows)


def _map_turn(change: Change, turn: Turn, update: Callable[[Row], Row]) -> None:
    """Replace the row that the turn works on, or both when alternating."""
    for row in current_rows(change.live):
        if turn.side is None or row.side == turn.side:
            _map_rows(change, update, row.side)


def _reached(change: Change, count: int) -> bool:
    return change.planned.reps_max is not None and count >= change.planned.reps_max


def _finish(change: Change, said: int | None) -> None:
    """The person ends the work at hand."""
    work, turn = change.live.segment, change.live.turn
    assert isinstance(work, Work) and turn is not None, "work has a turn"
    if said is not None and said < 0:
        raise NotNow("Nobody does fewer than no reps.")
    if change.planned.lasts is not None:
        _close_held(change, change.t - work.began if said is None else said * 1000, outright=said is not None)
        return
    counted = tally(change.live) - turn.before
    open_ended = change.planned.kind == "amrap"
    if said is None and counted == 0:
        if open_ended and turn.before == 0:
            raise NotNow("This set has no target: type the reps, then finish it.")
        said = 0 if open_ended or turn.goal is None else turn.goal - turn.before
    if said is not None:
        _say(change, turn, said)
    count = tally(change.live)
    whole_turn = not open_ended and turn.goal is not None and count >= turn.goal
    _end_turn(change, closes=not whole_turn or _reached(change, count))


def _say(change: Change, turn: Turn, said: int) -> None:
    """Put the turn's reps at `said`, whatever was counted; times of reps that were not counted stay unknown."""
    if change.movement.mode == "alternating":
        due = change.live.side if tally(change.live) % 2 == 0 else _opposite(change.live.side)
        first, second = _alternation(due)
        _set_reps(change, first, (said + 1) // 2)
        _set_reps(change, second, said // 2)
    else:
        _set_reps(change, turn.side, turn.before + said)


def _set_reps(change: Change, side: Side | None, reps: int) -> None:
    _map_rows(change, lambda row: replace(row, reps=reps, rep_times=row.rep_times[:reps]), side)


def _finish_unstarted(change: Change, said: int) -> None:
    """The person says what was done before the work was announced to begin."""
    if change.live.turn is None:
        _open_turn(change)
    change.go(Work(change.t, change.t))
    _finish(change, said)


def _close_held(change: Change, held: Ms, outright: bool = False) -> None:
    turn = change.live.turn
    assert turn is not None, "a hold has a turn"
    _map_turn(change, turn, lambda row: replace(row, held=held + (0 if outright else row.held)))
    _end_turn(change, closes=True)


# --- after the work -----------------------------------------------------------------------------------------------


def _leave_work(change: Change) -> None:
    """Add the time worked to the rows that worked; two alternating legs share it."""
    work, turn = change.live.segment, change.live.turn
    if isinstance(work, Work) and turn is not None:
        shared = len(current_rows(change.live)) if turn.side is None else 1
        spent = (change.t - work.began) // shared
        _map_turn(change, turn, lambda row: replace(row, worked=row.worked + spent))


def _end_turn(change: Change, closes: bool) -> None:
    """The turn is over; `closes` says whether its side is done with this set."""
    _leave_work(change)
    turn, movement = change.live.turn, change.movement
    assert turn is not None, "only a turn can end"
    if closes:
        _map_turn(change, turn, lambda row: replace(row, closed=True))
    if movement.mode == "unilateral" and turn.side is not None:
        if not _is_closed(change, other_side(turn.side)):
            _switch(change, other_side(turn.side))
            return
        if not closes:
            _begin_turn(change, ran_out=True)
            return
    _end_set(change)


def _switch(change: Change, side: Side) -> None:
    change.live = replace(change.live, side=side, turn=None)
    change.go(Switch(change.t + change.movement.switch_lasts))
    change.cue("switch", side)


def _after_switch(change: Change, ran_out: bool) -> None:
    if reads_again(change.plan, change.live):
        _setup_step(change, 0, short=True)
    else:
        _begin_turn(change, ran_out)


def _end_set(change: Change) -> None:
    change.live = replace(change.live, turn=None)
    _drop_empty_rows(change)
    change.cue("set-done")
    index = change.live.at
    if index + 1 == len(change.plan.sets):
        change.go(Done("completed"))
        change.cue("done")
    elif change.planned.rest > 0 and _worked_since_rest(change.live):
        change.go(Rest(change.t, change.t + change.planned.rest))
        change.cue("rest")
    else:
        _start_set(change, index + 1)


def _worked_since_rest(live: Live) -> bool:
    """Whether the last set with anything in it has not been rested for yet: nobody rests from skipped sets."""
    return bool(live.rows) and live.rows[-1].rest is None


def _drop_empty_rows(change: Change) -> None:
    """Close what was worked; a row that was passed over, or only opened, is not something done."""
    done = (row for row in change.live.rows if row.reps or row.held or (row.closed and not row.skipped))
    change.live = replace(change.live, rows=tuple(replace(row, closed=True) for row in done))


def _end_rest(change: Change, ran_out: bool = True) -> None:
    rest = change.live.segment
    assert isinstance(rest, Rest), "only a rest can end"
    index, taken = change.live.at, change.t - rest.began
    last = change.live.rows[-1].set
    rows = tuple(replace(row, rest=taken) if row.set == last else row for row in change.live.rows)
    change.live = replace(change.live, rows=rows)
    change.cue("rest-over")
    _start_set(change, index + 1, ran_out)


# --- the person steps in ------------------------------------------------------------------------------------------


def _skip_set(change: Change) -> None:
    """Pass the side at hand: what was counted stays, nothing is added."""
    work, turn = change.live.segment, change.live.turn
    assert isinstance(work, Work) and turn is not None, "work has a turn"
    if change.planned.lasts is not None and change.t > work.began:
        _close_held(change, change.t - work.began)
        return
    if tally(change.live) == 0:
        _map_turn(change, turn, lambda row: replace(row, skipped=True))
    _end_turn(change, closes=True)


def _change_leg(change: Change) -> None:
    live, movement = change.live, change.movement
    if isinstance(live.segment, Rest):
        raise NotNow("The legs rest.")
    if movement.mode == "bilateral" or live.side is None:
        raise NotNow("This exercise works both legs at once.")
    to = other_side(live.side)
    if movement.mode == "alternating":
        change.live = replace(live, side=to)
        return
    if _is_closed(change, to):
        raise NotNow(f"The {to} leg is done in this set.")
    if isinstance(live.segment, Work):
        _break_off(change)
        _switch(change, to)
    elif isinstance(live.segment, Switch):
        change.live = replace(live, side=to)
        change.cue("switch", to)
    else:
        change.live = replace(live, side=to)
        if isinstance(live.segment, GetReady):
            _forget_untouched(change)
            _open_turn(change)


def _break_off(change: Change) -> None:
    """Leave the side at hand with what it has; a side left with nothing starts afresh when it comes again."""
    work, turn = change.live.segment, change.live.turn
    assert isinstance(work, Work) and turn is not None, "only work is broken off"
    _leave_work(change)
    _keep_hold(change, work, turn)
    _forget_untouched(change)


def _keep_hold(change: Change, work: Work, turn: Turn) -> None:
    """The time held so far counts, although the hold was cut short."""
    if change.planned.lasts is not None:
        _map_turn(change, turn, lambda row: replace(row, held=row.held + change.t - work.began))


def _forget_untouched(change: Change) -> None:
    rows = tuple(row for row in change.live.rows if row.set != change.live.at or row.reps or row.held or row.closed)
    change.live = replace(change.live, rows=rows)


def _set_pace(change: Change, pace: Pace) -> None:
    live, segment = change.live, change.live.segment
    if pace == live.pace:
        raise NotNow(f"The session is {pace} already.")
    coming = live.at + isinstance(segment, Rest)
    if pace == "paced" and not change.plan.movement_of(coming).phases and change.plan.sets[coming].lasts is None:
        raise NotNow("This exercise has no phases to pace.")
    change.live = replace(live, pace=pace)
    match segment:
        case Setup(step=step, short=False):
            _setup_step(change, step)
        case GetReady() if pace == "self-paced" and change.planned.lasts is None:
            _work(change)
        case Work() if change.planned.lasts is None:
            _repace_work(change, segment, pace)
        case _:
            pass


def _repace_work(change: Change, work: Work, pace: Pace) -> None:
    if pace == "self-paced":
        change.go(replace(work, phase=None, ends=None))
        return
    _leave_work(change)
    if change.plan.get_ready > 0:
        change.go(GetReady(change.t + change.plan.get_ready))
        change.cue("ready", change.live.side)
    else:
        _work(change)


def on_resume(change: Change) -> None:
    """A pause ends: paced work starts its rep again after a countdown, so that nobody is caught off guard."""
    match change.live.segment:
        case Work(phase=int()) as work:
            _repace_work(change, work, "paced")
        case _:
            pass


def _adjust_load(change: Change, by: float) -> None:
    live = change.live
    index = live.at + 1 if isinstance(live.segment, Rest) else live.at
    movement = change.plan.movement_of(index)
    if movement.load_counts == "none":
        raise NotNow("This exercise takes no load.")
    old = live.loads[index]
    if _changed_load(old, by) == old:
        raise NotNow("There is no load to take off.")
    loads = tuple(
        _changed_load(load, by) if i >= index and change.plan.movement_of(i).id == movement.id else load
        for i, load in enumerate(live.loads)
    )
    rows = tuple(replace(row, load=loads[index]) if row.set == index and not row.closed else row for row in live.rows)
    change.live = replace(live, loads=loads, rows=rows)


def _changed_load(load: float | None, by: float) -> float | None:
    return round(max(0.0, (load or 0.0) + by), 3) or None


def _edit(change: Change, edit: EditSet) -> None:
    rows = change.live.rows
    if not 0 <= edit.row < len(rows) or not rows[edit.row].closed or rows[edit.row].skipped:
        raise NotNow("That set isn't done yet.")
    if min(edit.reps or 0, edit.seconds or 0, edit.load or 0) < 0:
        raise NotNow("Reps, seconds and load can't be negative.")
    if edit.rpe is not None and not is_rpe(edit.rpe):
        raise NotNow("RPE goes from 1 to 10, in halves.")
    row = rows[edit.row]
    if edit.reps is not None and change.plan.sets[row.set].lasts is not None:
        raise NotNow("That set goes by seconds, not by reps.")
    row = replace(
        row,
        reps=row.reps if edit.reps is None else edit.reps,
        rep_times=row.rep_times if edit.reps is None else row.rep_times[: edit.reps],
        held=row.held if edit.seconds is None else edit.seconds * 1000,
        load=row.load if edit.load is None else edit.load or None,
        rpe=row.rpe if edit.rpe is None else edit.rpe,
    )
    change.live = replace(change.live, rows=(*rows[: edit.row], row, *rows[edit.row + 1 :]))


def _end_early(change: Change) -> None:
    work, turn = change.live.segment, change.live.turn
    if isinstance(work, Work) and turn is not None:
        _leave_work(change)
        _keep_hold(change, work, turn)
    _drop_empty_rows(change)
    change.live = replace(change.live, turn=None)
    change.go(Done("ended-early"))
    change.cue("done")
