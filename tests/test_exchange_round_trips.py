"""What is exported reads back: all of it from our own JSON, all that the format can hold from any other."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from exchanged import HERE, here
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from log_examples import LOGS, a_log, a_set

from tui.exchange.collector import UNNAMED
from tui.exchange.export import export_lines
from tui.exchange.format import ImportDefaults
from tui.exchange.import_file import read_file
from tui.exchange.losses import Losses
from tui.exchange.session_record import Reading, SessionRecord, SetRecord, record_of
from tui.logbook.log.log_model import Log, LogSet, Unit, schema_for
from tui.logbook.log.store import log_text
from tui.logbook.log.units import in_unit

some = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def exported(name: str, *logs: Log, unit: Unit = "kg", losses: Losses | None = None) -> str:
    return "".join(export_lines(name, logs, {}, unit, Losses() if losses is None else losses))


def read_back(name: str, folder: Path, *logs: Log, unit: Unit = "kg") -> Reading:
    path = folder / "out"
    path.write_text(exported(name, *logs, unit=unit), encoding="utf-8", newline="")
    found, reading = read_file(path, None, ImportDefaults(here, unit))
    assert (found, reading.problems) == (name, ())
    return reading


@some
@given(logs=st.lists(LOGS, max_size=3))
def test_json_gives_every_log_back_to_the_letter(logs: list[Log], tmp_path: Path) -> None:
    found = read_back("json", tmp_path, *logs).logs
    assert [log_text(log) for log in found] == [log_text(log) for log in logs]


def test_json_keeps_what_toml_has_and_json_lacks(tmp_path: Path) -> None:
    own = {"on": date(2026, 1, 2), "far": float("inf"), "odd": {"$toml": "1"}, "odder": {"$toml": {"$toml": [1]}}}
    log = Log.model_validate(a_log(a_set(my=own)).document() | {"my-own": own})
    (found,) = read_back("json", tmp_path, log).logs
    assert found == log and found.model_extra == {"my-own": own}


def test_one_log_as_the_command_line_shows_it_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text(json.dumps(a_log().as_json()))
    assert read_file(path, None, ImportDefaults(here, None))[1].logs == (a_log(),)


@some
@given(log=LOGS)
def test_the_table_gives_back_all_but_keys_of_a_persons_own(log: Log, tmp_path: Path) -> None:
    found = read_back("csv", tmp_path, log).logs
    document = log.document()
    known = {key: document[key] for key in Log.model_fields if key in document}
    known["sets"] = rows = tuple(
        LogSet.model_validate({key: value for key, value in row if key in LogSet.model_fields and value != ""})
        for row in log.sets
    )
    known["schema"] = schema_for(known, map(vars, rows))
    assert found == ((Log.model_validate(known),) if log.sets else ())


def _is_new(row: LogSet) -> bool:
    return row.kind in ("drop", "rest-pause") or row.load_counts == "bodyweight" or row.parts is not None


FOREIGN = LOGS.filter(lambda log: bool(log.sets) and not any(map(_is_new, log.sets))).map(
    lambda log: log.model_copy(update={"finished": log.started + timedelta(seconds=len(log.name) * 997)})
)
"""Logs that end after they begin."""


def held(log: Log, row: Callable[[SetRecord], SetRecord]) -> SessionRecord:
    """What any format holds of a log; `row` says what of a row."""
    whole = record_of(log, {})
    common = ("exercise", "unit", "side", "kind", "reps", "load", "seconds", "rest", "rpe")
    plain = (SetRecord(**{name: getattr(each, name) for name in common}) for each in whole.sets)
    worked = tuple(row(replace(each, seconds=each.seconds if each.reps is None else None)) for each in plain)
    return replace(whole, sets=tuple(replace(each, unit=None if each.load is None else each.unit) for each in worked))


def clock(moment: datetime, seconds: int) -> datetime:
    """A time of day without its offset, in whole minutes or seconds, taken for one of the tests' place."""
    plain = moment.replace(tzinfo=HERE, microsecond=0)
    return plain - timedelta(seconds=plain.second % seconds)


