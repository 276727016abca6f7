"""What there is to show of a session at one instant: one frozen value, made from the state alone.

The screen, the plain mode and the window title all draw from it, so that they can't disagree. It holds numbers and
text of the catalogue; the sentences are made of it in `tui.words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from catalogue.schema.words import fill
from tui.session.commands import Command, CountRep, FinishSet, Proceed, Resume
from tui.session.estimate import estimate_today, time_left
from tui.session.plan import Mode, Ms, Phase, Side, Unit, other_side
from tui.session.state import (
    Break,
    Done,
    GetReady,
    Rest,
    Row,
    Segment,
    Setup,
    State,
    Switch,
    Work,
    current_rows,
    segment_end,
    tally,
)
from tui.session.turns import even_share

Doing = Literal["setup", "ready", "work", "break", "switch", "rest", "done"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one exercise of the plan is: sets done, of how many, and whether it is the one at hand."""

    name: str
    done: int
    of: int
    current: bool
    short: str = ""
    """Its name where there is little room."""
    movement: int = 0
    """Its index among the movements of the session."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A session at one instant."""

    doing: Doing
    paused: bool
    over: Literal["completed", "ended-early"] | None
    exercise: str
    exercise_id: str
    set_number: int
    set_of: int
    kind: str
    side: Side | None
    """The leg at work; in a switch or a set-up, the leg to come."""
    tally: int
    target: int | None
    """Where the set ends by itself; None: it has no target, or it is timed."""
    target_low: int | None
    part: int
    """Of the set, from 1."""
    part_of: int
    timed: bool
    open_hold: bool
    """A timed set that goes on until the person says so: the time counts up."""
    turn_before: int
    """Reps of this side in earlier turns of the set: reps said outright come on top of them."""
    left: Ms | None
    """Left of the countdown, the phase or the hold that is running."""
    held: Ms
    """Time held so far, of a timed set at work."""
    whole: Ms | None
    """All of it, where that is known."""
    phase: Phase | None
    phase_number: int
    phases: tuple[Phase, ...]
    steps: tuple[str, ...]
    """The set-up's texts: of this exercise or, in a rest, of the next one if it begins with one."""
    step: int
    step_of: int
    """How many steps the set-up at hand has; 0 outside a set-up."""
    mode: Mode
    lasts: Ms | None
    """The target of a timed set."""
    load: float | None
    load_counts: str
    unit: Unit
    paced: bool
    can_pace: bool
    elapsed: Ms
    """Since the session began, pauses left out."""
    remaining: Ms
    progress: float
    """0 to 1."""
    turn_reps: int | None
    """Reps of the turn to come, where the legs switch within the set; None: the whole set of this leg."""
    turn_left: int | None
    """Reps left of the turn at work; None: it has no goal, or nothing is worked."""
    switch_to: Side | None
    """The leg that works after this turn, if the set isn't done then."""
    rest_after: Ms
    """The rest after this set; 0: there is none."""
    exercise_after: str | None
    """The exercise of the set after this one; None: this is the last."""
    main: Command | None
    """What the main key does now."""
    rows: tuple[Row, ...]
    exercises: tuple[Progress, ...]
    cautions: tuple[str, ...] = ()
    """Of the exercise, in its set-up and in the rest before it."""
    notes: tuple[str, ...] = ()
    """Of the exercise, at the same times."""
    begins: bool = False
    """Whether the exercise begins: its set-up is at hand, or it is the rest before it."""


def snapshot(state: State) -> Snapshot:
    """The session as it is at `state.now`."""
    segment, planned = state.live.segment, state.live.shown
    movement = state.live.movements[planned.movement]
    ends = segment_end(segment)
    number = segment.phase if isinstance(segment, Work) else None
    doing = _doing(segment)
    count = tally(state.live) if doing in ("work", "ready") else _side_tally(state)
    remaining = time_left(state)
    return Snapshot(
        doing=doing,
        paused=state.paused_at is not None and not state.is_over,
        over=segment.outcome if isinstance(segment, Done) else None,
        exercise=movement.name,
        exercise_id=movement.id,
        set_number=planned.number,
        set_of=planned.of,
        kind=planned.kind,
        side=planned.first if isinstance(segment, Rest) else state.live.side,
        tally=count,
        target=_target(state)[1],
        target_low=_target(state)[0],
        part=_part(state) + 1,
        part_of=len(planned.parts) + 1,
        open_hold=planned.lasts is not None and planned.is_open,
        timed=planned.lasts is not None,
        turn_before=_before_turn(state),
        left=None if ends is None else max(0, ends - state.live_now),
        held=_held(state),
        whole=_whole(state, number),
        phase=None if number is None else movement.phases[number],
        phase_number=0 if number is None else number + 1,
        phases=movement.phases,
        steps=_steps(state),
        step=segment.step if isinstance(segment, Setup) else 0,
        step_of=_steps_at_hand(state),
        mode=movement.mode,
        lasts=planned.lasts,
        load=_load(state),
        load_counts=planned.load_counts or movement.load_counts,
        unit=state.plan.unit,
        paced=state.live.pace == "paced",
        can_pace=bool(movement.phases) or planned.lasts is not None,
        elapsed=state.now - state.began - state.paused_total,
        remaining=remaining,
        progress=_progress(state, remaining),
        turn_reps=_turn_reps(state),
        turn_left=_turn_left(state),
        switch_to=_switch_to(state),
        rest_after=state.planned.rest,
        exercise_after=_exercise_after(state),
        main=main_action(state),
        rows=state.live.rows,
        exercises=_exercises(state),
        cautions=movement.cautions if _begins(state) else (),
        notes=movement.notes if _begins(state) else (),
        begins=_begins(state),
    )


