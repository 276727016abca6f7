"""A record is said when it happens: what sets one, what would, and how an undo takes the word back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_rows import a_row
from log_examples import a_set
from log_folder import log_of
from pilots import program
from plans import BOTH_LEGS, LUNGE, plan_of
from scripted_plain import Talk

from tui.logbook.disk.calls import RealDisk
from tui.logbook.index.rows import SetRow
from tui.logbook.log.log_model import LogSet
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.runtime.records_watch import NO_NEWS, Past, RecordsWatch, session_records
from tui.session import Command, Plan, State, advance, begin, handle
from tui.session.commands import AdjustLoad, FinishSet, Proceed, Redo, Skip, Undo
from tui.session.plan import Side
from tui.words.record_lines import record_line, record_spoken, to_beat_text

PLAN = plan_of(BOTH_LEGS, sets=3)


def past_of(*rows: SetRow, exercise: str = "deadlift") -> Past:
    return {exercise: rows}


def earlier(reps: int | None = 10, load: float | None = 8.0, side: Side | None = None, **other: object) -> SetRow:
    return a_row(0, exercise="deadlift", reps=reps, load=load, side=side, **other)


def after(plan: Plan, *commands: Command) -> State:
    """A session in which these were said, one a second, and each rest and set-up passed over."""
    state = begin(plan, 0)
    for command in commands:
        state, _ = handle(state, command, state.now + 1000)
    return state


def said(state: State, past: Past) -> list[str]:
    return [record_line([each.record]) for each in session_records(state, past)]


@pytest.mark.parametrize(
    ("reps", "load", "line"),
    [
        (10, 9.0, ["★ 8 kg x 10: heaviest ever"]),
        (9, 8.0, []),
        (12, 8.0, ["★ 8 kg x 12: most reps at this load"]),
    ],
)
def test_a_finished_row_is_held_against_the_past(reps: int, load: float, line: list[str]) -> None:
    before = [earlier(12, 7.0)] if load == 9.0 else [earlier(10, 8.0), earlier(3, 20.0)]
    found = said(after(PLAN, Skip(), FinishSet(reps)), past_of(*before))
    assert [each for each in found if "e1RM" not in each] == line


def test_a_first_session_sets_none_whatever_is_done_in_it() -> None:
    state = after(PLAN, Skip(), FinishSet(10), Proceed(), FinishSet(12))
    assert session_records(state, {}) == ()


def test_sets_of_the_same_session_are_past_too() -> None:
    twice = after(PLAN, Skip(), FinishSet(12), Proceed(), FinishSet(12))
    assert len(said(twice, past_of(earlier(10), earlier(1, 30.0)))) == 1


def test_reps_at_a_load_that_is_new_and_not_the_heaviest_are_no_record() -> None:
    state = after(PLAN, Skip(), FinishSet(12))
    assert said(state, past_of(earlier(5, 50.0))) == []


def test_each_leg_is_held_against_itself() -> None:
    plan = plan_of(LUNGE, sets=1)
    past = past_of(
        a_row(0, exercise="lunge", side="right", load=None, reps=12),
        a_row(0, exercise="lunge", side="left", load=None, reps=8, position=1),
        exercise="lunge",
    )
    state = after(plan, Skip(), FinishSet(11), Proceed(), Skip(), FinishSet(9))
    assert said(state, past) == ["★ LEFT 9 reps: most reps"]


def test_a_warm_up_is_neither_a_record_nor_in_the_way_of_one() -> None:
    warm = plan_of(BOTH_LEGS, sets=2, kind="warmup")
    assert said(after(warm, Skip(), FinishSet(30)), past_of(earlier())) == []
    assert said(after(PLAN, Skip(), FinishSet(11)), past_of(earlier(), earlier(40, kind="warmup")))


def test_a_longer_hold_is_a_record() -> None:
    plan = plan_of(BOTH_LEGS, sets=1, reps=None, lasts=40_000)
    state, _ = advance(after(plan, Skip(), Skip()), 60_000)
    found = said(state, past_of(earlier(None, 8.0, seconds=30.0)))
    assert found == ["★ 40 s @ 8 kg: longest hold"]


def test_less_help_is_the_better_record() -> None:
    help_ = {"load_counts": "bodyweight"}
    state = after(PLAN, Skip(), AdjustLoad(-8.0), FinishSet(5))
    assert state.live.rows[0].load in (None, 0.0)
    rows = [earlier(5, -20.0, **help_), a_row(1, exercise="deadlift", reps=5, load=-10.0, **help_)]  # type: ignore[arg-type]
    from tui.logbook.statistics.records import records_set_by

    (found, *_) = records_set_by(rows[1:], rows[:1], "kg")
    assert record_line([found]) == "★ 10 kg help x 5: least help ever"
    alone = a_row(2, exercise="deadlift", reps=5, load=0.0, load_counts="bodyweight")
    (found, *_) = records_set_by([alone], rows, "kg")
    assert record_line([found]) == "★ bodyweight x 5: least help ever"


def test_an_undo_takes_the_record_back_and_a_redo_says_it_again() -> None:
    state = begin(PLAN, 0)
    watch = RecordsWatch(state)
    assert watch.learn(past_of(earlier(10), earlier(1, 30.0)), state) == NO_NEWS
    state = after(PLAN, Skip(), FinishSet(12))
    assert [each.kind for each in watch.look(state).records] == ["most reps"]
    assert watch.look(state) == NO_NEWS
    state, _ = handle(state, Undo(), 3000)
    assert watch.look(state).taken_back and watch.of_set(0, state) == ()
    state, _ = handle(state, Redo(), 4000)
    assert len(watch.look(state).records) == 1


def test_a_record_set_while_the_logs_were_read_is_said_then_and_one_of_before_a_crash_is_not() -> None:
    past, done = past_of(earlier(10), earlier(1, 30.0)), after(PLAN, Skip(), FinishSet(12))
    assert RecordsWatch(begin(PLAN, 0)).learn(past, done).records
    assert not RecordsWatch(done).learn(past, done).records


def beaten(plan: Plan, past: Past, *commands: Command) -> str:
    state = after(plan, *commands)
    watch = RecordsWatch(state)
    watch.learn(past, state)
    return to_beat_text(watch.to_beat(state), timed=state.live.shown.lasts is not None)


def test_in_the_rest_it_is_known_what_would_be_a_record() -> None:
    rest = (Skip(), FinishSet(5))
    assert beaten(PLAN, past_of(earlier(10), earlier(1, 30.0)), *rest) == "11 reps here is a record"
    assert beaten(PLAN, past_of(earlier(10, 5.0)), *rest) == "6 reps here is a record"
    assert beaten(PLAN, {}, *rest) == ""
    timed = plan_of(BOTH_LEGS, reps=None, lasts=30_000)
    assert beaten(timed, past_of(earlier(None, None, seconds=30.5)), Skip(), FinishSet(5)) == "31 s here is a record"


def test_legs_that_need_different_reps_are_named() -> None:
    assert to_beat_text((("right", 11), ("left", 9)), timed=False) == "RIGHT 11, LEFT 9 reps here is a record"
    assert to_beat_text((("right", 11), ("left", 11)), timed=False) == "11 reps here is a record"


@given(st.lists(st.tuples(st.integers(1, 20), st.sampled_from([None, 5.0, 8.0, 12.5])), min_size=1, max_size=8))
def test_what_would_be_a_record_is_one_and_a_rep_less_is_none(done: list[tuple[int, float | None]]) -> None:
    past = past_of(*(earlier(reps, load, position=at) for at, (reps, load) in enumerate(done)))
    state = after(PLAN, Skip(), FinishSet(5))
    watch = RecordsWatch(state)
    watch.learn(past, state)
    for _, amount in watch.to_beat(state):
        for reps in (amount - 1, amount):
            tried, _ = handle(handle(state, Proceed(), state.now)[0], FinishSet(reps), state.now)
            assert any(each.row == 1 for each in session_records(tried, past)) == (reps == amount)


def test_a_voice_says_a_record_in_words() -> None:
    (first, *_) = session_records(after(PLAN, Skip(), FinishSet(12)), past_of(earlier(10), earlier(1, 30.0)))
    assert record_spoken(first.record) == "Record. 12 reps at 8 kilos, most reps at this load."


# --- on the screen, and in plain mode


def keep(home: Path, *sets: LogSet, day: int = -3) -> Paths:
    """Put a session into the logs, some days before the session under test."""
    paths = Paths.under(home)
    save(log_of(day, *sets), paths, RealDisk())
    return paths


def deadlifts(amounts: Sequence[tuple[int, float]]) -> list[LogSet]:
    return [
        a_set(exercise="deadlift", set=at, reps=reps, load=load, load_counts="per-hand")
        for at, (reps, load) in enumerate(amounts, start=1)
    ]


async def test_a_heaviest_ever_set_is_named_on_the_screen_at_once_and_undo_takes_it_back(home: Path) -> None:
    keep(home, *deadlifts([(10, 7.0)]))
    async with program(home, plan=plan_of(BOTH_LEGS, sets=2, reps=3)) as at:
        await at.until(lambda: at.session._records._past)
        await at.press("n", "space", "space", "space")
        await at.sees("★ 8 kg x 3: heaviest ever", "Done: 3 @ 8 kg each hand · ★ heaviest ever")
        await at.press("u")
        await at.until(lambda: "★" not in at.text)


async def test_the_rest_says_what_would_be_a_record(home: Path) -> None:
    keep(home, *deadlifts([(10, 8.0), (1, 30.0)]))
    async with program(home, plan=plan_of(BOTH_LEGS, sets=2, reps=3)) as at:
        await at.until(lambda: at.session._records._past)
        await at.press("n", "space", "space", "space")
        await at.sees("11 reps here is a record")


def test_plain_mode_says_a_record_and_what_would_be_one(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    save(log_of(-3, *deadlifts([(2, 8.0), (1, 30.0)])), talk.paths, RealDisk())
    talk.hold(plan_of(BOTH_LEGS, sets=2, reps=3), "", "", "", "", "", "u", "3", "")
    assert talk.said.count("★ 8 kg x 3: most reps at this load") == 2
    assert "4 reps here is a record." in talk.said
    assert "★ Deadlift: most reps at this load, 8 kg x 3 (was 2)" in talk.said
