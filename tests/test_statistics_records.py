"""Records: what was the heaviest, the most, the best and the longest, and who was first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_rows import a_row, both_legs
from row_strategies import rows_of_an_exercise

from tui.logbook.index.rows import SetRow
from tui.logbook.log.units import KG_PER_LB
from tui.logbook.statistics.records import Record, records, records_set_by
from tui.words.record_lines import record_text


def told(found: tuple[Record, ...]) -> list[str]:
    """Each record in words, with its day and leg."""
    return [f"{each.kind}: {record_text(each)}, {each.day.day} {each.side or 'both'}" for each in found]


def test_each_kind_has_its_set_and_its_day() -> None:
    rows = [
        *both_legs(0, 10, 12, load=8.0),
        *both_legs(1, 5, 4, load=10.0),
        a_row(2, load=20.0, kind="warmup"),
        a_row(3, load=None, reps=30),
        a_row(4, reps=None, load=None, seconds=40.0),
    ]
    assert told(records(rows, "kg")) == [
        "heaviest load: 10 kg x 5, 8 left",
        "most reps: 30 reps, 10 both",
        "most reps: 12 reps @ 8 kg, 7 right",
        "most reps: 5 reps @ 10 kg, 8 left",
        "best volume load: 176 kg, 7 both",
        "best e1RM: 11.7 kg (10 kg x 5), 8 left",
        "longest hold: 40 s, 11 both",
    ]


def test_the_first_of_equals_holds_the_record() -> None:
    assert {record.day.day for record in records([a_row(3), a_row(0), a_row(5)], "kg")} == {7}


def test_reps_that_a_heavier_set_reached_too_are_no_record() -> None:
    most = [
        record_text(each)
        for each in records([a_row(0, load=8.0), a_row(1, load=9.0)], "kg")
        if each.kind == "most reps"
    ]
    assert most == ["10 reps @ 9 kg"]


def test_loads_in_pounds_and_kilograms_are_compared_by_weight() -> None:
    heaviest = records([a_row(0, load=21.0, unit="lb"), a_row(1, load=10.0, unit="kg")], "lb")[0]
    assert (heaviest.day.day, heaviest.load_unit) == (8, "lb")
    assert heaviest.value == pytest.approx(10 / KG_PER_LB)


def test_weight_that_a_machine_takes_off_gives_neither_volume_nor_e1rm() -> None:
    kinds = [each.kind for each in records([a_row(load=-10.0), a_row(1, load=-20.0)], "kg")]
    assert kinds == ["heaviest load", "most reps"]


def test_a_first_session_sets_no_record() -> None:
    assert records_set_by([a_row(1)], [], "kg") == ()
    assert records_set_by([a_row(1, exercise="squat")], [a_row(0)], "kg") == ()


def test_a_heaviest_load_is_told_with_the_most_reps_of_the_session_that_reached_it_first() -> None:
    rows = [a_row(0, reps=5), a_row(0, reps=7, position=1), a_row(0, reps=6, position=2), a_row(1, reps=10)]
    assert told(records(rows, "kg"))[0] == "heaviest load: 8 kg x 7, 7 both"


def test_what_a_session_only_equals_is_no_record() -> None:
    assert records_set_by([a_row(1)], [a_row(0)], "kg") == ()


def test_a_session_is_told_what_it_beat() -> None:
    new = records_set_by([a_row(1, load=9.0, reps=8)], [a_row(0, load=8.0, reps=10)], "kg")
    assert told(new) == ["heaviest load: 9 kg x 8, 8 both", "best e1RM: 11.4 kg (9 kg x 8), 8 both"]
    more = records_set_by([a_row(1, load=8.0, reps=11)], [a_row(0, load=8.0, reps=10)], "kg")
    assert told(more) == ["most reps: 11 reps @ 8 kg, 8 both", "best volume load: 88 kg, 8 both"]


def test_records_are_those_of_each_exercise() -> None:
    rows = [a_row(0, load=50.0), a_row(0, exercise="squat", load=100.0, position=1)]
    heaviest = {each.exercise: each.value for each in records(rows, "kg") if each.kind == "heaviest load"}
    assert heaviest == {"single-leg-deadlift": 50, "squat": 100}
    volume = {each.exercise: each.value for each in records(rows, "kg") if each.kind == "best volume load"}
    assert volume == {"single-leg-deadlift": 500, "squat": 1000}


def best(found: tuple[Record, ...]) -> dict[str, float]:
    """The best of each kind, in pounds or kilograms, reps or seconds."""
    return {each.kind: max(one.value for one in found if one.kind == each.kind) for each in found}


@given(rows_of_an_exercise(), rows_of_an_exercise())
def test_another_session_never_lowers_a_record(rows: list[SetRow], others: list[SetRow]) -> None:
    before = best(records(rows, "kg"))
    # The same paths would be the same sessions, with two units.
    later = [a_row(90 + at, load=row.load, reps=row.reps, side=row.side) for at, row in enumerate(others)]
    after = best(records([*rows, *later], "kg"))
    assert all(after[kind] >= value for kind, value in before.items())


@given(rows_of_an_exercise(), st.integers(1, 12), st.integers(1, 400).map(lambda halves: halves / 2))
def test_what_a_session_set_stands_among_the_records_afterwards(rows: list[SetRow], reps: int, load: float) -> None:
    session = [a_row(90, reps=reps, load=load)]
    assert set(records_set_by(session, rows, "kg")) <= set(records([*rows, *session], "kg"))


@given(rows_of_an_exercise())
def test_the_unit_decides_between_no_two_sets(rows: list[SetRow]) -> None:
    in_kg, in_lb = records(rows, "kg"), records(rows, "lb")
    assert [(each.kind, each.path, each.reps, each.side) for each in in_kg] == [
        (each.kind, each.path, each.reps, each.side) for each in in_lb
    ]
    for kg, lb in zip(in_kg, in_lb, strict=True):
        assert kg.value == pytest.approx(lb.value * (KG_PER_LB if lb.unit == "lb" else 1))
