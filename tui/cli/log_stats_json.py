"""The JSON of `repcue log stats`, schema 1.

Loads are in `unit`; days are ISO 8601; what there is none of is null. The names of the fields are the promise.
"""

from __future__ import annotations

from dataclasses import asdict

from tui.cli.log_stats_facts import Asked, OneExercise, Overview
from tui.logbook.statistics.balance import Balance
from tui.logbook.statistics.records import PersonalRecord
from tui.words.leg_balance import advice_text

Json = dict[str, object]


def overview_json(found: Overview) -> Json:
    """Return the document of `repcue log stats --json`; the command adds the problems.

    schema: 1
    since: the first day asked for, null for no bound
    until: the last day asked for, null for no bound
    unit: kg or lb, of all loads
    goal_sessions_a_week: the goal in the settings, 0 for none
    weeks[].monday: the day a week begins, twelve weeks, oldest first
    weeks[].sessions: sessions in it
    weeks[].sets: sets in it without warm-ups
    weeks[].met: whether it met the goal
    current_run: weeks in a row that met the goal, up to now
    longest_run: the longest such run
    due_today.id: what the plan for the week has today; due_today is null where it has nothing
    due_today.name: its name
    due_today.done: whether it was done today
    totals.sessions: sessions in all
    totals.sets: sets without warm-ups; both legs make one
    totals.reps: reps of these, both legs added
    totals.volume_load: sum of reps x load as written
    totals.active_seconds: time without pauses
    exercises[].id: the exercise's id
    exercises[].name: its name
    exercises[].sessions: sessions with it
    exercises[].last_day: the last of their days
    exercises[].best_set.kind: heaviest load, most reps, best volume load, best e1RM or longest hold;
        best_set is null where there is none
    exercises[].best_set.exercise: the exercise's id
    exercises[].best_set.value: what was reached
    exercises[].best_set.unit: of the value: kg, lb, reps or s
    exercises[].best_set.reps: reps of the set, of the whole session for a volume load
    exercises[].best_set.load: load of the set, null where there was none
    exercises[].best_set.load_unit: kg or lb
    exercises[].best_set.load_counts: what the load counts, null where the log doesn't say
    exercises[].best_set.side: the leg, null for both
    exercises[].best_set.day: the day of the set
    exercises[].best_set.path: its log
    exercises[].e1rm: the best estimated one-rep maximum, null without a load
    problems[].path: the file with the problem
    problems[].line: the line in it, null where it is the whole file
    problems[].message: what is wrong, beginning with the field where there is one
    """
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
    """Return the document of `repcue log stats ID --json`; the command adds the problems.

    schema: 1
    since: the first day asked for, null for no bound
    until: the last day asked for, null for no bound
    unit: kg or lb, of all loads
    exercise.id: the exercise's id
    exercise.name: its name
    sessions: sessions with it
    records[].kind: heaviest load, most reps, best volume load, best e1RM or longest hold
    records[].exercise: the exercise's id
    records[].value: what was reached
    records[].unit: of the value: kg, lb, reps or s
    records[].reps: reps of the set, of the whole session for a volume load
    records[].load: load of the set, null where there was none
    records[].load_unit: kg or lb
    records[].load_counts: what the load counts, null where the log doesn't say
    records[].side: the leg, null for both
    records[].day: the day of the record
    records[].path: the log it is in
    series[].side: the leg, null for both; a list of points for each
    series[].points[].day: the day of a session, oldest first
    series[].points[].path: its log
    series[].points[].side: the leg again
    series[].points[].sets: sets without warm-ups
    series[].points[].best_set_reps: reps of the best set
    series[].points[].best_set_load: load of the best set
    series[].points[].volume_load: sum of reps x load as written
    series[].points[].e1rm: estimated one-rep maximum, null without a load
    series[].points[].reps: reps of all sets
    series[].points[].seconds: seconds of all timed sets
    series[].points[].best_seconds: the longest timed set
    balance.gaps[].day: the day of a session in which both legs worked, oldest first
    balance.gaps[].path: its log
    balance.gaps[].left: what the left leg did
    balance.gaps[].right: what the right leg did
    balance.gaps[].measure: of what: volume load, reps or seconds
    balance.gaps[].percent: how far apart, in per cent of the stronger leg
    balance.gaps[].weaker: the weaker leg, null where both did the same
    balance.trend: per cent points a session, null for fewer than three sessions
    balance.direction: what the trend means, null where there is none
    balance.weaker: the weaker leg of late, null for neither
    balance.advice: the leg to start with, null for no advice
    balance.advice_text: the advice in a sentence
    problems[].path: the file with the problem
    problems[].line: the line in it, null where it is the whole file
    problems[].message: what is wrong, beginning with the field where there is one
    """
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


def _record(record: PersonalRecord) -> Json:
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
