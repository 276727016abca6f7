"""A value changed in a log leaves the rest of the file as the person had it."""

import difflib
import errno
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pytest
from fake_disk import FakeDisk, Fault
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from log_examples import LOGS, SETS, STARTED, a_log, a_set

from catalogue.schema.bounds import YEARS
from tui.logbook.changes.edits import (
    ChangedOnDisk,
    LogChanges,
    SetChanges,
    SetValues,
    add_set,
    annotate,
    put_back,
    remove_sets,
    text_of,
)
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import LogFile, LogNotWritten, digest, log_text, parse_log, read_log

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
    assert list(tmp_path.iterdir()) == [path]


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


@pytest.mark.parametrize(
    ("written", "asked", "becomes"),
    [
        ("2026-11-22 18:05:33+01:00", datetime(2026, 11, 22, 17, 30), "2026-11-22 17:30:00+01:00"),
        ("2026-11-22T18:05:33+01:00", datetime(2026, 11, 22, 17, 30), "2026-11-22T17:30:00+01:00"),
        ("2026-11-22t18:05:33z", datetime(2026, 11, 22, 17, 30), "2026-11-22t17:30:00z"),
        ("2026-11-22T18:05:33Z", STARTED, "2026-11-22T18:05:33+01:00"),
    ],
)
def test_a_corrected_start_is_written_as_the_old_one_was(
    written: str, asked: datetime, becomes: str, tmp_path: Path
) -> None:
    text = IN_TABLES.replace("2026-11-22 18:05:33+01:00", written)
    path = put(tmp_path, text)
    after = annotate(read_log(path), {"started": asked, "name": "Legs"}, disk=RealDisk())
    assert difference(text, path.read_text()) == [f"- started = {written}", f"+ started = {becomes}"]
    assert after.log.started == asked.replace(tzinfo=asked.tzinfo or read_log(path).log.started.tzinfo)


@pytest.mark.parametrize(
    ("asked", "end"),
    [
        (datetime(2026, 12, 24, 9, 0), "2026-12-24T09:25:29+01:00"),
        (datetime(2026, 11, 1, 18, 0), "2026-11-01T18:25:29+01:00"),
        (datetime(2026, 11, 22, 6, 5, 33), "2026-11-22T06:31:02+01:00"),
        (datetime(2026, 11, 22, 18, 20), "2026-11-22T18:31:02+01:00"),
        (datetime(2026, 11, 22, 12, 0), "2026-11-22T18:31:02+01:00"),
    ],
)
def test_a_start_at_another_time_altogether_takes_the_end_along(asked: datetime, end: str, tmp_path: Path) -> None:
    path = put(tmp_path, IN_TABLES)
    after = annotate(read_log(path), {"started": asked}, disk=RealDisk())
    assert (after.path, after.log.finished.isoformat()) == (path, end)


def test_a_start_with_no_room_for_the_session_after_it_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, IN_TABLES)
    with pytest.raises(LogNotWritten, match="another start"):
        annotate(read_log(path), {"started": datetime(9999, 12, 31, 23, 59)}, disk=RealDisk())
    assert path.read_text() == IN_TABLES


def test_a_value_that_is_what_it_was_stays_as_it_was_written(tmp_path: Path) -> None:
    path = put(tmp_path, IN_TABLES)
    annotate(read_log(path), {"started": STARTED}, {0: {"load": 8.0, "reps": 10}}, disk=RealDisk())
    assert path.read_text() == IN_TABLES


NEW: SetValues = {"exercise": "lunge", "set": 3, "reps": 7, "rpe": None}


@pytest.mark.parametrize(
    ("at", "follows"), [(0, "# first"), (1, "reps = 10   # counted twice\nload = 8\n"), (2, '  knee = "sore"\n')]
)
def test_a_forgotten_set_is_put_in_its_place_and_no_line_is_changed(at: int, follows: str, tmp_path: Path) -> None:
    path = put(tmp_path, IN_TABLES)
    after = add_set(read_log(path), at, NEW, disk=RealDisk())
    text = path.read_text()
    assert not [line for line in difference(IN_TABLES, text) if line[0] == "-"]
    assert [row.set for row in after.log.sets] == [*[1, 2][:at], 3, *[1, 2][at:]]
    row = '[[sets]]\nexercise = "lunge"\nset = 3\nreps = 7\n'
    assert (f"{row}\n{follows}" if at == 0 else f"{follows}\n{row}") in text


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_forgotten_set_is_put_among_rows_written_in_one_line(at: int, tmp_path: Path) -> None:
    path = put(tmp_path, BY_HAND)
    add_set(read_log(path), at, NEW, disk=RealDisk())
    assert difference(BY_HAND, path.read_text()) == ['+   {exercise = "lunge", set = 3, reps = 7},']


