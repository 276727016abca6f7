"""A journal that other programs change while the session runs: what is called saved is in it, and nothing is lost."""

import errno
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from random import Random

import pytest
from fake_disk import FakeDisk, File
from hypothesis import given
from hypothesis import strategies as st
from journal_acts import ACTS, FOREIGN, Act, append_words, cut, delete, replace_with_words
from pilots import TestClock
from plans import BOTH_LEGS, plan_of

from tui.logbook.disk.calls import RealDisk
from tui.logbook.disk.lock import SessionLock
from tui.logbook.disk.placement import hidden_name
from tui.logbook.disk.trash import keeper
from tui.logbook.journal.codec import recorded
from tui.logbook.journal.journal import MOST_REWRITES, Journal, decode, encode
from tui.logbook.journal.recovery import discard, unfinished
from tui.logbook.journal.writer import JournalWriter, Status
from tui.logbook.log.store import read_log
from tui.machine.paths import Paths
from tui.runtime.running_session import RunningSession
from tui.session import CountRep, End, Skip

NOW = datetime(2026, 11, 23, 7, 30, 0)
PATIENCE = 20.0


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.under(tmp_path)


@pytest.fixture
def journal(paths: Paths) -> Iterator[Journal]:
    disk = RealDisk()
    made = Journal(paths.journals / "x.journal", disk, keeper(paths, lambda: NOW, disk))
    for number in range(4):
        made.append({"number": number})
    yield made
    made.close()


def numbers(path: Path) -> list[object]:
    return [record["number"] for record in decode(path.read_bytes()).records]


