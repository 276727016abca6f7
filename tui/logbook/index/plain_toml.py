"""A short cut past the TOML parser for texts like the program's own logs, whose lines come again and again.

Each line is parsed alone, by the same parser, and what came of it is remembered. A line that is a whole document by
itself leaves nothing open, so that a text of such lines means what its lines mean one after the other. Whatever else
is in a text, a mistake above all, is left to the parser.
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import Final

import tomli

from catalogue.files.tokens import DEEPEST
from catalogue.files.toml import MOST_PARTS

_LIST: Final = "sets"
_HEADER: Final = f"[[{_LIST}]]"
_PLAIN: Final = re.compile(
    r"([a-z_]+) = (?:"
    r'"([ !#-\[\]-~]*)"'
    r"|((?:0|[1-9][0-9]{0,8})\.[0-9]{1,9})"
    r"|([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])"
    r")"
)
"""A number with a point, a time of day, or a text in printable ASCII without quotes and backslashes, in which nothing
stands for something else: the lines that differ most from log to log, read without the parser's trouble."""
_SCALARS: Final = (str, int, float, date, time)
_MOST_LINES: Final = 40_000
_LONGEST: Final = 40

_Pair = tuple[str, object] | None
"""A line's key and value; None for a line that says nothing."""


class PlainToml:
    """Parses texts, and remembers the short ones of their lines."""

    def __init__(self) -> None:
        self._lines: dict[str, _Pair] = {}

    def document(self, text: str) -> dict[str, object] | None:
        """Return what `catalogue.files.toml.parse` returns; None if the text is not for this short cut."""
        if len(text) > MOST_PARTS:
            return None
        table: dict[str, object] = {}
        document, rows = table, list[dict[str, object]]()
        lines = self._lines
        for line in text.split("\n"):
            if line == _HEADER:
                table = {}
                rows.append(table)
                continue
            try:
                pair = lines[line] if line in lines else self._pair(line)
            except ValueError:
                return None
            if pair is not None:
                key, value = pair
                if key in table:
                    return None
                table[key] = value
        if rows:
            if _LIST in document:
                return None
            document[_LIST] = rows
        return document or None

    def _pair(self, line: str) -> _Pair:
        """Parse one line. Raises ValueError for all but nothing, and a key with a value that has no parts."""
        plain = _PLAIN.fullmatch(line)
        pair = _parsed(line) if plain is None else _plain(plain)
        if len(line) <= _LONGEST:
            if len(self._lines) >= _MOST_LINES:
                self._lines.clear()
            self._lines[line] = pair
        return pair


def _plain(found: re.Match[str]) -> _Pair:
    key, text, number, hour, minute, second = found.groups()
    if text is not None:
        return key, text
    return key, float(number) if number is not None else time(int(hour), int(minute), int(second))


def _parsed(line: str) -> _Pair:
    # What nests may cost the parser minutes, or crash it.
    if sum(map(line.count, "[{.")) > DEEPEST:
        raise ValueError
    found = tomli.loads(line)
    pair = found.popitem() if found else None
    if found or (pair is not None and not isinstance(pair[1], _SCALARS)):
        raise ValueError
    return pair
