"""The lock that lets one process at a time run a session. It says who holds it, and a crash frees it.

The lock file is never deleted: a process that still waits on the deleted file and one that makes it anew would
both hold "the" lock.
"""

import contextlib
import errno
import fcntl
import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from catalogue.files.text import printable
from tui.logbook.disk.calls import PRIVATE_FOLDER, open_regular

_TAKEN = frozenset({errno.EAGAIN, errno.EACCES})
_MOST_BYTES = 1000


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds the lock, as it wrote it down."""

    process: int
    host: str
    since: str

    def __str__(self) -> str:
        elsewhere = "" if self.host == socket.gethostname() else f" on {self.host}"
        return printable(f"a session runs elsewhere (process {self.process}{elsewhere}, since {self.since})")


class SessionLock:
    """Held from `acquire` until `release` or the end of the process, however it ends.

    On a disk without file locks, as some network ones are, `acquire` succeeds and `works` is False: two sessions
    at once are then not noticed, but each has its own journal and its own log.
    """

    def __init__(self, path: Path, flock: Callable[[int, int], object] = fcntl.flock) -> None:
        self._path = path
        self._flock = flock
        self._handle: int | None = None
        self.works = True

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def acquire(self, now: datetime) -> bool:
        """Take the lock and write down who has it; False if it is taken.

        Raises OSError if the file can't be created, and Obstacle if its path is a link, pipe, folder or device.
        """
        if self._handle is not None:
            return True
        self._path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        handle = self._opened()
        while (taken := self._lock_or_close(handle)) and not self._is_named(handle):
            # Replaced between the two steps: another process would lock the file that stands there now.
            os.close(handle)
            handle = self._opened()
        if not taken:
            return False
        self._handle = handle
        # Who holds it is only for a message: a full disk must not stop a session.
        with contextlib.suppress(OSError):
            # A file with a second hard link may be the user's own.
            if os.fstat(handle).st_nlink <= 1:
                os.ftruncate(handle, 0)
                os.pwrite(handle, _description(now), 0)
        return True

    def holder(self) -> Holder | None:
        """Who holds the lock, or held it last; None if it cannot be read."""
        try:
            with os.fdopen(open_regular(self._path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
                found = json.loads(file.read(_MOST_BYTES))
            return Holder(int(found["process"]), str(found["host"]), str(found["since"]))
        except Exception:  # whatever stands there, it is only for a message
            return None

    def release(self) -> None:
        """Let go of the lock; nothing happens if it is not held."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            # Unlock explicitly: a child process being started may still hold a copy of the descriptor.
            with contextlib.suppress(OSError):
                self._flock(handle, fcntl.LOCK_UN)
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _opened(self) -> int:
        return open_regular(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW)

    def _is_named(self, handle: int) -> bool:
        try:
            there = self._path.lstat()
        except FileNotFoundError:
            return False
        return os.path.samestat(there, os.fstat(handle))

    def _lock_or_close(self, handle: int) -> bool:
        try:
            taken = self._lock(handle)
        except BaseException:
            os.close(handle)
            raise
        if not taken:
            os.close(handle)
        return taken

    def _lock(self, handle: int) -> bool:
        try:
            self._flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            self.works = False
        return True


def _description(now: datetime) -> bytes:
    who = {"process": os.getpid(), "host": socket.gethostname(), "since": f"{now:%Y-%m-%d %H:%M}"}
    return json.dumps(who).encode() + b"\n"
