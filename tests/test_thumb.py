"""A thumb is not precise: what is pressed once too often, held down, or typed beside the number."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from openings import SUMMARY, shown
from pilots import Driver, logs
from pilots import program as program_of
from plans import BOTH_LEGS, LUNGE, SINGLE_LEG, plan_of

from tui.screens.session.screen import HELD
from tui.screens.summary.screen import SummaryScreen
from tui.session.state import Rest, Switch
from tui.settings import Settings

KEYS = ("space", "enter", "n")
program = partial(program_of, size=(120, 36))  # a message stands in one line


async def hasty(at: Driver, *keys: str) -> None:
    """Press keys one after the other within a breath."""
    await at.pilot.press(*keys)


@pytest.mark.parametrize("key", KEYS)
async def test_within_a_breath_after_a_set_no_key_skips_the_rest_and_the_screen_says_which_does(
    key: str, home: Path
) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=2)) as at:
        await hasty(at, "n", "space", "space", key)
        await at.sees("rest has begun; space skips it", "rest 1:00")
        at.clock.move(999)
        await hasty(at, key)
        assert isinstance(at.session.running and at.session.running.state.live.segment, Rest)
        at.clock.move(1)
        await hasty(at, "space")
        await at.sees("set 2 of 2 · rep 0 / 2")


@pytest.mark.parametrize("key", KEYS)
async def test_within_a_breath_after_a_leg_no_key_skips_the_switch(key: str, home: Path) -> None:
    async with program(home, plan=plan_of(SINGLE_LEG, reps=1)) as at:
        await hasty(at, "n", "space", key)
        await at.sees("the switch has begun; space skips it")
        assert isinstance(at.session.running and at.session.running.state.live.segment, Switch)
        at.clock.move(1000)
        await hasty(at, "space")
        await at.sees("LEFT leg · rep 0 / 1")


async def test_the_tempo_player_leaves_a_breath(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=1, pace="paced")) as at:
        await hasty(at, "n", "n")
        await at.time(6_000)
        await hasty(at, "space", "n", "enter")
        await at.sees("rest has begun; space skips it", "rest 1:00")


async def test_the_clock_of_a_hold_leaves_a_breath(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=None, lasts=5_000)) as at:
        await hasty(at, "n", "n")
        await at.time(5_000)
        await hasty(at, "enter", "space")
        await at.sees("rest has begun; space skips it", "rest 1:00")


async def test_a_clock_that_ran_out_unseen_leaves_a_breath_for_the_key_that_finds_out(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=None, lasts=5_000)) as at:
        await hasty(at, "n", "n")
        at.clock.move(5_300)
        await hasty(at, "n")
        await at.sees("rest has begun; space skips it", "rest 1:00")


async def test_a_set_ended_by_the_person_leaves_no_breath(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=3)) as at:
        await hasty(at, "n", "space", "enter")
        await at.sees("rest 1:00")
        await hasty(at, "space")
        await at.sees("set 2 of 2 · rep 0 / 3")
        await hasty(at, "9", "enter")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    assert [row.reps for row in logs(home)[0].sets] == [1, 9]


async def test_in_a_breath_the_load_the_pause_and_undo_work_as_ever(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=1)) as at:
        await hasty(at, "n", "space", "plus")
        await at.sees("9 kg each hand")
        await hasty(at, "p", "space")
        await at.sees("rest 1:00")
        assert "PAUSED" not in at.text
        await hasty(at, "u", "u")
        await at.sees("rep 0 / 1")


async def test_a_number_typed_in_the_breath_stays_and_is_said_after_it(home: Path) -> None:
    async with program(home, plan=plan_of(SINGLE_LEG, sets=1, reps=2)) as at:
        await hasty(at, "n", "space", "space", "1", "2", "enter")
        await at.sees("the switch has begun; space skips it", "12 reps")
        at.clock.move(1000)
        await hasty(at, "enter")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    assert [row.reps for row in logs(home)[0].sets] == [2, 12]


async def test_the_message_names_the_key_of_the_settings(home: Path) -> None:
    settings = Settings(keymap={"session.main": "f1,y"})
    async with program(home, plan=plan_of(BOTH_LEGS, reps=1), settings=settings) as at:
        await hasty(at, "n", "y", "enter")
        await at.sees("rest has begun; f1 skips it")


@pytest.mark.parametrize("key", KEYS)
async def test_a_thumb_that_counts_the_last_rep_twice_answers_nothing_on_the_summary(key: str, home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=1)) as at:
        await hasty(at, "n", "space")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
        await hasty(at, key, key, key)
        await at.sees("The session is done; enter goes on.")
        assert at.app.focused is not None and at.app.focused.id == "effort"
        at.clock.move(1000)
        await hasty(at, "7", "tab", "o", "k", "enter")
        await at.until(lambda: logs(home)[0].note == "ok")
    assert logs(home)[0].effort == 7.0


async def test_more_taps_in_one_read_than_reps_count_the_set_and_leave_the_rest_alone(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=10)) as at:
        await hasty(at, "n")
        await at.burst(*["space"] * 7)
        await at.sees("rep 7 / 10")
        await at.burst(*["space"] * 7)
        await at.sees("rest 1:00", "rest has begun; space skips it")


async def held(at: Driver, key: str, first: float = 0.4, every: float = 0.033, seconds: float = 3.0) -> None:
    """Hold a key down: its repeats arrive each in a read of its own."""
    start = 1_000_000.0 + Driver.reads
    times = [start, *(start + first + number * every for number in range(int((seconds - first) / every)))]
    for at_ in times:
        Driver.reads += 1
        at.send(key, Driver.reads, at_)
    await at.pilot.pause()


@pytest.mark.parametrize(("first", "every"), [(0.25, 0.033), (0.5, 0.04), (0.6, 0.025), (0.033, 0.033), (0.1, 0.1)])
async def test_a_key_held_for_three_seconds_counts_two_reps_at_most(first: float, every: float, home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await hasty(at, "n")
        await held(at, "space", first, every)
        await at.sees("rep 2 / 10", HELD)
        await at.burst("p")
        await at.burst("space")
        await at.sees("rep 2 / 10")


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_a_key_held_down_never_passes_the_end_of_a_set(key: str, home: Path) -> None:
    async with program(home, plan=plan_of(LUNGE, reps=2)) as at:
        await hasty(at, "n", "space")
        await held(at, key)
        await at.sees("SWITCH LEGS")


async def test_enter_held_at_the_end_of_the_last_set_leaves_the_summary_open(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=3)) as at:
        await hasty(at, "n", "space")
        Driver.reads += 1
        at.send("enter", Driver.reads, 2_000_000.0)
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
        for number in range(60):
            Driver.reads += 1
            at.send("enter", Driver.reads, 2_000_000.5 + number * 0.033)
        await at.pilot.pause()
        assert shown(at) == SUMMARY


async def test_a_load_key_held_down_walks_the_load(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await hasty(at, "n")
        await held(at, "plus", seconds=1.0)
        await at.sees("27 kg each hand")


# --- digits and capitals ------------------------------------------------------------------------------------------


async def test_a_number_before_space_is_forgotten_with_a_word_and_the_rep_counts(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "1", "2", "space")
        await at.sees("rep 1 / 10", "12 is forgotten; type it again, then enter says it.")
        await at.press("space", "space")
        await at.sees("rep 3 / 10", "12 is forgotten")


async def test_a_number_typed_stays_when_a_key_changes_only_the_load_or_the_clocks(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "1", "2", "plus", "p", "space")
        await at.sees("12 reps")
        await at.press("enter")
        await at.sees("Done: 12 @ 9 kg each hand")


async def test_a_number_stays_when_the_key_after_it_is_refused(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=None, lasts=20_000)) as at:
        await at.press("n", "n", "1", "2", "space")
        await at.sees("12 seconds", "The clock counts this one")


async def test_a_number_stays_when_a_gap_keeps_enter_from_saying_it(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "1", "2")
        at.clock.move(60_000)
        await at.press("enter")
        await at.sees("Where were you?")
        await at.press("space")
        await at.sees("12 reps", "rep 0 / 10")
        await at.press("enter")
        await at.sees("Done: 12 @ 8 kg each hand")


async def test_a_number_whose_leg_is_over_is_forgotten_with_a_word(home: Path) -> None:
    async with program(home, plan=plan_of(SINGLE_LEG, reps=1, pace="paced")) as at:
        await at.press("n", "n", "1", "2")
        await at.time(6_000)
        await at.sees("12 is forgotten: it was typed for the turn before.")


async def test_caps_lock_makes_a_redo_that_says_so_and_how_to_go_back(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "space", "space", "u")
        await at.sees("rep 1 / 10")
        await at.press("U")
        await at.sees("redone: set 1 of 2 · rep 2 / 10; backspace", "undoes it")
        await at.press("U")
        await at.sees("U (redo) does nothing now; u is undo. Is", "caps lock on?")


async def test_a_capital_that_is_no_key_says_what_its_small_letter_is(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "P")
        await at.sees("P does nothing; p is pause. Is caps lock on?")


async def test_reordering_today_says_what_moved_and_how_to_go_back(home: Path) -> None:
    async with program(home) as at:
        await at.press("J")
        await at.sees("J (later) does nothing now; j is down. Is caps lock on?")
        await at.press("space", "j")
        await at.until(lambda: "caps lock" not in at.text)
        await at.press("space", "K")
        await at.sees("is 1 of 2 today; J puts it back")
        await at.press("J")
        await at.sees("is 2 of 2 today; K puts it back")
        await at.press("J")
        await at.sees("is 2 of 2 already")
        await at.press("k")
        await at.sees("Today: 2 chosen")
