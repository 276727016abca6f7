"""Cues in words: what a line of text or a voice says. All from the cue and the state after it, nothing else."""

from __future__ import annotations

from tui.session.cues import Cue
from tui.session.plan import PlannedSet, other_side
from tui.session.snapshot import for_side, snapshot
from tui.session.state import Break, Done, Rest, Row, Setup, State, Work
from tui.words.quantities import MANY_REPS, capital, counted, goal_text, load_text, reps_asked, seconds_text
from tui.words.sets import amount_text, leg_text, phase_text, set_text


def cue_line(cue: Cue, state: State) -> str | None:
    """Return what to say at a cue; None when the session has moved on and it would only mislead."""
    match cue.kind:
        case "setup":
            return _setup(cue, state)
        case "ready":
            return f"Get ready: {seconds_text(state.plan.get_ready)}."
        case "work":
            return _work(cue, state)
        case "phase":
            return _phase(cue, state)
        case "rep":
            return _rep(cue, state)
        case "count":
            return str(cue.number)
        case "switch":
            return f"Switch legs. {leg_text(cue.side)}."
        case "part":
            return _part(cue, state)
        case "set-done":
            return _set_done(cue, state)
        case "rest":
            return _rest(state)
        case "rest-over":
            return "Rest over."
        case "done":
            early = isinstance(state.live.segment, Done) and state.live.segment.outcome == "ended-early"
            return "Ended early." if early else "Done."


def _setup(cue: Cue, state: State) -> str | None:
    segment = state.live.segment
    if not isinstance(segment, Setup) or cue.number is None:
        return None
    steps = state.movement.short_setup if segment.short else state.movement.setup
    if cue.number > len(steps):
        return None
    text = for_side(steps[cue.number - 1].text, state.live.side)
    return f"Set-up {cue.number} of {len(steps)}: {text}"


def _work(cue: Cue, state: State) -> str | None:
    work, turn = state.live.segment, state.live.turn
    if not isinstance(work, Work) or turn is None:
        return None
    movement, planned = state.movement, state.planned
    leg = f"{leg_text(cue.side)}. " if cue.side and movement.mode == "unilateral" else ""
    if planned.lasts is not None and planned.is_open:
        return f"{leg}At least {seconds_text(planned.lasts)}, until you end it."
    if planned.lasts is not None:
        return f"{leg}{capital(seconds_text((work.ends or work.began) - work.began))}."
    in_turn = f", legs in turn, {cue.side} first" if movement.mode == "alternating" else ""
    if turn.goal is None and planned.is_open and planned.reps is not None:
        return f"{leg}At least {counted(planned.reps, 'rep')}, as many as you can{in_turn}."
    if turn.goal is None:
        return f"{leg}{capital(MANY_REPS)}{in_turn}."
    if turn.before == 0 and turn.goal == planned.reps_max:
        return f"{leg}{reps_asked(planned.reps, planned.reps_max)}{in_turn}."
    return f"{leg}{counted(turn.goal - turn.before, 'rep')}{in_turn}."


def _phase(cue: Cue, state: State) -> str | None:
    phases = state.movement.phases
    if not isinstance(state.live.segment, Work) or cue.number is None or cue.number > len(phases):
        return None
    return f"{phase_text(phases[cue.number - 1])}."


def _rep(cue: Cue, state: State) -> str:
    planned, movement = _set_of(cue, state), state.live.movements[_set_of(cue, state).movement]
    target = goal_text(planned.reps, planned.reps_max)
    said = f"{cue.number} of {target}" if target else str(cue.number)
    if movement.mode == "alternating" and cue.side and isinstance(state.live.segment, Work):
        return f"{said}. {leg_text(other_side(cue.side))}."
    return said


def _part(cue: Cue, state: State) -> str | None:
    if not isinstance(state.live.segment, Break) or cue.number is None:
        return None
    now = snapshot(state)
    load = load_text(now.load, now.unit, now.load_counts)
    return f"Part {now.part} of {now.part_of} in {seconds_text(now.whole or 0)}{load and ': '}{load}."


def _set_of(cue: Cue, state: State) -> PlannedSet:
    """The set that the cue speaks of: with no rest between, the next one is at hand already."""
    return next((planned for planned in state.live.sets if planned.id == cue.set), state.planned)


def _set_done(cue: Cue, state: State) -> str:
    planned = _set_of(cue, state)
    which = capital(set_text(planned.number, planned.of, planned.kind))
    done = [row for row in state.live.rows if row.set == planned.id]
    if not done:
        return f"{which} skipped."
    if done[0].side is None:
        return f"{which} done: {amount_text(done[0], planned)}."
    return f"{which} done: {', '.join(f'{row.side} {_short_amount(row, planned)}' for row in done)}."


def _rest(state: State) -> str | None:
    rest, planned = state.live.segment, state.live.shown
    if not isinstance(rest, Rest):
        return None
    movement = state.live.movements[planned.movement]
    load = load_text(planned.load, state.plan.unit, movement.load_counts)
    coming = f"{movement.name}, {set_text(planned.number, planned.of, planned.kind)}{load and ', '}{load}"
    return f"Rest, {seconds_text(rest.ends - rest.began)}. Next: {coming}."


def _short_amount(row: Row, planned: PlannedSet) -> str:
    return str(row.reps) if planned.lasts is None else seconds_text(row.held)
