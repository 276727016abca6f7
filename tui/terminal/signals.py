"""The signals that end a program unless it catches them."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_OTHERS: Final = frozenset(
    getattr(signal, name)
    for name in (
        *("SIGKILL", "SIGSTOP"),  # can't be caught
        *("SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP", "SIGSYS"),  # a handler would loop
        *("SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGCONT"),  # stop and continue
        *("SIGCHLD", "SIGCLD", "SIGURG", "SIGWINCH", "SIGINFO"),  # ignored unless caught
    )
    if hasattr(signal, name)
)

ENDING: Final = tuple(sorted(int(number) for number in signal.valid_signals() if number not in _OTHERS))
"""The numbers of the signals that end a program and can be caught."""


class Stopped(SystemExit):
    """The end of a command that a signal asked to end; its exit code is 128 and the signal's number."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)


def not_ignored(numbers: tuple[int, ...] = ENDING) -> list[int]:
    """Return the signals that were not ignored when the program was started, as nohup does; those stay ignored."""
    return [number for number in numbers if signal.getsignal(number) not in (signal.SIG_IGN, None)]


_came: Final[list[int]] = []
"""The signals that `raised` has caught."""


def caught() -> int | None:
    """Return the signal that `raised` has caught, for whoever takes over from it.

    Its exception may be lost: Python drops what is raised in the callback of a weak reference, and imports have some.
    """
    return _came[0] if _came else None


@contextmanager
def raised() -> Iterator[None]:
    """Raise `Stopped` in the main thread when a signal asks to end, so that what is half done is taken back.

    SIGINT raises KeyboardInterrupt, as ever. After the first signal the others are ignored: taking back is not cut
    short. Must be the main thread.
    """
    _came.clear()

    def stop(number: int, frame: FrameType | None) -> None:
        _came.append(number)
        if len(_came) == 1:
            raise KeyboardInterrupt if number == signal.SIGINT else Stopped(number)

    before = {number: signal.signal(number, stop) for number in not_ignored()}
    try:
        yield
    except SystemExit as end:
        if _came:  # click makes an exit code of its own of KeyboardInterrupt
            raise Stopped(_came[0]) from end
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
