"""One set of bounds, wherever a value is typed; a refusal fits the narrowest form; a first digit replaces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from log_examples import a_log
from pilots import Driver, logs, program
from plans import BOTH_LEGS, plan_of
from textual.widgets import Input, Label

from catalogue.schema.bounds import LOAD, MENDED_LOAD, MINUTES, REPS, RPE, SECONDS, Bounds, dated, is_rpe
from tui.exchange.collector import check_set
from tui.exchange.session_record import SetRecord
from tui.exchange.tables import BadCell
from tui.logbook.changes.typed_values import (
    day_of,
    moment_of,
    reps_of,
    rpe_of,
    seconds_of,
    time_of,
)
from tui.plain.typed_commands import request
from tui.screens.mend.field_values import FieldFault, amount_of, row_changes
from tui.screens.session.set_correction import EditSets
from tui.screens.summary.screen import SummaryScreen
from tui.session import EditSet, FinishSet, Plan, Skip, State, begin, handle

COLUMNS = 58
TODAY = date(2026, 11, 22)
TIMED = plan_of(BOTH_LEGS, reps=None, lasts=30_000)
READERS: dict[str, Callable[[str], object]] = {
    "reps": reps_of,
    "seconds": seconds_of,
    "load": LOAD.read,
    "mended load": MENDED_LOAD.read,
    "minutes": MINUTES.read,
    "rpe": rpe_of,
    "any number": Bounds(-2000, 2000).read,
    "time": time_of,
    "day": lambda text: day_of(text, TODAY),
    "moment": moment_of,
    "amount": amount_of,
}


@example("reps", "0" * 40)
@example("amount", "9" * 40)
@example("moment", "x" * 40)
@example("time", "x" * 40)
@given(st.sampled_from(sorted(READERS)), st.text(st.sampled_from("0123456789.,:-s \x1béx‮"), max_size=40) | st.text())
def test_any_refusal_of_what_is_typed_fits_the_narrowest_form(reader: str, text: str) -> None:
    try:
        READERS[reader](text)
    except ValueError as error:
        assert len(str(error)) <= COLUMNS and "\x1b" not in str(error)


@pytest.mark.parametrize("year", [1, 1899, 2201, 9999])
def test_years_that_no_file_may_have_can_not_be_typed_either(year: int) -> None:
    for name, text in (("day", f"{year:04}-06-01"), ("moment", f"{year:04}-06-01 18:00")):
        with pytest.raises(ValueError, match=f"found the year {year}; write one from 1900 to 2200"):
            READERS[name](text)


def test_both_ends_are_allowed() -> None:
    assert (reps_of("0"), reps_of("1000"), seconds_of("86400"), seconds_of("1440:00")) == (0, 1000, 86_400, 86_400)
    assert dated(date(1900, 1, 1)).year == 1900 and dated(date(2200, 12, 31)).year == 2200
    assert [is_rpe(value) for value in (1, 7.5, 10, 0.5, 10.5, 7.2, float("nan"))] == [True] * 3 + [False] * 4


@pytest.mark.parametrize("text", ["1001", "7.5", "-1", "1e2", "nan", "", "9" * 400])
def test_reps_are_whole_and_a_thousand_at_most(text: str) -> None:
    with pytest.raises(ValueError, match="a whole number from 0 to 1000 is wanted"):
        reps_of(text)


def worked(plan: Plan, said: int) -> State:
    state, _ = handle(begin(plan, 0), Skip(), 0)
    state, _ = handle(state, FinishSet(said), 0)
    return state


@pytest.mark.parametrize(("line", "seconds"), [("e 1500", 1500), ("e 86400", 86_400)])
def test_a_timed_set_is_corrected_by_seconds_in_plain_lines(line: str, seconds: int) -> None:
    assert request(line, worked(TIMED, 30)) == EditSet(0, None, seconds, None)


@pytest.mark.parametrize(
    ("plan", "line", "says"),
    [
        (TIMED, "e 86401", "seconds must be a whole number from 0 to 86400"),
        (plan_of(BOTH_LEGS), "e 1001", "reps must be a whole number from 0 to 1000"),
        (plan_of(BOTH_LEGS), "e 8 2001", "load must be a number from 0 to 2000"),
        (plan_of(BOTH_LEGS), "e 8 -20", "load must be a number from 0 to 2000"),
        (plan_of(BOTH_LEGS), "1001", "more than 1000"),
        (TIMED, "86401", "more than 86400"),
    ],
)
def test_plain_lines_have_the_same_bounds(plan: Plan, line: str, says: str) -> None:
    assert says in str(request(line, worked(plan, 8)))


@pytest.mark.parametrize(
    ("texts", "field"),
    [({"amount": "1001"}, "amount"), ({"amount": "86401s"}, "amount"), ({"rest": "86401"}, "rest")],
)
def test_mending_has_the_same_bounds(texts: dict[str, str], field: str) -> None:
    log = a_log()
    with pytest.raises(FieldFault) as caught:
        row_changes(log, log.sets[0], texts, {})
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("column", "value", "bounds"),
    [
        ("reps", 1001, REPS),
        ("seconds", 86_401.0, SECONDS),
        ("rest", 86_401.0, SECONDS),
    ],
)
def test_an_import_has_the_same_bounds(column: str, value: float, bounds: Bounds) -> None:
    row = SetRecord("Lunge", 3, **{column: value})  # type: ignore[arg-type]  # one column of several types
    with pytest.raises(BadCell, match=str(bounds)) as caught:
        check_set(row)
    assert (caught.value.line, caught.value.column) == (3, column)
    assert RPE.holds(10)


async def correcting(at: Driver) -> EditSets:
    await at.press("e")
    await at.until(lambda: isinstance(at.app.screen, EditSets) and at.app.screen.query("#amount:focus"))
    screen = at.app.screen
    assert isinstance(screen, EditSets)
    return screen


def fault(screen: EditSets) -> str:
    return str(screen.query_one("#fault", Label).render())


async def test_a_first_digit_takes_the_place_of_the_old_value_and_one_after_a_move_is_added(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=12)) as at:
        await at.press("n", "enter")
        screen = await correcting(at)
        await at.press("1", "1")
        assert screen.query_one("#amount", Input).value == "11"
        await at.press("tab", "2", "2", ".", "5")
        assert screen.query_one("#load", Input).value == "22.5"
        await at.press("tab", "8", "enter")
        row = at.session.running.state.live.rows[0]  # type: ignore[union-attr]  # a session runs
        assert (row.reps, row.load, row.rpe) == (11, 22.5, 8.0)
        screen = await correcting(at)
        await at.press("end", "0")
        assert screen.query_one("#amount", Input).value == "110"


async def test_a_first_digit_replaces_in_every_set_that_is_turned_to(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=12)) as at:
        await at.press("n", "enter", "space", "enter")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
        await at.press("ctrl+e")
        await at.until(lambda: at.app.screen.query("#amount:focus"))
        await at.press("up", "9", "down", "8", "enter")
        await at.until(lambda: [row.reps for row in logs(home)[0].sets] == [12, 8])


async def test_a_timed_set_is_corrected_past_a_thousand_seconds(home: Path) -> None:
    async with program(home, plan=TIMED) as at:
        await at.press("n", "space", "5", "enter")
        screen = await correcting(at)
        await at.press(*"86401", "enter")
        assert fault(screen) == 'found "86401"; a number from 0 to 86400 is wanted'
        await at.press("backspace", "0", "enter")
        assert at.session.running.state.live.rows[0].held == 86_400_000  # type: ignore[union-attr]  # it runs


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ("1001", "a whole number from 0 to 1000"),
        (["backspace"], "Say how many reps"),
        (["tab", *"2001"], "a number from 0 to 2000"),
        (["tab", "1", ".", ".", "5"], "a number from 0 to 2000"),
        (["tab", "tab", "1", "1"], "a number from 1 to 10"),
        (["tab", "tab", *"7.2"], "halves"),
    ],
    ids=str,
)
async def test_a_refusal_fits_its_form_and_nothing_is_changed(home: Path, keys: list[str], says: str) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, reps=12)) as at:
        await at.press("n", "enter")
        screen = await correcting(at)
        await at.press(*keys, "enter")
        assert says in fault(screen)
        assert len(fault(screen)) <= screen.query_one("#fault", Label).parent.content_size.width  # type: ignore[union-attr]  # a box
        assert at.session.running.state.live.rows[0].reps == 12  # type: ignore[union-attr]  # it runs


async def test_a_value_that_was_not_touched_is_not_held_against_a_correction(home: Path) -> None:
    plan = plan_of(BOTH_LEGS, sets=1, reps=12)
    plan = replace(plan, sets=(replace(plan.sets[0], load=-20.0), replace(plan.sets[0], number=2, load=-20.0)))
    async with program(home, plan=plan) as at:
        await at.press("n", "enter")
        await correcting(at)
        await at.press("9", "enter")
        row = at.session.running.state.live.rows[0]  # type: ignore[union-attr]  # it runs
        assert (row.reps, row.load) == (9, -20.0)


async def test_digits_in_a_session_stop_at_the_most_there_can_be(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS)) as at:
        await at.press("n", *"1001")
        await at.sees("1,000 is the most.", "100 reps")
        await at.press(*"0", "enter")
        assert at.session.running.state.live.rows[0].reps == 1000  # type: ignore[union-attr]  # it runs
