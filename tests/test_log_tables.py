"""Rows of a log stand in tables of their own, so that one more can be appended; rows in one line can be mended."""

import re
from datetime import time
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from log_examples import LOGS, a_log, a_set

from tui.exchange.export import export_lines
from tui.exchange.format import ImportDefaults
from tui.exchange.import_file import read_file
from tui.exchange.losses import Losses
from tui.exchange.timestamps import system_zone
from tui.logbook.changes.edits import add_set, annotate, put_back, remove_sets, text_of
from tui.logbook.changes.shield import Shield
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.log_model import Log, LogSet
from tui.logbook.log.store import document_text, log_text, parse_log, read_log, save
from tui.machine.paths import Paths

SHORT = LogSet(exercise="squat", set=1, reps=5)
HEAD = """\
schema = 1
id = "a"
name = "Legs"
started = 2026-11-22 18:05:33+01:00
finished = 2026-11-22T18:31:02+01:00
outcome = "completed"
active_seconds = 1388.0
"""
ONE_MORE = '\n[[sets]]\nexercise = "lunge"\nset = 1\nreps = 8\n'


def appended(text: str) -> Log:
    """The log with one more row at its end, as a person who follows the page adds it."""
    return parse_log(text + ONE_MORE, Path("log"))


@pytest.mark.parametrize("rows", [(SHORT,), (SHORT, SHORT), (SHORT, a_set())], ids=len)
def test_a_short_row_is_a_table_of_its_own(rows: tuple[LogSet, ...]) -> None:
    text = log_text(a_log(*rows))
    assert text.count("[[sets]]") == len(rows) and "sets =" not in text
    assert appended(text).sets[-1].exercise == "lunge"


@given(LOGS)
def test_any_log_takes_one_more_row_at_its_end(log: Log) -> None:
    text = log_text(log)
    if log.sets:
        assert log_text(parse_log(text, Path("log"))) == text
        assert len(appended(text).sets) == len(log.sets) + 1


def test_tables_of_a_persons_own_stay_with_their_row() -> None:
    document = a_log(SHORT).document() | {"gym": {"name": "Shed"}}
    document["sets"] = [{"exercise": "squat", "set": 1, "belt": {"worn": True}}]
    found = parse_log(document_text(document), Path("log")).document()
    assert (found["gym"], found["sets"]) == (document["gym"], ({"kind": "working"} | document["sets"][0],))  # type: ignore[index]


def test_what_is_imported_and_saved_has_its_rows_in_tables(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("".join(export_lines("json", [a_log(SHORT)], {}, "kg", Losses())))
    (log,) = read_file(file, None, ImportDefaults(system_zone, None))[1].logs
    path = save(log, Paths.under(tmp_path), RealDisk())
    assert appended(path.read_text()).sets[0] == SHORT


def test_a_row_added_to_a_log_of_none_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "log.toml"
    path.write_text(log_text(a_log()))
    file = remove_sets(read_log(path), [0, 1], disk=RealDisk())
    add_set(file, 0, {"exercise": "squat", "set": 1, "reps": 5}, disk=RealDisk())
    assert appended(path.read_text()).sets[0] == SHORT


DATES = (
    "18:06:10",
    "18:06:10.5",
    "2026-01-01",
    "2026-01-01 10:00:00",
    "2026-01-01 10:00:00-07:00",
    "2026-01-01T10:00:00Z",
)
ENDS = ("}]", "} ]", " }]", "  },\n]", " , more = 1 }]", "}, { exercise = 'b', set = 1 }]", "\t }] # 2026-01-01  ")


@pytest.mark.parametrize(("date", "end"), [*product(DATES, ENDS)])
def test_a_row_in_one_line_that_ends_in_a_date_can_be_mended(date: str, end: str, tmp_path: Path) -> None:
    path, disk = tmp_path / "log.toml", RealDisk()
    path.write_text(f"{HEAD}sets = [{{ exercise = 'a', set = 1, reps = 3, my-day = {date}{end}\n")
    before = path.read_bytes()
    file = annotate(read_log(path), {"effort": 7.5}, {0: {"reps": 4}}, disk=disk)
    changed = path.read_text().replace("reps = 4", "reps = 3").replace("effort = 7.5\n", "")
    assert changed.strip() == before.decode().strip()
    added = add_set(file, 1, {"exercise": "z", "set": 1, "started": time(1, 2, 3)}, disk=disk)
    assert [row.exercise for row in added.log.sets][:2] == ["a", "z"]
    left = remove_sets(added, [1], disk=disk)
    assert left.log.sets[0].reps == 4 and left.log.effort == 7.5
    put_back(left, before, disk=disk)
    assert path.read_bytes() == before == text_of(read_log(path), disk)


@given(st.lists(st.sampled_from(["2026-01-01", " ", "\t", "10:00", "'", "}", "#", "\n", "x"])).map("".join))
def test_a_shield_is_lifted_without_a_trace(text: str) -> None:
    shield = Shield(text)
    assert shield.lift(shield.text) == text
    assert re.sub(r"\t", "", shield.text) == re.sub(r"\t", "", text)
