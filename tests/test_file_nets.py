"""Whatever is wrong with one file, it is a problem that names that file, and the others still load."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from commands import EXERCISE, invoke, write
from hypothesis import given
from hypothesis import strategies as st
from log_examples import STARTED, a_log, a_set
from log_folder import keep, log_of
from pilots import TestClock, program
from plans import BOTH_LEGS, plan_of

from catalogue.files.problems import FileProblems, Problem, guarded
from catalogue.loading import load_catalogue
from tui.exchange.collector import SessionCollector, UnitNeeded, collect_rows
from tui.exchange.export import export_lines
from tui.exchange.format import ImportDefaults
from tui.exchange.import_file import read_file
from tui.exchange.import_names import names_path, read_names
from tui.exchange.losses import Losses
from tui.exchange.tables import parse_table
from tui.exchange.timestamps import system_zone
from tui.logbook.disk.calls import RealDisk
from tui.logbook.disk.lock import SessionLock
from tui.logbook.index.cache_file import NAME
from tui.logbook.index.extraction import read as read_for_index
from tui.logbook.index.index import Index
from tui.logbook.index.plain_toml import PlainToml
from tui.logbook.journal.codec import NotASession, input_record, opening_record, recorded, standing
from tui.logbook.journal.journal import encode
from tui.logbook.log.file_names import journal_path
from tui.logbook.log.last_time import last_times
from tui.logbook.log.listing import list_logs
from tui.logbook.log.store import LogNotWritten, log_text, read_log
from tui.machine.paths import Paths
from tui.runtime.remembered import remember, remembered
from tui.runtime.running_session import save_recovered
from tui.screens.leftover_offer import leftovers
from tui.session import CountRep, Skip
from tui.settings import Settings, load_settings

ERRORS = st.sampled_from(
    (
        *(OverflowError, RecursionError, ZeroDivisionError, KeyError, AssertionError, UnicodeError, sqlite3.Error),
        *(ArithmeticError, AttributeError, MemoryError, TypeError, NotImplementedError, StopIteration, EOFError),
        *(OSError, Exception),
    )
)


@given(ERRORS, st.text(max_size=300))
def test_any_error_of_a_reader_names_the_file(error: type[Exception], text: str) -> None:
    def read() -> None:
        raise error(text)

    with pytest.raises(FileProblems) as caught:
        guarded("/a/b.toml", read)
    (problem,) = caught.value.problems
    assert problem.path == "/a/b.toml" and error.__name__ in problem.message
    assert "\x1b" not in str(problem)
    assert "put back a sound copy, or move the file away" in problem.message


def test_what_is_a_problem_already_stays_as_it_is_and_no_stop_is_held_up() -> None:
    def told() -> None:
        raise FileProblems([Problem("x", 3, "id", "is wrong")])

    def stopped() -> None:
        raise KeyboardInterrupt

    with pytest.raises(FileProblems, match=r"x:3: id: is wrong"):
        guarded("y", told)
    with pytest.raises(KeyboardInterrupt):
        guarded("y", stopped)
    assert guarded("y", lambda: 7) == 7


class Unlucky(PlainToml):
    """Fails at every text."""

    def document(self, text: str) -> dict[str, object] | None:
        raise OverflowError("date value out of range")


def test_a_log_at_which_the_index_fails_is_a_problem_of_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", log_text(a_log()))
    reading = read_for_index((str(path), None), Unlucky())
    assert reading is not None and reading.session is None and "OverflowError" in (reading.problems or "")


def test_a_row_of_an_import_at_which_a_reader_fails_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    table = parse_table("a,b\n1,2\n3,4\n", tmp_path / "x.csv")
    rows: list[int] = []

    def read_row(row: object, collector: SessionCollector) -> None:
        rows.append(1)
        if len(rows) == 1:
            raise OverflowError("too far away")

    (problem,) = collect_rows(table, read_row).problems
    assert (problem.line, len(rows)) == (2, 2) and "too far away" in problem.message

    def needs_unit(row: object, collector: SessionCollector) -> None:
        raise UnitNeeded

    with pytest.raises(UnitNeeded):
        collect_rows(table, needs_unit)


DATES = (
    *("0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-12:00", "1899-12-31T23:59:59Z", "2201-01-01T00:00:00+23:59"),
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999+00:00", "0002-01-01 00:00:00-23:59"),
)


@pytest.mark.parametrize("key", ["started", "finished"])
@pytest.mark.parametrize("date", DATES)
def test_a_date_of_no_year_of_ours_is_a_problem_with_its_line_and_nothing_else_stops(
    key: str, date: str, home: Path
) -> None:
    paths = Paths.under(home)
    text = log_text(a_log())
    line = next(line for line in text.splitlines() if line.startswith(f"{key} = 2026"))
    bad = keep(paths, "2026/2026-11-23_1805_bad.toml", text.replace(line, f"{key} = {date}"))
    keep(paths, "2026/2026-11-22_1805_good.toml", log_text(log_of(0, id="good")))
    place = f"{bad}:{text.splitlines().index(line) + 1}: {key}: found the year {int(date[:4])}; write one from 1900"
    assert place in invoke(home, "check").output
    for command in (["list"], ["stats"], ["export"], ["rebuild"], ["stats", "single-leg-deadlift"], ["show", "good"]):
        result = invoke(home, "log", *command)
        assert result.exit_code in (0, 1) and "Hamstrings" in result.output + log_text(a_log())
    assert [file.log.id for file in list_logs(paths).logs] == ["good"]
    assert invoke(home, "log", "delete", bad.stem, "--yes").exit_code == 0
    assert not bad.exists()


@pytest.mark.parametrize("offset", ["+23:59", "-23:59", "Z", "+00:00", "+14:00"])
@pytest.mark.parametrize("day", ["1900-01-01T00:00:00", "2200-12-31T23:59:59"])
def test_the_first_and_the_last_moment_of_our_years_are_read_whatever_their_offset(
    day: str, offset: str, home: Path
) -> None:
    paths = Paths.under(home)
    moment = datetime.fromisoformat(f"{day}{offset.replace('Z', '+00:00')}")
    path = keep(paths, "a.toml", log_text(a_log(started=moment, finished=moment)))
    assert read_log(path).log.started == moment
    assert invoke(home, "log", "list").exit_code == invoke(home, "log", "stats").exit_code == 0
    assert invoke(home, "check").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["log", "add", "desk-break", "--as-planned", "--date", "0001-01-01"],
        ["log", "list", "--since", "0001-01-01"],
        ["log", "list", "--until", "9999-12-31"],
        ["log", "edit", "last", "--started", "9999-12-31 23:59"],
    ],
    ids=str,
)
def test_a_year_that_is_typed_is_refused_with_what_is_allowed(arguments: list[str], home: Path) -> None:
    keep(Paths.under(home), "a.toml", log_text(a_log()))
    result = invoke(home, *arguments)
    assert result.exit_code == 2 and "write one from 1900 to 2200" in " ".join(result.output.split())


# --- harmed files --------------------------------------------------------------------------------------------------

STRANGE = (
    *DATES,
    *("0001-01-01", "9999-12-31", "9999-12-31T23:59:59", "23:59:60", "18:06:10+01:00"),
    *("nan", "inf", "-inf", "1e400", "1e308", "-1e308", "5e-324", "9" * 400, "-" + "9" * 400, "9" * 5000),
    *("0x" + "f" * 400, "[" * 12 + "]" * 12, "{a={b={c={d=1}}}}", "[[]]", "[1, 'a']", "true", "-1", "0"),
    *('""', '"\\u0000"', '"\\u202e"', "'" + "x" * 3000 + "'", '"\\n\\t"', "'9999'", "18446744073709551616"),
)


def harmed(text: str, chance: Random) -> bytes:
    """A text with one or two of its values replaced, or with bytes cut out, doubled or changed."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 1, 2))):
        at = chance.choice([number for number, line in enumerate(lines) if " = " in line])
        lines[at] = f"{lines[at].split(' = ')[0]} = {chance.choice(STRANGE)}"
    data = bytearray("\n".join(lines if chance.random() < 0.7 else text.split("\n")).encode())
    if chance.random() < 0.4:
        start = chance.randrange(len(data))
        piece = data[start : start + chance.randrange(40)]
        data[start : start + chance.randrange(40)] = chance.choice((b"", piece * 2, bytes([chance.randrange(256)])))
    return bytes(data)


