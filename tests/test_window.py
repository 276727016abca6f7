"""The window's title and its notifications: only what the terminal understands, and everything given back."""

from __future__ import annotations

from pathlib import Path

import pytest
from plans import BOTH_LEGS, SINGLE_LEG, plan_of
from terminal import Terminal, repcue

from tui.screens.window import RESTORE_TITLE, SAVE_TITLE, Window, title_of
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
    assert written == [f"{SAVE_TITLE}\x1b]2;a\x07", "\x1b]2;b\x07", RESTORE_TITLE]


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


def test_the_program_sets_the_title_and_gives_it_back(home: Path) -> None:
    with Terminal(repcue("run", "stiff-leg-deadlift"), env={"REPCUE_HOME": str(home)}) as at:
        at.wait_for("set-up 1 of")
        at.send("n ")
        at.wait_for("rep 1 / 10")
        at.wait(lambda text: b"\x1b]2;1/10" in bytes(at.output))
        at.send("\x1b")
        at.wait_for("End the session?")
        at.send("d")
        at.exit_code()
        assert bytes(at.output).count(SAVE_TITLE.encode()) == bytes(at.output).count(RESTORE_TITLE.encode()) == 1
