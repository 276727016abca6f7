"""The whole program in a real pseudo-terminal, as a person meets it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import tomli
from terminal import PROJECT, Terminal, repcue

LEAVES_SCREEN = b"\x1b[?1049l"
SHOWS_CURSOR = b"\x1b[?25h"


@contextmanager
def program(home: Path, *args: str, cols: int = 80, rows: int = 24) -> Iterator[Terminal]:
    with Terminal(repcue(*args), cols=cols, rows=rows, env={"REPCUE_HOME": str(home)}) as terminal:
        yield terminal


def logs(home: Path) -> list[dict[str, object]]:
    return [tomli.loads(path.read_text()) for path in sorted((home / "data" / "logs").rglob("*.toml"))]


def rows(log: dict[str, object]) -> list[tuple[object, ...]]:
    sets = log["sets"]
    assert isinstance(sets, list)
    return [(row.get("side"), row.get("reps"), row["set"]) for row in sets]


def plain(home: Path, *args: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        repcue(*args),
        input=typed,
        text=True,
        capture_output=True,
        cwd=PROJECT,
        env={**os.environ, "REPCUE_HOME": str(home)},
        timeout=60,
        check=False,
    )


def test_a_session_is_done_with_space_alone_and_leaves_one_log(home: Path) -> None:
    with program(home, "run", "single-leg-deadlift", "--sets", "1", "--reps", "4", "--rest", "1") as at:
        at.wait_for("set-up 1 of")
        at.send("n")
        for count in range(4):
            at.wait_for(f"RIGHT leg · rep {count} / 4")
            at.tap(" ")
        at.wait_for("SWITCH LEGS")
        at.wait_for("LEFT LEG")
        at.breathe()
        at.tap(" ")
        for count in range(4):
            at.wait_for(f"LEFT leg · rep {count} / 4")
            at.tap(" ")
        at.wait_for("Session done")
        at.send("\x1b")
        assert at.exit_code() == 0
    (log,) = logs(home)
    assert rows(log) == [("right", 4, 1), ("left", 4, 1)]
    assert log["outcome"] == "completed"


QUICK = """
schema = 1
id = "quick"
name = "Quick"
level = "beginner"
pattern = "hinge"
[sides]
mode = "unilateral"
switch_seconds = 0.3
[defaults]
sets = 1
reps = 3
[[phases]]
kind = "eccentric"
cue = "Down"
text = "Down."
seconds = 0.25
[[phases]]
kind = "concentric"
cue = "Up"
text = "Up."
seconds = 0.25
"""


def own(home: Path, name: str, text: str | bytes) -> Path:
    path = home / "config" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_paced_session_needs_no_key_after_the_start(home: Path) -> None:
    own(home, "exercises/quick.toml", QUICK)
    with program(home, "run", "quick", "--paced") as at:
        at.wait_for("Session done")
        at.send("\x1b")
        assert at.exit_code() == 0
    assert rows(logs(home)[0]) == [("right", 3, 1), ("left", 3, 1)]


def four_reps(home: Path, end: signal.Signals | None) -> bytes:
    """A session of which four reps are saved when it is ended by a signal, or by the window being closed."""
    with program(home, "run", "stiff-leg-deadlift", "--sets", "1", "--reps", "6") as at:
        at.wait_for("set-up 1 of")
        at.send("n")
        at.wait_for("rep 0 / 6")
        at.send("    ")
        at.wait(lambda text: "rep 4 / 6" in text and "saved" in text)
        if end is None:
            at.hang_up()
        else:
            at.kill(end)
        at.exit_code()
        return bytes(at.output)


def carried_on(home: Path) -> list[tuple[object, ...]]:
    """Start again, carry on, finish; return the log's rows."""
    with program(home) as at:
        at.wait_for("An unfinished session")
        at.send("\r")
        at.wait_for("PAUSED · set 1 of 1 · rep 4 / 6")
        at.send(" ")
        at.wait(lambda text: "PAUSED" not in text and "rep 4 / 6" in text)
        at.send("  ")
        at.wait_for("Session done")
    (log,) = logs(home)
    return rows(log)


def test_after_kill_9_the_session_is_carried_on_with_every_rep(home: Path) -> None:
    four_reps(home, signal.SIGKILL)
    assert carried_on(home) == [(None, 6, 1)]


def test_after_the_window_was_closed_the_session_is_carried_on_with_every_rep(home: Path) -> None:
    four_reps(home, None)
    assert carried_on(home) == [(None, 6, 1)]


def test_sigterm_leaves_a_usable_terminal_and_the_journal_whole(home: Path) -> None:
    output = four_reps(home, signal.SIGTERM)
    assert LEAVES_SCREEN in output[-400:] and SHOWS_CURSOR in output[-400:]
    assert carried_on(home) == [(None, 6, 1)]


