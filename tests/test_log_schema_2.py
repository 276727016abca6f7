"""The words of schema 2: what they count for, which files they are in, and what older files keep for their own."""

from datetime import timedelta
from pathlib import Path

import pytest
from index_rows import a_row
from log_examples import STARTED, a_log, a_set
from plans import BOTH_LEGS, plan_of

from catalogue.files.problems import CatalogueError
from tui.logbook.changes.edits import add_set, annotate
from tui.logbook.disk.calls import RealDisk
from tui.logbook.journal.codec import Anchor
from tui.logbook.journal.composition import compose
from tui.logbook.log.done_set import DonePart, parts_of, parts_text
from tui.logbook.log.last_time import last_time, load_like
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import LogFile, LogNotWritten, log_text, parse_log, read_log, save
from tui.logbook.statistics.records import records
from tui.logbook.statistics.series import series
from tui.logbook.statistics.worked import e1rm_of, unweighed, volume_of
from tui.machine.paths import Paths
from tui.session import End, FinishSet, Skip, begin, handle
from tui.session.commands import AddSet
from tui.session.plan import Part, PlannedSet
from tui.session.state import State
from tui.words.record_lines import record_text

OWN = {"note": 5, "distance": "far", "extra": "much", "parts": [1], "replaces": "The Sofa", "target_rpe": True}
"""What a person may have written beside a set before these words meant anything."""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A person's folders."""
    return Paths.under(tmp_path)


def ended(*commands: object, plan_sets: tuple[PlannedSet, ...]) -> Log:
    plan = plan_of(BOTH_LEGS)
    state: State = begin(type(plan)("Test", None, plan_sets, plan.movements, body_weight=81.5), 0)
    for command in (*commands, End()):
        if state.is_over:
            break
        state, _ = handle(state, command, state.now + 1000)  # type: ignore[arg-type]  # all are commands
    return compose("2026-11-22T180533-7f3a", state, [Anchor(0, STARTED)])


def test_a_drop_set_is_one_row_with_its_parts() -> None:
    drop = PlannedSet(0, 1, 1, "drop", reps=8, reps_max=8, parts=(Part(6, 0, 0.8), Part(None, 0, 0.8)), load=60.0)
    said = (Skip(), FinishSet(8), FinishSet(6), FinishSet(5))
    (row,) = ended(*said, plan_sets=(drop,)).sets
    assert (row.kind, row.reps, row.load, row.parts) == ("drop", 8, 60.0, "6@48 5@38.5")
    assert row.all_reps == 19 and row.volume_of(None) == 8 * 60 + 6 * 48 + 5 * 38.5


def test_the_log_says_what_was_planned_what_came_on_top_and_what_the_person_weighed() -> None:
    sets = (PlannedSet(0, 1, 1, "warmup", 5, 5), PlannedSet(0, 1, 1, "working", 5, 5))
    log = ended(Skip(), FinishSet(5), AddSet(0), FinishSet(5), FinishSet(5), plan_sets=sets)
    assert (log.schema_, log.planned_sets, log.body_weight) == (2, 1, 81.5)
    assert [row.extra for row in log.sets if row.counts] == [None, True]


@pytest.mark.parametrize("text", ["6@", "@48", "6@48@3", "6 @ 48", "six", "6@4,5", "٦@4", "6@1e3"])
def test_parts_that_say_nothing_certain_are_a_problem(text: str) -> None:
    with pytest.raises(CatalogueError, match="parts"):
        parse_log(log_text(a_log(schema=2)) + f'[[sets]]\nexercise = "a"\nset = 9\nparts = "{text}"\n', Path("x"))


def test_parts_are_read_as_they_are_written() -> None:
    assert parts_text([(6, 48.0), (5, 38.5), (4, None), (3, -2.5)]) == "6@48 5@38.5 4 3@-2.5"
    assert parts_of("6@48 4") == (DonePart(6, 48.0), DonePart(4, None))


