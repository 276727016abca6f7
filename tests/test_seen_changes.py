"""A change is seen however it hides, and a change that was not asked for is not made."""

import os
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from log_examples import a_log
from log_folder import keep, log_of, says_what_is_there

from tui.exchange.cells import escape_formula, unescape_formula
from tui.exchange.tables import csv_lines, parse_table
from tui.logbook.changes.edits import annotate, mend
from tui.logbook.disk.calls import RealDisk
from tui.logbook.index.index import Index
from tui.logbook.index.refresh import stamp_of
from tui.logbook.log.store import LogNotWritten, log_text, read_log
from tui.machine.paths import Paths

HOUR = 3_600_000_000_000


def numbers(inode: int = 1, size: int = 1, mtime: int = 1, ctime: int = 1) -> os.stat_result:
    plain = (0o100644, inode, 1, 1, 0, 0, size, 0, mtime // 10**9, ctime // 10**9)
    return os.stat_result(plain, {"st_mtime_ns": mtime, "st_ctime_ns": ctime})


def test_each_of_a_files_numbers_tells_its_states_apart() -> None:
    states = [numbers(), numbers(inode=2), numbers(size=2), numbers(mtime=2), numbers(ctime=2)]
    assert all(stamp_of(one) != stamp_of(other) for one, other in combinations(states, 2))
    assert stamp_of(numbers()) == stamp_of(numbers())


def edited_in_place(path: Path) -> None:
    with path.open("r+b") as file:
        data = file.read()
        file.seek(0)
        file.write(data.replace(b"one", b"two"))


def with_its_time_put_back(path: Path) -> None:
    before = path.stat()
    edited_in_place(path)
    # The kernel's clock has coarse ticks: a change within the one of the first writing can't be told apart.
    while path.stat().st_ctime_ns == before.st_ctime_ns or path.stat().st_mtime_ns != before.st_mtime_ns:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("edit", [edited_in_place, with_its_time_put_back])
def test_an_edit_in_place_of_the_same_size_is_seen(edit: Callable[[Path], None], tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    path = keep(paths, "a.toml", log_text(log_of(1, note="one")))
    before = path.stat()
    # So much later that the numbers of the file are believed.
    with Index(paths, lambda: before.st_mtime_ns + HOUR) as index:
        index.refresh()
        edit(path)
        after = path.stat()
        assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size)
        assert index.refresh()
        assert [row.note for row in index.sessions()] == ["two"]
        says_what_is_there(index, paths)


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'=", "''\t"])
def test_a_cell_that_a_spreadsheet_may_run_gets_an_apostrophe_and_reads_back(first: str, tmp_path: Path) -> None:
    cell = f"{first}SUM(1)"
    assert escape_formula(cell) == f"'{cell}" and unescape_formula(escape_formula(cell)) == cell
    (line,) = csv_lines([["x", cell]], [1])
    assert line == f'x,"\'{cell}"\r\n' if {"\r", "\n"} & set(cell) else line == f"x,'{cell}\r\n"
    (row,) = parse_table(f"a,b\r\n{line}", tmp_path).rows()
    assert getattr(row, "cells", {}).get("b") == f"'{cell}"


@pytest.mark.parametrize("first", ["1", "a", "'", "'a", " ", "(", "é"])
def test_an_ordinary_cell_stays_as_it_is(first: str) -> None:
    assert escape_formula(f"{first}b") == f"{first}b" == unescape_formula(f"{first}b")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reps = 9", "reps = 8"),
        ("load = 8.0", "load = 8.5"),
        ('side = "left"', 'side = "right"'),
        ("paused_seconds = 141.0\n", ""),
        ("outcome =", "my-own = 1\noutcome ="),
    ],
)
def test_a_mend_that_changes_another_value_than_asked_is_not_made(old: str, new: str, tmp_path: Path) -> None:
    path = tmp_path / "log.toml"
    path.write_text(log_text(a_log()))
    before = path.read_bytes()

    def asked(document: dict[str, object]) -> None:
        document["name"] = "Legs"

    def done(text: str) -> str:
        return text.replace("Hamstrings at home", "Legs").replace(old, new)

    with pytest.raises(LogNotWritten):
        mend(read_log(path), done, asked, RealDisk())
    assert path.read_bytes() == before
    mend(read_log(path), lambda text: text.replace("Hamstrings at home", "Legs"), asked, RealDisk())
    assert read_log(path).log == a_log(name="Legs")


def test_a_mend_changes_the_row_and_the_key_that_were_asked_for_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.toml"
    path.write_text(log_text(a_log()))
    before = log_text(a_log()).splitlines()
    annotate(read_log(path), {}, {1: {"reps": 7}}, disk=RealDisk())
    after = path.read_text().splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [("reps = 9", "reps = 7")]
