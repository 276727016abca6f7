"""A process that makes processes to be killed: each writes a journal and says which records are acknowledged.

It reads a folder a line from stdin, forks, and prints the child's process id; the child prints one number for each
acknowledged state, for ever; after the child's death a line `dead` follows.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tui.logbook.disk.calls import RealDisk
from tui.logbook.disk.trash import keeper
from tui.logbook.journal.journal import Journal
from tui.logbook.journal.writer import JournalWriter, Status
from tui.machine.paths import Paths


def tell(text: str) -> None:
    os.write(1, text.encode() + b"\n")


def write_for_ever(folder: Path) -> None:
    def acknowledge(status: Status) -> None:
        if status.error is None:
            tell(str(status.written))

    disk = RealDisk()
    keep = keeper(Paths.under(folder.with_name(f"{folder.name}-home")), datetime.now, disk)
    journal = Journal(folder / "x.journal", disk, keep)
    writer = JournalWriter(journal, acknowledge, wait=lambda retry, _: retry.wait(0.005))
    while True:
        number = writer.submit({"number": writer.status.submitted, "filler": "rep " * 20})
        if number % 3 == 0:
            writer.drain(10)


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            write_for_ever(Path(line.rstrip("\n")))
        tell(f"child {child}")
        os.waitpid(child, 0)
        tell("dead")


main()
