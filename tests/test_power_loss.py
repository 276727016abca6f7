"""Whenever the power fails, nothing that was said to be saved is lost, and the program starts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import cast

import pytest
from fake_disk import FOLDER, FakeDisk, File
from log_examples import SESSION_ID, STARTED, a_log
from power_loss import PRODUCT, Image, Instant, Promise, RecordingDisk, Site, disk_of, images

from catalogue.files.problems import CatalogueError
from tui.exchange.export import write_file
from tui.exchange.import_names import remember
from tui.exchange.import_plan import save_all
from tui.logbook.changes.edits import annotate
from tui.logbook.disk.calls import RealDisk
from tui.logbook.disk.lock import SessionLock
from tui.logbook.disk.trash import keeper, restore_log, to_trash
from tui.logbook.journal.completion import finish
from tui.logbook.journal.journal import Journal, Record
from tui.logbook.journal.recovery import unfinished
from tui.logbook.log.file_names import journal_path
from tui.logbook.log.listing import list_logs
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import LogFile, digest, log_text, parse_log
from tui.machine.paths import Paths

NOW = datetime(2026, 11, 23, 7, 30, 0)
HOME = Paths.under(Path("/home/repcue"))
EXPORT = HOME.data / "sets.csv"
NAMES = HOME.config / "import-names.toml"
RECORDS: list[Record] = [
    {"schema": 1, "kind": "plan", "session": SESSION_ID},
    *({"kind": "time", "at": number} for number in range(1, 6)),
]


def imported(day: int) -> Log:
    started = STARTED - timedelta(days=day)
    return a_log(id=f"{started:%Y-%m-%dT%H%M%S}-aaaa", started=started, finished=started + timedelta(minutes=20))


class Evening:
    """A session is journalled and logged, its log mended, deleted and brought back; an import; an export."""

    def __init__(self, *, hard_links: bool = True, ignored: Site | None = None) -> None:
        self.promise = Promise()
        self.disk = RecordingDisk(self.promise, hard_links=hard_links, ignored=ignored)

    def run(self) -> list[Instant]:
        self._train()
        path = self._mend(self._finish())
        others = self._import()
        self._delete(others[0])
        self._restore(self._delete(path))
        self._delete(path)
        self._export()
        self.disk.record()
        return self.disk.instants

    def _train(self) -> None:
        disk = self.disk
        self.journal = Journal(journal_path(HOME, SESSION_ID), disk, keeper(HOME, lambda: NOW, disk))
        for number, record in enumerate(RECORDS):
            if number == 3:
                self._meddle()
            self.journal.add(record)
            self.journal.flush()
            self.promise.records = self.journal.durable

    def _meddle(self) -> None:
        """Another program puts its own file in the journal's place, and flushes it."""
        self.promise.records = 0
        self.promise.others.append(b"another program's\n")
        self.disk.made += 1
        self.disk.files[self.disk.made] = File([(b"another program's\n", "safe")])
        for names in (self.disk.shown, self.disk.safe):
            names[self.journal.path] = self.disk.made

    def _finish(self) -> LogFile:
        self.journal.close()
        log = a_log()
        path = finish(self.journal.path, log, HOME, self.disk)
        self._written(log)
        self.promise.finished = True
        text = log_text(log)
        return LogFile(path, log, digest(text))

    def _mend(self, file: LogFile) -> Path:
        rehearsal = disk_of(tuple((path, self._bytes_of(inode)) for path, inode in self.disk.shown.items()))
        annotate(file, {"effort": 8.0}, disk=rehearsal)
        mended = frozenset({rehearsal.read(file.path)})
        self.promise.logs[file.log.id] |= mended
        annotate(file, {"effort": 8.0}, disk=self.disk)
        self.promise.logs[file.log.id] = mended
        return file.path

    def _bytes_of(self, inode: int) -> bytes | None:
        return None if inode == FOLDER else self.disk.files[inode].data

    def _import(self) -> list[Path]:
        logs = [imported(day) for day in (1, 2)]
        paths = save_all(logs, HOME, self.disk)
        for log in logs:
            self._written(log)
        remember(NAMES, {"Squat (Barbell)": "skip"}, self.disk)
        self.promise.files[NAMES] = frozenset({self.disk.read(NAMES)})
        return paths

    def _export(self) -> None:
        write_file(EXPORT, ["first"], self.disk, over=False)
        self.promise.files[EXPORT] = frozenset({b"first", b"second"})
        write_file(EXPORT, ["second"], self.disk, over=True)
        self.promise.files[EXPORT] = frozenset({b"second"})

    def _delete(self, path: Path) -> Path:
        session = parse_log(self.disk.read(path).decode(), path).id
        self.promise.in_trash[session] = None
        trashed = to_trash(path, HOME, NOW, self.disk)
        self.promise.in_trash[session] = True
        return trashed

    def _restore(self, trashed: Path) -> None:
        session = parse_log(self.disk.read(trashed).decode(), trashed).id
        self.promise.in_trash[session] = None
        restore_log(trashed, HOME, self.disk)
        self.promise.in_trash[session] = False

    def _written(self, log: Log) -> None:
        self.promise.logs[log.id] = frozenset({log_text(log).encode()})
        self.promise.in_trash[log.id] = False


