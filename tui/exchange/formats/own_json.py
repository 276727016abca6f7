"""repcue's JSON: every log whole, with the keys that a person added. An import restores the same logs.

A log has the keys of its TOML file, with dates and times as ISO 8601 text. In added keys, a value that JSON lacks (a
date, a time, an infinite number) is `{"$toml": "2026-11-22"}`, in TOML's notation.
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

from catalogue.files.problems import FileProblems, Problem
from tui.exchange.collector import MOST_PROBLEMS
from tui.exchange.format import Format, ImportDefaults, JsonDocument, Target
from tui.exchange.session_record import Reading
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import document_text, parse_log

_MARK: Final = "repcue-logs"

_TOML: Final = "$toml"
_DEEPEST: Final = 30
_LONGEST_TOML: Final = 64
"""In characters: a date and time, with room."""
_MOMENTS: Final = frozenset({"started", "finished"})


def recognises(document: JsonDocument) -> bool:
    """Whether a document is an export of repcue, or one log as printed by `repcue log show --json`."""
    value = document.value
    return isinstance(value, dict) and (value.get("format") == _MARK or {"schema", "sets", "id"} <= value.keys())


def write(logs: Iterable[Log], _: Target) -> Iterator[str]:
    """Yield the lines of a document, one a log."""
    yield f'{{"format": "{_MARK}", "schema": 1, "logs": ['
    between = "\n"
    for log in logs:
        yield between + json.dumps(_encode(log.document(), top=True), allow_nan=False)
        between = ",\n"
    yield "\n]}\n"


def read(document: JsonDocument, _: ImportDefaults) -> Reading:
    """Return the logs of a document. Problems name the number of the log, as JSON is often all in one line."""
    path, value = document.path, document.value
    assert isinstance(value, dict)
    if value.get("format") == _MARK and value.get("schema") != 1:
        message = "was written by a newer repcue, or is not what it was; update, or export it again"
        raise FileProblems([Problem(str(path), 1, "schema", message)])
    entries = value.get("logs") if value.get("format") == _MARK else [value]
    if not isinstance(entries, list):
        raise FileProblems([Problem(str(path), None, "logs", "a list of logs is wanted")])
    logs: list[Log] = []
    problems: list[Problem] = []
    for number, each in enumerate(entries, 1):
        try:
            logs.append(_log(each, path))
        except FileProblems as error:
            problems += [
                Problem(str(path), None, f"logs[{number}].{found.field}".rstrip("."), found.message)
                for found in error.problems
            ]
        except Exception as error:  # one log stops none of the others
            problems.append(Problem(str(path), None, f"logs[{number}]", f"is no log: {error}"))
    return Reading((), tuple(logs), tuple(problems[:MOST_PROBLEMS]))


FORMAT: Final = Format("json", JsonDocument, recognises, read, write)


def _log(entry: object, path: Path) -> Log:
    if not isinstance(entry, dict):
        raise ValueError("an object is wanted")
    document = _decode(entry, 0)
    assert isinstance(document, dict)
    _set_moments(document)
    # Through the text of a log, so that an import is checked like the log that it becomes.
    text = document_text(document)
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


def _encode(value: object, *, top: bool = False, row: bool = False) -> object:
    match value:
        case dict():
            encoded = {key: _encode_key(key, each, top=top, row=row) for key, each in value.items()}
            return {_TOML: encoded} if encoded.keys() == {_TOML} else encoded
        case list() | tuple():
            return [_encode(each, row=row) for each in value]
        case datetime() | date() | time():
            return {_TOML: _toml(value)}
        case float() if not math.isfinite(value):
            return {_TOML: _toml(value)}
        case _:
            return value


def _encode_key(key: str, value: object, *, top: bool, row: bool) -> object:
    if (top and key in _MOMENTS) or (row and key == "started"):
        assert isinstance(value, datetime | time)
        return value.isoformat()
    return _encode(value, row=top and key == "sets")


def _toml(value: object) -> str:
    return tomli_w.dumps({"v": value}).removeprefix("v = ").rstrip("\n")


def _decode(value: object, depth: int) -> object:
    if depth > _DEEPEST:
        raise ValueError(f"nests more than {_DEEPEST} deep")
    match value:
        case {"$toml": str(text), **more} if not more:
            if len(text) > _LONGEST_TOML:
                raise ValueError(f"{_TOML} holds {len(text)} characters; it is for a date, a time or a number")
            return tomli.loads(f"v = {text}")["v"]
        case {"$toml": dict(table), **more} if not more:
            return _decode_table(table, depth)
        case dict():
            return _decode_table(value, depth)
        case list():
            return [_decode(each, depth + 1) for each in value]
        case _:
            return value


def _decode_table(table: Mapping[str, object], depth: int) -> dict[str, object]:
    return {key: _decode(each, depth + 1) for key, each in table.items() if each is not None}
