"""The thread that writes the journal: order, honesty about what is saved, and patience with a bad disk."""

import errno
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from random import Random

import pytest
from fake_disk import FakeDisk, Fault

from tui.logbook.disk.calls import RealDisk
from tui.logbook.journal.journal import Journal, decode, encode
from tui.logbook.journal.writer import RETRY_DELAYS, JournalWriter, Status

PATIENCE = 20.0
"""Seconds after which a test gives up waiting for something that should have happened at once."""


class Statuses:
    """What the writer reported; a test waits for the report that it needs."""

    def __init__(self) -> None:
        self.queue: SimpleQueue[Status] = SimpleQueue()

    def until(self, wanted: Callable[[Status], bool]) -> list[Status]:
        seen: list[Status] = []
        while not seen or not wanted(seen[-1]):
            seen.append(self.queue.get(timeout=PATIENCE))
        return seen


class Gate(RealDisk):
    """A disk whose fsync waits until the test opens it."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.reached = threading.Event()
        self.fsyncs = 0

    def fsync(self, handle: int) -> None:
        self.reached.set()
        assert self.open.wait(PATIENCE)
        self.fsyncs += 1
        super().fsync(handle)


class Full(RealDisk):
    """A disk that takes half of what is written to it and then has no space, until it is given some."""

    def __init__(self) -> None:
        self.space = threading.Event()

    def write(self, handle: int, data: bytes) -> int:
        if self.space.is_set():
            return super().write(handle, data)
        if len(data) > 1:
            return super().write(handle, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def statuses() -> Iterator[Statuses]:
    yield Statuses()


def numbers(path: Path) -> list[object]:
    return [record["number"] for record in decode(path.read_bytes()).records]


def test_records_reach_the_file_in_the_order_they_were_submitted(tmp_path: Path, statuses: Statuses) -> None:
    writer = JournalWriter(Journal(tmp_path / "x.journal", RealDisk()), statuses.queue.put)
    assert [writer.submit({"number": number}) for number in range(50)] == list(range(1, 51))
    assert writer.close(PATIENCE)
    assert numbers(tmp_path / "x.journal") == list(range(50))
    assert writer.status == Status(50, 50)
    written = [status.written for status in statuses.until(lambda status: status.saved)]
    assert written == sorted(written)


def test_submit_does_not_wait_for_the_disk_and_nothing_is_called_saved_before_it_is(
    tmp_path: Path, statuses: Statuses
) -> None:
    disk = Gate()
    writer = JournalWriter(Journal(tmp_path / "x.journal", disk), statuses.queue.put)
    writer.submit({"number": 0})
    assert disk.reached.wait(PATIENCE)
    for number in range(1, 30):
        writer.submit({"number": number})
    assert writer.status == Status(30, 0)
    assert not writer.drain(0)
    assert statuses.queue.empty()
    disk.open.set()
    assert writer.close(PATIENCE)
    assert disk.fsyncs == 2, "what queued up behind a slow fsync shares one"
    assert numbers(tmp_path / "x.journal") == list(range(30))


def test_a_full_disk_is_told_in_words_and_everything_is_kept_until_there_is_space(
    tmp_path: Path, statuses: Statuses
) -> None:
    disk = Full()
    writer = JournalWriter(
        Journal(tmp_path / "x.journal", disk), statuses.queue.put, wait=lambda retry, _: retry.wait(PATIENCE)
    )
    writer.submit({"number": 0})
    status = statuses.until(lambda status: status.error is not None)[-1]
    assert status == Status(1, 0, "disk full (No space left on device)")
    writer.submit({"number": 1})
    writer.retry_now()
    statuses.until(lambda status: status.submitted == 2 and status.error is not None)
    disk.space.set()
    writer.retry_now()
    assert statuses.until(lambda status: status.saved)[-1] == Status(2, 2)
    writer.submit({"number": 2})
    assert writer.close(PATIENCE)
    assert numbers(tmp_path / "x.journal") == [0, 1, 2]


def test_a_try_on_demand_is_one_try(tmp_path: Path, statuses: Statuses) -> None:
    waits: SimpleQueue[bool] = SimpleQueue()

    def wait(retry: threading.Event, _: float) -> None:
        waits.put(retry.is_set())
        retry.wait(PATIENCE)

    disk = Full()
    writer = JournalWriter(Journal(tmp_path / "x.journal", disk), statuses.queue.put, wait=wait)
    writer.submit({"number": 0})
    assert not waits.get(timeout=PATIENCE)
    writer.retry_now()
    assert not waits.get(timeout=PATIENCE), "the next failure is waited out again"
    disk.space.set()
    assert writer.close(PATIENCE)


def test_tries_come_at_longer_and_longer_intervals_and_a_success_starts_them_anew(
    tmp_path: Path, statuses: Statuses
) -> None:
    disk = Full()
    delays: list[float] = []

    def wait(retry: threading.Event, delay: float) -> None:
        delays.append(delay)
        if len(delays) == 7:
            disk.space.set()

    writer = JournalWriter(Journal(tmp_path / "x.journal", disk), statuses.queue.put, wait=wait)
    writer.submit({"number": 0})
    statuses.until(lambda status: status.saved)
    assert delays == [*RETRY_DELAYS, RETRY_DELAYS[-1], RETRY_DELAYS[-1]]
    disk.space.clear()
    delays.clear()
    writer.submit({"number": 1})
    statuses.until(lambda status: status.error is not None)
    statuses.until(lambda status: status.saved)
    assert writer.close(PATIENCE)
    assert delays[0] == RETRY_DELAYS[0]


def test_closing_on_a_bad_disk_ends_in_time_and_says_that_not_all_is_saved(
    tmp_path: Path, statuses: Statuses
) -> None:
    writer = JournalWriter(
        Journal(tmp_path / "x.journal", Full()), statuses.queue.put, wait=lambda retry, _: retry.wait(PATIENCE)
    )
    writer.submit({"number": 0})
    statuses.until(lambda status: status.error is not None)
    assert not writer.close(0.01)
    with pytest.raises(RuntimeError):
        writer.submit({"number": 1})


def test_a_fault_nobody_thought_of_is_reported_and_does_not_end_the_thread(
    tmp_path: Path, statuses: Statuses
) -> None:
    class Broken(RealDisk):
        broken = True

        def fsync(self, handle: int) -> None:
            if self.broken:
                raise RuntimeError("what is this")
            super().fsync(handle)

    disk = Broken()
    writer = JournalWriter(
        Journal(tmp_path / "x.journal", disk), statuses.queue.put, wait=lambda retry, _: retry.wait(PATIENCE)
    )
    writer.submit({"number": 0})
    assert "what is this" in str(statuses.until(lambda status: status.error is not None)[-1].error)
    disk.broken = False
    assert writer.close(PATIENCE)
    assert numbers(tmp_path / "x.journal") == [0]


def test_a_record_that_json_cannot_hold_is_refused_and_takes_no_number(tmp_path: Path, statuses: Statuses) -> None:
    writer = JournalWriter(Journal(tmp_path / "x.journal", RealDisk()), statuses.queue.put)
    with pytest.raises(TypeError):
        writer.submit({"number": object()})
    assert writer.submit({"number": 0}) == 1
    assert writer.close(PATIENCE)
    assert numbers(tmp_path / "x.journal") == [0]


def test_a_record_changed_after_submit_is_written_as_it_was(tmp_path: Path, statuses: Statuses) -> None:
    disk = Gate()
    writer = JournalWriter(Journal(tmp_path / "x.journal", disk), statuses.queue.put)
    record: dict[str, object] = {"number": 0, "nested": [1]}
    writer.submit(record)
    record["nested"] = "changed"
    disk.open.set()
    assert writer.close(PATIENCE)
    assert decode((tmp_path / "x.journal").read_bytes()).records == [{"number": 0, "nested": [1]}]


def test_a_journal_carried_on_is_written_anew_before_anything_counts_as_saved(
    tmp_path: Path, statuses: Statuses
) -> None:
    path = tmp_path / "x.journal"
    path.write_bytes(encode(0, {"number": 0}) + encode(1, {"number": 1})[:-4])
    journal, records = Journal.carry_on(path, RealDisk())
    assert len(records) == 1
    writer = JournalWriter(journal, statuses.queue.put)
    assert writer.submit({"number": 1}) == 2
    assert writer.close(PATIENCE)
    assert numbers(path) == [0, 1]
    assert writer.status == Status(2, 2)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_screen_that_is_gone_does_not_stop_the_journal(tmp_path: Path) -> None:
    def no_screen(status: Status) -> None:
        raise RuntimeError("no screen")

    writer = JournalWriter(Journal(tmp_path / "x.journal", RealDisk()), no_screen)
    writer.submit({"number": 0})
    assert writer.drain(PATIENCE)
    writer.submit({"number": 1})
    assert writer.close(PATIENCE)
    assert numbers(tmp_path / "x.journal") == [0, 1]


def test_what_is_called_saved_survives_a_power_cut_after_any_row_of_faults() -> None:
    for seed in range(300):
        run_with_faults_and_cut_power(Random(seed))


def run_with_faults_and_cut_power(random: Random) -> None:
    disk = FakeDisk(random)
    path = Path("/home/state/journals/x.journal")
    journal = Journal(path, disk)
    saved = 0
    for number in range(20):
        fault = random.choice([None, errno.ENOSPC, errno.EIO, errno.EACCES])
        if fault:
            disk.fault = Fault(len(disk.calls) + random.randint(1, 4), fault, half=random.random() < 0.5)
        journal.add({"number": number})
        try:
            journal.flush()
            saved = number + 1
        except OSError:
            assert journal.durable <= saved
    disk.cut_power()
    found = decode(disk.read(journal.path)).records if journal.path in disk.paths() else []
    assert [record["number"] for record in found] == list(range(len(found)))
    assert len(found) >= saved
