"""Reps and tempo as people write them: `8-12` and `3-1-2-0`."""

import re
from dataclasses import dataclass
from typing import Final

from catalogue.files.text import describe, quoted
from catalogue.schema.bounds import PLANNED_REPS
from catalogue.schema.words import PHASE_KINDS, PhaseKind

MOST_REPS: Final = int(PLANNED_REPS.high)
LONGEST_PHASE: Final = 120.0
SHORTEST_REP: Final = 0.5
LONGEST_REP: Final = 300.0

_REPS: Final = re.compile(r"([0-9]{1,9})(?:\s*[-–]\s*([0-9]{1,9}))?")
_SECONDS: Final = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class RepRange:
    """How many reps a set asks for: from `low` to `high`, the same number when the target is one number."""

    low: int
    high: int

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"


@dataclass(frozen=True, slots=True)
class Tempo:
    """The seconds of a rep's phases, in the order in which a tempo is written."""

    eccentric: float
    hold: float
    concentric: float
    pause: float

    def seconds(self, kind: PhaseKind) -> float:
        """Return the seconds that the tempo gives to the phases of one kind together."""
        return {
            "eccentric": self.eccentric,
            "hold": self.hold,
            "concentric": self.concentric,
            "pause": self.pause,
        }[kind]

    @property
    def total(self) -> float:
        """The seconds of a whole rep."""
        return self.eccentric + self.hold + self.concentric + self.pause

    def __str__(self) -> str:
        return "-".join(f"{self.seconds(kind):.6f}".rstrip("0").rstrip(".") for kind in PHASE_KINDS)


def rep_range(low: int, high: int) -> RepRange:
    """Return the range from `low` to `high`. Raises ValueError unless 1 <= low <= high <= 1000."""
    found = next((each for each in (low, high) if not PLANNED_REPS.holds(each)), None)
    if found is not None:
        raise ValueError(f"found {describe(found)}; reps are a whole number from 1 to {MOST_REPS}")
    if low > high:
        raise ValueError(f'found "{low}-{high}"; write the smaller number first: "{high}-{low}"')
    return RepRange(low, high)


def parse_reps(text: str) -> RepRange:
    """Read `10` or `8-12`. Raises ValueError with a sentence that says what was found and what is allowed."""
    match = _REPS.fullmatch(text.strip())
    if not match:
        raise ValueError(f'found {quoted(text)}; reps are a whole number such as 10, or a range such as "8-12"')
    low = int(match.group(1))
    return rep_range(low, int(match.group(2) or low))


def parse_tempo(text: str) -> Tempo:
    """Read `3-1-2-0`: the seconds of eccentric, hold, concentric and pause; decimals are allowed.

    Raises ValueError with a sentence that says what was found and what is allowed.
    """
    parts = [part.strip() for part in text.split("-", 8)]
    if len(parts) != len(PHASE_KINDS) or not all(_SECONDS.fullmatch(part) for part in parts):
        raise ValueError(
            f"found {quoted(text)}; a tempo is four numbers of seconds with hyphens between, "
            f'eccentric-hold-concentric-pause, such as "3-1-2-0"{_likely_tempo(text)}'
        )
    tempo = Tempo(*(float(part) for part in parts))
    too_long = next((kind for kind in PHASE_KINDS if tempo.seconds(kind) > LONGEST_PHASE), None)
    if too_long:
        raise ValueError(f"found {quoted(text)}; the {too_long} is longer than {LONGEST_PHASE:g} seconds")
    if not SHORTEST_REP <= tempo.total <= LONGEST_REP:
        raise ValueError(
            f"found {quoted(text)}, {tempo.total:g} seconds in all; a rep takes {SHORTEST_REP:g} to {LONGEST_REP:g}"
        )
    return tempo


def _likely_tempo(text: str) -> str:
    if re.fullmatch(r"[0-9]{4}", text):
        return f'; did you mean "{"-".join(text)}"?'
    if "x" in text.lower() and len(text) < 20:
        return "; for X, as fast as you can, write 1"
    return ""
