"""What is wrong with a file, in a form that can be shown, sorted and tested."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.text import printable


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


class CatalogueError(Exception):
    """A file that cannot be used; carries all that is wrong with it, in the order of its lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("a CatalogueError needs at least one problem")
        super().__init__("\n".join(map(str, self.problems)))

    @property
    def path(self) -> str:
        """The file that the first problem is in."""
        return self.problems[0].path

    @property
    def line(self) -> int | None:
        """The line of the first problem."""
        return self.problems[0].line
