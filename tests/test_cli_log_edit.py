"""`repcue log edit`: only what is named changes, and an editor's text is looked at before it counts."""

import difflib
from pathlib import Path

import pytest
from click.testing import Result
from commands import invoke
from log_examples import a_log, a_set
from terminal import Terminal, repcue

from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.log_model import LogSet
from tui.logbook.log.store import read_log, save
from tui.machine.paths import Paths

ROWS = (
    a_set(exercise="stiff-leg-deadlift", kind="warmup", reps=8, load=5.0, load_counts="total"),
    a_set(exercise="stiff-leg-deadlift", reps=12, load=10.0, load_counts="total"),
    a_set(set=1, side="right"),
    a_set(set=1, side="left", reps=9),
    a_set(set=2, side="right"),
    a_set(set=2, side="left", reps=8),
)


@pytest.fixture
def log(paths: Paths) -> Path:
    path = save(a_log(*ROWS), paths, RealDisk())
    path.write_text("# mine\n" + path.read_text() + "knee = 'sore'   # not repcue's\n")
    return path


def run(home: Path, *arguments: str) -> Result:
    return invoke(home, "log", "edit", *arguments)


def change(home: Path, log: Path, *arguments: str) -> list[str]:
    """Run the command and return the lines it took out and put in."""
    before = log.read_text().splitlines()
    result = run(home, "last", *arguments)
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    assert str(log) in result.stdout
    return [line for line in difflib.ndiff(before, log.read_text().splitlines()) if line[0] in "+-"]


def rows(log: Path) -> tuple[LogSet, ...]:
    return read_log(log).log.sets


def test_only_the_values_named_change(home: Path, log: Path) -> None:
    assert change(home, log, "--effort", "7.5", "--note", "Knee fine.", "--name", "Legs") == [
        '- name = "Hamstrings at home"',
        '+ name = "Legs"',
        '- note = ""',
        '+ note = "Knee fine."',
        "+ effort = 7.5",
    ]


def test_a_start_gets_the_offset_of_the_log(home: Path, log: Path) -> None:
    taken, put = change(home, log, "--started", "2026-11-22 17:30")
    assert taken == "- started = 2026-11-22 18:05:33+01:00"
    assert put == "+ started = 2026-11-22 17:30:00+01:00"


def test_one_leg_of_a_set_is_corrected(home: Path, log: Path) -> None:
    changed = change(home, log, "--set", "2", "--side", "left", "--reps", "10", "--rpe", "8")
    assert changed == ["- reps = 8", "+ reps = 10", "+ rpe = 8.0"]
    assert (rows(log)[5].reps, rows(log)[5].rpe) == (10, 8.0)


def test_a_load_without_a_side_is_that_of_both_legs(home: Path, log: Path) -> None:
    change(home, log, "--set", "2", "--exercise", "single-leg-deadlift", "--load", "12")
    assert [row.load for row in rows(log)] == [5.0, 10.0, 8.0, 8.0, 12.0, 12.0]


def test_what_was_changed_is_said(home: Path, log: Path) -> None:
    for arguments, said in (
        (["--set", "2", "--side", "left", "--rpe", "8"], "  single-leg-deadlift set 2 left: 8@8 r8"),
        (["--set", "w1", "--reps", "5"], "  stiff-leg-deadlift warm-up set 1: 5 @ 5"),
        (["--delete-set", "w1"], "  stiff-leg-deadlift warm-up set 1: 5 @ 5"),
        (["--add-set", "stiff-leg-deadlift", "--seconds", "30"], "  stiff-leg-deadlift set 2: 30s"),
    ):
        assert run(home, "last", *arguments).stdout.splitlines()[1:] == [said]


def test_no_load_takes_what_it_counts_along(home: Path, log: Path) -> None:
    assert change(home, log, "--set", "2", "--side", "left", "--load", "0") == [
        "- load = 8.0",
        '- load_counts = "per-hand"',
    ]


