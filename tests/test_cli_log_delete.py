"""`repcue log delete` and `restore`: what is deleted is only moved, and comes back."""

from datetime import timedelta
from pathlib import Path

import pytest
from commands import invoke, write
from log_examples import SESSION_ID, STARTED, a_log
from terminal import Terminal, repcue

from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.store import save
from tui.machine.paths import Paths


def keep(paths: Paths, days: int = 0, **changes: object) -> Path:
    started = STARTED + timedelta(days=days)
    changes = {"id": f"{started:%Y-%m-%dT%H%M%S}-7f3a", "started": started, "finished": started} | changes
    return save(a_log(**changes), paths, RealDisk())


def trashed(paths: Paths) -> list[Path]:
    return sorted(paths.trash.glob("*"))


def test_a_deleted_log_is_in_the_trash_and_comes_back(home: Path, paths: Paths) -> None:
    log = keep(paths)
    before = log.read_bytes()
    result = invoke(home, "log", "delete", SESSION_ID, "--yes")
    assert result.exit_code == 0 and "repcue log restore" in result.stdout
    assert "Hamstrings at home, Sun 22 Nov 2026, 18:05" in result.stdout
    assert not log.exists() and [path.read_bytes() for path in trashed(paths)] == [before]
    result = invoke(home, "log", "restore")
    assert (result.exit_code, result.stdout) == (0, f"Restored: {log}\n")
    assert log.read_bytes() == before and trashed(paths) == []


def test_without_a_terminal_nothing_is_deleted_unless_told_yes(home: Path, paths: Paths) -> None:
    log = keep(paths)
    result = invoke(home, "log", "delete", "last")
    assert result.exit_code == 2 and "--yes" in result.stderr
    assert log.exists()


@pytest.mark.parametrize("where", ["config/settings.toml", "data/logs/2026/notes.txt", "data/logs/../precious.toml"])
def test_a_file_that_is_none_of_the_logs_is_never_deleted(where: str, home: Path, paths: Paths) -> None:
    keep(paths)
    file = write(home / where, "volume = 50\n")
    result = invoke(home, "log", "delete", str(file), "--yes")
    assert result.exit_code == 2 and "none of your logs" in result.stderr
    assert file.exists() and trashed(paths) == []


def test_a_log_in_a_folder_behind_a_link_can_be_deleted(home: Path, paths: Paths, tmp_path: Path) -> None:
    log = keep(paths)
    year = tmp_path / "elsewhere"
    log.parent.rename(year)
    log.parent.symlink_to(year)
    assert invoke(home, "log", "delete", str(log), "--yes").exit_code == 0
    assert not log.exists() and len(trashed(paths)) == 1


@pytest.mark.parametrize("answer", ["n\n", "y\n"])
def test_on_a_terminal_it_is_asked_first(answer: str, home: Path, paths: Paths) -> None:
    log = keep(paths)
    with Terminal(repcue("log", "delete", "last"), cols=200, env={"REPCUE_HOME": str(home)}) as terminal:
        terminal.wait_for("Move it to the trash?")
        assert str(log) in terminal.text()
        terminal.send(answer)
        assert terminal.exit_code() == 0
    assert log.exists() == (answer == "n\n")


def test_a_log_that_cannot_be_read_can_be_deleted_and_restored(home: Path, paths: Paths) -> None:
    log = keep(paths)
    log.write_bytes(b"")
    result = invoke(home, "log", "delete", log.stem, "--yes")
    assert result.exit_code == 0 and "cannot be read: the file is empty" in result.stdout
    assert invoke(home, "log", "restore", log.stem).exit_code == 0
    assert log.read_bytes() == b""


@pytest.mark.parametrize("how", ["id", "name", "stem", "trash"])
def test_a_log_is_brought_back_by_whatever_it_is_called(how: str, home: Path, paths: Paths) -> None:
    keep(paths, 1)
    log = keep(paths)
    for name in (log.name, "last"):
        assert invoke(home, "log", "delete", name, "--yes").exit_code == 0
    in_trash = next(path for path in trashed(paths) if log.name in path.name)
    wanted = {"id": SESSION_ID, "name": log.name, "stem": log.stem, "trash": in_trash.name}[how]
    assert invoke(home, "log", "restore", wanted).stdout == f"Restored: {log}\n"


def test_the_trash_is_listed_with_journals_told_apart(home: Path, paths: Paths) -> None:
    assert invoke(home, "log", "restore", "--list").stdout == f"No logs in {paths.trash}\n"
    paths.trash.mkdir(parents=True)
    (paths.trash / "2026-11-23_073000~2026-11-22_1805_legs.toml").write_text("x")
    (paths.trash / "2026-11-24_073000~2026-11-22T180533-7f3a.journal").write_text("x")
    lines = invoke(home, "log", "restore", "--list").stdout.splitlines()
    assert [line.split() for line in lines[:2]] == [
        ["deleted", "log"],
        ["2026-11-23", "07:30", "2026-11-22_1805_legs"],
    ]
    assert lines[2].startswith("1 other file there: journals")


def test_a_journal_is_never_restored_as_a_log(home: Path, paths: Paths) -> None:
    paths.trash.mkdir(parents=True)
    journal = paths.trash / "2026-11-24_073000~2026-11-22T180533-7f3a.journal"
    journal.write_text("x")
    assert invoke(home, "log", "restore").exit_code == 1
    assert invoke(home, "log", "restore", journal.name).exit_code == 1
    assert journal.exists()


@pytest.mark.parametrize("called", ["2026-11-22_1805_hamstrings-at-home.toml", "mine.toml"])
def test_a_session_that_has_a_log_is_not_restored_a_second_time(called: str, home: Path, paths: Paths) -> None:
    keep(paths)
    invoke(home, "log", "delete", "last", "--yes")
    again = keep(paths, note="again")
    there = again.rename(again.with_name(called))
    result = invoke(home, "log", "restore")
    assert result.exit_code == 1 and str(there) in result.stderr
    assert 'note = "again"' in there.read_text() and len(trashed(paths)) == 1


def test_an_existing_file_is_not_written_over(home: Path, paths: Paths) -> None:
    log = keep(paths)
    invoke(home, "log", "delete", "last", "--yes")
    other = keep(paths, id="another")
    assert other == log
    result = invoke(home, "log", "restore", SESSION_ID)
    assert result.stdout == f"Restored: {log.with_name(log.stem + '-2.toml')}\n"
    assert 'id = "another"' in log.read_text()


@pytest.mark.parametrize("command", ["delete", "restore"])
def test_a_log_that_is_not_there_is_wrong_usage(command: str, home: Path, paths: Paths) -> None:
    keep(paths)
    if command == "restore":
        invoke(home, "log", "delete", "last", "--yes")
    result = invoke(home, "log", command, "\x1b[31mnope")
    assert result.exit_code == 2 and "\x1b" not in result.stderr and "repcue log" in result.stderr


@pytest.mark.parametrize("command", ["delete", "restore"])
def test_no_logs_at_all_are_said_to_be_none(command: str, home: Path) -> None:
    result = invoke(home, "log", command, "last")
    assert result.exit_code == 1 and result.stderr.startswith("No logs ")
