"""Single values as text: numbers, notes, and text that no spreadsheet takes for a formula."""

import re
from decimal import Decimal
from typing import Final

from catalogue.text import printable, quoted

LONGEST_NUMBER: Final = 400
"""Letters of a number; the smallest float written out has some 340."""

# OWASP, "CSV injection": what a spreadsheet may take for the beginning of a formula, in wide letters too.
_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_BREAKS: Final = re.compile(r"[\t\r\n]+")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:([.,])([0-9]+))?(?:[eE][+-]?[0-9]{1,3})?")


def harmless(text: str) -> str:
    """Return text that a spreadsheet shows and never runs: with an apostrophe before it if need be."""
    return f"'{text}" if _FORMULA.match(text) else text


def unharmed(text: str) -> str:
    """Undo `harmless`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def plain_number(value: float) -> str:
    """Return a number in digits alone, without an exponent, that reads back as the same float: `8`, `12.5`."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(text: str, *, comma_separates: bool) -> float | None:
    """Return the number that a cell holds, None for an empty one. Raises ValueError with what is wrong.

    A comma is the decimal one. Where commas also stand between columns, `1,234` is refused: it may mean thousands.
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
    """Return a number as an int. Raises ValueError if it is none."""
    if value is None:
        return None
    if value != value // 1 or abs(value) > 1e15:
        raise ValueError(f"found {value:g}; a whole number is wanted")
    return int(value)


def one_line(text: str) -> str:
    """Return text as one line without the space around it; what can't be shown becomes a visible escape."""
    return printable(_BREAKS.sub(" ", text).strip())


def lines(text: str) -> str:
    """Return text with its lines, tabs as spaces; what can't be shown becomes a visible escape."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "\n".join(printable(line) for line in plain.split("\n")).strip()
