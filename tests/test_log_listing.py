"""The folder of logs as people and sync tools leave it: every bad file is named, and the rest are read."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from log_examples import SESSION_ID, STARTED, a_log, a_set

from catalogue.files.conflict_copies import is_conflict_copy
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.file_names import session_id
from tui.logbook.log.last_time import last_time, last_times
from tui.logbook.log.listing import list_logs
from tui.logbook.log.log_model import Log, LogSet
from tui.logbook.log.store import log_text, save
from tui.machine.paths import Paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.under(tmp_path)


def keep(paths: Paths, name: str, data: bytes | str) -> Path:
    path = paths.logs / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def log_of(day: int, *sets: LogSet) -> Log:
    started = STARTED + timedelta(days=day)
    return a_log(*sets, id=session_id(started, "abcd"), started=started, finished=started + timedelta(hours=1))


def test_no_folder_is_no_logs_and_is_not_made(paths: Paths) -> None:
    listing = list_logs(paths)
    assert listing.logs == ()
    assert listing.problems == ()
    assert not paths.data.exists()


def test_logs_come_newest_first_whatever_their_files_are_called(paths: Paths) -> None:
    for day in (3, 1, 50, 2):
        save(log_of(day), paths, RealDisk())
    keep(paths, "moved/here/a.toml", log_text(log_of(10)))
    days = [(file.log.started - STARTED).days for file in list_logs(paths).logs]
    assert days == [50, 10, 3, 2, 1]


def test_every_bad_file_is_named_and_the_others_are_read(paths: Paths) -> None:
    good = log_text(a_log())
    keep(paths, "2026/2026-11-22_1805_good.toml", good)
    bad = {
        "2026/empty.toml": b"",
        "2026/nul.toml": b"\0" * 500,
        "2026/binary.toml": b"\xff\xfe\x00a",
        "2026/cut.toml": good[: len(good) // 2].encode(),
        "2026/conflict.toml": f"<<<<<<< HEAD\n{good}=======\n{good}>>>>>>> other\n".encode(),
        "2026/wrong.toml": good.replace("reps = 10", "reps = -1").encode(),
        "2026/newer.toml": good.replace("schema = 1", "schema = 99").encode(),
        "2026/again.toml": good.encode(),
    }
    for name, data in bad.items():
        keep(paths, name, data)
    os.mkfifo(paths.logs / "2026" / "pipe.toml")
    (paths.logs / "2026" / "dangling.toml").symlink_to("nowhere")
    (paths.logs / "2026" / "loop.toml").symlink_to("loop.toml")
    listing = list_logs(paths)
    assert [file.path.name for file in listing.logs] == ["2026-11-22_1805_good.toml"]
    named = {str(Path(problem.path).relative_to(paths.logs)) for problem in listing.problems}
    assert named == {*bad, "2026/pipe.toml", "2026/dangling.toml", "2026/loop.toml"}
    (wrong,) = (problem for problem in listing.problems if problem.path.endswith("wrong.toml"))
    assert wrong.line == good[: good.index("reps = 10")].count("\n") + 1
    assert wrong.field == "sets[1].reps"


def test_of_two_files_of_one_session_the_first_counts_and_the_second_is_named(paths: Paths) -> None:
    first = save(a_log(), paths, RealDisk())
    keep(paths, f"2026/{first.stem}-2.toml", log_text(a_log(note="copy")))
    listing = list_logs(paths)
    assert [file.path for file in listing.logs] == [first]
    (problem,) = listing.problems
    assert problem.path.endswith("-2.toml")
    assert first.name in problem.message


@pytest.mark.parametrize(
    "name",
    [
        "2026-11-22_1805_legs.sync-conflict-20261122-190000-ABCDEFG.toml",
        "2026-11-22_1805_legs (conflicted copy 2026-11-22 190000).toml",
        "2026-11-22_1805_legs (Ann's conflicted copy 2026-11-22).toml",
        "2026-11-22_1805_legs_conflict-20261122-190000.toml",
        "2026-11-22_1805_legs-CONFLICT.toml",
        "2026-11-22_1805_legs_LOCAL_123.toml",
        "2026-11-22_1805_legs.toml.orig",
        "2026-11-22_1805_legs.toml.sync-conflict-20261122-190000-ABCDEFG",
    ],
)
def test_conflict_copies_are_reported_and_not_counted(name: str, paths: Paths) -> None:
    log = keep(paths, "2026/2026-11-22_1805_legs.toml", log_text(a_log()))
    copy = keep(paths, f"2026/{name}", log_text(a_log(id="other", note="never read")))
    listing = list_logs(paths)
    assert [file.path for file in listing.logs] == [log]
    assert [problem.path for problem in listing.problems] == [str(copy)]
    assert last_time("single-leg-deadlift", paths) is not None


def test_a_log_may_be_about_conflict(paths: Paths) -> None:
    path = save(a_log(routine="inner-conflict-20261122-190000"), paths, RealDisk())
    assert not is_conflict_copy(path.name)


def test_hidden_and_other_files_are_passed_over(paths: Paths) -> None:
    keep(paths, "2026/.2026-11-22_1805_legs.toml.tmp", b"half")
    keep(paths, ".git/config.toml", b"x")
    keep(paths, "2026/readme.md", b"my training")
    listing = list_logs(paths)
    assert (listing.logs, listing.problems) == ((), ())


def test_folders_that_link_to_each_other_are_read_once(paths: Paths) -> None:
    keep(paths, "2026/a.toml", log_text(a_log()))
    (paths.logs / "2026" / "loop").symlink_to(paths.logs)
    elsewhere = paths.config / "old"
    elsewhere.mkdir(parents=True)
    (elsewhere / "b.toml").write_text(log_text(log_of(-400)))
    (paths.logs / "2025").symlink_to(elsewhere)
    listing = list_logs(paths)
    assert len(listing.logs) == 2
    assert listing.problems == ()


def test_last_time_is_the_newest_log_with_working_sets_of_the_exercise(paths: Paths) -> None:
    lunge = a_set(exercise="extended-lunge", reps=None, load=None, target_seconds=30.0, seconds=31.5)
    for log in (
        log_of(-300, a_set(reps=7)),
        log_of(1, a_set(kind="warmup"), a_set(side="right", rpe=8.0), a_set(side="left", reps=9)),
        log_of(2, a_set(kind="warmup"), lunge),
        log_of(3, a_set(exercise="single-leg-deadlift-deficit")),
    ):
        save(log, paths, RealDisk())
    found = last_time("single-leg-deadlift", paths)
    assert found is not None
    assert found.day == (STARTED + timedelta(days=1)).date()
    assert [(row.side, row.reps, row.load, row.rpe) for row in found.sets] == [
        ("right", 10, 8.0, 8.0),
        ("left", 9, 8.0, None),
    ]
    assert (found.unit, found.load_counts) == ("kg", "per-hand")
    both = last_times(["extended-lunge", "single-leg-deadlift", "never-done"], paths)
    assert set(both) == {"extended-lunge", "single-leg-deadlift"}
    assert both["extended-lunge"].sets[0].target_seconds == 30.0
    assert both["single-leg-deadlift"] == found


def test_last_time_passes_over_what_it_cannot_read(paths: Paths) -> None:
    save(log_of(0), paths, RealDisk())
    good = log_text(log_of(9))
    keep(paths, "2026/2026-12-01_1000_x.toml", good[:-200])
    keep(paths, "2026/2026-12-02_1000_x.toml", b"\xff")
    keep(paths, "2026/2026-12-03_1000_x.toml", 'sets = "single-leg-deadlift"')
    keep(paths, "2026/2026-12-04_1000_x.toml", 'started = 2026-12-04T10:00:00Z\nsets = ["single-leg-deadlift"]')
    keep(
        paths,
        "2026/2026-12-05_1000_x.toml",
        good.replace("reps = ", "reps = -").replace("seconds = ", "seconds = inf#"),
    )
    keep(paths, "note.txt", "hello")
    found = last_time("single-leg-deadlift", paths)
    assert found is not None
    assert found.day == STARTED.date()


def test_last_time_looks_into_a_bounded_number_of_logs(paths: Paths) -> None:
    for day in range(5):
        save(log_of(day, a_set(exercise="extended-lunge" if day else "plank")), paths, RealDisk())
    assert last_time("plank", paths, limit=4) is None
    assert last_time("plank", paths, limit=5) is not None


def test_a_session_id_begins_with_its_local_start() -> None:
    assert session_id(STARTED, "7f3a") == SESSION_ID
    assert session_id(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "0000") == "2026-01-02T030405-0000"
