"""The pieces of a TOML text with their lines: just enough to know where keys, brackets and strings are.

It judges nothing. What it says holds for the part of a text that is sound; past the first mistake its pieces
mean little, but it always ends, in time that grows with the length alone. Strings that are never closed run to
the end of their line, or of the text when they may have many lines.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

DEEPEST: Final = 16
"""The most brackets within brackets, and the most dots in one key, that a text may have."""


class Piece(NamedTuple):
    """`kind` is one of newline, comment, string, word, and the marks `[ ] { } = , .` themselves."""

    kind: str
    text: str
    start: int
    line: int


_STRING: Final = r"""
    (?:
        \"{3}(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?
      | '{3}(?:[^']++|'(?!''))*+(?:'{3,5})?
      | "(?:[^"\\\n]++|\\[^\n])*+"?
      | '[^'\n]*+'?
    )
"""

_PIECE: Final = rf"""
      (?P<newline>\n)
    | (?P<comment>\#[^\n]*+)
    | (?P<string>{_STRING})
    | (?P<mark>[\[\]{{}}=,.])
    | (?P<word>[^\s\[\]{{}}=,.\#"']++)
"""

_NESTING: Final = rf"""
      (?P<skipped>\#[^\n]*+ | {_STRING})
    | (?P<opened>[\[{{])
    | (?P<closed>[\]}}])
    | (?P<joined>(?:\.[ \t]*+(?:[\w-]++|{_STRING})[ \t]*+){{{DEEPEST}}})
"""

_PLAIN_LINES: Final = r"""
    (?:
        [ \t]*+
        (?:
            (?:
                [\w-]++[ \t]*+=[ \t]*+
                (?: "(?:[^"\\\n]++|\\[^\n])*+" | '[^'\n]*+' | [^"'\[\]{}\#\n]*+ )
              | \[\[?[\w-]++\]\]?
            )
            [ \t\r]*+
        )?
        (?:\#[^\n]*+)?
        (?:\n|\Z)
    )*+
"""


@cache
def _compiled(pattern: str, flags: re.RegexFlag = re.DOTALL) -> re.Pattern[str]:
    """Make a pattern at its first use: they take long to make, and the first screen needs none of them."""
    return re.compile(pattern, re.VERBOSE | flags)


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a TOML text in their order, the space between them left out."""
    line = 1
    for match in _compiled(_PIECE).finditer(text):
        kind = match.lastgroup or ""
        found = match.group()
        yield Piece(found if kind == "mark" else kind, found, match.start(), line)
        if kind == "newline":
            line += 1
        elif kind == "string":
            line += found.count("\n")


def is_plain(text: str) -> bool:
    """Whether a text has only headers of one part and bare keys with one-line values that hold no brackets.

    Such a text nests nothing; this costs a small part of what parsing costs.
    """
    return _compiled(_PLAIN_LINES, re.ASCII).fullmatch(text) is not None


def is_shallow(text: str) -> bool:
    """Whether counting alone proves that a text can't nest too deep; False proves nothing.

    A line like a header closes all it opens, and it opens at most two brackets. So no place is deeper than those two
    and all the brackets of the other lines.
    """
    opened = 2
    for line in text.split("\n"):
        if line.count(".") > DEEPEST:
            return False
        brackets = line.count("[")
        header = line.startswith("[") and line.endswith("]") and brackets == line.count("]") <= 2 and "{" not in line
        opened += 0 if header else brackets + line.count("{")
    return opened <= DEEPEST


def nests_too_deep(text: str) -> int | None:
    """Return the first line with more than `DEEPEST` brackets open at once or dots in one key, or None."""
    depth = 0
    for match in _compiled(_NESTING).finditer(text):
        if match.lastgroup == "opened":
            depth += 1
        elif match.lastgroup == "closed":
            depth = max(depth - 1, 0)
        if depth > DEEPEST or match.lastgroup == "joined":
            return text.count("\n", 0, match.start()) + 1
    return None
