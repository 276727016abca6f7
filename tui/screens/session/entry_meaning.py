"""What the line of entry speaks of, and the command that a line becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.runtime.typed_words import load_command, note_command, rpe_command
from tui.screens.session.entry_line import Typing, What
from tui.session import Command, State
from tui.words.quantities import load_text

if TYPE_CHECKING:
    from tui.logbook.log.last_time import LastTime


def subject(what: What, state: State) -> int | None:
    """Return the id of the set that an entry would speak of now."""
    if what == "load":
        return None if state.is_over else state.live.shown.id
    return done_last(state) if what == "rate" else state.live.at


def done_last(state: State) -> int | None:
    """Return the id of the set that was done last."""
    return next((row.set for row in reversed(state.live.rows) if row.closed and not row.skipped), None)


def standing_value(typing: Typing, state: State) -> str:
    """Return what stands there now: the load, the RPE, or the note that the new one is added to."""
    planned = next((one for one in state.live.sets if one.id == typing.about), None)
    if planned is None:
        return ""
    if typing.what == "note":
        return planned.note
    if typing.what == "rate":
        rpe = next((row.rpe for row in reversed(state.live.rows) if row.set == planned.id and row.rpe), None)
        return f"now {rpe:g}" if rpe else ""
    movement = state.live.movements[planned.movement]
    load = load_text(planned.load, state.plan.unit, planned.load_counts or movement.load_counts)
    return f"now {load}" if load else "now no load"


def command_of(typing: Typing, state: State, last: LastTime | None, pinned: str | None) -> Command:
    """Return the command of what was typed. Raises ValueError with what would be right."""
    match typing.what:
        case "load":
            return load_command(typing.text, state, last)
        case "rate":
            return rpe_command(typing.text)
        case "note":
            return note_command(typing.text, pinned)
