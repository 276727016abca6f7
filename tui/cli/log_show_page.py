"""The page of `repcue log show`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from tui.machine.printing import table
from tui.words.days import period_text
from tui.words.done_sets import more_text
from tui.words.logged_session import course_text, sums
from tui.words.logged_sets import held_text, logged_done, logged_load, logged_rest
from tui.words.quantities import rpe_text
from tui.words.session_card import record_titles
from tui.words.sets import set_name
from tui.words.sparkline import sparkline

MOST_BARS = 20

if TYPE_CHECKING:
    from tui.logbook.log.log_model import LogSet
    from tui.logbook.log.store import LogFile
    from tui.logbook.statistics.records import PersonalRecord


def log_page(file: LogFile, names: Mapping[str, str], records: Sequence[PersonalRecord] = ()) -> str:
    """Return a session, its totals first, then every set. `names` are those of the exercises, by id."""
    return "\n".join(_lines(file, names, records))


def _lines(file: LogFile, names: Mapping[str, str], records: Sequence[PersonalRecord]) -> Iterator[str]:
    log = file.log
    yield log.name
    yield period_text(log.started, log.finished)
    yield course_text(log)
    yield " · ".join(sums(log.set_count, log.reps, log.volume_load, log.unit, log.unweighed))
    for line in log.note.splitlines():
        yield fill(line, 80)
    titles = {row.exercise: row.name or names.get(row.exercise, row.exercise) for row in log.sets}
    yield from record_titles(records, titles, ())
    exercise = None
    rows: list[tuple[str, ...]] = []
    for row in log.sets:
        if row.exercise != exercise:
            if rows:
                yield table(rows)
            rows, exercise = [], row.exercise
            yield ""
            yield row.name or names.get(exercise, exercise)
        rows.append(_row(row, log.unit))
    if rows:
        yield table(rows)
    yield ""
    yield f"Log: {file.path}"


def _row(row: LogSet, unit: str) -> tuple[str, ...]:
    return (
        set_name(row.set, row.kind),
        row.side or "",
        _done(row),
        logged_load(row, unit),
        logged_rest(row),
        rpe_text(row.rpe),
        _rep_by_rep(row),
        more_text(row, unit),
    )


def _rep_by_rep(row: LogSet) -> str:
    """Return the seconds of the reps as bars, and their mean."""
    took = row.rep_durations
    if not took:
        return ""
    return f"{sparkline(took[:MOST_BARS])} {sum(took) / len(took):.1f} s a rep"


def _done(row: LogSet) -> str:
    took = "" if row.reps is None or row.seconds is None else f" in {held_text(row.seconds)}"
    return f"{logged_done(row)}{took}"
