"""Files that are not what they should be: every one ends in a message with its line, none in a crash."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from exchanged import here, reading_of_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.files.problems import FileProblems
from tui.exchange.collector import MOST_PROBLEMS, UnitNeeded
from tui.exchange.format import ImportDefaults
from tui.exchange.import_file import read_file

STRONG = "Date,Workout Name,Exercise Name,Set Order,Weight (kg),Reps,Seconds,RPE\n"
HEVY = "title,start_time,end_time,exercise_title,set_index,set_type,weight_kg,reps,rpe\n"

NOT_READ = {
    # name: content, line, words of the message
    "empty": (b"", None, "empty"),
    "blank": (b" \n \n", None, "empty"),
    "zero bytes": (STRONG.encode() + b"\0\0\0", 2, "zero byte"),
    "latin-1": (STRONG.encode() + "2026-08-07,Übung,A,1,1,1,,\n".encode("latin-1"), 2, "not UTF-8"),
    "utf-16": (STRONG.encode("utf-16"), 1, "UTF-16"),
    "another table": (b"a,b,c\n1,2,3\n", None, "no format that can be read"),
    "a header alone of one column": (b"Date\n", None, "no format"),
    "a million columns": (b"," * 1_000_000 + b"\n", 1, "columns"),
    "a million columns of ours": (STRONG.rstrip().encode() + b",x" * 500_000 + b"\n", 1, "columns"),
    "two columns of one name": (b"Date,Exercise Name,Set Order,Reps,reps\n", 1, "two columns"),
    "a quote that is not closed": (STRONG.encode() + b'2026-08-07,"A,B,1,1,1,,\n' * 3, 2, "quote"),
    "a cell without end": (
        STRONG.encode() + b'2026-08-07,"' + b"x" * 400_000 + b'",B,1,1,1,,\n',
        2,
        "row of a table",
    ),
    "a line without end": (STRONG.encode() + b"x" * 1_500_000, 2, "letters"),
    "half a document": (b'[{"date": "2026', 1, "not JSON"),
    "another document": (b'{"a": 1}', None, "no format"),
    "deep lists": (b"[" * 200_000, None, ""),
    "no number": (b'{"format": "repcue-logs", "schema": 1, "logs": [NaN]}', None, "NaN"),
    "a number of many digits": (b'{"format": "repcue-logs", "schema": ' + b"9" * 5000 + b"}", None, "number"),
    "a newer export": (b'{"format": "repcue-logs", "schema": 2, "logs": []}', 1, "newer"),
    "no list of logs": (b'{"format": "repcue-logs", "schema": 1, "logs": 5}', None, "list"),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_a_file_that_cannot_be_read_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    content, line, words = NOT_READ[name]
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    with pytest.raises(FileProblems) as caught:
        read_file(path, None, ImportDefaults(here, None))
    (problem,) = caught.value.problems
    assert problem.line == line and words in problem.message
    assert len(str(problem)) < 1000


def test_a_folder_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.csv"):
        with pytest.raises(FileProblems):
            read_file(path, None, ImportDefaults(here, None))


def test_a_format_that_the_file_is_not_in_is_told(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(STRONG)
    with pytest.raises(FileProblems, match="no file of the format hevy"):
        read_file(path, "hevy", ImportDefaults(here, None))


BAD_ROWS = {
    # row of Strong: the column that is named
    "2026-08-07,A,,1,10,5,,": "exercise",
    "2026-08-07,A,B,x,10,5,,": "set order",
    "2026-08-07,A,B,1,heavy,5,,": "weight (kg)",
    "2026-08-07,A,B,1,nan,5,,": "weight (kg)",
    "2026-08-07,A,B,1,1e400,5,,": "load",
    "2026-08-07,A,B,1,1e99,5,,": "load",
    "2026-08-07,A,B,1,10,5.5,,": "reps",
    "2026-08-07,A,B,1,10,-5,,": "reps",
    "2026-08-07,A,B,1,10,99999999999999,,": "reps",
    "2026-08-07,A,B,1,10,5,-3,": "seconds",
    "2026-08-07,A,B,1,10,5,,11": "rpe",
    "2026-08-07,A,B,1,10,5,,7.3": "rpe",
    "2026-13-07,A,B,1,10,5,,": "date or duration",
    f"2026-08-07,A,{'b' * 2001},1,10,5,,": "name",
    "2026-08-07,A,B,1,10,5,,,,too,many": "",
    f"2026-08-07,A,B,1,{'1' * 500},5,,": "weight (kg)",
}


@pytest.mark.parametrize("row", BAD_ROWS, ids=lambda row: row[:40])
def test_a_bad_row_is_named_by_its_line_and_column_and_the_rest_is_read(row: str, tmp_path: Path) -> None:
    good = '2026-08-07,A,"B\nover two lines",1,10,5,,\n'
    reading = reading_of_text(f"{STRONG}{good}{row}\n{good}", tmp_path)
    (problem,) = reading.problems
    assert (problem.line, problem.field) == (4, BAD_ROWS[row])
    assert len(reading.sessions[0].sets) == 2
    assert len(str(problem)) < 500


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ('A,"7 Aug 2026, 17:00","7 Aug 2026, 16:00",B,0,normal,10,5,', "duration"),
        ('A,"7 Aug 2026, 17:00","9 Sep 2026, 16:00",B,0,normal,10,5,', "duration"),
        ('A,"7 Aug 2026, 17:00",,B,0,giant,10,5,', "set_type"),
    ],
)
def test_a_session_that_cannot_have_been_is_a_bad_row(row: str, column: str, tmp_path: Path) -> None:
    reading = reading_of_text(f"{HEVY}{row}\n", tmp_path)
    assert [(problem.line, problem.field) for problem in reading.problems] == [(2, column)]
    assert reading.sessions == ()


def test_a_value_that_a_log_cannot_hold_is_told_once_and_in_plain_words(tmp_path: Path) -> None:
    rows = [(11, "11.0: Input should be less than or equal to 10"), (7.3, "7.3; RPE goes in halves, such as 7.5")]
    head = "title,start_time,exercise_title,set_index,reps,rpe\n"
    text = head + "".join(f'x,"7 Aug 2026, 17:00",Curl,0,10,{rpe}\n' for rpe, _ in rows)
    problems = reading_of_text(text, tmp_path).problems
    assert [each.message for each in problems] == [f"found {told}" for _, told in rows]


def test_text_cannot_drive_the_terminal(tmp_path: Path) -> None:
    head = "title,start_time,exercise_title,exercise_notes,set_index,description\n"
    reading = reading_of_text(f'{head}A\x1b[31m,7 Aug 2026,B\u202e,"a\tb\nc\x07",0,"d\r\ne\x9b"\n', tmp_path)
    (session,) = reading.sessions
    assert (session.name, session.sets[0].exercise) == ("A\\x1b[31m", "B\\u202e")
    assert session.note == "d\ne\\x9b\nB\\u202e: a b c\\x07"


def test_notes_that_a_log_cannot_hold_are_a_problem_and_not_cut(tmp_path: Path) -> None:
    head = "title,start_time,exercise_title,set_index,description\n"
    reading = reading_of_text(f"{head}A,7 Aug 2026,B,0,{'x' * 5000}\n", tmp_path)
    assert [problem.line for problem in reading.problems] == [2] and reading.sessions == ()


def test_only_so_many_bad_rows_are_named(tmp_path: Path) -> None:
    reading = reading_of_text(STRONG + "x,A,B,1,1,1,,\n" * 5000, tmp_path)
    assert len(reading.problems) == MOST_PROBLEMS + 1
    assert "4900 more" in reading.problems[-1].message


def test_json_names_a_bad_log_by_its_number_and_reads_the_others(tmp_path: Path) -> None:
    good = {"schema": 1, "id": "a", "name": "A", "started": "2026-08-07T17:00:00+02:00", "outcome": "completed"}
    good |= {"finished": good["started"], "active_seconds": 0.0, "sets": []}
    bad: list[object] = [
        5,
        {},
        good | {"started": "noon"},
        good | {"sets": [{"exercise": "b", "set": 1, "reps": "many"}]},
        good | {"my": {"$toml": "not toml at all ["}},
        good | {"my": {"$toml": "9" * 100}},
        good | {"my": "\ud800"},
        good | {"name": "\x1b[31m"},
    ]
    document = {"format": "repcue-logs", "schema": 1, "logs": [good, *bad, good]}
    reading = reading_of_text(json.dumps(document), tmp_path)
    assert len(reading.logs) == 2
    named = {problem.field.partition("]")[0] for problem in reading.problems}
    assert named == {f"logs[{number}" for number in range(2, 2 + len(bad))}
    assert any(problem.field == "logs[5].sets[1].reps" for problem in reading.problems)


def test_openweight_names_a_bad_set_by_its_place(tmp_path: Path) -> None:
    def workout(*sets: object) -> dict[str, object]:
        return {"date": "2026-08-07T17:00:00Z", "exercises": [{"exercise": {"name": "B"}, "sets": list(sets)}]}

    bad: list[object] = [
        5,
        {"reps": "ten"},
        {"reps": 2.5},
        {"reps": True},
        {"weight": 5},
        {"weight": 5, "unit": ["kg"]},
        {"side": "both"},
        {"side": {}},
        {"rpe": 11},
        {"reps": 10**400},
    ]
    reading = reading_of_text(json.dumps([workout({"reps": 10}, *bad)]), tmp_path)
    assert len(reading.sessions[0].sets) == 1
    assert [problem.field.partition("]")[0] for problem in reading.problems] == ["[1"] * len(bad)
    places = [f"[1].exercises[1].sets[{number}]" for number in range(2, 2 + len(bad))]
    assert all(problem.field.startswith(place) for problem, place in zip(reading.problems, places, strict=True))


@pytest.mark.parametrize(
    "workout",
    [
        {"date": 5, "exercises": []},
        {"date": "2026-08-07T17:00:00Z", "exercises": 5},
        {"date": "2026-08-07T17:00:00Z", "exercises": [5]},
        {"date": "2026-08-07T17:00:00Z", "exercises": [{"exercise": {}, "sets": [{}]}]},
        {"date": "2026-08-07T17:00:00Z", "exercises": [{"exercise": {"name": "B"}}]},
        {"date": "2026-08-07T17:00:00Z", "durationSeconds": -1, "exercises": []},
    ],
)
def test_openweight_names_a_bad_session(workout: object, tmp_path: Path) -> None:
    reading = reading_of_text(json.dumps(workout), tmp_path)
    assert reading.sessions == () and len(reading.problems) == 1


CELLS = st.sampled_from(
    ["", "0", "1", "-1", "1,5", "1e9", "W", "D", "note", "kg", "7 Aug 2026", "2026-08-07", '"', "'=1"]
)
HEADS = st.sampled_from(
    [
        STRONG,
        HEVY,
        "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment\n",
        "Date;Exercise Name;Set Order;Weight;Reps;Seconds\n",
        "session,started,finished,exercise,set,kind,reps,load,outcome,active_seconds,session_name\n",
    ]
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=HEADS, rows=st.lists(st.lists(CELLS | st.text(max_size=8), max_size=12), max_size=4), text=st.text())
def test_no_table_crashes_the_reading(head: str, rows: list[list[str]], text: str, tmp_path: Path) -> None:
    between = ";" if ";" in head else ","
    path = tmp_path / "in"
    body = head + "\n".join(between.join(row) for row in rows) + text
    path.write_bytes(body.encode("utf-8", "surrogatepass"))
    with contextlib.suppress(FileProblems, UnitNeeded):
        read_file(path, None, ImportDefaults(here, None))
