"""What the history asks of the index, and the thread that asks it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from log_examples import STARTED, a_log, a_set
from rows_without_files import a_row

from tui.logbook.disk.calls import RealDisk
from tui.logbook.index.index import Index
from tui.logbook.index.rows import Filter, SetRow
from tui.logbook.log.store import save
from tui.logbook.statistics.records import Record, holders, records_set_by
from tui.machine.paths import Paths
from tui.screens.history.index_answers import FIRST, Contenders, Sessions, find, sessions_between
from tui.screens.history.index_thread import Shelf
from tui.words.record_lines import record_text

PATIENCE = 20.0
"""Seconds after which a thread that does not answer is a failure."""


def saved(paths: Paths, days_ago: int, *, reps: int = 10, load: float = 8.0) -> Path:
    started = STARTED - timedelta(days=days_ago)
    log = a_log(a_set(reps=reps, load=load), id=f"session-{days_ago}", started=started, finished=started)
    return save(log, paths, RealDisk())


ALL = Filter()


def asked(index: Index, what: Filter = ALL) -> list[Sessions]:
    answers: list[Sessions] = []
    for _ in find(index, what, answers.append):
        pass
    return answers


def test_a_few_sessions_come_in_one_answer_with_their_days(home: Path) -> None:
    paths = Paths.under(home)
    for days_ago in (0, 1, 400):
        saved(paths, days_ago)
    with Index.open(paths) as index:
        index.refresh()
        (answer,) = asked(index)
        (found,) = asked(index, Filter(since=STARTED.date()))
    assert answer.whole
    assert [row.id for row in answer.rows] == ["session-0", "session-1", "session-400"]
    days = [(STARTED - timedelta(days=days_ago)).date() for days_ago in (0, 1, 400)]
    assert dict(answer.sets) == dict.fromkeys(days, 1)
    assert sessions_between(answer.sessions, days[1], days[0]) == 2
    assert [row.id for row in found.rows] == ["session-0"]


def test_of_many_sessions_the_newest_come_first_and_with_them_all_days(home: Path) -> None:
    paths = Paths.under(home)
    for days_ago in range(FIRST + 5):
        saved(paths, days_ago)
    with Index.open(paths) as index:
        index.refresh()
        first, whole = asked(index)
        few, all_found = asked(index, Filter(words=("hamstrings",)))
    assert (len(first.rows), first.whole, len(first.sets)) == (FIRST, False, FIRST + 5)
    assert (len(whole.rows), whole.whole) == (FIRST + 5, True)
    assert whole.rows[:FIRST] == first.rows
    assert len(few.sets) == FIRST, "of days that were not asked for nothing is shown"
    assert len(all_found.rows) == FIRST + 5


def records_of(index: Index, number: int) -> list[str]:
    session = next(row for row in index.sessions() if row.id == f"session-{number}")
    answers: list[tuple[Record, ...]] = []
    for _ in Contenders().find(index, session, index.sets_of(session.path), lambda one: answers.append(tuple(one))):
        pass
    return [record_text(record) for record in answers[-1]]


def test_records_are_those_that_beat_all_sessions_before_of_any_year(home: Path) -> None:
    paths = Paths.under(home)
    saved(paths, 800, load=10.0)
    saved(paths, 400, load=9.0)
    saved(paths, 1, load=8.0)
    saved(paths, 0, load=12.0)
    with Index.open(paths) as index:
        index.refresh()
        assert records_of(index, 800) == [], "a first session sets none"
        assert records_of(index, 400) == records_of(index, 1) == []
        assert "12 kg x 10" in records_of(index, 0)


ROWS = st.lists(
    st.builds(
        lambda session, position, reps, load, seconds, side, unit, kind: a_row(
            path=Path(f"/logs/{session}.toml"),
            session=f"{session}",
            started=datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=100 * session),
            position=position,
            reps=reps,
            load=load,
            seconds=seconds,
            side=side,
            unit=unit,
            kind=kind,
        ),
        st.integers(0, 12),
        st.integers(0, 5),
        st.none() | st.integers(0, 14),
        st.sampled_from([None, 0.0, 8.0, 10.0, 12.5]),
        st.sampled_from([None, 30.0, 45.0]),
        st.sampled_from([None, "left", "right"]),
        st.sampled_from(["kg", "lb"]),
        st.sampled_from(["working", "working", "warmup"]),
    ),
    max_size=40,
)


@given(rows=ROWS, unit=st.sampled_from(["kg", "lb"]))
def test_the_holders_of_each_years_records_are_enough_to_know_who_beat_them_all(
    rows: list[SetRow], unit: str
) -> None:
    units = {row.path: row.unit for row in rows}
    rows = [replace(row, unit=units[row.path]) for row in rows]
    last = max((row.started for row in rows), default=datetime(2020, 1, 1, tzinfo=UTC))
    mine = [row for row in rows if row.started == last]
    earlier = [row for row in rows if row.started < last]
    years = {row.started.year for row in earlier}
    contenders = [row for year in years for row in holders([row for row in earlier if row.started.year == year])]
    whole = records_set_by(mine, earlier, unit)
    assert bool(contenders) or not whole
    assert records_set_by(mine, contenders, unit) == whole


class Gate:
    """Lets a question wait in the shelf's thread until the test has asked the next."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def wait(self) -> None:
        self.reached.set()
        assert self.open.wait(PATIENCE)


def shelf_of(home: Path, failed: Callable[[Exception], None]) -> Shelf:
    return Shelf(lambda: Index.open(Paths.under(home)), failed)


def test_the_most_urgent_question_is_answered_first_and_the_newest_of_a_kind_only(home: Path) -> None:
    told: list[str] = []
    gate, done = Gate(), threading.Event()

    def says(word: str, times: int = 1) -> Callable[[Index], Iterator[None]]:
        def question(index: Index) -> Iterator[None]:
            for _ in range(times):
                told.append(word)
                yield

        return question

    def held(index: Index) -> Iterator[None]:
        told.append("held")
        gate.wait()
        yield
        told.append("never")

    def last(index: Index) -> Iterator[None]:
        told.append("records")
        yield
        done.set()

    shelf = shelf_of(home, told.append)  # type: ignore[arg-type]  # an error would be told like a word
    shelf.ask("sessions", held)
    assert gate.reached.wait(PATIENCE)
    shelf.ask("records", says("old records", 5))
    shelf.ask("sessions", says("old sessions"))
    shelf.ask("records", last)
    shelf.ask("sessions", says("sessions", 2))
    shelf.ask("page", says("page"))
    gate.open.set()
    assert done.wait(PATIENCE)
    shelf.close()
    assert told == ["held", "page", "sessions", "sessions", "records"]


def test_an_error_in_an_answer_is_told(home: Path) -> None:
    failed, done = list[Exception](), threading.Event()

    def hear(error: Exception) -> None:
        failed.append(error)
        done.set()

    def question(index: Index) -> Iterator[None]:
        yield
        raise KeyError("a mistake")

    shelf = shelf_of(home, hear)
    shelf.ask("page", question)
    assert done.wait(PATIENCE)
    assert isinstance(failed[0], KeyError)


@pytest.mark.parametrize("asks", [False, True])
def test_a_closed_shelf_ends_its_thread(home: Path, asks: bool) -> None:
    before = set(threading.enumerate())
    failed: list[Exception] = []
    shelf = shelf_of(home, failed.append)
    (thread,) = (one for one in set(threading.enumerate()) - before if one.name == "history")
    if asks:
        shelf.ask("records", lambda index: iter(()))
    shelf.close()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert not failed
