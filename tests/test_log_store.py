"""Logs as files: what is saved is what is read, under a name of its own, and nothing is overwritten."""

import errno
import json
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
import tomli
from fake_disk import FakeDisk, Fault
from hypothesis import given
from log_examples import LOGS, STARTED, a_log, a_set

from catalogue.files.problems import FileProblems
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.log_model import Log, LogSet, whole_sets
from tui.logbook.log.store import LogNotWritten, log_text, parse_log, read_log, save
from tui.machine.paths import Paths

EXAMPLE = """\
schema = 1
id = "2026-11-22T180533-7f3a"
name = "Hamstrings at home"
routine = "hamstrings-at-home"
started = 2026-11-22T18:05:33+01:00
finished = 2026-11-22T18:31:02+01:00
outcome = "completed"            # completed | ended-early | recovered
active_seconds = 1388.0
paused_seconds = 141.0
unit = "kg"
effort = 7.5                     # session RPE, if given
note = ""

[[sets]]
exercise = "single-leg-deadlift"
set = 1
side = "right"
kind = "working"                 # warmup | working | amrap
target = 10
reps = 10
load = 8.0
load_counts = "per-hand"
started = 18:06:10
seconds = 52.4
rest = 61.0
rpe = 8.0
rep_seconds = "4.1 5.2 5.3"
"""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.under(tmp_path)


def problems_of(text: str) -> list[str]:
    with pytest.raises(FileProblems) as caught:
        parse_log(text, Path("log.toml"))
    return [str(problem) for problem in caught.value.problems]


def test_the_documented_example_is_read_and_written_key_for_key() -> None:
    log = parse_log(EXAMPLE, Path("log.toml"))
    assert list(tomli.loads(log_text(log))) == list(tomli.loads(EXAMPLE))
    assert list(tomli.loads(log_text(log))["sets"][0]) == list(tomli.loads(EXAMPLE)["sets"][0])
    assert tomli.loads(log_text(log)) == tomli.loads(EXAMPLE)
    assert log.sets[0].rep_durations == (4.1, 5.2, 5.3)


@given(LOGS)
def test_any_log_that_is_saved_reads_back_the_same(tmp_path_factory: pytest.TempPathFactory, log: Log) -> None:
    paths = Paths.under(tmp_path_factory.mktemp("home"))
    path = save(log, paths, RealDisk())
    assert log_text(read_log(path).log) == log_text(log)
    assert save(log, paths, RealDisk()) == path
    assert list(path.parent.iterdir()) == [path]


def test_a_log_is_filed_under_its_year_local_time_and_routine(paths: Paths) -> None:
    path = save(a_log(), paths, RealDisk())
    assert path == paths.logs / "2026" / "2026-11-22_1805_hamstrings-at-home.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(paths.logs.stat().st_mode) == 0o700


def test_a_session_of_exercises_is_named_after_the_one_or_just_session(paths: Paths) -> None:
    one = a_log(routine=None)
    two = a_log(a_set(), a_set(exercise="extended-lunge"), routine=None, id="other")
    assert save(one, paths, RealDisk()).name == "2026-11-22_1805_single-leg-deadlift.toml"
    assert save(two, paths, RealDisk()).name == "2026-11-22_1805_session.toml"


def test_a_taken_name_gets_a_number_and_what_has_it_stays(paths: Paths) -> None:
    disk = RealDisk()
    first = save(a_log(), paths, disk)
    before = first.read_bytes()
    second = save(a_log(id="another"), paths, disk)
    third = save(a_log(finished=STARTED + timedelta(hours=2)), paths, disk)
    assert [second.name, third.name] == [f"{first.stem}-2.toml", f"{first.stem}-3.toml"]
    assert first.read_bytes() == before
    assert read_log(third).log.finished == STARTED + timedelta(hours=2)


@pytest.mark.parametrize("kind", ["folder", "pipe", "dangling link", "empty file"])
def test_anything_at_all_under_the_name_is_left_alone(kind: str, paths: Paths) -> None:
    name = paths.logs / "2026" / "2026-11-22_1805_hamstrings-at-home.toml"
    name.parent.mkdir(parents=True)
    match kind:
        case "folder":
            name.mkdir()
        case "pipe":
            os.mkfifo(name)
        case "dangling link":
            name.symlink_to(paths.data / "nowhere")
        case _:
            name.touch()
    before = name.lstat()
    assert save(a_log(), paths, RealDisk()).name == "2026-11-22_1805_hamstrings-at-home-2.toml"
    assert name.lstat().st_ino == before.st_ino
    assert not (paths.data / "nowhere").exists()


def test_a_title_cannot_lead_out_of_the_folder(paths: Paths) -> None:
    log = a_log().model_copy(update={"routine": "../../../etc/passwd"})
    with pytest.raises(LogNotWritten):
        save(log, paths, RealDisk())
    assert not paths.data.exists()


def test_a_log_that_would_not_read_back_never_gets_a_name(paths: Paths) -> None:
    broken = a_log().model_copy(update={"name": "a\x1b[2Jb"})
    with pytest.raises(LogNotWritten):
        save(broken, paths, RealDisk())
    assert not paths.logs.exists()


def test_a_disk_that_garbles_what_it_is_given_is_noticed_before_the_log_gets_its_name() -> None:
    class Garbling(FakeDisk):
        def write(self, handle: int, data: bytes) -> int:
            return super().write(handle, data.replace(b"reps = 10", b"reps = 11"))

    disk = Garbling(Random(0))
    with pytest.raises(OSError, match="read back"):
        save(a_log(), Paths.under(Path("/home")), disk)
    assert disk.paths() == []


