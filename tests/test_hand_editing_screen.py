"""A log in the person's editor from the screen: looked at before it counts, and the terminal is whole afterwards."""

from __future__ import annotations

import re
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from log_examples import a_log
from pilots import Driver, program
from terminal import Terminal, repcue

from tui.logbook.disk.calls import RealDisk
from tui.logbook.disk.replacement import ChangedOnDisk
from tui.logbook.log.store import read_log, save
from tui.machine.paths import Paths
from tui.screens.ask import Ask
from tui.screens.history.log_editor import Edited, edit_by_hand
from tui.screens.history.log_problems import ProblemList
from tui.screens.history.screen import HistoryScreen
from tui.screens.session.screen import SessionScreen

ENTERS_SCREEN, LEAVES_SCREEN, SHOWS_CURSOR = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[?25h"


@pytest.fixture
def log(home: Path) -> Path:
    return save(a_log(note="Fine."), Paths.under(home), RealDisk())


class Scripted:
    """An editor that changes the text as it is told, one change for each time it is opened."""

    def __init__(self, *changes: Callable[[str], str], code: int = 0) -> None:
        self._changes = list(changes)
        self._code = code

    def __call__(self, command: Sequence[str]) -> int:
        copy = Path(command[-1])
        copy.write_text(self._changes.pop(0)(copy.read_text()))
        return self._code


@asynccontextmanager
async def editing(
    home: Path, path: Path, editor: Scripted, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Driver, list[Edited]]]:
    """The program with a log open in an editor; what comes of it is put into the list."""
    outcome: list[Edited] = []
    async with program(home, size=size) as at:

        async def edit() -> None:
            outcome.append(await edit_by_hand(at.app, path, editor))

        at.app.run_worker(edit())
        yield at, outcome


