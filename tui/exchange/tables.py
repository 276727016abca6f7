"""CSV: a parser for any delimiter that keeps line numbers, and a writer after RFC 4180."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from catalogue.files.problems import FileProblems, Problem
from catalogue.files.text import quoted
from tui.exchange import cells
from tui.exchange.cells import escape_formula, unescape_formula

MOST_COLUMNS: Final = 100
LONGEST_HEADER: Final = 100_000
LONGEST_LINE: Final = 1_000_000
"""Both in characters."""

_DELIMITERS: Final = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by the folded names of their columns."""

    line: int
    """Its first line, from 1."""
    cells: dict[str, str]
    comma_separates: bool

    def text(self, *columns: str) -> str:
        """Return the cell of the first of these columns that exists, stripped; empty if none does."""
        return next((unescape_formula(self.cells[column].strip()) for column in columns if column in self.cells), "")

    def number(self, *columns: str) -> float | None:
        """Return the cell as a number, None for an empty one. Raises BadCell."""
        try:
            return cells.number(self.text(*columns), comma_separates=self.comma_separates)
        except ValueError as error:
            raise BadCell(self.line, columns[0], str(error)) from error

    def whole(self, *columns: str) -> int | None:
        """Return the cell as an int, None for an empty one. Raises BadCell."""
        try:
            return cells.whole(self.number(*columns))
        except ValueError as error:
            raise BadCell(self.line, columns[0], str(error)) from error


class BadCell(Exception):
    """Raised for a cell that does not hold what its column must."""

    def __init__(self, line: int, column: str, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the text of the rows below it."""

    path: Path
    columns: tuple[str, ...]
    """Folded: `weight (kg)`."""
    delimiter: str
    text: str

    def rows(self) -> Iterator[Row | Problem]:
        """Yield the rows that are not empty. A row with too many cells is a problem.

        Raises FileProblems at the first row that is no CSV, as the rows after it can't be separated.
        """
        for line, row in _records(self.text, self.delimiter):
            if isinstance(row, str):
                raise FileProblems([Problem(str(self.path), line, "", row)])
            if line == 1 or not any(cell.strip() for cell in row):
                continue
            elif len(row) > len(self.columns) and any(cell.strip() for cell in row[len(self.columns) :]):
                message = f"has {len(row)} cells where the header has {len(self.columns)}; put quotes around texts"
                yield Problem(str(self.path), line, "", message)
            else:
                padded = [*row, *[""] * (len(self.columns) - len(row))]
                yield Row(line, dict(zip(self.columns, padded, strict=False)), self.delimiter == ",")


def parse_table(text: str, path: Path) -> Table:
    """Parse a table, with the delimiter detected from its header. Raises FileProblems."""
    first = text[: LONGEST_HEADER + 1]
    header = max((_header(first, delimiter) for delimiter in _DELIMITERS), key=lambda found: len(found[1]))
    delimiter, columns = header
    if len(columns) > MOST_COLUMNS:
        _fail(path, f"has {len(columns)} columns; at most {MOST_COLUMNS} can be read; is it the right file?")
    twice = next((column for column in columns if column and columns.count(column) > 1), None)
    if twice:
        _fail(path, f"has two columns {quoted(twice)}; take one out")
    return Table(path, columns, delimiter, text)


def csv_lines(rows: Iterable[Sequence[str]], texts: Iterable[int]) -> Iterator[str]:
    """Yield rows as CSV. Formulas are escaped in the columns `texts`."""
    made = frozenset(texts)
    line = io.StringIO()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow([escape_formula(cell) if index in made else cell for index, cell in enumerate(row)])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _header(text: str, delimiter: str) -> tuple[str, tuple[str, ...]]:
    row = next(_records(text, delimiter), (1, []))[1]
    if isinstance(row, str):
        return delimiter, ()
    return delimiter, tuple(_folded(cell) for cell in row)


def _folded(name: str) -> str:
    return re.sub(r"[\s_]+", " ", name).strip().casefold()


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each record with its first line; at a syntax error a message takes its place and ends the iteration."""
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"is not a row of a table ({error}); is a quote not closed?"
            return
        yield line, row
        line = reader.line_num + 1


def _lines(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        if end - start > LONGEST_LINE:
            raise csv.Error(f"a line of {end - start} letters")
        yield text[start:end]
        start = end


def _fail(path: Path, message: str) -> NoReturn:
    raise FileProblems([Problem(str(path), 1, "", message)])
