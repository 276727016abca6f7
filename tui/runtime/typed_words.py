"""What is said of one set in a line: a load, an RPE, a note. It becomes a command for the engine.

The line of entry on the screen and the words of plain mode share it. A refusal fits a line of 58 columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from catalogue.files.text import NOTE_LENGTH, prose
from catalogue.schema.bounds import LOAD
from tui.logbook.changes.typed_load import AsLast, SaidSet, Step, parse_entry
from tui.logbook.changes.typed_values import rpe_of
from tui.runtime.selection import converted
from tui.session.commands import FinishSet, Note, Rate, SetLoad
from tui.session.plan import LoadCounts, PlannedSet
from tui.session.state import Rest, State, Work

if TYPE_CHECKING:
    from tui.logbook.log.last_time import LastTime

NOT_BEGUN: Final = "no set is being worked; e corrects one that is done"


def load_command(text: str, state: State, last: LastTime | None) -> SetLoad | FinishSet:
    """Return the command of a load, or of a set that is ended with it. Raises ValueError."""
    shown = state.live.shown
    match parse_entry(text, state.plan.unit):
        case SetLoad() as command:
            return command
        case Step(by=by):
            return _stepped(by, shown, state)
        case AsLast():
            load, counts = _last_load(last, state)
            return SetLoad(load if load or counts else None, counts)
        case SaidSet() as said:
            _check_amount(said, shown, state)
            return said.command


def rpe_command(text: str) -> Rate:
    """Return the command of an RPE: `8.5`, or `r8.5`. Raises ValueError."""
    return Rate(rpe_of(text.strip().lower().removeprefix("r")))


def note_command(text: str, pinned: str | None) -> Note:
    """Return the command of a note; one that begins with `!` replaces the `pinned` one. Raises ValueError."""
    pins = text.lstrip().startswith("!")
    words = text.strip().removeprefix("!").strip().replace("\t", " ")
    if not words:
        raise ValueError("write a few words; ! before them pins them")
    return Note(prose(words, NOTE_LENGTH), pins, pinned if pins else None)


def _stepped(by: float, planned: PlannedSet, state: State) -> SetLoad:
    load = round((planned.load or 0.0) + by, 3)
    counts = planned.load_counts
    own = counts or state.live.movements[planned.movement].load_counts
    if load < 0 and own != "bodyweight":
        raise ValueError(f"that is below 0, as the load is {planned.load or 0:g}")
    if abs(load) > LOAD.high:
        raise ValueError(f"that is {load:g}; the most is {LOAD.high:g}")
    return SetLoad(load if load or own == "bodyweight" else None, counts)


def _check_amount(said: SaidSet, planned: PlannedSet, state: State) -> None:
    if not isinstance(state.live.segment, Work):
        raise ValueError(NOT_BEGUN)
    if said.timed and planned.lasts is None:
        raise ValueError("this set goes by reps: 8@60")
    if not said.timed and planned.lasts is not None:
        raise ValueError(f"this set goes by seconds: {said.amount}s@60")


def _last_load(last: LastTime | None, state: State) -> tuple[float, LoadCounts | None]:
    """The load of the same set last time, else that of its last set, and what it counts."""
    planned = state.live.shown
    side = planned.first if isinstance(state.live.segment, Rest) else state.live.side
    rows = [row for row in last.sets if row.side in (side, None)] if last is not None else []
    same = rows[planned.number - 1 : planned.number] if planned.kind != "warmup" else []
    row = next((row for row in (*same, *reversed(rows)) if row.load is not None), None)
    if last is None or row is None or row.load is None:
        raise ValueError("there is no load of last time; write one, such as 60")
    counts: LoadCounts | None = "bodyweight" if row.load_counts == "bodyweight" else None
    return converted(row.load, last.unit, state.plan.unit), counts