def stopped(process: int) -> bool:
    """Whether the process is stopped by a signal."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def test_suspending_pauses_and_coming_back_shows_the_same_set(home: Path) -> None:
    with program(home, "run", "stiff-leg-deadlift", "--sets", "1") as at:
        at.wait_for("set-up 1 of")
        at.send("n  ")
        at.wait_for("rep 2 / 10")
        at.send("\x1a")
        at.wait(lambda text: stopped(at.pid))
        at.kill(signal.SIGCONT)
        at.wait_for("PAUSED · set 1 of 1 · rep 2 / 10")
        at.send(" ")
        at.wait(lambda text: "PAUSED" not in text)


def says_set_up(expected: bool, text: str) -> bool:
    return ("set-up 1 of" in text) == expected


def test_the_window_may_shrink_and_grow_at_any_moment(home: Path) -> None:
    with program(home, "run", "stiff-leg-deadlift") as at:
        at.wait_for("set-up 1 of")
        for cols, lines in ((59, 15), (1, 1), (200, 60), (60, 16), (30, 5), (80, 24)):
            at.resize(cols, lines)
            fits = cols >= 60 and lines >= 16
            at.wait(partial(says_set_up, fits))
        at.send("n ")
        at.wait_for("rep 1 / 10")


def test_no_color_leaves_every_word_on_the_screen(home: Path) -> None:
    env = {"REPCUE_HOME": str(home), "NO_COLOR": "1"}
    with Terminal(repcue("run", "single-leg-deadlift"), env=env) as at:
        at.wait_for("RIGHT LEG ▶")
        assert "set-up 1 of" in at.text()


HOSTILE = {
    "routines/misspelt.toml": 'schema = 1\nid = "misspelt"\nname = "x"\n[[blocks]]\nexercise = "extended-lunje"\n',
    "exercises/nasty.toml": QUICK.replace('id = "quick"', 'id = "nasty"')
    .replace('name = "Quick"', 'name = "[/]"')
    .replace('text = "Up."', 'text = "\\u001b]52;c;AAAA\\u0007"'),
    "exercises/empty.toml": "",
    "routines/conflict.toml": '<<<<<<< HEAD\nschema = 1\n=======\nschema = 1\n>>>>>>> other\nid = "conflict"\n',
}


def test_hostile_files_are_each_named_and_never_stop_the_program(home: Path) -> None:
    for name, text in HOSTILE.items():
        own(home, name, text)
    os.mkfifo(home / "config" / "exercises" / "pipe.toml")
    with program(home, cols=100) as at:
        at.wait_for("problems in your files")
        at.wait_for("Hamstrings at home")
        assert b"\x1b]52" not in bytes(at.output)
        at.send("q")
        assert at.exit_code() == 0
    checked = plain(home, "check")
    assert checked.returncode == 1
    for name in (*HOSTILE, "exercises/pipe.toml"):
        assert f"{home / 'config' / name}:" in checked.stdout + checked.stderr, name
    assert "extended-lunge" in checked.stdout + checked.stderr
    assert "\x1b" not in checked.stdout + checked.stderr


def test_forty_empty_lines_run_the_desk_break_and_the_log_says_what_was_counted(home: Path) -> None:
    done = plain(home, "run", "desk-break", "--plain", typed="\n" * 40)
    assert done.returncode == 0, done.stderr
    (log,) = logs(home)
    assert rows(log) == [("right", 8, 1), ("left", 8, 1), ("right", 6, 1), ("left", 6, 1)]
    listed = json.loads(plain(home, "log", "list", "--json").stdout)
    assert [(entry["reps"], entry["outcome"]) for entry in listed["logs"]] == [(28, "completed")]


def test_a_second_instance_says_that_a_session_runs_elsewhere(home: Path) -> None:
    with program(home, "run", "stiff-leg-deadlift") as first:
        first.wait_for("set-up 1 of")
        with program(home, cols=100) as second:
            second.wait_for("a session runs elsewhere")
            second.send("jjjj\r")
            second.wait_for("Stiff-Leg Deadlift")
            assert "set-up" not in second.text()


def test_a_hook_gets_the_environment_that_the_program_was_given_and_the_log_in_place(home: Path) -> None:
    given = {"REPCUE_HOME": str(home)}
    script = (
        'env > "$1/env"; read -r event; echo "$event" > "$1/event"; cp "$(dirname "$1")"/home/data/logs/*/* "$1/log"'
    )
    own(home, "exercises/quick.toml", QUICK)
    told = home.parent / "told"
    told.mkdir()
    own(home, "settings.toml", f"[hooks]\nsession-end = ['sh', '-c', '{script}', 'sh', '{told}']\n")
    with Terminal(["env"], env=given) as bare:
        bare.exit_code()
        names = {line.partition("=")[0] for line in bytes(bare.output).decode().splitlines() if "=" in line}
    with program(home, "run", "quick", "--paced") as at:
        at.wait_for("Session done")
        at.send("\x1b")
        assert at.exit_code() == 0
    shells_own = {"PWD", "OLDPWD", "SHLVL", "_"}
    assert {line.partition("=")[0] for line in (told / "env").read_text().splitlines()} - shells_own <= names
    event = json.loads((told / "event").read_text())
    (log,) = (home / "data" / "logs").rglob("*.toml")
    assert (event["log"], event["outcome"]) == (str(log), "completed")
    assert tomli.loads((told / "log").read_text())["id"] == event["session"]
