"""What a person changes in a session that runs: leg, pace, load, a set already done, the end."""

from __future__ import annotations

from dataclasses import replace

from catalogue.files.text import NOTE_LENGTH
from tui.session.change import Change, close_rows, forget_untouched, is_closed, leave_work, map_turn
from tui.session.commands import EditSet, Note, NotNow
from tui.session.load_changes import carry_correction
from tui.session.plan import Pace, Side, other_side
from tui.session.state import Done, GetReady, Pin, Rest, Setup, Switch, Turn, Work
from tui.session.turns import begin_switch, begin_work, open_turn, setup_step


def change_leg(change: Change) -> None:
    """Go on with the other leg; what this one has done stays."""
    live, movement = change.live, change.movement
    if isinstance(live.segment, Rest):
        raise NotNow("The legs rest.")
    if movement.mode == "bilateral" or live.side is None:
        raise NotNow("This exercise works both legs at once.")
    if change.planned.parts and live.turn is not None and live.turn.part:
        raise NotNow("The parts of a set stay on one leg.")
    to = other_side(live.side)
    if movement.mode == "alternating":
        change.live = replace(live, side=to)
        return
    if is_closed(change, to):
        raise NotNow(f"The {to} leg is done in this set.")
    if isinstance(live.segment, Work):
        break_off(change)
        begin_switch(change, to)
    elif isinstance(live.segment, Switch):
        change.live = replace(live, side=to)
        change.cue("switch", to)
    else:
        change.live = replace(live, side=to)
        if isinstance(live.segment, GetReady):
            forget_untouched(change)
            open_turn(change)


def break_off(change: Change) -> None:
    """Leave the side at hand with what it has; a side left with nothing starts afresh when it comes again."""
    work, turn = change.live.segment, change.live.turn
    assert isinstance(work, Work) and turn is not None, "only work is broken off"
    leave_work(change)
    _keep_hold(change, work, turn)
    forget_untouched(change)


def _keep_hold(change: Change, work: Work, turn: Turn) -> None:
    """The time held so far counts, although the hold was cut short."""
    if change.planned.lasts is not None:
        map_turn(change, turn, lambda row: replace(row, held=row.held + change.t - work.began))


def set_pace(change: Change, pace: Pace) -> None:
    """Change between counting by key and the tempo player; the tally stays."""
    live, segment = change.live, change.live.segment
    if pace == live.pace:
        raise NotNow(f"The session is {pace} already.")
    shown = live.shown
    if pace == "paced" and not live.movements[shown.movement].phases and shown.lasts is None:
        raise NotNow("This exercise has no phases to pace.")
    change.live = replace(live, pace=pace)
    match segment:
        case Setup(step=step, short=False):
            setup_step(change, step)
        case GetReady() if pace == "self-paced" and change.planned.lasts is None:
            begin_work(change)
        case Work() if change.planned.lasts is None:
            _repace_work(change, segment, pace)
        case _:
            pass


def _repace_work(change: Change, work: Work, pace: Pace) -> None:
    if pace == "self-paced":
        change.go(replace(work, phase=None, ends=None))
        return
    leave_work(change)
    if change.plan.get_ready > 0:
        change.go(GetReady(change.t + change.plan.get_ready))
        change.cue("ready", change.live.side)
    else:
        begin_work(change)


def on_resume(change: Change) -> None:
    """A pause ends: paced work starts its rep again after a countdown, so that nobody is caught off guard."""
    match change.live.segment:
        case Work(phase=int()) as work:
            _repace_work(change, work, "paced")
        case _:
            pass


def adjust_load(change: Change, by: float) -> None:
    """Add `by` to the load of the set at hand (in a rest, of the next) and of those of its exercise to come."""
    live, shown = change.live, change.live.shown
    movement = live.movements[shown.movement]
    if movement.load_counts == "none":
        raise NotNow("This exercise takes no load.")
    new = _changed_load(shown.load, by)
    if new == shown.load:
        raise NotNow("There is no load to take off.")
    sets = tuple(
        replace(planned, load=_changed_load(planned.load, by))
        if planned.id not in live.finished and live.movements[planned.movement].id == movement.id
        else planned
        for planned in live.sets
    )
    rows = tuple(replace(row, load=new) if row.set == shown.id and not row.closed else row for row in live.rows)
    change.live = replace(live, sets=sets, rows=rows)


