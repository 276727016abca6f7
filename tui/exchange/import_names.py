"""The exercises that names of other programs stand for, from the catalogue and from earlier choices.

The choices are kept in `import-names.toml` in the config folder, which a person may edit too:

    "Romanian Deadlift (Barbell)" = "stiff-leg-barbell-deadlift"
    "Treadmill" = "skip"
    "Cable Crunch" = "cable-crunch"

An id that is not in the catalogue keeps the exercise under its name in the imported file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import tomlkit

from catalogue.files.problems import FileProblems, Problem, guarded
from catalogue.files.spelling import nearest
from catalogue.files.text import describe, identifier, likely_id
from catalogue.files.toml import parse, read_text
from catalogue.schema.models import Exercise
from tui.logbook.disk.calls import Disk
from tui.logbook.disk.placement import put
from tui.machine.paths import Paths

FILE: Final = "import-names.toml"
SKIP: Final = "skip"

_HEAD: Final = """\
# What names in imported files mean: an exercise's id, an id of its own for one that the catalogue lacks, or "skip".
"""


def names_path(paths: Paths) -> Path:
    """Return the path of the file of choices."""
    return paths.config / FILE


def read_names(path: Path) -> dict[str, str]:
    """Return the choices, none without a file. Raises FileProblems."""
    return guarded(path, lambda: _read_names(path))


def _read_names(path: Path) -> dict[str, str]:
    if not path.exists() and not path.is_symlink():
        return {}
    text = read_text(path)
    document = parse(text, path) if text.strip() else {}
    problems = [
        Problem(str(path), _line(text, name), name, message)
        for name, value in document.items()
        if (message := _wrong(value))
    ]
    if problems:
        raise FileProblems(problems)
    return {name: str(value) for name, value in document.items()}


def remember(path: Path, choices: Mapping[str, str], disk: Disk) -> None:
    """Add choices to the file and preserve the rest of it. Raises OSError and FileProblems."""
    if not choices:
        return
    text = _HEAD
    if path.exists():
        text = read_text(path)
        read_names(path)
    document = tomlkit.parse(text)
    for name, value in choices.items():
        document[name] = value
    put(disk, path, tomlkit.dumps(document).encode())


class Matcher:
    """A lookup of exercises by the names of other programs."""

    def __init__(self, exercises: Mapping[str, Exercise], choices: Mapping[str, str]) -> None:
        self._exercises = exercises
        self._choices = dict(choices)
        self._called = {_folded(name): each.id for each in exercises.values() for name in _names_of(each)}
        self._made: dict[str, str] = {}
        self.ids = tuple(exercises)
        self.chosen: dict[str, str] = {}
        """The choices made since, for `remember`."""

    def target(self, name: str) -> str | None:
        """Return the id that a name stands for, SKIP, or None for an unknown name."""
        return self._choices.get(name) or self._called.get(_folded(name))

    def exercise(self, name: str) -> tuple[str, str | None] | None:
        """Return the id, with the name if the id is not in the catalogue; None for a skipped exercise.

        An unknown name gets an id of its own, for the preview of the import.
        """
        found = self.target(name) or own_id(name)
        if found == SKIP:
            return None
        return found, None if found in self._exercises else name

    def unknown(self, names: Iterable[str]) -> list[str]:
        """Return the unknown names among these, in their order."""
        return [name for name in names if self.target(name) is None]

    def nearest(self, name: str) -> str | None:
        """Return the id of the exercise with the most similar name."""
        for form in (_sorted, _folded):
            called = {form(each): found for each, found in self._called.items()}
            like = nearest(form(name), called)
            if like is not None:
                return called[like]
        return None

    def choose(self, name: str, value: str) -> None:
        """Map a name to an id or SKIP. Raises ValueError for anything else."""
        self._choices[name] = self.chosen[name] = identifier(value)

    def keep(self, name: str) -> str:
        """Map a name to a new id of its own, and return that."""
        found = own_id(name)
        if found in self._exercises or self._made.setdefault(found, name) != name:
            found = _marked(found, name)
        self.choose(name, found)
        return found


def own_id(name: str) -> str:
    """Return an id derived from a name."""
    found = likely_id(name)
    return _marked(found or "exercise", name) if found in ("", SKIP) else found


def line_of(name: str, value: str) -> str:
    """Return the line of the file for a choice."""
    document = tomlkit.document()
    document[name] = value
    return tomlkit.dumps(document).strip()


def _marked(found: str, name: str) -> str:
    return f"{found[:50]}-{hashlib.blake2b(name.encode(), digest_size=4).hexdigest()}"


def _names_of(exercise: Exercise) -> tuple[str, ...]:
    return (exercise.id, *exercise.aliases, exercise.name)


def _folded(name: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in name.casefold()).split())


def _sorted(name: str) -> str:
    return " ".join(sorted(_folded(name).split()))


def _wrong(value: object) -> str:
    if not isinstance(value, str):
        return f'found {describe(value)}; an id in quotes or "{SKIP}" is wanted'
    try:
        identifier(value)
    except ValueError as error:
        return str(error)
    return ""


def _line(text: str, name: str) -> int | None:
    return next((number for number, line in enumerate(text.split("\n"), 1) if name in line), None)
