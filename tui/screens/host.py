"""What a screen may ask of the program that shows it.

Screens depend on this and never on `tui.program`, which depends on them: imports go one way, those of types included.
What textual's own app offers beyond this, such as its size, a screen asks of its `app`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size
    from textual.screen import Screen

    from catalogue.files.problems import Problem
    from catalogue.loading import Catalogue
    from tui.coach.coach import Once
    from tui.coach.hooks import Hooks
    from tui.logbook.disk.calls import Disk
    from tui.machine.clock import Clock
    from tui.machine.paths import Paths
    from tui.runtime.running_session import MakeSession, RunningSession
    from tui.settings import Settings
    from tui.settings.keys import Key
    from tui.terminal.presses import Presses
    from tui.widgets.sidebar import Entry

Answer = TypeVar("Answer")


class Host(Protocol):
    """The program as its screens see it."""

    leave_after: bool
    """Whether the end of the session is the end of the program."""

    # --- the outside world, as the program was given it

    @property
    def paths(self) -> Paths: ...

    @property
    def disk(self) -> Disk: ...

    @property
    def clock(self) -> Clock: ...

    # --- what a person has

    @property
    def settings(self) -> Settings: ...

    @property
    def catalogue(self) -> Catalogue | None:
        """None until it is read."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The rows of the choosing screen."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong with the person's files."""

    @property
    def moving(self) -> bool:
        """Whether figures may move."""

    def about(self, entries: Sequence[Entry]) -> str:
        """Return what the entries come to."""

    def last_time_text(self, exercise: str) -> str:
        """Return what was done of the exercise last time."""

    # --- keys

    @property
    def presses(self) -> Presses:
        """The last presses of one key."""

    @property
    def lag(self) -> int:
        """Milliseconds since the arrival of the key whose action runs."""

    def is_thumb(self, key: events.Key) -> bool:
        """Whether the key counts or skips in a session."""

    def key_shown(self, key: Key) -> str:
        """Return how the key bar writes the key."""

    def keys_spelt(self, key: Key) -> list[str]:
        """Return all keys of a binding, as one would write them."""

    # --- a session

    @property
    def running(self) -> RunningSession | None:
        """The session under way, whatever screen lies on top of it."""

    def start(self, entries: Sequence[Entry]) -> None:
        """Start a session of these, once everything is loaded."""

    def hold(self) -> bool:
        """Take the lock for a session; where it can't be had, say why and return False."""

    def release(self) -> None:
        """Let another program run a session."""

    def show_session(self, make: MakeSession) -> None:
        """Show the session that `make` returns."""

    def go_on(self, summary: Screen[None], screen: Screen[None]) -> None:
        """Show the session again in the place of its summary, as its end was taken back."""

    def session_closed(self) -> None:
        """Go back to choosing, or to the shell if the session was all that was asked for."""

    # --- other screens

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """All screens shown, the one on top last."""

    def push_screen(self, screen: Screen[Answer], callback: Callable[[Answer | None], None] | None = None) -> object:
        """Show a screen; `callback` is given its answer."""

    async def push_screen_wait(self, screen: Screen[Answer]) -> Answer:
        """Show a screen and return its answer."""

    def show_log(self, path: Path) -> None:
        """Show the session of a log in the history, in the one that is open if there is one."""

    def show_problems(self) -> None:
        """Show what is wrong with the person's files."""

    def look_back(self) -> object:
        """Read anew what was done last time and this week."""

    @property
    def once(self) -> Once:
        """What reports each kind of failure once."""

    @property
    def hooks(self) -> Hooks:
        """The person's commands, in one queue."""

    def bell(self) -> None:
        """Ring the terminal's bell."""

    def tell(self, message: str) -> None:
        """Say something where the choosing screen has a line for it."""

    # --- threads and the terminal

    def hand_over(self, call: Callable[..., object], *values: object) -> None:
        """Run a call on the event loop, from a thread."""

    @property
    def size(self) -> Size: ...

    def suspend(self) -> AbstractContextManager[Any]:
        """Give the terminal away for as long as the context lasts."""

    def end_in_any_case(self, code: int) -> None:
        """End soon, also if the terminal is gone."""
