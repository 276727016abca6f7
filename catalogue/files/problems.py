"""What is wrong with a file, in a form that can be shown, sorted and tested."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from catalogue.files.text import printable, quoted

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one file. `line` counts from 1; None means the file as a whole."""

    path: str
    line: int | None
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{printable(self.path)}:{self.line or 1}: "
        field = f"{printable(self.field, 120)}: " if self.field else ""
        return where + field + printable(self.message)


class FileProblems(Exception):
    """A file that cannot be used; carries all that is wrong with it, in the order of its lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("a FileProblems needs at least one problem")
        super().__init__("\n".join(map(str, self.problems)))

    @property
    def path(self) -> str:
        """The file that the first problem is in."""
        return self.problems[0].path

    @property
    def line(self) -> int | None:
        """The line of the first problem."""
        return self.problems[0].line


def guarded(path: object, read: Callable[[], T], *, passing: type[Exception] = FileProblems) -> T:
    """Return what `read` returns; the outermost net around the reading of one file.

    Raises FileProblems, and `passing`, alone. What was not foreseen is a problem of the file too, so that the
    others still load.
    """
    try:
        return read()
    except (FileProblems, passing):
        raise
    except Exception as error:
        raise FileProblems([unforeseen(path, error)]) from error


def unforeseen(path: object, error: Exception, line: int | None = None) -> Problem:
    """Return the problem of a file whose reading ended in an error of another kind."""
    why = quoted(" ".join([type(error).__name__, *str(error).split()]), 120)
    message = f"can't be read ({why}); put back a sound copy, or move the file away"
    return Problem(str(path), line, "", message)
