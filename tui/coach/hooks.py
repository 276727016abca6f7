"""Hooks: commands from the settings, run at certain events with the event as JSON on standard input.

One command runs at a time, in the order of the events. `session-end` comes when the log is in place; where the end is
taken back, it comes again.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from tui.machine.processes import kill, start
from tui.session import Cue, State
from tui.session.plan import PlannedSet
from tui.session.snapshot import snapshot
from tui.session.state import Done, Rest, Row
from tui.settings import EVENTS, Event

SCHEMA: Final = 1
LIMIT_SECONDS: Final = 5.0
"""A command that takes longer is killed."""
QUITTING_SECONDS: Final = 1.0
"""How long the end of the program waits for the commands."""
MOST_WAITING: Final = 8
"""The limit of events that wait for the command before them, as a held key must not start a hundred."""

_EVENT_OF_CUE: Final[Mapping[str, Event]] = {event: event for event in EVENTS}


def events_of(cues: Iterable[Cue]) -> list[Event]:
    """Return the events among the cues, in order."""
    return [_EVENT_OF_CUE[cue.kind] for cue in cues if cue.kind in _EVENT_OF_CUE]


def event_json(event: Event, state: State, session: str, at: datetime, log: Path | None = None) -> str:
    """Return an event as one JSON document, the state being the one after it.

    schema: 1; within a schema fields are added, none goes or changes its meaning
    event: its name, as in the table of the events
    session: the id of the session, which its log has too
    at: when it came: the wall clock with its offset, in ISO 8601
    name: the session's name
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
    log: session-end alone: the path of the log; null where there is none
    outcome: session-end alone: completed, ended-early, or left where log is null: kept for later, or discarded
    """
    index = _set_of(event, state)
    planned, movement = state.live.set_of(index), state.live.movement_of(index)
    document: dict[str, object] = {
        "schema": SCHEMA,
        "event": event,
        "session": session,
        "at": at.isoformat(timespec="milliseconds"),
        "name": state.plan.name,
        "exercise": movement.name,
        "exercise_id": movement.id,
        "set": planned.number,
        "of": planned.of,
        "side": state.live.side if event in ("switch", "rest-over", "session-start") else None,
        "elapsed_seconds": snapshot(state).elapsed / 1000,
    }
    if event == "set-done":
        rows = (row for row in state.live.rows if row.set == index)
        document["done"] = [_row(row, planned, state.plan.unit) for row in rows]
    if event == "session-end":
        over = state.live.segment
        document["log"] = None if log is None else str(log)
        document["outcome"] = over.outcome if log is not None and isinstance(over, Done) else "left"
    return json.dumps(document)


def _set_of(event: Event, state: State) -> int:
    # After a set comes a rest, the end, or, with no rest, the next set already.
    went_on = not isinstance(state.live.segment, Rest | Done)
    done = [row.set for row in state.live.rows if row.closed]
    return done[-1] if event == "set-done" and went_on and done else state.live.at


def _row(row: Row, planned: PlannedSet, unit: str) -> dict[str, object]:
    amount: dict[str, object] = {"reps": row.reps} if planned.lasts is None else {"held_seconds": row.held / 1000}
    load: dict[str, object] = {} if row.load is None else {"load": row.load, "unit": unit}
    return {"side": row.side, **amount, **load}


@dataclass(frozen=True, slots=True)
class _Job:
    event: Event
    command: Sequence[str]
    document: str


class Hooks:
    """A queue of commands, and the thread that runs them in order. A failure is reported once for each event."""

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
        self._waiting: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        """There while there is something to run."""

    def serves(self, event: Event) -> bool:
        """Whether the event has a command."""
        return bool(self._commands.get(event))

    def run(self, event: Event, document: str) -> None:
        """Queue the command for an event, if there is one; returns at once."""
        if not self.serves(event):
            return
        with self._changed:
            if len(self._waiting) < MOST_WAITING or event == "session-end":
                self._waiting.append(_Job(event, self._commands[event], document))
                if self._thread is None:
                    # A daemon: how long the end of the program waits for it is for `close` to say.
                    self._thread = threading.Thread(target=self._run_all, name="hooks", daemon=True)
                    self._thread.start()
                return
        self._fail(event, f"was left out: {MOST_WAITING} events wait for the commands before them")

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until all commands have ended, so long at most; say whether they have."""
        with self._changed:
            return self._changed.wait_for(lambda: self._thread is None, seconds)

    def close(self, seconds: float = QUITTING_SECONDS) -> None:
        """Wait for the commands, so long at most; those that still wait are then started, each left to itself.

        So the events reach their commands although one of them hangs.
        """
        if self.wait(seconds):
            return
        with self._changed:
            left = list(self._waiting)
            self._waiting.clear()
        for job in left:
            with suppress(OSError, ValueError):
                process = start(job.command, self._environ)
                assert process.stdin is not None
                process.stdin.write(job.document + "\n")
                process.stdin.close()
                threading.Thread(target=process.wait, name="hook", daemon=True).start()

    def _run_all(self) -> None:
        while (job := self._next()) is not None:
            self._run(job)

    def _next(self) -> _Job | None:
        with self._changed:
            if self._waiting:
                return self._waiting.popleft()
            self._thread = None
            self._changed.notify_all()
            return None

    def _run(self, job: _Job) -> None:
        try:
            process = start(job.command, self._environ)
        except (OSError, ValueError) as error:
            self._fail(job.event, f"can't be started ({getattr(error, 'strerror', None) or error})")
            return
        try:
            process.communicate(job.document + "\n", timeout=self._limit)
        except subprocess.TimeoutExpired:
            kill(process)
            process.communicate()
            self._fail(job.event, f"took longer than {self._limit:g} seconds, and was ended")
            return
        if process.returncode != 0:
            self._fail(job.event, f"ended with exit code {process.returncode}")

    def _fail(self, event: Event, what: str) -> None:
        if event not in self._told:
            self._told.add(event)
            self._on_failure(f"The hook for {event} {what}.")
