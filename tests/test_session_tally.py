"""What a session comes to so far: a set with a leg still to do is no set done."""

from __future__ import annotations

from pathlib import Path

import pytest
from pilots import program
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, STEP_UP, plan_of
from scripted_plain import Talk

from tui.screens.ask import Ask
from tui.screens.summary.screen import SummaryScreen
from tui.session import Command, CountRep, EditSet, End, FinishSet, Plan, Skip, State, advance, begin, handle
from tui.session.results import ended, session_tally
from tui.words.result_lines import sums_text, tally_text


def after(plan: Plan, *commands: Command) -> State:
    """The session with the first set-up passed and these commands given, a second apart."""
    state = begin(plan, 0)
    for command in (Skip(), *commands):
        state, _ = handle(state, command, state.now + 1000)
    return state


def done(state: State) -> str:
    """What is done, which must be the same before the end and after it."""
    words = tally_text(session_tally(ended(state)))
    over = state if state.is_over else handle(state, End(), state.now)[0]
    assert tally_text(session_tally(over)) == words
    return words


REPS = (CountRep(),) * 5
LEFT = (Skip(), Skip())
"""The switch and the set-up of the other leg, passed."""


@pytest.mark.parametrize(
    ("plan", "commands", "expected"),
    [
        (plan_of(LUNGE, reps=10), (), ""),
        (plan_of(LUNGE, reps=10), REPS, "5 reps of the right leg"),
        (plan_of(LUNGE, reps=10), REPS[:1], "1 rep of the right leg"),
        (plan_of(LUNGE, reps=5), REPS, "5 reps of the right leg"),
        (
            plan_of(LUNGE, reps=5),
            (*REPS, *LEFT, *REPS[:2]),
            "5 reps of the right leg and 2 reps of the left leg",
        ),
        (plan_of(LUNGE, reps=5), (*REPS, *LEFT, *REPS), "1 set"),
        (plan_of(LUNGE, reps=5), (*REPS, *LEFT, *REPS, Skip(), *REPS), "1 set, and 5 reps of the right leg"),
        (plan_of(LUNGE, reps=9), (FinishSet(7), Skip(), Skip(), FinishSet(6)), "1 set"),
        (plan_of(SINGLE_LEG, reps=10), REPS, "5 reps of the right leg"),
        (plan_of(SINGLE_LEG, reps=10), (*REPS, Skip(), *REPS), "5 reps of the right leg and 5 reps of the left leg"),
        (plan_of(BOTH_LEGS, reps=10), REPS, "5 reps"),
        (plan_of(BOTH_LEGS, reps=10), (*REPS, FinishSet()), "1 set"),
        (plan_of(BOTH_LEGS, reps=4, reps_max=8), REPS, "1 set"),
        (plan_of(BOTH_LEGS, reps=None, kind="amrap"), REPS, "1 set"),
        (plan_of(BOTH_LEGS, reps=5, kind="warmup"), REPS, "1 warm-up set"),
        (plan_of(STEP_UP, reps=10), REPS, "3 reps of the right leg and 2 reps of the left leg"),
        (plan_of(STEP_UP, reps=5), REPS, "1 set"),
    ],
)
def test_a_set_counts_as_done_with_all_of_its_legs(plan: Plan, commands: tuple[Command, ...], expected: str) -> None:
    assert done(after(plan, *commands)) == expected


def test_a_hold_broken_off_says_its_seconds() -> None:
    state = after(plan_of(LUNGE, reps=None, lasts=30_000), Skip())
    state, _ = advance(state, state.now + 12_000)
    assert done(state) == "12 s of the right leg"


def test_a_set_corrected_after_the_end_counts_anew() -> None:
    over = after(plan_of(BOTH_LEGS, sets=3, reps=10), *REPS, End())
    assert sums_text(over) == ("0 of 3 sets and 5 reps", "5 reps", "volume load 40 kg")
    corrected, _ = handle(over, EditSet(0, reps=10), over.now)
    assert sums_text(corrected) == ("1 of 3 sets", "10 reps", "volume load 80 kg")


async def test_the_question_and_the_summary_say_the_reps_of_a_first_leg(home: Path) -> None:
    async with program(home, plan=plan_of(LUNGE, sets=3, reps=5), size=(120, 36)) as at:
        await at.press("n", *["space"] * 5, "escape")
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.sees("Done so far: 5 reps of the right leg.")
        await at.press("s")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
        await at.sees("0 of 3 sets and 5 reps of the right leg · 5 reps · ")


def test_plain_mode_ended_after_the_right_leg_says_its_reps(home: Path) -> None:
    talk = Talk(home)
    talk.hold(plan_of(LUNGE, sets=3, reps=5), "n", "", "", "", "", "", "q")
    assert talk.said[-2].startswith("0 of 3 sets and 5 reps of the right leg, 5 reps, ")
