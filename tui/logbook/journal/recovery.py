"""Sessions that were cut short: what is left of them, and bringing them to an end.

A journal has no lock of its own: whoever holds the session lock owns every journal in the folder. Each step may be
repeated after a crash or an error.
"""

import contextlib
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import tomli

from tui.logbook.disk.calls import Disk, Obstacle, in_plain_words
from tui.logbook.disk.lock import SessionLock
from tui.logbook.disk.placement import forget
from tui.logbook.disk.trash import to_trash
from tui.logbook.journal.journal import JournalRecord, decode
from tui.logbook.log.file_names import JOURNAL_SUFFIX
from tui.machine.paths import Paths
from tui.session.results import anything_done
from tui.session.state import State

_DAY_LENGTH = len("2026-11-22")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session that has no log yet."""

    path: Path
    records: tuple[JournalRecord, ...]
    lost: int
    """Bytes at the end of the journal that are torn, rotten or after a gap."""

    @property
    def session(self) -> str:
        """The session's id; the file may be called otherwise, where its name was taken."""
        said = str(self.records[0].get("session"))
        return said if _DAY.match(said) else self.path.stem


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A journal that can't be carried on or saved; it can be left, or moved to the trash."""

    path: Path
    reason: str
    newer: bool = False
    """Whether a newer version wrote it, which can carry it on."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A journal that can neither be offered nor put away, because something can't be looked at; it stays."""

    path: Path
    """The journal, or their folder where that can't be listed."""
    words: str
    """What is in the way and where, in sentences."""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What earlier processes left behind, the newest first."""

    sessions: tuple[Unfinished, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    undecided: tuple[Undecided, ...] = ()


def nothing_left(paths: Paths, disk: Disk) -> bool:
    """Whether there is certainly no journal: nothing to take the lock for."""
    try:
        return not _journals(paths, disk)
    except OSError:
        return False


def unfinished(paths: Paths, lock: SessionLock, now: datetime, disk: Disk) -> Leftovers:
    """Return the sessions without a log. Nothing, if the lock is not held: the journals are then another's.

    The journal of a session whose log is there moves to the trash: a crash came between the two. `now` names it.
    Of several journals of one session the longest is offered.
    """
    if not lock.held:
        return Leftovers()
    try:
        journals = _journals(paths, disk)
    except OSError as error:
        return Leftovers(undecided=(not_seen(paths.journals, error),))
    sessions: dict[str, Unfinished] = {}
    unreadable: list[Unreadable] = []
    undecided: list[Undecided] = []
    for path in journals:
        match _judged(path, paths, now, disk):
            case Unfinished() as found:
                other = sessions.get(found.session)
                if other is None or len(other.records) < len(found.records):
                    sessions[found.session] = found
            case Unreadable() as found:
                unreadable.append(found)
            case Undecided() as found:
                undecided.append(found)
    return Leftovers(tuple(sessions.values()), tuple(unreadable), tuple(undecided))


def not_seen(path: Path, error: OSError) -> Undecided:
    """Return what to say where it can't be seen whether there are journals."""
    why = str(error) if isinstance(error, Obstacle) else f"{path}: {in_plain_words(error)}"
    return Undecided(path, f"Whether a session was cut short can't be seen: {why}.")


def has_log(session: str, paths: Paths, disk: Disk) -> bool:
    """Say whether there is a readable log with this id, under a name of the same day.

    Raises Obstacle, with the path, where it can't be looked for.
    """
    day = session[:_DAY_LENGTH]
    folder = paths.logs / day[:4]
    try:
        names = _names(disk, folder)
    except OSError as error:
        raise Obstacle(f"{folder} can't be listed: {in_plain_words(error)}") from error
    return any(
        name.startswith(day) and name.endswith(".toml") and _has_id(disk, folder / name, session) for name in names
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


def _judged(path: Path, paths: Paths, now: datetime, disk: Disk) -> Unfinished | Unreadable | Undecided | None:
    """What is to become of a journal; None if that of a session with a log is in the trash now."""
    try:
        found = _read(path, disk)
    except OSError as error:
        return _stays(path, path.stem, f"{path} can't be read: {in_plain_words(error)}")
    session = found.session if isinstance(found, Unfinished) else path.stem
    try:
        if not has_log(session, paths, disk):
            return found
    except OSError as error:
        return _stays(path, session, str(error))
    try:
        to_trash(path, paths, now, disk)
    except OSError as error:
        words = f"The log of the session {session} is saved, but its journal can't be moved to {paths.trash}"
        return Undecided(path, f"{words}: {in_plain_words(error)}. Nothing is lost.")
    return None


def _stays(path: Path, session: str, why: str) -> Undecided:
    words = f"The session {session} was cut short, and whether it has a log can't be seen: {why}."
    return Undecided(path, f"{words} It is kept; mend that, and the next start offers it.")


def _journals(paths: Paths, disk: Disk) -> list[Path]:
    names = [
        name for name in _names(disk, paths.journals) if name.endswith(JOURNAL_SUFFIX) and not name.startswith(".")
    ]
    return [paths.journals / name for name in sorted(names, reverse=True)]


def _names(disk: Disk, folder: Path) -> list[str]:
    try:
        return disk.list_folder(folder)
    except FileNotFoundError:
        return []


def _read(path: Path, disk: Disk) -> Unfinished | Unreadable:
    """Raises OSError for a file that may well hold a session, but can't be read now."""
    try:
        data = disk.read(path)
    except (Obstacle, FileNotFoundError) as error:
        return Unreadable(path, in_plain_words(error))
    records, length = decode(data)
    if not records:
        return Unreadable(path, "its first line is damaged" if data else "it is empty: nothing had been written yet")
    return Unfinished(path, tuple(records), len(data) - length)


def _has_id(disk: Disk, path: Path, session: str) -> bool:
    try:
        data = disk.read(path)
    except (Obstacle, FileNotFoundError):
        return False
    except OSError as error:
        # It may be the log of this session: to offer the journal could log it twice.
        raise Obstacle(f"{path} can't be read: {in_plain_words(error)}") from error
    try:
        document = tomli.loads(data.decode()) if session.encode() in data else {}
    except (ValueError, RecursionError):
        # A log that is damaged proves nothing: the journal stays.
        return False
    return document.get("id") == session and isinstance(document.get("sets"), list)
