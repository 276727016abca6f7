"""Sessions and sets as the index gives them: plain rows, quick to make by the thousand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, dataclass, field, fields, make_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from tui.logbook.index.values import SET_VALUES
from tui.logbook.log.done_set import DoneSet


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
    body_weight: float | None = None
    """In `unit`; None where it is not known."""
    planned_sets: int | None = None
    """None where the log doesn't say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRow(DoneSet):
    """A finished set in the index, and the session it belongs to."""

    path: Path
    session: str
    """The id of the session."""
    started: datetime
    """When the session started."""
    unit: str
    body_weight: float | None = None
    """In `unit`, where the session says it."""
    position: int
    """Its place among the rows of its log, from 0."""

    @property
    def volume(self) -> float:
        """Reps x load of all parts, in `unit`; with the body weight where that counts and is known."""
        return self.volume_of(self.body_weight)


_BELONGS: Final = ("path", "session", "started", "unit", "body_weight", "exercise", "position")
_DEFAULTS: Final = {each.name: each.default for each in fields(DoneSet) if each.default is not MISSING}
_Plain: Final = make_dataclass(
    "_Plain",
    [*_BELONGS, *((name, object, field(default=_DEFAULTS.get(name))) for name in SET_VALUES)],
)


class _Unlocked(SetRow):
    """A mutable row while it is being filled; making a frozen one takes six times as long."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__
    __init__ = _Plain.__init__  # type: ignore[misc]  # by position; what is left out has its default


def set_rows(session: SessionRow, exercise: str, rows: Iterable[Sequence[Any]]) -> Iterator[SetRow]:
    """Build the rows of one exercise in a session from the index's values: position, then `SET_VALUES`."""
    belongs = session.path, session.id, session.started, session.unit, session.body_weight, exercise
    for values in rows:
        row = _Unlocked(*belongs, *values)
        row.__class__ = SetRow
        yield row


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
