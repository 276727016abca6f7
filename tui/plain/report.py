"""The lines of a session: one for each cue, and the status after each command."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tui.logbook.journal.writer import Status
from tui.plain.list_words import CHANGES_OF_THE_LIST, list_lines
from tui.runtime.running_session import Gap
from tui.session import Command, Cue, EditSet, Plan, State
from tui.session.commands import Note, Rate
from tui.session.estimate import estimate
from tui.session.snapshot import Snapshot, snapshot
from tui.session.state import Break, Done, GetReady, Rest, Row, Setup, Switch, Work
from tui.words.cue_lines import cue_line
from tui.words.quantities import about, counted, load_text, span
from tui.words.sets import rep_steps, row_text, set_heading
from tui.words.status import status_line

_OPENS_A_SET = frozenset({"setup", "ready", "work"})
_PASSING = frozenset({"count", "phase"})
"""Frequent cues, which a status after each would bury."""


def opening(plan: Plan) -> str:
    """Return the first line, which mentions the help."""
    sets = counted(len(plan.sets), "set")
    return f"{plan.name}: {sets}, {about(estimate(plan))}. Type ? and Enter for help."


@dataclass(slots=True)
class Teller:
    """The lines for a sequence of cues, with an introduction of each new set and exercise."""

    _introduced: int | None = None
    _explained: set[int] = field(default_factory=set)
    about: Callable[[State], list[str]] = lambda state: []
    """Returns what the person's own past says of the exercise at hand."""

    def lines(self, cues: Iterable[Cue], state: State) -> list[str]:
        """Return the lines for cues; `state` is the one after them."""
        said: list[str] = []
        for cue in cues:
            if cue.kind in _OPENS_A_SET:
                said += self._introduction(state)
            line = cue_line(cue, state)
            if line is not None:
                said.append(line)
        return said

    def standing(self, state: State) -> list[str]:
        """Return the lines for the current segment again, for an undo or the line `s`."""
        return self.lines(_cues_of(state), state)

    def _introduction(self, state: State) -> list[str]:
        at = state.live.at
        if at == self._introduced or isinstance(state.live.segment, Rest | Done):
            return []
        before, self._introduced = self._introduced, at
        movement = state.planned.movement
        same = before is not None and state.live.set_of(before).movement == movement
        said = [set_heading(state, with_name=not same)]
        if movement not in self._explained:
            self._explained.add(movement)
            said += [f"Mind: {caution}" for caution in state.movement.cautions]
            said += [f"Note: {note}" for note in state.movement.notes]
            said += self.about(state)
            said += [f"Each rep: {step}" for step in rep_steps(state.movement, state.live.side)]
        return said


def _cues_of(state: State) -> list[Cue]:
    """Return the cues that began the current segment."""
    now, side = state.now, state.live.side
    match state.live.segment:
        case Setup(step=step):
            return [Cue("setup", now, side, step + 1)]
        case GetReady():
            return [Cue("ready", now, side)]
        case Work(phase=None):
            return [Cue("work", now, side)]
        case Work(phase=int(phase)):
            return [Cue("work", now, side), Cue("phase", now, side, phase + 1)]
        case Switch():
            return [Cue("switch", now, side)]
        case Rest():
            return [Cue("rest", now)]
        case Break():
            return [Cue("part", now, side, snapshot(state).part)]
        case _:
            return []


def standing_line(state: State) -> str:
    """Return where the session stands, in the words of the screen."""
    return status_line(snapshot(state))


def wants_status(cues: Iterable[Cue]) -> bool:
    """Whether these cues change the status."""
    return any(cue.kind not in _PASSING for cue in cues)


def after_command(command: Command, before: State, after: State) -> list[str]:
    """Return the changes by a command that the status does not show: a corrected set, the load, the pace."""
    said: list[str] = []
    if isinstance(command, EditSet):
        said.append(f"{row_text(after.live.rows[command.row], after)}.")
    if isinstance(command, Rate):
        said += [f"{row_text(row, after)}, RPE {row.rpe:g}." for row in _rated(after)]
    if isinstance(command, Note):
        said.append("Noted, and pinned to its set-up." if command.pins else "Noted.")
    if isinstance(command, CHANGES_OF_THE_LIST):
        said += list_lines(after)
    was, now = snapshot(before), snapshot(after)
    same_set = (was.exercise_id, was.set_number) == (now.exercise_id, now.set_number)
    if same_set and was.load != now.load:
        said.append(_load_line(after, now))
    if was.paced != now.paced:
        said.append("Paced: the tempo player counts." if now.paced else "Self-paced: you count.")
    return said


def _load_line(state: State, now: Snapshot) -> str:
    """The load of the set at hand; in a warm-up the working load comes first, for it is that which was said."""
    shown, load = state.live.shown, load_text(now.load, now.unit, now.load_counts) or "none"
    same = (one.load for one in state.live.sets if one.movement == shown.movement and one.kind != "warmup")
    working = load_text(next(same, None), now.unit, now.load_counts)
    if shown.kind != "warmup" or not working:
        return f"Load: {load}."
    return f"Load: {working}; in this warm-up {load}."


def _rated(state: State) -> list[Row]:
    done = [row for row in state.live.rows if row.closed and not row.skipped]
    return [row for row in done if row.set == done[-1].set]


def gap_line(gap: Gap) -> str:
    """Return the line about a gap in time, as after a suspend."""
    lasted = span(gap.lasted / 1000)
    return f"Nothing was seen of the last {lasted}, so the session is paused there. Press Enter to carry on."


GAP_HELP = "The session is paused where it was last seen. Press Enter to carry on, or type q to end it there."


@dataclass(slots=True)
class SaveMark:
    """The last printed status of the journal, so that only changes are printed."""

    _told: str | None = None

    def line(self, status: Status) -> str | None:
        """Return the line about a changed status, or None."""
        if status.error == self._told:
            return None
        self._told = status.error
        return "saved" if status.error is None else f"NOT SAVED: {status.error}"
