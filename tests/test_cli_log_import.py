"""`repcue log import`: shown first, asked about, all or nothing, and nothing twice."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from commands import invoke, write
from exchanged import FOLDER, here
from log_examples import a_log
from terminal import Terminal, repcue

from tui.cli.log_import import Wish, run_import
from tui.exchange.import_names import names_path, read_names
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.listing import list_logs
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.terminal.signals import Stopped

HEVY = str(FOLDER / "hevy_kg.csv")
STRONG = str(FOLDER / "strong_old.csv")


def logs(paths: Paths) -> list[Log]:
    listing = list_logs(paths)
    assert listing.problems == ()
    return [file.log for file in listing.logs]


def test_a_dry_run_shows_what_would_come_and_writes_nothing(home: Path, paths: Paths) -> None:
    result = invoke(home, "log", "import", HEVY, "--dry-run", "--keep-unknown")
    assert result.exit_code == 0
    for words in (
        "hevy: 1 session, new on 2026-08-07",
        "new            1 session, 6 rows of sets",
        "already there  0 sessions",
        "left out       1 x mark of a drop set",
        '"Seated Leg Curl"  4 rows  seated-leg-curl',
        '"Plank"            1 row   plank (kept as its own)',
    ):
        assert words in result.stdout
    assert not paths.logs.exists() and not names_path(paths).exists()


def test_an_import_adds_all_once(home: Path, paths: Paths) -> None:
    first = invoke(home, "log", "import", HEVY, "--keep-unknown", "--yes")
    assert first.exit_code == 0 and f"Imported 1 session into {paths.logs}" in first.stdout
    (log,) = logs(paths)
    assert [row.exercise for row in log.sets] == ["seated-leg-curl"] * 4 + ["plank", "treadmill"]
    assert [row.name for row in log.sets] == [None] * 4 + ["Plank", "Treadmill"]
    assert read_names(names_path(paths)) == {"Plank": "plank", "Treadmill": "treadmill"}
    again = invoke(home, "log", "import", HEVY, "--yes")
    assert again.exit_code == 0 and "nothing new" in again.stdout
    assert logs(paths) == [log]


def test_names_that_nobody_knows_stop_it_and_come_as_lines_to_paste(home: Path, paths: Paths) -> None:
    result = invoke(home, "log", "import", STRONG, "--unit", "kg", "--yes")
    assert result.exit_code == 1 and "Nothing was imported." in result.stderr
    assert "2 sessions, 7 rows of sets" in result.stdout and "skipped" not in result.stdout
    assert not paths.logs.exists()
    lines = [line.strip() for line in result.stderr.splitlines() if " = " in line]
    assert lines[0].startswith('"Romanian Deadlift (Barbell)" = "') and "Plank = " in result.stderr
    write(names_path(paths), "\n".join(lines).replace('"running"', '"skip"'))
    assert invoke(home, "log", "import", STRONG, "--unit", "kg", "--yes").exit_code == 0
    assert "running" not in {row.exercise for log in logs(paths) for row in log.sets}


def test_names_are_mapped_on_the_command_line_and_remembered(home: Path, paths: Paths) -> None:
    mapped = ["--map", "Plank=front-plank", "--map", "Treadmill=skip"]
    assert invoke(home, "log", "import", HEVY, "--yes", *mapped).exit_code == 0
    assert [row.exercise for row in logs(paths)[0].sets][4:] == ["front-plank"]
    assert read_names(names_path(paths)) == {"Plank": "front-plank", "Treadmill": "skip"}


@pytest.mark.parametrize("mapped", ["Plank", "=plank", "Plank=", "Plank=No Id"])
def test_a_mapping_that_is_none_is_wrong_usage(mapped: str, home: Path) -> None:
    assert invoke(home, "log", "import", HEVY, "--map", mapped).exit_code == 2


def test_a_bad_row_stops_it_unless_it_may_be_left_out(home: Path, paths: Paths, tmp_path: Path) -> None:
    text = Path(HEVY).read_text().replace("39.5,7", "39.5,seven")
    file = write(tmp_path / "bad.csv", text)
    options = ["--keep-unknown", "--yes"]
    stopped = invoke(home, "log", "import", str(file), *options)
    assert stopped.exit_code == 1 and f"{file}:4: reps: " in stopped.stderr and "--skip-bad-rows" in stopped.stderr
    assert not paths.logs.exists()
    skipped = invoke(home, "log", "import", str(file), *options, "--skip-bad-rows")
    assert skipped.exit_code == 0 and "left out" in skipped.stderr and "--skip-bad-rows" not in skipped.stderr
    assert len(logs(paths)[0].sets) == 4


def test_a_unit_that_nobody_says_is_wrong_usage(home: Path) -> None:
    result = invoke(home, "log", "import", STRONG, "--yes")
    assert result.exit_code == 2 and "--unit kg" in result.stderr


def test_where_nobody_can_be_asked_yes_must_be_said(home: Path, paths: Paths) -> None:
    result = invoke(home, "log", "import", HEVY, "--keep-unknown")
    assert result.exit_code == 2 and "--yes" in result.stderr and "new            1 session" in result.stdout
    assert not paths.logs.exists()


@pytest.mark.parametrize("content", [b"", b"a,b\n", b"\0", "title\n".encode("utf-16")])
def test_a_file_that_cannot_be_read_is_a_problem(content: bytes, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_bytes(content)
    result = invoke(home, "log", "import", str(file))
    assert result.exit_code == 1 and result.stderr.startswith(f"{file}:1: ")


def test_a_file_of_names_that_is_not_right_stops_it(home: Path, paths: Paths) -> None:
    write(names_path(paths), "Plank = 5\n")
    result = invoke(home, "log", "import", HEVY, "--yes")
    assert result.exit_code == 1 and result.stderr.startswith(f"{names_path(paths)}:1: Plank: ")


def test_text_of_the_file_cannot_drive_the_terminal(home: Path, tmp_path: Path) -> None:
    text = Path(HEVY).read_text().replace("Plank", "Pl\x1b[31mank").replace("39.5,7", "39.5,\x1b]0;x\x07")
    result = invoke(home, "log", "import", str(write(tmp_path / "in.csv", text)))
    assert "\x1b" not in result.output and "\x07" not in result.output and "\\x1b[31m" in result.output


def test_our_own_json_comes_back_into_an_empty_folder(home: Path, paths: Paths, tmp_path: Path) -> None:
    save(a_log(), paths, RealDisk())
    out = tmp_path / "all.json"
    assert invoke(home, "log", "export", "--format", "json", "-o", str(out)).exit_code == 0
    other = tmp_path / "other"
    assert invoke(other, "log", "import", str(out), "--yes").exit_code == 0
    assert logs(Paths.under(other)) == [a_log()]
    assert "nothing new" in invoke(home, "log", "import", str(out), "--yes").stdout


# Asked on a terminal


class Typed:
    """Answers, one after the other, and the questions they were given to."""

    def __init__(self, *answers: str) -> None:
        self._answers: Iterator[str] = iter(answers)
        self.questions: list[str] = []

    def __call__(self, question: str) -> str:
        self.questions.append(question)
        return next(self._answers)


def ask_through(file: str, paths: Paths, *answers: str, **wish: object) -> tuple[int, list[str]]:
    typed = Typed(*answers)
    code = run_import(Wish(Path(file), **wish), paths, typed, here, RealDisk())  # type: ignore[arg-type]
    return code, typed.questions


def test_unit_names_and_consent_are_asked_for(paths: Paths) -> None:
    code, questions = ask_through(STRONG, paths, "stone", "lb", "", "k", "no-such", "s", "y")
    assert code == 0
    assert questions[0] == questions[1] == "Are the loads in kg or in lb?"
    assert "Enter for " in questions[2] and questions[-1] == "Import 2 sessions? y/N"
    found = logs(paths)
    assert found[1].unit == "lb"
    assert [row.exercise for row in found[0].sets] == ["plank", "extended-lunge"]
    chosen = read_names(names_path(paths))
    assert chosen["Running"] == "skip" and chosen["Plank"] == "plank" and len(chosen) == 3


@pytest.mark.parametrize("answer", ["", "n", "no", "yess"])
def test_anything_but_yes_imports_nothing(answer: str, paths: Paths) -> None:
    code, _ = ask_through(HEVY, paths, "k", "k", answer)
    assert code == 1 and not paths.logs.exists() and not names_path(paths).exists()


def test_nothing_is_asked_where_bad_rows_stop_it_anyway(paths: Paths, tmp_path: Path) -> None:
    file = write(tmp_path / "bad.csv", Path(HEVY).read_text().replace("39.5,7", "39.5,seven"))
    assert ask_through(str(file), paths) == (1, [])


def test_an_offset_comes_from_the_zone_of_the_place(paths: Paths) -> None:
    ask_through(HEVY, paths, keep_unknown=True, yes=True)
    assert logs(paths)[0].started.isoformat() == "2026-08-07T17:00:00+02:00"


def test_a_terminal_is_asked(home: Path, paths: Paths) -> None:
    argv = repcue("log", "import", HEVY, "--map", "Plank=plank", "--map", "Treadmill=skip")
    with Terminal(argv, env={"REPCUE_HOME": str(home)}) as terminal:
        terminal.wait_for("Import 1 session? y/N")
        terminal.send("y\r")
        terminal.wait_for("Imported 1 session")
    assert len(logs(paths)) == 1


def test_a_mapping_to_no_id_is_refused_before_anything_is_read(paths: Paths) -> None:
    with pytest.raises(click.UsageError):
        ask_through(HEVY, paths, choices=[("Plank", "No Id")])


class StoppedDisk(RealDisk):
    """Is told to stop when the second log gets its name."""

    def __init__(self) -> None:
        self.named = 0

    def link(self, source: Path, target: Path) -> None:
        self.named += 1
        super().link(source, target)
        if self.named == 2:
            raise Stopped(signal.SIGTERM)


def test_told_to_stop_in_the_middle_it_takes_back_what_it_placed(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    wish = Wish(FOLDER / "strong_old.csv", unit="kg", keep_unknown=True, yes=True)
    disk = StoppedDisk()
    with pytest.raises(Stopped) as stopped:
        run_import(wish, paths, None, here, disk)
    assert stopped.value.code == 143 and disk.named == 2
    assert logs(paths) == [] and not list(paths.logs.rglob(".*"))
    assert "Stopped. Nothing was imported." in capsys.readouterr().err
