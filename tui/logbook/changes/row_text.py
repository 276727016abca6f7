"""Rows of a log as lines of its text: where one begins and ends, so that one can be put in or taken out whole."""

import io
from collections.abc import Mapping

import tomlkit

from catalogue.files.positions import Positions
from catalogue.files.toml import parse

SETS = "sets"


def with_row(text: str, at: int, row: Mapping[str, object]) -> str:
    """Return the text with one more `[[sets]]` table, before the row at `at` or after the last; there must be one."""
    lines = _lines(text)
    table = tomlkit.dumps({SETS: [row]})
    if at < _count(text):
        first = _start(text, at)
        while first and _is_remark(lines[first - 1]):
            first -= 1
        return "".join([*lines[:first], table, "\n", *lines[first:]])
    end = _end(lines, text, at - 1)
    before = "".join(lines[:end])
    return before + ("" if before.endswith("\n") else "\n") + "\n" + table + "".join(lines[end:])


def without_row(text: str, at: int) -> str:
    """Return the text without a `[[sets]]` table; remarks that follow it stay, as they may belong to the next one."""
    lines = _lines(text)
    before, after = lines[: _start(text, at)], lines[_end(lines, text, at) :]
    while after and _is_blank(after[0]) and (not before or _is_blank(before[-1])):
        del after[0]
    while before and not after and _is_blank(before[-1]):
        del before[-1]
    return "".join([*before, *after])


def _lines(text: str) -> list[str]:
    # Not splitlines, which also ends lines at characters that TOML lets stand in a text.
    return [*io.StringIO(text, newline="\n")]


def _count(text: str) -> int:
    rows = parse(text, "log")[SETS]
    assert isinstance(rows, list)
    return len(rows)


def _start(text: str, at: int) -> int:
    """Index of the line of a row's header."""
    return Positions(text).line((SETS, at)) - 1


def _end(lines: list[str], text: str, at: int) -> int:
    """Index of the line after a row's last value."""
    found, start = Positions(text), _start(text, at)
    headers = (
        [found.line((SETS, at + 1))] if at + 1 < _count(text) else [found.line((key,)) for key in parse(text, "")]
    )
    end = min((line - 1 for line in headers if line - 1 > start), default=len(lines))
    while _is_blank(lines[end - 1]) or _is_remark(lines[end - 1]):
        end -= 1
    return end


def _is_blank(line: str) -> bool:
    return not line.strip()


def _is_remark(line: str) -> bool:
    return line.lstrip().startswith("#")
