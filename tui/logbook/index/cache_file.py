"""The index's file: opened, made anew on any doubt, and thrown away only while nobody else has it open.

SQLite finds a file's write-ahead log by name. Had another process the file still open when it is deleted, its log and
that of the new file would be taken for each other. So whoever has it open holds a shared lock on a file beside it.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, Self

from tui.logbook.disk.calls import PRIVATE_FOLDER, open_regular
from tui.logbook.disk.placement import numbered
from tui.logbook.index import schema

NAME: Final = "history.sqlite3"
_LOCK: Final = "history.lock"
_WAIT: Final = 5.0
"""Seconds to wait for another process that is just writing."""

_MOST_NAMES: Final = 9
_HEADER: Final = 100
_MAGIC: Final = b"SQLite format 3\0"
_MARK: Final = slice(68, 72)
"""Where the header of an SQLite file says whose it is."""


class NoFile(Exception):
    """There can be no file of the index now."""


class _OnDisk(NamedTuple):
    path: Path
    inode: tuple[int, int] | None
    lock: int


class CacheFile:
    """An open index: `connection` is to a file that was checked, or to memory."""

    def __init__(self, connection: sqlite3.Connection, on_disk: _OnDisk | None = None) -> None:
        self.connection = connection
        self._on_disk = on_disk

    @classmethod
    def open(cls, folder: Path, logs: Path) -> Self:
        """Open the file in a folder of caches, making it if need be; in memory where that can't be."""
        try:
            return cls._of(folder, logs)
        except (OSError, sqlite3.Error, NoFile):
            return cls.in_memory(logs)

    @classmethod
    def in_memory(cls, logs: Path) -> Self:
        """Make an index that is gone when it is closed."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        schema.make(connection, logs)
        return cls(connection)

    @property
    def in_file(self) -> bool:
        """Whether it is kept when it is closed."""
        return self._on_disk is not None

    @property
    def is_astray(self) -> bool:
        """Whether its file was deleted or replaced."""
        return self._on_disk is not None and _inode(self._on_disk.path) != self._on_disk.inode

    def close(self) -> None:
        """Close it; may be repeated."""
        with suppress(sqlite3.Error):
            self.connection.close()
        if self._on_disk is not None:
            os.close(self._on_disk.lock)
            self._on_disk = None

    def throw_away(self) -> bool:
        """Close it and delete the file; say whether that is gone, and not open elsewhere or out of reach."""
        was = self._on_disk
        self.close()
        if was is None:
            return True
        try:
            lock = _private(was.path.parent / _LOCK)
        except (OSError, NoFile):
            return False
        try:
            if not _alone(lock):
                return False
            if _inode(was.path) == was.inode:
                _delete(was.path)
        except OSError:
            return False
        finally:
            os.close(lock)
        return True

    @classmethod
    def _of(cls, folder: Path, logs: Path) -> Self:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        lock = _private(folder / _LOCK)
        try:
            path = _free_or_ours(folder / NAME)
            connection = _sound(path, logs) if _alone(lock) else _shared(path, logs, lock)
            inode = _inode(path)
            fcntl.flock(lock, fcntl.LOCK_SH)
        except BaseException:
            os.close(lock)
            raise
        return cls(connection, _OnDisk(path, inode, lock))


def _private(path: Path) -> int:
    """Open a file that only its owner may read, for SQLite would make it as the umask has it. Raises OSError."""
    return open_regular(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW)


def _free_or_ours(wanted: Path) -> Path:
    """The first of the names `history.sqlite3`, `history-2.sqlite3` ... that is free, or taken by an index of ours.

    Raises NoFile where there is none, and OSError for what is no regular file.
    """
    for path in islice(numbered(wanted), _MOST_NAMES):
        try:
            if _is_ours(path):
                return path
        except FileNotFoundError:
            return path
    raise NoFile


def _is_ours(path: Path) -> bool:
    """Whether a file is empty or bears our mark. It is looked at without SQLite, which could write to it."""
    with os.fdopen(open_regular(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        header = file.read(_HEADER)
    return not header or (header.startswith(_MAGIC) and header[_MARK] == schema.APPLICATION.to_bytes(4, "big"))


def _alone(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sound(path: Path, logs: Path) -> sqlite3.Connection:
    """Open the file while nobody else has it; one that is not to be believed is made anew."""
    try:
        return _checked(path, logs, alone=True)
    except FileNotFoundError:
        pass
    except (sqlite3.Error, schema.NotOurs):
        _delete(path)
    # Closing any handle of a file lets go of all locks that this process has on it: only done while there are none.
    os.close(_private(path))
    _mark(path)
    connection = _connected(path)
    try:
        schema.make(connection, logs)
    except BaseException:
        connection.close()
        raise
    return connection


def _shared(path: Path, logs: Path, lock: int) -> sqlite3.Connection:
    """Open the file while others have it open; one that is not to be believed is theirs, and left alone."""
    fcntl.flock(lock, fcntl.LOCK_SH)
    try:
        return _checked(path, logs, alone=False)
    except schema.NotOurs as error:
        raise NoFile from error


def _checked(path: Path, logs: Path, *, alone: bool) -> sqlite3.Connection:
    path.lstat()
    connection = _connected(path)
    try:
        schema.check(connection, logs, alone=alone)
    except BaseException:
        connection.close()
        raise
    return connection


def _mark(path: Path) -> None:
    """Write whose it is into the file itself, before anything of it may be in a log beside it alone."""
    with closing(sqlite3.connect(path, timeout=_WAIT, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION}")


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        # Readers see the state before a refresh until it is whole, and never wait for it.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cell_size_check = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _delete(path: Path) -> None:
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)
