"""Everything that can be trained, from the bundled files and a person's own; one bad file never blocks another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from catalogue import bundled
from catalogue.files.folders import toml_files
from catalogue.files.positions import Positions
from catalogue.files.problems import FileProblems, Problem, guarded
from catalogue.files.text import quoted
from catalogue.files.toml import parse, read_text
from catalogue.mistakes.drafts import draft
from catalogue.mistakes.references import faults_of_alternatives, faults_of_routine
from catalogue.mistakes.validation import Rules, field_name, validate
from catalogue.schema.exercise import Exercise
from catalogue.schema.routine import Routine
from catalogue.schema.rules import BrokenRule, told

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
    broken: Mapping[str, Exercise | None]
    """Drafts of the exercises that have problems, None where nothing could be read; only to check routines by."""


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
    broken: dict[str, Exercise | None] = {}
    exercises = _load_kind(Exercise, "exercises", config, problems, _no_rules, broken)
    by_level = sorted(exercises.values(), key=_exercise_rank)
    known = {each.model.id: each.model for each in by_level}
    rules = partial(faults_of_routine, exercises=known, broken=broken)
    routines = _load_kind(Routine, "routines", config, problems, rules, {})
    problems += [each for loaded in exercises.values() for each in _unknown_alternatives(loaded, known, broken)]
    problems += _shared_ids(exercises, routines)
    by_name = sorted(routines.values(), key=_routine_rank)
    return Catalogue(
        MappingProxyType(known),
        MappingProxyType({each.model.id: each.model for each in by_name}),
        MappingProxyType({each.model.id: each.origin for each in by_level}),
        MappingProxyType({each.model.id: each.origin for each in by_name}),
        tuple(problems),
        MappingProxyType(broken),
    )


def check_file(path: Path, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Return all that is wrong with one file of an exercise or a routine, whichever it seems to be."""
    try:
        guarded(path, lambda: _check(path, catalogue))
    except FileProblems as error:
        return error.problems
    return ()


def _check(path: Path, catalogue: Catalogue) -> None:
    text = read_text(path)
    document = parse(text, path)
    if _seems_routine(document, path):
        rules = partial(faults_of_routine, exercises=catalogue.exercises, broken=catalogue.broken)
        _model(Routine, document, text, path, rules)
    else:
        alternatives = partial(faults_of_alternatives, exercises=catalogue.exercises, broken=catalogue.broken)
        _model(Exercise, document, text, path, alternatives)


def _load_kind(
    model: type[M],
    kind: str,
    config: Path | None,
    problems: list[Problem],
    rules: Rules[M],
    broken: dict[str, M | None],
) -> dict[str, _Loaded[M]]:
    loaded: dict[str, _Loaded[M]] = {}
    for parent in (bundled.FOLDER, config):
        if parent is None:
            continue
        listing = toml_files(parent / kind)
        problems += listing.problems
        for path in listing.files:
            origin = BUNDLED if parent is bundled.FOLDER else str(path)
            try:
                found = guarded(path, partial(_load, model, path, origin, rules))
            except FileProblems as error:
                problems += error.problems
                broken[path.stem] = _draft(model, path)
            else:
                loaded[found.model.id] = found
    return loaded


def _load(model: type[M], path: Path, origin: str, rules: Rules[M]) -> _Loaded[M]:
    text = read_text(path)
    return _Loaded(_model(model, parse(text, path), text, path, rules), text, path, origin)


def _draft(model: type[M], path: Path) -> M | None:
    """The draft of a file that has problems; None where nothing can be read."""
    try:
        return guarded(path, lambda: draft(model, parse(read_text(path), path)).whole)
    except FileProblems:
        return None


def _no_rules(found: Exercise) -> Iterator[BrokenRule]:
    return iter(())


def _model(model: type[M], document: Mapping[str, object], text: str, path: Path, rules: Rules[M]) -> M:
    return validate(
        model, document, text, path, lambda found: told(_faults_of_id(document.get("id"), path), rules(found))
    )


def _faults_of_id(declared: object, path: Path) -> Iterator[BrokenRule]:
    if isinstance(declared, str) and declared != path.stem:
        yield BrokenRule(
            ("id",),
            f"found {quoted(declared)}, but the file is called {quoted(path.name)}; "
            "give the file and the id the same name",
        )


def _exercise_rank(loaded: _Loaded[Exercise]) -> bundled.Rank:
    return bundled.exercise_rank(loaded.model.id, loaded.model.name, loaded.model.level)


def _routine_rank(loaded: _Loaded[Routine]) -> bundled.Rank:
    return bundled.routine_rank(loaded.model.id, loaded.model.name)


def _unknown_alternatives(
    loaded: _Loaded[Exercise], known: Mapping[str, Exercise], broken: Mapping[str, Exercise | None]
) -> Iterator[Problem]:
    """Problems that leave the exercise in use."""
    for fault in faults_of_alternatives(loaded.model, known, broken):
        yield Problem(str(loaded.path), Positions(loaded.text).line(fault.at), field_name(fault.at), fault.message)


def _shared_ids(
    exercises: Mapping[str, _Loaded[Exercise]], routines: Mapping[str, _Loaded[Routine]]
) -> list[Problem]:
    problems = []
    for shared in sorted(exercises.keys() & routines.keys()):
        own: _Loaded[Exercise] | _Loaded[Routine] = routines[shared]
        if own.origin == BUNDLED:
            own = exercises[shared]
        message = f'an exercise and a routine are both called "{shared}"; repcue run takes the routine; rename one'
        problems.append(Problem(str(own.path), Positions(own.text).line(("id",)), "id", message))
    return problems


def _seems_routine(document: Mapping[str, object], path: Path) -> bool:
    if "blocks" in document:
        return True
    if document.keys() & _EXERCISE_KEYS:
        return False
    if path.absolute().parent.name in ("exercises", "routines"):
        return path.absolute().parent.name == "routines"
    message = "is neither an exercise, with [[phases]], nor a routine, with [[blocks]]; write one of them"
    raise FileProblems([Problem(str(path), None, "", message)])
