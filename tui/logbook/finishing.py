"""The end of a session: its log is saved, and only then its journal goes."""

from pathlib import Path

from tui.logbook.disk import Disk
from tui.logbook.models import Log
from tui.logbook.recovery import remove_journal
from tui.logbook.store import save
from tui.paths import Paths


def finish(journal: Path, log: Log, paths: Paths, disk: Disk) -> Path:
    """Save the log, remove the journal and return where the log is. Raises OSError and LogNotWritten.

    May be repeated after any error: the log is written once. Close the journal's writer first.
    """
    path = save(log, paths, disk)
    remove_journal(journal, disk)
    return path
