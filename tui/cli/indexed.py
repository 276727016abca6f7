"""The index of the logs, refreshed before a command reads it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui.logbook.index.index import Index
from tui.machine.printing import say

if TYPE_CHECKING:
    from tui.machine.paths import Paths

WORTH_SAYING = 500
"""Number of files that takes a second or so to read."""


@contextmanager
def indexed(paths: Paths) -> Iterator[Index]:
    """Open the index of the logs and refresh it. A refresh that takes long is announced on a terminal."""
    with Index.open(paths) as index:
        index.refresh(_Progress())
        yield index


class _Progress:
    def __init__(self) -> None:
        self._said = not sys.stderr.isatty()

    def __call__(self, done: int, of: int) -> None:
        if of >= WORTH_SAYING and not self._said:
            self._said = True
            say(f"Reading {of} logs ...", err=True)
