"""From a parsed TOML document to a model, or to every problem of the file at once."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from catalogue.annotations import wanted_at
from catalogue.faults import RuleError
from catalogue.locating import Lines, Location
from catalogue.problems import CatalogueError, Problem
from catalogue.sentences import sentence
from catalogue.text import quoted

MOST_PROBLEMS: Final = 100
"""How many problems of one file are listed; the last line says how many more there are."""

_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")

M = TypeVar("M", bound=BaseModel)


class _Found(NamedTuple):
    line: int
    location: Location
    error: ErrorDetails
    message: str | None


def validate(model: type[M], document: Mapping[str, object], text: str, path: Path | str) -> M:
    """Return the model that `document`, parsed from `text`, describes.

    Raises CatalogueError with all problems in the order of their lines. Rules between several keys of one table
    are checked once each of its keys is right by itself.
    """
    try:
        return model.model_validate(document)
    except ValidationError as error:
        details = error.errors(include_url=False)
    raise CatalogueError(_problems(model, details, Lines(text), str(path)))


def field_name(location: Sequence[str | int]) -> str:
    """Return a location as one reads it, list items counted from 1: `phases[3].kind`."""
    name = ""
    for step in location:
        if isinstance(step, int):
            name += f"[{step + 1}]"
        else:
            key = step if _BARE_KEY.fullmatch(step) else quoted(step)
            name += f".{key}" if name else key
    return name


def _problems(model: type[BaseModel], details: list[ErrorDetails], lines: Lines, path: str) -> list[Problem]:
    found = sorted(
        (each for error in details if not _is_echo(error) for each in _places(error, lines)),
        key=lambda each: each.line,
    )
    problems = [
        Problem(path, each.line, field_name(each.location), each.message or _sentence(model, each.error))
        for each in found[:MOST_PROBLEMS]
    ]
    more = len(found) - len(problems)
    if more:
        problems.append(Problem(path, found[MOST_PROBLEMS].line, "", f"and {more} more problems from here on"))
    return problems


def _is_echo(error: ErrorDetails) -> bool:
    # pydantic counts a list's items without those that have errors of their own.
    items = error["input"]
    return error["type"] == "too_short" and isinstance(items, list) and len(items) >= error["ctx"]["min_length"]


def _places(error: ErrorDetails, lines: Lines) -> list[_Found]:
    location = error["loc"]
    cause = error.get("ctx", {}).get("error")
    if not isinstance(cause, RuleError):
        return [_Found(lines.line(location), location, error, None)]
    places = [((*location, *fault.at), fault.message) for fault in cause.faults]
    return [_Found(lines.line(place), place, error, message) for place, message in places]


def _sentence(model: type[BaseModel], error: ErrorDetails) -> str:
    location = error["loc"]
    return sentence(error, wanted_at(model, location), wanted_at(model, location[:-1]))
