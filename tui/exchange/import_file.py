"""The content of a file to import, in whichever format of the registry it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, NoReturn

from catalogue.files.problems import FileProblems, Problem, guarded
from catalogue.files.toml import read_text
from tui.exchange.collector import UnitNeeded
from tui.exchange.format import Format, ImportDefaults, JsonDocument
from tui.exchange.registry import IMPORTS, format_named
from tui.exchange.session_record import Reading
from tui.exchange.tables import Table, parse_table

LIMIT: Final = 128 * 1024 * 1024
"""In bytes; ten thousand sessions in repcue's JSON have some 70 MiB."""


def read_file(path: Path, wanted: str | None, defaults: ImportDefaults) -> tuple[str, Reading]:
    """Read a file and return the name of its format and its content.

    `wanted` is the name of a format, None to detect it. Raises FileProblems and UnitNeeded.
    """
    return guarded(path, lambda: _read(path, wanted, defaults), passing=UnitNeeded)


def _read(path: Path, wanted: str | None, defaults: ImportDefaults) -> tuple[str, Reading]:
    text = read_text(path, LIMIT)
    if not text.strip():
        _fail(path, "the file is empty")
    is_json = text.lstrip()[:1] in ("{", "[")
    source = JsonDocument(path, _json(text, path)) if is_json else parse_table(text, path)
    found = _format_of(source, wanted)
    return found.name, found.read(source, defaults)


def _format_of(source: Table | JsonDocument, wanted: str | None) -> Format[Any]:
    for name in IMPORTS if wanted is None else (wanted,):
        found = format_named(name)
        if isinstance(source, found.source) and found.recognises(source):
            return found
    if wanted is not None:
        _fail(source.path, f"is no file of the format {wanted}; leave --format out to find out which it is")
    known = ", ".join(IMPORTS)
    return _fail(source.path, f"is in no format that can be read ({known}); is it the right file, with its header?")


def _json(text: str, path: Path) -> object:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise FileProblems([Problem(str(path), error.lineno, "", f"is not JSON: {error.msg}")]) from error
    except RecursionError:
        _fail(path, "nests lists or objects too deep")
    except ValueError as error:
        _fail(path, f"holds a number that can't be read: {error}")


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


def _fail(path: Path, message: str) -> NoReturn:
    raise FileProblems([Problem(str(path), None, "", message)])
