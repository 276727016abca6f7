"""The parts of a drop or rest-pause set after its first, as a log writes them: `6@48 5@38.5`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_PART: Final = re.compile(r"(?P<reps>[0-9]{1,13})(?:@(?P<load>-?[0-9]{1,13}(?:\.[0-9]{1,12})?))?")


@dataclass(frozen=True, slots=True)
class DonePart:
    """A part of a set after its first."""

    reps: int
    load: float | None


def parts_of(text: str) -> tuple[DonePart, ...]:
    """Read `6@48 5@38.5`. Raises ValueError."""
    return tuple(map(_part, text.split()))


def parts_text(parts: Iterable[tuple[int, float | None]]) -> str | None:
    """Return parts as `6@48 5@38.5`, None for none."""
    return " ".join(f"{reps}" if load is None else f"{reps}@{_plain(load)}" for reps, load in parts) or None


def _part(word: str) -> DonePart:
    found = _PART.fullmatch(word)
    if found is None or not word.isascii():
        raise ValueError('write the parts after the first with spaces between: "6@48 5@38.5"')
    return DonePart(int(found["reps"]), None if found["load"] is None else float(found["load"]))


def _plain(load: float) -> str:
    return f"{load:.12f}".rstrip("0").rstrip(".")
