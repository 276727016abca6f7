"""The laws of the engine, for any plan and any mix of commands and time."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from plans import LUNGE, SINGLE_LEG, commands, inputs, plan_of, plans

from tui.session import (
    CountRep,
    Cue,
    EditSet,
    FinishSet,
    NotNow,
    Redo,
    Resume,
    State,
    Undo,
    advance,
    begin,
    handle,
)
from tui.session.commands import Command
from tui.session.engine import Input, replay
from tui.session.plan import Plan
from tui.session.snapshot import main_action

Gaps = list[tuple[Command | None, int]]


def run(plan: Plan, steps: Gaps, began: int = 0) -> tuple[State, list[Input]]:
    """Run the steps, leaving out what makes no sense; return the state and the inputs that did."""
    state, now, accepted = begin(plan, began), began, list[Input]()
    for command, gap in steps:
        now += gap
        try:
            state, _ = advance(state, now) if command is None else handle(state, command, now)
        except NotNow:
            continue
        accepted.append((command, now))
    return state, accepted


@given(plans(), inputs(), st.lists(st.integers(0, 200_000), max_size=12))
def test_advancing_in_pieces_equals_advancing_at_once(plan: Plan, steps: Gaps, cuts: list[int]) -> None:
    state, _ = run(plan, steps)
    end = state.now + 200_000
    whole, cues = advance(state, end)
    pieces, heard = state, list[Cue]()
    for cut in sorted(cuts):
        pieces, some = advance(pieces, state.now + cut)
        heard += some
    pieces, some = advance(pieces, end)
    assert pieces == whole
    assert (*heard, *some) == cues


@given(plans(), inputs())
def test_advancing_from_deadline_to_deadline_misses_nothing(plan: Plan, steps: Gaps) -> None:
    state, _ = run(plan, steps)
    end = state.now + 60_000
    whole, cues = advance(state, end)
    heard = list[Cue]()
    while state.deadline is not None and state.deadline <= end:
        assert state.deadline >= state.now
        state, some = advance(state, state.deadline)
        heard += some
        assert all(cue.at == state.now for cue in some)
    assert advance(state, end)[0] == whole
    assert tuple(heard) == cues


@given(plans(), inputs(), st.integers(0, 10**9))
def test_replaying_the_inputs_gives_the_same_state(plan: Plan, steps: Gaps, began: int) -> None:
    state, accepted = run(plan, steps, began)
    again = replay(plan, began, accepted)
    assert replace(again, now=state.now) == state or advance(again, state.now)[0] == state


@given(plans(), inputs(), st.integers(0, 100_000))
def test_undo_then_redo_changes_nothing(plan: Plan, steps: Gaps, gap: int) -> None:
    state, _ = run(plan, steps)
    state, _ = advance(state, state.now + gap)
    depth = len(state.past)
    back = state
    for _ in range(depth):
        back, _ = handle(back, Undo(), state.now)
    for _ in range(depth):
        back, _ = handle(back, Redo(), state.now)
    assert back == state


@given(plans(), inputs(), commands(), st.integers(0, 100_000))
def test_undo_gives_back_the_state_of_before_with_its_clocks(
    plan: Plan, steps: Gaps, command: Command, gap: int
) -> None:
    before, _ = run(plan, steps)
    if isinstance(command, Undo | Redo):
        return
    try:
        after, _ = handle(before, command, before.now)
    except NotNow:
        return
    if len(after.past) == len(before.past):  # a pause is no deed
        return
    later = after.now + (gap if after.paused_at is None and after.deadline is None else 0)
    back = after
    while len(back.past) > len(before.past):
        back, _ = handle(back, Undo(), later)
    assert back.live == before.live
    assert back.live_now == before.live_now
    if before.deadline is not None and back.deadline is not None:
        assert back.deadline - later == before.deadline - before.now


@given(plans(), inputs())
def test_a_command_refused_leaves_the_state_as_it_was(plan: Plan, steps: Gaps) -> None:
    state = begin(plan, 0)
    for command, gap in steps:
        copy = replace(state)
        try:
            state, _ = handle(state, command, state.now + gap) if command else advance(state, state.now + gap)
        except NotNow as refusal:
            assert str(refusal)
            assert state == copy


def counted(state: State) -> int:
    return sum(row.reps + sum(part.reps for part in row.parts) for row in state.live.rows)


@given(plans(), inputs())
def test_the_tally_is_reps_counted_less_reps_undone(plan: Plan, steps: Gaps) -> None:
    """A ledger kept beside the engine, from cues and commands alone, never disagrees with its rows."""
    state, now = begin(plan, 0), 0
    ledger = 0
    stack, undone = list[int](), list[int]()
    for command, gap in steps:
        if isinstance(command, FinishSet | EditSet):
            continue
        now += gap
        state, cues = advance(state, now)
        for cue in cues:
            if cue.kind == "rep":
                stack.append(ledger)
                undone.clear()
                ledger += 1
        # a timed hold that ran out is a deed as well, of no reps
        while len(stack) < len(state.past):
            stack.append(ledger)
            undone.clear()
        if command is None:
            continue
        try:
            state, cues = handle(state, command, now)
        except NotNow:
            continue
        match command:
            case Undo():
                undone.append(ledger)
                ledger = stack.pop()
            case Redo():
                stack.append(ledger)
                ledger = undone.pop()
            case _ if len(state.past) > len(stack):
                stack.append(ledger)
                undone.clear()
                ledger += sum(cue.kind == "rep" for cue in cues)
            case _:
                pass
        assert counted(state) == ledger


@given(plans())
def test_every_paced_plan_ends_by_itself(plan: Plan) -> None:
    state = begin(replace(plan, pace="paced"), 0)
    for _ in range(100_000):
        if state.deadline is None:
            break
        state, _ = advance(state, state.deadline)
    assert state.is_over


@given(plans(), inputs())
def test_every_plan_ends_by_the_main_action_from_wherever_it_is(plan: Plan, steps: Gaps) -> None:
    """Counting, stepping on and waiting is enough; an AMRAP set also has to be finished."""
    state, _ = run(plan, steps)
    for _ in range(5_000):
        if state.is_over:
            break
        if state.paused_at is not None:
            state, _ = handle(state, Resume(), state.now)
        main, turn = main_action(state), state.live.turn
        if isinstance(main, CountRep) and turn and (turn.goal is None or state.planned.is_open):
            state, _ = handle(state, FinishSet(said=3), state.now)
        elif state.deadline is not None and not isinstance(main, FinishSet):
            state, _ = advance(state, state.deadline)
        else:
            assert main is not None
            state, _ = handle(state, main, state.now + 500)
    assert state.is_over


@settings(max_examples=3)
@given(st.integers(0, 10**12))
def test_a_paced_day_ends_on_the_millisecond(began: int) -> None:
    plan = replace(plan_of(SINGLE_LEG, LUNGE, sets=50, reps=60, rest=7_003), pace="paced")
    rep, setup, ready = 6_000, 9_000, 3_000
    single = 50 * (120 * rep + 23 * 5_000)
    lunge = 50 * (120 * rep + 5_000 + 5_000 + ready)
    expected = 2 * (setup + ready) + single + lunge + 99 * 7_003
    assert expected > 20 * 3_600_000
    state, now = begin(plan, began), began
    while not state.is_over:
        now += 97 * 13  # a tick that hits no boundary
        state, cues = advance(state, now)
        done = [cue.at for cue in cues if cue.kind == "done"]
    assert done == [began + expected]