def sound_log(day: int) -> str:
    rows = a_set(side="right", rpe=8.5, rest=60.0, rep_seconds="4.1 5.2"), a_set(side="left", target_max=12)
    return log_text(log_of(day, *rows, effort=7.0, note="Fine.", **{"my-day": STARTED.date()}))


def fill_with_harmed_logs(paths: Paths, seed: int, count: int = 60) -> None:
    chance = Random(seed)
    for number in range(count):
        keep(paths, f"2026/2026-11-{number % 28 + 1:02}_1000_x{number}.toml", harmed(sound_log(number), chance))
    keep(paths, "2026/2026-11-22_1805_sound.toml", log_text(a_log(id="sound")))


@pytest.mark.parametrize("seed", range(4))
def test_harmed_logs_never_stop_a_command(seed: int, home: Path) -> None:
    paths = Paths.under(home)
    fill_with_harmed_logs(paths, seed)
    listing = list_logs(paths)
    with Index.open(paths) as index:
        index.refresh()
        assert index.problems() == listing.problems
    assert "sound" in [file.log.id for file in listing.logs]
    last_times(["single-leg-deadlift"], paths)
    for command in ("check", "log list", "log list --json", "log stats", "log stats --json", "log rebuild"):
        assert invoke(home, *command.split()).exit_code in (0, 1)
    for command in ("log stats single-leg-deadlift", "log stats single-leg-deadlift --json"):
        assert invoke(home, *command.split()).exit_code in (0, 1)
    for format_name in ("csv", "json", "hevy", "strong", "openweight"):
        assert invoke(home, "log", "export", "--format", format_name).exit_code in (0, 1)
    for file in listing.logs[:8]:
        assert invoke(home, "log", "show", str(file.path), "--json").exit_code == 0
        assert invoke(home, "log", "show", str(file.path)).exit_code == 0
    for problem in listing.problems[:8]:
        assert invoke(home, "log", "delete", str(problem.path), "--yes").exit_code in (0, 1, 2)


