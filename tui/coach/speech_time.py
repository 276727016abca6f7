"""The time that utterances take, against the time there is before the next one replaces them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tui.coach.speech import Script
from tui.coach.voice import NORMAL_WORDS_A_MINUTE
from tui.session import Plan, advance, begin, opening_cues
from tui.session.plan import Ms
from tui.session.state import Setup

PAUSE: Ms = 200
"""Between two sentences."""
FASTEST: Final = 2.0


@dataclass(frozen=True, slots=True)
class Cut:
    """An utterance that is longer than the time before the next."""

    words: str
    needs: Ms
    """At the rate asked about."""
    has: Ms
    rate: float
    """The least, in tenths, at which it fits; above `FASTEST` there is none that a person may set."""


def speech_time(words: str, rate: float) -> Ms:
    """Estimate how long an utterance takes at `rate` times the usual rate."""
    sentences = max(1, sum(words.count(mark) for mark in ".!?"))
    count = len(words.replace("-", " ").split())
    return round((count * 60_000 / NORMAL_WORDS_A_MINUTE + (sentences - 1) * PAUSE) / rate)


def worst_cut(plan: Plan, rate: float, *, setups: bool) -> Cut | None:
    """Return the utterance of a paced session of the plan that is cut most; None if none is.

    `setups` says whether the steps of a set-up run by the clock too. What a person would do sooner than the clock
    is left out: a key cuts any words, and is meant to.
    """
    worst: Cut | None = None
    said: tuple[str, Ms] | None = None
    for words, at, in_setup in _utterances(plan):
        if said is not None:
            before, began = said
            cut = _cut(before, at - began, rate)
            if cut is not None and (worst is None or cut.rate > worst.rate):
                worst = cut
        said = (words, at) if setups or not in_setup else None
    return worst


def _cut(words: str, has: Ms, rate: float) -> Cut | None:
    needs = speech_time(words, rate)
    if needs <= has:
        return None
    least = -(-10 * speech_time(words, 1.0) // max(1, has)) / 10
    return Cut(words, needs, has, least)


def _utterances(plan: Plan) -> Iterator[tuple[str, Ms, bool]]:
    """Yield what is said in a session that runs by its clock alone, when, and whether it is a step of a set-up."""
    script, state = Script(), begin(plan, 0)
    cues = opening_cues(state)
    while True:
        words = script.words(cues, state)
        if words is not None:
            yield words, state.now, isinstance(state.live.segment, Setup)
        due = None if state.is_over else state.deadline
        if due is None:
            return
        state, cues = advance(state, due)
