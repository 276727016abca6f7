"""Broken rules between several keys: one check reports all of them, each at its own key."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """One broken rule: the keys that lead to the place, from the table that was checked, and a sentence."""

    at: tuple[str | int, ...]
    message: str


class RuleError(ValueError):
    """Raised by a model's own checks, with every broken rule that they found."""

    def __init__(self, faults: Iterable[BrokenRule]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{'.'.join(map(str, fault.at))}: {fault.message}" for fault in self.faults))


class Unknown(Exception):
    """Raised where a rule asks for what cannot be known, as the value it asks about is itself wrong."""


class Wrong:
    """Stands in a draft for a value that is there but wrong, or is missing although it must be there.

    It can be compared with None; any other use raises `Unknown`.
    """

    __slots__ = ("_found",)

    def __init__(self, found: object = None) -> None:
        self._found = found

    def _ask(self, *_: object) -> NoReturn:
        raise Unknown

    __getattr__ = __getitem__ = __contains__ = __call__ = _ask
    __bool__ = __len__ = __iter__ = __int__ = __float__ = __index__ = __str__ = __format__ = _ask
    __lt__ = __le__ = __gt__ = __ge__ = _ask
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __floordiv__ = __rfloordiv__ = __neg__ = _ask

    def __eq__(self, other: object) -> bool:
        raise Unknown

    def __hash__(self) -> int:
        raise Unknown


def found_in(value: object) -> object:
    """Return the value in the file where a draft has a `Wrong`, else the value itself."""
    return value._found if isinstance(value, Wrong) else value


def given(value: object) -> bool:
    """Whether a value was written that is not zero, false or empty; a wrong one counts as written."""
    return isinstance(value, Wrong) or bool(value)


def told(*rules: Iterable[BrokenRule]) -> Iterator[BrokenRule]:
    """Yield the broken rules of each check. A check that raises `Unknown` ends there; the others continue."""
    for rule in rules:
        with suppress(Unknown):
            yield from rule


def raise_any(faults: Iterable[BrokenRule]) -> None:
    """Raise RuleError if any rule is broken."""
    found = tuple(faults)
    if found:
        raise RuleError(found)
