"""The breath after a target: read off the state alone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, STEP_UP, inputs, plan_of, plans

from tui.session import (
    AdjustLoad,
    AdjustRest,
    Command,
    CountRep,
    End,
    FinishSet,
    NotNow,
    Pause,
    Plan,
    Redo,
    Resume,
    Skip,
    State,
    SwitchSide,
    Undo,
    advance,
    begin,
    handle,
)
from tui.session.state import Work
from tui.session.target import BREATH, just_reached


def after(state: State, *commands: Command, every: int = 700) -> State:
    for command in commands:
        state, _ = handle(state, command, state.now + every)
    return state


def working(plan: Plan) -> State:
    return after(begin(plan, 0), Skip())


def breath(state: State) -> list[bool]:
    """Whether the target was just reached: now, at the last instant of the breath, and after it."""
    return [just_reached(state, state.now + passed) for passed in (0, BREATH - 1, BREATH)]


REACHED, NOT_REACHED = [True, True, False], [False, False, False]


def test_a_set_counted_to_its_target_leaves_a_breath() -> None:
    assert breath(after(working(plan_of(BOTH_LEGS, reps=2)), CountRep(), CountRep())) == REACHED


def test_a_turn_counted_to_its_target_leaves_a_breath_before_the_switch_and_before_the_rest() -> None:
    first = after(working(plan_of(SINGLE_LEG, reps=1)), CountRep())
    assert breath(first) == REACHED
    assert breath(after(first, Skip(), CountRep())) == REACHED


def test_alternating_legs_leave_a_breath_at_their_target() -> None:
    assert breath(after(working(plan_of(STEP_UP, reps=2)), CountRep(), CountRep())) == REACHED


def test_the_very_last_target_leaves_a_breath() -> None:
    done = after(working(plan_of(BOTH_LEGS, sets=1, reps=1)), CountRep())
    assert done.is_over
    assert breath(done) == REACHED


def test_a_set_without_a_rest_after_it_leaves_a_breath_in_the_next_one() -> None:
    assert breath(after(working(plan_of(BOTH_LEGS, reps=1, rest=0)), CountRep())) == REACHED
    two = plan_of(BOTH_LEGS, LUNGE, sets=1, reps=1, rest=0)
    assert breath(after(working(two), CountRep())) == REACHED  # then a set-up that waits for the person


def test_the_tempo_player_leaves_a_breath() -> None:
    state = working(plan_of(BOTH_LEGS, reps=1, pace="paced"))
    state, _ = advance(state, state.now + 3000 + 6000)
    assert breath(state) == REACHED


def test_a_key_pressed_before_the_target_was_reached_and_handled_after_it_is_in_the_breath() -> None:
    state = after(working(plan_of(BOTH_LEGS, reps=1)), CountRep())
    assert just_reached(state, state.now - 300)
    later, _ = advance(state, state.now + 3000)
    assert [just_reached(later, state.now + passed) for passed in (0, BREATH - 1, BREATH)] == REACHED


def test_the_clock_of_a_hold_leaves_a_breath_also_for_one_noticed_late() -> None:
    state = working(plan_of(BOTH_LEGS, reps=None, lasts=20_000))
    state, _ = advance(state, state.now + 3000 + 20_000 + 400)
    assert [just_reached(state, state.now + passed) for passed in (0, 599, 600)] == REACHED


def test_a_set_that_the_person_ends_leaves_none() -> None:
    begun = after(working(plan_of(BOTH_LEGS, reps=3)), CountRep())
    for command in (FinishSet(), FinishSet(3), FinishSet(2), FinishSet(9), Skip(), End()):
        assert breath(after(begun, command)) == NOT_REACHED
    assert breath(after(working(plan_of(BOTH_LEGS, reps=3)), FinishSet())) == NOT_REACHED
    assert breath(after(working(plan_of(SINGLE_LEG, reps=3)), CountRep(), SwitchSide())) == NOT_REACHED


def test_a_hold_ended_early_leaves_none() -> None:
    state = working(plan_of(BOTH_LEGS, reps=None, lasts=20_000))
    state, _ = advance(state, state.now + 3000)
    for command in (FinishSet(), FinishSet(20), Skip()):
        assert breath(after(state, command, every=9000)) == NOT_REACHED


def test_a_rep_short_of_the_target_leaves_none() -> None:
    assert breath(after(working(plan_of(BOTH_LEGS, reps=3)), CountRep(), CountRep())) == NOT_REACHED


def test_what_is_adjusted_in_the_breath_does_not_end_it() -> None:
    rest = after(working(plan_of(BOTH_LEGS, reps=1)), CountRep())
    rest = after(rest, AdjustRest(15_000), AdjustLoad(1.0), every=100)
    assert [just_reached(rest, rest.now + passed) for passed in (0, 799, 800)] == REACHED


def test_undo_ends_the_breath_and_redo_gives_it_back() -> None:
    rest = after(working(plan_of(BOTH_LEGS, reps=1)), CountRep())
    undone = after(rest, Undo(), every=300)
    assert breath(undone) == NOT_REACHED
    redone = after(undone, Redo(), every=5000)
    assert [just_reached(redone, redone.now + passed) for passed in (0, 699, 700)] == REACHED


def test_a_pause_stops_the_breath_like_every_other_clock() -> None:
    rest = after(working(plan_of(BOTH_LEGS, reps=1)), CountRep())
    resumed = after(after(rest, Pause(), every=400), Resume(), every=60_000)
    assert [just_reached(resumed, resumed.now + passed) for passed in (0, 599, 600)] == REACHED


@given(plans(), inputs(), st.integers(0, 3000))
def test_there_is_a_breath_exactly_after_a_rep_or_a_clock_that_ends_a_turn(
    plan: Plan, steps: list[tuple[Command | None, int]], passed: int
) -> None:
    """Kept beside the engine, from what was handed in and what came of it."""
    state, reached = begin(plan, 0), None
    for command, gap in steps:
        if isinstance(command, Undo | Redo):
            continue
        state, reached = _through(state, state.now + gap, reached)
        if command is not None:
            try:
                then, cues = handle(state, command, state.now)
            except NotNow:
                continue
            if (isinstance(command, CountRep) and {cue.kind for cue in cues} & {"switch", "set-done", "ready"}) or (
                isinstance(command, CountRep) and then.live.turn != state.live.turn
            ):
                reached = then.live_now
            state = then
    expected = reached is not None and state.live_now + (0 if _stands(state) else passed) - reached < BREATH
    assert just_reached(state, state.now + passed) == expected


def _stands(state: State) -> bool:
    return state.paused_at is not None and not state.is_over


def _through(state: State, until: int, reached: int | None) -> tuple[State, int | None]:
    """Let time pass deadline by deadline; the live time of the last turn that ended on the way."""
    while not state.is_over and state.deadline is not None and state.deadline <= until:
        before = state
        state, _ = advance(state, state.deadline)
        at_work = isinstance(before.live.segment, Work)
        if at_work and (state.live.turn, state.live.at) != (before.live.turn, before.live.at):
            reached = state.live_now
        elif state == replace(before, now=state.now) and state.deadline == before.deadline:
            break
    return advance(state, until)[0], reached
