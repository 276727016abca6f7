"""Every transition of a session: which event in which segment leads where.

There are two kinds of event. `on_deadline` is the table of automatic transitions: the segment's own time is up.
`on_command` is the table of what a person may do; a pair that is missing there makes no sense and raises `NotNow`.
The handlers stand beside this file and call one way only, without recursion:

    transitions -> todays_list -> adjustments, load_changes, counting -> turns -> change

Two time axes. *Session time* is what callers hand in; it runs in pauses too. *Live time* is session time less pauses
and less what undo took back; all deadlines are in live time, so a pause moves none of them, and undo restores a
`Live` to the letter with the time that was left. `Change.t` is live time; with `Change.offset` added it is
session time.

The fixed point. `engine.advance` runs `on_deadline` until no deadline is left that has passed, each at its own exact
instant, however late it is called. Therefore one call for an hour equals any number of calls within it.
"""

from __future__ import annotations

from collections.abc import Callable

from tui.session.adjustments import (
    adjust_load,
    change_leg,
    edit_set,
    end_early,
    rate,
    rate_row,
    set_pace,
    write_note,
)
from tui.session.change import Change
from tui.session.commands import (
    AddExercise,
    AddSet,
    AdjustLoad,
    AdjustRest,
    Command,
    CountRep,
    DropExercise,
    EditSet,
    End,
    FinishSet,
    GoTo,
    MoveEarlier,
    MoveLater,
    Note,
    NotNow,
    Proceed,
    Rate,
    ReplaceExercise,
    SetLoad,
    SetPace,
    Skip,
    StepLoad,
    SwitchSide,
)
from tui.session.counting import close_held, count_rep, finish_unstarted, finish_work, rewound, skip_set
from tui.session.load_changes import set_load, step_load
from tui.session.state import Break, Done, GetReady, Moment, Rest, Setup, Switch, Work
from tui.session.todays_list import add_exercise, add_set, drop, go_to, move, replace_exercise
from tui.session.turns import (
    after_switch,
    begin_phase,
    begin_turn,
    begin_work,
    end_rest,
    end_turn,
    next_step,
    start_set,
)


def open_session(change: Change) -> None:
    """Enter the first segment."""
    start_set(change, change.planned)


def on_deadline(change: Change) -> Moment | None:
    """The segment's time is up; return the moment to which undo goes back, if something was counted."""
    match change.live.segment:
        case Setup(step=step, short=short):
            next_step(change, step, short)
        case GetReady():
            begin_work(change)
        case Switch():
            after_switch(change, ran_out=True)
        case Rest():
            end_rest(change)
        case Break():
            begin_work(change)
        case Work(phase=None, began=began):
            before = rewound(change, began)
            close_held(change, held=change.t - began)
            return before
        case Work(phase=int(phase), rep_began=rep_began):
            if phase + 1 < len(change.movement.phases):
                begin_phase(change, phase + 1)
                return None
            before = rewound(change, rep_began)
            count_rep(change)
            return before
        case Done():
            raise AssertionError("a session that is over has no deadline")
    return None


def _finish(change: Change, said: FinishSet, finish: Callable[[], None]) -> None:
    """End the work with the load and the RPE that were said with it."""
    here = change.live.at
    side = change.live.turn.side if change.live.turn else None
    if said.load is not None:
        set_load(change, said.load or (0.0 if said.load_counts == "bodyweight" else None), said.load_counts)
    finish()
    if said.rpe is not None:
        rate_row(change, here, side, said.rpe)


def on_command(change: Change, command: Command) -> None:
    """What the person said; raises `NotNow` where it makes no sense."""
    segment = change.live.segment
    match command, segment:
        case EditSet(), _:
            edit_set(change, command)
        case Rate(rpe=rpe), _:
            rate(change, rpe)
        case _, Done():
            raise NotNow("The session is over.")
        case CountRep(), Work(phase=None, ends=int()):
            raise NotNow("The clock counts this one; finishing the set ends it early.")
        case CountRep(), Work():
            count_rep(change)
        case CountRep(), _:
            raise NotNow("No set is being worked.")
        case Proceed(), Setup(step=step, short=short):
            next_step(change, step, short)
        case Proceed(), Work():
            raise NotNow("The set has begun.")
        case Proceed() | Skip(), GetReady():
            begin_work(change)
        case Proceed(), Break():
            begin_work(change)
        case Skip(), Break():
            end_turn(change, closes=True, whole=True)
        case Proceed() | Skip(), Switch():
            after_switch(change, ran_out=False)
        case Proceed() | Skip(), Rest():
            end_rest(change, ran_out=False)
        case Skip(), Setup():
            begin_turn(change, ran_out=False)
        case Skip(), Work():
            skip_set(change)
        case FinishSet(said=said), Work():
            _finish(change, command, lambda: finish_work(change, said))
        case FinishSet(said=int(said), load=None), Setup() | GetReady() | Switch() | Break():
            _finish(change, command, lambda: finish_unstarted(change, said))
        case FinishSet(load=float()), Setup() | GetReady() | Switch() | Break() | Rest():
            raise NotNow("No set is being worked: e corrects one that is done.")
        case FinishSet(), _:
            raise NotNow("No set is being worked.")
        case SwitchSide(), _:
            change_leg(change)
        case SetPace(pace=pace), _:
            set_pace(change, pace)
        case AdjustLoad(by=by), _:
            adjust_load(change, by)
        case SetLoad(load=load, load_counts=counts), _:
            set_load(change, load, counts)
        case StepLoad(up=up), _:
            step_load(change, up)
        case Note(), _:
            write_note(change, command)
        case AdjustRest(by=by), Rest(began=began, ends=ends):
            change.go(Rest(began, max(change.t, ends + by)))
        case AdjustRest(), _:
            raise NotNow("No rest is running.")
        case GoTo(set=id_), _:
            go_to(change, id_)
        case MoveLater(movement=movement), _:
            move(change, movement, 1)
        case MoveEarlier(movement=movement), _:
            move(change, movement, -1)
        case AddSet(movement=movement), _:
            add_set(change, movement)
        case AddExercise(movement=added, sets=sets, after=after), _:
            add_exercise(change, added, sets, after)
        case ReplaceExercise(movement=movement, by=by_, sets=sets), _:
            replace_exercise(change, movement, by_, sets)
        case DropExercise(movement=movement), _:
            drop(change, movement)
        case End(), _:
            end_early(change)
        case _:
            raise AssertionError(f"{command} is not a transition")
