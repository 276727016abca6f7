"""Files outlive versions: an older one's read, mend, carry on and count as before; a newer one's lose nothing."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from commands import invoke
from make_data import DATA, FOLDERS, HOME, Hands, evening, read_back
from pilots import program
from scripted_plain import Talk
from test_plain import SHORT, WHOLE, talk

from tui.logbook.changes.edits import add_set, annotate, put_back, remove_sets, text_of
from tui.logbook.disk.calls import RealDisk
from tui.logbook.disk.trash import keeper
from tui.logbook.index.index import Index
from tui.logbook.journal.codec import NewerJournal, recorded
from tui.logbook.journal.journal import Journal, decode, encode
from tui.logbook.log.listing import list_logs
from tui.logbook.log.store import LogFile, read_log
from tui.machine.paths import Paths
from tui.runtime.running_session import RunningSession
from tui.screens.ask import Ask
from tui.session import Resume

__all__ = ["talk"]

VERSIONS = sorted(path.parent.name for path in DATA.glob("*/expected.json"))

Json = dict[str, Any]


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """An older version."""
    return str(request.param)


@pytest.fixture
def old(version: str, home: Path) -> Paths:
    """A copy of the files that it made."""
    for folder in FOLDERS:
        shutil.copytree(DATA / version / folder, home / folder)
    return Paths.under(home)


@pytest.fixture
def expected(version: str) -> Json:
    """What it made of them itself."""
    found: Json = json.loads((DATA / version / "expected.json").read_text())
    return found


def holds(before: object, now: object, at: str = "") -> None:
    """Hold that all there was is still there with the same values; what is new since then may be added.

    How a problem is put in words may change.
    """
    match before, now:
        case Mapping(), Mapping():
            for key, value in before.items():
                assert key in now, f"{at}.{key} is gone"
                if key == "schema" and at.startswith(".recovered"):
                    assert now[key] >= value, "the log is made now"
                elif not (key == "message" and "problems[" in at):
                    holds(value, now[key], f"{at}.{key}")
        case [*_], [*_] if isinstance(before, Sequence) and isinstance(now, Sequence):
            assert len(before) == len(now), at
            for number, (one, other) in enumerate(zip(before, now, strict=True)):
                holds(one, other, f"{at}[{number}]")
        case float(), int() | float():
            assert now == pytest.approx(before), at
        case _:
            assert before == now, at


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_there_are_files_of_every_released_version() -> None:
    assert VERSIONS == ["0.1.0"]


@pytest.mark.parametrize("cache", ["its own index", "no index"])
def test_what_an_older_version_wrote_is_read_and_counted_as_before(cache: str, old: Paths, expected: Json) -> None:
    if cache == "no index":
        shutil.rmtree(old.cache)
    before = contents(old.logs)
    found = read_back(old.data.parent)
    tables = [list(csv.DictReader(each.pop("csv"))) for each in (expected, found)]
    holds(tables[0], tables[1], "csv")
    holds(expected, found)
    assert {name: data for name, data in contents(old.logs).items() if name in before} == before


def test_its_logs_are_mended_and_undone_to_the_byte(old: Paths) -> None:
    disk = RealDisk()
    for file in list_logs(old).logs:
        before = file.path.read_bytes()
        noted = annotate(file, {"note": "Later.", "effort": 6.5}, {0: {"reps": 4}}, disk=disk)
        grown = add_set(noted, 1, {"exercise": "extended-lunge", "set": 9, "reps": 3}, disk=disk)
        shrunk = remove_sets(grown, [0], disk=disk)
        assert (shrunk.log.note, shrunk.log.effort, shrunk.log.sets[0].set) == ("Later.", 6.5, 9)
        assert shrunk.log.sets[1:] == file.log.sets[1:]
        assert shrunk.log.model_extra == file.log.model_extra
        put_back(shrunk, before, disk=disk)
        assert read_log(file.path).log == file.log and text_of(read_log(file.path), disk) == before


def test_its_sessions_that_were_cut_short_are_carried_on_where_they_stopped(old: Paths, expected: Json) -> None:
    journals = sorted(old.journals.glob("*.journal"))
    assert [path.name for path in journals] == sorted(expected["recovered"])
    for path in journals:
        hands = evening(20)
        running = carry_on(path, hands, old)
        assert running.state.paused_at is not None
        reps = sum(row.reps for row in running.state.live.rows)
        hands.do(running, Resume())
        hands.finish(running)
        log = read_log(running.save(old, RealDisk())).log
        done = [(row["exercise"], row.get("reps")) for row in expected["recovered"][path.name]["sets"]]
        finished = [(row.exercise, row.reps) for row in log.sets[: len(done)]]
        assert finished[:-1] == done[:-1] and log.outcome == "completed"
        assert sum(row.reps or 0 for row in log.sets) >= reps
        assert not path.exists()


def carry_on(path: Path, hands: Hands, paths: Paths) -> RunningSession:
    told = recorded(decode(path.read_bytes()).records)
    journal, _ = Journal.carry_on(path, RealDisk(), keep=keeper(paths, hands.wall, RealDisk()))
    return RunningSession.carry_on(told, journal, hands, lambda status: None)


def test_what_it_moved_to_the_trash_comes_back(old: Paths) -> None:
    result = invoke(old.data.parent, "log", "restore")
    assert result.exit_code == 0 and len(list(old.logs.rglob("2026-10-09*.toml"))) == 1


def test_its_files_have_no_more_problems_than_they_had(old: Paths, expected: Json) -> None:
    named = invoke(old.data.parent, "check").stdout.splitlines()
    wanted = [path.replace(HOME, str(old.data.parent)) for path, _ in expected["problems"]]
    assert [line for line in named if not line.startswith(tuple(wanted)) and ".toml:" in line] == []


@pytest.mark.parametrize("name", ["csv", "json"])
def test_its_logs_go_out_and_come_back(name: str, old: Paths, tmp_path: Path) -> None:
    target, other = tmp_path / f"all.{name}", tmp_path / "other"
    assert invoke(old.data.parent, "log", "export", "--format", name, "-o", str(target)).exit_code == 1
    assert invoke(other, "log", "import", str(target), "--yes").exit_code == 0
    before, after = (list_logs(paths).logs for paths in (old, Paths.under(other)))
    assert [rows_of(file) for file in after] == [rows_of(file) for file in before]


def rows_of(file: LogFile) -> list[Json]:
    known = type(file.log.sets[0]).model_fields
    return [{name: getattr(row, name) for name in known} for row in file.log.sets]


# --- a newer version


NEWER_LOG = """\
schema = 999
id = "of-the-future"
name = "Next year"
body_weight = "a word that nobody here has"
started = 2026-11-24T18:05:33+01:00
finished = 2026-11-24T18:31:02+01:00
outcome = "interrupted-by-a-parade"
active_seconds = 1388.0

