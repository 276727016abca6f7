"""What there is to show of a session at one instant: one frozen value, made from the state alone.

The screen, the plain mode and the window title all draw from it, so that they can't disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui.session.commands import Command, CountRep, Proceed, Resume
from tui.session.estimate import estimate, time_left
from tui.session.plan import Ms, Phase, Plan, Side, other_side
from tui.session.state import (
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

Doing = Literal["setup", "ready", "work", "switch", "rest", "done"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one exercise of the plan is: sets done, of how many, and whether it is the one at hand."""

    name: str
    done: int
    of: int
    current: bool


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
    timed: bool
    turn_before: int
    """Reps of this side in earlier turns of the set: reps said outright come on top of them."""
    left: Ms | None
    """Left of the countdown, the phase or the hold that is running."""
    whole: Ms | None
    """All of it, where that is known."""
    phase: Phase | None
    phase_number: int
    phases: tuple[Phase, ...]
    steps: tuple[str, ...]
    """The set-up's texts: of this exercise or, in a rest, of the next one if it begins with one."""
    step: int
    load: str
    takes_load: bool
    paced: bool
    can_pace: bool
    elapsed: Ms
    """Since the session began, pauses left out."""
    remaining: Ms
    progress: float
    """0 to 1."""
    next: str
    status: str
    main: tuple[Command, str] | None
    """What the main key does now, and the word for it."""
    rows: tuple[Row, ...]
    exercises: tuple[Progress, ...]


def snapshot(state: State) -> Snapshot:
    """The session as it is at `state.now`."""
    segment, at = state.live.segment, _set_shown(state)
    planned, movement = state.plan.sets[at], state.plan.movement_of(at)
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
        target=planned.reps_max,
        target_low=planned.reps,
        timed=planned.lasts is not None,
        turn_before=_before_turn(state),
        left=None if ends is None else max(0, ends - state.live_now),
        whole=_whole(state, number),
        phase=None if number is None else movement.phases[number],
        phase_number=0 if number is None else number + 1,
        phases=movement.phases,
        steps=_steps(state, at),
        step=segment.step if isinstance(segment, Setup) else 0,
        load=load_text(state.live.loads[at], state.plan.unit, movement.load_counts),
        takes_load=movement.load_counts != "none",
        paced=state.live.pace == "paced",
        can_pace=bool(movement.phases) or planned.lasts is not None,
        elapsed=state.now - state.began - state.paused_total,
        remaining=remaining,
        progress=_progress(state.plan, remaining, state.is_over),
        next=_next(state),
        status=_status(state),
        main=main_action(state),
        rows=state.live.rows,
        exercises=_exercises(state),
    )


def main_action(state: State) -> tuple[Command, str] | None:
    """What the main key does in this state, and the word for it."""
    if state.is_over:
        return None
    if state.paused_at is not None:
        return Resume(), "carry on"
    match state.live.segment:
        case Setup(step=step, short=short):
            steps = state.movement.short_setup if short else state.movement.setup
            return Proceed(), "next step" if step + 1 < len(steps) else "start"
        case GetReady() | Switch():
            return Proceed(), "start now"
        case Rest():
            return Proceed(), "skip rest"
        case Work(phase=None, ends=int()):
            return None
        case _:
            return CountRep(), "rep"


def load_text(load: float | None, unit: str, counts: str) -> str:
    """The load with what it counts: `8 kg each hand`; empty if there is none."""
    if load is None or counts == "none":
        return ""
    weight = f"{load:g} {unit}"
    return {
        "per-hand": f"{weight} each hand",
        "per-side": f"{weight} each side",
        "stack": f"{weight} on the stack",
    }.get(counts, weight)


