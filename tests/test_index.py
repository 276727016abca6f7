"""The index says what the logs say, whatever is in their folder and whatever becomes of the index's own file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from commands import PROJECT
from hostile_files import NOT_FILES, UNPARSABLE
from log_examples import STARTED, a_log, a_set
from log_folder import keep, log_of, says_what_is_there

from tui.logbook.index import schema
from tui.logbook.index.cache_file import NAME
from tui.logbook.index.index import Index
from tui.logbook.index.rows import Filter
from tui.logbook.log.store import log_text
from tui.machine.paths import Paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.under(tmp_path)


@pytest.fixture
def index(paths: Paths) -> Iterator[Index]:
    with Index.open(paths) as found:
        yield found


class Clock:
    """A clock that stands a while after everything that a test writes."""

    def __init__(self, ahead: timedelta = timedelta(0)) -> None:
        self.ahead = ahead

    def __call__(self) -> int:
        return int((datetime.now(UTC) + self.ahead).timestamp() * 1e9)


def later(paths: Paths) -> Index:
    """Open the index an hour after whatever was written."""
    return Index(paths, Clock(timedelta(hours=1)))


def looked_at(index: Index) -> int:
    """Refresh, and return how many files were read."""
    told = [0]
    index.refresh(lambda done, of: told.append(of))
    return told[-1]


def hostile(paths: Paths) -> None:
    """Fill the folder of logs with all that must be named and skipped, and with sound logs between."""
    good = log_text(a_log())
    keep(paths, "2026/2026-11-22_1805_good.toml", good)
    keep(paths, "2026/2026-11-22_1805_good-2.toml", good)
    keep(paths, "2025/2026-11-22_1805_good.toml", good)
    keep(paths, "a.toml", good)
    keep(paths, "moved/here/b.toml", log_text(log_of(-3)))
    keep(paths, "2026/2026-11-22_1805_good.sync-conflict-20261122-190000-ABCDEFG.toml", good)
    keep(paths, "2026/2026-11-22_1805_good (conflicted copy).toml", good)
    keep(paths, "2026/2026-11-22_1805_good.toml.orig", good)
    keep(paths, "2026/.hidden.toml", b"half")
    keep(paths, "2026/readme.md", b"my training")
    keep(paths, "2026/wrong.toml", good.replace("reps = 10", "reps = -1").replace("kg", "stone"))
    keep(paths, "2026/newer.toml", good.replace("schema = 1", "schema = 99"))
    keep(paths, "2026/cut.toml", good[: len(good) // 2])
    keep(paths, "2026/merge.toml", f"<<<<<<< HEAD\n{good}=======\n{good}>>>>>>> other\n")
    keep(paths, "2026/zeros.toml", b"\0" * 4096)
    for name, (data, _, _) in UNPARSABLE.items():
        keep(paths, f"hostile/{name}.toml", data)
    for name, (make, _) in NOT_FILES.items():
        make(paths.logs / "hostile" / f"{name}, no file.toml")
    (paths.logs / "loop").symlink_to(paths.logs)
    (paths.logs / "link.toml").symlink_to("moved/here/b.toml")
    with open(os.fsencode(paths.logs / "2026") + b"/2026-\xff.toml", "wb") as file:
        file.write(log_text(log_of(-9)).encode())


def test_it_agrees_with_the_logs_in_a_hostile_folder(paths: Paths, index: Index) -> None:
    hostile(paths)
    assert index.refresh()
    says_what_is_there(index, paths)
    assert not index.refresh()
    says_what_is_there(index, paths)


def test_no_folder_is_no_sessions_and_is_not_made(paths: Paths, index: Index) -> None:
    assert not index.is_complete
    assert not index.refresh()
    says_what_is_there(index, paths)
    assert not paths.data.exists()


def test_what_cannot_be_listed_or_read_is_named_and_looked_at_again(paths: Paths, index: Index) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    shut = keep(paths, "shut/a.toml", log_text(log_of(1))).parent
    dark = keep(paths, "dark.toml", log_text(log_of(2)))
    shut.chmod(0)
    dark.chmod(0)
    index.refresh()
    says_what_is_there(index, paths)
    assert len(index.problems()) == 2
    shut.chmod(0o700)
    dark.chmod(0o600)
    assert index.refresh()
    says_what_is_there(index, paths)
    assert len(index.sessions()) == 2


def test_a_file_that_could_not_be_read_is_tried_again_though_its_numbers_are_the_same(paths: Paths) -> None:
    keep(paths, "a.toml", log_text(log_of(1)))
    with later(paths) as index:
        index.refresh()
        _run("DELETE FROM sessions")(paths.cache / NAME)
        _run("""UPDATE files SET digest = NULL, problems = '[[null, "", "disk fault"]]'""")(paths.cache / NAME)
        assert [problem.message for problem in index.problems()] == ["disk fault"]
        assert index.refresh()
        says_what_is_there(index, paths)


def test_a_later_start_reads_only_what_changed(paths: Paths) -> None:
    for day in range(5):
        keep(paths, f"{day}.toml", log_text(log_of(day)))
    with later(paths) as index:
        assert looked_at(index) == 5
    with later(paths) as index:
        assert len(index.sessions()) == 5
        assert looked_at(index) == 0
        keep(paths, "2.toml", log_text(log_of(2, note="changed")))
        keep(paths, "new.toml", log_text(log_of(9)))
        (paths.logs / "0.toml").unlink()
        (paths.logs / "1.toml").rename(paths.logs / "renamed.toml")
        assert looked_at(index) == 3
        says_what_is_there(index, paths)


def test_a_change_that_keeps_size_and_time_is_seen_if_the_file_was_just_written(paths: Paths) -> None:
    path = keep(paths, "a.toml", log_text(log_of(1, note="one")))
    as_it_was = path.stat()
    with Index(paths, lambda: as_it_was.st_mtime_ns) as index:
        index.refresh()
        path.write_text(log_text(log_of(1, note="two")))
        os.utime(path, ns=(as_it_was.st_atime_ns, as_it_was.st_mtime_ns))
        # Of a disk whose times are coarse, the index would have seen these very numbers before.
        numbers = path.stat()
        stamp = f"{numbers.st_ino} {numbers.st_size} {numbers.st_mtime_ns} {numbers.st_ctime_ns}"
        with sqlite3.connect(paths.cache / NAME) as other:
            other.execute("UPDATE files SET stamp = ?", (stamp,))
        other.close()
        assert index.refresh()
        assert index.sessions()[0].note == "two"


def test_a_file_that_was_only_touched_is_no_change(paths: Paths, index: Index) -> None:
    path = keep(paths, "a.toml", log_text(log_of(1)))
    bad = keep(paths, "b.toml", "=")
    index.refresh()
    os.utime(path)
    os.utime(bad)
    assert not index.refresh()


def test_the_first_of_two_files_of_a_session_counts_and_the_other_does_when_that_is_gone(
    paths: Paths, index: Index
) -> None:
    first = keep(paths, "2026-11-22_1805_legs.toml", log_text(a_log()))
    second = keep(paths, "2026-11-22_1805_legs-2.toml", log_text(a_log(note="copy")))
    index.refresh()
    assert [row.path for row in index.sessions()] == [first]
    assert (index.session(second), index.sets_of(second)) == (None, [])
    first.unlink()
    assert index.refresh()
    assert [row.path for row in index.sessions()] == [second]
    says_what_is_there(index, paths)


FILTERS: dict[str, tuple[Filter, list[int]]] = {
    "all": (Filter(), [40, 2, 1, 0]),
    "limit": (Filter(limit=2), [40, 2]),
    "limit of none": (Filter(limit=0), []),
    "exercise": (Filter(exercise="extended-lunge"), [40, 1]),
    "part of an exercise": (Filter(exercise="extended"), []),
    "routine": (Filter(routine="hamstrings-at-home"), [2, 0]),
    "since": (Filter(since=date(2026, 11, 23)), [40, 2, 1]),
    "until": (Filter(until=date(2026, 11, 23)), [1, 0]),
    "between": (Filter(since=date(2026, 11, 23), until=date(2026, 11, 23)), [1]),
    "word of the name": (Filter(words=("OGRES",)), [2]),
    "word of the note, in another case": (Filter(words=("STRASSE",)), [1]),
    "word of an exercise": (Filter(words=("lunge",)), [40, 1]),
    "word of an exercise's own name": (Filter(words=("ausfall",)), [40]),
    "each word": (Filter(words=("lunge", "straße")), [1]),
    "words that mean something to SQL": (Filter(words=("%", "_", "'", "*")), [0]),
    "all at once": (Filter("extended-lunge", "rare", date(2026, 1, 1), date(2027, 1, 1), ("lunge",), 5), [40]),
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_lets_through_what_it_says(name: str, paths: Paths, index: Index) -> None:
    lunge = a_set(exercise="extended-lunge")
    keep(paths, "0.toml", log_text(log_of(0, note="100 % of '*_*'")))
    keep(paths, "1.toml", log_text(log_of(1, lunge, routine="other", note="Auf der Straße")))
    keep(paths, "2.toml", log_text(log_of(2, name="Progress")))
    keep(
        paths,
        "40.toml",
        log_text(log_of(40, a_set(exercise="extended-lunge", name="Ausfallschritt"), routine="rare")),
    )
    index.refresh()
    asked, wanted = FILTERS[name]
    assert [(row.started - STARTED).days for row in index.sessions(asked)] == wanted


def test_days_are_those_of_the_place_where_the_session_was(paths: Paths, index: Index) -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=-9)))
    keep(paths, "a.toml", log_text(a_log(started=late, finished=late)))
    index.refresh()
    assert index.days() == {date(2026, 3, 1): 1}
    assert len(index.sessions(Filter(since=date(2026, 3, 1), until=date(2026, 3, 1)))) == 1
    assert len(index.sets("single-leg-deadlift", date(2026, 3, 1), date(2026, 3, 1))) == 2
    assert index.sets("single-leg-deadlift", date(2026, 3, 2)) == []


def test_a_path_outside_the_folder_has_no_session(paths: Paths, index: Index) -> None:
    assert index.session(paths.config / "a.toml") is None
    assert index.sets_of(Path("a.toml")) == []


def _cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _garbage(file: Path) -> None:
    file.write_bytes(b"not a database at all, " * 1000)


def _rotten_middle(file: Path) -> None:
    with file.open("r+b") as open_file:
        open_file.seek(4096)
        open_file.write(b"\xff" * (file.stat().st_size - 4096))


def _run(statement: str) -> Callable[[Path], None]:
    def run(file: Path) -> None:
        connection = sqlite3.connect(file)
        with connection:
            connection.execute(statement)
        connection.close()

    return run


HARM: dict[str, Callable[[Path], None]] = {
    "deleted": Path.unlink,
    "empty": _empty,
    "cut short": _cut_short,
    "garbage": _garbage,
    "rotten middle": _rotten_middle,
    "another version": _run("PRAGMA user_version = 999"),
    "somebody else's": _run("PRAGMA application_id = 1"),
    "other logs": _run("UPDATE facts SET value = 'elsewhere' WHERE name = 'logs'"),
    "another program": _run("UPDATE facts SET value = 'older' WHERE name = 'program'"),
    "a table less": _run("DROP TABLE trained"),
    "a moment that is none": _run("UPDATE sessions SET started = 'soon'"),
    "rows that are none": _run("UPDATE trained SET rows = '{'"),
    "paths that are none": _run("UPDATE files SET path = id"),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_file_in_doubt_is_made_anew_and_nobody_hears_of_it(harm: str, paths: Paths) -> None:
    for day in range(30):
        keep(paths, f"{day}.toml", log_text(log_of(day)))
    with Index.open(paths) as index:
        index.refresh()
    HARM[harm](paths.cache / NAME)
    with Index.open(paths) as index:
        index.refresh()
        says_what_is_there(index, paths)
        assert index.in_file
    with later(paths) as index:
        says_what_is_there(index, paths)


@pytest.mark.parametrize("harm", HARM)
def test_harm_done_while_it_is_open_is_mended_as_well(harm: str, paths: Paths) -> None:
    for day in range(30):
        keep(paths, f"{day}.toml", log_text(log_of(day)))
    with Index.open(paths) as index:
        index.refresh()
    with Index.open(paths) as index:
        HARM[harm](paths.cache / NAME)
        index.refresh()
        says_what_is_there(index, paths)


def test_one_that_is_asked_before_it_is_refreshed_mends_itself_too(paths: Paths) -> None:
    keep(paths, "a.toml", log_text(log_of(0)))
    with Index.open(paths) as index:
        index.refresh()
        _run("DROP TABLE sessions")(paths.cache / NAME)
        says_what_is_there(index, paths)


@pytest.mark.parametrize("what", ["file instead of a folder", "folder instead of a file", "pipe", "pipe for a lock"])
def test_where_there_can_be_no_file_it_is_kept_in_memory(what: str, paths: Paths) -> None:
    keep(paths, "a.toml", log_text(log_of(0)))
    if what == "file instead of a folder":
        paths.cache.write_bytes(b"")
    elif what == "folder instead of a file":
        (paths.cache / NAME).mkdir(parents=True)
    else:
        paths.cache.mkdir()
        os.mkfifo(paths.cache / (NAME if what == "pipe" else "history.lock"))
    with Index.open(paths) as index:
        assert not index.in_file
        index.refresh()
        says_what_is_there(index, paths)
        index.rebuild()
        says_what_is_there(index, paths)


def test_the_file_is_for_its_owner_alone(paths: Paths, index: Index) -> None:
    assert index.in_file
    assert {(paths.cache / NAME).stat().st_mode & 0o777, paths.cache.stat().st_mode & 0o777} == {0o600, 0o700}


def test_a_refresh_that_is_stopped_goes_on_where_it_was(paths: Paths) -> None:
    for day in range(100):
        keep(paths, f"{day:03}.toml", log_text(log_of(day)))
    with later(paths) as index:
        told: list[tuple[int, int]] = []
        assert index.refresh(lambda *each: told.append(each), lambda: len(told) > 1)
        (_, whole), (_, _), (done, _) = told
        assert 0 < done < whole == 100
        assert not index.is_complete
        assert len(index.sessions()) == done == len(index.sets("single-leg-deadlift")) // 2
    with later(paths) as index:
        assert looked_at(index) == whole - done
        says_what_is_there(index, paths)


def test_what_is_told_begins_at_nothing_and_ends_with_all(paths: Paths, index: Index) -> None:
    for day in range(70):
        keep(paths, f"{day}.toml", log_text(log_of(day)))
    told: list[tuple[int, int]] = []
    index.refresh(lambda *each: told.append(each))
    assert (told[0], told[-1]) == ((0, 70), (70, 70))
    assert told == sorted(told)


def test_two_at_once_see_what_the_other_did(paths: Paths, index: Index) -> None:
    with Index.open(paths) as other:
        keep(paths, "a.toml", log_text(log_of(0)))
        index.refresh()
        says_what_is_there(other, paths)
        keep(paths, "a.toml", log_text(log_of(0, note="changed")))
        keep(paths, "b.toml", log_text(log_of(1)))
        other.refresh()
        says_what_is_there(index, paths)


def test_two_that_refresh_at_the_same_time_put_nothing_in_twice(paths: Paths, index: Index) -> None:
    for day in range(40):
        keep(paths, f"{day}.toml", log_text(log_of(day)))
    with Index.open(paths) as other:

        def told(done: int, of: int) -> None:
            # Before anything is put in: the other does all of it in between.
            if done == 0:
                other.refresh()

        index.refresh(told)
        says_what_is_there(index, paths)
        says_what_is_there(other, paths)
        assert index.counts().files == 40


def test_a_reader_sees_the_state_before_until_a_refresh_is_whole(paths: Paths, index: Index) -> None:
    first = keep(paths, "a.toml", log_text(log_of(0)))
    index.refresh()
    keep(paths, "b.toml", log_text(log_of(1)))
    with Index.open(paths) as other:
        connection = sqlite3.connect(paths.cache / NAME, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM sessions")
        assert [row.path for row in other.sessions()] == [first]
        connection.execute("ROLLBACK")
        connection.close()


def test_rebuilding_reads_all_again_also_while_another_has_it_open(paths: Paths, index: Index) -> None:
    for day in range(3):
        keep(paths, f"{day}.toml", log_text(log_of(day)))
    index.refresh()
    _run("UPDATE sessions SET name = 'never'")(paths.cache / NAME)
    with Index.open(paths) as other:
        other.rebuild()
        says_what_is_there(other, paths)
        assert other.in_file
    says_what_is_there(index, paths)


def test_rebuilding_makes_a_new_file_where_nobody_else_has_it_open(paths: Paths, index: Index) -> None:
    before = (paths.cache / NAME).stat().st_ino, (paths.cache / NAME).stat().st_ctime_ns
    index.rebuild()
    after = (paths.cache / NAME).stat().st_ino, (paths.cache / NAME).stat().st_ctime_ns
    assert before != after and index.in_file


def test_damage_found_while_another_has_it_open_is_mended_by_both(paths: Paths, index: Index) -> None:
    for day in range(30):
        keep(paths, f"{day}.toml", log_text(log_of(day)))
    with Index.open(paths) as other:
        other.refresh()
        _garbage(paths.cache / NAME)
        for each in (index, other, index):
            each.refresh()
            says_what_is_there(each, paths)


def test_a_file_that_is_deleted_while_it_is_open_is_made_again(paths: Paths, index: Index) -> None:
    keep(paths, "a.toml", log_text(log_of(0)))
    index.refresh()
    for file in paths.cache.iterdir():
        file.unlink()
    index.refresh()
    with Index.open(paths) as other:
        assert other.in_file
        says_what_is_there(other, paths)


def test_asking_of_an_index_that_is_up_to_date_loads_no_validation(paths: Paths) -> None:
    keep(paths, "a.toml", log_text(log_of(0)))
    with later(paths) as index:
        index.refresh()
    code = (
        "import sys; from pathlib import Path; from tui.machine.paths import Paths\n"
        "from tui.logbook.index.index import Index\n"
        "with Index.open(Paths.under(Path(sys.argv[1]))) as index:\n"
        "    index.refresh(); print(len(index.sessions()), *{'pydantic', 'textual', 'subprocess'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(paths.data.parent)], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"


def test_the_tables_hold_all_that_is_kept_of_a_session(index: Index, paths: Paths) -> None:
    keep(paths, "a.toml", log_text(a_log()))
    index.refresh()
    connection = sqlite3.connect(paths.cache / NAME)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
