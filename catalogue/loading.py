"""Everything that can be trained, from the bundled files and a person's own; one bad file never blocks another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from catalogue import bundled
from catalogue.checking import faults_of_routine
from catalogue.folders import toml_files
from catalogue.locating import Lines
from catalogue.models import SCHEMA, Exercise, Routine
from catalogue.problems import CatalogueError, Problem
from catalogue.reading import parse, read_text
from catalogue.text import quoted
from catalogue.validating import field_name, validate

BUNDLED: Final = "bundled"
"""The origin of what comes with the program; the origin of anything else is its path."""

_EXERCISE_KEYS: Final = frozenset({"level", "pattern", "sides", "defaults", "setup", "phases", "poses", "muscles"})

M = TypeVar("M", Exercise, Routine)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All exercises and routines that can be used, by id and in the order in which they are shown.

    Exercises and routines have separate ids; where both have the same, `repcue run` takes the routine.
    An origin is `BUNDLED` or the path of a person's own file.
    """

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    exercise_origins: Mapping[str, str]
    routine_origins: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Loaded(Generic[M]):
    model: M
    text: str
    path: Path
    origin: str


def load_catalogue(config: Path | None) -> Catalogue:
    """Load the bundled files and those in `config`, which win over bundled ones of the same id.

    What cannot be used is left out and named in the catalogue's problems; nothing is raised.
    """
    problems: list[Problem] = []
    exercises = _load_kind(Exercise, "exercises", config, problems)
    routines = _load_kind(Routine, "routines", config, problems)
    known = {each.model.id: each.model for each in exercises.values()}
    broken = _broken_exercises(problems)
    for routine_id, routine in list(routines.items()):
        faults = _problems_of_routine(routine, known, broken)
        if faults:
            problems += faults
            del routines[routine_id]
    problems += _shared_ids(exercises, routines)
    by_level = sorted(exercises.values(), key=_exercise_rank)
    by_name = sorted(routines.values(), key=_routine_rank)
    return Catalogue(
        MappingProxyType({each.model.id: each.model for each in by_level}),
        MappingProxyType({each.model.id: each.model for each in by_name}),
        MappingProxyType({each.model.id: each.origin for each in by_level}),
        MappingProxyType({each.model.id: each.origin for each in by_name}),
        tuple(problems),
    )


def check_file(path: Path, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Return all that is wrong with one file of an exercise or a routine, whichever it seems to be."""
    try:
        text = read_text(path)
        document = parse(text, path)
        if _seems_routine(document, path):
            routine = _model(Routine, document, text, path)
            loaded = _Loaded(routine, text, path, str(path))
            return tuple(_problems_of_routine(loaded, catalogue.exercises, _broken_exercises(catalogue.problems)))
        _model(Exercise, document, text, path)
    except CatalogueError as error:
        return error.problems
    return ()


def _load_kind(model: type[M], kind: str, config: Path | None, problems: list[Problem]) -> dict[str, _Loaded[M]]:
    loaded: dict[str, _Loaded[M]] = {}
    for parent in (bundled.FOLDER, config):
        if parent is None:
            continue
        listing = toml_files(parent / kind)
        problems += listing.problems
        for path in listing.files:
            try:
                text = read_text(path)
                found = _model(model, parse(text, path), text, path)
            except CatalogueError as error:
                problems += error.problems
            else:
                origin = BUNDLED if parent is bundled.FOLDER else str(path)
                loaded[found.id] = _Loaded(found, text, path, origin)
    return loaded


def _model(model: type[M], document: Mapping[str, object], text: str, path: Path) -> M:
    problems: list[Problem] = []
    declared = document.get("id")
    if isinstance(declared, str) and declared != path.stem:
        message = (
            f"found {quoted(declared)}, but the file is called {quoted(path.name)}; "
            "give the file and the id the same name"
        )
        problems.append(Problem(str(path), Lines(text).line(("id",)), "id", message))
    try:
        found = validate(model, document, text, path)
        if not problems:
            return found
    except CatalogueError as error:
        problems += error.problems
    version = document.get("schema")
    if isinstance(version, int) and version > SCHEMA:
        # What a newer program writes is not wrong; to call each of its new keys a mistake would mislead.
        problems = [problem for problem in problems if problem.field == "schema"]
    raise CatalogueError(sorted(problems, key=_line))


def _line(problem: Problem) -> int:
    return problem.line or 0


def _problems_of_routine(
    routine: _Loaded[Routine], exercises: Mapping[str, Exercise], broken: frozenset[str]
) -> list[Problem]:
    faults = list(faults_of_routine(routine.model, exercises, broken))
    if not faults:
        return []
    lines = Lines(routine.text)
    problems = [
        Problem(str(routine.path), lines.line(fault.at), field_name(fault.at), fault.message) for fault in faults
    ]
    return sorted(problems, key=_line)


def _broken_exercises(problems: Iterable[Problem]) -> frozenset[str]:
    paths = (Path(problem.path) for problem in problems)
    return frozenset(path.stem for path in paths if path.parent.name == "exercises")


def _exercise_rank(loaded: _Loaded[Exercise]) -> bundled.Rank:
    return bundled.exercise_rank(loaded.model.id, loaded.model.name, loaded.model.level)


def _routine_rank(loaded: _Loaded[Routine]) -> bundled.Rank:
    return bundled.routine_rank(loaded.model.id, loaded.model.name)


def _shared_ids(
    exercises: Mapping[str, _Loaded[Exercise]], routines: Mapping[str, _Loaded[Routine]]
) -> list[Problem]:
    problems = []
    for shared in sorted(exercises.keys() & routines.keys()):
        own: _Loaded[Exercise] | _Loaded[Routine] = routines[shared]
        if own.origin == BUNDLED:
            own = exercises[shared]
        message = f'an exercise and a routine are both called "{shared}"; repcue run takes the routine; rename one'
        problems.append(Problem(str(own.path), Lines(own.text).line(("id",)), "id", message))
    return problems


def _seems_routine(document: Mapping[str, object], path: Path) -> bool:
    if "blocks" in document:
        return True
    if document.keys() & _EXERCISE_KEYS:
        return False
    if path.absolute().parent.name in ("exercises", "routines"):
        return path.absolute().parent.name == "routines"
    message = "is neither an exercise, with [[phases]], nor a routine, with [[blocks]]; write one of them"
    raise CatalogueError([Problem(str(path), None, "", message)])
