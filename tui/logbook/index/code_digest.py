"""The digest of the code that decides what the index holds: other code may judge the same log otherwise.

Parsing the sources takes some 30 ms. So the digest is kept with what the disk said of each source, and a start at
which that still holds parses none.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    import ast

ROOTS: Final = ("tui.logbook.index.refresh", "tui.logbook.index.schema")
"""The modules that write the index; what they import, directly or not, belongs to it."""

_TREE: Final = Path(__file__).parents[3]
_OWN: Final = ("tui", "catalogue")


@dataclass(frozen=True, slots=True)
class Code:
    """The import closure of `ROOTS`."""

    digest: str
    stamps: dict[str, str]
    """Each source by its path below the tree, and what the disk said of it. Empty where only compiled code is."""

    @classmethod
    def of(cls, tree: Path) -> Self:
        """Read the sources in a tree that holds `tui/` and `catalogue/`. Raises OSError and SyntaxError."""
        found = hashlib.blake2b(digest_size=16)
        stamps: dict[str, str] = {}
        for place, source in sorted(_closure(tree).items()):
            # With lengths, so that no text moved from one file to the next leaves the digest as it was.
            found.update(f"{place} {len(source)}\n".encode() + source)
            stamps[place] = _stamp(tree / place)
        return cls(found.hexdigest(), stamps)

    @classmethod
    def parse(cls, text: object) -> Self:
        """Return what `str` made a text of. Raises ValueError."""
        try:
            document = json.loads(text) if isinstance(text, str) else None
        except RecursionError as error:
            raise ValueError("nests too deep") from error
        match document:
            case [str(found), dict(stamps)]:
                return cls(found, stamps)
        raise ValueError("no description of code")

    def __str__(self) -> str:
        return json.dumps([self.digest, self.stamps])

    def is_untouched(self, tree: Path = _TREE) -> bool:
        """Whether the disk says the same of each source."""
        return all(stamp and _stamp(tree / place) == stamp for place, stamp in self.stamps.items())


@cache
def own_code() -> Code:
    """Return the code of this process."""
    return Code.of(_TREE)


def _stamp(path: Path) -> str:
    try:
        about = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return ""
    # An installer may give all files of all versions one date; the inode and its change tell them apart.
    return f"{about.st_ino} {about.st_size} {about.st_mtime_ns} {about.st_ctime_ns}"


def _closure(tree: Path) -> dict[str, bytes]:
    """Return the sources by their paths below the tree."""
    sources: dict[str, bytes] = {}
    left = list(ROOTS)
    while left:
        name = left.pop()
        place = _place(tree, name)
        if place is None or place in sources:
            continue
        sources[place] = (tree / place).read_bytes()
        # Python runs the packages around a module first.
        left += [name.rpartition(".")[0], *_imports(ast.parse(sources[place], place).body)]
    return sources


def _place(tree: Path, name: str) -> str | None:
    path = name.replace(".", "/")
    ours = name.partition(".")[0] in _OWN
    return next((each for each in (f"{path}.py", f"{path}/__init__.py") if ours and (tree / each).is_file()), None)


def _imports(statements: list[ast.stmt]) -> Iterator[str]:
    """Yield the names of what may be modules, those imported inside functions too, but for type-only ones."""
    for statement in statements:
        match statement:
            case ast.Import(names=names):
                yield from (each.name for each in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield module
                yield from (f"{module}.{each.name}" for each in names)
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield from _imports(statement.orelse)
            case _:
                for part in ("body", "orelse", "finalbody"):
                    yield from _imports(getattr(statement, part, []))
                for handler in getattr(statement, "handlers", []):
                    yield from _imports(handler.body)
                for each in getattr(statement, "cases", []):
                    yield from _imports(each.body)
