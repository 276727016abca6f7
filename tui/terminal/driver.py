"""The program's side of the terminal: Textual's driver for Linux and macOS, with a reader of our own."""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import time
from collections.abc import Sequence
from concurrent.futures import wait
from contextlib import suppress
from itertools import chain, repeat
from typing import Any, Final, TextIO, cast

from textual import constants, events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from tui.terminal.mode import KeptMode, Stoppable, has_foreground
from tui.terminal.reads import mark_read
from tui.terminal.splitter import Splitter, Token
from tui.terminal.translator import Translator

POLL_SECONDS: Final = 0.1
"""How often the reader looks whether it is to stop."""
READ_BYTES: Final = 4096
REMOTE_DELAY_SECONDS: Final = 0.35
"""How long the rest of a sequence is waited for over SSH; elsewhere as long as `ESCDELAY` says, or a tenth."""
EFFECT_SECONDS: Final = 1.0
"""How long a key waits for the one before it in the same read."""
HANG_UP_SECONDS: Final = 1.0
"""How long the reader waits for the signal that comes with the end of a terminal."""

_BUTTONS_ON: Final = "\x1b[?1000h\x1b[?1006h"
_BUTTONS_OFF: Final = "\x1b[?1006l\x1b[?1000l"


class TerminalDriver(KeptMode):
    """Textual's driver, but for what it reads and which reports it asks for."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._reads = 0
        self._file = cast("Any", _Screen(cast("TextIO", self._file)))

    def run_input_thread(self) -> None:
        """Read until the program stops the thread, or the terminal is gone."""
        splitter = Splitter(escape_delay())
        meaning = Translator().messages
        began = 0  # the read that brought the beginning of what is not whole yet
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                tokens: list[Token] = []
                waiting = splitter.deadline is not None
                if selector.select(_patience(splitter.deadline)):
                    data = self._read()
                    if data is None:
                        continue
                    if not data:
                        break
                    self._reads += 1
                    tokens = splitter.feed(data, time.monotonic())
                elif waiting:
                    tokens = splitter.tick(time.monotonic())
                numbers = chain([began if waiting else self._reads], repeat(self._reads))
                if tokens or not waiting:
                    began = self._reads
                marked = (
                    _marked(each, no) for no, one in zip(numbers, tokens, strict=False) for each in meaning([one])
                )
                self._process_read(list(marked))
            else:
                return
        self._end_with_terminal()

    def _read(self) -> bytes | None:
        """Read once; empty at the end of the terminal, None where there is nothing after all, or nothing for us.

        A program in the background that reads is stopped for it, also one that was just told to end.
        """
        if not has_foreground(self.fileno):
            self.exit_event.wait(POLL_SECONDS)
            return None
        try:
            return os.read(self.fileno, READ_BYTES)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def _end_with_terminal(self) -> None:
        """Do as for a hang-up, whose signal not every end of a terminal brings, and which may be ignored."""
        if not self.exit_event.wait(HANG_UP_SECONDS):
            self._loop.call_soon_threadsafe(cast("Stoppable", self._app).told_to_stop, int(signal.SIGHUP))

    def _process_read(self, found: Sequence[Message]) -> None:
        """Send what one read brought, each key after the one before it has had its effect.

        Textual offers keys to the widget with the focus and to the bindings in different tasks: of keys sent at once,
        an enter would overtake the digits before it.
        """
        in_turn = True
        for left, message in zip(range(len(found) - 1, -1, -1), found, strict=True):
            if self.exit_event.is_set():
                return
            self.process_message(message)
            if left and in_turn and isinstance(message, events.Key):
                in_turn = self._wait_for_effect()

    def _wait_for_effect(self) -> bool:
        """Wait until nothing that the last key brought about is queued; return False where that takes too long."""
        effect = asyncio.run_coroutine_threadsafe(settled(self._app), self._loop)
        end = time.monotonic() + EFFECT_SECONDS
        while time.monotonic() < end and not self.exit_event.is_set():
            if wait([effect], POLL_SECONDS).done:
                return not effect.cancelled()
        effect.cancel()
        return False

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def _enable_mouse_support(self) -> None:
        """Ask for buttons and the wheel only: nothing here follows the pointer, and each report may come cut."""
        if self._mouse:
            self.write(_BUTTONS_ON)
            self.flush()

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write(_BUTTONS_OFF)
            self.flush()

    def _query_in_band_window_resize(self) -> None:
        """Ask for no reports of the size: the signal for it is enough."""


class _Screen:
    """The file that the writing thread writes to, whatever becomes of the terminal.

    An error would end that thread. Its full queue would then stop the event loop, which has yet to leave the session.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.fileno = file.fileno

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()


async def settled(app: App[Any]) -> None:
    """Return when the app has a key, then the focus and all above it, and then what these have sent one another."""
    await _turn(app)
    for _ in range(2):
        node: MessagePump | None = app.focused or app.screen if app.screen_stack else app
        while node is not None:
            await _turn(node)
            node = node._parent


async def _turn(node: MessagePump) -> None:
    handled = asyncio.Event()
    if node.call_later(handled.set):
        await handled.wait()


def escape_delay() -> float:
    """Return how long after a part of a sequence the rest may come, in seconds."""
    remote = os.environ.get("SSH_CONNECTION")
    return max(constants.ESCAPE_DELAY, REMOTE_DELAY_SECONDS) if remote else constants.ESCAPE_DELAY


def _marked(message: Message, number: int) -> Message:
    return mark_read(message, number) if isinstance(message, events.Event) else message


def _patience(deadline: float | None) -> float:
    return POLL_SECONDS if deadline is None else min(POLL_SECONDS, max(0.0, deadline - time.monotonic()))
