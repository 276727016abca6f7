"""The end of the program, whatever brings it: the journal whole, then the terminal usable, within seconds."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from tui.terminal.mode import STDERR, write_now

if TYPE_CHECKING:
    from textual.driver import Driver

    from tui.runtime.running_session import RunningSession

LAST_WORDS_SECONDS: Final = 2.0
"""How long a program that is told to stop waits for its journal, and then for its terminal."""
KEPT: Final = "The session is kept, and the next start offers it."
NOTHING_KEPT: Final = "Nothing was done, so nothing is kept."


def leave_session(running: RunningSession | None, is_one_left: Callable[[], bool]) -> str:
    """Stop a session and leave its journal for the next start; return what became of it, if there is one.

    A session that is still being offered has no `running`; `is_one_left` says whether there is one.
    """
    if running is None:
        return KEPT if is_one_left() else ""
    if not running.anything_done:
        running.drop(LAST_WORDS_SECONDS)
        return NOTHING_KEPT
    if not running.leave(LAST_WORDS_SECONDS):
        return f"NOT SAVED: {running.status.error or 'the disk does not answer'}"
    return KEPT


def put_back_terminal(driver: Driver | None) -> None:
    """Give the terminal back if the driver had no chance to; a driver of textual's own has no such method."""
    give_back = getattr(driver, "put_back", None)
    if give_back is not None:
        give_back()


def end_soon(code: int, end: Callable[[], str]) -> None:
    """End the process even if the terminal is gone and everything that writes to it is stuck.

    `end` gives back what it can and returns the last line for stderr.
    """

    def end_now() -> None:
        if line := end():
            write_now(STDERR, f"{line}\n")
        os._exit(code)

    # A thread of its own, as the event loop may be what is stuck; a daemon, as it must not hold up a sound end.
    last_resort = threading.Timer(2 * LAST_WORDS_SECONDS, end_now)
    last_resort.daemon = True
    last_resort.start()
