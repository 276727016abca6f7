"""From a file to logs: names matched, sides paired, all or nothing, and nothing twice."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from random import Random

import pytest
from exchanged import at, reading_of
from fake_disk import FakeDisk, Fault
from hypothesis import given
from hypothesis import strategies as st
from log_examples import a_log, a_set

from catalogue.files.problems import FileProblems
from catalogue.loading import load_catalogue
from tui.exchange.import_names import SKIP, Matcher, names_path, own_id, read_names, remember
from tui.exchange.import_plan import ImportPlan, IncompleteRollback, plan_import, save_all, sessions_with_logs
from tui.exchange.session_record import Reading, SessionRecord, SetRecord, log_id, log_of
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.listing import list_logs
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import LogNotWritten, read_log, save
from tui.machine.paths import Paths

CATALOGUE = load_catalogue(None).exercises
FILE = Path("some.csv")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.under(tmp_path)


def matcher(**choices: str) -> Matcher:
    return Matcher(CATALOGUE, choices)


def session(*sets: SetRecord, name: str = "Legs", day: int = 7) -> SessionRecord:
    return SessionRecord(name, at(f"2026-08-{day:02} 17:00"), at(f"2026-08-{day:02} 18:00"), sets)


def prepared(paths: Paths, *sessions: SessionRecord, logs: tuple[Log, ...] = ()) -> ImportPlan:
    keeping = matcher()
    for name in keeping.unknown(row.exercise for each in sessions for row in each.sets):
        keeping.keep(name)
    return plan_import(Reading(sessions, logs), "hevy", keeping, sessions_with_logs(paths), FILE)


# Names


@pytest.mark.parametrize("name", ["Seated Leg Curl", "seated leg-curl", "SEATED  LEG CURL", "seated-leg-curl"])
def test_a_name_of_the_catalogue_is_known_however_it_is_spelt(name: str) -> None:
    assert matcher().exercise(name) == ("seated-leg-curl", None)


def test_an_alias_is_a_name() -> None:
    alias, exercise = next((alias, each.id) for each in CATALOGUE.values() for alias in each.aliases)
    assert matcher().exercise(alias) == (exercise, None)


def test_what_the_person_chose_comes_before_the_catalogue() -> None:
    assert Matcher(CATALOGUE, {"Seated Leg Curl": "my-curl"}).exercise("Seated Leg Curl") == (
        "my-curl",
        "Seated Leg Curl",
    )
    assert Matcher(CATALOGUE, {"Seated Leg Curl": SKIP}).exercise("Seated Leg Curl") is None


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Seated Leg Curl (Machine)", "seated-leg-curl"),
        ("Deadlift, Single Leg", "single-leg-deadlift"),
        ("Stiff Legged Deadlift (Barbell)", "stiff-leg-barbell-deadlift"),
        ("Zercher", None),
        ("x" * 1000, None),
    ],
)
def test_the_nearest_exercise_is_found_and_not_taken_by_itself(name: str, near: str | None) -> None:
    assert matcher().nearest(name) == near
    assert matcher().target(name) is None


@given(names=st.lists(st.text(min_size=1, max_size=80), unique=True, max_size=6))
def test_names_that_are_kept_get_ids_of_their_own_each_its_own(names: list[str]) -> None:
    keeping = matcher()
    ids = [keeping.keep(name) for name in names]
    assert len(set(ids)) == len(names) and not set(ids) & {*CATALOGUE, SKIP}
    assert all(keeping.exercise(name) == (found, name) for name, found in zip(names, ids, strict=True))


def test_a_name_that_no_id_can_be_made_of_still_gets_one() -> None:
    assert own_id("Колокол").startswith("exercise-") and own_id("Skip") != SKIP


def test_choices_are_remembered_beside_what_the_person_wrote(paths: Paths) -> None:
    path = names_path(paths)
    remember(path, {"Plank": "plank"}, RealDisk())
    path.write_text(path.read_text() + '\n# mine\n"A [b] = \\"c\\"" = "skip"   # odd\n')
    path.chmod(0o640)
    before = path.read_text()
    remember(path, {"Zercher": "zercher", "Plank": "front-plank"}, RealDisk())
    assert read_names(path) == {"Plank": "front-plank", 'A [b] = "c"': SKIP, "Zercher": "zercher"}
    assert path.stat().st_mode & 0o777 == 0o640
    after = path.read_text()
    assert after.replace('Plank = "front-plank"', 'Plank = "plank"').replace('Zercher = "zercher"\n', "") == before


def test_a_link_to_the_file_of_names_stays_a_link(paths: Paths, tmp_path: Path) -> None:
    names_path(paths).parent.mkdir(parents=True)
    names_path(paths).symlink_to(tmp_path / "elsewhere.toml")
    remember(names_path(paths), {"Plank": "plank"}, RealDisk())
    assert names_path(paths).is_symlink() and read_names(tmp_path / "elsewhere.toml") == {"Plank": "plank"}


@pytest.mark.parametrize("text", ["Plank = 5\n", '"A" = "No Id"\n', "Plank = ]\n", 'a.b = "c"\n'])
def test_a_file_of_names_that_is_not_right_is_told_with_its_line_and_left_alone(text: str, paths: Paths) -> None:
    path = names_path(paths)
    path.parent.mkdir(parents=True)
    path.write_text("# mine\n" + text)
    with pytest.raises(FileProblems) as caught:
        remember(path, {"B": "b"}, RealDisk())
    assert caught.value.line == 2 and path.read_text() == "# mine\n" + text


# Logs


def test_both_sides_are_one_set_and_warm_ups_are_counted_by_themselves() -> None:
    curl, lunge = "Seated Leg Curl", "Extended Lunge"
    record = session(
        SetRecord(curl, kind="warmup"),
        SetRecord(curl),
        SetRecord(lunge, side="right"),
        SetRecord(lunge, side="left"),
        SetRecord(lunge, side="left"),
        SetRecord(lunge, side="right"),
        SetRecord(lunge, side="right"),
        SetRecord(curl, kind="amrap"),
    )
    log = log_of(record, "hevy", matcher().exercise)
    assert log is not None
    assert [(row.exercise[:3], row.set) for row in log.sets] == [
        ("sea", 1),
        ("sea", 1),
        ("ext", 1),
        ("ext", 1),
        ("ext", 2),
        ("ext", 2),
        ("ext", 3),
        ("sea", 2),
    ]
    assert log.set_count == 5


def test_loads_of_two_units_become_one_unit_exactly() -> None:
    log = log_of(reading_of("fitnotes.csv").sessions[0], "fitnotes", lambda name: ("x", name))
    assert log is not None and log.unit == "kg"
    assert [row.load for row in log.sets] == [40.0, 88 * 0.45359237, None]


def test_a_distance_is_kept_in_metres() -> None:
    log = log_of(reading_of("hevy_kg.csv").sessions[0], "hevy", lambda name: ("x", name))
    assert log is not None
    assert (log.sets[-1].distance, log.sets[-1].model_extra, log.schema_) == (2500.0, {}, 2)


def test_a_distance_in_no_known_unit_is_kept_under_a_key_that_means_nothing_else() -> None:
    record = session(SetRecord("Run", seconds=60.0, distance=3.0, distance_unit="laps"))
    log = log_of(record, "strong", lambda name: ("x", name))
    assert log is not None and log.sets[0].distance is None
    assert log.sets[0].model_extra == {"imported_distance": 3.0, "imported_distance_unit": "laps"}


def test_an_id_follows_from_the_file_and_not_from_the_machine() -> None:
    one = session(SetRecord("A"))
    moved = SessionRecord(one.name, one.started.replace(tzinfo=UTC), one.finished, ())
    assert log_id(one, "hevy") == log_id(moved, "hevy")
    others = [log_id(one, "strong"), log_id(session(name="Arms"), "hevy"), log_id(session(day=8), "hevy")]
    assert len({log_id(one, "hevy"), *others}) == 4


def test_the_same_file_twice_adds_nothing(paths: Paths) -> None:
    sessions = (session(SetRecord("A", reps=5)), session(SetRecord("B", reps=5), day=9))
    first = prepared(paths, *sessions)
    assert len(save_all(first.new, paths, RealDisk())) == 2
    again = prepared(paths, *sessions)
    assert (again.new, len(again.there), again.differing) == ((), 2, ())
    assert [file.log for file in list_logs(paths).logs] == [*reversed(first.new)]


def test_a_log_that_was_mended_since_is_named_and_stays(paths: Paths) -> None:
    (path,) = save_all(prepared(paths, session(SetRecord("A", reps=5))).new, paths, RealDisk())
    path.write_text(path.read_text().replace("reps = 5", "reps = 6"))
    again = prepared(paths, session(SetRecord("A", reps=5)))
    assert (again.new, again.there, again.differing) == ((), (), (path,))


def test_a_log_with_any_value_of_ones_own_is_the_same_again(paths: Paths) -> None:
    log = a_log(mine=float("nan"))
    save_all(prepared(paths, logs=(log,)).new, paths, RealDisk())
    assert prepared(paths, logs=(log,)).differing == ()


def test_a_file_imported_again_in_another_time_zone_says_the_same(paths: Paths) -> None:
    one = session(SetRecord("Plank", seconds=60))
    save_all(prepared(paths, one).new, paths, RealDisk())
    elsewhere = replace(one, started=one.started.replace(tzinfo=UTC), finished=one.finished.replace(tzinfo=UTC))
    again = prepared(paths, elsewhere)
    assert (len(again.new), len(again.there), again.differing) == (0, 1, ())


def test_a_log_that_is_broken_just_now_is_still_there(paths: Paths) -> None:
    (path,) = save_all(prepared(paths, session(SetRecord("A", reps=5))).new, paths, RealDisk())
    path.write_text(path.read_text() + "[[sets\n")
    again = prepared(paths, session(SetRecord("A", reps=5)))
    assert (again.new, again.differing) == ((), (path,))


def test_a_log_of_our_own_is_known_by_its_id_under_any_name(paths: Paths) -> None:
    save(a_log(), paths, RealDisk()).rename(paths.logs / "renamed.toml")
    assert prepared(paths, logs=(a_log(),)).there == (paths.logs / "renamed.toml",)


def test_a_session_twice_in_the_file_counts_once_and_two_that_differ_are_a_problem(paths: Paths) -> None:
    same = prepared(paths, logs=(a_log(), a_log()))
    assert (len(same.new), same.twice, same.problems) == (1, 1, ())
    assert len(prepared(paths, logs=(a_log(), a_log(a_set(reps=1)))).problems) == 1


def test_rows_of_skipped_exercises_are_counted_and_a_session_of_nothing_else_is_none(paths: Paths) -> None:
    skipping = matcher(Treadmill=SKIP)
    sessions = (session(SetRecord("Treadmill"), SetRecord("Seated Leg Curl")), session(SetRecord("Treadmill"), day=8))
    found = plan_import(Reading(sessions), "hevy", skipping, {}, FILE)
    assert [len(log.sets) for log in found.new] == [1] and found.skipped == 2


@pytest.mark.parametrize("at_call", range(1, 60, 4))
def test_after_an_error_none_of_the_logs_is_there(at_call: int, paths: Paths) -> None:
    logs = prepared(paths, *(session(SetRecord("A", reps=5), day=day) for day in (7, 8, 9))).new
    disk = FakeDisk(Random(1))
    for folder in reversed([paths.data, *paths.data.parents][:-1]):
        disk.make_folder(folder)
    calls = len(disk.calls)
    disk.fault = Fault(calls + at_call, errno.ENOSPC, lasting=True)
    try:
        save_all(logs, paths, disk)
    except OSError:
        assert not [path for path in disk.paths() if path.suffix == ".toml"]
    else:
        assert len([path for path in disk.paths() if path.suffix == ".toml"]) == 3
    disk.fault = None
    assert len(save_all(logs, paths, disk)) == 3


def test_logs_that_cannot_be_taken_back_are_named(paths: Paths) -> None:
    class Stuck(FakeDisk):
        def unlink(self, path: Path) -> None:
            if not path.name.startswith("."):
                raise PermissionError(errno.EACCES, "no", str(path))
            super().unlink(path)

    good = prepared(paths, session(SetRecord("A", reps=5))).new[0]
    bad = good.model_copy(update={"id": "other", "name": ""})
    disk = Stuck(Random(1))
    for folder in reversed([paths.data, *paths.data.parents][:-1]):
        disk.make_folder(folder)
    with pytest.raises(IncompleteRollback) as caught:
        save_all([good, bad], paths, disk)
    assert list(caught.value.left) == [path for path in disk.paths() if path.suffix == ".toml"]
    assert isinstance(caught.value.__cause__, LogNotWritten)


def test_what_is_placed_is_what_was_prepared(paths: Paths) -> None:
    logs = prepared(paths, *reading_of("openweight.json").sessions).new
    assert tuple(read_log(path).log for path in save_all(logs, paths, RealDisk())) == logs
