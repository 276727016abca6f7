"""The shape of a format: what each file in `formats/` fills in, and all that the rest of the program sees of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from tui.exchange.losses import Holds, Losses
from tui.exchange.session_record import Reading
from tui.exchange.tables import Table
from tui.exchange.timestamps import Zone
from tui.logbook.models import Log, Unit


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed JSON file."""

    path: Path
    value: object


S = TypeVar("S", Table, Document)


@dataclass(frozen=True, slots=True)
class Defaults:
    """Values for what a file leaves unsaid."""

    zone: Zone
    """The offset of times of day without one."""
    unit: Unit | None
    """The unit of loads without one; None until the person has named it."""


@dataclass(frozen=True, slots=True)
class Target:
    """What an export needs beside the logs."""

    names: Mapping[str, str]
    """The names of exercises by id."""
    unit: Unit
    """The unit of the loads where the format has one unit for all."""
    losses: Losses
    """Counts what does not fit."""


@dataclass(frozen=True, slots=True)
class Format(Generic[S]):
    """One format of files."""

    name: str
    source: type[S]
    """What its files are parsed into before they are recognised."""
    recognises: Callable[[S], bool]
    read: Callable[[S, Defaults], Reading]
    """May raise CatalogueError and UnitNeeded."""
    write: Callable[[Iterable[Log], Target], Iterator[str]] | None = None
    """None for a format that is only read."""
    holds: Holds | None = None
    """What survives an export; None where every log comes back whole."""
