"""Sessions that were cut short: what is left of them, and bringing them to an end.

A journal has no lock of its own: whoever holds the session lock owns every journal in the folder. Each step may be
repeated after a crash or an error.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import tomli

from tui.logbook.disk import Disk, in_plain_words
from tui.logbook.journal import SUFFIX, Record, decode
from tui.logbook.lock import SessionLock
from tui.logbook.placing import forget
from tui.logbook.trash import to_trash
from tui.paths import Paths
from tui.session.state import State
from tui.session.summary import anything_done

_DATE_LENGTH = len("2026-11-22")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session that has no log yet."""

    path: Path
    records: tuple[Record, ...]
    lost: int
    """Bytes at the end of the journal that are torn, rotten or after a gap."""

    @property
    def session(self) -> str:
        """The session's id."""
        return self.path.stem


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A journal that no record can be read from; it can only be moved to the trash."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What earlier processes left behind, the newest first."""

    sessions: tuple[Unfinished, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


def unfinished(paths: Paths, lock: SessionLock, now: datetime, disk: Disk) -> Leftovers:
    """Return the sessions without a log. Nothing, if the lock is not held: the journals are then another's.

    The journal of a session whose log is there moves to the trash: a crash came between the two. `now` names it.
    Raises OSError when the folder cannot be listed or the journal not moved.
    """
    if not lock.held:
        return Leftovers()
    sessions: list[Unfinished] = []
    unreadable: list[Unreadable] = []
    for path in _journals(paths, disk):
        if has_log(path.stem, paths, disk):
            to_trash(path, paths, now, disk)
            continue
        match _read(path, disk):
            case Unfinished() as session:
                sessions.append(session)
            case problem:
                unreadable.append(problem)
    return Leftovers(tuple(sessions), tuple(unreadable))


def has_log(session: str, paths: Paths, disk: Disk) -> bool:
    """Say whether there is a readable log with this id, under a name of the same day."""
    day = session[:_DATE_LENGTH]
    folder = paths.logs / day[:4]
    return any(
        name.startswith(day) and name.endswith(".toml") and _has_id(disk, folder / name, session)
        for name in _names(disk, folder)
    )


def remove_journal(path: Path, disk: Disk) -> None:
    """Take away the journal of a session whose log is saved; nothing happens if it is gone. Raises OSError.

    The writer must be closed: it would make the journal anew.
    """
    forget(disk, path)


def clear_away(left: Unfinished, state: State, disk: Disk) -> bool:
    """Remove the journal of a session in which nothing was done; say whether it was such a one.

    One with bytes that can't be read may have held more than can be seen, and stays.
    """
    if left.lost or anything_done(state):
        return False
    with contextlib.suppress(OSError):  # the next start tries again
        remove_journal(left.path, disk)
    return True


def discard(path: Path, paths: Paths, now: datetime, disk: Disk) -> Path:
    """Move a journal to the trash and return where it is. Raises OSError."""
    return to_trash(path, paths, now, disk)


def _journals(paths: Paths, disk: Disk) -> list[Path]:
    names = [name for name in _names(disk, paths.journals) if name.endswith(SUFFIX) and not name.startswith(".")]
    return [paths.journals / name for name in sorted(names, reverse=True)]


def _names(disk: Disk, folder: Path) -> list[str]:
    try:
        return disk.list_folder(folder)
    except FileNotFoundError:
        return []


def _read(path: Path, disk: Disk) -> Unfinished | Unreadable:
    try:
        data = disk.read(path)
    except OSError as error:
        return Unreadable(path, in_plain_words(error))
    records, length = decode(data)
    if not records:
        return Unreadable(path, "its first line is damaged" if data else "it is empty: nothing had been written yet")
    return Unfinished(path, tuple(records), len(data) - length)


def _has_id(disk: Disk, path: Path, session: str) -> bool:
    try:
        data = disk.read(path)
        if session.encode() not in data:
            return False
        document = tomli.loads(data.decode())
    except (OSError, ValueError, RecursionError):
        # A log that cannot be read proves nothing: the journal stays.
        return False
    return document.get("id") == session and isinstance(document.get("sets"), list)
