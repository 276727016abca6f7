"""Putting new bytes in the place of a file's old ones, unless somebody else has changed it meanwhile."""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from tui.logbook.disk.calls import Disk
from tui.logbook.disk.placement import hidden_name, write_hidden

MARK = b"\xef\xbb\xbf"
"""The byte order mark that some editors put first."""


class ChangedOnDisk(Exception):
    """The log was changed, replaced or deleted since it was read, so that it is not written over."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was changed by another program since it was read; read it again")
        self.path = path


@dataclass(frozen=True, slots=True)
class Bytes:
    """What a file holds, behind any symlink, and the permission bits it has."""

    path: Path
    """As it was named."""
    data: bytes
    mode: int

    @property
    def mark(self) -> bytes:
        """The byte order mark, if there is one."""
        return MARK if self.data.startswith(MARK) else b""


def read_bytes(path: Path, disk: Disk) -> Bytes:
    """Return what a file holds; a file that may not be written is refused here. Raises OSError."""
    real = _real(path)
    handle = disk.append(real)
    try:
        mode = disk.stamp(handle).mode
    finally:
        disk.close(handle)
    return Bytes(path, disk.read(real), mode)


def replace_bytes(old: Bytes, data: bytes, disk: Disk) -> Bytes:
    """Put `data` in the place of what was read, and return what the file holds now.

    A symlink stays one and the file keeps its mode. Raises ChangedOnDisk if the file no longer holds what was read,
    and OSError; the file is then as it was.
    """
    real = _real(old.path)
    hidden = hidden_name(real)
    write_hidden(disk, hidden, data, old.mode)
    try:
        # As late as can be: another program's change is lost only if it comes between this look and the rename.
        _look_again(old, disk)
        disk.replace(hidden, real)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.unlink(hidden)
        raise
    disk.sync_folder(real.parent)
    return Bytes(old.path, data, old.mode)


def _look_again(old: Bytes, disk: Disk) -> None:
    try:
        now = read_bytes(old.path, disk)
    except FileNotFoundError as error:
        raise ChangedOnDisk(old.path) from error
    if now.data != old.data:
        raise ChangedOnDisk(old.path)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
