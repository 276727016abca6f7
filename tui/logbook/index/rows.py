"""Sessions and sets as the index gives them: plain rows, quick to make by the thousand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from catalogue.schema.words import SideName


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session. Totals are those of `Log`: warm-ups left out, both sides added, loads in `unit`."""

    path: Path
    id: str
    name: str
    routine: str | None
    started: datetime
    """With the offset of where the session was."""
    finished: datetime
    outcome: str
    unit: str
    active_seconds: float
    paused_seconds: float
    effort: float | None
    note: str
    sets: int
    reps: int
    volume_load: float
    exercises: tuple[str, ...]
    """Ids, in the order they were begun."""


@dataclass(frozen=True, slots=True)
class SetRow:
    """One side of one set, and the session it belongs to; fields are those of `LogSet`."""

    path: Path
    session: str
    """The id of the session."""
    started: datetime
    """When the session started."""
    unit: str
    position: int
    """Its place among the rows of its log, from 0."""
    exercise: str
    name: str | None
    set: int
    side: SideName | None
    kind: str
    target: int | None
    target_max: int | None
    target_seconds: float | None
    reps: int | None
    load: float | None
    load_counts: str | None
    seconds: float | None
    rest: float | None
    target_rest: float | None
    rpe: float | None
    rep_seconds: tuple[float, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it counts in totals and records: warm-ups do not."""
        return self.kind != "warmup"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which sessions are asked for; what is left empty asks for all."""

    exercise: str | None = None
    """An exercise's id."""
    routine: str | None = None
    since: date | None = None
    """The first local day."""
    until: date | None = None
    """The last local day, included."""
    words: tuple[str, ...] = field(default=())
    """Each must be in the name, the routine, the note, or the id or name of an exercise; case does not matter."""
    limit: int | None = None
