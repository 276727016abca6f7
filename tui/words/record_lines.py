"""Personal records in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.words.quantities import counted, weight_text

if TYPE_CHECKING:
    from tui.logbook.statistics.records import Record


def record_text(record: Record) -> str:
    """Return what was done, such as `9 kg x 10` or `12 reps @ 8 kg`; the kind and the day are not in it."""
    load = "" if record.load is None else weight_text(round(record.load, 2), record.load_unit)
    match record.kind:
        case "most reps":
            return counted(record.reps or 0, "rep") + (f" @ {load}" if load else "")
        case "heaviest load":
            return f"{load} x {record.reps}"
        case "best e1RM":
            return f"{weight_text(round(record.value, 1), record.unit)} ({load} x {record.reps})"
        case _:
            return weight_text(round(record.value, 1), record.unit)


def named_record(record: Record, name: str) -> str:
    """Return a record of an exercise as `Single-Leg Deadlift: heaviest load 9 kg x 10, LEFT leg`."""
    side = f", {record.side.upper()} leg" if record.side else ""
    return f"{name}: {record.kind} {record_text(record)}{side}"
