"""Which logs an export has, and writing it to a file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from catalogue.problems import CatalogueError, Problem
from tui.exchange.format import Target
from tui.exchange.losses import Losses
from tui.exchange.registry import format_named
from tui.logbook.disk import Disk
from tui.logbook.index import Index
from tui.logbook.models import Log, Unit
from tui.logbook.placing import hidden_name, place, write_all
from tui.logbook.rows import Filter
from tui.logbook.store import read_log

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


def chosen_logs(index: Index, chosen: Chosen, tell: Callable[[Problem], None]) -> Iterator[Log]:
    """Yield logs one by one, the oldest first; what is wrong in any is told and stops nothing.

    Which they are is asked of the index as it is: of two files of one session the same counts as in every listing.
    """
    for problem in index.problems():
        tell(problem)
    found = index.sessions(Filter(chosen.exercise, since=chosen.since, until=chosen.until))
    for row in reversed(found):
        try:
            yield _part(read_log(row.path).log, chosen)
        except CatalogueError as error:
            for problem in error.problems:
                tell(problem)


def export_lines(
    name: str, logs: Iterable[Log], names: Mapping[str, str], unit: Unit, losses: Losses
) -> Iterator[str]:
    """Return the text of an export in the format `name`; what it can't hold is counted in `losses` on the way.

    `names` has the names of exercises by id. `unit` is that of the loads where the format has one unit for all.
    """
    found = format_named(name)
    if found.write is None:
        raise ValueError(f"{name} is only read")
    kept = logs if found.holds is None else losses.counted(logs, found.holds, unit)
    return found.write(kept, Target(names, unit, losses))


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


def _part(log: Log, chosen: Chosen) -> Log:
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
