"""The only way text reaches a print: no control character, no colour, and no crash on a terminal of few letters."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final, TextIO

from catalogue.files.text import printable

READER_GONE: Final = 128 + 13
"""Exit code when whoever read our output stopped: what a shell shows of a program that SIGPIPE ended."""


_PLAINER: Final = str.maketrans({"·": "-", "–": "-", "…": "..."})


def say(text: str = "", *, err: bool = False) -> None:
    """Print lines to stdout or stderr; newlines are ours, any other control character is shown as an escape.

    Raises SystemExit if it can't be written, without a word if only nobody reads any more.
    """
    stream = sys.stderr if err else sys.stdout
    try:
        write_line(stream, text)
    except OSError as error:
        forget_unread(stream)
        if not err and not isinstance(error, BrokenPipeError):
            say(f"The output can't be written: {error.strerror}", err=True)
            raise SystemExit(1) from error
        raise SystemExit(READER_GONE) from error


def write_line(stream: TextIO, text: str) -> None:
    """Write and flush lines made safe to print. Raises OSError."""
    stream.write(encodable(safe(text), stream) + "\n")
    stream.flush()


def say_json(document: Mapping[str, object]) -> None:
    """Print a JSON document, in ASCII so that no text in it can drive the terminal."""
    say(json.dumps(document, indent=2, default=str))


def safe(text: str) -> str:
    """Return text with every character that could drive the terminal or hide from the eye escaped."""
    return "\n".join(printable(line) for line in text.split("\n"))


def encodable(text: str, stream: TextIO) -> str:
    """Return text with what the stream's encoding lacks put in plainer characters, or as question marks."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAINER).encode(encoding, "replace").decode(encoding)
    return text


def table(rows: Sequence[Sequence[str]], indent: str = "  ") -> str:
    """Return rows as aligned columns, two spaces apart; wide characters count as two."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    lines = (
        "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)) for row in cells
    )
    return "\n".join((indent + line).rstrip() for line in lines)


def width(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def forget_unread(stream: TextIO) -> None:
    """Send what is still to be written nowhere, so that Python's own flush at the end has nothing to complain of."""
    try:
        handle = os.open(os.devnull, os.O_WRONLY)
        os.dup2(handle, stream.fileno())
    except OSError:
        # A stream without a descriptor isn't flushed at the end.
        return
    os.close(handle)
