"""`repcue log rebuild`: a new index."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from tui.cli.arguments import folders, say_problems
from tui.logbook.index.index import Index
from tui.machine.printing import say

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


@click.command("rebuild")
def rebuild() -> None:
    """Make the index of your logs anew. The logs are only read.

    History is asked of the index: a file in the cache folder that is kept up to date by itself. This is for when it
    looks wrong.

    \b
    Example:
      repcue log rebuild
    """
    paths = folders()
    with Index.open(paths) as index:
        with _Bar() as bar:
            index.rebuild(bar)
        counts, problems = index.counts(), index.problems()
        kept = index.in_file
    say(f"files {counts.files}, sessions {counts.sessions}, problems {counts.problems}")
    say_problems(problems)
    if not kept:
        say(f"The index can't be kept in {paths.cache}, so all logs are read again every time", err=True)


class _Bar(ExitStack):
    """A progress bar on stderr, where that is a terminal."""

    def __init__(self) -> None:
        super().__init__()
        self._bar: ProgressBar[int] | None = None

    def __call__(self, done: int, of: int) -> None:
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            shown = click.progressbar(length=of, label="Reading logs", file=sys.stderr)
            self._bar = self.enter_context(shown)
        self._bar.update(done - self._bar.pos)