def swapped(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def same(text: str) -> str:
    return text


def in_edits(home: Path) -> list[Path]:
    return [path for path in (Paths.under(home).state / "edits").rglob("*") if path.is_file()]


async def test_a_sound_text_is_saved_and_can_be_taken_back(home: Path, log: Path) -> None:
    before = log.read_bytes()
    async with editing(home, log, Scripted(swapped("Fine.", "Sore."))) as (at, outcome):
        await at.until(lambda: outcome)
        assert read_log(log).log.note == "Sore."
        (edited,) = outcome
        assert edited.words == f"Saved: {log.name}." and edited.undo is not None
        assert edited.undo.run() == log and log.read_bytes() == before
        log.write_text("schema = 1\n")
        with pytest.raises(ChangedOnDisk):
            edited.undo.run()


async def test_a_text_left_alone_is_said_to_be(home: Path, log: Path) -> None:
    async with editing(home, log, Scripted(same)) as (at, outcome):
        await at.until(lambda: outcome)
        assert outcome[0].words.startswith("Nothing was changed.") and outcome[0].undo is None


async def test_a_broken_text_is_shown_with_its_lines_and_can_be_edited_again(home: Path, log: Path) -> None:
    line = next(at for at, text in enumerate(log.read_text().splitlines(), 1) if text == "reps = 9")
    changes = (swapped("reps = 9", 'reps = "x"'), swapped('reps = "x"', "reps = 8"))
    async with editing(home, log, Scripted(*changes)) as (at, outcome):
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.sees(
            "repcue can't read it so", f"line {line}: sets[2].reps: ", "edit it again", "take the change back"
        )
        assert read_log(log).log.sets[1].reps == 9
        await at.press("e")
        await at.until(lambda: outcome)
        assert read_log(log).log.sets[1].reps == 8 and in_edits(home) == []


async def test_a_broken_text_can_be_kept_and_taken_back_later(home: Path, log: Path) -> None:
    before = log.read_bytes()
    async with editing(home, log, Scripted(lambda text: "broken = [")) as (at, outcome):
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.press("k")
        await at.until(lambda: outcome)
        assert log.read_text() == "broken = ["
        assert outcome[0].words == "Kept, and left out till mended."
        assert outcome[0].undo is not None and outcome[0].undo.run() == log
        assert log.read_bytes() == before


async def test_a_broken_text_can_be_taken_back_at_once(home: Path, log: Path) -> None:
    before = log.read_bytes()
    async with editing(home, log, Scripted(lambda text: "[/] = \x1b[31m")) as (at, outcome):
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.press("t")
        await at.until(lambda: outcome)
        assert outcome[0].words == "Taken back: it is as it was."
        assert log.read_bytes() == before and in_edits(home) == []


async def test_many_mistakes_fit_the_smallest_window(home: Path) -> None:
    path = save(a_log(), Paths.under(home), RealDisk())
    text = path.read_text() + "".join(f'[[sets]]\nexercise = "UP {n}"\nset = 0\n' for n in range(40))
    async with editing(home, path, Scripted(lambda _: text), (60, 16)) as (at, _):
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.sees("more", "take the change back")
        assert "line 37" in at.text and len(at.text.splitlines()) <= 16


async def test_another_programs_change_is_left_and_the_persons_text_is_named(home: Path, log: Path) -> None:
    def meanwhile(text: str) -> str:
        log.write_text(text.replace("Fine.", "Theirs."))
        return text.replace("Fine.", "Mine.")

    async with editing(home, log, Scripted(meanwhile)) as (at, outcome):
        await at.until(lambda: outcome)
        (kept,) = in_edits(home)
        assert read_log(log).log.note == "Theirs." and "Mine." in kept.read_text()
        assert str(kept) in outcome[0].words and outcome[0].at_length


async def test_where_no_editor_can_be_opened_it_says_what_to_use_instead(home: Path, log: Path) -> None:
    async with program(home) as at:
        await at.press("h")
        await at.until(lambda: isinstance(at.app.screen, HistoryScreen) and at.app.screen.settled)
        await at.press("e")
        await at.until(lambda: isinstance(at.app.screen, Ask))
        await at.sees("repcue log edit", log.stem)
        await at.press("escape")
        await at.until(lambda: isinstance(at.app.screen, HistoryScreen))
        assert in_edits(home) == []


async def test_while_a_session_runs_nothing_is_edited(home: Path, log: Path) -> None:
    (log.parent / "broken.toml").write_text("x = [")
    async with program(home) as at:
        await at.press("enter")
        await at.until(lambda: isinstance(at.app.screen, SessionScreen))
        await at.press("h")
        await at.until(lambda: isinstance(at.app.screen, HistoryScreen) and at.app.screen.settled)
        await at.press("e", "m", "a")
        assert isinstance(at.app.screen, HistoryScreen)
        await at.press("exclamation_mark", "e")
        assert isinstance(at.app.screen, ProblemList)


@contextmanager
def history(home: Path, script: str) -> Iterator[Terminal]:
    """The history in a terminal, with a shell script for an editor; `$1` is the file."""
    editor = home / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    env = {"REPCUE_HOME": str(home), "VISUAL": "", "EDITOR": str(editor)}
    with Terminal(repcue(), cols=100, env=env) as at:
        at.wait_for("Hamstrings at home")
        at.send("h")
        at.wait_for("▸ Sun 22 Nov 2026")
        yield at


def test_the_editor_has_the_terminal_and_gives_it_back(home: Path, log: Path) -> None:
    with history(home, 'echo EDITOR HERE; read line; sed -i "s/Hamstrings at home/$line/" "$1"') as at:
        at.send("e")
        at.wait_for("EDITOR HERE")
        assert LEAVES_SCREEN in bytes(at.output) and not at.cursor_hidden()
        at.send("Legs of steel\n")
        at.wait(lambda text: "Saved:" in text and "Legs of steel" in text and "u takes it back" in text)
        assert bytes(at.output).count(ENTERS_SCREEN) == 2 and at.cursor_hidden()
        at.send("u")
        at.wait_for("As it was before the edit.")
        at.wait_for("Hamstrings at home")
        at.send("q")
        assert at.exit_code() == 0
    assert read_log(log).log.name == "Hamstrings at home"


def test_ctrl_c_is_the_editors_alone(home: Path, log: Path) -> None:
    with history(home, "trap 'echo CAUGHT' INT; echo EDITOR HERE; read line; read line") as at:
        at.send("e")
        at.wait_for("EDITOR HERE")
        at.send("\x03")
        at.wait_for("CAUGHT")
        at.send("\n\n")
        at.wait_for("Nothing was changed.")


def test_a_log_that_can_not_be_read_is_mended_from_the_list_of_problems(home: Path, log: Path) -> None:
    broken = log.with_name("2026-11-20_1200_broken.toml")
    broken.write_text(log.read_text().replace("reps = 9", "reps = ").replace("7f3a", "7f3b"))
    with history(home, 'sed -i "s/^reps = *$/reps = 7/" "$1"') as at:
        at.wait_for("1 file can't be read")
        at.send("!")
        at.wait(lambda text: "2026-11-20_1200_broken.toml:31" in re.sub(r"[│\s]", "", text))
        at.send("e")
        at.wait_for("of 2")
        at.wait_for("Saved: 2026-11-20_1200_broken.toml.")
    assert read_log(broken).log.sets[1].reps == 7


def test_told_to_stop_the_editor_ends_the_text_is_kept_and_the_terminal_is_whole(home: Path, log: Path) -> None:
    before = log.read_bytes()
    told = "trap 'echo TOLD; kill $!; exit 1' TERM"
    with history(home, f'{told}; echo "note = 1" >> "$1"; echo EDITOR HERE; sleep 60 & wait') as at:
        at.send("e")
        at.wait_for("EDITOR HERE")
        at.kill(signal.SIGTERM)
        assert at.exit_code() == 128 + signal.SIGTERM
        output = bytes(at.output)
    assert b"TOLD" in output
    assert output.rindex(LEAVES_SCREEN) > output.rindex(ENTERS_SCREEN) and SHOWS_CURSOR in output[-400:]
    assert log.read_bytes() == before
    (kept,) = in_edits(home)
    assert kept.read_bytes() == before + b"note = 1\n"
    assert str(kept).encode() in output.replace(b"\r\n", b"")


def test_a_window_closed_over_the_editor_leaves_the_text_where_it_can_be_found(home: Path, log: Path) -> None:
    before = log.read_bytes()
    with history(home, 'echo "note = 1" >> "$1"; echo EDITOR HERE; exec sleep 60') as at:
        at.send("e")
        at.wait_for("EDITOR HERE")
        at.hang_up()
        at.exit_code()
    assert log.read_bytes() == before
    (kept,) = in_edits(home)
    assert kept.read_bytes() == before + b"note = 1\n"
