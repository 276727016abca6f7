"""What a session says in lines of text: one a cue, and where it stands after each thing done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tui.logbook.writer import Status
from tui.running import Gap
from tui.session import Command, Cue, EditSet, Plan, State
from tui.session.estimate import estimate
from tui.session.snapshot import snapshot
from tui.session.state import Done, GetReady, Rest, Setup, Switch, Work
from tui.words.cue_lines import cue_line
from tui.words.quantities import about, counted, load_text, span
from tui.words.sets import rep_steps, row_text, set_heading
from tui.words.status import status_line

_OPENS_A_SET = frozenset({"setup", "ready", "work"})
_PASSING = frozenset({"count", "phase"})
"""Cues that come every second or so: the status after each would drown them."""


def opening(plan: Plan) -> str:
    """Return the first line, which says how to get help."""
    sets = counted(len(plan.sets), "set")
    return f"{plan.name}: {sets}, {about(estimate(plan))}. Type ? and Enter for help."


@dataclass(slots=True)
class Teller:
    """Turns cues into lines, and introduces a set or an exercise when it is reached."""

    _introduced: int | None = None
    _explained: set[int] = field(default_factory=set)

    def lines(self, cues: Iterable[Cue], state: State) -> list[str]:
        """Return what to say at these cues, the state being the one after them."""
        said: list[str] = []
        for cue in cues:
            if cue.kind in _OPENS_A_SET:
                said += self._introduction(state)
            line = cue_line(cue, state)
            if line is not None:
                said.append(line)
        return said

    def standing(self, state: State) -> list[str]:
        """Return what is going on, said again: after an undo, or when somebody asks."""
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
            said += [f"Each rep: {step}" for step in rep_steps(state.movement, state.live.side)]
        return said


def _cues_of(state: State) -> list[Cue]:
    """The cues with which what is going on began."""
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
        case _:
            return []


def standing_line(state: State) -> str:
    """Return where the session stands, in the words of the screen."""
    return status_line(snapshot(state))


def wants_status(cues: Iterable[Cue]) -> bool:
    """Say whether these cues change where the session stands."""
    return any(cue.kind not in _PASSING for cue in cues)


def after_command(command: Command, before: State, after: State) -> list[str]:
    """Return what the status does not show of what a command changed: a set corrected, the load, the pace."""
    said: list[str] = []
    if isinstance(command, EditSet):
        said.append(f"{row_text(after.live.rows[command.row], after)}.")
    was, now = snapshot(before), snapshot(after)
    same_set = (was.exercise_id, was.set_number) == (now.exercise_id, now.set_number)
    if same_set and was.load != now.load:
        said.append(f"Load: {load_text(now.load, now.unit, now.load_counts) or 'none'}.")
    if was.paced != now.paced:
        said.append("Paced: the tempo player counts." if now.paced else "Self-paced: you count.")
    return said


def gap_line(gap: Gap) -> str:
    """Return what to say after time that the program did not see."""
    lasted = span(gap.lasted / 1000)
    return f"Nothing was seen of the last {lasted}, so the session is paused there. Press Enter to carry on."


GAP_HELP = "The session is paused where it was last seen. Press Enter to carry on, or type q to end it there."


@dataclass(slots=True)
class SaveMark:
    """Says once when the journal can't be written, and once when it can again."""

    _told: str | None = None

    def line(self, status: Status) -> str | None:
        """Return what is new in the journal's status, if anything is."""
        if status.error == self._told:
            return None
        self._told = status.error
        return "saved" if status.error is None else f"NOT SAVED: {status.error}"
