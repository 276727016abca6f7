"""The tones of the cues, synthesised, so that no sound file has to be shipped."""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tui.session import Cue, State
from tui.session.plan import Ms
from tui.settings import Sound

RATE: Final = 22_050
"""Samples a second, in one channel."""

STALE: Ms = 1000
"""The age beyond which a cue gets no tone, as it would be taken for that of another cue."""


@dataclass(frozen=True, slots=True)
class Note:
    """A decaying sine with an overtone."""

    hertz: float
    seconds: float


TONES: Final[Mapping[Sound, tuple[Note, ...]]] = MappingProxyType(
    {
        "phase": (Note(587.33, 0.09),),
        "rep": (Note(1174.66, 0.07),),
        "count": (Note(440.0, 0.13),),
        "switch": (Note(523.25, 0.13), Note(783.99, 0.13), Note(523.25, 0.20)),
        "rest-over": (Note(523.25, 0.10), Note(659.25, 0.10), Note(783.99, 0.25)),
        "record": (Note(1046.50, 0.08), Note(1318.51, 0.08), Note(1567.98, 0.30)),
        "done": (Note(783.99, 0.14), Note(659.25, 0.14), Note(523.25, 0.14), Note(1046.50, 0.45)),
    }
)
"""Each has its own pitch or melody, so that they can be distinguished across a room."""

_WEIGHTIEST_FIRST: Final[tuple[Sound, ...]] = ("done", "switch", "record", "rest-over", "count", "rep", "phase")
_ATTACK = 0.005
_RELEASE = 0.015
_OVERTONE = 0.25


def sound_of(
    cues: Iterable[Cue], state: State, wanted: Collection[str], *, record: bool = False
) -> tuple[Sound, Cue | None] | None:
    """Return the tone for the most important of the wanted cues, and that cue; a `record` has none."""
    fresh = [cue for cue in cues if state.now - cue.at <= STALE]
    for sound in _WEIGHTIEST_FIRST:
        if sound == "record" and record and sound in wanted:
            return sound, None
        for cue in reversed(fresh):
            if cue.kind == sound and sound in wanted:
                return sound, cue
    return None


def rings_bell(sound: Sound, cue: Cue | None) -> bool:
    """Whether a sound rings the terminal's bell: a switch, a record, the end of a rest, session or countdown."""
    if sound == "count":
        return cue is not None and cue.number == 1
    return sound in ("switch", "rest-over", "record", "done")


def samples(sound: Sound, volume: float) -> array[int]:
    """Return a tone as 16-bit samples, `RATE` a second; `volume` is 0 to 1."""
    whole: array[int] = array("h")
    for note in TONES[sound]:
        whole.extend(_note(note, volume))
    return whole


def _note(note: Note, volume: float) -> Iterable[int]:
    count = int(note.seconds * RATE)
    peak = 32_767 * volume / (1 + _OVERTONE)
    turn = 2 * math.pi * note.hertz / RATE
    for index in range(count):
        at = index / RATE
        # A ramp at both ends, since a step is audible as a click.
        edge = min(1.0, at / _ATTACK, (note.seconds - at) / _RELEASE)
        level = peak * edge * math.exp(-3 * at / note.seconds)
        yield int(level * (math.sin(turn * index) + _OVERTONE * math.sin(2 * turn * index)))
