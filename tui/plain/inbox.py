"""What comes in while a session runs: lines typed, the end of input, signals, and news of the journal."""

from __future__ import annotations

import codecs
import io
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Protocol, TextIO

from tui.terminal.signals import not_ignored

_LONGEST_LINE = 4096
_NO_TEXT = 1024 * 1024
"""So many characters without the end of a line are no text, and might never end."""
_MOST_WAITING = 64
"""Lines read ahead: a program that writes without end must not fill the memory."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line, without its end."""

    text: str


@dataclass(frozen=True, slots=True)
class EndOfInput:
    """There will be no more lines."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A signal asked the program to end."""

    signal: int


@dataclass(frozen=True, slots=True)
class Woken:
    """Something else may have changed."""


Item = Typed | EndOfInput | Stopped | Woken


class Inbox(Protocol):
    """Where the conversation hears from."""

    def next(self, seconds: float | None) -> Item | None:
        """Wait for something, for ever or at most so long; None when the time is over.

        Once the input has ended or a signal has come, that is all there is to hear.
        """
        ...

    def wait(self, seconds: float) -> bool:
        """Let time pass without hearing what is typed; True as soon as a signal asks to end."""
        ...

    def wake(self) -> None:
        """Make `next` return; may be called from any thread."""
        ...


class StreamInbox:
    """Reads a stream of text on a thread of its own, which never keeps the process alive."""

    def __init__(self, stream: TextIO) -> None:
        # put() of this queue alone may be called from a signal handler, whatever the main thread is doing.
        self._queue: SimpleQueue[Item] = SimpleQueue()
        self._last: EndOfInput | Stopped | None = None
        self._room = threading.Semaphore(_MOST_WAITING)
        self._read, self._hung_up = _source(stream)
        threading.Thread(target=self._run, name="input", daemon=True).start()

    def next(self, seconds: float | None) -> Item | None:
        """Wait for something, for ever or at most so long; None when the time is over.

        Once the input has ended or a signal has come, that is all there is to hear.
        """
        if self._last is not None:
            return self._last
        item = self._take(seconds)
        if isinstance(item, EndOfInput | Stopped):
            self._last = item
        return item

    def wait(self, seconds: float) -> bool:
        """Let time pass without hearing what is typed; True as soon as a signal asks to end."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if isinstance(item := self._take(left), Stopped):
                self._last = item
                return True
        return False

    def wake(self) -> None:
        """Make `next` return; may be called from any thread."""
        self._queue.put(Woken())

    @contextmanager
    def hearing_signals(self) -> Iterator[None]:
        """Turn signals that would end the process into items; one that is ignored, as under nohup, stays so."""

        def heard(number: int, frame: FrameType | None) -> None:
            self._queue.put(Stopped(number))

        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, heard) for each in not_ignored()}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def _take(self, seconds: float | None) -> Item | None:
        try:
            item = self._queue.get(timeout=seconds)
        except Empty:
            return None
        if isinstance(item, Typed):
            self._room.release()
        return item

    def _run(self) -> None:
        for line in _lines(self._read):
            self._room.acquire()
            self._queue.put(Typed(line))
        self._queue.put(Stopped(signal.SIGHUP) if self._hung_up() else EndOfInput())


def _source(stream: TextIO) -> tuple[Callable[[], bytes], Callable[[], bool]]:
    """Return how to read the stream's next bytes, and how to ask whether its terminal is gone."""
    try:
        handle = stream.fileno()
    except io.UnsupportedOperation:
        return lambda: stream.readline(_LONGEST_LINE).encode(), lambda: False
    # Past Python's own buffer: a thread that still waits inside it when the program ends would crash it.
    terminal = os.isatty(handle)
    return lambda: os.read(handle, _LONGEST_LINE), lambda: terminal and not os.isatty(handle)


def _lines(read: Callable[[], bytes]) -> Iterator[str]:
    """Yield lines as they come, cut to their first few thousand characters; bytes that are no text are replaced."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    held, length = "", 0
    while length < _NO_TEXT and (chunk := _read_or_end(read)):
        text = decoder.decode(chunk)
        *whole, held = (held + text).split("\n")
        yield from (line[:_LONGEST_LINE] for line in whole)
        length = len(held) if whole else length + len(text)
        held = held[:_LONGEST_LINE]
    if held:
        yield held


def _read_or_end(read: Callable[[], bytes]) -> bytes:
    try:
        return read()
    except (OSError, ValueError):
        # A terminal that hung up, or a stream closed under us: either way nothing more comes.
        return b""