def test_in_a_file_of_schema_1_the_new_words_are_a_persons_own_keys() -> None:
    text = log_text(a_log(a_set(), body_weight="heavy", source=1))
    text = text.replace("[[sets]]", "[[sets]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in OWN.items()))
    log = parse_log(text, Path("log.toml"))
    assert log.model_extra == {"body_weight": "heavy", "source": 1} and log.body_weight is None
    assert log.sets[0].model_extra == OWN and log.sets[0].parts is None
    assert parse_log(log_text(log), Path("log.toml")) == log


def _toml(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value).replace("'", '"')


@pytest.fixture
def old(paths: Paths) -> LogFile:
    """A log of schema 1."""
    return read_log(save(a_log(a_set(mine=1)), paths, RealDisk()))


def test_an_older_log_keeps_its_schema_when_it_is_mended(old: LogFile) -> None:
    assert annotate(old, {"note": "Later."}, {0: {"reps": 4}}, disk=RealDisk()).log.schema_ == 1


def test_it_gets_the_higher_schema_only_with_a_new_word(old: LogFile) -> None:
    mended = annotate(old, {}, {0: {"note": "Slow."}}, disk=RealDisk())
    assert (mended.log.schema_, mended.log.sets[0].note, mended.log.sets[0].model_extra) == (2, "Slow.", {"mine": 1})


def test_a_row_with_a_new_word_raises_it_too(old: LogFile) -> None:
    row = {"exercise": "lunge", "set": 1, "kind": "drop", "reps": 8, "parts": "6@5"}
    grown = add_set(old, 1, row, disk=RealDisk()).log
    assert (grown.schema_, grown.sets[1].parts) == (2, "6@5")


def test_own_keys_that_would_mean_something_else_then_forbid_it(paths: Paths) -> None:
    file = read_log(save(a_log().model_copy(update={}), paths, RealDisk()))
    file.path.write_text(file.path.read_text().replace("[[sets]]", '[[sets]]\ndistance = "far"', 1))
    before = file.path.read_bytes()
    with pytest.raises(LogNotWritten, match=r"sets\[1\].distance"):
        annotate(read_log(file.path), {}, {0: {"note": "Slow."}}, disk=RealDisk())
    assert file.path.read_bytes() == before


def test_a_log_of_a_higher_schema_is_named_and_left_alone(old: LogFile) -> None:
    old.path.write_text(old.path.read_text().replace("schema = 1", "schema = 3"))
    with pytest.raises(CatalogueError, match="newer repcue"):
        read_log(old.path)


# --- what counts ---------------------------------------------------------------------------------------------------


def test_volume_counts_all_parts_and_records_and_e1rm_the_first() -> None:
    rows = [a_row(kind="drop", reps=8, load=60.0, parts="6@48 5@38.5")]
    assert volume_of(rows, "kg") == 8 * 60 + 6 * 48 + 5 * 38.5
    assert e1rm_of(rows[0], "kg") == pytest.approx(60 * (1 + 8 / 30))
    assert {each.kind: each.reps for each in records(rows, "kg")}["heaviest load"] == 8
    assert series(rows, "kg")[None][0].reps == 19


def test_body_weight_counts_where_the_log_says_it_and_is_left_out_and_said_where_not() -> None:
    known, unknown = (
        a_row(reps=5, load=-20.0, load_counts="bodyweight", body_weight=weight) for weight in (80.0, None)
    )
    assert (volume_of([known], "kg"), unweighed([known])) == (300.0, 0)
    assert e1rm_of(known, "kg") == pytest.approx(60 * (1 + 5 / 30))
    assert (volume_of([unknown], "kg"), e1rm_of(unknown, "kg"), unweighed([unknown])) == (0.0, None, 1)


def test_less_help_is_the_better_record() -> None:
    loads = (-30.0, -10.0, -20.0)
    rows = [a_row(day, reps=5, load=load, load_counts="bodyweight") for day, load in enumerate(loads)]
    (heaviest,) = (each for each in records(rows, "kg") if each.kind == "heaviest load")
    assert (heaviest.load, record_text(heaviest)) == (-10.0, "10 kg help x 5")
    bare = a_row(9, reps=3, load=0.0, load_counts="bodyweight")
    (heaviest,) = (each for each in records([*rows, bare], "kg") if each.kind == "heaviest load")
    assert record_text(heaviest) == "bodyweight x 3"


# --- last time -----------------------------------------------------------------------------------------------------


def test_a_session_that_ended_with_less_than_half_of_its_sets_is_not_last_time(paths: Paths) -> None:
    both = [a_set(side=side, reps=7) for side in ("right", "left")]
    for days, planned in ((0, None), (1, 2), (2, 3)):
        started = STARTED + timedelta(days=days)
        about = {"schema": 2, "id": f"id-{days}", "started": started, "finished": started + timedelta(minutes=9)}
        save(a_log(*both, planned_sets=planned, **about), paths, RealDisk())
    found = last_time("single-leg-deadlift", paths)
    assert found is not None and found.day == (STARTED + timedelta(days=1)).date()


@pytest.mark.parametrize(("reps", "load"), [(12, 20.0), (8, 30.0), (9, 25.0), (10, 25.0), (99, 20.0), (None, 25.0)])
def test_a_replacement_takes_the_load_of_the_set_nearest_in_reps_on_a_tie_the_later(
    reps: int | None, load: float, paths: Paths
) -> None:
    done = ((12, 20.0), (8, 30.0), (10, 22.5), (10, 25.0))
    save(a_log(*(a_set(set=at, reps=n, load=kg) for at, (n, kg) in enumerate(done, 1))), paths, RealDisk())
    found = last_time("single-leg-deadlift", paths)
    assert found is not None
    assert load_like(found, reps) == (load, "per-hand")