def clock(ms: Ms) -> str:
    """A countdown as `0:41`, rounded up, so that it reads 0:00 only when it is over."""
    seconds = -(-ms // 1000)
    return f"{seconds // 60}:{seconds % 60:02d}"


def seconds_text(ms: Ms) -> str:
    """A time held as `30 s` or `7.5 s`."""
    return f"{round(ms / 1000, 1):g} s"


def reps_text(low: int | None, high: int | None) -> str:
    """A target as `10` or `8-12`; empty if there is none."""
    if low is None:
        return ""
    return str(low) if low == high else f"{low}-{high}"


def _doing(segment: Segment) -> Doing:
    match segment:
        case Setup():
            return "setup"
        case GetReady():
            return "ready"
        case Work():
            return "work"
        case Switch():
            return "switch"
        case Rest():
            return "rest"
        case Done():
            return "done"


def _set_shown(state: State) -> int:
    """The set at hand; in a rest, the next."""
    return state.live.at + isinstance(state.live.segment, Rest)


def _side_tally(state: State) -> int:
    if isinstance(state.live.segment, Rest):
        return 0
    return sum(row.reps for row in current_rows(state.live) if row.side == state.live.side)


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
        case Work() if phase is not None:
            return state.movement.phases[phase].lasts
        case Work():
            return state.planned.lasts
        case Setup(step=step, short=short):
            return (state.movement.short_setup if short else state.movement.setup)[step].lasts
        case Done():
            return None


def _steps(state: State, at: int) -> tuple[str, ...]:
    segment, movement = state.live.segment, state.plan.movement_of(at)
    side = state.live.side
    if isinstance(segment, Setup) and segment.short:
        steps = movement.short_setup
    elif isinstance(segment, Setup) or (isinstance(segment, Rest) and state.plan.sets[at].with_setup):
        steps, side = movement.setup, side or state.plan.sets[at].first
    elif isinstance(segment, Switch):
        steps = movement.short_setup
    else:
        steps = ()
    return tuple(for_side(step.text, side) for step in steps)


def for_side(text: str, side: Side | None) -> str:
    """The text with the legs named, by plain replacement: text from a file is never a format."""
    if side is None:
        return text
    return text.replace("{side}", side).replace("{other}", other_side(side))


def _progress(plan: Plan, remaining: Ms, over: bool) -> float:
    whole = estimate(plan)
    if over or whole == 0:
        return 1.0
    return min(1.0, max(0.0, 1 - remaining / whole))


def _exercises(state: State) -> tuple[Progress, ...]:
    """Progress by movement; a set counts as done once the session is past it."""
    past = state.live.at + isinstance(state.live.segment, Rest | Done)
    shown = _set_shown(state)
    found = []
    for index, movement in enumerate(state.plan.movements):
        sets = [at for at, planned in enumerate(state.plan.sets) if planned.movement == index]
        worked = {row.set for row in state.live.rows if row.closed}
        done = sum(at < past and at in worked for at in sets)
        found.append(Progress(movement.name, done, len(sets), state.plan.sets[shown].movement == index))
    return tuple(found)


def _next(state: State) -> str:
    """One line: what comes after what is going on."""
    segment, planned, movement = state.live.segment, state.planned, state.movement
    if isinstance(segment, Done):
        return ""
    if isinstance(segment, Rest):
        return _coming(state, state.live.at + 1)
    if isinstance(segment, Setup | Switch | GetReady):
        return _work_text(state)
    after = _after_set(state)
    turn = state.live.turn
    if movement.mode == "unilateral" and turn is not None and turn.side is not None:
        other = other_side(turn.side)
        if not any(row.side == other and row.closed for row in current_rows(state.live)):
            return f"switch to {other.upper()}{_after_reps(state)}"
    return after if planned.lasts is not None else after + _after_reps(state)


def _after_reps(state: State) -> str:
    turn = state.live.turn
    if turn is None or turn.goal is None:
        return ""
    left = turn.goal - tally(state.live)
    return f" after {left} more" if left > 0 else ""


def _after_set(state: State) -> str:
    at = state.live.at
    if at + 1 == len(state.plan.sets):
        return "the session is done"
    if state.planned.rest:
        return f"rest {state.planned.rest // 1000} s"
    return state.plan.movement_of(at + 1).name


def _coming(state: State, at: int) -> str:
    planned, movement = state.plan.sets[at], state.plan.movement_of(at)
    parts = [movement.name, set_text(planned.number, planned.of, planned.kind), _target_text(state, at)]
    if planned.first is not None and movement.mode == "unilateral":
        parts.append(f"{planned.first.upper()} leg first")
    parts.append(load_text(state.live.loads[at], state.plan.unit, movement.load_counts))
    return " · ".join(part for part in parts if part)


def _work_text(state: State) -> str:
    side, every, target = state.live.side, state.movement.switch_every, state.planned.reps_max
    leg = f"{side.upper()} leg, " if side and state.movement.mode == "unilateral" else ""
    rows = current_rows(state.live)
    other_closed = any(row.closed for row in rows if row.side != side)
    if every is None or target is None or other_closed:
        return leg + _target_text(state, state.live.at).removesuffix(" a side" if leg else "")
    return f"{leg}{min(every, target - _side_tally(state))} reps"


def _target_text(state: State, at: int) -> str:
    planned, movement = state.plan.sets[at], state.plan.movement_of(at)
    side = " a side" if movement.mode == "unilateral" else ""
    if planned.lasts is not None:
        return f"{planned.lasts / 1000:g} s{side}"
    if planned.reps is None:
        return f"as many reps as possible{side}"
    return f"{reps_text(planned.reps, planned.reps_max)} reps{side}"


def set_text(number: int, of: int, kind: str) -> str:
    """Which set: `set 2 of 3`, `warm-up set 1 of 1`."""
    return f"{'warm-up set' if kind == 'warmup' else 'set'} {number} of {of}"


def _status(state: State) -> str:
    """What digits, dots, arrows and colour say, in plain characters."""
    segment, planned = state.live.segment, state.planned
    if isinstance(segment, Done):
        return "session done" if segment.outcome == "completed" else "session ended early"
    shown = state.plan.sets[_set_shown(state)]
    parts = ["PAUSED"] if state.paused_at is not None else []
    left = clock(max(0, (segment_end(segment) or 0) - state.live_now))
    parts.append(set_text(shown.number, shown.of, shown.kind))
    if state.live.side and not isinstance(segment, Rest):
        parts.append(f"{state.live.side.upper()} leg")
    match segment:
        case Setup(step=step, short=short):
            steps = state.movement.short_setup if short else state.movement.setup
            parts.append(f"set-up {step + 1} of {len(steps)}")
        case GetReady():
            parts.append(f"get ready {left}")
        case Switch():
            parts = [*parts[:-2], "SWITCH LEGS", *parts[-2:], left]
        case Rest():
            parts = [*parts[:-1], f"rest {left}", f"next {parts[-1]}"]
        case Work() if planned.lasts is not None:
            parts.append(f"hold {left}")
        case Work():
            target = reps_text(planned.reps, planned.reps_max)
            parts.append(f"rep {tally(state.live)} / {target}" if target else f"rep {tally(state.live)}, no target")
    return " · ".join(parts)
