"""What a plain session reads and writes besides its journal: last times, pinned notes, the catalogue; when asked."""

from __future__ import annotations

from functools import cached_property

from tui.logbook.disk.calls import Disk
from tui.logbook.log.last_time import LastTime, last_time, last_times
from tui.machine.paths import Paths
from tui.plain.typed_commands import Reach
from tui.runtime.exercise_choice import ExerciseChoice
from tui.runtime.pinned_notes import PinBoard
from tui.session import State
from tui.session.state import Live
from tui.settings import Settings, wishes
from tui.words.last_sets import last_time_text


class OwnFiles:
    """A person's own past and files, as far as a session that runs has a use for them."""

    def __init__(self, paths: Paths, disk: Disk, settings: Settings) -> None:
        self._paths = paths
        self._pins = PinBoard(paths.notes, disk)
        self._settings = settings
        self._last: dict[str, LastTime | None] = {}

    @cached_property
    def reach(self) -> Reach:
        """What typed lines need of it."""
        return Reach(self.last, self._pins.note, lambda: self._choice)

    def last(self, exercise: str) -> LastTime | None:
        """Return what was done of an exercise last time."""
        if exercise not in self._last:
            self._last[exercise] = last_time(exercise, self._paths)
        return self._last[exercise]

    def about(self, state: State) -> list[str]:
        """Return the lines about the exercise at hand: its pinned note, and last time."""
        exercise = state.movement.id
        note, last = self._pins.note(exercise), self.last(exercise)
        said = [f"Pinned: {note}"] if note else []
        return said + ([f"Last time, {last_time_text(last)}"] if last is not None else [])

    def follow(self, before: Live, after: Live) -> list[str]:
        """Let the file of pinned notes follow the session; return what went wrong."""
        trouble = self._pins.write() if self._pins.follow(before, after) else ""
        return [trouble] if trouble else []

    @cached_property
    def _choice(self) -> ExerciseChoice:
        from catalogue.loading import load_catalogue  # slow, needed later

        catalogue = load_catalogue(self._paths.config)
        return ExerciseChoice(catalogue, wishes(self._settings), last_times(catalogue.exercises, self._paths))
