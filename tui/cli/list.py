"""`repcue list`: what can be run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.arguments import (
    HELP_NAMES,
    as_json,
    folders,
    problems_json,
    say_problems,
    settings_of,
)
from tui.cli.duration import duration
from tui.machine.printing import say, say_json, table
from tui.settings import wishes
from tui.words.quantities import about, counted, whole_minutes

if TYPE_CHECKING:
    from catalogue.loading import Catalogue
    from catalogue.schema.models import Exercise, Routine
    from tui.session.resolve import Wishes


@click.command("list", context_settings=HELP_NAMES)
@as_json
def list_command(as_json: bool) -> None:
    """List the routines and exercises that can be run.

    \b
    Examples:
      repcue list
      repcue list --json
    """
    from catalogue.loading import load_catalogue  # not for --help

    paths = folders()
    wished = wishes(settings_of(paths))
    catalogue = load_catalogue(paths.config)
    if as_json:
        say_json(_document(catalogue, wished))
        return
    say("Routines")
    say(table([_routine_row(each, catalogue, wished) for each in catalogue.routines.values()]))
    say("\nExercises")
    say(table([_exercise_row(each, catalogue) for each in catalogue.exercises.values()]))
    say_problems(catalogue.problems)


def _routine_row(routine: Routine, catalogue: Catalogue, wished: Wishes) -> list[str]:
    return [
        routine.id,
        routine.name,
        counted(len(routine.exercise_ids), "exercise"),
        about(duration(routine, catalogue, wished)),
        _yours(catalogue.routine_origins[routine.id]),
    ]


def _exercise_row(exercise: Exercise, catalogue: Catalogue) -> list[str]:
    return [
        exercise.id,
        exercise.name,
        exercise.level,
        exercise.pattern,
        ", ".join(exercise.equipment),
        _yours(catalogue.exercise_origins[exercise.id]),
    ]


def _yours(origin: str) -> str:
    return "" if origin == "bundled" else "yours"


def _document(catalogue: Catalogue, wished: Wishes) -> dict[str, object]:
    """Return the document of `repcue list --json`.

    schema: 1
    exercises[].id: the exercise's id
    exercises[].name: its name
    exercises[].level: beginner, intermediate or advanced
    exercises[].pattern: the kind of movement, such as hinge
    exercises[].sides: bilateral, unilateral or alternating
    exercises[].equipment: what it needs, as a list of words
    exercises[].origin: bundled, or the path of your own file
    routines[].id: the routine's id
    routines[].name: its name
    routines[].summary: one sentence
    routines[].exercises: the ids of its exercises, as a list
    routines[].minutes: how long it takes, rounded up
    routines[].origin: bundled, or the path of your own file
    problems[].path: the file with the problem
    problems[].line: the line in it, null where it is the whole file
    problems[].message: what is wrong, beginning with the field where there is one
    """
    return {
        "schema": 1,
        "exercises": [
            {
                "id": each.id,
                "name": each.name,
                "level": each.level,
                "pattern": each.pattern,
                "sides": each.sides.mode,
                "equipment": list(each.equipment),
                "origin": catalogue.exercise_origins[each.id],
            }
            for each in catalogue.exercises.values()
        ],
        "routines": [
            {
                "id": each.id,
                "name": each.name,
                "summary": each.summary,
                "exercises": list(each.exercise_ids),
                "minutes": whole_minutes(duration(each, catalogue, wished)),
                "origin": catalogue.routine_origins[each.id],
            }
            for each in catalogue.routines.values()
        ],
        "problems": problems_json(catalogue.problems),
    }
