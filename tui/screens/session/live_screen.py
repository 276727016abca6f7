"""What the parts of the session screen may ask of it: the line of entry, today's list, the sidebar, the questions."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

from tui.logbook.log.last_time import LastTime
from tui.runtime.running_session import Cues, RunningSession
from tui.screens.base import RepcueScreen
from tui.session import Command
from tui.session.snapshot import Snapshot


class LiveScreen(RepcueScreen):
    """A screen on which a session runs."""

    running: RunningSession | None
    far: bool
    """Whether it is shown for the distance."""

    @abstractmethod
    def do(self, command: Command) -> bool:
        """Hand a command to the engine; return whether it took it, and say why where it didn't."""

    @abstractmethod
    def attempt(self, command: Command) -> str:
        """Hand a command to the engine; return why it makes no sense, or nothing."""

    @abstractmethod
    def announce(self, cues: Cues) -> None:
        """Tell the person about cues, by all the ways there are."""

    @abstractmethod
    def wake(self) -> None:
        """Let time pass, and show what there is."""

    @abstractmethod
    def show(self) -> None:
        """Show the session as it is now."""

    @abstractmethod
    def look(self) -> Snapshot | None:
        """Return the session as it is at this instant."""

    @abstractmethod
    def say(self, message: str, *, stays: bool = False) -> None:
        """Say something at the foot of the pane for a moment."""

    @abstractmethod
    def pinned(self, exercise: str) -> str | None:
        """Return the note pinned to an exercise."""

    @property
    @abstractmethod
    def last_times(self) -> Mapping[str, LastTime]:
        """What was done the last time, by exercise."""

    @abstractmethod
    def know_last_times(self, found: Mapping[str, LastTime]) -> None:
        """Take over what was done the last time, by exercise."""
