"""`repcue show`: a routine or an exercise in full."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from tui.cli.arguments import HELP_NAMES, as_json, complete_runnable, folders, settings_of, wrong_usage
from tui.cli.duration import duration
from tui.cli.indexed import indexed
from tui.cli.show_page import exercise_page, routine_page
from tui.machine.printing import say, say_json
from tui.runtime.selection import UnknownId, chosen, with_e1rms
from tui.settings import wishes
from tui.words.quantities import whole_minutes

if TYPE_CHECKING:
    from catalogue.loading import Catalogue
    from catalogue.schema.models import Exercise, Routine
    from tui.session.resolve import Wishes


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
    from catalogue.loading import load_catalogue  # not for --help

    paths = folders()
    catalogue = load_catalogue(paths.config)
    try:
        (found,) = chosen([wanted], catalogue)
    except UnknownId as error:
        raise wrong_usage(str(error)) from error
    wished = with_e1rms(wishes(settings_of(paths)), [found], paths, indexed)
    is_routine = wanted in catalogue.routines
    if as_json:
        say_json(_document(found, is_routine, catalogue, wished))
    elif is_routine:
        say(routine_page(catalogue.routines[wanted], catalogue, wished))
    else:
        say(exercise_page(catalogue.exercises[wanted], catalogue, wished))


def _document(found: Routine | Exercise, is_routine: bool, catalogue: Catalogue, wished: Wishes) -> dict[str, object]:
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
    minutes = whole_minutes(duration(found, catalogue, wished))
    return {"schema": 1, "kind": kind, "origin": origins[found.id], "minutes": minutes, kind: _plain(found)}


def _plain(value: object) -> object:
    """Return a model for JSON, with the names and the notation of the TOML file; what is left out stays out."""
    from pydantic import BaseModel  # not for --help

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
