"""From a parsed TOML document to a model, or to every problem of the file at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from catalogue.files.positions import Location, Positions
from catalogue.files.problems import FileProblems, Problem
from catalogue.files.text import quoted
from catalogue.mistakes.drafts import Draft, Mistake, draft
from catalogue.schema.fields import newer_schema
from catalogue.schema.rules import BrokenRule, told

MOST_PROBLEMS: Final = 100
"""How many problems of one file are listed; the last line says how many more there are."""

_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")

M = TypeVar("M", bound=BaseModel)

Rules = Callable[[M], Iterator[BrokenRule]]
"""Further rules of a model. Called with the model or, for a file with mistakes, with its draft."""


class _Found(NamedTuple):
    line: int
    location: Location
    what: Mistake | BrokenRule


def validate(
    model: type[M], document: Mapping[str, object], text: str, path: Path | str, rules: Rules[M] | None = None
) -> M:
    """Return the model that `document`, parsed from `text`, describes.

    Raises FileProblems with all problems in the order of their lines: values that are wrong, rules of the model
    that are broken between values, and `rules`. Of a file of a newer program it is that alone.
    """
    try:
        found = model.model_validate(document)
    except ValidationError:
        made = draft(model, document)
    else:
        faults = tuple(rules(found)) if rules else ()
        if not faults:
            return found
        made = Draft(found, [], [], {})
    problems = _newer(made, document, Positions(text), path) or _problems(made, rules, Positions(text), str(path))
    raise FileProblems(problems)


def _newer(made: Draft[M], document: Mapping[str, object], lines: Positions, path: Path | str) -> list[Problem]:
    # What a newer program writes is not wrong; to call each of its new words a mistake would mislead.
    newer = newer_schema(document.get("schema"))
    found = [mistake for mistake in made.mistakes if mistake.at == ("schema",) and mistake.message == newer]
    return [Problem(str(path), lines.line(each.at), "schema", newer) for each in found]


def field_name(location: Sequence[str | int]) -> str:
    """Return a location for a message, with list items counted from 1: `phases[3].kind`."""
    name = ""
    for step in location:
        if isinstance(step, int):
            name += f"[{step + 1}]"
        else:
            key = step if _BARE_KEY.fullmatch(step) else quoted(step)
            name += f".{key}" if name else key
    return name


def _problems(made: Draft[M], rules: Rules[M] | None, lines: Positions, path: str) -> list[Problem]:
    broken = told(made.faults(), rules(made.whole) if rules else ())
    found = sorted(_places([*made.mistakes, *broken], made, lines), key=lambda each: each.line)
    problems = [
        Problem(path, each.line, field_name(each.location), each.what.message) for each in found[:MOST_PROBLEMS]
    ]
    more = len(found) - len(problems)
    if more:
        problems.append(Problem(path, found[MOST_PROBLEMS].line, "", f"and {more} more problems from here on"))
    return problems


def _places(all_found: Iterable[Mistake | BrokenRule], made: Draft[M], lines: Positions) -> Iterator[_Found]:
    for each in all_found:
        place = made.place(each.at)
        yield _Found(lines.line(place), place, each)
