"""Rules between several keys, broken: a way for one check to report many faults, each at its own key."""

from collections.abc import Iterable
from dataclasses import dataclass


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


def raise_any(faults: Iterable[Fault]) -> None:
    """Raise RuleError if there is any fault."""
    found = tuple(faults)
    if found:
        raise RuleError(found)