def test_a_warm_up_set_has_a_number_of_its_own(home: Path, log: Path) -> None:
    change(home, log, "--set", "w1", "--reps", "5", "--kind", "working")
    assert [(row.kind, row.reps) for row in rows(log)[:2]] == [("working", 5), ("working", 12)]


def test_a_forgotten_set_follows_the_others_of_its_exercise(home: Path, log: Path) -> None:
    changed = change(home, log, "--add-set", "stiff-leg-deadlift", "--reps", "11", "--load", "10")
    assert not [line for line in changed if line[0] == "-"]
    added = rows(log)[2]
    assert (added.exercise, added.set, added.reps, added.load, added.load_counts) == (
        "stiff-leg-deadlift",
        2,
        11,
        10.0,
        "total",
    )


def test_a_forgotten_leg_completes_its_set_and_both_begin_the_next(home: Path, log: Path) -> None:
    change(home, log, "--delete-set", "2", "--side", "left")
    for side in ("left", "right", "left"):
        change(home, log, "--add-set", "single-leg-deadlift", "--side", side, "--reps", "7")
    assert [(row.set, row.side, row.reps) for row in rows(log)[4:]] == [
        (2, "right", 10),
        (2, "left", 7),
        (3, "right", 7),
        (3, "left", 7),
    ]


def test_an_exercise_that_the_log_lacks_comes_last(home: Path, log: Path) -> None:
    change(home, log, "--add-set", "seated-leg-curl", "--reps", "10", "--load", "30")
    assert (rows(log)[-1].exercise, rows(log)[-1].set, rows(log)[-1].load_counts) == ("seated-leg-curl", 1, "stack")


def test_a_warm_up_that_was_forgotten_comes_first(home: Path, log: Path) -> None:
    args = ("--add-set", "single-leg-deadlift", "--side", "left", "--reps", "5", "--kind", "warmup")
    change(home, log, *args)
    assert (rows(log)[2].kind, rows(log)[2].side) == ("warmup", "left")


def test_a_set_taken_out_takes_both_legs(home: Path, log: Path) -> None:
    changed = change(home, log, "--delete-set", "2")
    assert not [line for line in changed if line[0] == "+"]
    assert [row.set for row in rows(log)] == [1, 1, 1, 1]
    assert log.read_text().startswith("# mine\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--set", "1", "--reps", "9"], "add --exercise"),
        (["--set", "2", "--reps", "9"], "--side left or --side right"),
        (["--set", "2"], "say what of the set"),
        (["--set", "7", "--load", "9"], "no set 7"),
        (["--set", "w2", "--load", "9"], "no warm-up set 2"),
        (["--set", "1", "--exercise", "lunge", "--load", "9"], "nothing of"),
        (["--set", "x", "--load", "9"], "such as 2"),
        (["--reps", "9"], "need --set"),
        (["--side", "left"], "need --set"),
        (["--set", "1", "--delete-set", "2", "--load", "1"], "one at a time"),
        (["--delete-set", "2", "--note", "x"], "go without"),
        (["--add-set", "single-leg-deadlift", "--reps", "9"], "add --side"),
        (["--add-set", "stiff-leg-deadlift", "--side", "left", "--reps", "9"], "leave out --side"),
        (["--add-set", "extended-lunge", "--reps", "9"], "add --side"),
        (["--add-set", "extended-lung", "--reps", "9"], 'did you mean "extended-lunge"'),
        (["--add-set", "extended-lunge", "--side", "left"], "--reps or --seconds"),
        (["--effort", "7.3"], "halves"),
        (["--started", "2026-11-22"], "day and time"),
        ([], "needs a terminal"),
    ],
)
def test_what_is_not_certain_changes_nothing(arguments: list[str], says: str, home: Path, log: Path) -> None:
    before = log.read_bytes()
    result = run(home, "last", *arguments)
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split()).lower() or says in result.stderr
    assert log.read_bytes() == before


