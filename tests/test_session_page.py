"""The page of one past session, and its line in the list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from log_examples import LOGS
from rows_without_files import a_row, a_session

from tui.logbook.index.rows import SessionRow, SetRow
from tui.logbook.log.done_set import FIELDS
from tui.logbook.log.log_model import Log
from tui.widgets.lines import width_of
from tui.widgets.past_session import Page, session_page
from tui.widgets.session_list import session_line
from tui.words.quantities import number_text
from tui.words.sparkline import sparkline

NAMES = {"single-leg-deadlift": "Single-Leg Deadlift"}


def text_of(page: Page, width: int = 76) -> str:
    return "\n".join("".join(text for text, _ in line).rstrip() for line in session_page(page, NAMES, width))


def page_of(*sets: SetRow, **changes: object) -> str:
    return text_of(Page(a_session(0, **changes), sets))


def test_the_whole_comes_first_when_how_long_how_it_ended_and_what_it_came_to() -> None:
    text = page_of(outcome="ended-early", paused_seconds=141.0, note="Left knee.\nSlower.")
    assert text.splitlines()[:5] == [
        "Sun 22 Nov 2026, 18:05 to 18:30",
        "ended early · 23 min 8 s active · 2 min 21 s paused · effort 7.5",
        "9 sets · 90 reps · volume load 720 kg",
        "Note: Left knee.",
        "Slower.",
    ]


def test_left_and_right_stand_side_by_side_left_at_the_left_whichever_came_first() -> None:
    text = page_of(a_row(side="right", reps=10), a_row(side="left", reps=9))
    heads, row = text.splitlines()[-2:]
    assert row.index("9 (1 short)") == heads.index("LEFT")
    assert row.index("10 ✓") == heads.index("RIGHT") > heads.index("LEFT")


def test_sets_stand_against_their_plan() -> None:
    rows = [
        a_row(set=1, kind="warmup", reps=10),
        a_row(set=1, target=8, target_max=12, reps=7),
        a_row(set=2, target=8, target_max=12, reps=8),
        a_row(set=3, kind="amrap", target=None, reps=21),
        a_row(set=4, target=None, target_seconds=30.0, reps=None, seconds=24.5),
        a_row(set=5, target=None, reps=5),
    ]
    lines = [line.split() for line in page_of(*rows).splitlines()[-6:]]
    assert lines == [
        ["w1", "10", "10", "✓"],
        ["1", "8-12", "7", "(1", "short)"],
        ["2", "8-12", "8", "✓"],
        ["3", "max", "21"],
        ["4", "30", "s", "24.5", "s", "(5.5", "short)"],
        ["5", "–", "5"],
    ]


def test_one_load_stands_by_the_name_and_several_by_their_sets() -> None:
    assert "Single-Leg Deadlift  8 kg each hand" in page_of(a_row(set=1), a_row(set=2))
    text = page_of(a_row(set=1), a_row(set=2, load=10.0), a_row(set=3, side=None, load=None))
    assert "each hand" not in text
    assert [line.split()[2] for line in text.splitlines()[-3:]] == ["8", "10", "–"]


def test_rest_taken_stands_against_rest_planned_once_a_set() -> None:
    text = page_of(
        a_row(side="right", rest=5.0), a_row(side="left", rest=70.4, target_rest=60.0), a_row(set=2, rest=15.0)
    )
    assert "70/60 s" in text and "5/" not in text and "5 s" not in text.splitlines()[-2]
    assert text.rstrip().endswith("15 s")


def test_seconds_a_rep_are_bars_with_their_mean() -> None:
    text = page_of(a_row(rep_seconds="3.0 4.0 5.0"))
    assert "▁▅█ 4.0 s" in text


def test_supersets_are_gathered_by_exercise_and_the_logs_own_names_go_first() -> None:
    rows = [
        a_row(set=1, exercise="a", name="Mine"),
        a_row(set=1, exercise="b"),
        a_row(set=2, exercise="a", name="Mine"),
        a_row(set=2, exercise="b"),
    ]
    text = page_of(*rows)
    assert text.count("Mine") == text.count("\nb") == 1


def test_a_side_that_was_left_out_is_seen_as_such() -> None:
    text = page_of(a_row(set=1, side="left"), a_row(set=1, side="right"), a_row(set=2, side="right"))
    assert text.splitlines()[-1].split() == ["2", "10", "–", "10", "✓"]


def test_a_side_that_worked_twice_under_one_number_has_two_lines() -> None:
    text = page_of(a_row(side="left", reps=7), a_row(side="left", reps=8), a_row(side="right", reps=9))
    assert [line.split()[2] for line in text.splitlines()[-2:]] == ["7", "8"]


def test_records_are_told_and_nothing_is_said_while_they_are_not_known() -> None:
    session = a_session()
    assert "Record" not in text_of(Page(session, [a_row()]))
    assert "★ Record: most reps 12" in text_of(Page(session, [a_row()], ("most reps 12",)))


@given(seconds=st.lists(st.floats(0, 1e6), min_size=1, max_size=60), width=st.integers(1, 30))
def test_a_sparkline_never_is_wider_than_its_room(seconds: list[float], width: int) -> None:
    text = sparkline(seconds, bounds=(min(seconds), max(seconds)), width=width)
    assert len(text) == min(len(seconds), width)


def row_of(log: Log) -> SessionRow:
    fields = ("id", "name", "routine", "started", "finished", "outcome", "unit", "active_seconds", "paused_seconds")
    known = {name: getattr(log, name) for name in (*fields, "effort", "note", "reps", "volume_load", "exercises")}
    return a_session(**known, sets=log.set_count)


def rows_of(log: Log) -> list[SetRow]:
    fields = set(FIELDS) - {"started"}
    return [
        a_row(**{name: getattr(row, name) for name in fields}, position=at, body_weight=log.body_weight)
        for at, row in enumerate(log.sets)
    ]


@given(log=LOGS, width=st.integers(40, 120))
def test_any_log_can_be_shown_and_every_set_of_it_is(log: Log, width: int) -> None:
    lines = session_page(Page(row_of(log), rows_of(log)), {}, width)
    text = "\n".join("".join(text for text, _ in line) for line in lines)
    assert sum("plan" in line for line in text.splitlines()) >= len(log.exercises)
    assert width_of(session_line(row_of(log), width)) >= width - 2


def test_numbers_of_any_size_are_short() -> None:
    assert [number_text(number) for number in (0.0, 8.25, 720.0, 12345.5, 1e12)] == [
        "0",
        "8.2",
        "720",
        "12,345.5",
        "1e+12",
    ]
