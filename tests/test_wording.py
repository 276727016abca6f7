"""Cues in words: what is said fits what happened, and nothing misleads when a cue comes late."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, STEP_UP, inputs, plan_of, plans

from tui.session import (
    AdjustLoad,
    Command,
    CountRep,
    Cue,
    End,
    FinishSet,
    NotNow,
    Pause,
    Plan,
    Proceed,
    Skip,
    State,
    advance,
    begin,
    handle,
    opening_cues,
)
from tui.session.plan import Movement, Phase, Step
from tui.words.cue_lines import cue_line
from tui.words.quantities import span
from tui.words.sets import rep_steps, row_text, set_heading


def heard(plan: Plan, *commands: Command | int) -> list[str]:
    """All that is said from the beginning; an int lets so many milliseconds pass, a command one second."""
    state = begin(plan, 0)
    said = [cue_line(cue, state) for cue in opening_cues(state)]
    for command in commands:
        if isinstance(command, int):
            state, cues = advance(state, state.now + command)
        else:
            state, cues = handle(state, command, state.now + 1000)
        said += [cue_line(cue, state) for cue in cues]
    return [line for line in said if line is not None]


def after(plan: Plan, *commands: Command) -> State:
    state = begin(plan, 0)
    for command in commands:
        state, _ = handle(state, command, state.now + 1000)
    return state


SET_UP = (Proceed(), Proceed())


def test_set_up_steps_are_numbered_and_read_out() -> None:
    assert heard(plan_of(BOTH_LEGS), Proceed()) == ["Set-up 1 of 2: Stand tall.", "Set-up 2 of 2: Brace."]


def test_the_legs_in_a_step_are_named() -> None:
    movement = Movement("m", "M", "unilateral", "none", LUNGE.phases, (Step("On your {side} leg, {other} up.", 1),))
    assert heard(plan_of(movement)) == ["Set-up 1 of 1: On your right leg, left up."]


def test_braces_that_are_no_leg_stay_as_they_are() -> None:
    movement = Movement("m", "M", "unilateral", "none", LUNGE.phases, (Step("{0} {side.real} {}", 1),))
    assert heard(plan_of(movement)) == ["Set-up 1 of 1: {0} {side.real} {}"]


def test_work_says_the_leg_and_what_is_asked() -> None:
    assert heard(plan_of(BOTH_LEGS), *SET_UP)[-1] == "10 reps."
    assert heard(plan_of(LUNGE), *SET_UP)[-1] == "Right leg. 10 reps."
    assert heard(plan_of(LUNGE, reps=8, reps_max=12), *SET_UP)[-1] == "Right leg. 8-12 reps."
    assert heard(plan_of(LUNGE, reps=None, kind="amrap"), *SET_UP)[-1] == "Right leg. As many reps as you can."
    assert heard(plan_of(STEP_UP), *SET_UP)[-1] == "10 reps, legs in turn, right first."
    assert heard(plan_of(BOTH_LEGS, reps=1), *SET_UP)[-1] == "1 rep."


def test_work_that_switches_legs_says_the_reps_of_this_turn() -> None:
    said = heard(plan_of(SINGLE_LEG, reps=8), *SET_UP, *[CountRep()] * 5, Proceed(), *[CountRep()] * 5, Proceed())
    assert said[2] == "Right leg. 5 reps."
    assert said[-2:] == ["Switch legs. Right leg.", "Right leg. 3 reps."]


def test_timed_work_counts_down() -> None:
    said = heard(plan_of(BOTH_LEGS, reps=None, lasts=30_000, sets=1), *SET_UP, Skip(), 30_000)
    ready, work, end = said[2:5], said[5:9], said[9:]
    assert ready == ["Get ready: 3 seconds.", "3", "2"]
    assert work == ["30 seconds.", "3", "2", "1"]
    assert end == ["Set 1 of 1 done: 30 seconds.", "Done."]


def test_a_paced_rep_says_its_phases() -> None:
    said = heard(plan_of(BOTH_LEGS, pace="paced"), Skip(), Skip(), 6000)
    assert said[5:] == [
        "Lower, 3 seconds, breathe in.",
        "Hold, 1 second.",
        "Rise, 2 seconds, breathe out.",
        "1 of 10",
        "Lower, 3 seconds, breathe in.",
    ]


def test_reps_are_counted_against_the_target() -> None:
    assert heard(plan_of(BOTH_LEGS), *SET_UP, CountRep(), CountRep())[-2:] == ["1 of 10", "2 of 10"]
    assert heard(plan_of(BOTH_LEGS, reps=8, reps_max=12), *SET_UP, CountRep())[-1] == "1 of 8-12"
    assert heard(plan_of(BOTH_LEGS, reps=None, kind="amrap"), *SET_UP, CountRep())[-1] == "1"


def test_alternating_reps_name_the_leg_to_come() -> None:
    assert heard(plan_of(STEP_UP), *SET_UP, CountRep(), CountRep())[-2:] == [
        "1 of 10. Left leg.",
        "2 of 10. Right leg.",
    ]


def test_the_end_of_a_set_says_both_sides_and_the_rest_what_comes() -> None:
    said = heard(plan_of(LUNGE), *SET_UP, FinishSet(), Proceed(), Proceed(), FinishSet(8))
    assert said[-2:] == ["Set 1 of 2 done: right 10, left 8.", "Rest, 60 seconds. Next: Lunge, set 2 of 2."]


def test_the_rest_names_the_load_to_come() -> None:
    said = heard(plan_of(BOTH_LEGS), *SET_UP, FinishSet())
    assert said[-1] == "Rest, 60 seconds. Next: Deadlift, set 2 of 2, 8 kg each hand."


def test_without_a_rest_the_last_rep_still_belongs_to_its_own_set() -> None:
    plan = plan_of(BOTH_LEGS, STEP_UP, sets=1, reps=3, rest=0)
    plan = replace(plan, sets=(plan.sets[0], replace(plan.sets[1], reps=9, reps_max=9)))
    said = heard(plan, *SET_UP, CountRep(), CountRep(), CountRep())
    assert said[-3:] == ["3 of 3", "Set 1 of 1 done: 3 reps.", "Set-up 1 of 2: Stand tall."]


def test_a_set_without_reps_is_skipped_not_done() -> None:
    assert "Set 1 of 2 skipped." in heard(plan_of(BOTH_LEGS), *SET_UP, Skip())


def test_the_rest_counts_down_and_says_when_it_is_over() -> None:
    assert heard(plan_of(BOTH_LEGS), *SET_UP, FinishSet(), 60_000)[-5:] == ["3", "2", "1", "Rest over.", "10 reps."]


def test_the_end_says_whether_it_came_early() -> None:
    assert heard(plan_of(BOTH_LEGS, sets=1), *SET_UP, FinishSet())[-1] == "Done."
    assert heard(plan_of(BOTH_LEGS), End())[-1] == "Ended early."


def test_a_cue_whose_moment_has_passed_says_nothing() -> None:
    state = after(plan_of(BOTH_LEGS), *SET_UP)
    assert cue_line(Cue("setup", 0, None, 1), state) is None
    assert cue_line(Cue("rest", 0), state) is None
    assert cue_line(Cue("work", 0), after(plan_of(BOTH_LEGS))) is None
    assert cue_line(Cue("phase", 0, None, 9), state) is None


def test_a_heading_says_all_that_a_set_asks_for() -> None:
    assert set_heading(after(plan_of(SINGLE_LEG)), True) == "Single-leg, set 1 of 2: 10 reps a side, 8 kg each hand."
    assert set_heading(after(plan_of(LUNGE, reps=None, lasts=30_000)), False) == "Set 1 of 2: 30 seconds a side."


def test_a_rep_is_explained_phase_by_phase() -> None:
    movement = Movement("m", "M", "unilateral", "none", (Phase("hold", "Hold", "Lift the {other} leg.", 1500),))
    assert rep_steps(movement, "left") == ("Hold, 1.5 seconds: Lift the right leg.",)


def test_a_row_says_set_leg_reps_and_load() -> None:
    state = after(plan_of(SINGLE_LEG), *SET_UP, AdjustLoad(2), *[CountRep()] * 4)
    assert row_text(state.live.rows[0], state) == "Set 1 of 2, right leg: 4 reps, 10 kg each hand"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (725, "12 min 5 s"), (4830, "1 h 20 min")]
)
def test_a_span_is_minutes_and_seconds(seconds: float, text: str) -> None:
    assert span(seconds) == text


@given(plans(), inputs())
def test_any_session_can_be_told(plan: Plan, told: list[tuple[Command | None, int]]) -> None:
    state = begin(plan, 0)
    cues = opening_cues(state)
    for command, gap in [(Pause(), 0), *told]:
        for cue in cues:
            line = cue_line(cue, state)
            assert line is None or (line and "\n" not in line and "None" not in line)
        try:
            state, cues = (
                advance(state, state.now + gap) if command is None else handle(state, command, state.now + gap)
            )
        except NotNow:
            cues = ()
