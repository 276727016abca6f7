"""`repcue list` and `repcue show`: what can be run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from tui.cli.arguments import (
    HELP_NAMES,
    as_json,
    complete_runnable,
    folders,
    problems_json,
    say_problems,
    settings_of,
    wrong_usage,
)
from tui.machine.printing import say, say_json, table
from tui.words.quantities import counted

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
    from catalogue.loading import load_catalogue
    from tui.settings import wishes

    paths = folders()
    wished = wishes(settings_of(paths))
    catalogue = load_catalogue(paths.config)
    if as_json:
        say_json(_listing(catalogue, wished))
        return
    say("Routines")
    say(table([_routine_row(each, catalogue, wished) for each in catalogue.routines.values()]))
    say("\nExercises")
    say(table([_exercise_row(each, catalogue) for each in catalogue.exercises.values()]))
    say_problems(catalogue.problems)


@click.command(context_settings=HELP_NAMES)
@click.argument("wanted", metavar="ID", shell_complete=complete_runnable)
@as_json
def show(wanted: str, as_json: bool) -> None:
    """Show a routine or an exercise.

    It says what is done, how, and how long it takes.

    \b
    Examples:
      repcue show single-leg-deadlift
      repcue show hamstrings-at-home
    """
    from catalogue.loading import load_catalogue
    from tui.cli.indexed import indexed
    from tui.cli.show_page import exercise_page, routine_page
    from tui.runtime.selection import UnknownId, chosen, with_e1rms
    from tui.settings import wishes

    paths = folders()
    catalogue = load_catalogue(paths.config)
    try:
        (found,) = chosen([wanted], catalogue)
    except UnknownId as error:
        raise wrong_usage(str(error)) from error
    wished = with_e1rms(wishes(settings_of(paths)), [found], paths, indexed)
    is_routine = wanted in catalogue.routines
    if as_json:
        say_json(_shown(found, is_routine, catalogue, wished))
    elif is_routine:
        say(routine_page(catalogue.routines[wanted], catalogue, wished))
    else:
        say(exercise_page(catalogue.exercises[wanted], catalogue, wished))


def _shown(found: Routine | Exercise, is_routine: bool, catalogue: Catalogue, wished: Wishes) -> dict[str, object]:
    """Return the document of `repcue show --json`.

    schema: 1
    kind: exercise or routine
    origin: bundled, or the path of your own file
    minutes: how long it takes, rounded up
    exercise.*: of an exercise, every key of its file; what is left out there has its default
    routine.*: of a routine, every key of its file
    """
    kind = "routine" if is_routine else "exercise"
    origins = catalogue.routine_origins if is_routine else catalogue.exercise_origins
    minutes = _minutes(found, catalogue, wished)
    return {"schema": 1, "kind": kind, "origin": origins[found.id], "minutes": minutes, kind: _plain(found)}


def _minutes(item: Routine | Exercise, catalogue: Catalogue, wished: Wishes) -> int:
    """The estimate of the whole item in minutes, rounded up."""
    from tui.session.estimate import estimate
    from tui.session.resolve import resolve

    return -(-estimate(resolve([item], catalogue.exercises, wished)) // 60_000)


def _routine_row(routine: Routine, catalogue: Catalogue, wished: Wishes) -> list[str]:
    return [
        routine.id,
        routine.name,
        counted(len(routine.exercise_ids), "exercise"),
        f"about {_minutes(routine, catalogue, wished)} min",
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


def _listing(catalogue: Catalogue, wished: Wishes) -> dict[str, object]:
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
                "minutes": _minutes(each, catalogue, wished),
                "origin": catalogue.routine_origins[each.id],
            }
            for each in catalogue.routines.values()
        ],
        "problems": problems_json(catalogue.problems),
    }


def _plain(value: object) -> object:
    """A model as JSON has it, with the names and the notation of the TOML file; what is left out stays out."""
    from pydantic import BaseModel

    match value:
        case BaseModel():
            fields = type(value).model_fields.items()
            kept = ((field.alias or name, getattr(value, name)) for name, field in fields)
            return {name: _plain(each) for name, each in kept if each is not None}
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case tuple() | list():
            return [_plain(each) for each in value]
        case None | bool() | int() | float():
            return value
        case _:
            return str(value)