def test_a_failed_save_leaves_nothing_on_a_full_disk_and_the_next_one_saves(paths: Paths) -> None:
    disk = FakeDisk(Random(0))
    home = Paths.under(Path("/home"))
    save(a_log(), home, disk)
    write = next(call for call, name in enumerate(disk.calls, 1) if name.startswith("write"))
    disk = FakeDisk(Random(0))
    disk.fault = Fault(write, errno.ENOSPC, half=True)
    with pytest.raises(OSError):
        save(a_log(), home, disk)
    assert disk.paths() == []
    path = save(a_log(), home, disk)
    assert disk.paths() == [path]


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/St_Johns", "Africa/Monrovia"])
def test_moments_in_named_zones_keep_their_local_time(zone: str) -> None:
    # In 1970 Monrovia's clocks were 44 min 30 s behind; TOML has no seconds in offsets.
    for moment in (
        datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo(zone)),
        datetime(1970, 1, 1, tzinfo=ZoneInfo(zone)),
    ):
        log = a_log(started=moment, finished=moment.astimezone(UTC))
        assert parse_log(log_text(log), Path("x")) == log
        assert log.started.timestamp() == moment.timestamp()


def test_keys_the_program_does_not_know_are_kept() -> None:
    own = EXAMPLE.replace('note = ""', 'note = ""\nmood = "fine"\nweather = { wind = [1, 2] }') + "bar = 12\n"
    again = tomli.loads(log_text(parse_log(own, Path("x"))))
    assert again["mood"] == "fine"
    assert again["weather"] == {"wind": [1, 2]}
    assert again["sets"][0]["bar"] == 12


def test_every_mistake_is_named_with_its_line_at_once() -> None:
    wrong = (
        EXAMPLE.replace("reps = 10", 'reps = "ten"')
        .replace("effort = 7.5", "effort = 7.3")
        .replace("load = 8.0", "load = nan")
        .replace('side = "right"', 'side = "rihgt"')
    )
    found = problems_of(wrong)
    assert [problem.split(":")[1] for problem in found] == ["11", "17", "20", "21"]
    assert all("Input should" not in problem for problem in found)


@pytest.mark.parametrize(
    "before, after",
    [
        ("schema = 1", "schema = 3"),
        ("schema = 1", ""),
        ("2026-11-22T18:05:33+01:00", "2026-11-22T18:05:33"),
        ("2026-11-22T18:05:33+01:00", '"2026-11-22T18:05:33+01:00"'),
        ("2026-11-22T18:05:33+01:00", "2026-11-22"),
        ("18:06:10", "2026-11-22T18:06:10"),
        ("reps = 10", "reps = -1"),
        ("reps = 10", "reps = true"),
        ("reps = 10", "reps = 10.0"),
        ("reps = 10", f"reps = {10**400}"),
        ("load = 8.0", "load = inf"),
        ("load = 8.0", f"load = {10**400}"),
        ("set = 1", "set = 0"),
        ("rpe = 8.0", "rpe = 10.5"),
        ("seconds = 52.4", "seconds = -1"),
        ('"4.1 5.2 5.3"', '"4.1 five"'),
        ('"4.1 5.2 5.3"', '"4.1 -5"'),
        ('"4.1 5.2 5.3"', '"4.1 1e5"'),
        ('"4.1 5.2 5.3"', '"4.1 ²"'),
        ('"4.1 5.2 5.3"', '"."'),
        ('name = "Hamstrings at home"', 'name = "\\u001b[2J"'),
        ('note = ""', 'note = "\\u202e"'),
        ('exercise = "single-leg-deadlift"', 'exercise = "../x"'),
        ('outcome = "completed"', 'outcome = "won"'),
        ("[[sets]]", "[sets]"),
        (EXAMPLE, ""),
    ],
)
def test_what_a_log_may_not_hold_is_a_problem_and_no_crash(before: str, after: str) -> None:
    assert problems_of(EXAMPLE.replace(before, after, 1))


def test_a_note_may_have_lines_tabs_and_the_line_ends_of_any_system() -> None:
    assert a_log(note="one\r\n\ttwo\n").note == "one\n two"
    assert a_log(note="  \n ").note == ""


def test_totals_leave_warm_ups_out_and_add_both_sides() -> None:
    log = a_log(
        a_set(kind="warmup", load=100.0),
        a_set(side="right"),
        a_set(side="left", reps=9),
        a_set(set=2, kind="amrap", reps=5, load=None),
        a_set(exercise="plank", reps=None, load=None, target_seconds=30.0),
    )
    assert log.reps == 24
    assert log.volume_load == 19 * 8.0
    assert log.set_count == 3
    assert log.exercises == ("single-leg-deadlift", "plank")


def test_both_sides_are_one_set_and_a_repeated_block_is_not() -> None:
    left, right = a_set(side="left"), a_set(side="right")
    both = a_set()
    rows: list[LogSet] = [right, left, right, left, both, both, a_set(set=2, side="left"), left]
    assert [len(group) for group in whole_sets(rows)] == [2, 2, 1, 1, 1, 1]


def test_json_has_the_keys_of_the_file_and_plain_values() -> None:
    document = json.loads(json.dumps(parse_log(EXAMPLE, Path("x")).as_json()))
    assert list(document) == list(tomli.loads(EXAMPLE))
    assert document["schema"] == 1
    assert document["started"] == "2026-11-22T18:05:33+01:00"
