"""The real disk, the folders, and what stays unimported on the way to the first rep."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.logbook.disk.calls import RealDisk, in_plain_words
from tui.logbook.disk.placement import ensure_folder, place, write_hidden
from tui.machine.paths import Paths

ROOT = Path(__file__).parents[1]


class WithoutLinks(RealDisk):
    """A filesystem such as FAT."""

    def link(self, source: Path, target: Path) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.mark.parametrize("disk", [RealDisk(), WithoutLinks()], ids=["hard links", "no hard links"])
def test_a_file_is_never_placed_over_another(disk: RealDisk, tmp_path: Path) -> None:
    (tmp_path / "new").write_text("new")
    (tmp_path / "old").write_text("old")
    with pytest.raises(FileExistsError):
        place(disk, tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_text() == "old"
    place(disk, tmp_path / "new", tmp_path / "free")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"old": "old", "free": "new"}


def test_a_failed_placing_without_hard_links_leaves_no_empty_file(tmp_path: Path) -> None:
    class Failing(WithoutLinks):
        def replace(self, source: Path, target: Path) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    (tmp_path / "new").write_text("new")
    with pytest.raises(OSError, match="error"):
        place(Failing(), tmp_path / "new", tmp_path / "free")
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_folders_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    ensure_folder(RealDisk(), tmp_path / "a" / "b")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    ensure_folder(RealDisk(), tmp_path / "a" / "b")


def test_what_an_earlier_try_left_is_written_anew_and_never_written_into(tmp_path: Path) -> None:
    hidden = tmp_path / ".x.tmp"
    hidden.write_text("left")
    os.link(hidden, tmp_path / "x")
    write_hidden(RealDisk(), hidden, b"new")
    assert hidden.read_text() == "new"
    assert (tmp_path / "x").read_text() == "left"


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_reading_what_is_no_file_fails_at_once(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case _:
            path = Path("/dev/zero")
    with pytest.raises(OSError, match="regular file"):
        RealDisk().read(path)


def test_flushing_reaches_the_file_and_the_folder_themselves(tmp_path: Path) -> None:
    flushed: list[int] = []

    class Counted(RealDisk):
        flush = staticmethod(lambda handle: flushed.append(os.fstat(handle).st_ino))

    disk = Counted()
    handle = disk.create(tmp_path / "x")
    disk.fsync(handle)
    disk.close(handle)
    disk.sync_folder(tmp_path)
    assert flushed == [(tmp_path / "x").stat().st_ino, tmp_path.stat().st_ino]
    assert RealDisk.flush is os.fsync


def test_errors_are_told_in_plain_words() -> None:
    assert in_plain_words(OSError(errno.ENOSPC, "x")) == "disk full (No space left on device)"
    assert in_plain_words(PermissionError(errno.EACCES, "x")) == "no permission (Permission denied)"
    assert in_plain_words(OSError(errno.ENETDOWN, "x")) == "disk error (Network is down)"
    assert in_plain_words(ValueError("odd")) == "unexpected fault (ValueError: odd)"


def test_one_folder_can_hold_all_four(tmp_path: Path) -> None:
    paths = Paths.find({"REPCUE_HOME": str(tmp_path / "r")})
    assert {paths.config, paths.data, paths.state, paths.cache} == {
        tmp_path / "r" / name for name in ("config", "data", "state", "cache")
    }
    assert paths.logs == tmp_path / "r" / "data" / "logs"
    assert not (tmp_path / "r").exists()


def test_without_it_the_folders_are_the_platforms() -> None:
    for environ in ({}, {"REPCUE_HOME": ""}):
        paths = Paths.find(environ)
        assert all("repcue" in path.parts for path in (paths.config, paths.data, paths.state, paths.cache))


@pytest.mark.parametrize(
    "module",
    [
        "disk.calls",
        "disk.placement",
        "disk.lock",
        "disk.trash",
        "journal.journal",
        "journal.writer",
        "journal.recovery",
        "log.file_names",
        "log.last_time",
    ],
)
def test_what_runs_at_the_start_imports_neither_pydantic_nor_textual(module: str) -> None:
    code = f"import sys, tui.machine.paths, tui.logbook.{module}; print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"pydantic", "textual", "rich", "tomlkit", "platformdirs"} & set(modules)