async def test_the_history_shows_the_sound_ones_of_harmed_logs(home: Path) -> None:
    fill_with_harmed_logs(Paths.under(home), 9)
    async with program(home) as at:
        await at.press("h")
        await at.sees("Hamstrings at home")
        for _ in range(12):
            await at.press("j")
        await at.press("exclamation_mark")
        await at.sees("_x")


@pytest.mark.parametrize("seed", range(3))
def test_harmed_exports_never_stop_an_import(seed: int, tmp_path: Path, home: Path) -> None:
    chance = Random(seed)
    logs = [log_of(day, note="One, two") for day in range(3)]
    names = {"single-leg-deadlift": "Single-Leg Deadlift"}
    for name in ("csv", "json", "hevy", "strong", "openweight"):
        text = "".join(export_lines(name, logs, names, "kg", Losses()))
        for _ in range(8):
            file = tmp_path / "x"
            file.write_bytes(harmed_export(text, chance))
            try:
                read_file(file, None, ImportDefaults(system_zone, "kg"))
            except FileProblems as error:
                assert error.path == str(file)
        arguments = ("--dry-run", "--keep-unknown", "--skip-bad-rows", "--unit", "kg")
        assert invoke(home, "log", "import", str(file), *arguments).exit_code in (0, 1)


def harmed_export(text: str, chance: Random) -> bytes:
    """The text of an export with a few words replaced by values that fit nowhere, or a piece cut out."""
    words = list(re.finditer(r"[\w.:+-]+", text))
    for _ in range(3):
        word = chance.choice(words).group()
        text = text.replace(word, chance.choice(STRANGE), chance.choice((1, 1, -1)))
    data = text.encode()
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((0, 0, 1, 30)) :]


ROUTINE = """\
schema = 1
id = "short"
name = "Short"
summary = "x"

[[blocks]]
exercise = "extended-lunge"
sets = 2
reps = "8-12"
rest = 60
load = 0
tempo = "3-1-2-0"
"""
SETTINGS = """\
unit = "kg"
get_ready = 5
rest = 60
load_step = 2.5
goal_sessions_a_week = 3
volume = 0.4

[week]
mon = "hamstrings-at-home"

[hooks]
session-end = ["true"]

[keymap]
"session.undo" = "u,left"
"""


@pytest.mark.parametrize("seed", range(4))
def test_harmed_files_of_ones_own_never_stop_the_others(seed: int, home: Path) -> None:
    chance, paths = Random(seed), Paths.under(home)
    write(paths.config / "exercises" / "sound.toml", EXERCISE.format(id="sound"))
    for number in range(15):
        for kind, text in (("exercises", EXERCISE.format(id=f"x{number}")), ("routines", ROUTINE)):
            path = write(paths.config / kind / f"x{number}.toml", "")
            path.write_bytes(harmed(text.replace("short", f"x{number}"), chance))
    assert "sound" in load_catalogue(paths.config).exercises
    for _ in range(8):
        write(paths.settings, "").write_bytes(harmed(SETTINGS, chance))
        found, _problems = load_settings(paths.settings)
        assert isinstance(found, Settings)
        write(names_path(paths), "").write_bytes(harmed('a = "skip"\n"b c" = "lunge"\n', chance))
        try:
            read_names(names_path(paths))
        except FileProblems as error:
            assert error.path == str(names_path(paths))
        assert invoke(home, "check").exit_code in (0, 1)
    assert invoke(home, "list").exit_code == 0


