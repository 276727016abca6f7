"""A value changed in a log leaves the rest of the file as the person had it."""

import difflib
import errno
from pathlib import Path
from random import Random

import pytest
from fake_disk import FakeDisk, Fault
from hypothesis import given
from hypothesis import strategies as st
from log_examples import LOGS, a_log

from tui.logbook.disk import RealDisk
from tui.logbook.mending import ChangedOnDisk, annotate
from tui.logbook.models import Log
from tui.logbook.store import LogFile, LogNotWritten, digest, log_text, parse_log, read_log

BY_HAND = """\
# my log
schema = 1
id="a"   # short
name = 'Legs'
started = 2026-11-22 18:05:33+01:00
finished = 2026-11-22T18:31:02+01:00
outcome = "completed"
active_seconds = 1_388
mood   =   "fine"      # not repcue's

sets = [
  { exercise = "lunge", set = 1, reps = 10, load = 8 },   # easy
  { exercise = "lunge", set = 2, reps = 9 },
]
"""
IN_TABLES = (
    BY_HAND[: BY_HAND.index("sets")]
    + """\
# first
[[sets]]
exercise = "lunge"
set = 1
reps = 10   # counted twice
load = 8

  [[sets]]  # second
  exercise = "lunge"
  set = 2
  knee = "sore"
"""
)


def put(folder: Path, text: str) -> Path:
    path = folder / "log.toml"
    path.write_bytes(text.encode())
    return path


def difference(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize("text", [BY_HAND, IN_TABLES], ids=["inline", "tables"])
def test_effort_and_note_are_added_and_every_other_line_stays(text: str, tmp_path: Path) -> None:
    path = put(tmp_path, text)
    after = annotate(read_log(path), {"effort": 7.5, "note": "good"}, disk=RealDisk())
    assert difference(text, path.read_text()) == ["+ effort = 7.5", '+ note = "good"']
    assert (after.log.effort, after.log.note) == (7.5, "good")
    assert after == read_log(path)


def test_a_changed_value_keeps_its_comment_and_place(tmp_path: Path) -> None:
    path = put(tmp_path, IN_TABLES)
    after = annotate(read_log(path), {}, {0: {"reps": 11}, 1: {"rpe": 8.5}}, disk=RealDisk())
    assert difference(IN_TABLES, path.read_text()) == [
        "- reps = 10   # counted twice",
        "+ reps = 11   # counted twice",
        "+   rpe = 8.5",
    ]
    assert [row.reps for row in after.log.sets] == [11, None]
    assert after.log.sets[1].rpe == 8.5


def test_a_row_written_in_one_line_can_be_changed(tmp_path: Path) -> None:
    path = put(tmp_path, BY_HAND)
    annotate(read_log(path), {}, {0: {"reps": 11}}, disk=RealDisk())
    assert difference(BY_HAND, path.read_text())[1] == (
        '+   { exercise = "lunge", set = 1, reps = 11, load = 8 },   # easy'
    )


def test_none_takes_a_key_out(tmp_path: Path) -> None:
    path = put(tmp_path, IN_TABLES)
    after = annotate(read_log(path), {"effort": None}, {0: {"load": None}}, disk=RealDisk())
    assert difference(IN_TABLES, path.read_text()) == ["- load = 8"]
    assert after.log.sets[0].load is None


@given(LOGS, st.text(st.sampled_from("ab '\"\\#[]=\n"), max_size=10).map(str.strip), st.integers(2, 20))
def test_any_log_takes_a_note_and_an_effort(
    tmp_path_factory: pytest.TempPathFactory, log: Log, note: str, twice: int
) -> None:
    path = put(tmp_path_factory.mktemp("logs"), log_text(log))
    after = annotate(read_log(path), {"note": note, "effort": twice / 2}, disk=RealDisk()).log
    assert log_text(after) == log_text(Log.model_validate(log.document() | {"note": note, "effort": twice / 2}))


@pytest.mark.parametrize("change", ["another value", "a new comment", "deleted", "no text any more"])
def test_a_log_changed_since_it_was_read_is_not_written_over(change: str, tmp_path: Path) -> None:
    path = put(tmp_path, BY_HAND)
    file = read_log(path)
    match change:
        case "another value":
            path.write_text(BY_HAND.replace("fine", "fair"))
        case "a new comment":
            path.write_text(BY_HAND + "# more\n")
        case "deleted":
            path.unlink()
        case _:
            path.write_bytes(b"\xff")
    now = path.read_bytes() if path.exists() else None
    with pytest.raises(ChangedOnDisk, match=r"log\.toml"):
        annotate(file, {"effort": 5.0}, disk=RealDisk())
    assert (path.read_bytes() if path.exists() else None) == now


def test_a_change_that_comes_while_the_new_text_is_written_is_noticed(tmp_path: Path) -> None:
    path = put(tmp_path, BY_HAND)

    class EditorAtWork(RealDisk):
        def fsync(self, handle: int) -> None:
            super().fsync(handle)
            path.write_text(BY_HAND + "# typed just now\n")

    with pytest.raises(ChangedOnDisk):
        annotate(read_log(path), {"effort": 5.0}, disk=EditorAtWork())
    assert path.read_text().endswith("# typed just now\n")


def test_a_symlink_stays_one_and_the_mode_of_the_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real = put(tmp_path / "elsewhere", BY_HAND)
    real.chmod(0o664)
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    annotate(read_log(link), {"effort": 5.0}, disk=RealDisk())
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o664
    assert read_log(real).log.effort == 5.0
    assert [path.name for path in real.parent.iterdir()] == ["log.toml"]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_byte_order_mark_stay(mark: str, end: str, tmp_path: Path) -> None:
    text = mark + IN_TABLES.replace("\n", end)
    path = put(tmp_path, text)
    annotate(read_log(path), {}, {0: {"reps": 11}}, disk=RealDisk())
    assert path.read_bytes() == text.replace("reps = 10", "reps = 11").encode()
    annotate(read_log(path), {"effort": 6.0}, disk=RealDisk())
    assert read_log(path).log.effort == 6.0


def test_values_that_no_log_may_hold_change_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, BY_HAND)
    file = read_log(path)
    with pytest.raises(LogNotWritten):
        annotate(file, {"effort": 11.0}, disk=RealDisk())
    with pytest.raises(LogNotWritten):
        annotate(file, {"note": "\x1b[2J"}, disk=RealDisk())
    with pytest.raises(LogNotWritten):
        annotate(file, {}, {7: {"reps": 1}}, disk=RealDisk())
    assert path.read_text() == BY_HAND


@pytest.mark.parametrize("half", [False, True])
def test_a_fault_at_any_call_leaves_the_old_log_or_the_new_one(half: bool) -> None:
    path = Path("/log.toml")
    old = log_text(a_log())
    call = 0
    while True:
        call += 1
        disk = FakeDisk(Random(call))
        handle = disk.create(path)
        disk.write(handle, old.encode())
        disk.fsync(handle)
        disk.close(handle)
        disk.sync_folder(path.parent)
        calls_before = len(disk.calls)
        disk.fault = Fault(calls_before + call, errno.EIO, half)
        file = LogFile(path, parse_log(old, path), digest(old))
        try:
            annotate(file, {"effort": 7.5}, disk=disk)
        except OSError:
            pass
        else:
            break
        disk.cut_power()
        effort = parse_log(disk.read(path).decode(), path).effort
        assert effort in (None, 7.5)
    assert call > 8
