"""Records in words: what was just set, and what would set one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from tui.words.quantities import counted, weight_text

if TYPE_CHECKING:
    from tui.logbook.statistics.records import PersonalRecord
    from tui.session.plan import Side

STAR: Final = "★"

_KINDS: Final = {
    "heaviest load": "heaviest ever",
    "most reps": "most reps at this load",
    "best volume load": "most volume in a session",
    "best e1RM": "best e1RM",
    "longest hold": "longest hold",
}
_UNITS_SPOKEN: Final = {"kg": "kilos", "lb": "pounds"}


def help_or_load(record: PersonalRecord) -> str:
    """Return the load of the set, such as `9 kg` or `20 kg help`; empty where there was none."""
    if record.load is None:
        return ""
    if record.load == 0:
        return "bodyweight"
    return weight_text(round(abs(record.load), 2), record.load_unit) + (" help" if record.load < 0 else "")


def record_text(record: PersonalRecord) -> str:
    """Return what was done, such as `9 kg x 10` or `12 reps @ 8 kg`; the kind and the day are not in it."""
    load = help_or_load(record)
    match record.kind:
        case "most reps":
            return counted(record.reps or 0, "rep") + (f" @ {load}" if load else "")
        case "heaviest load":
            return f"{load} x {record.reps}"
        case "best e1RM":
            return f"{weight_text(round(record.value, 1), record.unit)} ({load} x {record.reps})"
        case _:
            return weight_text(round(record.value, 1), record.unit)


def named_record(record: PersonalRecord, name: str) -> str:
    """Return a record of an exercise as `Single-Leg Deadlift: heaviest load 9 kg x 10, LEFT leg`."""
    side = f", {record.side.upper()} leg" if record.side else ""
    return f"{name}: {record.kind} {record_text(record)}{side}"


def kind_text(record: PersonalRecord) -> str:
    """Return which record it is: `heaviest ever`, `most reps at this load`."""
    match record.kind:
        case "heaviest load" if record.load is not None and record.load <= 0:
            return "least help ever"
        case "most reps" if record.load is None:
            return "most reps"
        case _:
            return _KINDS[record.kind]


def amount_text(record: PersonalRecord) -> str:
    """Return what was done: `45 kg x 14`, `14 reps`, `41 s`, `1,200 kg` of a whole session."""
    if record.kind == "longest hold":
        return f"{record.value:g} s" + (f" @ {help_or_load(record)}" if record.load else "")
    if record.kind == "best volume load":
        return f"{record.value:,.0f} {record.unit}"
    return f"{help_or_load(record)} x {record.reps}" if record.load is not None else counted(record.reps or 0, "rep")


def value_text(record: PersonalRecord) -> str:
    """Return what was reached, an e1RM with the set that it is of: `27.8 kg (22.5 kg x 7)`."""
    if record.kind == "best e1RM":
        return f"{record.value:.1f} {record.unit} ({amount_text(record)})"
    return amount_text(record)


def record_line(records: Sequence[PersonalRecord]) -> str:
    """Return the line on the records that one set holds: `★ 45 kg x 14: most reps at this load`; empty for none."""
    first = next(iter(records), None)
    if first is None:
        return ""
    leg = f"{first.side.upper()} " if first.side else ""
    return f"{STAR} {leg}{amount_text(first)}: {', '.join(kind_text(each) for each in records)}"


def record_spoken(record: PersonalRecord) -> str:
    """Return the same for a voice: `PersonalRecord. 14 reps at 45 kilos, most reps at this load.`"""
    if record.kind == "longest hold":
        return f"Record. {record.value:g} seconds, the longest hold."
    load = ""
    if record.load:
        weight = f"{abs(record.load):g} {_UNITS_SPOKEN[record.load_unit]}"
        load = f" at {weight}" if record.load > 0 else f" with {weight} of help"
    which = kind_text(record).replace("e1RM", "estimated maximum")
    return f"Record. {counted(record.reps or 0, 'rep')}{load}, {which}."


def to_beat_text(beatable: Iterable[tuple[Side | None, int]], *, timed: bool) -> str:
    """Return what would be a record: `11 reps here is a record`, `RIGHT 11, LEFT 9 reps here is a record`."""
    legs = list(beatable)
    if not legs:
        return ""
    amounts = [amount for _, amount in legs]
    if len(legs) == 2 and len(set(amounts)) == 1:
        legs = legs[:1]
        said = f"{amounts[0]}"
    elif legs[0][0] is None:
        said = f"{amounts[0]}"
    else:
        said = ", ".join(f"{side.upper()} {amount}" for side, amount in legs if side)
    unit = "s" if timed else "rep" if said == "1" else "reps"
    return f"{said} {unit} here is a record"
