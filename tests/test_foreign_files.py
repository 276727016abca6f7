"""Files that are not the program's own stay as they are, byte for byte, and none makes it wait."""

import fcntl
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from commands import invoke
from log_examples import a_log
from log_folder import keep, says_what_is_there

from tui.logbook.disk.calls import Obstacle, RealDisk, in_plain_words
from tui.logbook.disk.lock import SessionLock
from tui.logbook.index import schema
from tui.logbook.index.cache_file import NAME
from tui.logbook.index.index import Index
from tui.logbook.log.store import log_text
from tui.machine.paths import Paths
from tui.runtime.remembered import NAME as VIEW
from tui.runtime.remembered import remember, remembered

NOW = datetime(2026, 11, 22, 18, 5, 33)
PRECIOUS = b"somebody's own\n"

Put = Callable[[Path], None]


def link(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(PRECIOUS)
    path.symlink_to(other)


def dangling_link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def device(path: Path) -> None:
    path.symlink_to("/dev/full")


IN_THE_WAY: dict[str, Put] = {
    "link": link,
    "dangling link": dangling_link,
    "pipe": pipe,
    "folder": folder,
    "device": device,
}


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.under(tmp_path)


@pytest.mark.parametrize("what", IN_THE_WAY)
def test_what_stands_in_the_locks_place_is_named_and_left_alone(what: str, paths: Paths) -> None:
    paths.state.mkdir()
    IN_THE_WAY[what](paths.session_lock)
    lock = SessionLock(paths.session_lock)
    with pytest.raises(Obstacle) as caught:
        lock.acquire(NOW)
    assert in_plain_words(caught.value) == f"{paths.session_lock} is not a regular file; move it away"
    assert not lock.held and lock.holder() is None
    assert not (paths.state / "nowhere").exists()
    if what == "link":
        assert (paths.state / "other").read_bytes() == PRECIOUS


def test_a_lock_file_that_is_a_hard_link_is_locked_and_not_written_to(paths: Paths) -> None:
    paths.state.mkdir()
    other = paths.state / "other"
    other.write_bytes(PRECIOUS)
    os.link(other, paths.session_lock)
    with SessionLock(paths.session_lock) as lock:
        assert lock.acquire(NOW)
        assert not SessionLock(paths.session_lock).acquire(NOW)
    assert other.read_bytes() == PRECIOUS


def test_a_lock_file_replaced_just_before_it_is_locked_is_opened_again(paths: Paths) -> None:
    replaced: list[bytes] = []

    def flock(handle: int, how: int) -> None:
        if not replaced:
            replaced.append(paths.session_lock.read_bytes())
            paths.session_lock.unlink()
            paths.session_lock.write_bytes(b"")
        fcntl.flock(handle, how)

    with SessionLock(paths.session_lock, flock) as lock:
        assert lock.acquire(NOW)
        assert json.loads(paths.session_lock.read_bytes())["process"] == os.getpid()
        assert not SessionLock(paths.session_lock).acquire(NOW), "the file that stands there is the one that is held"


@pytest.mark.parametrize("what", IN_THE_WAY)
def test_what_stands_in_the_place_of_the_remembered_view_is_left_alone(what: str, paths: Paths) -> None:
    paths.state.mkdir()
    IN_THE_WAY[what](paths.state / VIEW)
    before = (paths.state / VIEW).lstat()
    remember(paths, "distance", True)
    assert not remembered(paths, "distance")
    assert (paths.state / VIEW).lstat().st_ino == before.st_ino
    if what == "link":
        assert (paths.state / "other").read_bytes() == PRECIOUS


def test_a_remembered_view_that_is_a_hard_link_is_not_written_to(paths: Paths) -> None:
    paths.state.mkdir()
    (paths.state / "other").write_bytes(PRECIOUS)
    os.link(paths.state / "other", paths.state / VIEW)
    remember(paths, "distance", True)
    assert (paths.state / "other").read_bytes() == PRECIOUS


@pytest.mark.parametrize("what", IN_THE_WAY)
def test_appending_goes_to_regular_files_alone(what: str, tmp_path: Path) -> None:
    IN_THE_WAY[what](tmp_path / "x")
    with pytest.raises(Obstacle):
        RealDisk().append(tmp_path / "x")


@pytest.mark.parametrize("what", ["pipe", "device"])
@pytest.mark.parametrize(
    "place",
    [
        "config/settings.toml",
        "config/exercises/x.toml",
        "config/routines/x.toml",
        "config/import-names.toml",
        "data/logs/2026/2026-11-22_1805_x.toml",
        "data/trash/x.toml",
        "state/session.lock",
        "state/view.json",
        "state/journals/2026-11-22T180533-7f3a.journal",
        "cache/history.lock",
        f"cache/{NAME}",
    ],
)
def test_no_pipe_or_device_makes_a_command_wait(what: str, place: str, home: Path) -> None:
    path = home / place
    path.parent.mkdir(parents=True)
    IN_THE_WAY[what](path)
    for command in (
        ("list",),
        ("check",),
        ("log", "list"),
        ("log", "stats"),
        ("log", "add", "--done", "stiff-leg-deadlift: 10"),
        ("run", "desk-break", "--plain"),
    ):
        assert invoke(home, *command).exit_code in (0, 1, 2)


# --- the index ---------------------------------------------------------------------------------------------------


def a_database(path: Path, application: int = 0) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")
        connection.execute("INSERT INTO photos VALUES ('me')")
        connection.execute(f"PRAGMA application_id = {application}")
        connection.commit()


def text(path: Path) -> None:
    path.write_bytes(PRECIOUS)


FOREIGN: dict[str, Put] = {
    "text": text,
    "another program's database": lambda path: a_database(path, 0x12345678),
    "a database that is nobody's": a_database,
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_cache_file_that_is_not_ours_is_left_alone_and_another_name_is_used(what: str, paths: Paths) -> None:
    keep(paths, "a.toml", log_text(a_log()))
    paths.cache.mkdir()
    foreign = paths.cache / NAME
    FOREIGN[what](foreign)
    before, numbers = foreign.read_bytes(), foreign.stat()
    for _ in range(2):
        with Index.open(paths) as index:
            assert index.in_file
            index.refresh()
            says_what_is_there(index, paths)
            index.rebuild()
    assert foreign.read_bytes() == before
    assert foreign.stat().st_mtime_ns == numbers.st_mtime_ns
    assert (paths.cache / "history-2.sqlite3").exists()
    assert {path.name for path in paths.cache.iterdir()} == {NAME, "history-2.sqlite3", "history.lock"}


@pytest.mark.parametrize("what", ["link", "dangling link"])
def test_an_index_behind_a_link_is_not_followed_and_the_program_goes_on_without(what: str, paths: Paths) -> None:
    keep(paths, "a.toml", log_text(a_log()))
    paths.cache.mkdir()
    IN_THE_WAY[what](paths.cache / NAME)
    with Index.open(paths) as index:
        assert not index.in_file
        index.refresh()
        says_what_is_there(index, paths)
    assert not (paths.cache / "nowhere").exists()
    assert what != "link" or (paths.cache / "other").read_bytes() == PRECIOUS


def test_an_index_bears_its_mark_before_anything_is_in_it(paths: Paths) -> None:
    with Index.open(paths):
        header = (paths.cache / NAME).read_bytes()[:100]
    assert header[68:72] == schema.APPLICATION.to_bytes(4, "big")
