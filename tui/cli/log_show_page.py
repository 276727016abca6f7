"""The page of `repcue log show`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import TYPE_CHECKING

from tui.logbook.statistics.sparkline import sparkline
from tui.machine.printing import table
from tui.words.done_sets import more_text, unweighed_text
from tui.words.quantities import counted, load_text, span

MOST_BARS = 20

if TYPE_CHECKING:
    from tui.logbook.log.log_model import Log, LogSet
    from tui.logbook.log.store import LogFile


def log_page(file: LogFile, names: Mapping[str, str]) -> str:
    """Return a session as it was done: the whole first, then every set; `names` are the exercises', by id."""
    return "\n".join(_lines(file, names))


def _lines(file: LogFile, names: Mapping[str, str]) -> Iterator[str]:
    log = file.log
    yield log.name
    yield f"{log.started:%a %d %b %Y, %H:%M} to {log.finished:%H:%M} · {log.outcome}"
    yield _totals(log)
    for line in log.note.splitlines():
        yield fill(line, 80)
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


def _totals(log: Log) -> str:
    parts = [counted(log.set_count, "set"), counted(log.reps, "rep")]
    if log.volume_load:
        parts.append(f"volume load {log.volume_load:g} {log.unit}")
    if log.unweighed:
        parts.append(unweighed_text(log.unweighed))
    parts.append(span(log.active_seconds))
    if log.paused_seconds:
        parts.append(f"paused {span(log.paused_seconds)}")
    if log.planned_sets is not None and log.set_count < log.planned_sets:
        parts[0] += f" of {log.planned_sets} planned"
    if log.effort is not None:
        parts.append(f"effort {log.effort:g}")
    return " · ".join(parts)


def _row(row: LogSet, unit: str) -> tuple[str, ...]:
    return (
        f"{'warm-up ' if row.kind == 'warmup' else ''}set {row.set}",
        row.side or "",
        _done(row),
        load_text(row.load, unit, row.load_counts or "total"),
        _rested(row),
        "" if row.rpe is None else f"RPE {row.rpe:g}",
        _rep_by_rep(row),
        more_text(row, unit),
    )


def _rested(row: LogSet) -> str:
    if row.rest is None:
        return ""
    planned = row.target_rest is not None and abs(row.target_rest - row.rest) >= 1
    return f"rest {span(row.rest)}" + (f" of {span(row.target_rest or 0)}" if planned else "")


def _rep_by_rep(row: LogSet) -> str:
    """How the seconds of the reps went, from the quickest to the slowest."""
    took = row.rep_durations
    if not took:
        return ""
    return f"{sparkline(took[:MOST_BARS])} {sum(took) / len(took):.1f} s a rep"


def _done(row: LogSet) -> str:
    if row.reps is None:
        held = f"{row.seconds or 0:g} s"
        at_least = "+" if row.kind == "amrap" else ""
        return held if row.target_seconds is None else f"{held} of {row.target_seconds:g}{at_least} s"
    target = "" if row.target is None else f"{row.target}-{row.target_max}" if row.target_max else str(row.target)
    target += "+" if target and row.kind == "amrap" else ""
    took = "" if row.seconds is None else f" in {row.seconds:g} s"
    return f"{row.reps}{' of ' if target else ''}{target} reps{took}"
