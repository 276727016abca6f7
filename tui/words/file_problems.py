"""Problems in the files of a person, counted."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from tui.words.quantities import counted

if TYPE_CHECKING:
    from catalogue.files.problems import Problem


def problems_text(problems: Collection[Problem]) -> str:
    """Return how many there are: `3 problems in your files`."""
    return f"{counted(len(problems), 'problem')} in your files"


def unreadable_text(problems: Collection[Problem]) -> str:
    """Return how many files they are in: `2 files can't be read`."""
    return f"{counted(len({problem.path for problem in problems}), 'file')} can't be read"
