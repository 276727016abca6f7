"""The pages of `repcue log stats`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from catalogue.schema.words import SideName
from tui.cli.log_stats_facts import OneExercise, Overview
from tui.logbook.statistics.balance import Balance, SideGap
from tui.logbook.statistics.consistency import Consistency
from tui.logbook.statistics.series import SeriesPoint
from tui.logbook.statistics.totals import Totals
from tui.machine.printing import table
from tui.words.consistency_line import consistency_line
from tui.words.leg_balance import advice_text, percent_text, verdict_text
from tui.words.logged_session import sums
from tui.words.quantities import counted, number_text, plural, times, weight_text
from tui.words.record_lines import record_text
from tui.words.sparkline import sparkline

SHOWN_SESSIONS: Final = 26
"""Sessions in a sparkline, the newest; with the words beside it, it fills a terminal of 80 columns."""
SHOWN_GAPS: Final = 12


def overview_page(found: Overview) -> str:
    """Return the page of all exercises."""
    return "\n".join(_overview_lines(found))


def exercise_page(found: OneExercise) -> str:
    """Return the page of one exercise."""
    return "\n".join(_exercise_lines(found))


def _overview_lines(found: Overview) -> Iterator[str]:
    yield "The last twelve weeks"
    yield table(_week_rows(found.consistency))
    runs = found.consistency
    line = consistency_line(runs, found.due.name if found.due else None, found.due is not None and found.due.done)
    if line:
        yield line
    if runs.longest_run:
        yield f"Longest run of weeks that met the goal: {runs.longest_run}"
    yield ""
    yield f"In all: {_totals_text(found.totals, found.asked.unit)}"
    if found.exercises:
        yield ""
        rows = [("exercise", "sessions", "last", "best set", "e1RM")]
        for name, brief in found.exercises:
            estimate = weight_text(round(brief.e1rm.value, 1), brief.e1rm.unit) if brief.e1rm else "-"
            best = record_text(brief.best_set) if brief.best_set else "-"
            rows.append((name, str(brief.sessions), brief.last_day.isoformat(), best, estimate))
        yield table(rows, indent="")


def _week_rows(found: Consistency) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("from Monday", "sessions", "sets", "goal met" if found.goal else "")]
    rows += [
        (week.monday.isoformat(), str(week.sessions), str(week.sets), "yes" if week.met else "")
        for week in found.weeks
    ]
    return rows


def _totals_text(found: Totals, unit: str) -> str:
    parts = sums(found.sets, found.reps, found.volume_load, unit)
    return " · ".join([counted(found.sessions, "session"), *parts, *times(found.active_seconds, 0)])


def _exercise_lines(found: OneExercise) -> Iterator[str]:
    yield found.name
    if not found.sessions:
        yield (
            "No sessions of it in these days." if found.asked.since or found.asked.until else "No sessions of it yet."
        )
        return
    days = [point.day for points in found.series.values() for point in points]
    first, last = min(days), max(days)
    between = f"on {first}" if first == last else f"from {first} to {last}"
    yield f"{counted(found.sessions, 'session')} {between}"
    yield ""
    yield "Records"
    yield table([(each.kind, record_text(each), each.side or "", each.day.isoformat()) for each in found.records])
    yield ""
    longest = max(len(points) for points in found.series.values())
    newest = f", the last {SHOWN_SESSIONS}" if longest > SHOWN_SESSIONS else ""
    yield f"Session by session, the oldest first{newest}"
    yield table(
        [row for side, points in found.series.items() for row in _series_rows(side, points, found.asked.unit)]
    )
    if found.balance.gaps:
        yield ""
        yield from _balance_lines(found.balance, found.asked.unit)


def _series_rows(side: SideName | None, points: Sequence[SeriesPoint], unit: str) -> Iterator[tuple[str, ...]]:
    measures: tuple[tuple[str, str, Callable[[SeriesPoint], float | None]], ...] = (
        ("e1RM", f" {unit}", lambda point: point.e1rm),
        ("volume load", f" {unit}", lambda point: point.volume_load or None),
        ("reps", "", lambda point: point.reps or None),
        ("time held", " s", lambda point: point.seconds or None),
    )
    for name, suffix, value in measures:
        values = [value(point) for point in points[-SHOWN_SESSIONS:]]
        known = [each for each in values if each is not None]
        if known:
            least, most, last = map(number_text, (min(known), max(known), known[-1]))
            spread = f"{least} to {most}{suffix}, last {last}{suffix}"
            yield side or "", name, sparkline(values), spread


def _balance_lines(found: Balance, unit: str) -> Iterator[str]:
    newest = f", the last {SHOWN_GAPS} sessions" if len(found.gaps) > SHOWN_GAPS else ""
    yield f"Left and right{newest}"
    yield table([_gap_row(gap, unit) for gap in found.gaps[-SHOWN_GAPS:]])
    yield verdict_text(found)
    if found.advice:
        yield advice_text(found.advice)


def _gap_row(gap: SideGap, unit: str) -> tuple[str, ...]:
    weaker = f"{gap.weaker} weaker" if gap.weaker else ""
    left, right = f"left {_amount(gap, gap.left, unit)}", f"right {_amount(gap, gap.right, unit)}"
    return gap.day.isoformat(), left, right, f"gap {percent_text(gap.percent)}", weaker


def _amount(gap: SideGap, amount: float, unit: str) -> str:
    word = {"volume load": unit, "reps": plural(amount, "rep"), "seconds": "s"}[gap.measure]
    return f"{number_text(amount)} {word}"
