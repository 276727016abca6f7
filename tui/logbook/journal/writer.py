"""The thread that writes the journal, so that a slow or full disk never holds up a session."""

import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui.logbook.disk.calls import in_plain_words
from tui.logbook.journal.journal import Journal, encode

RETRY_DELAYS: Final = (0.25, 0.5, 1.0, 2.0, 5.0)
"""Seconds before each new try after a failure; the last one again and again."""

Wait = Callable[[threading.Event, float], object]
"""Waits until the event is set or the seconds are over."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far the journal is. A record is safe once `written` has reached the number that `submit` gave for it."""

    submitted: int
    written: int
    error: str | None = None
    """Why the last try failed, for the screen; None when it went well."""
    rewritten: int = 0
    """How often another program had changed the journal, so that it was written anew."""
    kept: Path | None = None
    """Where that is which last stood in the journal's place; None if nothing had to be kept."""

    @property
    def saved(self) -> bool:
        """Whether everything is on disk."""
        return self.written == self.submitted

    @property
    def notice(self) -> str:
        """What to say when `rewritten` has grown."""
        aside = " What stood there is in the trash." if self.kept else ""
        return f"Another program changed the journal: written anew.{aside}" if self.rewritten else ""


class JournalWriter:
    """Writes records in the order of `submit`, on a thread of its own, several with one fsync when they queue up.

    `on_status` is called from that thread after every try, whether it went well or failed. What cannot be written
    is kept and tried again, for as long as it takes. `on_status` must not wait for another thread (post a message;
    `call_from_thread` would lock up with `close`). The thread never keeps the process alive: call `close`.
    """

    def __init__(
        self,
        journal: Journal,
        on_status: Callable[[Status], None],
        *,
        wait: Wait = threading.Event.wait,
    ) -> None:
        self._journal = journal
        self._on_status = on_status
        self._wait = wait
        self._changed = threading.Condition()
        self._queue: list[bytes] = []
        self._submitted = journal.count
        self._written = journal.durable
        self._error: str | None = None
        self._rewritten = journal.rewritten
        self._kept = journal.kept
        self._checks = 0
        self._checked = 0
        self._closing = False
        self._work = threading.Event()
        self._retry = threading.Event()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    @property
    def status(self) -> Status:
        """How far the journal is now."""
        with self._changed:
            return self._status()

    def submit(self, record: Mapping[str, object]) -> int:
        """Queue a record and return its number, counted from 1; never waits for the disk.

        Raises ValueError or TypeError for a record that JSON cannot hold, RuntimeError after `close`.
        """
        with self._changed:
            if self._closing:
                raise RuntimeError("the journal is closed")
            self._queue.append(encode(self._submitted, record))
            self._submitted += 1
            number = self._submitted
        self._work.set()
        return number

    def retry_now(self) -> None:
        """Try again at once instead of when the delay is over."""
        self._retry.set()

    def drain(self, timeout: float) -> bool:
        """Wait until everything is on disk, for `timeout` seconds at most; say whether it is."""
        self._retry.set()
        with self._changed:
            return self._changed.wait_for(lambda: self._written == self._submitted, timeout)

    def check(self, timeout: float) -> bool:
        """Read the journal back, in `timeout` seconds at most; say whether it holds everything now.

        What another program overwrote in its place is written anew.
        """
        with self._changed:
            self._checks += 1
            wanted = self._checks
        self._work.set()
        self._retry.set()
        with self._changed:
            self._changed.wait_for(lambda: self._checked >= wanted, timeout)
            return self._checked >= wanted and self._error is None

    def close(self, timeout: float) -> bool:
        """Drain, check and stop the thread, in `timeout` seconds at most; say whether everything is on disk.

        After that nothing more is written, so that the journal may be removed. When it returns False the thread
        may still hang in a call to the disk.
        """
        deadline = time.monotonic() + timeout
        with self._changed:
            self._checks += 1
        self._work.set()
        self.drain(timeout)
        with self._changed:
            self._closing = True
        self._work.set()
        self._retry.set()
        self._thread.join(max(0.0, deadline - time.monotonic()))
        return self.status.saved and not self._thread.is_alive()

    def _run(self) -> None:
        failures = 0
        while True:
            self._work.clear()
            self._retry.clear()
            closing, checks = self._take_queue()
            thorough = closing or checks > self._checked
            if thorough or self._journal.durable < self._journal.count:
                failures = 0 if self._try(thorough, checks) else failures + 1
            if closing:
                break
            if failures:
                self._wait(self._retry, RETRY_DELAYS[min(failures, len(RETRY_DELAYS)) - 1])
            else:
                self._work.wait()
        self._journal.close()

    def _take_queue(self) -> tuple[bool, int]:
        """Take what was queued; return whether that was all, and how many checks have been asked for."""
        with self._changed:
            queue, self._queue = self._queue, []
            closing, checks = self._closing, self._checks
        for line in queue:
            self._journal.add_line(line)
        return closing, checks

    def _status(self) -> Status:
        return Status(self._submitted, self._written, self._error, self._rewritten, self._kept)

    def _try(self, thorough: bool, checks: int) -> bool:
        error = None
        try:
            self._journal.flush(thorough=thorough)
        except Exception as caught:
            error = in_plain_words(caught)
        with self._changed:
            self._written = self._journal.durable
            self._error = error
            self._checked = checks
            self._rewritten, self._kept = self._journal.rewritten, self._journal.kept
            status = self._status()
            self._changed.notify_all()
        self._report(status)
        return error is None

    def _report(self, status: Status) -> None:
        try:
            self._on_status(status)
        except Exception:
            # A screen that is gone must not stop the journal; the fault is told where a thread's own would be.
            threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), self._thread)))