@dataclass(frozen=True)
class Held:
    """A lock that is held."""

    held: bool = True


def losses(image: Image, promise: Promise) -> Iterator[str]:
    """Start the program on what the power cut left, and say what of the promise is missing."""
    disk = disk_of(image)
    logs, trash = by_id(disk, HOME.logs), by_id(disk, HOME.trash)
    left = unfinished(HOME, cast(SessionLock, Held()), NOW, disk)
    if left.undecided:
        yield f"recovery is stuck: {left.undecided}"
    offered = max((len(session.records) for session in left.sessions), default=0)
    whole = SESSION_ID in logs or SESSION_ID in trash
    if not promise.finished and not whole and offered < promise.records:
        yield f"{promise.records} records were saved, {offered} are offered"
    if promise.finished and left.sessions:
        yield "a session that is over is offered again"
    for session, texts in promise.logs.items():
        where = promise.in_trash[session]
        if where is not True and not texts & logs.get(session, set()) and (where is False or session not in trash):
            yield f"the log of {session} is lost"
        if where is True and (session in logs or not texts & trash.get(session, set())):
            yield f"the log of {session} is not in the trash"
    if not {data for _, data in image} >= set(promise.others):
        yield "a file of another program is lost"
    for path, texts in promise.files.items():
        if dict(image).get(path) not in texts:
            yield f"{path} is lost"


def by_id(disk: FakeDisk, folder: Path) -> dict[str, set[bytes]]:
    """The logs below a folder; one that is not whole is a loss of its own, but for a name that is only reserved."""
    found: dict[str, set[bytes]] = {}
    for path in disk.paths():
        if folder in path.parents and path.suffix == ".toml" and not path.name.startswith("."):
            data = disk.read(path)
            if data:
                found.setdefault(session_of(data), set()).add(data)
    return found


@cache
def session_of(data: bytes) -> str:
    try:
        return parse_log(data.decode(), Path("log")).id
    except (CatalogueError, UnicodeDecodeError):
        return "damaged"


def losses_of(instants: list[Instant]) -> Iterator[str]:
    random = Random(21)
    checked: set[object] = set()
    for number, instant in enumerate(instants):
        for image in images(instant, random):
            key = (frozenset(image), repr(instant.promise))
            if key not in checked:
                checked.add(key)
                yield from (f"instant {number}: {loss}" for loss in losses(image, instant.promise))


@pytest.mark.parametrize("hard_links", [True, False], ids=["hard links", "no hard links"])
def test_nothing_that_was_said_is_lost_whenever_the_power_fails(hard_links: bool) -> None:
    instants = Evening(hard_links=hard_links).run()
    assert len(instants) > 80
    assert next(losses_of(instants), None) is None


MODES = (True, False)


@cache
def sites() -> frozenset[Site]:
    evenings = [Evening(hard_links=links) for links in MODES]
    for evening in evenings:
        evening.run()
    return frozenset().union(*(evening.disk.sites for evening in evenings))


def test_every_flush_of_the_program_is_one_that_the_replay_comes_by() -> None:
    said = re.compile(r"disk\.(fsync|sync_folder)\(")
    written = {
        (path.stem, number)
        for path in Path(PRODUCT).rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if said.search(line)
    }
    assert {(module, line) for module, _, line in sites()} == written


@pytest.mark.parametrize("site", sorted(sites()), ids=lambda site: f"{site[0]}.{site[1]}:{site[2]}")
def test_a_flush_taken_out_is_noticed(site: Site) -> None:
    found = (next(losses_of(Evening(hard_links=links, ignored=site).run()), None) for links in MODES)
    assert any(found), "it keeps nothing from being lost: take it out"


def test_the_program_lists_what_any_power_cut_leaves(tmp_path: Path) -> None:
    random = Random(22)
    left = [image for instant in Evening().run() for image in images(instant, random)]
    for number, image in enumerate(random.sample(left, 25)):
        home = tmp_path / str(number)
        for path, data in image:
            there = home / path.relative_to("/")
            there.mkdir(exist_ok=True, parents=True) if data is None else there.write_bytes(data)
        paths = Paths.under(home / HOME.config.parent.relative_to("/"))
        listed = list_logs(paths)
        assert {log.log.id for log in listed.logs} == set(by_id(disk_of(image), HOME.logs))
        assert listed.problems == ()
        with SessionLock(paths.session_lock) as lock:
            assert lock.acquire(NOW)
            assert unfinished(paths, lock, NOW, RealDisk()).undecided == ()
