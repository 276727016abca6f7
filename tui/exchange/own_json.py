"""repcue's own JSON: every log whole, keys of a person's own with it. What is written reads back as the same logs.

The document of a log is that of its TOML file, with dates and times as ISO 8601 text. A value of a person's own that
JSON lacks (a date, a time, an infinite number) is `{"$toml": "2026-11-22"}`, with the value as TOML writes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

import tomli
import tomli_w

from catalogue.problems import CatalogueError, Problem
from tui.exchange.gathering import MOST_PROBLEMS
from tui.exchange.rows import Reading
from tui.logbook.models import Log
from tui.logbook.store import parse_log

NAME: Final = "json"
FORMAT: Final = "repcue-logs"

_TOML: Final = "$toml"
_DEEPEST: Final = 30
_LONGEST_TOML: Final = 64
"""Letters of a date and time, with room."""
_MOMENTS: Final = frozenset({"started", "finished"})


def is_own(document: object) -> bool:
    """Whether a JSON document is an export of ours, or one log as `repcue log show --json` prints it."""
    return isinstance(document, dict) and (
        document.get("format") == FORMAT or {"schema", "sets", "id"} <= document.keys()
    )


def write(logs: Iterable[Log]) -> Iterator[str]:
    """Yield the lines of a document, one a log."""
    yield f'{{"format": "{FORMAT}", "schema": 1, "logs": ['
    between = "\n"
    for log in logs:
        yield between + json.dumps(_told(log.document(), top=True), allow_nan=False)
        between = ",\n"
    yield "\n]}\n"


def read(document: object, path: Path) -> Reading:
    """Read a document; a log that is not right is named by its number, as JSON is often all in one line."""
    assert isinstance(document, dict)
    if document.get("format") == FORMAT and document.get("schema") != 1:
        message = "was written by a newer repcue, or is not what it was; update, or export it again"
        raise CatalogueError([Problem(str(path), 1, "schema", message)])
    told = document.get("logs") if document.get("format") == FORMAT else [document]
    if not isinstance(told, list):
        raise CatalogueError([Problem(str(path), None, "logs", "a list of logs is wanted")])
    logs: list[Log] = []
    problems: list[Problem] = []
    for number, each in enumerate(told, 1):
        try:
            logs.append(_log(each, path))
        except CatalogueError as error:
            problems += [
                Problem(str(path), None, f"logs[{number}].{found.field}".rstrip("."), found.message)
                for found in error.problems
            ]
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            problems.append(Problem(str(path), None, f"logs[{number}]", f"is no log: {error}"))
    return Reading((), tuple(logs), tuple(problems[:MOST_PROBLEMS]))


def _log(told: object, path: Path) -> Log:
    if not isinstance(told, dict):
        raise ValueError("an object is wanted")
    document = _meant(told, 0)
    assert isinstance(document, dict)
    _set_moments(document)
    # By way of the text of a log, so that what is imported is what will be read.
    text = tomli_w.dumps(document)
    text.encode()
    log = parse_log(text, path)
    if log.finished < log.started:
        raise ValueError("it finished before it started")
    return log


def _set_moments(document: dict[str, object]) -> None:
    for key in _MOMENTS & document.keys():
        if isinstance(found := document[key], str):
            document[key] = datetime.fromisoformat(found)
    rows = document.get("sets")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(started := row.get("started"), str):
            row["started"] = time.fromisoformat(started)


def _told(value: object, *, top: bool = False, row: bool = False) -> object:
    match value:
        case dict():
            told = {key: _told_of_key(key, each, top=top, row=row) for key, each in value.items()}
            return {_TOML: told} if told.keys() == {_TOML} else told
        case list() | tuple():
            return [_told(each, row=row) for each in value]
        case datetime() | date() | time():
            return {_TOML: _toml(value)}
        case float() if not math.isfinite(value):
            return {_TOML: _toml(value)}
        case _:
            return value


def _told_of_key(key: str, value: object, *, top: bool, row: bool) -> object:
    if (top and key in _MOMENTS) or (row and key == "started"):
        assert isinstance(value, datetime | time)
        return value.isoformat()
    return _told(value, row=top and key == "sets")


def _toml(value: object) -> str:
    return tomli_w.dumps({"v": value}).removeprefix("v = ").rstrip("\n")


def _meant(value: object, depth: int) -> object:
    if depth > _DEEPEST:
        raise ValueError(f"nests more than {_DEEPEST} deep")
    match value:
        case {"$toml": str(text), **more} if not more:
            if len(text) > _LONGEST_TOML:
                raise ValueError(f"{_TOML} holds {len(text)} characters; it is for a date, a time or a number")
            return tomli.loads(f"v = {text}")["v"]
        case {"$toml": dict(table), **more} if not more:
            return _meant_table(table, depth)
        case dict():
            return _meant_table(value, depth)
        case list():
            return [_meant(each, depth + 1) for each in value]
        case _:
            return value


def _meant_table(table: Mapping[str, object], depth: int) -> dict[str, object]:
    return {key: _meant(each, depth + 1) for key, each in table.items() if each is not None}
