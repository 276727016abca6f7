"""Words that the voice has no time for are found before a session, and `check` names the rate that would do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from commands import invoke, write
from plans import BOTH_LEGS, LUNGE, plan_of

from catalogue.loading import load_catalogue
from tui.coach.speech_time import speech_time, worst_cut
from tui.runtime.selection import plan_for
from tui.session.plan import Step
from tui.settings import Settings, wishes

BUNDLED = load_catalogue(None)


def test_a_phase_too_short_for_its_words_is_the_worst_cut() -> None:
    hasty = replace(BOTH_LEGS, setup=(), phases=tuple(replace(each, lasts=600) for each in BOTH_LEGS.phases))
    cut = worst_cut(plan_of(hasty, sets=1, reps=3, pace="paced"), 1.0, setups=False)
    assert cut is not None and cut.words == "One. Lower." and cut.has == 600 < cut.needs
    assert speech_time(cut.words, cut.rate) <= cut.has


def test_a_switch_has_the_time_until_it_is_counted_down() -> None:
    lunge = replace(LUNGE, setup=(), short_setup=(), switch_lasts=5000)
    cut = worst_cut(plan_of(lunge, sets=1, reps=1, pace="paced"), 0.5, setups=False)
    assert cut is not None and (cut.words, cut.has) == ("Switch. Left leg.", 2000)


def test_set_up_steps_are_timed_only_where_they_run_by_the_clock() -> None:
    steps = (Step("A sentence that takes much longer than the half second that it is given here.", 500),)
    plan = plan_of(replace(BOTH_LEGS, setup=steps), sets=1, reps=1, pace="paced")
    assert worst_cut(plan, 1.0, setups=False) is None
    assert worst_cut(plan, 1.0, setups=True) is not None


@pytest.mark.parametrize("exercise", BUNDLED.exercises)
def test_the_bundled_exercises_leave_time_for_their_words_at_the_usual_rate(exercise: str) -> None:
    plan = plan_for([exercise], BUNDLED, replace(wishes(Settings()), pace="paced"))
    assert worst_cut(plan, 1.0, setups=True) is None


def test_check_names_a_rate_at_which_words_would_be_cut_and_is_content(home: Path) -> None:
    write(home / "config" / "settings.toml", "voice = true\nvoice_rate = 0.5\nkeep_awake = false\n")
    result = invoke(home, "check")
    assert result.exit_code == 0 and "notice: voice_rate: at 0.5 the voice needs" in result.stderr
    write(home / "config" / "settings.toml", "voice = true\nkeep_awake = false\n")
    assert "notice" not in invoke(home, "check").stderr
