"""A disk in memory that fails at any call, and forgets at a power cut whatever was not flushed."""

import contextlib
import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal, TypeVar

from tui.logbook.disk.calls import PRIVATE_FILE, PRIVATE_FOLDER, Stamp

T = TypeVar("T")
State = Literal["safe", "unsynced", "forgotten"]

FOLDER = 0
NEEDS_SPACE = frozenset({"create", "write", "fsync", "link", "make_folder"})


class Crash(BaseException):
    """The process ends at this call."""


@dataclass
class File:
    """Pieces in the order they were appended, each with what the disk knows of it."""

    pieces: list[tuple[bytes, State]] = field(default_factory=list)
    mode: int = PRIVATE_FILE

    @property
    def data(self) -> bytes:
        return b"".join(piece for piece, _ in self.pieces)


@dataclass(frozen=True)
class Fault:
    """What happens at one call, counted from 1: an errno, or a crash.

    `half`: the call has already done its work when that happens; a write has done half of it.
    `lasting`: every later call that needs space fails too, until the fault is taken away.
    """

    at: int
    error: int | None = None
    half: bool = False
    lasting: bool = False


class FakeDisk:
    """Names and bytes as a running system shows them, and what of it would survive a power cut."""

    def __init__(self, random: Random, *, hard_links: bool = True) -> None:
        self.random = random
        self.hard_links = hard_links
        self.fault: Fault | None = None
        self.calls: list[str] = []
        self.files: dict[int, File] = {}
        self.shown: dict[Path, int] = {Path("/"): FOLDER}
        self.safe: dict[Path, int] = {Path("/"): FOLDER}
        self.pending: list[dict[Path, int | None]] = []
        self.handles: dict[int, int] = {}
        self.made = 0

    # What tests ask and do

    def paths(self) -> list[Path]:
        return sorted(path for path, inode in self.shown.items() if inode != FOLDER)

    def kill(self) -> None:
        """The process is gone; the system and what it holds in memory live on."""
        self.handles.clear()
        self.fault = None

    def cut_power(self) -> None:
        """Only what was flushed is certain; of the rest any part may have got to the disk."""
        self.kill()
        names = dict(self.safe)
        for change in self.pending:
            if self.random.random() < 0.5:
                apply(names, change)
        self.pending.clear()
        self.shown = {path: inode for path, inode in names.items() if has_folders(path, names)}
        self.safe = dict(self.shown)
        for file in self.files.values():
            file.pieces = [(self._after_cut(file.pieces), "safe")]

    def _after_cut(self, pieces: list[tuple[bytes, State]]) -> bytes:
        data = b""
        for piece, state in pieces:
            if state == "safe":
                data += piece
            elif state == "forgotten":
                data += bytes(len(piece))
            else:
                landed = self.random.randint(0, len(piece))
                data += self.random.choice([piece[:landed], bytes(landed)])
                if landed < len(piece):
                    break
        return data

    # What the logbook asks

    def create(self, path: Path, mode: int = PRIVATE_FILE) -> int:
        def work() -> int:
            self._need_folder(path)
            if path in self.shown:
                raise FileExistsError(errno.EEXIST, "exists", str(path))
            self.made += 1
            self.files[self.made] = File(mode=mode)
            self._change({path: self.made})
            return self._handle(self.made)

        return self._call("create", path, work)

    def append(self, path: Path) -> int:
        return self._call("append", path, lambda: self._handle(self._inode(path)))

    def write(self, handle: int, data: bytes) -> int:
        file = self.files[self.handles[handle]]

        def work(part: bytes = data) -> int:
            file.pieces.append((part, "unsynced"))
            return len(part)

        return self._call("write", None, work, half=lambda: work(data[: len(data) // 2]))

    def fsync(self, handle: int) -> None:
        file = self.files[self.handles[handle]]

        def mark(outcome: Callable[[], State]) -> None:
            file.pieces = [(data, outcome() if state == "unsynced" else state) for data, state in file.pieces]

        def fail() -> None:
            # The kernel takes pages that it could not write for clean ones; the next fsync passes them over.
            mark(lambda: self.random.choice(["safe", "forgotten"]))

        self._call("fsync", None, lambda: mark(lambda: "safe"), failed=fail)

    def stamp(self, handle: int) -> Stamp:
        inode = self.handles[handle]
        file = self.files[inode]
        names = sum(1 for other in self.shown.values() if other == inode)
        return self._call("stamp", None, lambda: Stamp(1, inode, len(file.data), names, file.mode))

    def stamp_path(self, path: Path) -> Stamp:
        def work() -> Stamp:
            inode = self._inode(path)
            if inode == FOLDER:
                return Stamp(1, FOLDER, 0, 1, PRIVATE_FOLDER, regular=False)
            names = sum(1 for other in self.shown.values() if other == inode)
            return Stamp(1, inode, len(self.files[inode].data), names, self.files[inode].mode)

        return self._call("stamp_path", path, work)

    def set_mode(self, handle: int, mode: int) -> None:
        def work() -> None:
            self.files[self.handles[handle]].mode = mode

        self._call("set_mode", None, work)

    def close(self, handle: int) -> None:
        def work() -> None:
            self.handles.pop(handle, None)

        self._call("close", None, work, failed=work)

    def read(self, path: Path) -> bytes:
        return self._call("read", path, lambda: self.files[self._inode(path)].data)

    def list_folder(self, path: Path) -> list[str]:
        def work() -> list[str]:
            if self.shown.get(path) != FOLDER:
                raise FileNotFoundError(errno.ENOENT, "no folder", str(path))
            return [name.name for name in self.shown if name.parent == path and name != path]

        return self._call("list_folder", path, work)

    def link(self, source: Path, target: Path) -> None:
        def work() -> None:
            if not self.hard_links:
                raise PermissionError(errno.EPERM, "no hard links here")
            self._need_folder(target)
            if target in self.shown:
                raise FileExistsError(errno.EEXIST, "exists", str(target))
            self._change({target: self._inode(source)})

        self._call("link", target, work)

    def replace(self, source: Path, target: Path) -> None:
        def work() -> None:
            self._need_folder(target)
            self._change({source: None, target: self._inode(source)})

        self._call("replace", target, work)

    def unlink(self, path: Path) -> None:
        def work() -> None:
            self._inode(path)
            self._change({path: None})

        self._call("unlink", path, work)

    def make_folder(self, path: Path) -> None:
        def work() -> None:
            self._need_folder(path)
            if path in self.shown:
                raise FileExistsError(errno.EEXIST, "exists", str(path))
            self._change({path: FOLDER})

        self._call("make_folder", path, work)

    def is_folder(self, path: Path) -> bool:
        return self.shown.get(path) == FOLDER

    def sync_folder(self, path: Path) -> None:
        def work() -> None:
            kept: list[dict[Path, int | None]] = []
            for change in self.pending:
                if any(name.parent == path for name in change):
                    apply(self.safe, change)
                    # A name has one entry: what became of it earlier cannot reach the disk after this.
                    kept = [{name: old for name, old in each.items() if name not in change} for each in kept]
                else:
                    kept.append(change)
            self.pending = kept

        self._call("sync_folder", path, work)

    def _call(
        self,
        name: str,
        path: Path | None,
        work: Callable[[], T],
        *,
        half: Callable[[], T] | None = None,
        failed: Callable[[], None] | None = None,
    ) -> T:
        self.calls.append(f"{name} {path.name if path else ''}")
        fault, now = self.fault, len(self.calls)
        if fault is None or not (now == fault.at or (fault.lasting and now > fault.at and name in NEEDS_SPACE)):
            return work()
        if fault.error is None:
            if fault.half:
                with contextlib.suppress(OSError):
                    (half or work)()
            raise Crash
        if fault.half:
            (half or work)()
        if failed:
            failed()
        raise OSError(fault.error, os.strerror(fault.error))

    def _change(self, change: dict[Path, int | None]) -> None:
        apply(self.shown, change)
        self.pending.append(change)

    def _handle(self, inode: int) -> int:
        handle = max(self.handles, default=2) + 1
        self.handles[handle] = inode
        return handle

    def _inode(self, path: Path) -> int:
        if path not in self.shown:
            raise FileNotFoundError(errno.ENOENT, "no file", str(path))
        return self.shown[path]

    def _need_folder(self, path: Path) -> None:
        if self.shown.get(path.parent) != FOLDER:
            raise FileNotFoundError(errno.ENOENT, "no folder", str(path.parent))


def apply(names: dict[Path, int], change: dict[Path, int | None]) -> None:
    for path, inode in change.items():
        if inode is None:
            names.pop(path, None)
        else:
            names[path] = inode


def has_folders(path: Path, names: dict[Path, int]) -> bool:
    return all(names.get(parent) == FOLDER for parent in path.parents)
