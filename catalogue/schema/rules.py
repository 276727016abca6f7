"""Rules between several keys, broken: a way for one check to report many faults, each at its own key."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule: the keys that lead to the place, from the table that was checked, and a sentence."""

    at: tuple[str | int, ...]
    message: str


class RuleError(ValueError):
    """Raised by a model's own checks; carries every fault that they found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{'.'.join(map(str, fault.at))}: {fault.message}" for fault in self.faults))


class Unknown(Exception):
    """Raised where a rule asks for what cannot be known, as the value it asks about is itself wrong."""


class Wrong:
    """Stands in a draft for a value that is there but wrong, or is missing although it must be there.

    A rule may see that it is not None; to ask anything else of it raises `Unknown`.
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
    """Return what the file has where a draft has a `Wrong`, else the value itself."""
    return value._found if isinstance(value, Wrong) else value


def given(value: object) -> bool:
    """Whether a value was written that is not zero, false or nothing; a wrong one was written to be something."""
    return isinstance(value, Wrong) or bool(value)


def told(*rules: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the faults of each rule; one that asks for what cannot be known ends there, and the others go on."""
    for rule in rules:
        with suppress(Unknown):
            yield from rule


def raise_any(faults: Iterable[Fault]) -> None:
    """Raise RuleError if there is any fault."""
    found = tuple(faults)
    if found:
        raise RuleError(found)
