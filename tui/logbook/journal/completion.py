"""The end of a session: its log is saved, and only then its journal goes."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from tui.logbook.disk.calls import Disk
from tui.logbook.journal.recovery import remove_journal
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import save
from tui.machine.paths import Paths


def finish(
    journal: Path, log: Log, paths: Paths, disk: Disk, is_logged: Callable[[bytes], bool] = lambda data: True
) -> Path:
    """Save the log, remove the journal and return where the log is. Raises OSError and LogNotWritten.

    A journal whose bytes hold more than what `is_logged` stays: the next start sees that there is a log, and moves it
    to the trash. May be repeated after any error: the log is written once. Close the journal's writer first.
    """
    path = save(log, paths, disk)
    with contextlib.suppress(FileNotFoundError):
        if not is_logged(disk.read(journal)):
            return path
    # Also where it is gone: an earlier try may have failed before that was flushed.
    with contextlib.suppress(FileNotFoundError):
        remove_journal(journal, disk)
    return path
