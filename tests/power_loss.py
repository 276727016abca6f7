"""Losing power at any instant: a disk that records what it was at each call, and all that may be left of that.

What was flushed is certain. Of what was not, each new piece of a file and each change of a name may have got to the
disk or not, and the last piece may be torn.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Final, TypeVar

from fake_disk import FOLDER, FakeDisk, File, State, apply, has_folders

T = TypeVar("T")
Piece = tuple[bytes, State]
Image = tuple[tuple[Path, bytes | None], ...]
"""What there is after the power came back: each name, and the bytes of a file or None for a folder."""

MOST_EACH: Final = 8
"""Up to so many operations that were not flushed, every subset is tried; of more, a sample."""
SAMPLE: Final = 60
PRODUCT: Final = str(Path(__file__).parents[1] / "tui")


@dataclass
class Promise:
    """What the program has said so far. None of it may get lost."""

    records: int = 0
    """Records shown as saved."""
    logs: dict[str, frozenset[bytes]] = field(default_factory=dict)
    """Logs reported as written, by id, and what may be in them: two texts while one is being mended."""
    in_trash: dict[str, bool | None] = field(default_factory=dict)
    """Where each is; None while it is on its way."""
    files: dict[Path, frozenset[bytes]] = field(default_factory=dict)
    """Other files reported as written."""
    others: list[bytes] = field(default_factory=list)
    """Bytes of other programs, which may not get lost either."""
    finished: bool = False
    """Whether the session is over, so that its journal may not be offered any more."""

    def copy(self) -> "Promise":
        return replace(
            self, logs=dict(self.logs), in_trash=dict(self.in_trash), files=dict(self.files), others=[*self.others]
        )


@dataclass
class Instant:
    """The disk between two calls: what is certain, what is not, and what had been promised by then."""

    safe: dict[Path, int]
    pending: list[dict[Path, int | None]]
    files: dict[int, list[Piece]]
    promise: Promise


Site = tuple[str, str, int]
"""The module, the function and the line that flushes."""


class RecordingDisk(FakeDisk):
    """A disk in memory that keeps every instant; flushes from one site may be made to do nothing."""

    def __init__(self, promise: Promise, *, hard_links: bool = True, ignored: Site | None = None) -> None:
        super().__init__(Random(0), hard_links=hard_links)
        self.promise = promise
        self.ignored = ignored
        self.sites: set[Site] = set()
        self.instants: list[Instant] = []

    def fsync(self, handle: int) -> None:
        if self._takes_effect():
            super().fsync(handle)

    def sync_folder(self, path: Path) -> None:
        if self._takes_effect():
            super().sync_folder(path)

    def record(self) -> None:
        files = {inode: list(file.pieces) for inode, file in self.files.items()}
        pending = [dict(change) for change in self.pending]
        now = Instant(dict(self.safe), pending, files, self.promise.copy())
        if not self.instants or now != self.instants[-1]:
            self.instants.append(now)

    def _call(
        self,
        name: str,
        path: Path | None,
        work: Callable[[], T],
        *,
        half: Callable[[], T] | None = None,
        failed: Callable[[], None] | None = None,
    ) -> T:
        self.record()
        return super()._call(name, path, work, half=half, failed=failed)

    def _takes_effect(self) -> bool:
        frame = sys._getframe(2)
        while not frame.f_code.co_filename.startswith(PRODUCT):
            assert frame.f_back is not None, "only the program flushes"
            frame = frame.f_back
        site = (Path(frame.f_code.co_filename).stem, frame.f_code.co_name, frame.f_lineno)
        self.sites.add(site)
        return site != self.ignored


def images(instant: Instant, random: Random) -> Iterator[Image]:
    """All that may be there after the power failed at this instant; a sample where that would be too many."""
    pieces = [
        (inode, at) for inode, file in instant.files.items() for at, (_, state) in enumerate(file) if state != "safe"
    ]
    count = len(instant.pending) + len(pieces)
    for landed in _subsets(count, random):
        names = dict(instant.safe)
        for at, change in enumerate(instant.pending):
            if at in landed:
                apply(names, change)
        there = {piece for at, piece in enumerate(pieces, len(instant.pending)) if at in landed}
        last = pieces[-1] if pieces and pieces[-1] in there else None
        shown = {path: inode for path, inode in names.items() if has_folders(path, names)}
        for torn in _tears(instant, last):
            yield tuple(
                (path, None if inode == FOLDER else _data(inode, instant.files[inode], there, last, torn))
                for path, inode in shown.items()
            )


def _subsets(count: int, random: Random) -> Iterator[frozenset[int]]:
    if count <= MOST_EACH:
        for size in range(count + 1):
            yield from map(frozenset, combinations(range(count), size))
        return
    everything = frozenset(range(count))
    yield from (frozenset[int](), everything)
    for one in range(count):
        yield from (frozenset({one}), everything - {one})
    for _ in range(SAMPLE):
        yield frozenset(one for one in range(count) if random.random() < 0.5)


def _tears(instant: Instant, last: tuple[int, int] | None) -> list[Callable[[bytes], bytes]]:
    """What may become of the last piece that landed: whole, torn at some places, or its room alone."""
    whole: list[Callable[[bytes], bytes]] = [lambda data: data]
    if last is None:
        return whole
    size = len(instant.files[last[0]][last[1]][0])
    cuts = {1, size // 2, size - 1} - {0, size}
    return [*whole, *(lambda data, cut=cut: data[:cut] for cut in sorted(cuts)), lambda data: bytes(len(data))]


def _data(
    inode: int,
    pieces: list[Piece],
    there: set[tuple[int, int]],
    last: tuple[int, int] | None,
    torn: Callable[[bytes], bytes],
) -> bytes:
    data, room = b"", 0
    for at, (piece, state) in enumerate(pieces):
        if state == "safe" or (inode, at) in there:
            data += bytes(room) + (torn(piece) if (inode, at) == last else piece)
            room = 0
        else:
            room += len(piece)
    return data


def disk_of(image: Image) -> FakeDisk:
    """The disk as the next start finds it."""
    disk = FakeDisk(Random(0))
    for path, data in image:
        if data is None:
            inode = FOLDER
        else:
            disk.made += 1
            inode = disk.made
            disk.files[inode] = File([(data, "safe")])
        disk.shown[path] = disk.safe[path] = inode
    return disk
