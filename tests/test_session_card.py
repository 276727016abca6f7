"""The card of a session: records first, a fair comparison, and the same text wherever it is shown."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from commands import invoke
from index_rows import a_row
from log_examples import a_set
from log_folder import log_of
from pilots import logs, program
from plans import BOTH_LEGS, LUNGE, plan_of

from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.log_model import Log, LogSet
from tui.logbook.log.store import save
from tui.logbook.statistics.comparison import compare
from tui.logbook.statistics.session_before import NOTHING_BEFORE, rows_of
from tui.machine.paths import Paths
from tui.screens.summary.clipboard import copy_sequence
from tui.screens.summary.screen import SummaryScreen
from tui.widgets.effort_chooser import EffortChooser
from tui.words.session_card import card, card_body, card_text

NAMES = {"single-leg-deadlift": "Single-Leg Deadlift"}


def keep(home: Path, *sets: LogSet, day: int = 0, **changes: object) -> Path:
    return save(log_of(day, *sets, **changes), Paths.under(home), RealDisk())


def legs(number: int, right: int, left: int, load: float = 8.0) -> tuple[LogSet, LogSet]:
    return a_set(set=number, side="right", reps=right, load=load), a_set(
        set=number, side="left", reps=left, load=load
    )


def text_of(log: Log) -> str:
    return card_text(card(log, Path("a.toml"), NOTHING_BEFORE, NAMES))


def summary(home: Path) -> list[str]:
    return invoke(home, "log", "show", "last", "--summary").stdout.splitlines()


def test_only_sets_that_both_sessions_did_are_compared() -> None:
    before = [a_row(0, reps=12, position=at, set=at + 1) for at in range(5)]
    now = [a_row(1, reps=12), a_row(1, reps=13, position=1, set=2)]
    found = compare(now, before, "kg")
    assert found is not None and (found.sets, found.of, found.reps, found.loads) == (2, 2, 1, (0.0,))


def test_reps_are_compared_only_where_the_plan_asked_for_the_same() -> None:
    found = compare([a_row(1, reps=5, target=5)], [a_row(0, reps=10, target=10)], "kg")
    assert found is not None and (found.alike, found.reps) == (0, 0)


def test_fewer_reps_because_fewer_were_planned_are_no_loss(home: Path) -> None:
    keep(home, *legs(1, 10, 10), day=-3)
    keep(home, a_set(side="right", reps=5, target=5), a_set(side="left", reps=5, target=5))
    assert "−" not in "\n".join(summary(home)) and "another plan than last time" in "\n".join(summary(home))


def test_warm_ups_and_other_measures_are_not_compared() -> None:
    assert compare([a_row(1, kind="warmup")], [a_row(0)], "kg") is None
    assert compare([a_row(1, reps=None, seconds=30.0)], [a_row(0)], "kg") is None


def test_loads_are_compared_in_one_unit_and_only_where_they_count_the_same() -> None:
    found = compare([a_row(1, load=10.0, unit="kg")], [a_row(0, load=22.0462, unit="lb")], "kg")
    assert found is not None and found.loads == (0.0,)
    found = compare([a_row(1, load=10.0)], [a_row(0, load=20.0, load_counts="total")], "kg")
    assert found is not None and found.loads == (0.0,)


def test_records_come_first_then_each_exercise_against_last_time(home: Path) -> None:
    keep(home, *legs(1, 10, 9), *legs(2, 10, 9), *legs(3, 10, 9), day=-3)
    keep(home, *legs(1, 11, 9, 9.0), *legs(2, 10, 9, 9.0))
    lines = summary(home)
    records = [line for line in lines if line.startswith("★")]
    assert records[0] == "★ Single-Leg Deadlift: heaviest ever, 9 kg x 11, RIGHT (was 8 kg)"
    (exercise,) = (line for line in lines if line.startswith("Single-Leg Deadlift"))
    assert exercise.startswith("Single-Leg Deadlift  9 kg each hand") and exercise.endswith("▲ +1 kg, +1 rep")
    assert lines.index(records[-1]) < lines.index(exercise)
    assert "fewer" not in "\n".join(lines)


def test_the_same_again_says_so_and_a_set_more_than_last_time_is_named(home: Path) -> None:
    keep(home, *legs(1, 10, 9), day=-3)
    keep(home, *legs(1, 10, 9), *legs(2, 10, 9))
    assert any(line.endswith("= last time in 1 set") for line in summary(home))


def test_warm_ups_left_out_and_a_load_per_hand_are_said() -> None:
    log = log_of(0, a_set(kind="warmup", reps=5), a_set(reps=10, load=8.0))
    assert "1 set · 10 reps · 80 kg" in text_of(log)
    assert "1 warm-up set left out. A load per hand counts once." in text_of(log)
    plain_ = log_of(0, a_set(load=None, load_counts=None))
    assert "left out" not in text_of(plain_) and "counts once" not in text_of(plain_)


def test_planned_sets_are_said_where_the_log_has_them() -> None:
    assert "1 of 3 sets" in text_of(log_of(0, a_set(), planned_sets=3, schema=2))


def test_a_set_in_parts_says_the_reps_of_each() -> None:
    dropped = a_set(kind="drop", reps=8, load=60.0, parts="6@48 5@38.5")
    assert "  8+6+5   " in text_of(log_of(0, dropped, schema=2))


def test_a_session_broken_off_before_half_is_not_last_time(home: Path) -> None:
    keep(home, *legs(1, 10, 10), day=-5)
    keep(home, *legs(1, 2, 2), day=-3, planned_sets=9, schema=2)
    keep(home, *legs(1, 10, 10))
    assert any(line.endswith("= last time") for line in summary(home))


def test_sets_of_different_loads_say_each_load() -> None:
    assert "10@8 8@10" in text_of(log_of(0, a_set(load=8.0), a_set(set=2, reps=8, load=10.0)))


@pytest.mark.parametrize("width", [20, 40, 56, 76, 116])
def test_every_line_of_a_card_fits_its_width(width: int) -> None:
    log = log_of(0, *(row for at in range(1, 9) for row in legs(at, 10, 9, 22.5)))
    shown = card(log, Path("a.toml"), NOTHING_BEFORE, NAMES)
    assert max(sum(len(text) for text, _ in line) for line in card_body(shown, width)) <= max(width, 31)


def test_rows_of_a_log_are_those_of_the_index(home: Path) -> None:
    from tui.logbook.index.index import Index

    path = keep(home, *legs(1, 10, 9), a_set(exercise="squat", reps=None, rep_seconds="1.0 2.0"))
    with Index.open(Paths.under(home)) as index:
        index.refresh()
        assert index.sets_of(path) == rows_of(logs(home)[0], path)


def test_log_show_names_the_records_and_takes_one_way_to_show(home: Path) -> None:
    keep(home, *legs(1, 10, 9), day=-3)
    keep(home, *legs(1, 10, 9, 9.0))
    assert "★ Single-Leg Deadlift: heaviest ever, 9 kg x 10, RIGHT\n" in invoke(home, "log", "show", "last").stdout
    assert invoke(home, "log", "show", "last", "--summary", "--json").exit_code == 2


# --- on the screen


async def summed_up(at: object) -> SummaryScreen:
    from pilots import Driver

    assert isinstance(at, Driver)
    await at.press("n", "space")
    await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
    at.clock.move(60_000)
    screen = at.app.screen
    assert isinstance(screen, SummaryScreen)
    await at.until(lambda: screen._card is not None)
    return screen


ONE = plan_of(BOTH_LEGS, sets=1, reps=1)


async def test_a_record_stands_on_the_summary(home: Path) -> None:
    keep(home, a_set(exercise="deadlift", reps=10, load=7.0), day=-3)
    async with program(home, plan=ONE) as at:
        await summed_up(at)
        await at.sees("★ Deadlift: heaviest ever, 8 kg x 1 (was 7 kg)")


async def test_the_effort_is_empty_until_an_arrow_goes_by_halves(home: Path) -> None:
    async with program(home, plan=ONE) as at:
        screen = await summed_up(at)
        effort = screen.query_one("#effort", EffortChooser)
        assert effort.has_focus and effort.value is None
        await at.press("right", "right", "left", "left")
        assert effort.value == 6.5
        await at.press("enter")
        await at.until(lambda: logs(home)[0].effort == 6.5)


async def test_letters_act_only_while_the_note_has_not_the_focus(home: Path) -> None:
    async with program(home, plan=ONE) as at:
        screen = await summed_up(at)
        await at.press("tab", "c", "u", "e", "j")
        assert screen.query_one("#note").value == "cuej"  # type: ignore[attr-defined]
        assert at.app.screen is screen
        await at.press("tab", "c")
        await at.sees("Copied, where the terminal lets programs copy")
        await at.press("tab", "enter")
        await at.until(lambda: logs(home)[0].note == "cuej")


async def test_enter_with_neither_effort_nor_note_leaves_the_log_as_it_is(home: Path) -> None:
    async with program(home, plan=ONE) as at:
        screen = await summed_up(at)
        await at.press("enter")
        await at.until(lambda: not screen.is_attached)
    assert (logs(home)[0].effort, logs(home)[0].note) == (None, "")


async def test_all_exercises_are_reached_in_the_smallest_window(home: Path) -> None:
    movements = [BOTH_LEGS, LUNGE]
    async with program(home, plan=plan_of(*movements, sets=1, reps=1), size=(60, 16)) as at:
        await at.press("n", "space", "space", "n", "space", "space", "n", "space")
        await at.until(lambda: isinstance(at.app.screen, SummaryScreen))
        at.clock.move(60_000)
        await at.sees("Deadlift")
        for _ in range(12):
            await at.press("j")
        await at.sees("Lunge", "LEFT 1")


async def test_what_was_planned_and_not_done_is_named(home: Path) -> None:
    async with program(home, plan=plan_of(BOTH_LEGS, LUNGE, sets=1, reps=1)) as at:
        await at.press("n", "space", "escape", "s")
        await at.sees("Not done: Lunge")


# --- the clipboard


def test_copying_asks_the_terminal_and_inside_tmux_the_one_around_it_too() -> None:
    sequence = copy_sequence("★ 9 kg\n", {})
    assert sequence.startswith("\x1b]52;c;") and sequence.endswith("\x07")
    assert base64.b64decode(sequence[7:-1]).decode() == "★ 9 kg\n"
    in_tmux = copy_sequence("★ 9 kg\n", {"TMUX": "/tmp/tmux-0/default,1,0"})
    assert in_tmux == sequence + "\x1bPtmux;\x1b" + sequence + "\x1b\\"
