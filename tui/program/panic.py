"""An error of the program's own that ended it: one line for the person, and the traceback in a file."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Final

from textual.css.query import NoMatches
from textual.widget import MountError
from textual.worker import WorkerFailed

_FILE: Final = "last-error.txt"
_MOST_LETTERS: Final = 200


def is_of_no_parts(error: BaseException) -> bool:
    """Whether it comes of a screen without its parts: Textual makes none once the program has been told to end."""
    return isinstance(_cause(error), MountError | NoMatches)


def panic_line(error: BaseException, state: Path, session: str) -> str:
    """Write the traceback into the folder of the state and return the line; `session` says what became of one."""
    cause = _cause(error)
    what = " ".join(f"{type(cause).__name__}: {cause}".split())[:_MOST_LETTERS].rstrip(": ")
    written = _write(state / _FILE, "".join(traceback.format_exception(cause)))
    return " ".join(filter(None, [f"repcue stopped on an error of its own ({what}).", session, written]))


def _cause(error: BaseException) -> BaseException:
    return error.error if isinstance(error, WorkerFailed) else error


def _write(path: Path, text: str) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        return f"Where it happened could not be written to {path} ({error.strerror})."
    return f"Where it happened is written in {path}"
