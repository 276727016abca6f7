"""`repcue log export`: the right logs in the right place, and what is lost said on stderr."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from commands import invoke, start, write
from log_examples import STARTED, a_log, a_set

from tui.exchange.formats.own_csv import HEADER
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.store import save
from tui.machine.paths import Paths


def keep(paths: Paths, day: int = 0, **changes: object) -> Path:
    """Save a log that starts so many days after the usual one."""
    started = STARTED + timedelta(days=day)
    changes = {"id": f"{started:%Y-%m-%dT%H%M%S}-7f3a", "started": started} | changes
    changes = {"finished": changes["started"]} | changes
    return save(a_log(**changes), paths, RealDisk())


def days(text: str) -> list[str]:
    return [row["started"][:10] for row in csv.DictReader(text.splitlines())]


def test_the_table_has_one_row_a_set_with_its_side_the_oldest_first(home: Path, paths: Paths) -> None:
    keep(paths, day=1)
    keep(paths)
    result = invoke(home, "log", "export")
    found = list(csv.DictReader(result.stdout.splitlines()))
    assert [(row["started"][:10], row["side"], row["reps"], row["load"]) for row in found] == [
        ("2026-11-22", "right", "10", "8"),
        ("2026-11-22", "left", "9", "8"),
        ("2026-11-23", "right", "10", "8"),
        ("2026-11-23", "left", "9", "8"),
    ]
    assert found[0]["exercise_name"] == "Single-Leg Deadlift" and found[0]["unit"] == "kg"
    assert tuple(found[0]) == HEADER
    assert (result.exit_code, result.stderr) == (0, "")


def test_sessions_are_chosen_by_day_and_sets_by_exercise(home: Path, paths: Paths) -> None:
    for day in (0, 1, 2):
        keep(paths, day=day)
    then = STARTED + timedelta(days=3)
    save(a_log(a_set(), a_set(exercise="plank"), id="b", started=then, finished=then), paths, RealDisk())
    chosen = invoke(home, "log", "export", "--since", "2026-11-23", "--until", "2026-11-24").stdout
    assert sorted(set(days(chosen))) == ["2026-11-23", "2026-11-24"]
    assert days(invoke(home, "log", "export", "--exercise", "plank").stdout) == ["2026-11-25"]
    whole = json.loads(invoke(home, "log", "export", "--format", "json", "--exercise", "plank").stdout)
    assert [len(log["sets"]) for log in whole["logs"]] == [2]


def test_the_day_is_that_of_where_the_session_was(home: Path, paths: Paths) -> None:
    keep(paths, started=datetime.fromisoformat("2026-11-22T23:30:00-08:00"))
    assert days(invoke(home, "log", "export", "--until", "2026-11-22").stdout) == ["2026-11-22"] * 2


def test_what_a_format_cannot_hold_is_said_on_stderr(home: Path, paths: Paths) -> None:
    keep(paths)
    result = invoke(home, "log", "export", "--format", "hevy")
    assert result.stderr.startswith("hevy can't hold: ") and "the side of 2 sets" in result.stderr
    assert "side" not in result.stdout and result.exit_code == 0


def test_strong_says_its_unit_on_stderr_as_the_file_does_not(home: Path, paths: Paths) -> None:
    keep(paths)
    result = invoke(home, "log", "export", "--format", "strong", "--unit", "lb")
    assert "The loads are in lb" in result.stderr
    load = next(csv.DictReader(result.stdout.splitlines()))["Weight"]
    assert float(load) == pytest.approx(17.637, abs=0.001)


def test_a_log_that_cannot_be_read_is_named_and_the_rest_exported(home: Path, paths: Paths) -> None:
    keep(paths)
    broken = write(paths.logs / "2026/2026-01-01_1000_x.toml", "sets = [\n")
    result = invoke(home, "log", "export")
    assert result.exit_code == 1 and result.stderr.startswith(f"{broken}:")
    assert len(days(result.stdout)) == 2


def test_of_two_files_of_one_session_the_one_that_the_list_has_is_exported(home: Path, paths: Paths) -> None:
    first = keep(paths)
    write(first.with_name("2026-11-20_0900_copy.toml"), first.read_text().replace("Hamstrings at home", "The copy"))
    told = invoke(home, "log", "export")
    listed = invoke(home, "log", "list")
    assert {row["session_name"] for row in csv.DictReader(told.stdout.splitlines())} == {"Hamstrings at home"}
    assert "Hamstrings at home" in listed.stdout and told.stderr == listed.stderr != ""


def test_sessions_come_in_the_order_they_began_whatever_their_files_are_called(home: Path, paths: Paths) -> None:
    first = keep(paths)
    first.rename(first.with_name("2027-01-01_0900_renamed.toml"))
    keep(paths, day=1)
    assert days(invoke(home, "log", "export").stdout) == ["2026-11-22"] * 2 + ["2026-11-23"] * 2


def test_an_export_of_nothing_is_said_to_be_empty(home: Path) -> None:
    result = invoke(home, "log", "export", "--format", "json")
    assert json.loads(result.stdout)["logs"] == [] and "empty" in result.stderr


def test_a_file_is_written_and_never_over_another_unless_told_to(home: Path, paths: Paths, tmp_path: Path) -> None:
    keep(paths)
    out = tmp_path / "sets.csv"
    first = invoke(home, "log", "export", "-o", str(out))
    assert (first.exit_code, first.stdout, len(days(out.read_text()))) == (0, "", 2)
    keep(paths, day=1)
    refused = invoke(home, "log", "export", "-o", str(out))
    assert refused.exit_code == 2 and "--force" in refused.stderr and len(days(out.read_text())) == 2
    assert invoke(home, "log", "export", "-o", str(out), "--force").exit_code == 0
    assert len(days(out.read_text())) == 4
    assert sorted(tmp_path.iterdir()) == [home, out]


def test_a_link_written_over_stays_a_link(home: Path, paths: Paths, tmp_path: Path) -> None:
    keep(paths)
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    assert invoke(home, "log", "export", "-o", str(link)).exit_code == 2
    assert invoke(home, "log", "export", "-o", str(link), "--force").exit_code == 0
    assert link.is_symlink() and len(days(target.read_text())) == 2


@pytest.mark.parametrize(("where", "code"), [("", 2), ("/dev/null", 2), ("nowhere/sets.csv", 1)])
def test_what_is_no_file_is_not_written(where: str, code: int, home: Path, paths: Paths, tmp_path: Path) -> None:
    keep(paths)
    result = invoke(home, "log", "export", "-o", str(tmp_path / where), "--force")
    assert result.exit_code == code and result.stderr


def test_a_reader_that_stops_is_no_error_to_speak_of(home: Path, paths: Paths) -> None:
    for day in range(40):
        keep(paths, day=day, note="x" * 3000)
    with start(home, "log", "export", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        os.read(process.stdout.fileno(), 10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def ask(sql: str) -> list[list[object]]:
    """Ask in a process of its own: duckdb speaks of its leaks as the interpreter ends."""
    code = "import duckdb, json, sys; print(json.dumps(duckdb.sql(sys.argv[1]).fetchall()))"
    ran = subprocess.run([sys.executable, "-c", code, sql], capture_output=True, text=True, check=True)
    found: list[list[object]] = json.loads(ran.stdout)
    return found


def test_duckdb_opens_the_table_in_one_line(home: Path, paths: Paths, tmp_path: Path) -> None:
    keep(paths, note='=1+1, "x"\ntwo lines')
    save(a_log(a_set(side="left", load=12.5), a_set(exercise="plank", load=None), id="b"), paths, RealDisk())
    out = tmp_path / "sets.csv"
    invoke(home, "log", "export", "-o", str(out))
    found = ask(f"SELECT exercise, side, max(load) FROM '{out}' GROUP BY ALL ORDER BY ALL")
    assert found == [
        ["plank", None, None],
        ["single-leg-deadlift", "left", 12.5],
        ["single-leg-deadlift", "right", 8.0],
    ]
    types = {str(name): str(kind) for name, kind, *_ in ask(f"DESCRIBE SELECT * FROM '{out}'")}
    assert (types["reps"], types["load"], types["note"]) == ("BIGINT", "DOUBLE", "VARCHAR")
    assert types["started"].startswith("TIMESTAMP")