@pytest.mark.parametrize("seed", range(4))
def test_harmed_journals_never_stop_the_offer_of_the_others(seed: int, home: Path) -> None:
    chance, paths, disk = Random(seed), Paths.under(home), RealDisk()
    wall = datetime(2026, 11, 22, 18, 5, 33, tzinfo=UTC)
    paths.journals.mkdir(parents=True)
    for number in range(40):
        session = f"2026-11-22T1805{number:02}-aaaa"
        records = [opening_record(session, plan_of(BOTH_LEGS), wall)]
        records += [input_record(Skip(), 0), input_record(CountRep(), 900), input_record(CountRep(), 1800)]
        records = json.loads(json.dumps(records))
        if number:
            _harm(chance.choice(records), chance)
        data = b"".join(encode(at, record) for at, record in enumerate(records))
        journal_path(paths, session).write_bytes(data)
    with SessionLock(paths.session_lock) as lock:
        found = leftovers(paths, lock, disk, TestClock())
        assert "2026-11-22T180500-aaaa" in [one.recorded.session for one in found.sessions]
        for one in found.sessions:
            try:
                save_recovered(one.recorded, one.unfinished.path, paths, disk)
            except (LogNotWritten, OSError):
                assert one.unfinished.path.exists()


ODD: list[object] = [0, -1, 1e300, 10**400, None, "x", [], {}, True, *DATES]


def _harm(record: dict[str, object], chance: Random) -> None:
    """Replace a value somewhere in a record."""
    places = list(_places(record))
    holder, key = chance.choice(places)
    holder[key] = chance.choice(ODD)


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in items:
        yield node, key
        yield from _places(inner)


def test_a_wall_clock_of_no_year_of_ours_is_no_session() -> None:
    for moment in ("0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-12:00", "1899-01-01T00:00:00Z"):
        record = opening_record("x", plan_of(BOTH_LEGS), STARTED) | {"wall": moment}
        with pytest.raises(NotASession):
            recorded([record])
    later = {"kind": "wall", "at": 5, "wall": "0001-01-01T00:00:00+01:00"}
    with pytest.raises(NotASession):
        recorded([opening_record("x", plan_of(BOTH_LEGS), STARTED), later])


def test_a_plan_that_can_not_be_run_is_no_session() -> None:
    record = json.loads(json.dumps(opening_record("x", plan_of(BOTH_LEGS), STARTED)))
    record["plan"]["sets"][0]["movement"] = 7
    with pytest.raises(NotASession, match="its plan can't be run"):
        standing(recorded([record]))


@pytest.mark.parametrize(
    "text", ["", "[]", "nan", "9" * 900, "[" * 900, '{"distance": "x"}', "\ud800", "{" + '"a":' * 200]
)
def test_a_remembered_view_that_is_harmed_is_no_view(text: str, home: Path) -> None:
    paths = Paths.under(home)
    path = write(paths.state / "view.json", "")
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert remembered(paths, "distance") is False
    remember(paths, "distance", True)
    assert remembered(paths, "distance") is True


@pytest.mark.parametrize(
    "value", ["'x'", "NULL", "1e999", "'0001-01-01T00:00:00+01:00'", "9223372036854775807", "x'ff'"]
)
@pytest.mark.parametrize("column", ["started", "day", "sets", "exercises", "active_seconds", "instant", "note"])
def test_a_harmed_row_of_the_index_is_never_believed_or_it_is_made_anew(column: str, value: str, home: Path) -> None:
    paths = Paths.under(home)
    keep(paths, "a.toml", log_text(a_log()))
    with Index.open(paths) as index:
        index.refresh()
    with sqlite3.connect(paths.cache / NAME) as other:
        other.execute(f"UPDATE sessions SET {column} = {value}")
        other.execute("UPDATE trained SET rows = '[[1' || rows")
    other.close()
    with Index.open(paths) as index:
        index.sessions()
        index.days()
        assert index.sets("single-leg-deadlift")[0].reps == 10