def test_a_set_is_added_to_a_log_of_none(tmp_path: Path) -> None:
    path = put(tmp_path, log_text(a_log(sets=[], my={"own": 1})))
    after = add_set(read_log(path), 0, NEW, disk=RealDisk())
    assert [row.reps for row in after.log.sets] == [7]
    assert "[[sets]]" in path.read_text()


def test_a_set_taken_out_takes_its_own_lines_and_leaves_the_remarks_between(tmp_path: Path) -> None:
    text = IN_TABLES.replace("\n  [[sets]]", "\n# heavy\n  [[sets]]") + "\n# bye\n[mine]\na = 1\n"
    path = put(tmp_path, text)
    after = remove_sets(read_log(path), [0], disk=RealDisk())
    assert [row.set for row in after.log.sets] == [2]
    gone = [line for line in difference(text, path.read_text()) if line[2:].strip()]
    assert gone == [
        "- [[sets]]",
        '- exercise = "lunge"',
        "- set = 1",
        "- reps = 10   # counted twice",
        "- load = 8",
    ]
    again = remove_sets(after, [0], disk=RealDisk())
    assert again.log.sets == ()
    assert [line for line in path.read_text().splitlines() if line.startswith("# ")] == [
        "# my log",
        "# first",
        "# heavy",
        "# bye",
    ]


def test_a_row_in_one_line_is_taken_out(tmp_path: Path) -> None:
    path = put(tmp_path, BY_HAND)
    remove_sets(read_log(path), [1], disk=RealDisk())
    assert difference(BY_HAND, path.read_text()) == ['-   { exercise = "lunge", set = 2, reps = 9 },']


def test_lines_that_are_put_in_end_as_the_others_do(tmp_path: Path) -> None:
    path = put(tmp_path, IN_TABLES.replace("\n", "\r\n"))
    file = annotate(read_log(path), {"note": "one\ntwo"}, {1: {"rpe": 8.0}}, disk=RealDisk())
    add_set(file, 2, NEW, disk=RealDisk())
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert read_log(path).log.note == "one\ntwo"


def test_a_layout_that_would_be_changed_is_refused(tmp_path: Path) -> None:
    text = IN_TABLES.replace("  [[sets]]", "[mine]\na = 1\n  [[sets]]")
    path = put(tmp_path, text)
    mends: tuple[Callable[[LogFile], LogFile], ...] = (
        lambda file: annotate(file, {"effort": 5.0}, disk=RealDisk()),
        lambda file: add_set(file, 1, NEW, disk=RealDisk()),
        lambda file: remove_sets(file, [0], disk=RealDisk()),
    )
    for mend in mends:
        with pytest.raises(LogNotWritten, match="by hand"):
            mend(read_log(path))
    assert path.read_text() == text


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_undo_puts_back_the_very_bytes(mark: str, tmp_path: Path) -> None:
    path = put(tmp_path, mark + IN_TABLES.replace("\n", "\r\n"))
    file = read_log(path)
    before = text_of(file, RealDisk())
    assert before == path.read_bytes()
    after = remove_sets(file, [0, 1], disk=RealDisk())
    assert put_back(after, before, disk=RealDisk()) == file
    assert path.read_bytes() == before


def test_an_undo_of_what_was_changed_again_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, IN_TABLES)
    file = read_log(path)
    before = text_of(file, RealDisk())
    after = annotate(file, {"effort": 5.0}, disk=RealDisk())
    path.write_text(IN_TABLES + "# later\n")
    with pytest.raises(ChangedOnDisk):
        put_back(after, before, disk=RealDisk())
    with pytest.raises(ChangedOnDisk):
        text_of(after, RealDisk())
    assert path.read_text() == IN_TABLES + "# later\n"


def in_one_line(log: Log) -> str:
    """The log with its rows as inline tables."""
    import tomlkit

    document = tomlkit.document()
    for key, value in log.document().items():
        document[key] = tomlkit.item(value, _parent=tomlkit.array())
    return tomlkit.dumps(document)


