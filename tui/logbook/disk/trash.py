"""The trash: where discarded journals and deleted logs go. Nothing is ever taken out of it but by the person."""

import errno
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui.logbook.disk.calls import Disk
from tui.logbook.disk.placement import (
    NO_HARD_LINKS,
    ensure_folder,
    forget,
    hidden_name,
    numbered,
    place,
    write_hidden,
)
from tui.machine.paths import Paths

_STAMP = "%Y-%m-%d_%H%M%S"
_STAMP_LENGTH = len("2026-11-22_180533~")
_LOG_SUFFIX = ".toml"


Keep = Callable[[Path], Path]
"""Gives a file a second name in the trash, and returns that. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """A file in the trash."""

    path: Path
    name: str
    """The name it had."""
    deleted: datetime | None
    """When it came here, by the clock on the wall; None if its name does not say."""

    @property
    def is_log(self) -> bool:
        """Whether it was a log; what else is here are the journals of discarded sessions."""
        return self.name.endswith(_LOG_SUFFIX)


def in_trash(paths: Paths, disk: Disk) -> tuple[Trashed, ...]:
    """Return what is in the trash, what came last first; no folder is an empty trash. Raises OSError."""
    try:
        names = disk.list_folder(paths.trash)
    except FileNotFoundError:
        return ()
    shown = sorted((name for name in names if not name.startswith(".")), reverse=True)
    return tuple(Trashed(paths.trash / name, _old_name(name), _deleted(name)) for name in shown)


def to_trash(path: Path, paths: Paths, now: datetime, disk: Disk) -> Path:
    """Move a file into the trash, as `2026-11-22_180533~NAME`, and return where it is. Raises OSError.

    After a crash or an error the file is where it was, in the trash, or both; the step may be repeated.
    """
    ensure_folder(disk, paths.trash)
    return _move(disk, path, _wanted(path, paths, now))


def keep_in_trash(path: Path, paths: Paths, now: datetime, disk: Disk) -> Path:
    """Give a file a second name in the trash, a symlink itself, and return that; across filesystems, copy it.

    Its own name stays, so that another file can take it over in one step. Raises OSError.
    """
    ensure_folder(disk, paths.trash)
    wanted = _wanted(path, paths, now)
    for target in numbered(wanted):
        try:
            disk.link(path, target)
        except FileExistsError:
            continue
        except OSError as error:
            if error.errno not in NO_HARD_LINKS | {errno.EXDEV}:
                raise
            hidden = hidden_name(wanted)
            write_hidden(disk, hidden, disk.read(path))
            return _move(disk, hidden, wanted)
        disk.sync_folder(paths.trash)
        return target
    raise AssertionError("numbered names never end")


def keeper(paths: Paths, wall: Callable[[], datetime], disk: Disk) -> Keep:
    """Return what a journal keeps foreign files with; `wall` is the time of day."""
    return lambda path: keep_in_trash(path, paths, wall(), disk)


def restore_log(trashed: Path, paths: Paths, disk: Disk) -> Path:
    """Move a log from the trash back to the folder of its year and return where it is. Raises OSError."""
    name = _old_name(trashed.name)
    year = name[:4] if name[:4].isascii() and name[:4].isdecimal() else ""
    folder = paths.logs / year
    ensure_folder(disk, folder)
    return _move(disk, trashed, folder / name)


def _wanted(path: Path, paths: Paths, now: datetime) -> Path:
    return paths.trash / f"{now:{_STAMP}}~{path.name}"


def _old_name(name: str) -> str:
    return name[_STAMP_LENGTH:] if name[_STAMP_LENGTH - 1 : _STAMP_LENGTH] == "~" else name


def _deleted(name: str) -> datetime | None:
    try:
        return datetime.strptime(name[: _STAMP_LENGTH - 1], _STAMP)
    except ValueError:
        return None


def _move(disk: Disk, source: Path, wanted: Path) -> Path:
    for target in numbered(wanted):
        try:
            place(disk, source, target)
        except FileExistsError:
            continue
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            return _copy_over(disk, source, wanted)
        return target
    raise AssertionError("numbered names never end")


def _copy_over(disk: Disk, source: Path, wanted: Path) -> Path:
    hidden = hidden_name(wanted)
    write_hidden(disk, hidden, disk.read(source))
    target = _move(disk, hidden, wanted)
    forget(disk, source)
    return target
