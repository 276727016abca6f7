"""A driver with faults in it, for `TEXTUAL_DRIVER`: function keys raise errors that nothing expects."""

from __future__ import annotations

from textual import events
from textual.message import Message

from tui.terminal.driver import TerminalDriver

READER, APP, WORKER, TASK = "\x1b[20~", "\x1b[21~", "\x1b[23~", "\x1b[24~"
"""F9 in the thread of the input, F10 in the app's messages, F11 in a worker's thread, F12 in a worker of the loop."""


class ModestError(Exception):
    """An error whose text is more than a line."""


def fail() -> None:
    raise ModestError("something\nwent \x1b[31mwrong")


async def fail_later() -> None:
    fail()


class FaultyDriver(TerminalDriver):
    """The driver of the program, but for its faults."""

    def process_message(self, message: Message) -> None:
        match message:
            case events.Key(key="f9"):
                fail()
            case events.Key(key="f10"):
                self._app.call_later(fail)
            case events.Key(key="f11"):
                self._app.call_later(self._app.run_worker, fail, thread=True)
            case events.Key(key="f12"):
                self._app.call_later(self._app.run_worker, fail_later())
            case _:
                super().process_message(message)