def test_a_value_that_no_log_may_hold_changes_nothing(home: Path, log: Path) -> None:
    before = log.read_bytes()
    result = run(home, "last", "--name", "a\x1b[2J")
    assert result.exit_code == 1 and "Not changed" in result.stderr and "\x1b" not in result.stderr
    assert log.read_bytes() == before


def test_a_log_that_cannot_be_read_is_named_with_its_line(home: Path, log: Path) -> None:
    log.write_text("schema = 1\nid = 3\n")
    result = run(home, log.stem, "--effort", "5")
    assert result.exit_code == 1 and f"{log}:2: id: " in result.stderr


# --- in an editor --------------------------------------------------------------------------------------------------


def in_editor(home: Path, log: Path, script: str) -> Terminal:
    """Edit the log with a shell script for an editor; `$1` is what it is given."""
    editor = home / "my editor"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    return Terminal(
        repcue("log", "edit", log.stem), cols=200, env={"REPCUE_HOME": str(home), "VISUAL": f"'{editor}'"}
    )


def test_a_sound_text_from_the_editor_is_put_in_place(home: Path, log: Path) -> None:
    before = log.read_text()
    with in_editor(home, log, "sed -i 's/reps = 9/reps = 7/' \"$1\"") as terminal:
        terminal.wait_for(f"Saved: {log}")
        assert terminal.exit_code() == 0
    assert log.read_text() == before.replace("reps = 9", "reps = 7")


def test_a_broken_text_is_named_with_its_line_and_edited_again(home: Path, log: Path) -> None:
    script = 'if grep -q oops "$1"; then sed -i \'s/oops/7/\' "$1"; else sed -i \'s/reps = 9/reps = oops/\' "$1"; fi'
    line = log.read_text().splitlines().index("reps = 9") + 1
    with in_editor(home, log, script) as terminal:
        terminal.wait_for(f"{log}:{line}: ")
        terminal.wait_for("edit it again (e), keep it as it is (k), or take the change back (t)")
        terminal.send("e\n")
        assert terminal.exit_code() == 0
    assert rows(log)[3].reps == 7


@pytest.mark.parametrize("answer", ["k", "t"])
def test_a_broken_text_is_kept_or_taken_back(answer: str, home: Path, log: Path) -> None:
    before = log.read_text()
    with in_editor(home, log, 'echo oops > "$1"') as terminal:
        terminal.wait_for("take the change back (t)")
        terminal.send(f"{answer}\n")
        assert terminal.exit_code() == (0 if answer == "k" else 1)
    assert log.read_text() == ("oops\n" if answer == "k" else before)


def test_a_log_changed_while_the_editor_was_open_is_left_and_the_text_is_kept(home: Path, log: Path) -> None:
    with in_editor(home, log, f"echo '# synced' >> '{log}'; echo '# typed' >> \"$1\"") as terminal:
        terminal.wait_for("NOT SAVED")
        terminal.wait_for("Your text is in ")
        assert terminal.exit_code() == 1
    assert log.read_text().endswith("# synced\n")
    (kept,) = (home / "state" / "edits").rglob("*.toml")
    assert kept.read_text().endswith("# typed\n")


def test_an_editor_that_fails_changes_nothing(home: Path, log: Path) -> None:
    before = log.read_text()
    with in_editor(home, log, "exit 3") as terminal:
        terminal.wait_for("Taken back")
        assert terminal.exit_code() == 1
    assert log.read_text() == before


def test_a_log_that_cannot_be_read_opens_in_the_editor_and_is_mended(home: Path, log: Path) -> None:
    sound = log.read_text()
    log.write_text(sound.replace("reps = 9", "reps = "))
    with in_editor(home, log, "sed -i 's/reps = $/reps = 9/' \"$1\"") as terminal:
        terminal.wait_for("Saved: ")
    assert log.read_text() == sound
