"""The JSON of `repcue log stats`, schema 1.

Loads are in `unit`; days are ISO 8601; what there is none of is null. The names of the fields are the promise.
"""

from __future__ import annotations

from dataclasses import asdict

from tui.cli.stats_facts import Asked, OneExercise, Overview
from tui.logbook.statistics.balance import Balance, advice_text
from tui.logbook.statistics.records import Record

Json = dict[str, object]


def overview_json(found: Overview) -> Json:
    """Return schema, since, until, unit, goal_sessions_a_week, weeks, runs, due_today, totals and exercises."""
    steady = found.consistency
    weeks = [asdict(week) | {"monday": week.monday.isoformat()} for week in steady.weeks]
    exercises: list[Json] = [
        {
            "id": line.exercise,
            "name": name,
            "sessions": line.sessions,
            "last_day": line.last_day.isoformat(),
            "best_set": line.best_set and _record(line.best_set),
            "e1rm": line.e1rm and line.e1rm.value,
        }
        for name, line in found.exercises
    ]
    return _head(found.asked) | {
        "goal_sessions_a_week": steady.goal,
        "weeks": weeks,
        "current_run": steady.current_run,
        "longest_run": steady.longest_run,
        "due_today": found.due and asdict(found.due),
        "totals": asdict(found.totals),
        "exercises": exercises,
    }


def exercise_json(found: OneExercise) -> Json:
    """Return schema, since, until, unit, exercise, sessions, records, series (a list, one a side) and balance."""
    sides: list[Json] = [
        {
            "side": side,
            "points": [asdict(point) | {"day": point.day.isoformat(), "path": str(point.path)} for point in points],
        }
        for side, points in found.series.items()
    ]
    return _head(found.asked) | {
        "exercise": {"id": found.id, "name": found.name},
        "sessions": found.sessions,
        "records": [_record(record) for record in found.records],
        "series": sides,
        "balance": _balance(found.balance),
    }


def _head(asked: Asked) -> Json:
    return {
        "schema": 1,
        "since": asked.since and asked.since.isoformat(),
        "until": asked.until and asked.until.isoformat(),
        "unit": asked.unit,
    }


def _record(record: Record) -> Json:
    return asdict(record) | {"day": record.day.isoformat(), "path": str(record.path)}


def _balance(found: Balance) -> Json:
    return {
        "gaps": [asdict(gap) | {"day": gap.day.isoformat(), "path": str(gap.path)} for gap in found.gaps],
        "trend": found.trend,
        "direction": found.direction,
        "weaker": found.weaker,
        "advice": found.advice,
        "advice_text": found.advice and advice_text(found.advice),
    }
