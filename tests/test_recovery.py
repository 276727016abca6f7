"""Whatever fails or stops at any call to the disk, nothing acknowledged is lost and the end is one log."""

import errno
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from fake_disk import Crash, FakeDisk, Fault
from log_examples import SESSION_ID, a_log

from tui.logbook.disk.calls import Disk, RealDisk
from tui.logbook.disk.lock import SessionLock
from tui.logbook.journal.completion import finish
from tui.logbook.journal.journal import Journal, decode, encode
from tui.logbook.journal.recovery import Unreadable, discard, has_log, remove_journal, unfinished
from tui.logbook.log.file_names import journal_path
from tui.logbook.log.store import parse_log, save
from tui.machine.paths import Paths

NOW = datetime(2026, 11, 23, 7, 30, 0)
HOME = Paths.under(Path("/home"))
RECORDS: list[dict[str, object]] = [
    {"schema": 1, "kind": "plan"},
    {"at": 1, "do": "count-rep"},
    {"at": 2, "do": "count-rep"},
    {"at": 3, "do": "finish-set"},
]


class Session:
    """Journals every record and finishes, trying again after each error, as the program does."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.acknowledged = 0
        self.errors = 0

    def run(self) -> None:
        journal = Journal(journal_path(HOME, SESSION_ID), self.disk)
        for record in RECORDS:
            journal.add(record)
            self.until_it_works(journal.flush)
            self.acknowledged = journal.durable
        journal.close()
        self.until_it_works(lambda: finish(journal.path, a_log(), HOME, self.disk))

    def until_it_works(self, step: Callable[[], object], tries: int = 4) -> None:
        for _ in range(tries):
            try:
                step()
                return
            except OSError:
                self.errors += 1
        raise AssertionError("it never worked")


def count_calls(hard_links: bool) -> int:
    disk = FakeDisk(Random(0), hard_links=hard_links)
    Session(disk).run()
    return len(disk.calls)


def logs_on(disk: FakeDisk) -> list[Path]:
    return [path for path in disk.paths() if path.suffix == ".toml" and disk.read(path)]


def journals_on(disk: FakeDisk) -> list[Path]:
    return [path for path in disk.paths() if path.parent == HOME.journals]


def assert_one_whole_log(disk: FakeDisk) -> None:
    (path,) = logs_on(disk)
    assert parse_log(disk.read(path).decode(), path) == a_log()


@pytest.mark.parametrize("hard_links", [True, False], ids=["hard links", "no hard links"])
@pytest.mark.parametrize("half", [False, True], ids=["nothing done", "half done"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EACCES], ids=errno.errorcode.get)
def test_any_one_call_may_fail_and_the_session_ends_with_one_log(error: int, half: bool, hard_links: bool) -> None:
    failed = 0
    for call in range(1, count_calls(hard_links) + 1):
        for seed in range(4):
            disk = FakeDisk(Random(seed), hard_links=hard_links)
            disk.fault = Fault(call, error, half)
            session = Session(disk)
            session.run()
            failed += session.errors
            assert not [path for path in disk.paths() if path.name.startswith(".")]
            disk.cut_power()
            assert_one_whole_log(disk)
            leftover = [decode(disk.read(path)).records for path in journals_on(disk)]
            assert leftover in ([], [[]]), f"call {call}: only a journal that never held anything may stay"
    assert failed > 80


@pytest.mark.parametrize("hard_links", [True, False], ids=["hard links", "no hard links"])
@pytest.mark.parametrize("half", [False, True], ids=["clean", "half-written"])
@pytest.mark.parametrize("power", ["killed", "power cut"])
def test_after_a_crash_at_any_call_everything_acknowledged_is_there_and_one_log_comes_of_it(
    power: str, half: bool, hard_links: bool
) -> None:
    for call in range(1, count_calls(hard_links) + 1):
        for seed in range(6):
            disk = FakeDisk(Random(seed), hard_links=hard_links)
            disk.fault = Fault(call, half=half)
            session = Session(disk)
            with pytest.raises(Crash):
                session.run()
            if power == "killed":
                disk.kill()
            else:
                disk.cut_power()
            carry_on_and_finish(disk, session.acknowledged)


def carry_on_and_finish(disk: FakeDisk, acknowledged: int) -> None:
    if has_log(SESSION_ID, HOME, disk):
        for path in journals_on(disk):
            remove_journal(path, disk)
        assert_one_whole_log(disk)
        return
    journal = Journal(journal_path(HOME, SESSION_ID), disk)
    found: list[dict[str, object]] = []
    if journal.path in disk.paths():
        journal, found = Journal.carry_on(journal.path, disk)
    assert found == RECORDS[: len(found)]
    assert len(found) >= acknowledged
    for record in RECORDS[len(found) :]:
        journal.append(record)
    journal.close()
    assert decode(disk.read(journal.path)).records == RECORDS
    finish(journal.path, a_log(), HOME, disk)
    disk.cut_power()
    assert_one_whole_log(disk)
    assert journals_on(disk) == []


@pytest.mark.parametrize("call", range(1, count_calls(True) + 1, 4))
def test_a_disk_that_stays_full_loses_nothing_and_is_written_once_there_is_space(call: int) -> None:
    disk = FakeDisk(Random(call))
    disk.fault = Fault(call, errno.ENOSPC, half=True, lasting=True)
    journal = Journal(journal_path(HOME, SESSION_ID), disk)
    for record in RECORDS:
        journal.add(record)
        for _ in range(3):
            try:
                journal.flush()
            except OSError:
                continue
    disk.fault = None
    journal.flush()
    disk.cut_power()
    assert decode(disk.read(journal.path)).records == RECORDS


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.under(tmp_path)


@pytest.fixture
def lock(paths: Paths) -> Iterator[SessionLock]:
    with SessionLock(paths.session_lock) as lock:
        assert lock.acquire(NOW)
        yield lock


def leave(paths: Paths, session: str, data: bytes) -> Path:
    path = journal_path(paths, session)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_nothing_is_left_over_where_nothing_ran(paths: Paths, lock: SessionLock) -> None:
    left = unfinished(paths, lock, NOW, RealDisk())
    assert left.sessions == ()
    assert left.unreadable == ()


def test_journals_are_offered_newest_first_with_what_can_be_read_of_them(paths: Paths, lock: SessionLock) -> None:
    data = encode(0, RECORDS[0]) + encode(1, RECORDS[1])
    leave(paths, "2026-11-20T100000-aaaa", data)
    leave(paths, SESSION_ID, data[:-5])
    left = unfinished(paths, lock, NOW, RealDisk())
    assert [session.session for session in left.sessions] == [SESSION_ID, "2026-11-20T100000-aaaa"]
    assert left.sessions[0].records == (RECORDS[0],)
    assert left.sessions[0].lost == len(encode(1, RECORDS[1])) - 5
    assert left.sessions[1].records == tuple(RECORDS[:2])
    assert left.sessions[1].lost == 0


def test_the_journals_of_another_process_are_not_touched(paths: Paths, lock: SessionLock) -> None:
    journal = leave(paths, SESSION_ID, encode(0, RECORDS[0]))
    save(a_log(), paths, RealDisk())
    with SessionLock(paths.session_lock) as other:
        assert not other.acquire(NOW)
        assert unfinished(paths, other, NOW, RealDisk()).sessions == ()
    assert journal.exists()


@pytest.mark.parametrize("data", [b"", b"\0" * 400, b"not a journal\n", encode(1, RECORDS[1])])
def test_a_journal_that_cannot_be_read_is_reported_and_stays(data: bytes, paths: Paths, lock: SessionLock) -> None:
    journal = leave(paths, SESSION_ID, data)
    (found,) = unfinished(paths, lock, NOW, RealDisk()).unreadable
    assert isinstance(found, Unreadable)
    assert found.path == journal
    assert found.reason
    assert journal.read_bytes() == data


def test_one_bad_journal_does_not_hide_the_others(paths: Paths, lock: SessionLock) -> None:
    leave(paths, "2026-11-23T100000-aaaa", b"\xff")
    journal_path(paths, "2026-11-24T100000-bbbb").mkdir()
    leave(paths, SESSION_ID, encode(0, RECORDS[0]))
    left = unfinished(paths, lock, NOW, RealDisk())
    assert len(left.sessions) == 1
    assert len(left.unreadable) == 2


def test_a_journal_whose_log_is_saved_is_not_offered_again(paths: Paths, lock: SessionLock) -> None:
    journal = leave(paths, SESSION_ID, encode(0, RECORDS[0]))
    save(a_log(), paths, RealDisk())
    assert unfinished(paths, lock, NOW, RealDisk()).sessions == ()
    assert not journal.exists()
    assert (paths.trash / f"2026-11-23_073000~{journal.name}").read_bytes() == encode(0, RECORDS[0])


def test_a_damaged_log_does_not_cost_the_journal(paths: Paths, lock: SessionLock) -> None:
    journal = leave(paths, SESSION_ID, encode(0, RECORDS[0]))
    log = save(a_log(), paths, RealDisk())
    log.write_text(log.read_text().replace("[[sets]]", "[[sets"))
    assert len(unfinished(paths, lock, NOW, RealDisk()).sessions) == 1
    assert journal.exists()


def test_finishing_again_after_the_person_put_a_note_in_makes_no_second_log(paths: Paths) -> None:
    journal = leave(paths, SESSION_ID, encode(0, RECORDS[0]))
    log = finish(journal, a_log(), paths, RealDisk())
    log.write_text(log.read_text().replace('note = ""', 'note = "good"\neffort = 7.5'))
    assert finish(journal, a_log(), paths, RealDisk()) == log
    assert [path.name for path in log.parent.iterdir()] == [log.name]
    assert 'note = "good"' in log.read_text()


def test_a_discarded_journal_is_in_the_trash_with_all_its_bytes(paths: Paths) -> None:
    journal = leave(paths, SESSION_ID, b"anything")
    trashed = discard(journal, paths, NOW, RealDisk())
    assert trashed.parent == paths.trash
    assert trashed.read_bytes() == b"anything"
    assert not journal.exists()
