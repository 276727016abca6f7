"""Sessions from the app's side: the lock, what was left behind, the plan, the start and the end.

Everything heavy comes in through here, and only after the first painting.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from catalogue.loading import Catalogue
from tui.logbook.disk.calls import in_plain_words
from tui.logbook.disk.lock import SessionLock
from tui.logbook.index.index import Index
from tui.machine.inhibitor import Inhibitor
from tui.runtime.running_session import MakeSession, RunningSession
from tui.runtime.selection import Overrides, as_before
from tui.screens.leftover_offer import leftovers, offer
from tui.screens.session.screen import SessionScreen
from tui.session import Plan
from tui.session.estimate import estimate
from tui.session.resolve import Wishes, resolve
from tui.settings import wishes
from tui.words.progress import reading_text
from tui.words.quantities import about, counted, short_seconds
from tui.words.sets import planned_text

if TYPE_CHECKING:
    from catalogue.schema.models import Exercise, Routine
    from tui.machine.paths import Paths
    from tui.screens.host import Host
    from tui.widgets.sidebar import Entry

WORTH_SAYING: Final = 500
"""As many logs take a second or so to read."""


class Sessions:
    """The start and the recovery of sessions, one at a time."""

    def __init__(self, app: Host, catalogue: Catalogue, overrides: Overrides) -> None:
        self._app = app
        self._catalogue = catalogue
        self._overrides = overrides
        self._lock = SessionLock(app.paths.session_lock)
        self._awake = Inhibitor(os.environ)

    def offer_leftovers(self, then: Callable[[bool], None]) -> None:
        """Look for sessions that were cut short and ask about each, then go on. Runs in a thread of its own."""
        found = leftovers(self._app.paths, self._lock, self._app.disk, self._app.clock)
        self._app.hand_over(offer, self._app, found, then)

    def plan(self, entries: Sequence[Entry]) -> Plan:
        """Return the plan of these entries, one after the other."""
        return resolve(self._chosen(entries), self._catalogue.exercises, self._wishes)

    def plan_with_last_loads(self, entries: Sequence[Entry]) -> Plan:
        """Return the same with the loads of last time, and the weaker leg first if that is wished; reads logs."""
        items = self._chosen(entries)
        asked = as_before(self._wishes, self._app.settings, items, self._app.paths, self._indexed)
        return resolve(items, self._catalogue.exercises, asked)

    def about(self, entries: Sequence[Entry]) -> str:
        """Return what the entries come to: sets, rest, tempo and minutes."""
        plan = self.plan(entries)
        minutes = about(estimate(plan))
        if len(entries) == 1 and not entries[0].routine:
            return f"{_exercise_text(self._catalogue.exercises[entries[0].id], plan)} · {minutes}"
        return f"{counted(len(plan.movements), 'exercise')} · {minutes}"

    def run(self, plan: Plan) -> None:
        """Run a session of the plan, unless one runs here or elsewhere already."""
        if any(isinstance(screen, SessionScreen) for screen in self._app.screen_stack):
            return
        if not self.hold():
            return
        app = self._app
        self.show(lambda told: RunningSession.start(plan, app.paths, app.disk, app.clock, token_hex(2), told))

    def show(self, make: MakeSession) -> None:
        """Show the session that `make` returns."""
        self._keep_awake()
        self._app.push_screen(SessionScreen(make))

    def hold(self) -> bool:
        """Take the lock for a session; say why not where there is a line for it, and return False."""
        refusal = self._take_lock()
        if refusal:
            self._app.tell(refusal)
        else:
            self._keep_awake()
        return not refusal

    @property
    def held(self) -> bool:
        """Whether this program has the lock for a session."""
        return self._lock.held

    def release(self) -> None:
        """Let another program run a session."""
        self._awake.release()
        self._lock.release()

    def _keep_awake(self) -> None:
        if self._app.settings.keep_awake:
            self._awake.hold()

    @property
    def _wishes(self) -> Wishes:
        return self._overrides.apply(wishes(self._app.settings))

    def _chosen(self, entries: Sequence[Entry]) -> list[Routine | Exercise]:
        routines, exercises = self._catalogue.routines, self._catalogue.exercises
        return [routines[one.id] if one.routine else exercises[one.id] for one in entries]

    @contextmanager
    def _indexed(self, paths: Paths) -> Iterator[Index]:
        """Open the index, brought up to date; with many logs the screen shows the progress."""

        def told(done: int, of: int) -> None:
            if of >= WORTH_SAYING:
                words = reading_text(done, of) if done < of else ""
                self._app.hand_over(self._app.tell, words)

        with Index.open(paths) as index:
            index.refresh(told)
            yield index

    def _take_lock(self) -> str:
        """Take the lock; say why not if it can't be had."""
        try:
            if self._lock.acquire(self._app.clock.wall()):
                return ""
        except OSError as error:
            return f"No session can be started: {in_plain_words(error)}"
        return str(self._lock.holder() or "a session runs elsewhere")


def _exercise_text(exercise: Exercise, plan: Plan) -> str:
    """`3 x 10 a side · rest 60 s · tempo 3-1-2-0 · legs switch every 5 reps`."""
    planned, movement = plan.sets[0], plan.movements[0]
    parts = [planned_text(planned, len(plan.sets), unilateral=movement.mode == "unilateral")]
    if planned.rest:
        parts.append(f"rest {short_seconds(planned.rest)}")
    if exercise.phases and planned.lasts is None:
        parts.append(f"tempo {exercise.tempo}")
    if movement.switch_every:
        parts.append(f"legs switch every {counted(movement.switch_every, 'rep')}")
    elif movement.mode == "alternating":
        parts.append("legs change every rep")
    return " · ".join(parts)
