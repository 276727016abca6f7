"""What is said of one set in a line: `60`, `+2.5`, `8@60 r9`, `bw-20`, `last`; an RPE; a note. It becomes a command.

The line of entry on the screen and the words of plain mode share it. A refusal fits a line of 58 columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalogue.files.text import NOTE_LENGTH, prose
from catalogue.schema.bounds import LOAD, REPS, SECONDS, Bounds, shown
from tui.logbook.changes.typed_values import rpe_of
from tui.runtime.selection import converted
from tui.session.commands import FinishSet, Note, Rate, SetLoad
from tui.session.plan import LoadCounts, PlannedSet
from tui.session.state import Rest, State, Work

if TYPE_CHECKING:
    from tui.logbook.log.last_time import LastTime

WANTED: Final = "write 60, +2.5, 8@60, 8@60 r9, bw-20 or last"
_NUMBER: Final = r"(?:[0-9]{1,6}(?:[.,][0-9]{1,3})?|[.,][0-9]{1,3})"
_LOAD: Final = rf"(?:(?P<weight>bw)(?:\s*(?P<more>[+-]\s*{_NUMBER}))?|(?P<last>last)|(?P<plain>-?{_NUMBER}))"
_ENTRY: Final = re.compile(
    rf"""
      (?:(?:(?P<minutes>[0-9]{{1,3}}):(?P<rest>[0-5][0-9])|(?P<seconds>{_NUMBER})\s?s|(?P<reps>[0-9]{{1,6}}))\s*@\s*)?
      (?:(?P<change>\+\s*{_NUMBER}|-\s*{_NUMBER})|{_LOAD})\s*(?P<unit>kg|lbs?)?
      (?:\s+r\s*(?P<rpe>[0-9]{{1,2}}(?:[.,][0-9]{{1,3}})?))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SEVERAL: Final = re.compile(r"[0-9]+\s*[x×]\s*[0-9]|\bw\b|\b[lr]\b\s*[0-9]+\s+[0-9]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line as written: a load, maybe after the reps or seconds of a set, maybe with its RPE."""

    amount: int | None
    """Reps, or whole seconds of a timed set."""
    load: float | None
    """None: the load of last time."""
    counts: LoadCounts | None
    is_change: bool
    rpe: float | None


def load_command(text: str, state: State, last: LastTime | None) -> SetLoad | FinishSet:
    """Return the command of a load, or of a set that is ended with it. Raises ValueError."""
    shown_set, live = state.live.shown, state.live
    entry = parse_entry(text, state.plan.unit, timed=shown_set.lasts is not None)
    counts = entry.counts or (shown_set.load_counts if entry.is_change else None)
    if entry.load is None:
        load, counts = _last_load(last, state)
    else:
        load = entry.load
    if entry.is_change:
        load = round((shown_set.load or 0.0) + load, 3)
    help_counts = (counts or live.movements[shown_set.movement].load_counts) == "bodyweight"
    if load < 0 and not help_counts:
        raise ValueError(_no_help(entry, shown_set))
    if abs(load) > LOAD.high:
        raise ValueError(f"found {load:g}; {LOAD} is wanted")
    if entry.amount is None:
        return SetLoad(load if load or counts == "bodyweight" else None, counts)
    if not isinstance(live.segment, Work):
        raise ValueError("no set is being worked; e corrects one that is done")
    return FinishSet(entry.amount, load, counts, entry.rpe)


def rpe_command(text: str) -> Rate:
    """Return the command of an RPE: `8.5`, or `r8.5`. Raises ValueError."""
    return Rate(rpe_of(text.strip().lower().removeprefix("r")))


def note_command(text: str, pinned: str | None) -> Note:
    """Return the command of a note; one that begins with `!` replaces the `pinned` one. Raises ValueError."""
    pins = text.lstrip().startswith("!")
    words = prose(text.strip().removeprefix("!").strip().replace("\t", " "), NOTE_LENGTH) if text.strip() else ""
    if not words:
        raise ValueError("write a few words; ! before them pins them")
    return Note(words, pins, pinned if pins else None)


def parse_entry(text: str, unit: str, *, timed: bool) -> Entry:
    """Read one line. Raises ValueError with what would be right."""
    match = _ENTRY.fullmatch(text.strip())
    if match is None:
        raise ValueError(_fault(text))
    found = match.groupdict()
    if found["unit"] and found["unit"].lower().removesuffix("s") != unit:
        raise ValueError(f"this session is in {unit}: leave the unit out")
    amount = _amount(found, timed)
    if amount is None and found["rpe"]:
        raise ValueError("an RPE goes with a set: 8@60 r9; r rates the last one")
    change = found["change"] or ""
    if amount is not None and change.startswith("+"):
        raise ValueError(f"after @ stands the load itself: {found['reps'] or '30s'}@60")
    is_change = bool(change) and amount is None
    load = None if found["last"] else _number(change or found["plain"] or found["more"] or "0")
    if load is not None:
        Bounds(-LOAD.high, LOAD.high).check(load)
    counts: LoadCounts | None = "bodyweight" if found["weight"] else None
    return Entry(amount, load, counts, is_change, rpe_of(found["rpe"]) if found["rpe"] else None)


def _amount(found: dict[str, str | None], timed: bool) -> int | None:
    if found["reps"] is not None:
        if timed:
            raise ValueError(f"this set goes by seconds: {found['reps']}s@60")
        return int(_checked(float(found["reps"]), REPS))
    if found["seconds"] is None and found["minutes"] is None:
        return None
    if not timed:
        raise ValueError("this set goes by reps: 8@60")
    whole = 60 * int(found["minutes"] or 0) + int(found["rest"] or 0)
    return int(_checked(_number(found["seconds"]) if found["seconds"] else whole, SECONDS))


def _checked(value: float, bounds: Bounds) -> float:
    bounds.check(value)
    return value


def _number(text: str) -> float:
    return float(re.sub(r"\s", "", text).replace(",", "."))


def _fault(text: str) -> str:
    if not text.strip():
        return WANTED
    if _SEVERAL.search(text):
        return f"one set at a time: {WANTED.removeprefix('write ')}"
    return f"found {shown(text.strip())}; {WANTED.removesuffix(', bw-20 or last')} or bw-20"


def _no_help(entry: Entry, planned: PlannedSet) -> str:
    if entry.is_change:
        return f"that is below 0, as the load is {planned.load or 0:g}"
    return f"a load below 0 is help: bw{entry.load or 0:g}"


def _last_load(last: LastTime | None, state: State) -> tuple[float, LoadCounts | None]:
    """The load of the same set last time, else that of its last set, and what it counts."""
    planned = state.live.shown
    side = planned.first if isinstance(state.live.segment, Rest) else state.live.side
    loads = [row.load for row in last.sets if row.side in (side, None)] if last is not None else []
    same = loads[planned.number - 1] if planned.kind != "warmup" and planned.number <= len(loads) else None
    found = next((load for load in (same, *reversed(loads)) if load is not None), None)
    if last is None or found is None:
        raise ValueError("there is no load of last time; write one, such as 60")
    counts: LoadCounts | None = "bodyweight" if last.load_counts == "bodyweight" else None
    return converted(found, last.unit, state.plan.unit), counts
