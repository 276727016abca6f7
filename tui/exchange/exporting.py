"""Which logs an export has, and writing it to a file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from catalogue.problems import Problem
from tui.logbook.disk import Disk
from tui.logbook.listing import Found, each_log, find_logs
from tui.logbook.models import Log
from tui.logbook.placing import hidden_name, place, write_all
from tui.paths import Paths

_DATE_LENGTH: Final = len("2026-11-22_1805")
_BLOCK: Final = 1 << 20
_SHARED_FILE: Final = 0o666
"""Less what the umask takes, as of any file that a command is told to write."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which sessions are wanted; what is left empty asks for all."""

    since: date | None = None
    """The first local day."""
    until: date | None = None
    """The last local day, included."""
    exercise: str | None = None
    """An id."""
    whole: bool = False
    """With the other exercises of these sessions as well."""


def chosen_logs(paths: Paths, chosen: Chosen, tell: Callable[[Problem], None]) -> Iterator[Log]:
    """Yield logs one by one, the oldest first by their names; what is wrong in any is told and stops nothing."""
    found = find_logs(paths)
    # Stable, so that of two logs of one minute the same comes first as in every listing.
    oldest_first = sorted(found.files, key=lambda file: file.name[:_DATE_LENGTH])
    for item in each_log(Found(tuple(oldest_first), found.problems)):
        if isinstance(item, Problem):
            tell(item)
        elif (log := _part(item.log, chosen)) is not None:
            yield log


def write_file(path: Path, parts: Iterable[str], disk: Disk, *, over: bool) -> None:
    """Write text as a file in UTF-8. Raises OSError, FileExistsError if there is one and `over` isn't set."""
    real = Path(os.path.realpath(path)) if over else path
    hidden = hidden_name(real)
    with contextlib.suppress(FileNotFoundError):
        disk.unlink(hidden)
    handle = disk.create(hidden, _SHARED_FILE)
    try:
        try:
            for block in _blocks(parts):
                write_all(disk, handle, block)
            disk.fsync(handle)
        finally:
            disk.close(handle)
        if over:
            disk.replace(hidden, real)
            disk.sync_folder(real.parent)
        else:
            place(disk, hidden, real)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.unlink(hidden)
        raise


def _part(log: Log, chosen: Chosen) -> Log | None:
    day = log.started.date()
    if (chosen.since and day < chosen.since) or (chosen.until and day > chosen.until):
        return None
    if chosen.exercise is None:
        return log
    rows = tuple(row for row in log.sets if row.exercise == chosen.exercise)
    if not rows:
        return None
    return log if chosen.whole else log.model_copy(update={"sets": rows})


def _blocks(parts: Iterable[str]) -> Iterator[bytes]:
    block = bytearray()
    for part in parts:
        block += part.encode()
        if len(block) >= _BLOCK:
            yield bytes(block)
            block.clear()
    yield bytes(block)
