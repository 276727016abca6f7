"""Names for the sidebar, read without validating anything: the program shows them before pydantic is loaded.

A file with a mistake is skipped silently; the full loading names it and its problems.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from catalogue import bundled
from catalogue.files.folders import toml_files
from catalogue.files.problems import FileProblems, guarded
from catalogue.files.text import NAME_LENGTH, SUMMARY_LENGTH, folded, one_line, runnable_id
from catalogue.files.toml import parse, read_text
from catalogue.schema.words import LEVELS, Level


@dataclass(frozen=True, slots=True)
class ExerciseOutline:
    """What the sidebar shows of an exercise."""

    id: str
    name: str
    level: Level


@dataclass(frozen=True, slots=True)
class RoutineOutline:
    """What the sidebar and the line above it show of a routine; `exercises` is how many different ones it has."""

    id: str
    name: str
    summary: str
    exercises: int


T = TypeVar("T", ExerciseOutline, RoutineOutline)
Document = Mapping[str, object]


def outline(folders: Sequence[Path]) -> tuple[ExerciseOutline | RoutineOutline, ...]:
    """Return routines, then exercises from easy to hard, as the sidebar shows them.

    Each folder has `exercises/` and `routines/`; of two files with one id the one in the later folder counts.
    The folder of what comes with the program is `catalogue.bundled.FOLDER`.
    """
    routines = _read(folders, "routines", _routine)
    exercises = _read(folders, "exercises", _exercise)
    return (
        *sorted(routines, key=lambda each: bundled.routine_rank(each.id, each.name)),
        *sorted(exercises, key=lambda each: bundled.exercise_rank(each.id, each.name, each.level)),
    )


def _read(folders: Sequence[Path], kind: str, outlined: Callable[[Document], T]) -> list[T]:
    found: dict[str, T] = {}
    for path in (path for folder in folders for path in toml_files(folder / kind).files):
        try:
            each = guarded(path, partial(_outline, path, outlined))
        except FileProblems:
            continue
        if each.id == path.stem:
            found[each.id] = each
    return list(found.values())


def _outline(path: Path, outlined: Callable[[Document], T]) -> T:
    return outlined(parse(read_text(path), path))


def _exercise(document: Document) -> ExerciseOutline:
    level = next((level for level in LEVELS if level == document.get("level")), None)
    if level is None:
        raise ValueError("no level")
    return ExerciseOutline(*_id_and_name(document), level)


def _routine(document: Document) -> RoutineOutline:
    summary = document.get("summary")
    exercises = set(_exercise_ids(document.get("blocks")))
    if not exercises:
        raise ValueError("no exercises")
    shown = folded(summary, SUMMARY_LENGTH) if isinstance(summary, str) else ""
    return RoutineOutline(*_id_and_name(document), shown, len(exercises))


def _id_and_name(document: Document) -> tuple[str, str]:
    found, name = document.get("id"), document.get("name")
    if not isinstance(found, str) or not isinstance(name, str):
        raise ValueError("no id or no name")
    return runnable_id(found), one_line(name, NAME_LENGTH)


def _exercise_ids(blocks: object) -> Iterator[str]:
    for block in blocks if isinstance(blocks, list) else ():
        if isinstance(block, dict):
            exercise = block.get("exercise")
            if isinstance(exercise, str):
                yield exercise
            yield from _exercise_ids(block.get("superset"))