def all_bytes(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("act", ACTS, ids=[act.__name__ for act in ACTS])
def test_the_next_save_puts_every_record_back_and_keeps_what_is_not_ours(
    act: Act, journal: Journal, paths: Paths
) -> None:
    foreign = act(journal.path)
    journal.append({"number": 4})
    assert numbers(journal.path) == list(range(5))
    assert not journal.path.is_symlink()
    assert journal.rewritten == 1
    assert foreign is None or any(foreign in data for data in all_bytes(paths.state.parent))
    assert not hidden_name(journal.path).exists()
    journal.append({"number": 5})
    assert numbers(journal.path) == list(range(6))
    assert journal.rewritten == 1, "said once"


@pytest.mark.parametrize("act", [append_words, replace_with_words], ids=["appended to", "replaced"])
def test_what_stood_in_its_place_is_in_the_trash(act: Act, journal: Journal, paths: Paths) -> None:
    act(journal.path)
    journal.append({"number": 4})
    assert journal.kept == paths.trash / "2026-11-23_073000~x.journal"
    assert FOREIGN in journal.kept.read_bytes()
    journal.path.unlink()
    journal.append({"number": 5})
    assert journal.kept is None, "nothing stood there this time"


@pytest.mark.parametrize("act", [cut, delete], ids=["cut", "deleted"])
def test_a_remnant_that_holds_nothing_but_records_of_ours_is_not_kept(
    act: Act, journal: Journal, paths: Paths
) -> None:
    act(journal.path)
    journal.append({"number": 4})
    assert journal.kept is None
    assert not paths.trash.exists()


def test_where_nothing_can_be_put_into_the_trash_the_journal_goes_beside_what_stands_there(
    journal: Journal, paths: Paths
) -> None:
    paths.data.write_text("a file")
    path = journal.path
    replace_with_words(path)
    journal.append({"number": 4})
    assert path.read_bytes() == FOREIGN
    assert journal.path.name == "x-2.journal"
    assert numbers(journal.path) == list(range(5))


def test_a_hard_link_of_the_journal_is_no_change(journal: Journal, paths: Paths) -> None:
    os.link(journal.path, paths.state / "backup")
    journal.append({"number": 4})
    assert journal.rewritten == 0


@pytest.mark.parametrize("thorough", [False, True], ids=["a save", "the end of the session"])
def test_bytes_overwritten_in_their_place_are_found_when_the_journal_is_read_back(
    thorough: bool, journal: Journal, paths: Paths
) -> None:
    size = journal.path.stat().st_size
    with journal.path.open("r+b") as file:
        file.write(b"\0" * 30)
    assert journal.path.stat().st_size == size
    journal.flush(thorough=thorough)
    assert (numbers(journal.path) == list(range(4))) is thorough
    assert (journal.kept is not None) is thorough


def test_a_journal_carried_on_is_mended_where_it_no_longer_holds_what_was_offered(paths: Paths) -> None:
    path = paths.journals / "x.journal"
    path.parent.mkdir(parents=True)
    path.write_bytes(encode(0, {"number": 0}) + encode(1, {"number": 1}))
    offered = decode(path.read_bytes()).records
    with path.open("r+b") as file:
        file.write(b"\0" * 4)
    disk = RealDisk()
    journal, _ = Journal.carry_on(path, disk, offered, keeper(paths, lambda: NOW, disk))
    journal.append({"number": 2})
    journal.close()
    assert numbers(path) == [0, 1, 2]
    assert journal.kept is not None and journal.kept.read_bytes().startswith(b"\0" * 4)


def test_a_journal_carried_on_that_was_carried_on_elsewhere_keeps_what_that_wrote(paths: Paths) -> None:
    path = paths.journals / "x.journal"
    path.parent.mkdir(parents=True)
    path.write_bytes(encode(0, {"number": 0}))
    offered = decode(path.read_bytes()).records
    with path.open("ab") as file:
        file.write(encode(1, {"number": "theirs"}))
    disk = RealDisk()
    journal, _ = Journal.carry_on(path, disk, offered, keeper(paths, lambda: NOW, disk))
    journal.append({"number": 1})
    journal.close()
    assert numbers(path) == [0, 1]
    assert journal.kept is not None and numbers(journal.kept) == [0, "theirs"]


def test_three_saves_in_a_row_that_needed_a_rewrite_are_not_saved_until_one_needs_none(
    journal: Journal, paths: Paths
) -> None:
    for number in range(4, 4 + MOST_REWRITES - 1):
        journal.path.unlink()
        journal.append({"number": number})
    journal.path.unlink()
    journal.add({"number": 6})
    for _ in range(3):
        with pytest.raises(OSError, match=r"another program keeps changing .*x\.journal"):
            journal.flush()
        assert journal.durable == 0
        assert numbers(journal.path) == list(range(7)), "though every record is there"
    journal.append({"number": 7})
    assert journal.durable == journal.count == 8
    assert numbers(journal.path) == list(range(8))


def test_the_screen_is_told_why_and_how_often(paths: Paths) -> None:
    disk, statuses = RealDisk(), SimpleQueue[Status]()
    path = paths.journals / "x.journal"
    journal = Journal(path, disk, keeper(paths, lambda: NOW, disk))
    writer = JournalWriter(journal, statuses.put, wait=lambda retry, _: retry.wait(PATIENCE))
    seen = []
    for number in range(4):
        writer.submit({"number": number})
        seen.append(statuses.get(timeout=PATIENCE))
        replace_with_words(path)
    assert [(status.saved, status.rewritten) for status in seen] == [(True, 0), (True, 1), (True, 2), (False, 3)]
    assert seen[0].notice == ""
    assert seen[1].notice == "Another program changed the journal: written anew. What stood there is in the trash."
    assert seen[3].error == f"another program keeps changing {path}"
    assert writer.close(PATIENCE)
    assert numbers(path) == [0, 1, 2, 3]


def test_a_look_at_the_journal_costs_one_look_at_the_open_file_and_one_at_its_name(tmp_path: Path) -> None:
    class Counting(RealDisk):
        seen: list[str]

        def stamp(self, handle: int):  # type: ignore[no-untyped-def]
            self.seen.append("fstat")
            return super().stamp(handle)

        def stamp_path(self, path: Path):  # type: ignore[no-untyped-def]
            self.seen.append("lstat")
            return super().stamp_path(path)

        def read(self, path: Path) -> bytes:
            self.seen.append("read")
            return super().read(path)

    disk = Counting()
    disk.seen = []
    journal = Journal(tmp_path / "x.journal", disk)
    journal.append({"number": 0})
    disk.seen.clear()
    journal.append({"number": 1})
    journal.close()
    assert disk.seen == ["fstat", "lstat"]


# --- a whole session ---------------------------------------------------------------------------------------------


class Session:
    """A session on a real folder, with a rep in its journal."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.clock = TestClock()
        self.running = RunningSession.start(
            plan_of(BOTH_LEGS), paths, RealDisk(), self.clock, "7f3a", lambda status: None
        )
        self.running.do(Skip())
        self.running.do(CountRep())
        assert self.running.drain(PATIENCE)

    @property
    def journal(self) -> Path:
        (path,) = self.paths.journals.glob("*.journal")
        return path

    def overwrite(self) -> None:
        size = self.journal.stat().st_size
        with self.journal.open("r+b") as file:
            file.seek(size // 2)
            file.write(b"\0" * 40)


def test_a_session_says_once_that_its_journal_was_changed(paths: Paths) -> None:
    session = Session(paths)
    assert session.running.notice() == ""
    session.journal.unlink()
    session.running.do(CountRep())
    assert session.running.drain(PATIENCE)
    assert session.running.notice() == "Another program changed the journal: written anew."
    assert session.running.notice() == ""
    assert session.running.leave(PATIENCE)


def test_a_session_left_for_later_has_all_its_records_though_they_were_overwritten(paths: Paths) -> None:
    session = Session(paths)
    session.overwrite()
    assert session.running.leave(PATIENCE)
    told = recorded(decode(session.journal.read_bytes()).records)
    assert [command for command, _ in told.inputs] == [Skip(), CountRep()]
    assert len(list(paths.trash.iterdir())) == 1


def test_an_overwritten_journal_is_whole_before_the_log_is_tried(paths: Paths) -> None:
    session = Session(paths)
    session.running.do(End())
    assert session.running.drain(PATIENCE)
    session.overwrite()
    paths.data.mkdir()
    paths.logs.write_text("no folder")
    with pytest.raises(OSError, match="directory"):
        session.running.save(paths, RealDisk())
    told = recorded(decode(session.journal.read_bytes()).records)
    assert [command for command, _ in told.inputs][-1] == End()
    paths.logs.unlink()
    assert session.running.save(paths, RealDisk()).exists()
    assert list(paths.journals.iterdir()) == []


def test_what_stands_in_the_journals_place_at_the_end_is_kept(paths: Paths) -> None:
    session = Session(paths)
    session.running.do(End())
    assert session.running.drain(PATIENCE)
    replace_with_words(session.journal)
    session.running.save(paths, RealDisk())
    assert list(paths.journals.iterdir()) == []
    assert [path.read_bytes() for path in paths.trash.iterdir()] == [FOREIGN]


def test_the_log_is_written_where_its_folder_is_gone_at_the_end(paths: Paths) -> None:
    session = Session(paths)
    paths.logs.mkdir(parents=True)
    session.running.do(End())
    shutil.rmtree(paths.data)
    assert session.running.save(paths, RealDisk()).exists()


def test_a_second_program_that_took_a_replaced_lock_and_discards_the_session_costs_nothing(paths: Paths) -> None:
    with SessionLock(paths.session_lock) as lock, SessionLock(paths.session_lock) as other:
        assert lock.acquire(NOW)
        session = Session(paths)
        paths.session_lock.unlink()
        assert other.acquire(NOW)
        (left,) = unfinished(paths, other, NOW, RealDisk()).sessions
        discard(left.path, paths, NOW, RealDisk())
        session.running.do(CountRep())
        assert session.running.drain(PATIENCE)
        assert [command for command, _ in recorded(decode(session.journal.read_bytes()).records).inputs] == [
            Skip(),
            CountRep(),
            CountRep(),
        ]
        session.running.do(End())
        assert read_log(session.running.save(paths, RealDisk())).log.reps == 2


# --- any acts, failures and power cuts ---------------------------------------------------------------------------


class Meddler:
    """Another program, on the disk in memory."""

    def __init__(self, disk: FakeDisk, path: Path) -> None:
        self.disk = disk
        self.path = path

    def act(self, act: str) -> None:
        inode = self.disk.shown.get(self.path)
        if inode is None:
            return
        file = self.disk.files[inode]
        data = file.data
        match act:
            case "cut":
                file.pieces = [(data[: len(data) // 2], "safe")]
            case "append":
                file.pieces.append((FOREIGN, "safe"))
            case "replace":
                self._name(self._file(FOREIGN))
            case "put back":
                self._name(self._file(data[: len(data) // 2]))
            case "delete":
                self._name(None)
            case "swap":
                self._name(self._file(data))

    def _file(self, data: bytes) -> int:
        self.disk.made += 1
        self.disk.files[self.disk.made] = File([(data, "safe")])
        return self.disk.made

    def _name(self, inode: int | None) -> None:
        for names in (self.disk.shown, self.disk.safe):
            names.pop(self.path, None)
            if inode is not None:
                names[self.path] = inode


ACT_NAMES = st.sampled_from(["nothing", "nothing", "cut", "append", "replace", "put back", "delete", "swap"])


@given(st.lists(ACT_NAMES, min_size=1, max_size=12), st.integers(0, 2**32), st.booleans())
def test_what_is_called_saved_after_any_acts_survives_a_power_cut(acts: list[str], seed: int, links: bool) -> None:
    disk = FakeDisk(Random(seed), hard_links=links)
    home = Paths.under(Path("/home"))
    journal = Journal(home.journals / "x.journal", disk, keeper(home, lambda: NOW, disk))
    meddler = Meddler(disk, journal.path)
    saved = 0
    for number, act in enumerate(acts):
        meddler.path = journal.path
        meddler.act(act)
        journal.add({"number": number})
        try:
            journal.flush()
            saved = number + 1
        except OSError as error:
            assert error.errno == errno.EINVAL
            saved = 0
    disk.cut_power()
    if saved:
        assert decode(disk.read(journal.path)).records == [{"number": number} for number in range(len(acts))]