def _changed_load(load: float | None, by: float) -> float | None:
    return round(max(0.0, (load or 0.0) + by), 3) or None


def edit_set(change: Change, edit: EditSet) -> None:
    """Correct a row that is done."""
    rows = change.live.rows
    if not 0 <= edit.row < len(rows) or not rows[edit.row].closed or rows[edit.row].skipped:
        raise NotNow("That set isn't done yet.")
    if min(edit.reps or 0, edit.seconds or 0, edit.load or 0) < 0:
        raise NotNow("Reps, seconds and load can't be negative.")
    if edit.rpe is not None:
        _check_rpe(edit.rpe)
    row = rows[edit.row]
    if edit.reps is not None and change.live.set_of(row.set).lasts is not None:
        raise NotNow("That set goes by seconds, not by reps.")
    corrected = replace(
        row,
        reps=row.reps if edit.reps is None else edit.reps,
        rep_times=row.rep_times if edit.reps is None else row.rep_times[: edit.reps],
        held=row.held if edit.seconds is None else edit.seconds * 1000,
        load=row.load if edit.load is None else edit.load or None,
        rpe=row.rpe if edit.rpe is None else edit.rpe,
    )
    change.live = replace(change.live, rows=(*rows[: edit.row], corrected, *rows[edit.row + 1 :]))
    if corrected.load != row.load:
        carry_correction(change, change.live.set_of(row.set), row.load, corrected.load)


def rate(change: Change, rpe: float) -> None:
    """Put the RPE into the rows of the set that was done last."""
    done = [row for row in change.live.rows if row.closed and not row.skipped]
    if not done:
        raise NotNow("No set is done yet.")
    _check_rpe(rpe)
    last = done[-1].set
    rows = (replace(row, rpe=rpe) if row.set == last and row.closed else row for row in change.live.rows)
    change.live = replace(change.live, rows=tuple(rows))


def rate_row(change: Change, set_: int, side: Side | None, rpe: float) -> None:
    """Put the RPE into the rows of a set that one turn worked on; both, where it worked on both."""
    _check_rpe(rpe)
    rows = (
        replace(row, rpe=rpe) if row.set == set_ and side in (None, row.side) else row for row in change.live.rows
    )
    change.live = replace(change.live, rows=tuple(rows))


def _check_rpe(rpe: float) -> None:
    if not 1 <= rpe <= 10 or rpe * 2 != int(rpe * 2):
        raise NotNow("RPE goes from 1 to 10, in halves.")


def write_note(change: Change, note: Note) -> None:
    """Write a note to the set at hand, or in a rest to the one done last, which `live.at` still names."""
    live, text = change.live, note.text.strip()
    if not text:
        raise NotNow("A note has at least one letter.")
    planned = live.planned
    whole = f"{planned.note}; {text}" if planned.note else text
    if len(whole) > NOTE_LENGTH:
        raise NotNow(f"A set's note has at most {NOTE_LENGTH} letters; this would make {len(whole)}.")
    sets = tuple(replace(one, note=whole) if one.id == live.at else one for one in live.sets)
    pin = (Pin(live.movement.id, text, note.instead_of),) if note.pins else ()
    change.live = replace(live, sets=sets, pins=(*live.pins, *pin))


def end_early(change: Change) -> None:
    """End the session with what was done so far."""
    work, turn = change.live.segment, change.live.turn
    if isinstance(work, Work) and turn is not None:
        leave_work(change)
        _keep_hold(change, work, turn)
    close_rows(change, {planned.id for planned in change.live.sets})
    change.live = replace(change.live, turn=None)
    change.go(Done("ended-early"))
    change.cue("done")
