"""An export: the selection of logs, its text, and the atomic write to a file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from catalogue.files.problems import FileProblems, Problem
from tui.exchange.format import Target
from tui.exchange.losses import Losses
from tui.exchange.registry import format_named
from tui.logbook.disk.calls import Disk
from tui.logbook.disk.placement import hidden_name, place, write_all
from tui.logbook.index.index import Index
from tui.logbook.index.rows import Filter
from tui.logbook.log.log_model import Log, Unit
from tui.logbook.log.store import read_log

_BLOCK: Final = 1 << 20
_SHARED_FILE: Final = 0o666
"""The mode before the umask, as for any output file of a command."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter of sessions; an empty field lets all through."""

    since: date | None = None
    """The first local day."""
    until: date | None = None
    """The last local day, included."""
    exercise: str | None = None
    """An id."""
    whole: bool = False
    """Whether the other exercises of these sessions are exported too."""


def select_logs(index: Index, chosen: Selection, report: Callable[[Problem], None]) -> Iterator[Log]:
    """Yield the selected logs, oldest first. Problems go to the callback `report`, and their logs are skipped.

    The index is not refreshed. It decides between two files of one session, as for every listing.
    """
    for problem in index.problems():
        report(problem)
    found = index.sessions(Filter(chosen.exercise, since=chosen.since, until=chosen.until))
    for row in reversed(found):
        try:
            yield _part(read_log(row.path).log, chosen)
        except FileProblems as error:
            for problem in error.problems:
                report(problem)


def export_lines(
    name: str, logs: Iterable[Log], names: Mapping[str, str], unit: Unit, losses: Losses
) -> Iterator[str]:
    """Return the text of an export in the format `name`, in parts. What does not fit is counted in `losses`.

    `names` has the names of exercises by id. `unit` applies where the format has one unit for all loads.
    Raises ValueError for a format that is only read.
    """
    found = format_named(name)
    if found.write is None:
        raise ValueError(f"{name} is only read")
    kept = logs if found.holds is None else losses.count(logs, found.holds, unit)
    return found.write(kept, Target(names, unit, losses))


def write_file(path: Path, parts: Iterable[str], disk: Disk, *, over: bool) -> None:
    """Write a UTF-8 file atomically. Raises OSError, and FileExistsError for an existing one unless `over`."""
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


def _part(log: Log, chosen: Selection) -> Log:
    if chosen.exercise is None or chosen.whole:
        return log
    return log.model_copy(update={"sets": tuple(row for row in log.sets if row.exercise == chosen.exercise)})


def _blocks(parts: Iterable[str]) -> Iterator[bytes]:
    block = bytearray()
    for part in parts:
        block += part.encode()
        if len(block) >= _BLOCK:
            yield bytes(block)
            block.clear()
    yield bytes(block)