[[sets]]
exercise = "extended-lunge"
set = 1
kind = "cluster"
parts = "6@48 5@38.5"
"""


@pytest.fixture
def newer(home: Path) -> Path:
    """A log of a newer version beside one of this version."""
    invoke(home, "run", "desk-break", "--plain", typed="n\n5\n")
    path = Paths.under(home).logs / "2026/2026-11-24_1805_next-year.toml"
    path.write_text(NEWER_LOG)
    return path


@pytest.mark.parametrize(
    "words",
    [
        "log list",
        "log stats",
        "check",
        "log show 2026-11-24_1805_next-year",
        "log edit 2026-11-24_1805_next-year --note x",
        "log edit 2026-11-24_1805_next-year --set 1 --reps 3",
        "log edit 2026-11-24_1805_next-year --delete-set 1",
        "log export",
        "log rebuild",
    ],
)
def test_a_log_of_a_newer_version_is_named_with_what_to_do_and_left_as_it_is(
    words: str, newer: Path, home: Path
) -> None:
    result = invoke(home, *words.split())
    (named,) = [line for line in result.output.splitlines() if str(newer) in line and "newer repcue" in line]
    assert named == f"{newer}:1: schema: found 999; the file was made by a newer repcue; update repcue to read it"
    assert newer.read_text() == NEWER_LOG
    assert len(json.loads(invoke(home, "log", "list", "--json").stdout)["logs"]) == 1, "the other one is still there"


def test_a_log_of_a_newer_version_goes_to_the_trash_and_comes_back_whole(newer: Path, home: Path) -> None:
    gone = invoke(home, "log", "delete", newer.stem, "--yes")
    assert gone.exit_code == 0 and not newer.exists()
    assert invoke(home, "log", "restore").exit_code == 0
    assert newer.read_text() == NEWER_LOG


def test_the_index_names_it_and_counts_it_nowhere(newer: Path, home: Path) -> None:
    with Index.open(Paths.under(home)) as index:
        index.refresh()
        assert [problem.path for problem in index.problems()] == [str(newer)]
        assert len(index.sessions()) == 1


def newer_journal(paths: Paths) -> Path:
    """A journal whose schema this version has never seen, with records that it could not replay."""
    path = paths.journals / "2026-11-24T180533-7f3a.journal"
    path.parent.mkdir(parents=True, exist_ok=True)
    records: list[Json] = [{"schema": 999, "kind": "opening", "plan": 7}, {"kind": "drone", "at": 3}]
    path.write_bytes(b"".join(encode(number, record) for number, record in enumerate(records)))
    return path


def test_a_journal_of_a_newer_version_is_refused_as_that(home: Path) -> None:
    with pytest.raises(NewerJournal, match="newer repcue; update repcue"):
        recorded(decode(newer_journal(Paths.under(home)).read_bytes()).records)


async def test_on_the_screen_it_is_named_and_kept_and_not_offered_to_carry_on(home: Path) -> None:
    path = newer_journal(Paths.under(home))
    before = path.read_bytes()
    async with program(home, size=(120, 36)) as at:
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.sees("A session of a newer repcue", "Until then it stays.", "leave it where it is")
        assert "paused where it stopped" not in at.text and "save what was done" not in at.text
        await at.press("c", "s", "enter")
        await at.until(lambda: not isinstance(at.app.screen, Ask))
    assert path.read_bytes() == before


def test_in_plain_mode_it_is_named_and_kept(talk: Talk) -> None:
    path = newer_journal(talk.paths)
    before = path.read_bytes()
    assert talk.hold(SHORT, *WHOLE, interactive=True) == 0
    (named,) = [line for line in talk.warned if str(path) in line]
    assert "update repcue to carry it on or to save it. It is kept as it is." in named
    assert path.read_bytes() == before and len(talk.logs()) == 1