def in_one_unit(unit: Unit) -> Callable[[SetRecord], SetRecord]:
    def held_of(row: SetRecord) -> SetRecord:
        load = None if not row.load or row.unit is None else in_unit(row.load, row.unit, unit)
        seconds = row.seconds or None
        return replace(row, side=None, rest=None, load=load or None, unit=unit, seconds=seconds)

    return held_of


def lines_apart(found: SessionRecord) -> SessionRecord:
    """The same without the lines of the file."""
    return replace(found, line=0, sets=tuple(replace(row, line=0) for row in found.sets))


@some
@given(log=FOREIGN, unit=st.sampled_from(["kg", "lb"]))
def test_strong_gives_back_what_it_can_hold(log: Log, unit: Unit, tmp_path: Path) -> None:
    (found,) = read_back("strong", tmp_path, log, unit=unit).sessions
    expected = held(log, in_one_unit(unit))
    started = clock(log.started, 1)
    lasted = timedelta(seconds=round((log.finished - log.started).total_seconds()))
    assert lines_apart(found) == replace(expected, routine=None, started=started, finished=started + lasted)


@some
@given(log=FOREIGN, unit=st.sampled_from(["kg", "lb"]))
def test_hevy_gives_back_what_it_can_hold(log: Log, unit: Unit, tmp_path: Path) -> None:
    (found,) = read_back("hevy", tmp_path, log, unit=unit).sessions
    expected = held(log, in_one_unit(unit))
    assert lines_apart(found) == replace(
        expected, routine=None, started=clock(log.started, 60), finished=clock(log.finished, 60)
    )


@some
@given(log=FOREIGN)
def test_openweight_gives_back_what_it_can_hold(log: Log, tmp_path: Path) -> None:
    def held_of(row: SetRecord) -> SetRecord:
        return replace(
            row,
            load=None if row.load is not None and row.load < 0 else row.load,
            seconds=None if row.seconds is None else round(row.seconds),
            rest=None if row.rest is None else round(row.rest),
        )

    (found,) = read_back("openweight", tmp_path, log).sessions
    started = log.started.replace(microsecond=0)
    lasted = timedelta(seconds=round((log.finished - log.started).total_seconds()))
    assert lines_apart(found) == replace(held(log, held_of), started=started, finished=started + lasted)


def test_a_session_without_sets_is_in_no_table_and_that_is_said(tmp_path: Path) -> None:
    empty = a_log().model_copy(update={"sets": ()})
    for name in ("csv", "strong", "hevy", "openweight"):
        losses = Losses()
        text = exported(name, empty, losses=losses)
        assert "Hamstrings" not in text and "all, as it has no set, of 1 session" in str(losses)
        path = tmp_path / name
        path.write_text(text)
    assert json.loads((tmp_path / "openweight").read_text()) == []


@pytest.mark.parametrize("name", ["strong", "hevy"])
def test_what_is_lost_is_counted(name: str) -> None:
    losses = Losses()
    rows = (
        a_set(side="right", rep_seconds="4.1 5.2", rest=60.0, rpe=8.0, my=1),
        a_set(side="left", load_counts=None, target=None),
        a_set(reps=None, target=None, target_seconds=30.0, load=None, load_counts=None, started=None),
    )
    exported(name, a_log(*rows, effort=7.5), unit="lb", losses=losses)
    said = str(losses).split(", ")
    for words in (
        "the side of 2 sets",
        "the rep seconds of 1 set",
        "the rest of 1 set",
        "the seconds worked of 2 sets",
        "the target of 2 sets",
        "what the load counts of 1 set",
        "your own keys of 1 set",
        "the effort of 1 session",
        "the routine of 1 session",
        "the pauses of 1 session",
        "the time zone of 1 session",
    ):
        assert words in said
    assert "the load in kg, now in lb, of 2 sets" in str(losses)
    assert not any("RPE" in words for words in said)


