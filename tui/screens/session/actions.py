"""The actions of a session's keys, a line or two each: what they do stands in the engine and in the desks."""

from __future__ import annotations

from typing import Final

from tui.runtime.remembered import remember
from tui.screens.base import bindings_of
from tui.screens.session.entry_desk import EntryDesk
from tui.screens.session.list_desk import ListDesk
from tui.screens.session.live_screen import LiveScreen
from tui.session import AdjustRest, Pause, Resume, SetPace, SwitchSide
from tui.session.commands import StepLoad
from tui.session.plan import Ms

REST_STEP: Final[Ms] = 15_000
DISTANCE: Final = "distance"
"""The name under which the choice of view is remembered."""


class SessionActions(LiveScreen):
    """What needs no more than a command; the screen says how one is carried out."""

    BINDINGS = [*bindings_of("session"), *bindings_of("today")]

    entry: EntryDesk
    list_desk: ListDesk

    def look_from_afar(self, far: bool) -> None:
        """Choose between the view for the distance and the near one."""
        self.far = far
        self.set_class(far, "-far")

    def action_pause(self) -> None:
        if self.running is not None:
            self.do(Pause() if self.running.state.paused_at is None else Resume())

    def action_switch(self) -> None:
        self.do(SwitchSide())

    def action_pace(self) -> None:
        if self.running is not None:
            self.do(SetPace("self-paced" if self.running.state.live.pace == "paced" else "paced"))

    def action_more_load(self) -> None:
        self.do(StepLoad(True))

    def action_less_load(self) -> None:
        self.do(StepLoad(False))

    def action_more_rest(self) -> None:
        self.do(AdjustRest(REST_STEP))

    def action_less_rest(self) -> None:
        self.do(AdjustRest(-REST_STEP))

    def action_distance(self) -> None:
        self.look_from_afar(not self.far)
        remember(self.repcue.paths, DISTANCE, self.far)
        self.show()

    def action_load(self) -> None:
        self.entry.open("load")

    def action_rate(self) -> None:
        self.entry.open("rate")

    def action_note(self) -> None:
        self.entry.open("note")

    def action_today(self) -> None:
        self.list_desk.take()

    def action_list_back(self) -> None:
        self.list_desk.leave()
        self.show()

    def action_list_down(self) -> None:
        self.list_desk.move(1)

    def action_list_up(self) -> None:
        self.list_desk.move(-1)

    def action_list_go(self) -> None:
        self.list_desk.go()

    def action_list_later(self) -> None:
        self.list_desk.later()

    def action_list_earlier(self) -> None:
        self.list_desk.earlier()

    def action_list_more(self) -> None:
        self.list_desk.more()

    def action_list_drop(self) -> None:
        self.list_desk.drop()

    def action_list_add(self) -> None:
        self.list_desk.ask(instead=False)

    def action_list_replace(self) -> None:
        self.list_desk.ask(instead=True)
