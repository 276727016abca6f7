"""Recovery that can't look where it must names the path and the session; it never loses one or logs it twice."""

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from log_examples import SESSION_ID, a_log
from pilots import Driver, TestClock, logs, program
from plans import BOTH_LEGS, plan_of
from scripted_plain import Talk

from tui.logbook.disk.calls import RealDisk
from tui.logbook.disk.lock import SessionLock
from tui.logbook.journal.journal import encode
from tui.logbook.journal.recovery import has_log, nothing_left, unfinished
from tui.logbook.log.file_names import journal_path
from tui.logbook.log.store import log_text, save
from tui.machine.paths import Paths
from tui.runtime.running_session import RunningSession
from tui.screens.ask import Ask
from tui.session import CountRep, Skip

NOW = datetime(2026, 11, 23, 7, 30, 0)
DENIED = "no permission (Permission denied)"
PLAN = plan_of(BOTH_LEGS, sets=1, reps=3)


class Blind(RealDisk):
    """A disk on which some paths can't be looked at."""

    def __init__(self, *shut: Path, error: int = errno.EACCES) -> None:
        self.shut = shut
        self.error = error

    def list_folder(self, path: Path) -> list[str]:
        self._look(path)
        return super().list_folder(path)

    def read(self, path: Path) -> bytes:
        self._look(path)
        return super().read(path)

    def _look(self, path: Path) -> None:
        if path in self.shut:
            raise OSError(self.error, os.strerror(self.error), str(path))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.under(tmp_path)


@pytest.fixture
def lock(paths: Paths) -> Iterator[SessionLock]:
    with SessionLock(paths.session_lock) as lock:
        assert lock.acquire(NOW)
        yield lock


@pytest.fixture
def journal(paths: Paths) -> Path:
    """The journal of a session with one rep."""
    return cut_short(paths)


def cut_short(paths: Paths) -> Path:
    clock = TestClock(moment=NOW.astimezone())
    running = RunningSession.start(PLAN, paths, RealDisk(), clock, "7f3a", lambda status: None)
    running.do(Skip())
    running.do(CountRep())
    assert running.leave(20)
    (path,) = paths.journals.iterdir()
    return path


def said(at: Driver) -> str:
    """What the screen says, its lines put together."""
    return " ".join(line.strip(" │") for line in at.text.split("\n"))


def logs_folder(paths: Paths, journal: Path) -> Path:
    return paths.logs / journal.name[:4]


def test_a_year_that_can_not_be_listed_is_named_with_the_session(
    paths: Paths, lock: SessionLock, journal: Path
) -> None:
    left = unfinished(paths, lock, NOW, Blind(logs_folder(paths, journal)))
    assert (left.sessions, left.unreadable) == ((), ())
    (undecided,) = left.undecided
    assert undecided.path == journal
    assert undecided.words == (
        f"The session {journal.stem} was cut short, and whether it has a log can't be seen: "
        f"{logs_folder(paths, journal)} can't be listed: {DENIED}. "
        "It is kept; mend that, and the next start offers it."
    )
    assert journal.exists()
    assert len(unfinished(paths, lock, NOW, RealDisk()).sessions) == 1


def test_data_that_is_a_file_is_named_with_the_session(paths: Paths, lock: SessionLock, journal: Path) -> None:
    paths.data.write_text("a file")
    (undecided,) = unfinished(paths, lock, NOW, RealDisk()).undecided
    assert journal.stem in undecided.words and str(paths.logs) in undecided.words
    assert "a file stands where a folder belongs" in undecided.words


@pytest.mark.parametrize("error", [errno.EACCES, errno.EIO])
def test_a_log_of_that_day_that_can_not_be_read_may_be_the_sessions_own(
    error: int, paths: Paths, lock: SessionLock
) -> None:
    journal = journal_path(paths, SESSION_ID)
    journal.parent.mkdir(parents=True)
    journal.write_bytes(encode(0, {"kind": "plan"}))
    log = save(a_log(), paths, RealDisk())
    (undecided,) = unfinished(paths, lock, NOW, Blind(log, error=error)).undecided
    assert str(log) in undecided.words and SESSION_ID in undecided.words
    assert journal.exists()


def test_a_journal_that_can_not_be_read_is_named_and_never_offered_for_the_trash(
    paths: Paths, lock: SessionLock, journal: Path
) -> None:
    left = unfinished(paths, lock, NOW, Blind(journal))
    assert (left.sessions, left.unreadable) == ((), ())
    assert f"{journal} can't be read: {DENIED}" in left.undecided[0].words