def test_the_side_and_the_rest_are_not_lost_in_openweight_but_fractions_are() -> None:
    losses = Losses()
    exported("openweight", a_log(a_set(side="left", rest=60.5, load=-5.0)), losses=losses)
    assert "the side" not in str(losses)
    assert "the fraction of a second of 1 set" in str(losses) and "the load below zero of 1 set" in str(losses)


def test_nothing_is_lost_in_json() -> None:
    losses = Losses()
    exported("json", a_log(a_set(my=1)), losses=losses)
    assert not losses


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'=1", "''=x", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("format_name", ["csv", "strong", "hevy"])
def test_no_cell_begins_a_formula_and_the_apostrophe_is_taken_off_again(
    format_name: str, name: str, tmp_path: Path
) -> None:
    log = a_log(a_set(name=name, load=-5.0), name=name, note=name)
    table = list(csv.reader(io.StringIO(exported(format_name, log), newline="")))
    for cell in (cell for row in table[1:] for cell in row):
        assert cell == "-5" or not cell.startswith(tuple("=+-@＝"))
    reading = read_back(format_name, tmp_path, log)
    if format_name == "csv":
        assert (reading.logs[0].name, reading.logs[0].note, reading.logs[0].sets[0].name) == (name, name, name)
        assert reading.logs[0].sets[0].load == -5
    else:
        (session,) = reading.sessions
        assert (session.name, session.note, session.sets[0].exercise) == (name, name, name)


def test_an_apostrophe_that_guards_nothing_stays(tmp_path: Path) -> None:
    assert read_back("strong", tmp_path, a_log(name="'Twas leg day")).sessions[0].name == "'Twas leg day"


def test_the_lines_of_a_table_end_as_rfc_4180_says() -> None:
    text = exported("csv", a_log(note='Two\nlines, and "quotes"'))
    assert text.endswith("\r\n") and '"Two\nlines, and ""quotes"""' in text


@some
@given(log=LOGS)
def test_no_export_holds_a_character_that_drives_a_terminal(log: Log, tmp_path: Path) -> None:
    nasty = Log.model_validate(log.document() | {"my-own": "\x1b[31m\x9b"})
    for name in ("csv", "json", "strong", "hevy", "openweight"):
        text = exported(name, nasty).replace("\r\n", "\n").replace("\n", "")
        assert all(letter.isprintable() for letter in text)


def test_a_session_without_a_name_is_called_a_workout(tmp_path: Path) -> None:
    path = tmp_path / "in"
    path.write_text("title,start_time,exercise_title,set_index\n,7 Aug 2026,B,0\n")
    assert read_file(path, None, ImportDefaults(here, None))[1].sessions[0].name == UNNAMED


@pytest.mark.parametrize("minutes", [-570, 0, 345])
def test_a_table_keeps_the_offset_of_where_the_session_was(minutes: int) -> None:
    started = datetime(2026, 8, 7, 17, 0, tzinfo=timezone(timedelta(minutes=minutes)))
    row = next(csv.DictReader(io.StringIO(exported("csv", a_log(started=started, finished=started)), newline="")))
    assert row["started"] == started.isoformat()


@pytest.mark.parametrize("name", ["hevy", "strong"])
def test_a_drop_set_comes_back_as_one_set_with_its_parts(name: str, tmp_path: Path) -> None:
    drop = a_set(kind="drop", reps=8, load=60.0, parts="6@48 5@38.5")
    path = tmp_path / "drop.csv"
    path.write_text("".join(export_lines(name, [a_log(drop, a_set(set=2), schema=2)], {}, "kg", Losses())))
    (session,) = read_file(path, None, ImportDefaults(here, "kg"))[1].sessions
    found = [(row.kind, row.reps, row.load, row.parts) for row in session.sets]
    assert found == [("drop", 8, 60.0, "6@48 5@38.5"), ("working", 10, 8.0, None)]