MOMENTS = st.datetimes(
    datetime(1970, 1, 2), datetime(2199, 1, 1), timezones=st.just(UTC) | st.just(timezone(timedelta(hours=-3)))
).map(lambda moment: moment.replace(microsecond=0))
HALVES = st.integers(2, 20).map(lambda twice: twice / 2)
LOG_CHANGES: st.SearchStrategy[LogChanges] = st.fixed_dictionaries(  # type: ignore[assignment]  # of the same keys
    {},
    optional={
        "name": st.sampled_from(["Legs", "a'b\"c", "深蹲"]),
        "started": MOMENTS,
        "effort": HALVES | st.none(),
        "note": st.sampled_from(["x", "one\ntwo", "# no remark", None]),
    },
)
SET_CHANGES: st.SearchStrategy[SetChanges] = st.fixed_dictionaries(
    {},
    optional={
        "side": st.sampled_from(["left", "right", None]),
        "kind": st.sampled_from(["warmup", "working", "amrap"]),
        "target": st.integers(0, 99) | st.none(),
        "reps": st.integers(0, 99) | st.none(),
        "seconds": st.floats(0, 999) | st.none(),
        "load": st.floats(-99, 999) | st.none(),
        "load_counts": st.sampled_from(["total", "per-hand", None]),
        "rest": st.floats(0, 999) | st.none(),
        "rpe": HALVES | st.none(),
    },
)


def document_with(document: dict[str, object], changes: object) -> dict[str, object]:
    assert isinstance(changes, dict)
    return {key: value for key, value in (document | changes).items() if value is not None}


@settings(max_examples=40)
@given(
    log=LOGS,
    changes=LOG_CHANGES,
    row=SET_CHANGES,
    new=SETS,
    lines=st.sampled_from(["\n", "\r\n"]),
    tables=st.booleans(),
    data=st.data(),
)
def test_any_change_to_any_log_gives_the_changed_values_and_all_else_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    log: Log,
    changes: LogChanges,
    row: SetChanges,
    new: dict[str, object],
    lines: str,
    tables: bool,
    data: st.DataObject,
) -> None:
    text = log_text(log) if tables else in_one_line(log)
    path = put(tmp_path_factory.mktemp("logs"), text.replace("\n", lines))
    before = path.read_bytes()
    rows = [each.model_dump(exclude_none=True) for each in log.sets]
    document = log.document()
    picked = data.draw(st.integers(0, len(rows) - 1)) if rows else None
    if picked is not None:
        rows[picked] = document_with(rows[picked], row)
    started = changes.get("started")
    if started is not None and (started > log.finished or abs(started - log.started) >= timedelta(hours=12)):
        document["finished"] = end = log.finished + (started - log.started)
        assume(YEARS.holds(end.year))
    wanted = document_with(document, changes)
    after = annotate(read_log(path), changes, {} if picked is None else {picked: row}, disk=RealDisk())
    assert log_text(after.log) == log_text(Log.model_validate({**wanted, "sets": rows}))

    at = data.draw(st.integers(0, len(rows)))
    added = add_set(after, at, new, disk=RealDisk())
    rows.insert(at, new)
    assert log_text(added.log) == log_text(Log.model_validate({**wanted, "sets": rows}))

    gone = data.draw(st.sets(st.integers(0, len(rows) - 1)))
    left = remove_sets(added, list(gone), disk=RealDisk())
    rows = [each for index, each in enumerate(rows) if index not in gone]
    assert log_text(left.log) == log_text(Log.model_validate({**wanted, "sets": rows}))

    assert log_text(put_back(left, before, disk=RealDisk()).log) == log_text(log)
    assert path.read_bytes() == before


@settings(max_examples=40)
@given(log=LOGS, changes=SET_CHANGES, data=st.data())
def test_a_change_of_a_value_touches_its_own_line_alone(
    tmp_path_factory: pytest.TempPathFactory, log: Log, changes: SetChanges, data: st.DataObject
) -> None:
    log = Log.model_validate(log.document() | {"sets": [*log.document()["sets"], a_set().model_dump()]})  # type: ignore[misc]  # a list
    text = log_text(log)
    path = put(tmp_path_factory.mktemp("logs"), text)
    index = data.draw(st.integers(0, len(log.sets) - 1))
    annotate(read_log(path), {}, {index: changes}, disk=RealDisk())
    for line in difference(text, path.read_text()):
        assert line[2:].partition(" = ")[0] in changes


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


@pytest.mark.parametrize("lasted", [timedelta(minutes=30), timedelta(minutes=-30)])
@pytest.mark.parametrize("moved", [timedelta(hours=1), timedelta(days=2), timedelta(days=-2)])
def test_a_start_that_is_mended_never_lies_after_the_end(lasted: timedelta, moved: timedelta, tmp_path: Path) -> None:
    wrong = a_log()
    wrong = wrong.model_copy(update={"finished": wrong.started + lasted})
    path = tmp_path / "log.toml"
    path.write_text(log_text(wrong))
    mended = annotate(read_log(path), LogChanges(started=wrong.started + moved), disk=RealDisk())
    assert mended.log.started == wrong.started + moved
    assert mended.log.finished >= mended.log.started
