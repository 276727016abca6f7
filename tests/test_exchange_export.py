"""An exported file: there whole or not at all, and never in the place of one that came in between."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from fake_disk import FakeDisk, Fault

from tui.exchange.export import write_file
from tui.logbook.disk.calls import RealDisk


def test_a_file_that_comes_while_ours_is_being_written_stays(tmp_path: Path) -> None:
    out = tmp_path / "sets.csv"

    def parts() -> Iterator[str]:
        yield "ours"
        out.write_text("theirs")

    with pytest.raises(FileExistsError):
        write_file(out, parts(), RealDisk(), over=False)
    assert out.read_text() == "theirs" and list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("over", [False, True])
def test_an_export_that_fails_half_way_leaves_what_was_there(over: bool, tmp_path: Path) -> None:
    out = tmp_path / "sets.csv"
    if over:
        out.write_text("old")

    def parts() -> Iterator[str]:
        yield "x" * 3_000_000
        raise OSError(errno.EIO, "no more logs")

    with pytest.raises(OSError, match="no more"):
        write_file(out, parts(), RealDisk(), over=over)
    assert [path.read_text() for path in tmp_path.iterdir()] == (["old"] if over else [])


@pytest.mark.parametrize("call", range(2, 8))
def test_after_a_disk_error_there_is_all_of_the_file_or_none(call: int) -> None:
    disk, out = FakeDisk(Random(1)), Path("/sets.csv")
    disk.fault = Fault(call, errno.ENOSPC)
    try:
        write_file(out, ["whole"], disk, over=False)
    except OSError:
        pass
    else:
        assert out in disk.paths()
    assert [disk.read(path) for path in disk.paths() if path == out] in ([], [b"whole"])