def main_action(state: State) -> Command | None:
    """What the main key does in this state."""
    if state.is_over:
        return None
    if state.paused_at is not None:
        return Resume()
    match state.live.segment:
        case Setup() | GetReady() | Switch() | Break() | Rest():
            return Proceed()
        case Work(phase=None, ends=int()):
            return FinishSet() if state.planned.is_open else None
        case _:
            return CountRep()


def _doing(segment: Segment) -> Doing:
    match segment:
        case Setup():
            return "setup"
        case GetReady():
            return "ready"
        case Work():
            return "work"
        case Break():
            return "break"
        case Switch():
            return "switch"
        case Rest():
            return "rest"
        case Done():
            return "done"


def _side_tally(state: State) -> int:
    if isinstance(state.live.segment, Rest):
        return 0
    return sum(row.reps for row in current_rows(state.live) if row.side == state.live.side)


def _held(state: State) -> Ms:
    live, work = state.live, state.live.segment
    if not isinstance(work, Work) or state.planned.lasts is None or live.turn is None:
        return 0
    return sum(row.held for row in current_rows(live) if row.side == live.turn.side) + state.live_now - work.began


def _part(state: State) -> int:
    return state.live.turn.part if state.live.turn else 0


def _load(state: State) -> float | None:
    """The load of the set shown, or of the part of it at hand."""
    part, live = _part(state), state.live
    rows = [row for row in current_rows(live) if live.turn and live.turn.side in (None, row.side)]
    return rows[0].parts[part - 1].load if part and rows else live.shown.load


def _target(state: State) -> tuple[int | None, int | None]:
    """The low end of the target, and where the part at hand ends by itself."""
    part, shown = _part(state), state.live.shown
    reps = shown.parts[part - 1].reps if part else None
    return (reps, reps) if part else (shown.reps, shown.reps_max)


def _before_turn(state: State) -> int:
    if state.live.turn is not None:
        return state.live.turn.before
    return _side_tally(state)


def _whole(state: State, phase: int | None) -> Ms | None:
    match state.live.segment:
        case Rest(began=began, ends=ends):
            return ends - began
        case Switch():
            return state.movement.switch_lasts
        case GetReady():
            return state.plan.get_ready
        case Break():
            return state.planned.parts[part - 1].pause if (part := _part(state)) else None
        case Work() if phase is not None:
            return state.movement.phases[phase].lasts
        case Work():
            return state.planned.lasts
        case Setup(step=step, short=short):
            return (state.movement.short_setup if short else state.movement.setup)[step].lasts
        case Done():
            return None


def _steps(state: State) -> tuple[str, ...]:
    segment, shown, side = state.live.segment, state.live.shown, state.live.side
    movement = state.live.movements[shown.movement]
    if isinstance(segment, Setup) and segment.short:
        steps = movement.short_setup
    elif isinstance(segment, Setup) or (isinstance(segment, Rest) and shown.movement not in state.live.read):
        steps, side = movement.setup, side or shown.first
    elif isinstance(segment, Switch):
        steps = movement.short_setup
    else:
        steps = ()
    return tuple(for_side(step.text, side) for step in steps)


def _begins(state: State) -> bool:
    match state.live.segment:
        case Setup(short=short):
            return not short
        case Rest():
            return state.live.shown.movement not in state.live.read
        case _:
            return False


def for_side(text: str, side: Side | None) -> str:
    """Return the text with the legs named; as it is where there is no side."""
    return text if side is None else fill(text, side)


def _progress(state: State, remaining: Ms) -> float:
    whole = estimate_today(state)
    if state.is_over or whole == 0:
        return 1.0
    return min(1.0, max(0.0, 1 - remaining / whole))


def _exercises(state: State) -> tuple[Progress, ...]:
    """Progress by movement, in the order of today's list; a set counts as done once something was done in it."""
    live, shown = state.live, state.live.shown
    worked = {row.set for row in live.rows if row.closed} & live.finished
    if state.is_over:
        worked = {row.set for row in live.rows if row.closed}
    found = []
    for index in dict.fromkeys(planned.movement for planned in live.sets):
        sets = [planned.id for planned in live.sets if planned.movement == index and not planned.dropped]
        done = sum(one in worked for one in sets)
        if sets or shown.movement == index:
            movement = live.movements[index]
            current = shown.movement == index
            found.append(Progress(movement.name, done, len(sets), current, movement.short, index))
    return tuple(found)


def _steps_at_hand(state: State) -> int:
    match state.live.segment:
        case Setup(short=short):
            return len(state.movement.short_setup if short else state.movement.setup)
        case _:
            return 0


def _turn_reps(state: State) -> int | None:
    side, every, planned = state.live.side, state.movement.switch_every, state.planned
    if every is None or planned.lasts is not None or planned.parts or isinstance(state.live.segment, Rest):
        return None
    done = _side_tally(state)
    other_closed = any(row.closed for row in current_rows(state.live) if row.side != side)
    if planned.reps_max is None:
        return None if other_closed else every
    left = planned.reps_max - done
    if other_closed:
        return left if done and left > 0 else None
    return even_share(left, every) if state.plan.even_turns and left > 0 else min(every, left)


def _turn_left(state: State) -> int | None:
    turn = state.live.turn
    return None if turn is None or turn.goal is None else turn.goal - tally(state.live)


def _switch_to(state: State) -> Side | None:
    turn = state.live.turn
    if state.movement.mode != "unilateral" or turn is None or turn.side is None:
        return None
    other = other_side(turn.side)
    closed = any(row.side == other and row.closed for row in current_rows(state.live))
    return None if closed else other


def _exercise_after(state: State) -> str | None:
    following = state.live.to_come
    return state.live.movements[following[0].movement].name if following else None
