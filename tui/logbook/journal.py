"""The journal: an append-only file that holds a session while it runs, and survives whatever stops the program.

A line is `crc32 SP json LF`: eight lower-case hex digits, the checksum of the JSON bytes; the JSON is `[n, record]`
in ASCII, where n counts the session's records from 0.

A write that fails or is cut short leaves a piece of a line in the file, and a failed fsync may leave a hole of NULs
where lines seemed to be (the kernel forgets pages that it could not write). Nothing is ever cut off a journal. The
writer begins a new line and writes again every record since the last fsync that went well. So the reader takes
lines in the order of the file and keeps those whose number comes next:

- a line that does not check out is passed over;
- a number that is too high comes after a gap: passed over, and taken only if the missing ones follow and it again;
- a number that was there already is the same record again (taken once), or, if it differs, the session was
  carried on from before that record, and what came after it is gone.

So the records read are always 0, 1, 2 ... without a gap, and hold every record whose fsync went well.
"""

import contextlib
import errno
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Self

from tui.logbook.disk import Disk, Stamp
from tui.logbook.placing import ensure_folder, numbered, write_all

SUFFIX = ".journal"

Record = dict[str, object]
"""A JSON object."""


class Decoded(NamedTuple):
    """What a journal's bytes hold."""

    records: list[Record]
    length: int
    """The bytes up to the end of the last line that counted; what follows is torn, rotten or after a gap."""


def encode(number: int, record: Mapping[str, object]) -> bytes:
    """Return a record as one line, LF included. Raises ValueError or TypeError for what JSON cannot hold."""
    body = json.dumps([number, dict(record)], separators=(",", ":"), allow_nan=False).encode("ascii")
    return b"%08x %b\n" % (zlib.crc32(body), body)


def decode(data: bytes) -> Decoded:
    """Return the records that a journal's bytes hold; never raises, whatever the bytes are."""
    return _decode_with_lines(data)[0]


def _decode_with_lines(data: bytes) -> tuple[Decoded, list[bytes]]:
    lines: list[bytes] = []
    records: list[Record] = []
    end = length = 0
    for line in data.split(b"\n")[:-1]:
        end += len(line) + 1
        read = _read_line(line)
        if read is None or read[0] > len(records):
            continue
        number, record = read
        if number == len(records) or lines[number] != line:
            del lines[number:], records[number:]
            lines.append(line)
            records.append(record)
        length = end
    return Decoded(records, length), lines


def _read_line(line: bytes) -> tuple[int, Record] | None:
    checksum, body = line[:8], line[9:]
    if line[8:9] != b" " or checksum != b"%08x" % zlib.crc32(body):
        return None
    try:
        match json.loads(body):
            case [int(number), dict(record)] if number is not True and number is not False and number >= 0:
                return number, record
    except (ValueError, RecursionError):
        pass
    return None


class Journal:
    """The records of one session, and the file that they go to. Not for use by two threads at once.

    All lines stay in memory (a long session has a few hundred kilobytes of them), so that a journal that is
    deleted or swapped while the session runs can be written again from the start.
    """

    def __init__(self, path: Path, disk: Disk) -> None:
        self._path = path
        self._disk = disk
        self._lines: list[bytes] = []
        self._durable = 0
        self._handle: int | None = None
        self._stamp: Stamp | None = None
        self._made = False
        self._torn = False

    @classmethod
    def carry_on(cls, path: Path, disk: Disk) -> tuple[Self, list[Record]]:
        """Open a journal that an earlier process left, and return its records. Raises OSError.

        The first flush writes those records again: nobody knows whether they ever reached the disk.
        """
        (records, _), lines = _decode_with_lines(disk.read(path))
        journal = cls(path, disk)
        journal._lines = [line + b"\n" for line in lines]
        journal._made = True
        return journal, records

    @property
    def path(self) -> Path:
        """The file; its name gets a number when the file is made if the name was taken."""
        return self._path

    @property
    def count(self) -> int:
        """How many records there are, on disk or not."""
        return len(self._lines)

    @property
    def durable(self) -> int:
        """How many records, from the first, are safely on disk."""
        return self._durable

    def add(self, record: Mapping[str, object]) -> int:
        """Take a record, in memory only, and return the count. Raises ValueError, TypeError as `encode`."""
        self.add_line(encode(len(self._lines), record))
        return len(self._lines)

    def add_line(self, line: bytes) -> None:
        """Take a record that `encode` has made a line of already, with `count` as its number."""
        self._lines.append(line)

    def flush(self) -> None:
        """Return once every record taken so far is on disk: one write, one fsync.

        Raises OSError; the journal is sound then too, and flush may be called again at any time.
        """
        count = len(self._lines)
        if self._durable == count:
            return
        try:
            self._write_out(count)
        except BaseException:
            self._torn = True
            self.close()
            raise
        self._torn = False
        self._durable = count

    def append(self, record: Mapping[str, object]) -> None:
        """Take a record and return once it is on disk. After an OSError it is kept: call flush, not append."""
        self.add(record)
        self.flush()

    def close(self) -> None:
        """Close the file; a later flush opens it again."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            # What fsync has acknowledged is safe whatever close says, and the rest is written again.
            with contextlib.suppress(OSError):
                self._disk.close(handle)

    def _write_out(self, count: int) -> None:
        handle = self._handle if self._handle is not None else self._open()
        block = b"".join(self._lines[self._durable : count])
        write_all(self._disk, handle, b"\n" + block if self._torn else block)
        self._disk.fsync(handle)
        if self._durable == 0:
            ensure_folder(self._disk, self._path.parent)
            self._disk.sync_folder(self._path.parent)
        self._check_still_there(handle)

    def _open(self) -> int:
        if self._made:
            with contextlib.suppress(FileNotFoundError):
                return self._open_again()
        self._durable = 0
        self._stamp = None
        ensure_folder(self._disk, self._path.parent)
        for path in numbered(self._path):
            with contextlib.suppress(FileExistsError):
                self._handle = self._disk.create(path)
                self._path = path
                self._made = True
                return self._handle
        raise AssertionError("numbered names never end")

    def _open_again(self) -> int:
        self._handle = self._disk.append(self._path)
        self._torn = True
        now, before = self._disk.stamp(self._handle), self._stamp
        if before is None or (now.device, now.inode) != (before.device, before.inode) or now.size < before.size:
            self._durable = 0
        return self._handle

    def _check_still_there(self, handle: int) -> None:
        now, before = self._disk.stamp(handle), self._stamp
        # Some filesystems never count names, so only a count that fell to nothing says that the file was deleted.
        if now.names == 0 and before is not None and before.names > 0:
            raise FileNotFoundError(errno.ENOENT, "the journal was deleted")
        self._stamp = now
