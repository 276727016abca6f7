"""`repcue log list`: all sessions, or those that match."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from tui.cli.arguments import as_json, day_option, folders, problems_json, say_problems
from tui.cli.indexed import indexed
from tui.logbook.index.rows import Filter
from tui.machine.printing import say, say_json, table
from tui.words.days import stamp
from tui.words.logged_session import outcome_text
from tui.words.quantities import minutes_text, number_text

if TYPE_CHECKING:
    from catalogue.files.problems import Problem
    from tui.logbook.index.rows import SessionRow


@click.command("list")
@click.option("--exercise", metavar="ID", help="Only sessions with this exercise.")
@click.option("--routine", metavar="ID", help="Only sessions of this routine.")
@day_option("--since", "Only sessions from this day on, such as 2026-01-31.")
@day_option("--until", "Only sessions up to this day.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the newest N.")
@as_json
def list_logs_command(
    exercise: str | None,
    routine: str | None,
    since: date | None,
    until: date | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List sessions, the newest first. Warm-up sets are not counted.

    \b
    Examples:
      repcue log list
      repcue log list --exercise extended-lunge --since 2026-01-01
      repcue log list --limit 5 --json
    """
    paths = folders()
    asked = Filter(exercise, routine, since, until, limit=limit)
    with indexed(paths) as index:
        found, problems = index.sessions(asked), index.problems()
    if as_json:
        say_json(_document(found, problems))
        return
    if found:
        say(table([_HEADINGS, *map(_row, found)], indent=""))
    elif asked != Filter(limit=limit):
        say("No sessions match.")
    elif problems:
        say(f"No readable logs in {paths.logs}")
    else:
        say(f"No logs yet in {paths.logs}")
    say_problems(problems)


_HEADINGS = ("started", "session", "sets", "reps", "volume load", "min", "outcome", "file")


def _row(found: SessionRow) -> tuple[str, ...]:
    return (
        stamp(found.started),
        found.name if len(found.name) <= 40 else f"{found.name[:39]}…",
        number_text(found.sets),
        number_text(found.reps),
        f"{number_text(found.volume_load)} {found.unit}" if found.volume_load else "-",
        minutes_text(found.active_seconds),
        outcome_text(found.outcome),
        found.path.stem,
    )


def _document(found: Sequence[SessionRow], problems: Sequence[Problem]) -> dict[str, object]:
    """Return the document of `repcue log list --json`.

    schema: 1
    logs[].id: the session's id
    logs[].path: its log
    logs[].name: its name
    logs[].routine: the routine's id, null for a session made of exercises
    logs[].started: when it began, ISO 8601 with an offset
    logs[].outcome: completed, ended-early or recovered
    logs[].sets: sets done without warm-ups; both legs make one
    logs[].reps: reps of these sets, both legs added
    logs[].volume_load: sum of reps x load as written, in unit
    logs[].unit: kg or lb
    logs[].active_seconds: from start to end, less pauses
    logs[].effort: how hard it was, 1 to 10, null if not said
    logs[].exercises: the ids of its exercises, as a list
    problems[].path: the file with the problem
    problems[].line: the line in it, null where it is the whole file
    problems[].message: what is wrong, beginning with the field where there is one
    """
    return {"schema": 1, "logs": [_summary(row) for row in found], "problems": problems_json(problems)}


def _summary(found: SessionRow) -> dict[str, object]:
    return {
        "id": found.id,
        "path": str(found.path),
        "name": found.name,
        "routine": found.routine,
        "started": found.started.isoformat(),
        "outcome": found.outcome,
        "sets": found.sets,
        "reps": found.reps,
        "volume_load": found.volume_load,
        "unit": found.unit,
        "active_seconds": found.active_seconds,
        "effort": found.effort,
        "exercises": list(found.exercises),
    }
