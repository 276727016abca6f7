"""Drafts: documents with placeholders for wrong values, on which every rule can still be checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Final, Generic, NamedTuple, Protocol, TypeVar, get_args, runtime_checkable

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from catalogue.files.positions import Location
from catalogue.files.spelling import nearest
from catalogue.mistakes.annotations import Wanted, is_model, wanted_of
from catalogue.mistakes.sentences import sentence
from catalogue.schema.rules import BrokenRule, Wrong, told

_MOST_MISSPELT: Final = 100
"""How many unknown keys are compared with known ones; more are no slips of the finger, and comparing takes long."""

M = TypeVar("M", bound=BaseModel)


@runtime_checkable
class Ruled(Protocol):
    """A table with rules between its keys."""

    def faults(self) -> Iterator[BrokenRule]:
        """Find every rule that is broken, those apart that a `Wrong` value leaves open."""
        ...


class Mistake(NamedTuple):
    """A value, or the lack of one, that is wrong by itself."""

    at: Location
    error: ErrorDetails
    wanted: Wanted
    around: Wanted

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return sentence(self.error, self.wanted, self.around)


@dataclass(frozen=True, slots=True)
class Draft(Generic[M]):
    """A model with `Wrong` in the places of its mistakes; a misspelt key counts as the one that was meant."""

    whole: M
    mistakes: list[Mistake]
    tables: list[tuple[Location, Ruled]]
    """Inner tables before the ones they are in."""
    written: Mapping[Location, str]
    """How the last key of a location is written in the file, where it is misspelt."""

    def faults(self) -> Iterator[BrokenRule]:
        """Find the broken rules of all tables; where an inner table breaks one, the outer ones add nothing."""
        said: set[Location] = set()
        for at, table in self.tables:
            found = [BrokenRule((*at, *fault.at), fault.message) for fault in told(table.faults())]
            yield from (fault for fault in found if fault.at not in said)
            said.update(fault.at for fault in found)

    def place(self, at: Sequence[str | int]) -> Location:
        """Return a location as the file has it."""
        return tuple(self.written.get(tuple(at[: end + 1]), step) for end, step in enumerate(at))


def draft(model: type[M], document: Mapping[str, object]) -> Draft[M]:
    """Return all that can be made of a document, with all its mistakes."""
    drafter = _Drafter()
    whole = drafter.table(model, document, ())
    return Draft(whole, drafter.mistakes, drafter.tables, drafter.written)


@dataclass(slots=True)
class _Drafter:
    mistakes: list[Mistake] = field(default_factory=list)
    tables: list[tuple[Location, Ruled]] = field(default_factory=list)
    written: dict[Location, str] = field(default_factory=dict)
    _misspelt: int = 0

    def table(self, model: type[M], document: Mapping[str, object], at: Location) -> M:
        around = Wanted(model)
        shapes = _shapes(model)
        meant = self._meant(model, document, at, shapes)
        values: dict[str, object] = {}
        given: set[str] = set()
        for name, info in model.model_fields.items():
            key = info.alias or name
            here = (*at, key)
            if key in document or key in meant:
                values[key] = self._value(shapes[key], document[meant.get(key, key)], here, around)
                given.add(name)
            elif info.is_required():
                self._mistake("missing", here, document, shapes[key].wanted, around)
                values[key] = Wrong()
        whole = model.model_construct(_fields_set=given, **values)
        if isinstance(whole, Ruled):
            self.tables.append((at, whole))
        return whole

    def _meant(
        self, model: type[BaseModel], document: Mapping[str, object], at: Location, shapes: Mapping[str, "_Shape"]
    ) -> dict[str, str]:
        """The keys that are missing, each with the misspelt key that is there instead."""
        meant: dict[str, str] = {}
        if model.model_config.get("extra") != "forbid":
            return meant
        missing = [key for key in shapes if key not in document]
        for key, value in document.items():
            if key in shapes:
                continue
            self._mistake("extra_forbidden", (*at, key), value, Wanted(object), Wanted(model))
            self._misspelt += 1
            near = nearest(key, shapes) if self._misspelt <= _MOST_MISSPELT else None
            if near in missing and near not in meant:
                meant[near] = key
                self.written[(*at, near)] = key
        return meant

    def _value(self, shape: "_Shape", value: object, at: Location, around: Wanted) -> object:
        if shape.tables and isinstance(value, list):
            shape = shape.tables
        wanted = shape.wanted
        if is_model(wanted.type) and isinstance(value, Mapping):
            return self.table(wanted.type, value, at)
        if shape.keys and shape.items and isinstance(value, Mapping):
            self._check_length(value, at, wanted, around)
            return self._entries(shape.keys, shape.items, value, at)
        if shape.items and not shape.keys and isinstance(value, list):
            self._check_length(value, at, wanted, around)
            return tuple(self._value(shape.items, each, (*at, index), wanted) for index, each in enumerate(value))
        if shape.adapter is None:
            self._mistake("wrong_kind", at, value, wanted, around)
            return Wrong(value)
        try:
            return shape.adapter.validate_python(value)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                self.mistakes.append(Mistake((*at, *each["loc"]), each, wanted, around))
            return Wrong(value)

    def _entries(
        self, keys: "_Shape", items: "_Shape", value: Mapping[str, object], at: Location
    ) -> dict[object, object]:
        found: dict[object, object] = {}
        for key, each in value.items():
            name = self._value(keys, key, (*at, key), Wanted(object))
            found[key if isinstance(name, Wrong) else name] = self._value(items, each, (*at, key), Wanted(object))
        return found

    def _check_length(
        self, value: Sequence[object] | Mapping[str, object], at: Location, wanted: Wanted, around: Wanted
    ) -> None:
        if wanted.most is not None and len(value) > wanted.most:
            self._mistake("too_long", at, value, wanted, around, max_length=wanted.most)
        if wanted.fewest is not None and len(value) < wanted.fewest:
            self._mistake("too_short", at, value, wanted, around, min_length=wanted.fewest)

    def _mistake(
        self, kind: str, at: Location, value: object, wanted: Wanted, around: Wanted, **context: int
    ) -> None:
        error = ErrorDetails(type=kind, loc=at, msg="", input=value, ctx=dict(context))
        self.mistakes.append(Mistake(at, error, wanted, around))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What may stand in one place: a table, a list of `items`, a table of any `keys`, or one value, or `tables`."""

    wanted: Wanted
    adapter: TypeAdapter[object] | None = None
    items: "_Shape | None" = None
    keys: "_Shape | None" = None
    tables: "_Shape | None" = None


@cache
def _shapes(model: type[BaseModel]) -> Mapping[str, _Shape]:
    return {
        info.alias or name: _shape(Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation)
        for name, info in model.model_fields.items()
    }


def _shape(annotation: object) -> _Shape:
    wanted = wanted_of(annotation)
    if is_model(wanted.type):
        return _Shape(wanted)
    inside = get_args(wanted.type)
    if wanted.is_table:
        return _Shape(wanted, keys=_shape(inside[0]), items=_shape(inside[1]))
    if wanted.is_list:
        return _Shape(wanted, items=_shape(inside[0]))
    adapter: TypeAdapter[object] = TypeAdapter(annotation)  # type: ignore[arg-type]  # mypy can't tell a type form
    return _Shape(wanted, adapter, tables=_shape(wanted.tables) if wanted.tables else None)