def test_a_folder_of_journals_that_can_not_be_listed_is_named(paths: Paths, lock: SessionLock, journal: Path) -> None:
    disk = Blind(paths.journals)
    assert not nothing_left(paths, disk)
    (undecided,) = unfinished(paths, lock, NOW, disk).undecided
    assert undecided.words == f"Whether a session was cut short can't be seen: {paths.journals}: {DENIED}."


def test_a_logged_journal_that_can_not_be_put_away_is_named_and_hides_no_other(
    paths: Paths, lock: SessionLock, journal: Path
) -> None:
    logged = journal_path(paths, SESSION_ID)
    logged.write_bytes(encode(0, {"kind": "plan"}))
    save(a_log(), paths, RealDisk())
    paths.trash.write_text("a file")
    left = unfinished(paths, lock, NOW, RealDisk())
    assert [found.path for found in left.sessions] == [journal]
    (undecided,) = left.undecided
    assert SESSION_ID in undecided.words and str(paths.trash) in undecided.words
    assert logged.exists()


def test_a_session_is_not_logged_because_another_log_contains_its_id(paths: Paths) -> None:
    other = a_log(id="2026-11-22T070000-0001", note=f"as in {SESSION_ID}, only slower")
    assert SESSION_ID in log_text(other)
    save(other, paths, RealDisk())
    assert not has_log(SESSION_ID, paths, RealDisk())
    save(a_log(), paths, RealDisk())
    assert has_log(SESSION_ID, paths, RealDisk())


def test_a_logged_session_is_recognised_whatever_its_journal_is_called(paths: Paths, lock: SessionLock) -> None:
    journal = journal_path(paths, SESSION_ID).with_stem(f"{SESSION_ID}-2")
    journal.parent.mkdir(parents=True)
    journal.write_bytes(encode(0, {"kind": "plan", "session": SESSION_ID}))
    save(a_log(), paths, RealDisk())
    assert unfinished(paths, lock, NOW, RealDisk()).sessions == ()
    assert not journal.exists()


def test_of_two_journals_of_one_session_the_longer_is_offered(paths: Paths, lock: SessionLock) -> None:
    short, whole = journal_path(paths, SESSION_ID), journal_path(paths, f"{SESSION_ID}-2")
    short.parent.mkdir(parents=True)
    first = encode(0, {"kind": "plan", "session": SESSION_ID})
    short.write_bytes(first)
    whole.write_bytes(first + encode(1, {"kind": "time", "at": 1}))
    assert [found.path for found in unfinished(paths, lock, NOW, RealDisk()).sessions] == [whole]
    assert short.exists()


async def test_the_screen_names_the_path_and_the_session_and_goes_on(home: Path) -> None:
    paths = Paths.under(home)
    journal = cut_short(paths)
    async with program(home, disk=Blind(logs_folder(paths, journal)), size=(120, 36)) as at:
        await at.until(lambda: journal.stem in said(at) and "can't be listed" in said(at))
        await at.press("escape")
        await at.until(lambda: not isinstance(at.app.screen, Ask))
        await at.press("enter")
        await at.begun()
    assert journal.exists() and logs(home) == []


@pytest.mark.parametrize("what", ["state", "journals"])
async def test_the_screen_never_says_nothing_where_a_file_stands_in_a_folders_place(what: str, home: Path) -> None:
    path = {"state": Paths.under(home).state, "journals": Paths.under(home).journals}[what]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a file")
    async with program(home, size=(120, 36)) as at:
        await at.until(lambda: "can't be seen" in said(at) and path.name in said(at))


@pytest.mark.parametrize("interactive", [False, True])
def test_plain_mode_names_the_path_and_the_session_and_goes_on(interactive: bool, tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    journal = cut_short(talk.paths)
    talk.disk = Blind(logs_folder(talk.paths, journal))
    talk.hold(PLAN, interactive=interactive)
    assert len(talk.warned) == 1
    assert journal.stem in talk.warned[0] and str(logs_folder(talk.paths, journal)) in talk.warned[0]
    assert journal.exists()


def test_the_journals_session_is_its_own_word_only_where_that_is_an_id(paths: Paths, lock: SessionLock) -> None:
    journal = journal_path(paths, SESSION_ID)
    journal.parent.mkdir(parents=True)
    journal.write_bytes(encode(0, {"kind": "plan", "session": "../../elsewhere"}))
    (found,) = unfinished(paths, lock, NOW, RealDisk()).sessions
    assert found.session == SESSION_ID
    assert replace(found, records=({"session": f"{SESSION_ID}0"},)).session == f"{SESSION_ID}0"
