"""The window's title and its notifications: only what the terminal understands, and everything given back."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest
from commands import write
from plans import BOTH_LEGS, SINGLE_LEG, plan_of
from terminal import Terminal, repcue
from test_program import stopped

from tui.screens.window import NO_TITLE, RESTORE_TITLE, SAVE_TITLE, Window, title_of
from tui.session import CountRep, Plan, Skip, begin, handle
from tui.session.commands import Command
from tui.session.snapshot import snapshot


def title(plan: Plan, *commands: Command) -> str:
    state = begin(plan, 0)
    for command in commands:
        state, _ = handle(state, command, state.now + 1000)
    return title_of(snapshot(state))


def test_the_title_tells_the_tally_or_the_countdown() -> None:
    assert title(plan_of(SINGLE_LEG), Skip(), CountRep()) == "1/10 RIGHT · repcue"
    assert title(plan_of(BOTH_LEGS, reps=1), Skip(), CountRep()) == "rest 1:00 · repcue"
    assert title(plan_of(SINGLE_LEG, reps=1), Skip(), CountRep()) == "SWITCH LEGS LEFT · repcue"


def test_the_title_of_before_is_saved_once_and_given_back_once() -> None:
    written: list[str] = []
    window = Window(written.append, {})
    for text in ("a", "a", "b"):
        window.title(text)
    window.restore()
    window.restore()
    assert written == [f"{SAVE_TITLE}\x1b]2;a\x07", "\x1b]2;b\x07", NO_TITLE + RESTORE_TITLE]


def test_a_name_from_a_file_can_not_leave_the_title() -> None:
    written: list[str] = []
    Window(written.append, {}).title("x\x07\x1b]52;c;AAAA\x07")
    assert written[0].count("\x07") == 1 and "\x1b]52" not in written[0]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-256color"}, []),
        ({"TERM": "xterm-kitty"}, ["\x1b]9;Rest over\x07"]),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, ["\x1b]9;Rest over\x07"]),
        ({"TERM": "foot"}, ["\x1b]777;notify;repcue;Rest over\x07"]),
    ],
)
def test_only_terminals_that_understand_it_are_asked_to_notify(environ: dict[str, str], expected: list[str]) -> None:
    written: list[str] = []
    Window(written.append, environ).call("Rest over")
    assert written == expected


TITLE = re.compile(rb"\x1b\]2;([^\x07]*)\x07|\x1b\[(22|23);2t")


def titles(at: Terminal, *, keeps: bool = True) -> list[str]:
    """The window's titles since the shell's own; `keeps`: whether the terminal can save and restore them."""
    seen, saved = ["shell"], list[str]()
    for title, order in TITLE.findall(bytes(at.output)):
        if not order:
            seen.append(title.decode())
        elif keeps and order == b"22":
            saved.append(seen[-1])
        elif keeps:
            seen.append(saved.pop())
    return seen


def at_rest(home: Path, rest: int = 60, **env: str) -> Terminal:
    """The program in the rest after a first set of one rep."""
    at = Terminal(
        repcue("run", "stiff-leg-deadlift", "--sets", "2", "--reps", "1", "--rest", str(rest)),
        env={"REPCUE_HOME": str(home), **env},
    )
    at.wait_for("set-up 1 of")
    at.send("n ")
    at.wait_for("rest 0:")
    return at


def test_the_windows_title_follows_the_tally_and_the_countdown(home: Path) -> None:
    with Terminal(repcue("run", "stiff-leg-deadlift", "--reps", "2"), env={"REPCUE_HOME": str(home)}) as at:
        at.wait_for("set-up 1 of")
        at.send("n ")
        at.wait(lambda text: titles(at)[-1] == "1/2 · repcue")
        at.send(" ")
        at.wait(lambda text: titles(at)[-1] == "rest 0:58 · repcue")


@pytest.mark.parametrize("way", ["keys", signal.SIGTERM, signal.SIGHUP])
def test_however_the_program_is_left_the_window_has_its_title_back(home: Path, way: str | signal.Signals) -> None:
    with at_rest(home) as at:
        at.wait(lambda text: titles(at)[-1].startswith("rest 0:"))
        if isinstance(way, signal.Signals):
            at.kill(way)
        else:
            at.send("q")
            at.wait_for("End the session?")
            at.send("d")
        at.exit_code()
        assert titles(at)[-1] == "shell"
        assert titles(at, keeps=False)[-1] == ""


def test_the_shell_has_its_title_while_the_program_is_suspended(home: Path) -> None:
    with at_rest(home) as at:
        at.wait(lambda text: titles(at)[-1].startswith("rest 0:"))
        at.send("p")
        at.wait(lambda text: titles(at)[-1].startswith("paused · rest 0:"))
        at.send("\x1a")
        at.wait(lambda text: stopped(at.pid) and not at.read(0))
        assert titles(at)[-1] == "shell"
        assert titles(at, keeps=False)[-1] == ""
        at.kill(signal.SIGCONT)
        at.wait(lambda text: titles(at)[-1].startswith("paused · rest 0:"))
        at.kill(signal.SIGTERM)
        at.exit_code()
        assert titles(at)[-1] == "shell"


LOOKS_AWAY = "\x1b[O"
"""What a terminal sends when its window loses the focus."""


@pytest.mark.parametrize(
    ("settings", "sees", "calls"),
    [("", LOOKS_AWAY, 1), ("", "", 0), ("notify = false\n", LOOKS_AWAY, 0)],
    ids=["looking away", "looking", "not wanted"],
)
def test_the_end_of_a_rest_calls_a_person_who_looks_elsewhere(
    home: Path, settings: str, sees: str, calls: int
) -> None:
    write(home / "config" / "settings.toml", settings)
    with at_rest(home, 2, TERM_PROGRAM="WezTerm") as at:
        at.send(sees)
        at.wait_for("set 2 of 2 · rep 0 / 1")
        while at.read(0.2):
            pass
        assert bytes(at.output).count(b"\x1b]9;Rest over\x07") == calls
