"""Putting whole files in place so that a crash leaves the old state or the new one, and nothing is overwritten.

Names of one folder may reach the disk in any order, so a second name is made durable before the first goes.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from tui.logbook.disk.calls import PRIVATE_FILE, Disk

_OWN_LEVELS = 3
"""How many folders above a file's own repcue may have made: `repcue/logs/2026` in `.local/share`."""

NO_HARD_LINKS = frozenset({errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What a disk refuses a second name of a file with."""


def numbered(path: Path) -> Iterator[Path]:
    """The path itself, then the same with `-2`, `-3` and so on before its suffix, without end."""
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1


def hidden_name(path: Path) -> Path:
    """Where a file is written before it is given its name: in the same folder, passed over by every listing.

    Each process has its own, or one would give its name to what another is still writing.
    """
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def ensure_folder(disk: Disk, folder: Path) -> None:
    """Make a folder and those above it that are missing, so that they survive a power cut.

    The folders above are flushed even if they were there: an earlier try may have made them and then failed.
    """
    missing = []
    above = folder
    while not disk.is_folder(above) and above != above.parent:
        missing.append(above)
        above = above.parent
    for path in reversed(missing):
        with contextlib.suppress(FileExistsError):
            disk.make_folder(path)
    for path in [folder, *folder.parents][1 : max(len(missing), _OWN_LEVELS) + 1]:
        try:
            disk.sync_folder(path)
        except PermissionError:
            # A folder that may not even be listed was not made by this program, unless it holds one made now.
            if any(made.parent == path for made in missing):
                raise


def write_all(disk: Disk, handle: int, data: bytes) -> None:
    """Write every byte, with one call if the disk takes them all. Raises OSError."""
    left = data
    while left:
        taken = disk.write(handle, left)
        if taken <= 0:
            raise OSError(errno.ENOSPC, "the disk took nothing")
        left = left[taken:]


def write_hidden(disk: Disk, hidden: Path, data: bytes, mode: int | None = None) -> None:
    """Write a file that has no proper name yet, flush it and read it back. Raises OSError; the file is then gone.

    `mode` sets the permission bits exactly; None leaves the private ones. What an earlier try left under the
    hidden name is taken away first: it was never more than a copy.
    """
    handle = create_hidden(disk, hidden)
    try:
        _fill(disk, handle, data, mode)
        if disk.read(hidden) != data:
            raise OSError(errno.EIO, "what was written does not read back the same")
    except BaseException:
        with contextlib.suppress(OSError):
            disk.unlink(hidden)
        raise


def put(disk: Disk, path: Path, data: bytes) -> None:
    """Make a file, or give a new text to one that is there: a symlink stays one, its file keeps its mode.

    Raises OSError; the file is then as it was.
    """
    real = Path(os.path.realpath(path))
    mode = real.stat().st_mode & 0o7777 if real.exists() else None
    ensure_folder(disk, real.parent)
    hidden = hidden_name(real)
    write_hidden(disk, hidden, data, mode)
    disk.replace(hidden, real)
    disk.sync_folder(real.parent)


def create_hidden(disk: Disk, hidden: Path) -> int:
    """Open a new file under a hidden name, in the place of what an earlier try left there. Raises OSError."""
    try:
        return disk.create(hidden, PRIVATE_FILE)
    except FileExistsError:
        disk.unlink(hidden)
        return disk.create(hidden, PRIVATE_FILE)


def place(disk: Disk, source: Path, target: Path) -> None:
    """Move a file to a name that is free, on the same filesystem; both folders are flushed.

    Raises FileExistsError if the name is taken, and OSError with errno EXDEV across filesystems. A crash on the
    way leaves the file under one name or under both, never under none.
    """
    try:
        disk.link(source, target)
    except OSError as error:
        if error.errno not in NO_HARD_LINKS:
            raise
        _place_on_reserved_name(disk, source, target)
        disk.sync_folder(target.parent)
    else:
        disk.sync_folder(target.parent)
        # Should a hidden name come back after a power cut, it is one that every listing passes over.
        disk.unlink(source)
    if source.parent != target.parent:
        disk.sync_folder(source.parent)


def forget(disk: Disk, path: Path) -> None:
    """Take a name away if it is there, and flush the folder."""
    with contextlib.suppress(FileNotFoundError):
        disk.unlink(path)
    disk.sync_folder(path.parent)


def _fill(disk: Disk, handle: int, data: bytes, mode: int | None) -> None:
    try:
        if mode is not None:
            disk.set_mode(handle, mode)
        write_all(disk, handle, data)
        disk.fsync(handle)
    finally:
        disk.close(handle)


def _place_on_reserved_name(disk: Disk, source: Path, target: Path) -> None:
    # Filesystems without hard links (FAT, many network and phone ones): an empty file takes the name, so that the
    # rename that follows can only ever go over that. A crash between the two leaves the empty file.
    disk.close(disk.create(target))
    try:
        disk.replace(source, target)
    except OSError:
        with contextlib.suppress(OSError):
            if disk.read(target) == b"":
                disk.unlink(target)
        raise
