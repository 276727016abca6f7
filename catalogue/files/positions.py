"""Where in a TOML text a value stands."""

from collections.abc import Sequence
from typing import Final

import tomli

from catalogue.files.tokens import Piece, pieces

Location = tuple[str | int, ...]
"""The keys and list positions (from 0) that lead to a value, such as `("phases", 2, "kind")`."""

_END: Final = Piece("end", "", 0, 0)
_VALUE_ENDS: Final = frozenset({"newline", "comment", ",", "]", "}", "end"})
_DEEPEST: Final = 64


class Positions:
    """The lines of a TOML text's keys, tables and list items, found in one pass over the text."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Location, int] = {}
        self._tables_in_list: dict[Location, int] = {}
        self._pieces = [*pieces(text), _END]
        self._next = 0
        self._read()

    def line(self, location: Sequence[str | int]) -> int:
        """Return the line, from 1, of the value at `location`, or of the nearest thing around it that is there."""
        here: Location = ()
        line = 1
        for step in location:
            here = (*here, step)
            if here not in self._lines:
                break
            line = self._lines[here]
        return line

    def _peek(self) -> Piece:
        return self._pieces[self._next]

    def _take(self) -> Piece:
        piece = self._pieces[self._next]
        if piece is not _END:
            self._next += 1
        return piece

    def _read(self) -> None:
        table: Location = ()
        while (kind := self._peek().kind) != "end":
            if kind in ("newline", "comment"):
                self._take()
            elif kind == "[":
                table = self._read_header()
                self._skip_line()
            else:
                self._read_pair(table, 0)
                self._skip_line()

    def _skip_line(self) -> None:
        while self._peek().kind not in ("newline", "end"):
            self._take()

    def _read_header(self) -> Location:
        first = self._take()
        second = self._peek()
        in_list = second.kind == "[" and second.start == first.start + 1
        if in_list:
            self._take()
        keys = self._read_key()
        table = self._down((), keys[:-1], first.line)
        if not keys:
            return table
        table = (*table, keys[-1])
        self._lines.setdefault(table, first.line)
        if in_list:
            position = self._tables_in_list.get(table, 0)
            self._tables_in_list[table] = position + 1
            table = (*table, position)
            self._lines[table] = first.line
        return table

    def _read_key(self) -> list[str]:
        keys: list[str] = []
        while self._peek().kind in ("word", "string", "."):
            piece = self._take()
            if piece.kind != "." and len(keys) < _DEEPEST:
                keys.append(_key(piece))
        return keys

    def _down(self, table: Location, keys: Sequence[str], line: int) -> Location:
        """Follow keys from a table, into the last table of every list on the way."""
        for key in keys:
            table = (*table, key)
            self._lines.setdefault(table, line)
            if table in self._tables_in_list:
                table = (*table, self._tables_in_list[table] - 1)
        return table

    def _read_pair(self, table: Location, depth: int) -> None:
        line = self._peek().line
        keys = self._read_key()
        if not keys:
            self._take()
            return
        if self._peek().kind == "=":
            self._take()
        self._read_value(self._down(table, keys, line), line, depth)

    def _read_value(self, location: Location, line: int, depth: int) -> None:
        self._lines.setdefault(location, line)
        kind = self._peek().kind
        if depth < _DEEPEST and kind in ("[", "{"):
            self._take()
            self._read_items(location, depth, "]" if kind == "[" else "}")
            return
        while self._peek().kind not in _VALUE_ENDS:
            self._take()

    def _read_items(self, location: Location, depth: int, end: str) -> None:
        position = 0
        while (piece := self._peek()).kind not in (end, "end"):
            if piece.kind in ("newline", "comment", ","):
                self._take()
            elif end == "}":
                self._read_pair(location, depth + 1)
            elif piece.kind == "}":
                self._take()
            else:
                self._read_value((*location, position), piece.line, depth + 1)
                position += 1
        self._take()


def _key(piece: Piece) -> str:
    if piece.kind == "word":
        return piece.text
    if "\\" not in piece.text:
        return piece.text[1:-1]
    try:
        return str(tomli.loads(f"key = {piece.text}")["key"])
    except tomli.TOMLDecodeError:
        return piece.text
