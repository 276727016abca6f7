"""What is shown of a session, and the pane it is shown in, for any state there can be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, STEP_UP, inputs, plan_of, plans
from rich.cells import cell_len

from tui.session import CountRep, NotNow, Plan, Proceed, Skip, State, advance, begin, handle
from tui.session.commands import Command
from tui.session.estimate import estimate, time_left
from tui.session.plan import Part
from tui.session.snapshot import for_side, snapshot
from tui.widgets.lines import wrapped
from tui.widgets.live_pane import PaneView, Saved, pane
from tui.widgets.today import today
from tui.words.quantities import clock, load_text
from tui.words.status import next_line, status_line

Gaps = list[tuple[Command | None, int]]


def reached(plan: Plan, steps: Gaps) -> State:
    state = begin(plan, 0)
    for command, gap in steps:
        try:
            state, _ = handle(state, command, state.now + gap) if command else advance(state, state.now + gap)
        except NotNow:
            continue
    return state


@given(plans(), inputs())
def test_every_state_can_be_shown(plan: Plan, steps: Gaps) -> None:
    state = reached(plan, steps)
    now = snapshot(state)
    assert status_line(now)
    assert 0 <= now.progress <= 1
    assert now.remaining >= 0
    assert now.left is None or now.left >= 0
    assert sum(one.current for one in now.exercises) == 1


@given(
    plans(), inputs(), st.integers(40, 200), st.integers(10, 60), st.text(st.characters(codec="ascii"), max_size=9)
)
def test_the_pane_fills_its_place_to_the_cell_at_any_size(
    plan: Plan, steps: Gaps, width: int, height: int, words: str
) -> None:
    now = snapshot(reached(plan, steps))
    view = PaneView(now, words, Saved(False, words), "12", words, (words,) if words else ())
    for lines in (pane(view, width, height), today(now, None, width, height)):
        assert len(lines) == height
        assert {sum(cell_len(text) for text, _ in line) for line in lines} == {width}


@given(plans(), inputs(), st.integers(40, 120), st.integers(14, 40))
def test_the_plain_line_and_unsaved_work_are_never_left_out(plan: Plan, steps: Gaps, width: int, height: int) -> None:
    now = snapshot(reached(plan, steps))
    lines = pane(PaneView(now, saved=Saved(False, "disk full")), width, height)
    text = "\n".join("".join(part for part, _ in line) for line in lines)
    assert status_line(now)[: width - 6] in text
    assert "NOT SAVED" in text


@st.composite
def paced_plans(draw: st.DrawFn) -> Plan:
    """Any plan that runs by itself, its sets in any order and some of them without a rest; AMRAP is a guess."""
    plan = replace(draw(plans()), pace="paced")
    sets = []
    for planned in draw(st.permutations(plan.sets)):
        if planned.kind == "amrap":
            reps = None if planned.lasts else 7
            planned = replace(planned, kind="working", reps=reps, reps_max=reps)
        elif planned.parts and planned.reps is None:
            parts = tuple(replace(part, reps=7) for part in planned.parts)
            planned = replace(planned, reps=7, reps_max=7, parts=parts)
        sets.append(replace(planned, rest=draw(st.sampled_from([0, planned.rest]))))
    return replace(plan, sets=tuple(sets))


@given(paced_plans(), st.lists(st.floats(0, 1), max_size=10))
@example(plan_of(LUNGE, SINGLE_LEG, sets=3, reps=12, pace="paced", rest=0), [0.1, 0.33, 0.77])
@example(plan_of(BOTH_LEGS, STEP_UP, sets=3, pace="paced"), [0.25, 0.5])
def test_a_paced_session_takes_what_was_estimated_and_never_errs_about_what_is_left(
    plan: Plan, parts: list[float]
) -> None:
    whole = estimate(plan)
    state = begin(plan, 0)
    assert time_left(state) == whole
    for now in sorted(int(whole * part) for part in parts):
        state, _ = advance(state, now)
        assert time_left(state) == whole - now
    while state.deadline is not None:
        state, _ = advance(state, state.deadline)
        assert time_left(state) == whole - state.now
    assert state.is_over and state.now == whole


def test_what_is_left_of_an_alternating_drop_set_counts_its_parts_and_the_breaks_between() -> None:
    plan = plan_of(STEP_UP, sets=1, reps=3, pace="paced")
    (planned,) = plan.sets
    plan = replace(plan, sets=(replace(planned, kind="drop", parts=(Part(2, 5_000, 0.8), Part(2, 5_000, 0.8))),))
    state, whole = begin(plan, 0), estimate(plan)
    while state.deadline is not None:
        state, _ = advance(state, state.deadline)
        assert time_left(state) == whole - state.now


def test_the_later_rounds_of_a_superset_are_counted_in_and_so_estimated() -> None:
    plan = plan_of(BOTH_LEGS, STEP_UP, sets=2, reps=1, rest=0, pace="paced")
    a1, a2, b1, b2 = plan.sets
    plan = replace(plan, sets=(a1, replace(b1, rest=30_000), a2, b2))
    set_up, ready, rep = 9_000, 3_000, 6_000
    assert estimate(plan) == 2 * (set_up + ready + rep) + 30_000 + rep + (ready + rep)


def status(plan: Plan, *commands: Command) -> str:
    state = begin(plan, 0)
    for command in commands:
        state, _ = handle(state, command, state.now + 1000)
    return status_line(snapshot(state))


def test_the_plain_line_has_one_form_for_each_segment() -> None:
    assert status(plan_of(SINGLE_LEG)) == "set 1 of 2 · RIGHT leg · set-up 1 of 2"
    assert status(plan_of(SINGLE_LEG), Skip(), CountRep()) == "set 1 of 2 · RIGHT leg · rep 1 / 10"
    assert status(plan_of(SINGLE_LEG, reps=1), Skip(), CountRep()) == "SWITCH LEGS · set 1 of 2 · LEFT leg · 0:05"
    assert status(plan_of(BOTH_LEGS, reps=1), Skip(), CountRep()) == "rest 1:00 · next set 2 of 2"
    assert status(plan_of(BOTH_LEGS, pace="paced"), Skip()) == "set 1 of 2 · get ready 0:03"
    assert status(plan_of(BOTH_LEGS, reps=None, lasts=20_000), Skip(), Proceed()) == "set 1 of 2 · hold 0:20"
    assert status(plan_of(BOTH_LEGS, reps=8, reps_max=12), Skip()) == "set 1 of 2 · rep 0 / 8-12"


def test_in_a_rest_the_pane_shows_what_comes_next_with_its_set_up() -> None:
    state = begin(plan_of(BOTH_LEGS, LUNGE, sets=1, reps=1), 0)
    for command in (Skip(), CountRep()):
        state, _ = handle(state, command, state.now)
    now = snapshot(state)
    assert now.exercise == "Lunge"
    assert now.steps == ("Stand tall.", "Brace.")
    assert next_line(now) == "Lunge · set 1 of 1 · 1 rep a side · RIGHT leg first"


@pytest.mark.parametrize(
    ("ms", "shown"), [(0, "0:00"), (1, "0:01"), (1000, "0:01"), (41_000, "0:41"), (60_001, "1:01")]
)
def test_a_countdown_reads_nought_only_when_it_is_over(ms: int, shown: str) -> None:
    assert clock(ms) == shown


def test_legs_are_named_by_plain_replacement_alone() -> None:
    assert for_side("{side} up, {other} down, {0} {x!r}", "left") == "left up, right down, {0} {x!r}"


def test_a_load_says_what_it_counts() -> None:
    assert load_text(8.0, "kg", "per-hand") == "8 kg each hand"
    assert load_text(None, "kg", "per-hand") == ""


@given(st.text(max_size=40), st.integers(1, 12), st.integers(0, 14))
def test_wrapping_ends_for_any_text_at_any_width(text: str, width: int, hang: int) -> None:
    assert wrapped(text, width, hang=hang)


def test_a_wide_character_in_a_single_cell_still_goes_somewhere() -> None:
    assert wrapped("日本", 1)
