"""The text of single cells: numbers, notes, and escaped formulas."""

import re
from decimal import Decimal
from typing import Final

from catalogue.files.text import printable, quoted

LONGEST_NUMBER: Final = 400
"""In characters; the smallest float written out has some 340."""

# OWASP, "CSV injection": what a spreadsheet may take for the beginning of a formula, in wide letters too.
_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_BREAKS: Final = re.compile(r"[\t\r\n]+")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:([.,])([0-9]+))?(?:[eE][+-]?[0-9]{1,3})?")


def escape_formula(text: str) -> str:
    """Return text that no spreadsheet evaluates, with an apostrophe in front where it looks like a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescape_formula(text: str) -> str:
    """Undo `escape_formula`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def plain_number(value: float) -> str:
    """Return the digits of a number without an exponent, such as `8` or `12.5`. They parse as the same float."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(text: str, *, comma_separates: bool) -> float | None:
    """Parse a cell as a number, None for an empty one. Raises ValueError with a message.

    A comma is a decimal comma. In a table separated by commas, `1,234` is ambiguous and refused.
    """
    if not text:
        return None
    found = _NUMBER.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if found is None:
        raise ValueError(f"found {quoted(text, 30)}; a number is wanted")
    if comma_separates and found.group(1) == "," and len(found.group(2)) == 3:
        raise ValueError(f"found {quoted(text, 30)}, which may mean thousands or a decimal; write it with a point")
    return float(text.replace(",", "."))


def whole(value: float | None) -> int | None:
    """Return a number as an int. Raises ValueError if it has a fraction."""
    if value is None:
        return None
    if value != value // 1 or abs(value) > 1e15:
        raise ValueError(f"found {value:g}; a whole number is wanted")
    return int(value)


def one_line(text: str) -> str:
    """Return text stripped and on one line. Unprintable characters become visible escapes."""
    return printable(_BREAKS.sub(" ", text).strip())


def lines(text: str) -> str:
    """Return text stripped, in its lines, with spaces for tabs. Unprintable characters become visible escapes."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "\n".join(printable(line) for line in plain.split("\n")).strip()
