"""Reps, seconds, loads, tempo and ids as people write them: `8-12`, `8+`, `max`, `30+`, `-20%`, `3-1-2-0`."""

import re
from dataclasses import dataclass
from typing import Final

from catalogue.files.text import describe, quoted
from catalogue.schema.bounds import LOAD, PERCENT, PERCENT_MORE, PLANNED_REPS, PLANNED_WORK
from catalogue.schema.words import PHASE_KINDS, PhaseKind

MOST_REPS: Final = int(PLANNED_REPS.high)
LONGEST_PHASE: Final = 120.0
SHORTEST_REP: Final = 0.5
LONGEST_REP: Final = 300.0

_REPS: Final = re.compile(r"([0-9]{1,9})(?:\s*[-–]\s*([0-9]{1,9}))?")
_OPEN_REPS: Final = re.compile(r"([0-9]{1,9})\s*\+")
_OPEN_SECONDS: Final = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*\+")
_PERCENT: Final = re.compile(r"([+\-−]?)\s*([0-9]{1,9}(?:[.,][0-9]{1,6})?)\s*%")
_NUMBER: Final = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_SECONDS: Final = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,6})?")

RAMP: Final = ((0.4, 5), (0.6, 3), (0.8, 2))
"""The sets of a ramp: the share of the working load, and the reps."""


@dataclass(frozen=True, slots=True)
class RepRange:
    """How many reps a set asks for: from `low` to `high`, the same number when the target is one number."""

    low: int
    high: int

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"


@dataclass(frozen=True, slots=True)
class OpenReps:
    """As many reps as possible; at least `least`, where there is such a number."""

    least: int | None = None

    def __str__(self) -> str:
        return "max" if self.least is None else f"{self.least}+"


@dataclass(frozen=True, slots=True)
class OpenSeconds:
    """As long as possible, and at least so many seconds."""

    least: float

    def __str__(self) -> str:
        return f"{self.least:g}+"


@dataclass(frozen=True, slots=True)
class LoadShare:
    """A load as per cents of another one; signed, as per cents more or less than the set before."""

    percent: float
    signed: bool = False

    @property
    def share(self) -> float:
        """What the other load is multiplied by."""
        return (100 + self.percent if self.signed else self.percent) / 100

    def __str__(self) -> str:
        return f"{self.percent:+g}%" if self.signed else f"{self.percent:g}%"


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


def parse_target(text: str) -> RepRange | OpenReps:
    """Read `10`, `8-12`, `8+` or `max`. Raises ValueError with a sentence."""
    said = text.strip()
    if said.lower() == "max":
        return OpenReps()
    match = _OPEN_REPS.fullmatch(said)
    if match:
        return OpenReps(rep_range(int(match.group(1)), int(match.group(1))).low)
    if not _REPS.fullmatch(said):
        raise ValueError(
            f'found {quoted(text)}; reps are a whole number such as 10, a range such as "8-12", '
            '"8+" for at least 8, or "max"'
        )
    return parse_reps(text)


def parse_seconds(text: str) -> OpenSeconds:
    """Read `30+`. Raises ValueError with a sentence."""
    match = _OPEN_SECONDS.fullmatch(text.strip())
    if match and PLANNED_WORK.holds(float(match.group(1))):
        return OpenSeconds(float(match.group(1)))
    hint = "; take the quotes away" if _NUMBER.fullmatch(text.strip()) else ""
    raise ValueError(f'found {quoted(text)}; {PLANNED_WORK} is wanted, or "30+" for at least 30{hint}')


def parse_load(text: str) -> LoadShare:
    """Read `50%` or `-20%`. Raises ValueError with a sentence."""
    match = _PERCENT.fullmatch(text.strip())
    if not match:
        hint = "; take the quotes away" if _NUMBER.fullmatch(text.strip()) else ""
        raise ValueError(f'found {quoted(text)}; {LOAD} is wanted, or a per cent such as "50%" or "-20%"{hint}')
    sign, number = match.group(1), float(match.group(2).replace(",", "."))
    percent, bounds = (-number if sign in "-−" and sign else number), PERCENT_MORE if sign else PERCENT
    if not bounds.holds(percent) or not percent:
        what = "a change of the load before is" if sign else "a share of a load is"
        raise ValueError(f"found {quoted(text)}; {what} {bounds.low:g}% to {bounds.high:g}%")
    return LoadShare(percent, bool(sign))


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
