"""Each program's export, in each of its dialects: what is read in it, and what is passed over on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchanged import at, reading_of, reading_of_text

from tui.exchange.collector import UnitNeeded
from tui.exchange.formats import fitnotes
from tui.exchange.session_record import Reading, SetRecord


def rows(reading: Reading, session: int = 0) -> list[tuple[object, ...]]:
    return [
        (row.exercise, row.kind, row.reps, row.load, row.unit, row.seconds, row.rpe)
        for row in reading.sessions[session].sets
    ]


def test_strong_with_commas() -> None:
    reading = reading_of("strong_old.csv", "kg")
    legs, morning = reading.sessions
    assert (legs.name, legs.started, legs.finished) == (
        "Legs, heavy",
        at("2026-08-07 17:00"),
        at("2026-08-07 18:05"),
    )
    assert legs.note == "Slept badly.\nRomanian Deadlift (Barbell): Slow on the way down"
    deadlift, curl = "Romanian Deadlift (Barbell)", "Seated Leg Curl"
    assert rows(reading) == [
        (deadlift, "warmup", 10, 20.0, "kg", None, None),
        (deadlift, "working", 8, 62.5, "kg", None, 7.5),
        (deadlift, "amrap", 6, 62.5, "kg", None, 10.0),
        (curl, "drop", 12, 30.0, "kg", None, None),
    ]
    assert legs.sets[-1].parts == "9@22.5"
    assert rows(reading, 1) == [
        ("Plank", "working", None, None, None, 40.0, None),
        ("Running", "working", None, None, None, 1500.0, None),
        ("Extended Lunge", "working", 10, None, None, None, None),
    ]
    assert (morning.finished, morning.sets[1].distance) == (at("2026-08-09 08:15:10"), 5.2)
    assert reading.left_out == {"rest timer": 1}
    assert [row.line for row in legs.sets] == [2, 4, 5, 6]


def test_strong_with_commas_does_not_say_its_unit() -> None:
    with pytest.raises(UnitNeeded):
        reading_of("strong_old.csv")
    assert reading_of("strong_old.csv", "lb").sessions[0].sets[0].unit == "lb"


def test_strong_with_columns_of_units_needs_none_to_be_said() -> None:
    reading = reading_of("strong_units.csv", "kg")
    assert rows(reading) == [
        ("Seated Leg Curl", "working", 12, 45.0, "lb", None, None),
        ("Seated Leg Curl", "working", 10, 50.0, "lb", None, None),
    ]
    assert reading.sessions[0].finished == at("2026-08-07 17:44")


def test_strong_with_units_in_the_header_and_decimal_commas() -> None:
    reading = reading_of("strong_now.csv")
    legs, run = reading.sessions
    assert legs.note == "Erste Zeile\nzweite Zeile\nSeated Leg Curl: Sitz auf 4"
    assert rows(reading) == [
        ("Seated Leg Curl", "warmup", 10, 20.0, "kg", None, None),
        ("Seated Leg Curl", "working", 10, 32.5, "kg", None, 8.5),
        ("Extended Lunge", "working", 12, None, None, None, None),
    ]
    assert run.sets == (SetRecord("Running", 8, seconds=1740.0, distance=5000.0, distance_unit="meters"),)
    assert reading.left_out == {"rest timer": 1}


def test_a_number_that_may_mean_thousands_is_refused_where_commas_part_the_columns(tmp_path: Path) -> None:
    head = "Date,Workout Name,Exercise Name,Set Order,Weight (kg),Reps\n"
    thousands, decimal = (
        reading_of_text(f'{head}2026-08-07 17:00:00,A,B,1,"{number}",5\n', tmp_path) for number in ("1,234", "12,5")
    )
    assert [(problem.line, problem.field) for problem in thousands.problems] == [(2, "weight (kg)")]
    assert decimal.sessions[0].sets[0].load == 12.5


def test_hevy_in_kilograms() -> None:
    reading = reading_of("hevy_kg.csv")
    (session,) = reading.sessions
    assert (session.name, session.started, session.finished, session.note) == (
        "Hamstrings",
        at("2026-08-07 17:00"),
        at("2026-08-07 18:05"),
        "Good day\nSeated Leg Curl: Seat on 4",
    )
    curl = "Seated Leg Curl"
    assert rows(reading) == [
        (curl, "warmup", 10, 20.0, "kg", None, None),
        (curl, "working", 10, 39.5, "kg", None, 8.0),
        (curl, "amrap", 7, 39.5, "kg", None, 10.0),
        (curl, "working", 9, 25.0, "kg", None, None),
        ("Plank", "working", None, None, None, 60.0, None),
        ("Treadmill", "working", None, None, None, 900.0, None),
    ]
    assert (session.sets[-1].distance, session.sets[-1].distance_unit) == (2.5, "km")
    assert reading.left_out == {"mark of a drop set": 1, "mark of a superset": 2}


def test_hevy_in_pounds() -> None:
    assert rows(reading_of("hevy_lb.csv")) == [
        ("Seated Leg Curl", "working", 10, 85.0, "lb", None, 6.0),
        ("Extended Lunge", "working", 12, None, None, None, None),
    ]


def test_fitnotes_has_a_session_a_day_and_a_unit_a_row() -> None:
    reading = reading_of("fitnotes.csv")
    first, second = reading.sessions
    assert (first.name, first.started) == (fitnotes.TITLE, at("2026-08-07 12:00"))
    assert rows(reading) == [
        ("Seated Leg Curl", "working", 10, 40.0, "kg", None, None),
        ("Seated Leg Curl", "working", 8, 88.0, "lb", None, None),
        ("Plank", "working", None, None, None, 90.0, None),
    ]
    assert first.note == "Seated Leg Curl: Last one ugly"
    assert (second.sets[0].distance, second.sets[0].distance_unit, second.sets[0].seconds) == (1.53, "mi", 1926.0)


def test_fitnotes_with_the_unit_in_the_header() -> None:
    assert rows(reading_of("fitnotes_old.csv")) == [("Seated Leg Curl", "working", 10, 85.0, "lb", None, None)]


def test_openweight() -> None:
    reading = reading_of("openweight.json")
    first, second = reading.sessions
    assert (first.started, first.finished) == (at("2026-08-07 17:00"), at("2026-08-07 18:05"))
    assert (first.name, first.routine, first.note) == (
        "Hamstrings",
        "hamstrings-at-home",
        "Good day\nPlank: Hips low",
    )
    assert [(row.side, row.kind, row.reps, row.load, row.rest, row.rpe) for row in first.sets[:4]] == [
        ("right", "warmup", 10, 8.0, 60.0, None),
        ("left", "warmup", 10, 8.0, None, None),
        ("right", "working", 12, 10.0, None, 8.5),
        ("left", "working", 9, 10.0, None, 9.0),
    ]
    plank, walk = first.sets[4:]
    assert (plank.reps, plank.seconds) == (None, 60.0)
    assert (walk.kind, walk.load, walk.distance, walk.distance_unit) == ("amrap", 40.0, 40.0, "m")
    assert (second.name, second.started) == ("Workout", at("2026-08-09 08:00"))
    assert reading.left_out == {"tempo": 1, "mark of a superset": 1, "RIR": 1}


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-08-07 17:00:00", "2026-08-07 17:00"),
        ("2026-08-07T17:00:00", "2026-08-07 17:00"),
        ("2026-08-07 5:00:09\u202fPM", "2026-08-07 17:00:09"),
        ("2026-08-07 12:30 a.m.", "2026-08-07 00:30"),
        ("2026-08-07T15:00:00Z", "2026-08-07 17:00"),
        ("2026-08-07T18:00:00.25+03:00", "2026-08-07 17:00:00.25"),
        ("7 Aug 2026, 17:00", "2026-08-07 17:00"),
        ("07 August 2026 17:00", "2026-08-07 17:00"),
    ],
)
def test_times_are_read_in_every_way_they_are_written(text: str, when: str, tmp_path: Path) -> None:
    head = "title,start_time,exercise_title,set_index,set_type,weight_kg,reps\n"
    reading = reading_of_text(f'{head}A,"{text}",B,0,normal,10,5\n', tmp_path)
    assert [session.started for session in reading.sessions] == [at(when)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "7/8/2026",
        "2026-02-30",
        "2026-08-07 25:00",
        "2026-08-07 13:00 PM",
        "2026-08-07T17:00:00+99:99",
        "7 Mai 2026, 17:00",
        "0001-01-01",
        "9999-12-31",
    ],
)
def test_a_time_that_cannot_be_read_is_a_problem_of_its_line(text: str, tmp_path: Path) -> None:
    head = "title,start_time,exercise_title,set_index,set_type,weight_kg,reps\n"
    reading = reading_of_text(f'{head}A,"{text}",B,0,normal,10,5\nA,"7 Aug 2026",B,0,normal,10,5\n', tmp_path)
    assert [problem.line for problem in reading.problems] == [2]
    assert len(reading.sessions) == 1
