"""The type, bounds and keys that a pydantic model allows at a place, for messages that name what is allowed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Final, Literal, TypeGuard, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from catalogue.files.text import describe

_NAMES: Final[Mapping[object, str]] = {
    str: "text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A type without `Annotated` and `None`, and the bounds and lengths declared with it."""

    type: object
    low: float | None = None
    high: float | None = None
    fewest: int | None = None
    most: int | None = None
    """The least and the greatest length of a list, or number of keys of a table."""
    tables: object = None
    """The type of a list of tables that may stand here as well."""

    @property
    def is_table(self) -> bool:
        """Whether a TOML table is wanted."""
        return is_model(self.type) or get_origin(self.type) in (dict, Mapping)

    @property
    def is_list(self) -> bool:
        """Whether a TOML array is wanted."""
        return get_origin(self.type) in (tuple, list)

    @property
    def choices(self) -> tuple[str | int, ...]:
        """The values that may be chosen from, or none if any value of the type will do."""
        return get_args(self.type) if get_origin(self.type) is Literal else ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that the table may have; none if it may have any."""
        if not is_model(self.type):
            return ()
        return tuple(field.alias or name for name, field in self.type.model_fields.items())

    def inside(self, step: str | int) -> "Wanted":
        """Return what is allowed as a key's value or as an item of a list."""
        if is_model(self.type):
            fields = self.type.model_fields.items()
            field = next((field for name, field in fields if step in (field.alias, name)), None)
            return _unwrapped(field.annotation, field.metadata) if field else Wanted(object)
        arguments = get_args(self.type)
        if not arguments:
            return Wanted(object)
        return _unwrapped(arguments[-1] if self.is_table else arguments[0], ())

    def __str__(self) -> str:
        if self.choices:
            *most, last = map(describe, self.choices)
            return f"{', '.join(most)} or {last}" if most else last
        if self.is_table:
            return "a table of keys and values"
        if self.is_list:
            return "a list of tables" if self.inside(0).is_table else "a list in square brackets"
        other = " or a list of tables" if self.tables else ""
        return _NAMES.get(self.type, "something else") + self._span() + other

    def _span(self) -> str:
        if self.low is not None and self.high is not None:
            return f" from {self.low:g} to {self.high:g}"
        if self.low is not None:
            return f" of {self.low:g} or more"
        return f" of {self.high:g} or less" if self.high is not None else ""


def wanted_of(annotation: object) -> Wanted:
    """Return what an annotation allows."""
    return _unwrapped(annotation, ())


def _unwrapped(annotation: object, beside: Iterable[object]) -> Wanted:
    # Of a union the first member counts, and a list of tables; None only says that the key may be left out.
    bounds = list(beside)
    tables: object = None
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            bounds += more
        elif get_origin(annotation) in (Union, UnionType):
            first, *others = [each for each in get_args(annotation) if each is not NoneType] or [object]
            tables = next((each for each in others if _is_list_of_tables(each)), tables)
            annotation = first
        else:
            break
    flat = [each for bound in bounds for each in (bound.metadata if isinstance(bound, FieldInfo) else [bound])]
    return Wanted(
        annotation,
        next((each.ge for each in flat if isinstance(each, Ge) and isinstance(each.ge, int | float)), None),
        next((each.le for each in flat if isinstance(each, Le) and isinstance(each.le, int | float)), None),
        next((each.min_length for each in flat if isinstance(each, MinLen)), None),
        next((each.max_length for each in flat if isinstance(each, MaxLen)), None),
        tables,
    )


def _is_list_of_tables(annotation: object) -> bool:
    wanted = wanted_of(annotation)
    return wanted.is_list and wanted.inside(0).is_table


def is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    """Whether a table with keys of its own is wanted."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
