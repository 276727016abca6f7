"""What is thrown away can be got back."""

import contextlib
import errno
import os
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from fake_disk import FakeDisk, Fault
from log_examples import a_log

from tui.logbook.disk.calls import RealDisk
from tui.logbook.disk.trash import in_trash, restore_log, to_trash
from tui.logbook.log.store import save
from tui.machine.paths import Paths

NOW = datetime(2026, 11, 23, 7, 30, 0)


class AcrossFilesystems(RealDisk):
    """A disk on which the trash is on another filesystem than everything else."""

    def link(self, source: Path, target: Path) -> None:
        if (source.parent.name == "trash") != (target.parent.name == "trash"):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        super().link(source, target)


@pytest.mark.parametrize("disk", [RealDisk(), AcrossFilesystems()], ids=["same filesystem", "another"])
def test_a_log_comes_back_from_the_trash_as_it_was(disk: RealDisk, tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    log = save(a_log(), paths, disk)
    before = log.read_bytes()
    trashed = to_trash(log, paths, NOW, disk)
    assert trashed == paths.trash / f"2026-11-23_073000~{log.name}"
    assert not log.exists()
    assert trashed.read_bytes() == before
    assert restore_log(trashed, paths, disk) == log
    assert log.read_bytes() == before
    assert list(paths.trash.iterdir()) == []


@pytest.mark.parametrize("disk", [RealDisk(), AcrossFilesystems()], ids=["same filesystem", "another"])
def test_nothing_in_the_trash_or_among_the_logs_is_overwritten(disk: RealDisk, tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    trashed = []
    for number in range(3):
        path = tmp_path / "x.journal"
        path.write_text(str(number))
        trashed.append(to_trash(path, paths, NOW, disk))
    assert [path.read_text() for path in trashed] == ["0", "1", "2"]
    log = save(a_log(), paths, disk)
    old = to_trash(log, paths, NOW, disk)
    save(a_log(note="new"), paths, disk)
    restored = restore_log(old, paths, disk)
    assert restored != log
    assert 'note = "new"' in log.read_text()


def test_a_symlink_is_moved_itself_and_its_file_stays(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    real = tmp_path / "real.toml"
    real.write_text("x")
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    trashed = to_trash(link, paths, NOW, RealDisk())
    assert trashed.is_symlink()
    assert real.read_text() == "x"


def test_what_is_in_the_trash_is_listed_the_last_first_and_journals_are_no_logs(tmp_path: Path) -> None:
    paths, disk = Paths.under(tmp_path), RealDisk()
    assert in_trash(paths, disk) == ()
    log = save(a_log(), paths, disk)
    to_trash(log, paths, NOW, disk)
    journal = tmp_path / "2026-11-22T180533-7f3a.journal"
    journal.write_text("x")
    to_trash(journal, paths, NOW + timedelta(hours=1), disk)
    (paths.trash / "put here by hand.toml").write_text("x")
    (paths.trash / ".hidden.toml.tmp").write_text("x")
    found = {each.name: (each.deleted, each.is_log) for each in in_trash(paths, disk)}
    assert found == {
        "put here by hand.toml": (None, True),
        journal.name: (NOW + timedelta(hours=1), False),
        log.name: (NOW, True),
    }
    assert [each.name for each in in_trash(paths, disk)][1:] == [journal.name, log.name]


@pytest.mark.parametrize("hard_links", [True, False])
@pytest.mark.parametrize("half", [False, True])
def test_a_fault_at_any_call_and_a_power_cut_lose_no_byte(half: bool, hard_links: bool) -> None:
    paths = Paths.under(Path("/home"))
    source = Path("/x.journal")
    for call in range(1, 30):
        for seed in range(16):
            disk = FakeDisk(Random(seed), hard_links=hard_links)
            handle = disk.create(source)
            disk.write(handle, b"reps")
            disk.fsync(handle)
            disk.sync_folder(source.parent)
            disk.fault = Fault(len(disk.calls) + call, errno.EIO, half)
            with contextlib.suppress(OSError):
                to_trash(source, paths, NOW, disk)
            disk.cut_power()
            assert b"reps" in [disk.read(path) for path in disk.paths()]
