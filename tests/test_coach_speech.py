"""What is said: short, in words, nothing twice, and nothing that is no longer so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, STEP_UP, inputs, plan_of, plans
from session_recording import every_instant

from tui.coach.speech import LONGEST, Script, number_words, seconds_words, speakable
from tui.session import Cue, NotNow, Plan, State, advance, begin, opening_cues
from tui.session.commands import Command, CountRep, End, FinishSet, Pause, Proceed, Undo
from tui.session.engine import handle
from tui.session.plan import Step
from tui.session.state import Rest, Setup, Work


def said(plan: Plan, commands: Callable[[State], Command | None] = lambda state: None) -> list[str]:
    """All that is said in a session, in order."""
    script = Script()
    return [words for cues, state in every_instant(plan, commands) if (words := script.words(cues, state))]


def by_key(state: State) -> Command | None:
    """A person who counts, and is through with the set-up and the rest at once."""
    match state.live.segment:
        case Work(ends=None):
            return CountRep()
        case Setup() | Rest():
            return Proceed()
        case _:
            return None


def a_rep(number: str) -> list[str]:
    """What is said in one paced rep."""
    return [f"{number}. Lower.", "Hold.", "Rise."]


COUNTED = ["Three.", "Two.", "One."]


def test_a_paced_unilateral_set_says_side_phases_switch_and_rest_in_order() -> None:
    lunge = replace(LUNGE, name="Extended Lunge", setup=(), short_setup=())
    assert (
        said(plan_of(lunge, sets=2, reps=2, pace="paced"))[:21]
        == [
            "Right leg. Two reps.",
            *a_rep("One"),
            *a_rep("Two"),
            "Switch. Left leg.",
            *COUNTED,
            *a_rep("One"),
            *a_rep("Two"),
            "Rest, sixty seconds. Next: extended lunge.",
            *COUNTED,
        ][:21]
    )


def test_after_a_rest_that_ran_out_the_leg_is_named_with_the_first_phase() -> None:
    lunge = replace(LUNGE, setup=(), short_setup=())
    spoken = said(plan_of(lunge, sets=2, reps=1, pace="paced"))
    rest = spoken.index("Rest, sixty seconds. Next: lunge.")
    assert spoken[rest + 1 : rest + 7] == [*COUNTED, "Right leg. Lower.", "Hold.", "Rise."]
    assert spoken[-1] == "Session done."


def test_counting_by_key_hears_the_count_and_where_the_leg_changes() -> None:
    single = replace(SINGLE_LEG, setup=(), switch_every=None)
    assert said(plan_of(single, sets=1, reps=3), by_key) == [
        "Right leg. Three reps.",
        "One.",
        "Two.",
        "Switch. Left leg.",
        *COUNTED,
        "Go.",
        "One.",
        "Two.",
        "Session done.",
    ]


def test_alternating_legs_are_named_rep_by_rep() -> None:
    step_up = replace(STEP_UP, setup=())
    assert said(plan_of(step_up, sets=1, reps=2, pace="paced")) == [
        "Two reps.",
        "One. Right leg. Lower.",
        "Hold.",
        "Rise.",
        "Two. Left leg. Lower.",
        "Hold.",
        "Rise.",
        "Session done.",
    ]
    assert said(plan_of(step_up, sets=1, reps=2), by_key) == ["Two reps.", "One. Left leg.", "Session done."]


def test_a_record_comes_first_and_whole_only_where_there_is_time_for_it() -> None:
    spoken = "Record. Ten reps at 45 kilos, heaviest ever."
    both = replace(BOTH_LEGS, setup=())
    state, cues = handle(begin(plan_of(both, sets=2, reps=10), 0), FinishSet(), 1000)
    assert Script().words(cues, state, spoken) == f"{spoken} Rest, sixty seconds. Next: deadlift."
    lunge = plan_of(replace(LUNGE, setup=(), short_setup=()), sets=1, reps=10)
    state, cues = handle(begin(lunge, 0), FinishSet(), 1000)
    assert Script().words(cues, state, spoken) == "Record. Switch. Left leg."


def test_a_hold_is_said_in_seconds_and_counted_down() -> None:
    both = replace(BOTH_LEGS, setup=())
    spoken = said(plan_of(both, sets=1, reps=None, lasts=20_000))
    assert spoken == ["Twenty seconds.", "Go.", *COUNTED, "Session done."]


def test_the_first_set_up_step_names_the_exercise() -> None:
    assert said(plan_of(BOTH_LEGS, sets=1, reps=1), by_key)[:3] == ["Deadlift. Stand tall.", "Brace.", "One rep."]


def test_ranges_and_no_target_have_words_of_their_own() -> None:
    both = replace(BOTH_LEGS, setup=())
    assert said(plan_of(both, sets=1, reps=8, reps_max=12), by_key)[0] == "Eight to twelve reps."
    amrap = plan_of(both, sets=1, reps=None, kind="amrap")
    ended = said(amrap, lambda state: End() if state.live.rows[0].reps else CountRep())
    assert ended == ["As many reps as you can.", "One.", "Session ended."]


def test_phases_too_short_for_a_word_stay_silent() -> None:
    hasty = replace(BOTH_LEGS, setup=(), phases=tuple(replace(each, lasts=400) for each in BOTH_LEGS.phases))
    assert "Lower." not in said(plan_of(hasty, sets=1, reps=2, pace="paced"))


def test_cues_that_the_session_has_moved_on_from_are_not_said() -> None:
    plan = plan_of(replace(LUNGE, setup=()), sets=1, reps=3, pace="paced")
    state, cues = advance(begin(plan, 0), 8000)
    assert [cue.kind for cue in cues].count("phase") == 3
    assert Script().words(cues, state) == "Right leg. Rise."


def test_a_count_noticed_too_late_is_not_said() -> None:
    plan = plan_of(replace(LUNGE, setup=(), short_setup=()), sets=1, reps=None, lasts=20_000)
    state, _ = advance(begin(plan, 0), 3000)
    late, cues = advance(state, 20_700)
    assert [cue.kind for cue in cues] == ["count"] and Script().words(cues, late) is None
    timely, cues = advance(state, 20_500)
    assert Script().words(cues, timely) == "Three."


def test_work_begun_again_without_a_countdown_says_its_reps_again() -> None:
    script, plan = Script(), plan_of(replace(BOTH_LEGS, setup=()), pace="paced")
    state = begin(plan, 0)
    assert script.words(opening_cues(state), state) == "Ten reps."
    state, cues = advance(state, 3000)
    assert script.words(cues, state) == "One. Lower."
    assert script.words((Cue("work", state.now),), state) == "Ten reps."


def test_undo_and_a_pause_say_nothing() -> None:
    script, plan = Script(), plan_of(replace(BOTH_LEGS, setup=()))
    state = begin(plan, 0)
    script.words(opening_cues(state), state)
    state, cues = handle(state, CountRep(), 1000)
    assert script.words(cues, state) == "One."
    for command in (Undo(), Pause()):
        state, cues = handle(state, command, 2000)
        assert script.words(cues, state) is None


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zero"), (1, "one"), (10, "ten"), (19, "nineteen"), (20, "twenty"), (45, "forty-five"), (99, "ninety-nine")],
)
def test_numbers_are_said_in_words(number: int, words: str) -> None:
    assert number_words(number) == words


def test_numbers_in_words_differ_up_to_a_hundred_and_are_digits_beyond() -> None:
    assert len({number_words(number) for number in range(101)}) == 101
    assert not any(mark.isdigit() for number in range(101) for mark in number_words(number))
    assert (number_words(100), number_words(101)) == ("one hundred", "101")


def test_times_are_said_as_a_person_would() -> None:
    assert [seconds_words(ms) for ms in (1000, 2500, 60_000, 90_000, 180_000)] == [
        "one second",
        "2.5 seconds",
        "sixty seconds",
        "ninety seconds",
        "three minutes",
    ]


def test_text_from_a_file_is_neither_an_option_nor_an_order_to_the_speaker() -> None:
    hostile = "--stdout -f/etc/passwd [[volm 9]] <break/> \x1b[31m $(rm) `id` \0"
    assert speakable(hostile) == "stdout -f/etc/passwd volm 9 break/ 31m (rm) id"
    step = Step("-w /tmp/x {side}", 5000)
    plan = plan_of(replace(BOTH_LEGS, name="--help", setup=(step,)), sets=1, reps=1)
    assert said(plan, by_key)[0].startswith("help.")


@given(st.text(max_size=400))
def test_what_is_spoken_is_plain_whatever_the_file_says(text: str) -> None:
    spoken = speakable(text)
    assert len(spoken) <= LONGEST and spoken.isprintable()
    assert spoken == "" or spoken[0].isalnum()


@given(plans(), inputs())
def test_any_session_can_be_said(plan: Plan, commands: list[tuple[Command | None, int]]) -> None:
    script, state = Script(), begin(plan, 0)
    script.words(opening_cues(state), state)
    for command, later in commands:
        now = state.now + later
        try:
            state, cues = handle(state, command, now) if command else advance(state, now)
        except NotNow:
            continue
        assert script.words(cues, state) != ""
