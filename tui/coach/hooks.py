"""Hooks: commands from the settings, run at certain events with the event as JSON on standard input."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal

from tui.coach.processes import kill, start
from tui.session import Cue, State
from tui.session.cues import CueKind
from tui.session.plan import PlannedSet
from tui.session.snapshot import snapshot
from tui.session.state import Done, Rest, Row

Event = Literal["session-start", "switch", "rest-over", "set-done", "session-end"]

LIMIT_SECONDS: Final = 5.0
"""A command that takes longer is killed."""
MOST_AT_ONCE: Final = 8
"""The limit of commands running at once, as a held key must not start a hundred."""

_EVENTS: Final[Mapping[CueKind, Event]] = {
    "switch": "switch",
    "rest-over": "rest-over",
    "set-done": "set-done",
    "done": "session-end",
}


def events_of(cues: Iterable[Cue]) -> list[Event]:
    """Return the events among the cues, in order."""
    return [_EVENTS[cue.kind] for cue in cues if cue.kind in _EVENTS]


def event_json(event: Event, state: State) -> str:
    """Return an event as one JSON document, the state being the one after it.

    event: session-start, switch, rest-over, set-done or session-end
    session: the session's name
    exercise: the name of the exercise at hand; for set-done the one just done
    exercise_id: its id
    set: the number of the set at hand; for set-done the one just done
    of: how many sets of it there are
    side: the leg to come, null where it makes no difference
    elapsed_seconds: since the start, less pauses
    done[].side: set-done alone, a row a leg; null for both
    done[].reps: reps done; left out for a timed set
    done[].held_seconds: of a timed set
    done[].load: the load, left out where there was none
    done[].unit: kg or lb, beside a load
    outcome: session-end alone: completed, ended-early, or left where it is carried on later
    """
    at = _set_of(event, state)
    planned, movement = state.plan.sets[at], state.plan.movement_of(at)
    document: dict[str, object] = {
        "event": event,
        "session": state.plan.name,
        "exercise": movement.name,
        "exercise_id": movement.id,
        "set": planned.number,
        "of": planned.of,
        "side": state.live.side if event in ("switch", "rest-over", "session-start") else None,
        "elapsed_seconds": snapshot(state).elapsed / 1000,
    }
    if event == "set-done":
        rows = (row for row in state.live.rows if row.set == at)
        document["done"] = [_row(row, planned, state.plan.unit) for row in rows]
    if event == "session-end":
        outcome = state.live.segment.outcome if isinstance(state.live.segment, Done) else "left"
        document["outcome"] = outcome
    return json.dumps(document)


def _set_of(event: Event, state: State) -> int:
    # After a set comes a rest, the end, or, with no rest, the next set already.
    went_on = not isinstance(state.live.segment, Rest | Done)
    return max(0, state.live.at - 1) if event == "set-done" and went_on else state.live.at


def _row(row: Row, planned: PlannedSet, unit: str) -> dict[str, object]:
    amount: dict[str, object] = {"reps": row.reps} if planned.lasts is None else {"held_seconds": row.held / 1000}
    load: dict[str, object] = {} if row.load is None else {"load": row.load, "unit": unit}
    return {"side": row.side, **amount, **load}


class Hooks:
    """The runner of the commands, with a thread for each. A failure is reported once for each event."""

    def __init__(
        self,
        commands: Mapping[str, Sequence[str]],
        environ: Mapping[str, str],
        on_failure: Callable[[str], None],
        limit: float = LIMIT_SECONDS,
    ) -> None:
        self._commands = commands
        self._environ = dict(environ)
        self._on_failure = on_failure
        self._limit = limit
        self._told: set[str] = set()
        self._running: list[threading.Thread] = []

    def run(self, event: Event, state: State) -> None:
        """Start the command for an event, if there is one; returns at once."""
        command = self._commands.get(event)
        if not command:
            return
        self._running = [thread for thread in self._running if thread.is_alive()]
        if len(self._running) >= MOST_AT_ONCE:
            self._fail(event, f"was left out: {MOST_AT_ONCE} commands are still running")
            return
        # No daemon: a program that ends right after its session still hands that event over, and waits to its limit.
        thread = threading.Thread(target=self._run, args=(event, command, event_json(event, state)), name="hook")
        self._running.append(thread)
        thread.start()

    def wait(self) -> None:
        """Wait for the running commands, up to their time limit."""
        for thread in self._running:
            thread.join()

    def _run(self, event: Event, command: Sequence[str], document: str) -> None:
        try:
            process = start(command, self._environ)
        except (OSError, ValueError) as error:
            self._fail(event, f"can't be started ({getattr(error, 'strerror', None) or error})")
            return
        try:
            process.communicate(document + "\n", timeout=self._limit)
        except subprocess.TimeoutExpired:
            kill(process)
            process.communicate()
            self._fail(event, f"took longer than {self._limit:g} seconds, and was ended")
            return
        if process.returncode != 0:
            self._fail(event, f"ended with exit code {process.returncode}")

    def _fail(self, event: Event, what: str) -> None:
        if event not in self._told:
            self._told.add(event)
            self._on_failure(f"The hook for {event} {what}.")
