"""A load as a person types it, `60`, `22,5` or `bw-20`, and the one line of entry of a session that says one.

    60            the load              +2.5 -5       more or less than now
    bw bw+10      body weight, or more  bw-20         with that much help
    last          as the last time
    8@60 r9       the set is done: reps (or 30s, 1:30), load, RPE

It is the notation of `set_notation`, for one set, but for a bare number, which is a load here. Without pydantic,
which a session under way has no use for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NoReturn

from catalogue.schema.bounds import LOAD, MENDED_LOAD, REPS, RPE, SECONDS, Bounds, halves, shown, typed_number
from tui.session.commands import FinishSet, SetLoad
from tui.session.plan import LoadCounts, Unit

NUMBER: Final = r"[0-9]{1,6}(?:[.,][0-9]{1,3})?"
SAID_LOAD: Final = rf"(?:bw(?:\s?[+-]\s?{NUMBER})?|-?{NUMBER})"
SAID_RPE: Final = r"r[0-9]{1,2}(?:[.,][0-9]{1,3})?"
UNIT: Final = r"(?:\s?(?:kg|lbs?))?"

EXAMPLES: Final = "write 60, +2.5, bw-20, last, 8@60 r9"

_STEP: Final = re.compile(rf"(?P<sign>[+-])\s?(?P<by>{NUMBER})(?P<unit>{UNIT})", re.IGNORECASE)
_LOAD: Final = re.compile(rf"(?P<load>{SAID_LOAD})(?P<unit>{UNIT})(?P<rpe>\s+{SAID_RPE})?", re.IGNORECASE)
_SET: Final = re.compile(
    r"(?:(?P<minutes>[0-9]{1,3}):(?P<rest>[0-5][0-9])|(?P<seconds>[0-9]{1,6})\s?s|(?P<reps>[0-9]{1,6}))\s*"
    rf"(?P<at>@\s*(?P<load>{SAID_LOAD})(?P<unit>{UNIT}))?(?:\s+(?P<rpe>{SAID_RPE}))?",
    re.IGNORECASE,
)
_NOT_HERE: Final = (
    (re.compile(r"[0-9]+\s*[x×]", re.IGNORECASE), "one set at a time, such as 8@60"),
    (re.compile(r"w(?![a-z])", re.IGNORECASE), "leave out the w: 8@60"),
    (re.compile(r"(l|r|left|right)(?![a-z0-9])", re.IGNORECASE), "leave out the leg: 8@60"),
    (re.compile(r".*[0-9]\s*\+", re.IGNORECASE), "leave out the + after the reps: 8@60"),
    (re.compile(r".*@.*@", re.IGNORECASE), "one set at a time; an RPE is r9: 8@60 r9"),
)


class EntryError(ValueError):
    """An entry that says nothing certain; the message fits 58 columns and says what would be right."""


@dataclass(frozen=True, slots=True)
class Step:
    """A load told by what is added to the one at hand, or taken off."""

    by: float


@dataclass(frozen=True, slots=True)
class AsLast:
    """The load of the same set last time."""


@dataclass(frozen=True, slots=True)
class SaidSet:
    """A set that is done."""

    amount: int
    timed: bool
    """Whether the amount is seconds."""
    load: float
    load_counts: LoadCounts | None = None
    rpe: float | None = None

    @property
    def command(self) -> FinishSet:
        """The command that ends the set so."""
        return FinishSet(self.amount, self.load, self.load_counts, self.rpe)


Entry = SetLoad | Step | AsLast | SaidSet


def parse_entry(text: str, unit: Unit = "kg") -> Entry:
    """Return what a line of entry says. Raises EntryError."""
    text = text.strip()
    if text.lower() == "last":
        return AsLast()
    if found := _STEP.fullmatch(text):
        _check_unit(found["unit"], unit)
        return _step(found["sign"], found["by"])
    if found := _LOAD.fullmatch(text):
        if found["rpe"]:
            raise EntryError("an RPE goes with a set: 8@60 r9")
        _check_unit(found["unit"], unit)
        load, counts = _checked(found["load"])
        return SetLoad(load if load or counts else None, counts)
    if found := _SET.fullmatch(text):
        if not found["at"]:
            raise EntryError(f"say the load too, such as {text.split()[0]}@60")
        _check_unit(found["unit"], unit)
        return _said_set(found)
    return _refuse(text)


def load_said(text: str) -> tuple[float, LoadCounts | None]:
    """Return the load that a `SAID_LOAD` is, and "bodyweight" where it comes on top; no number for `1,250`."""
    plain = re.sub(r"\s", "", text.lower())
    if not plain.startswith("bw"):
        return typed_number(plain), None
    return typed_number(plain[2:] or "0"), "bodyweight"


def rpe_said(text: str) -> float:
    """Return the RPE that a `SAID_RPE` is. Raises ValueError."""
    number = typed_number(text.strip()[1:])
    if not RPE.holds(number):
        raise RPE.refusal(text.strip())
    return halves(number)


def is_unit(text: str, unit: Unit) -> bool:
    """Whether a unit that is written behind a load, or none, is the one that loads are in."""
    return text.strip().lower().removesuffix("s") in ("", unit)


def _check_unit(text: str, unit: Unit) -> None:
    if not is_unit(text, unit):
        raise EntryError(f"loads are in {unit} here; leave the unit out")


def _step(sign: str, number: str) -> Step:
    by = _within(typed_number(number), LOAD, sign + number)
    if not by:
        raise EntryError("a step of 0 changes nothing; write +2.5")
    return Step(-by if sign == "-" else by)


def _checked(text: str) -> tuple[float, LoadCounts | None]:
    load, counts = load_said(text)
    if load < 0 and counts is None:
        raise EntryError("a load below 0 is help: say it as bw-20")
    return _within(load, MENDED_LOAD if counts else LOAD, text), counts


def _said_set(found: re.Match[str]) -> SaidSet:
    if found["reps"]:
        amount, timed = int(_within(int(found["reps"]), REPS, found["reps"])), False
    else:
        said = int(found["seconds"]) if found["seconds"] else 60 * int(found["minutes"]) + int(found["rest"])
        amount, timed = int(_within(said, SECONDS, found[0])), True
    try:
        rpe = rpe_said(found["rpe"]) if found["rpe"] else None
    except ValueError as error:
        raise EntryError(str(error)) from error
    return SaidSet(amount, timed, *_checked(found["load"]), rpe)


def _within(value: float, bounds: Bounds, text: str) -> float:
    if not bounds.holds(value):
        raise EntryError(str(bounds.refusal(text)))
    return value


def _refuse(text: str) -> NoReturn:
    if not text:
        raise EntryError(EXAMPLES)
    for pattern, message in _NOT_HERE:
        if pattern.match(text):
            raise EntryError(message)
    raise EntryError(f"found {shown(text)}; {EXAMPLES}")
