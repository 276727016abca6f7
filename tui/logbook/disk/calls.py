"""The one seam between the logbook and the disk: every call that writes, or that safety rests on, goes through it.

A test puts a disk in its place that fails at any call it likes, or loses power there.
"""

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600

_NOTHING_TO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})

_PLAIN_WORDS = {
    errno.ENOSPC: "disk full",
    errno.EDQUOT: "disk quota used up",
    errno.EROFS: "disk is read-only",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EIO: "disk fault",
    errno.ENOENT: "folder or file is gone",
    errno.ESTALE: "folder or file is gone",
    errno.ENOTDIR: "a file stands where a folder belongs",
    errno.EFBIG: "file too big for this disk",
    errno.EMFILE: "too many open files",
    errno.ENFILE: "too many open files",
}


_NO_FILE = frozenset({errno.ELOOP, errno.EISDIR, errno.ENXIO})
"""What opening a link, a folder or a pipe fails with."""


class Obstacle(OSError):
    """Something on the disk that is not what it must be; the message is a sentence for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(errno.EINVAL, sentence)

    def __str__(self) -> str:
        return str(self.strerror)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which file it is, its bytes, names and permission bits, and whether it is a regular one."""

    device: int
    inode: int
    size: int
    names: int
    mode: int
    regular: bool = True

    def is_same_as(self, other: "Stamp") -> bool:
        """Whether the two are of one file, and of one size."""
        return (self.device, self.inode, self.size) == (other.device, other.inode, other.size)


class Disk(Protocol):
    """What the logbook asks of a disk. Every method may raise OSError."""

    def create(self, path: Path, mode: int = PRIVATE_FILE) -> int:
        """Make a new file for appending; FileExistsError if anything has that name."""

    def append(self, path: Path) -> int:
        """Open a file that is there already, for appending; Obstacle for anything but a regular file."""

    def write(self, handle: int, data: bytes) -> int:
        """Append with one call; returns how many bytes were taken, which may be fewer than were given."""

    def fsync(self, handle: int) -> None:
        """Return once the file's bytes would survive a power cut."""

    def stamp(self, handle: int) -> Stamp:
        """Describe an open file."""

    def stamp_path(self, path: Path) -> Stamp:
        """Describe what has a name; of a symlink the link itself."""

    def set_mode(self, handle: int, mode: int) -> None:
        """Set an open file's permission bits, whatever the umask."""

    def close(self, handle: int) -> None:
        """Close an open file."""

    def read(self, path: Path) -> bytes:
        """Return a regular file's bytes, behind a symlink too; Obstacle for a pipe, a device or a folder."""

    def list_folder(self, path: Path) -> list[str]:
        """Return the names in a folder, in any order."""

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name; FileExistsError if that name is taken."""

    def replace(self, source: Path, target: Path) -> None:
        """Rename over whatever has the name, in one step."""

    def unlink(self, path: Path) -> None:
        """Take a name away."""

    def make_folder(self, path: Path) -> None:
        """Make a folder that only its owner can open; FileExistsError if the name is taken."""

    def is_folder(self, path: Path) -> bool:
        """Whether there is a folder of that name."""

    def sync_folder(self, path: Path) -> None:
        """Return once the names in a folder would survive a power cut."""


class RealDisk:
    """The disk of the machine."""

    flush: Callable[[int], object] = staticmethod(os.fsync)
    """What flushes an open file or folder; a test counts its calls."""

    def create(self, path: Path, mode: int = PRIVATE_FILE) -> int:
        """Make a new file for appending; FileExistsError if anything has that name."""
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)

    def append(self, path: Path) -> int:
        """Open a file that is there already, for appending. A symlink is not followed, a pipe not waited for."""
        return open_regular(path, os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW)

    def write(self, handle: int, data: bytes) -> int:
        """Append with one write(2)."""
        return os.write(handle, data)

    def fsync(self, handle: int) -> None:
        """Flush to the disk; on macOS out of the drive's own cache as well, which fsync(2) leaves there."""
        self.flush(handle)
        _flush_drive(handle)

    def stamp(self, handle: int) -> Stamp:
        """Describe an open file."""
        return _stamp(os.fstat(handle))

    def stamp_path(self, path: Path) -> Stamp:
        """Describe what has a name; of a symlink the link itself."""
        return _stamp(path.lstat())

    def set_mode(self, handle: int, mode: int) -> None:
        """Set an open file's permission bits, whatever the umask."""
        os.fchmod(handle, mode)

    def close(self, handle: int) -> None:
        """Close an open file."""
        os.close(handle)

    def read(self, path: Path) -> bytes:
        """Return a regular file's bytes. A pipe is not waited for, a device not read."""
        with open(open_regular(path, os.O_RDONLY), "rb") as file:
            return file.read()

    def list_folder(self, path: Path) -> list[str]:
        """Return the names in a folder, in any order."""
        return [entry.name for entry in path.iterdir()]

    def link(self, source: Path, target: Path) -> None:
        """Give a file, or a symlink itself, a second name; FileExistsError if that name is taken."""
        os.link(source, target, follow_symlinks=False)

    def replace(self, source: Path, target: Path) -> None:
        """Rename over whatever has the name, in one step."""
        source.replace(target)

    def unlink(self, path: Path) -> None:
        """Take a name away."""
        path.unlink()

    def make_folder(self, path: Path) -> None:
        """Make a folder that only its owner can open; FileExistsError if the name is taken."""
        path.mkdir(mode=PRIVATE_FOLDER)

    def is_folder(self, path: Path) -> bool:
        """Whether there is a folder of that name."""
        return path.is_dir()

    def sync_folder(self, path: Path) -> None:
        """Flush a folder; done at once on a filesystem that has no such thing."""
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            self.flush(handle)
        except OSError as error:
            if error.errno not in _NOTHING_TO_SYNC:
                raise
        finally:
            os.close(handle)


def open_regular(path: Path, flags: int, mode: int = PRIVATE_FILE) -> int:
    """Open a regular file; never wait for a pipe or a device. Raises Obstacle for anything else, and OSError."""
    try:
        handle = os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC, mode)
    except OSError as error:
        if error.errno in _NO_FILE:
            raise _not_a_file(path) from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _not_a_file(path)
    return handle


def _not_a_file(path: Path) -> Obstacle:
    return Obstacle(f"{path} is not a regular file; move it away")


def _stamp(found: os.stat_result) -> Stamp:
    mode = found.st_mode
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_nlink, stat.S_IMODE(mode), stat.S_ISREG(mode))


def _flush_drive(handle: int) -> None:
    full_fsync: int | None = getattr(fcntl, "F_FULLFSYNC", None)
    if full_fsync is not None:
        # Network and some removable disks refuse it; fsync(2) has then done all that can be done.
        with contextlib.suppress(OSError):
            fcntl.fcntl(handle, full_fsync)


def in_plain_words(error: Exception) -> str:
    """Say what went wrong in a few words for the screen, such as `disk full (No space left on device)`."""
    if isinstance(error, Obstacle):
        return str(error)
    if isinstance(error, OSError) and error.errno is not None:
        plain = _PLAIN_WORDS.get(error.errno, "disk error")
        return f"{plain} ({os.strerror(error.errno)})"
    return f"unexpected fault ({type(error).__name__}: {error})"
