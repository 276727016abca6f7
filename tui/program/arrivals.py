"""What the terminal brought last: the key at hand, the presses before it, and the read that brought them."""

from __future__ import annotations

from time import monotonic

from textual import events

from tui.terminal.presses import Presses, pressed
from tui.terminal.reads import read_number


class Arrivals:
    """Keys and clicks in the order of their arrival."""

    def __init__(self) -> None:
        self.at_hand: events.Key | None = None
        """The key whose binding runs now; an action is not given the key that called it."""
        self.presses = Presses()
        """The last presses of one key."""
        self._read: int | None = None
        """The read of the terminal that brought the key or click at hand, or the last one."""
        self._spent: int | None = None

    @property
    def lag(self) -> int:
        """Milliseconds since the key at hand arrived; 0 for one that came from no terminal."""
        key = self.at_hand
        return 0 if key is None or read_number(key) is None else max(0, round((monotonic() - key.time) * 1000))

    def admit(self, event: events.InputEvent) -> bool:
        """Note an arrival; return False where it came in a read that is spent."""
        self._read = read_number(event)
        return self._read is None or self._read != self._spent

    def press(self, key: events.Key) -> None:
        """Note the press of a key that was admitted."""
        self.presses = pressed(self.presses, key.key, int(key.time * 1000), self._read)

    def spend(self) -> None:
        """Drop what else comes in this read: the screen has changed, and it is meant for what was there before."""
        self._spent = self._read
