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

Other programs may cut, append to, replace, move or delete the file while the session runs. So no record counts as
saved before the open file and the one under the journal's name are seen to be the same, with as many bytes as were
written. Where they are not, the whole journal is written anew from memory.
"""

import contextlib
import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Self

from tui.logbook.disk.calls import Disk, Obstacle
from tui.logbook.disk.placement import create_hidden, ensure_folder, forget, hidden_name, numbered, place, write_all
from tui.logbook.disk.trash import Keep

MOST_REWRITES: Final = 3
"""The save that is the third in a row to need the journal written anew has failed."""


JournalRecord = dict[str, object]
"""A JSON object."""


class Decoded(NamedTuple):
    """What a journal's bytes hold."""

    records: list[JournalRecord]
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
    records: list[JournalRecord] = []
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


def _read_line(line: bytes) -> tuple[int, JournalRecord] | None:
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

    All lines stay in memory (a long session has a few hundred kilobytes of them), so that the file can be written
    anew. `keep` is called for what stands in its place and is not the journal's own; where there is no `keep`, or it
    fails, that stays where it is and the journal takes another name.
    """

    def __init__(self, path: Path, disk: Disk, keep: Keep | None = None) -> None:
        self._path = path
        self._disk = disk
        self._keep = keep
        self._lines: list[bytes] = []
        self._durable = 0
        self._in_file = 0
        self._handle: int | None = None
        self._size = 0
        self._made = False
        self._torn = False
        self._in_a_row = 0
        self._contested: int | None = None
        self.rewritten = 0
        """How often the file had to be written anew because something else had changed it."""
        self.kept: Path | None = None
        """Where that is which last stood in its place; None if nothing had to be kept."""

    @classmethod
    def carry_on(
        cls, path: Path, disk: Disk, known: Sequence[JournalRecord] | None = None, keep: Keep | None = None
    ) -> tuple[Self, list[JournalRecord]]:
        """Take over a journal that an earlier process left, and return its records. Raises OSError.

        `known` are those that were read from it before: it is not read again, and if it holds others by now, it is
        written anew. The first flush writes the records again: whether they ever reached the disk is unknown.
        """
        journal = cls(path, disk, keep)
        if known is None:
            (records, _), lines = _decode_with_lines(disk.read(path))
            journal._lines = [line + b"\n" for line in lines]
        else:
            records = list(known)
            journal._lines = [encode(number, record) for number, record in enumerate(records)]
        journal._in_file = len(records)
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
        """How many records, from the first, are safely on disk; none while another program keeps changing it."""
        return 0 if self._contested is not None else self._durable

    def add(self, record: Mapping[str, object]) -> int:
        """Take a record, in memory only, and return the count. Raises ValueError, TypeError as `encode`."""
        self.add_line(encode(len(self._lines), record))
        return len(self._lines)

    def add_line(self, line: bytes) -> None:
        """Take a record that `encode` has made a line of already, with `count` as its number."""
        self._lines.append(line)

    def flush(self, *, thorough: bool = False) -> None:
        """Return once every record taken so far is on disk: one write, one fsync, one look at the file's name.

        A `thorough` flush reads the file back as well, also where there is nothing to be written.
        Raises OSError; the journal is sound then too, and flush may be called again at any time.
        """
        count = len(self._lines)
        if count == 0 or (self.durable == count and not thorough):
            return
        try:
            self._save(count, thorough)
        except BaseException:
            self._torn = True
            self.close()
            raise
        self._durable = self._in_file = count

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

    def remove(self) -> None:
        """Take the file away, now that the session has a log; a later flush makes it anew. Raises OSError."""
        self.close()
        if self._made:
            with contextlib.suppress(FileNotFoundError):
                self._keep_foreign()
                forget(self._disk, self._path)
        self._made = False
        self._durable = self._in_file = 0
        self._contested = None

    def _save(self, count: int, thorough: bool) -> None:
        handle = self._handle if self._handle is not None else self._open()
        if handle is not None and self._durable < count:
            self._write_out(handle, count)
        if handle is None or not self._is_in_place(handle) or (thorough and not self._reads_back(count)):
            self._in_a_row += 1
            self._write_anew(count)
            self._contested = count if self._in_a_row >= MOST_REWRITES and not thorough else None
        elif thorough or self._contested is None or self._contested < count:
            self._in_a_row = 0
            self._contested = None
        if self._contested is not None:
            # Until a record is saved that needs no rewrite: that all is in place now was so before each change, too.
            raise self._keeps_changing()

    def _keeps_changing(self) -> Obstacle:
        return Obstacle(f"another program keeps changing {self._path}")

    def _write_out(self, handle: int, count: int) -> None:
        block = b"".join(self._lines[self._durable : count])
        if self._torn:
            block = b"\n" + block
        write_all(self._disk, handle, block)
        self._disk.fsync(handle)
        self._size += len(block)
        self._torn = False
        if self._durable == 0:
            ensure_folder(self._disk, self._path.parent)
            self._disk.sync_folder(self._path.parent)

    def _open(self) -> int | None:
        """Open the file, for the first time or again; None where it no longer holds what it held."""
        if self._made:
            return self._open_again()
        self._durable = self._in_file = 0
        ensure_folder(self._disk, self._path.parent)
        for path in numbered(self._path):
            with contextlib.suppress(FileExistsError):
                self._handle = self._disk.create(path)
                self._path = path
                self._made = True
                self._size = 0
                return self._handle
        raise AssertionError("numbered names never end")

    def _open_again(self) -> int | None:
        try:
            self._handle = self._disk.append(self._path)
            data = self._disk.read(self._path)
        except (FileNotFoundError, NotADirectoryError, Obstacle):
            return None
        found = _decode_with_lines(data)[1]
        if len(found) < self._in_file or not self._begins_with(found):
            return None
        self._torn = True
        self._size = len(data)
        return self._handle

    def _begins_with(self, found: Sequence[bytes]) -> bool:
        ours = self._lines[: len(found)]
        return all(line + b"\n" == our for line, our in zip(found, ours, strict=False)) and len(found) == len(ours)

    def _is_in_place(self, handle: int) -> bool:
        """Whether the open file is the one under the journal's name, with the bytes written and no others."""
        now = self._disk.stamp(handle)
        try:
            there = self._disk.stamp_path(self._path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        return now.size == self._size and there.is_same_as(now)

    def _reads_back(self, count: int) -> bool:
        """Whether the file holds every record: bytes overwritten in their place change neither inode nor size."""
        try:
            found = _decode_with_lines(self._disk.read(self._path))[1]
        except (FileNotFoundError, NotADirectoryError, Obstacle):
            return False
        return len(found) == count and self._begins_with(found)

    def _write_anew(self, count: int) -> None:
        """Write every record to a new file, and put it in the place of whatever stands there."""
        self.close()
        self.kept = None
        self._durable = 0
        ensure_folder(self._disk, self._path.parent)
        hidden = hidden_name(self._path)
        self._handle = create_hidden(self._disk, hidden)
        data = b"".join(self._lines[:count])
        try:
            write_all(self._disk, self._handle, data)
            self._disk.fsync(self._handle)
            self._take_place(hidden)
        except BaseException:
            with contextlib.suppress(OSError):
                self._disk.unlink(hidden)
            raise
        self._size = len(data)
        self._torn = False
        self.rewritten += 1
        if not self._is_in_place(self._handle):
            raise self._keeps_changing()
        self._durable = self._in_file = count

    def _take_place(self, hidden: Path) -> None:
        try:
            self._keep_foreign()
            self._disk.replace(hidden, self._path)
            self._disk.sync_folder(self._path.parent)
        except OSError:
            # It can't be put aside, as a folder can't: it stays, and the journal goes beside it.
            for path in numbered(self._path):
                with contextlib.suppress(FileExistsError):
                    place(self._disk, hidden, path)
                    self._path = path
                    return

    def _keep_foreign(self) -> None:
        if self._stands_foreign():
            if self._keep is None:
                raise Obstacle(f"{self._path} is not this session's journal, and there is no trash for it")
            self.kept = self._keep(self._path)

    def _stands_foreign(self) -> bool:
        """Whether something stands under the journal's name that is not empty and holds what the journal doesn't."""
        try:
            there = self._disk.stamp_path(self._path)
            if there.regular and there.size > 2 * sum(map(len, self._lines)):
                return True
            data = self._disk.read(self._path) if there.regular else b"-"
        except (FileNotFoundError, NotADirectoryError):
            return False
        ours = set(self._lines)
        return not all(not line or line + b"\n" in ours or self._is_remnant(line) for line in data.split(b"\n"))

    def _is_remnant(self, line: bytes) -> bool:
        """Whether a torn write or a cut leaves such a line: the beginning of one of ours, perhaps one after it."""
        beginnings = [line, *(line.removesuffix(ours[:-1]) for ours in self._lines if line.endswith(ours[:-1]))]
        return any(ours.startswith(beginning) for beginning in beginnings for ours in self._lines)
