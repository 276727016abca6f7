"""Tones: each its own, none too loud, and one alone for what happens at one instant."""

from __future__ import annotations

import math
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import BOTH_LEGS, LUNGE, plan_of
from session_recording import every_instant

from tui.coach.tones import RATE, TONES, rings_bell, samples, sound_of
from tui.session import Cue, State, begin
from tui.settings import SOUNDS, Sound

ALL = frozenset(TONES)


def state_at(now: int = 0) -> State:
    return begin(plan_of(LUNGE), now)


def loudness(tone: array[int]) -> float:
    return math.sqrt(sum(sample * sample for sample in tone) / len(tone))


def test_the_settings_name_every_tone() -> None:
    assert set(SOUNDS) == set(TONES)


@pytest.mark.parametrize("sound", TONES)
def test_a_tone_is_heard_and_neither_clips_nor_clicks(sound: Sound) -> None:
    tone = samples(sound, 1.0)
    assert loudness(tone) > 3000
    assert max(map(abs, tone)) <= 32_767
    assert abs(tone[0]) < 200 and abs(tone[-1]) < 200
    assert 0.05 * RATE < len(tone) < 1.0 * RATE


def test_tones_are_told_apart_by_pitch_or_melody() -> None:
    melodies = [tuple(note.hertz for note in notes) for notes in TONES.values()]
    assert len(set(melodies)) == len(TONES)


@settings(max_examples=20)
@given(st.sampled_from(sorted(TONES)), st.floats(0.05, 1.0))
def test_half_the_volume_is_half_as_loud(sound: Sound, volume: float) -> None:
    assert loudness(samples(sound, volume / 2)) == pytest.approx(loudness(samples(sound, volume)) / 2, rel=0.02)


def test_no_volume_is_silence() -> None:
    assert not any(samples("done", 0))


def test_a_record_sounds_above_the_rep_that_set_it_and_below_a_switch() -> None:
    rep, switch = Cue("rep", 0, "left", 10), Cue("switch", 0, "right")
    assert sound_of((rep,), state_at(), ALL, record=True) == ("record", None)
    assert sound_of((rep, switch), state_at(), ALL, record=True) == ("switch", switch)
    assert sound_of((rep,), state_at(), ALL - {"record"}, record=True) == ("rep", rep)


def test_of_what_happens_at_once_the_weightiest_sounds() -> None:
    cues = (Cue("rep", 0, "left", 10), Cue("switch", 0, "right"))
    assert sound_of(cues, state_at(), ALL) == ("switch", cues[1])
    assert sound_of(cues, state_at(), ALL - {"switch"}) == ("rep", cues[0])
    assert sound_of(cues, state_at(), frozenset()) is None


def test_a_cue_noticed_too_late_is_silent() -> None:
    assert sound_of((Cue("switch", 0, "right"),), state_at(1001), ALL) is None
    assert sound_of((Cue("switch", 1, "right"),), state_at(1001), ALL) is not None


def test_a_whole_paced_session_has_one_tone_an_instant() -> None:
    heard = [
        found[0]
        for cues, state in every_instant(plan_of(LUNGE, sets=2, reps=2, rest=5000, pace="paced"))
        if (found := sound_of(cues, state, ALL))
    ]
    opening = [*["count"] * 3, "phase", "phase", "phase", "rep", "phase", "phase", "switch"]
    assert heard[: len(opening)] == opening
    assert heard.count("switch") == 2 and heard.count("rest-over") == 1
    assert heard[-1] == "done" and heard.count("done") == 1


def test_the_bell_rings_for_four_things_alone() -> None:
    told = every_instant(plan_of(BOTH_LEGS, sets=2, reps=2, rest=5000, pace="paced"))
    found = (sound_of(cues, state, ALL) for cues, state in told)
    rung = [sound for sound, cue in filter(None, found) if rings_bell(sound, cue)]
    assert rung == ["count", "count", "rest-over", "done"]
