"""A decimal point or comma, of a keyboard or a keypad, is never lost from a number: 22.5 is never taken as 225."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import invoke
from log_examples import a_log, a_set
from openings import OPENINGS, Opening, based, gone_through
from pilots import Driver, logs, program
from plans import BOTH_LEGS, plan_of
from textual import events
from textual.widgets import Input, TextArea

from catalogue.schema.bounds import LOAD
from tui.logbook.changes.set_notation import NotationError, Trained, parse
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.plain.typed_commands import request
from tui.screens.session.set_correction import EditSets
from tui.session import EditSet, FinishSet, Plan, Skip, begin, handle
from tui.terminal.reads import mark_read
from tui.terminal.splitter import Splitter
from tui.terminal.translator import Translator

DECIMAL_KEYS = {
    "point": ".",
    "comma": ",",
    "keypad, kitty": "\x1b[57409u",
    "keypad with num lock, kitty": "\x1b[57409;129u",
    "keypad of a layout with a comma, kitty": "\x1b[57409;129;44u",
    "keypad's separator, kitty": "\x1b[57416u",
    "comma, kitty": "\x1b[44;;44u",
    "keypad in application mode": "\x1bOn",
    "keypad's comma in application mode": "\x1bOl",
}
TAKEN = ("22.5", "22,5")
PLAN = plan_of(BOTH_LEGS, sets=2)
HOLD = plan_of(BOTH_LEGS, sets=2, reps=None, lasts=60_000)


def on_keypad(number: str, decimal: str = "\x1b[57409;129u") -> str:
    """What a keypad sends for a number, in the kitty protocol."""
    return "".join(f"\x1b[{57399 + int(digit)};129u" if digit.isdecimal() else decimal for digit in number)


async def type_bytes(at: Driver, data: str) -> None:
    """Send what a terminal would, in one read."""
    Driver.reads += 1
    for message in Translator().messages(Splitter(0.1).feed(data.encode(), 0.0)):
        assert isinstance(message, events.Key) and at.app._driver is not None
        at.app._driver.send_message(mark_read(message, Driver.reads))
        await at.pilot.pause()


def fields(at: Driver) -> list[Input | TextArea]:
    found = at.app.screen.query("Input, TextArea").results()
    return [one for one in found if isinstance(one, Input | TextArea) and one.focusable]


def named(opening: Opening) -> str:
    return opening.name.replace(" ", "-")


@pytest.mark.parametrize("opening", OPENINGS, ids=named)
async def test_every_field_takes_the_decimal_key_whatever_it_sends(opening: Opening, home: Path) -> None:
    async with based(home, opening) as at:
        await gone_through(at, opening)
        for field in fields(at):
            for key in DECIMAL_KEYS.values():
                at.app.screen.set_focus(field)
                field.clear()
                await type_bytes(at, on_keypad("22.5", key))
                said = field.value if isinstance(field, Input) else field.text
                assert said in TAKEN, (field.id, key)


@pytest.mark.parametrize("key", DECIMAL_KEYS.values(), ids=DECIMAL_KEYS)
@pytest.mark.parametrize("plan", [PLAN, HOLD], ids=["reps", "seconds"])
async def test_in_a_session_half_a_rep_or_second_is_refused_whole(home: Path, plan: Plan, key: str) -> None:
    async with program(home, plan=plan) as at:
        await at.press("n", *(["space"] if plan is HOLD else []))
        await type_bytes(at, on_keypad("22.5", key))
        await at.until(lambda: any(f"{number} ▏ no whole number" in at.text for number in TAKEN))
        await at.press("enter")
        await at.sees("a whole number from 0")
        assert at.session.running is not None and not any(row.closed for row in at.session.running.state.live.rows)
        await at.press("backspace", "backspace", "enter")
        await at.sees("rest")
        (row, *_) = at.session.running.state.live.rows
        assert 22 in (row.reps, row.held // 1000)


@pytest.mark.parametrize("key", DECIMAL_KEYS.values(), ids=DECIMAL_KEYS)
async def test_a_set_is_corrected_and_rated_by_keypad(home: Path, key: str) -> None:
    async with program(home, plan=PLAN) as at:
        await at.press("n", "1", "0", "enter", "e")
        await at.until(lambda: isinstance(at.app.screen, EditSets))
        await at.press("tab")
        await type_bytes(at, on_keypad("22.5", key))
        await at.press("tab")
        await type_bytes(at, on_keypad("7.5", key))
        await at.press("enter")
        await at.until(lambda: not isinstance(at.app.screen, EditSets))
        assert at.session.running is not None
        (row, *_) = at.session.running.state.live.rows
        assert (row.reps, row.load, row.rpe) == (10, 22.5, 7.5)


@pytest.mark.parametrize("key", DECIMAL_KEYS.values(), ids=DECIMAL_KEYS)
async def test_the_effort_is_said_by_keypad(home: Path, key: str) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, sets=1, reps=1)) as at:
        await at.press("n", "space")
        await at.sees("Session done")
        at.clock.move(60_000)
        await type_bytes(at, on_keypad("7.5", key))
        await at.press("enter", "enter")
        await at.until(lambda: not at.app.is_running)
    (log,) = logs(home)
    assert log.effort == 7.5


@pytest.mark.parametrize("text", ["22.5", "22,5", " 22,5 ", "22.50", "+22,5"])
def test_a_number_is_typed_with_a_point_or_a_comma(text: str) -> None:
    assert LOAD.read(text) == 22.5


@pytest.mark.parametrize("text", ["1,250", "12,000", "1.2.5", "1,2,5", "1.250,5", ",", ".", "", "2 2", "1e2", "0x1"])
def test_what_may_be_another_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="found"):
        LOAD.read(text)


def test_what_may_be_a_thousand_or_one_is_refused_in_a_line_of_sets() -> None:
    with pytest.raises(NotationError, match="found"):
        parse("10@1,250", Trained("squat", "bilateral", "left", False, "total"))


def test_plain_mode_takes_a_comma() -> None:
    state, _ = handle(begin(PLAN, 0), Skip(), 1000)
    assert isinstance(request("22,5", state), str)
    state, _ = handle(state, FinishSet(5), 2000)
    assert request("e 8 22,5", state) == EditSet(0, 8, None, 22.5)
    assert isinstance(request("e 22,5", state), str)


def test_options_of_commands_take_a_comma(home: Path) -> None:
    path = save(a_log(a_set(side=None)), Paths.under(home), RealDisk())
    edit = invoke(home, "log", "edit", str(path), "--set", "1", "--load", "22,5", "--rpe", "7,5", "--rest", "60,5")
    assert edit.exit_code == 0, edit.output
    arguments = ("--done", "stiff-leg-deadlift: 10@22,5", "--effort", "7,5", "--minutes", "22,5")
    assert invoke(home, "log", "add", *arguments).exit_code == 0
    first, second = sorted(logs(home), key=lambda log: log.started)
    assert (first.sets[0].load, first.sets[0].rpe, first.sets[0].rest) == (22.5, 7.5, 60.5)
    assert (second.sets[0].load, second.effort) == (22.5, 7.5)
    assert (second.finished - second.started).total_seconds() == 22.5 * 60
    refused = invoke(home, "run", "stiff-leg-deadlift", "--plain", "--load", "2,250")
    assert refused.exit_code == 2 and "2,250" in refused.stderr
