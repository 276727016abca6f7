"""The terminal's mode: taken by the program, left to the shell while stopped, put back on every way out.

Textual's own handlers of SIGTSTP and SIGCONT act in the middle of whatever the main thread does. A SIGCONT that no
SIGTSTP came before (`kill -STOP` and `kill -CONT`) made it start a second reader and a second writer, and take the
program's own mode for the shell's. Here both signals are callbacks of the event loop, and what is already taken is
given back before it is taken anew.
"""

from __future__ import annotations

import os
import select
import signal
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Final, Protocol, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.signals import caught, not_ignored

STDERR: Final = 2
"""Where the driver writes."""

GRACE: Final = 0.1
"""Seconds before what continues in the background stops again: a shell that ends a stopped job continues it for that,
and the signal to end may come in by another thread, a moment later."""

LEAVING: Final = (
    "\x1b[?2026l"  # the end of an update that is shown at once
    "\x1b[?2004l\x1b[?7h\x1b[?2048l"  # pasting marked, lines not wrapped, sizes reported
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # the mouse
    "\x1b[<u"  # kitty's keyboard protocol: while its stack is still that of the alternate screen
    "\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"  # alternate screen, cursor, focus reported, colours
)
"""What takes back all that the program asks of a terminal."""


class Stoppable(Protocol):
    """An app that a signal may ask to end."""

    def told_to_stop(self, number: int) -> None:
        """End soon, with the exit code that belongs to the signal."""
        ...


class KeptMode(LinuxDriver):
    """A driver that has the terminal or has given it back, whole, and ends with the signals that end a program.

    Its app is `Stoppable`.
    """

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._taken = False
        stop = cast("Stoppable", app).told_to_stop
        self._caught = not_ignored()
        for number in self._caught:
            self._loop.add_signal_handler(number, stop, number)
        before = caught()
        if before is not None:
            self._loop.call_soon(stop, before)
        self._control_job()

    def close(self) -> None:
        """End the writing; from now on no signal cuts the end of the program short, or falls on a closed event loop.

        The signals are caught and not ignored: what is ignored stays so in the hooks that are started yet.
        """
        super().close()
        signal.pthread_sigmask(signal.SIG_BLOCK, self._caught)
        for number in self._caught:
            self._loop.remove_signal_handler(number)
            signal.signal(number, _pass)
        for number in (signal.SIGTSTP, signal.SIGCONT):
            self._loop.remove_signal_handler(number)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, self._caught)

    def suspend_application_mode(self) -> None:
        """Give the terminal back for a while: the signals are still told to the app."""
        self.stop_application_mode()
        super().close()

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._taken = True  # whatever fails on the way, there may be something to give back
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def stop_application_mode(self) -> None:
        """Give the terminal back, once."""
        if not self._taken:
            return
        if not has_foreground(self.fileno):
            # The shell has its own mode again, and who sets one from the background is stopped for it.
            self.attrs_before = None
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        super().stop_application_mode()
        self._taken = False

    def disable_input(self) -> None:
        """Read no more; the terminal that is given back is the shell's."""
        if self._taken:
            super().disable_input()

    def put_back(self) -> None:
        """Give the terminal back at once if that has not been done: from any thread, and without waiting for it."""
        if not self._taken or not has_foreground(self.fileno):
            return
        self._taken = False
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        write_now(STDERR, LEAVING)

    @contextmanager
    def no_automatic_restart(self) -> Iterator[None]:
        """Stop and continue as any process, as another program has the terminal and the event loop stands still."""
        with super().no_automatic_restart():
            for number in (signal.SIGTSTP, signal.SIGCONT):
                self._loop.remove_signal_handler(number)
            try:
                yield
            finally:
                self._control_job()

    def _control_job(self) -> None:
        self._loop.add_signal_handler(signal.SIGTSTP, self._stop)
        self._loop.add_signal_handler(signal.SIGCONT, self._continued)

    def _stop(self) -> None:
        self._give_back()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _continued(self) -> None:
        if not has_foreground(self.fileno):
            self._loop.call_later(GRACE, self._stop_again)
        elif not self._app._exit:
            self._give_back()
            self._must_signal_resume = True
            self.resume_application_mode()

    def _stop_again(self) -> None:
        if not self._app._exit and not has_foreground(self.fileno):
            os.kill(os.getpid(), signal.SIGSTOP)

    def _give_back(self) -> None:
        if self._taken:
            self.suspend_application_mode()


def _pass(number: int, frame: FrameType | None) -> None:
    """Handle a signal by nothing."""


def has_foreground(terminal: int) -> bool:
    """Whether this process may use the terminal now; True where there is no job control."""
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return True


def wait_for_foreground(terminal: int) -> None:
    """Stop until the shell gives the terminal, as any program started with `&` that uses one."""
    while not has_foreground(terminal):
        os.kill(os.getpid(), signal.SIGSTOP)


def write_now(handle: int, text: str) -> None:
    """Write what a terminal takes at once; nothing where it is gone or doesn't take anything."""
    with suppress(OSError, ValueError):
        if select.select([], [handle], [], 0)[1]:
            os.write(handle, text.encode())
