"""The sidebar of a session: today's list, and the figure that moves under it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from tui.figure.geometry import Figure, figure_of
from tui.figure.motion import FRAMES_A_SECOND, at_work, moves
from tui.screens.session.list_desk import ListDesk
from tui.session.snapshot import Snapshot
from tui.widgets.lines import Line
from tui.widgets.today import TodaysList, first_shown, today

if TYPE_CHECKING:
    from tui.screens.session.screen import SessionScreen


class Sidebar:
    """Paints the list when it says something else, and the figure as often as it moves."""

    def __init__(self, screen: SessionScreen, desk: ListDesk) -> None:
        self.list = TodaysList(id="today")
        self._screen = screen
        self._desk = desk
        self._now: Snapshot | None = None
        self._seen: object = None
        self._in_motion = False
        self._figures: dict[str, Figure | None] = {}
        self._frames: Timer | None = None

    def begin(self) -> None:
        """Begin to keep time for the figure."""
        self._frames = self._screen.set_interval(1 / FRAMES_A_SECOND, self._next_frame, pause=True)

    def show(self, now: Snapshot) -> None:
        """Paint it when it says something else; a figure that moves is painted by its own timer."""
        self._now = now
        rows = self._desk.rows()
        seen = (now.exercises, now.doing, now.side, now.paused, now.phase_number if self._still else 0, rows)
        if seen != self._seen:
            self._seen = seen
            self.list.paint(self._paint)
        unseen = bool(rows) or self._still or self._screen.far
        moving = moves(now) and not unseen and self._figure(now) is not None
        if moving and now.phase is not None:
            self.list.paint()  # a paced rep wakes the screen often enough
        self._let_move(moving and now.phase is None)

    def _let_move(self, moving: bool) -> None:
        if moving != self._in_motion and self._frames is not None:
            self._in_motion = moving
            (self._frames.resume if moving else self._frames.pause)()

    def _next_frame(self) -> None:
        now = self._screen.look()
        if now is not None:
            self._now = now
            self.list.paint(self._paint)

    def _paint(self, width: int, height: int) -> list[Line]:
        now = self._now
        if now is None:
            return []
        if self._desk.on:
            return self._desk.paint(self.list, width, height)
        self.list.top = first_shown(now, height)
        figure = self._figure(now)
        draw = None if figure is None else partial(at_work, now, figure, self._still)
        return today(now, draw, width, height)

    def _figure(self, now: Snapshot) -> Figure | None:
        """The figure of the exercise shown, if its file has poses."""
        if now.exercise_id not in self._figures:
            catalogue = self._screen.repcue.catalogue
            exercise = catalogue.exercises.get(now.exercise_id) if catalogue else None
            poses = [phase.pose for phase in now.phases]
            self._figures[now.exercise_id] = figure_of(exercise, poses) if exercise and poses else None
        return self._figures[now.exercise_id]

    @property
    def _still(self) -> bool:
        return not self._screen.repcue.moving
