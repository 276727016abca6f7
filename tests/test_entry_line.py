"""The line of entry in a session: loads, RPE and notes are said while the session goes on, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pilots import Driver, logs, program
from plans import BOTH_LEGS, SINGLE_LEG, plan_of

from tui.machine.paths import Paths
from tui.screens.session.entry_line import EntryLine, Typing
from tui.screens.summary.screen import SummaryScreen

SIZES = [(60, 16), (80, 24), (120, 36)]


async def typed(at: Driver, text: str) -> None:
    await at.press(*({" ": "space"}.get(letter, letter) for letter in text))


def entry(at: Driver) -> str:
    return at.session.query_one(EntryLine).text if at.session.entry.typing is not None else ""


async def test_a_load_said_in_the_set_up_is_that_of_all_working_sets(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=2, reps=1, rest=0)) as at:
        await at.press("l")
        await typed(at, "60")
        assert "60" in entry(at) and "now 8 kg" not in entry(at)
        await at.press("enter", "n", "space", "space")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    assert [row.load for row in logs(home)[0].sets] == [60.0, 60.0]


async def test_reps_and_load_end_the_set_with_its_rpe(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1)) as at:
        await at.press("n", "l")
        await typed(at, "8@62,5 r9")
        await at.press("enter")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    assert [(row.reps, row.load, row.rpe) for row in logs(home)[0].sets] == [(8, 62.5, 9.0)]


async def test_everything_typed_in_one_write_is_said_in_order(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1)) as at:
        await at.press("n")
        await at.burst("l", "4", "2", "enter", "space")
        await at.sees("42 kg each hand", "rep 1 / 10")


@pytest.mark.parametrize("size", SIZES)
async def test_the_line_moves_nothing_and_the_session_goes_on_behind_it(home: Path, size: tuple[int, int]) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=1), size=size) as at:
        await at.press("n", "space")
        await at.sees("rest 1:00")
        pane = at.session.query_one("#pane").region
        await at.press("l")
        assert at.session.query_one("#pane").region == pane
        assert at.session.query_one(EntryLine).region.bottom == size[1]
        await at.time(3000)
        await at.sees("rest 0:57")


@pytest.mark.parametrize("size", SIZES)
async def test_a_fault_stands_under_the_line_and_nothing_typed_is_lost(home: Path, size: tuple[int, int]) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS), size=size) as at:
        await at.press("l", "6", "0", "q", "enter")
        assert 'found "60q"; write 60' in entry(at)
        await at.press("backspace", "enter")
        await at.until(lambda: entry(at) == "")
        await at.sees("60 kg")


async def test_keys_go_into_the_line_and_escape_leaves_everything_as_it_was(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", "space")
        before = at.session.running.state if at.session.running else None
        await at.press("N", "u", "p", "q", "z", "space", "n", "question_mark", "escape")
        await at.until(lambda: entry(at) == "")
        assert at.session.running is not None and at.session.running.state == before
        assert at.app.screen is at.session


async def test_a_set_that_is_over_meanwhile_is_named_before_the_load_is_another_ones(home: Path) -> None:
    plan = plan_of(BOTH_LEGS, sets=1, reps=None, lasts=20_000, rest=0)
    plan = replace(plan, sets=(plan.sets[0], replace(plan.sets[0], number=2, of=2, load=4.0)))
    async with program(home, plan=plan) as at:
        await at.press("n", "space", "l", "5")
        await at.time(21_000)
        await at.press("enter")
        assert "another set is at hand now" in entry(at)
        await at.press("enter")
        await at.until(lambda: entry(at) == "")
        loads = [planned.load for planned in at.session.running.state.live.sets] if at.session.running else []
        assert loads == [8.0, 5.0]


async def test_the_rpe_is_that_of_the_set_done_last_both_legs(home: Path) -> None:
    async with program(home, plan=plan_of(SINGLE_LEG, sets=2, reps=1)) as at:
        await at.press("n", "space", "space", "space")
        await at.sees("rest 1:00", "r rates it")
        await at.press("r", "8", "full_stop", "5", "enter")
        await at.sees("RIGHT 1, LEFT 1 @ 8 kg each hand RPE 8.5")
        await at.press("r", "8", "full_stop", "2", "enter")
        assert "RPE goes in halves" in entry(at)


async def test_a_note_is_in_the_row_of_its_set_and_a_second_one_is_added(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=2)) as at:
        await at.press("n", "space", "N")
        await typed(at, "left knee")
        await at.press("enter", "N")
        await typed(at, "better")
        await at.press("enter", "space")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    assert [row.note for row in logs(home)[0].sets] == ["left knee; better"]


async def test_a_pinned_note_stands_at_the_set_up_and_undo_puts_back_what_stood_there(home: Path) -> None:
    path = Paths.under(home).notes
    path.parent.mkdir(parents=True)
    path.write_text('# mine\n[row]\nnote = "bar low"  # stays\n\n[deadlift]\nnote = "seat 3"\n')
    before = path.read_text()
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.sees("Pinned: seat 3")
        await at.press("N", "exclamation_mark")
        await typed(at, "seat 4")
        await at.press("enter")
        await at.sees("Pinned: seat 4")
        await at.until(lambda: path.read_text() == before.replace("seat 3", "seat 4"))
        await at.press("u")
        await at.sees("Pinned: seat 3")
        await at.until(lambda: path.read_text() == before)


async def test_a_file_of_notes_that_is_broken_is_named_and_left_alone(home: Path) -> None:
    path = Paths.under(home).notes
    path.parent.mkdir(parents=True)
    path.write_text("[deadlift\n")
    async with program(home, plan=plan_of(BOTH_LEGS), size=(120, 36)) as at:
        await at.press("N", "exclamation_mark", "a", "enter")
        await at.sees("not pinned", "notes.toml")
    assert path.read_text() == "[deadlift\n"


def test_the_line_is_edited_like_any_other() -> None:
    line = Typing("note", 0).insert("one two")
    assert line.insert("\x1b[31m\n").text == "one two\\x1b[31m "
    for keys, text in [
        (["backspace"], "one tw"),
        (["home", "delete"], "ne two"),
        (["ctrl+w"], "one "),
        (["left", "left", "ctrl+k"], "one t"),
        (["left", "ctrl+u"], "o"),
        (["end", "backspace", "backspace"], "one t"),
    ]:
        after = line
        for key in keys:
            edited = after.edit(key)
            assert edited is not None
            after = edited
        assert after.text == text
    assert line.edit("f5") is None
