"""The line of entry at work: opened by its keys, typed into while the session goes on, said with enter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events

from tui.logbook.log.last_time import LastTime
from tui.screens.session.entry_line import EntryLine, Typing, What, edited
from tui.screens.session.entry_meaning import command_of, standing_value, subject
from tui.session import State

if TYPE_CHECKING:
    from tui.screens.session.live_screen import LiveScreen

ANOTHER_SET = "another set is at hand now; enter says it of that one"


class EntryDesk:
    """Holds what is typed; a fault stands under it, and nothing typed is lost."""

    def __init__(self, screen: LiveScreen) -> None:
        self._screen = screen
        self.line = EntryLine()
        self.typing: Typing | None = None

    def open(self, what: What) -> None:
        """Open the line for a load, an RPE or a note, where there is a set that it could speak of."""
        running = self._screen.running
        about = subject(what, running.state) if running is not None else None
        if about is not None:
            self._put(Typing(what, about))
            self._screen.show()

    def close(self) -> None:
        """Take the line away."""
        if self.typing is not None:
            self._put(None)
            self._screen.show()

    def type(self, key: events.Key) -> bool:
        """Take a key into the line; return False for one that is none of its own."""
        if self.typing is None:
            return False
        if key.key == "escape":
            self.close()
        elif key.key == "enter":
            self._say(self.typing)
        elif key.key.startswith("ctrl+") and self.typing.edit(key.key) is None:
            return False
        else:
            self._put(edited(self.typing, key))
        return True

    def paste(self, text: str) -> None:
        """Put a pasted text into the line."""
        if self.typing is not None:
            self._put(self.typing.insert(text))

    def _put(self, typing: Typing | None) -> None:
        running = self._screen.running
        self.typing = typing if running is not None else None
        beside = standing_value(typing, running.state) if typing is not None and running is not None else ""
        self.line.show(self.typing, beside)

    def _say(self, typing: Typing) -> None:
        """Hand what was typed to the engine."""
        screen, running = self._screen, self._screen.running
        if running is None:
            return
        screen.announce(running.tick())
        state = running.state
        about = subject(typing.what, state)
        if about is not None and about != typing.about:
            self._put(replace(typing, about=about, fault=ANOTHER_SET))
        else:
            last = screen.last_times.get(state.live.movements[state.live.shown.movement].id)
            fault = self._carry_out(typing, state, last)
            self._put(replace(typing, fault=fault) if fault else None)
        screen.wake()

    def _carry_out(self, typing: Typing, state: State, last: LastTime | None) -> str:
        try:
            command = command_of(typing, state, last, self._screen.pinned(state.movement.id))
        except ValueError as fault:
            return str(fault)
        return self._screen.attempt(command)
