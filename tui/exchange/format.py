"""The interface of a format: each file in `formats/` defines one instance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from tui.exchange.losses import Capacity, Losses
from tui.exchange.session_record import Reading
from tui.exchange.tables import Table
from tui.exchange.timestamps import Zone
from tui.logbook.log.log_model import Log, Unit


@dataclass(frozen=True, slots=True)
class JsonDocument:
    """A parsed JSON file."""

    path: Path
    value: object


S = TypeVar("S", Table, JsonDocument)


@dataclass(frozen=True, slots=True)
class ImportDefaults:
    """Values for what a file leaves out."""

    zone: Zone
    """The offset of times of day without one."""
    unit: Unit | None
    """The unit of loads without one; None as long as it is not given."""


@dataclass(frozen=True, slots=True)
class Target:
    """The parameters of an export."""

    names: Mapping[str, str]
    """The names of exercises by id."""
    unit: Unit
    """The unit of the loads where the format has one unit for all."""
    losses: Losses
    """The counts of what does not fit."""


@dataclass(frozen=True, slots=True)
class Format(Generic[S]):
    """A file format: its name, its reader, its writer and what it holds."""

    name: str
    source: type[S]
    """The type that its files are parsed into."""
    recognises: Callable[[S], bool]
    read: Callable[[S, ImportDefaults], Reading]
    """May raise FileProblems and UnitNeeded."""
    write: Callable[[Iterable[Log], Target], Iterator[str]] | None = None
    """None for a format that is only read."""
    holds: Capacity | None = None
    """What survives an export; None where every log comes back whole."""
