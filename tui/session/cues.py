"""Cues: the events that screen, voice, tones and hooks announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui.session.plan import Ms, Side

CueKind = Literal[
    "setup",  # a set-up step begins; `number` is the step, from 1
    "ready",  # the get-ready countdown begins
    "work",  # the work of a side begins; `side` is the leg, None for both
    "phase",  # a phase of a rep begins; `number` is the phase, from 1
    "rep",  # a rep is counted; `number` is the tally
    "count",  # 3, 2, 1 before a countdown ends; `number` says which
    "switch",  # switch legs; `side` is the leg to come
    "set-done",
    "part",  # the next part of a set comes; `number` says which, from 1
    "rest",  # a rest begins
    "rest-over",
    "done",  # the session is over
]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue and its exact session time in milliseconds, regardless of when the engine was called."""

    kind: CueKind
    at: Ms
    side: Side | None = None
    number: int | None = None
    set: int | None = None
    """Id of the set at hand."""
