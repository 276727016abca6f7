"""The input of a running session: typed lines, the end of input, signals, and wake-ups."""

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

from tui.terminal.signals import caught, not_ignored

_LONGEST_LINE = 4096
_NO_TEXT = 1024 * 1024
"""The limit of characters without a line end; more is taken for the end of input."""
_MOST_WAITING = 64
"""The limit of lines read ahead, as an endless writer must not fill the memory."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line without its newline."""

    text: str


@dataclass(frozen=True, slots=True)
class EndOfInput:
    """The end of input."""


@dataclass(frozen=True, slots=True)
class StopSignal:
    """A signal that ends the program."""

    signal: int


@dataclass(frozen=True, slots=True)
class Woken:
    """A wake-up, as something other than input may have changed."""


Item = Typed | EndOfInput | StopSignal | Woken


class Inbox(Protocol):
    """The source of input for the conversation."""

    def next(self, seconds: float | None) -> Item | None:
        """Wait for the next item, up to `seconds` if given; None after a timeout.

        After the end of input or a signal, every call returns that.
        """
        ...

    def wait(self, seconds: float) -> bool:
        """Sleep and drop typed lines; return True at once on a signal."""
        ...

    def wake(self) -> None:
        """Make `next` return. Thread-safe."""
        ...


class StreamInbox:
    """The input from a text stream, read by a daemon thread."""

    def __init__(self, stream: TextIO) -> None:
        # SimpleQueue, since its put() is reentrant and so may be called from a signal handler.
        self._queue: SimpleQueue[Item] = SimpleQueue()
        self._last: EndOfInput | StopSignal | None = None
        self._room = threading.Semaphore(_MOST_WAITING)
        self._read, self._hung_up = _source(stream)
        threading.Thread(target=self._run, name="input", daemon=True).start()

    def next(self, seconds: float | None) -> Item | None:
        """Wait for the next item, up to `seconds` if given; None after a timeout.

        After the end of input or a signal, every call returns that.
        """
        if self._last is not None:
            return self._last
        item = self._take(seconds)
        if isinstance(item, EndOfInput | StopSignal):
            self._last = item
        return item

    def wait(self, seconds: float) -> bool:
        """Sleep and drop typed lines; return True at once on a signal."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if isinstance(item := self._take(left), StopSignal):
                self._last = item
                return True
        return False

    def wake(self) -> None:
        """Make `next` return. Thread-safe."""
        self._queue.put(Woken())

    @contextmanager
    def hearing_signals(self) -> Iterator[None]:
        """Turn signals that would end the process into items. Ignored ones, as under nohup, stay ignored."""

        def heard(number: int, frame: FrameType | None) -> None:
            self._queue.put(StopSignal(number))

        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, heard) for each in not_ignored()}
        earlier = caught()
        if earlier is not None:
            self._queue.put(StopSignal(earlier))
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
        self._queue.put(StopSignal(signal.SIGHUP) if self._hung_up() else EndOfInput())


def _source(stream: TextIO) -> tuple[Callable[[], bytes], Callable[[], bool]]:
    """Return a reader of the next bytes of a stream, and a test whether its terminal is gone."""
    try:
        handle = stream.fileno()
    except io.UnsupportedOperation:
        return lambda: stream.readline(_LONGEST_LINE).encode(), lambda: False
    # Bypasses Python's buffer: a thread that still waits inside it at exit crashes the interpreter.
    terminal = os.isatty(handle)
    return lambda: os.read(handle, _LONGEST_LINE), lambda: terminal and not os.isatty(handle)


def _lines(read: Callable[[], bytes]) -> Iterator[str]:
    """Yield lines as they arrive, truncated to a few thousand characters, with invalid bytes replaced."""
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
        # The terminal hung up, or the stream was closed: either way the input has ended.
        return b""
