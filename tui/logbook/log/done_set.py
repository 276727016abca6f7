"""The shape of a finished set, which every other shape of one is made of.

The model of a log (`LogSet`) checks it, the index keeps and gives it (`SetRow`), an import fills it (`SetRecord`);
the columns of the CSV, the fields of the JSON and the values that can be mended are its fields. Without pydantic,
which statistics and the first screen have no use for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime, time
from typing import TYPE_CHECKING, Final, Literal

from tui.logbook.log.done_parts import DonePart, parts_of
from tui.session.plan import LoadCounts, SetKind, Side

if TYPE_CHECKING:
    # Checked types, for the model; who makes a set otherwise answers for its values.
    from tui.logbook.log.checked_values import (
        Amount,
        Count,
        Flag,
        Id,
        Load,
        Name,
        Note,
        Parts,
        RepSeconds,
        Rpe,
        Seconds,
        SetNumber,
    )


def _says(meaning: str, *, since: Literal[1, 2] = 1) -> dict[str, object]:
    """Return what is said of a field: what it means, and the schema of logs that has it first."""
    return {"meaning": meaning, "since": since}


@dataclass(frozen=True, kw_only=True)
class DoneSet:
    """One side of one set, as it was done; both sides, in rows that follow each other, make one set."""

    exercise: Id = field(metadata=_says("the exercise's id"))
    name: Name | None = field(default=None, metadata=_says("its name, where the log has one"))
    set: SetNumber = field(metadata=_says("the number of the set within its exercise"))
    side: Side | None = field(default=None, metadata=_says("the working leg, left or right; left out for both"))
    kind: SetKind = field(default="working", metadata=_says("warmup, working, amrap, drop or rest-pause"))
    target: Count | None = field(
        default=None, metadata=_says("planned reps, the low end of a range; at least so many of an amrap set")
    )
    target_max: Count | None = field(default=None, metadata=_says("the high end of a range"))
    target_seconds: Seconds | None = field(
        default=None, metadata=_says("planned seconds of a timed set; at least so many of an amrap set")
    )
    reps: Count | None = field(default=None, metadata=_says("reps done, of the first part; left out for a timed set"))
    load: Load | None = field(
        default=None, metadata=_says("the load, in unit, of the first part; below 0 it is help")
    )
    load_counts: LoadCounts | None = field(
        default=None, metadata=_says("none, total, per-hand, per-side, stack or bodyweight")
    )
    started: datetime | time | None = field(default=None, metadata=_says("the time of day"))
    """Of a row of a log; in a row of the index, when the session began."""
    seconds: Seconds | None = field(default=None, metadata=_says("how long the work took"))
    rest: Seconds | None = field(default=None, metadata=_says("seconds of rest taken after it"))
    target_rest: Seconds | None = field(default=None, metadata=_says("seconds of rest planned after it"))
    rpe: Rpe | None = field(default=None, metadata=_says("how hard the set was, 1 to 10 in halves"))
    rep_seconds: RepSeconds | None = field(default=None, metadata=_says("how long each rep took, as one text"))
    parts: Parts | None = field(
        default=None, metadata=_says("the parts after the first, of a drop or rest-pause set, as reps@load", since=2)
    )
    target_rpe: Rpe | None = field(default=None, metadata=_says("how hard it was planned to be", since=2))
    distance: Amount | None = field(default=None, metadata=_says("metres", since=2))
    note: Note | None = field(default=None, metadata=_says("a note on this set", since=2))
    extra: Flag | None = field(
        default=None, metadata=_says("true for a set that was added in the course of the session", since=2)
    )
    replaces: Id | None = field(
        default=None, metadata=_says("the id of the exercise that was planned in its place", since=2)
    )

    @property
    def counts(self) -> bool:
        """Whether it counts in totals and records: warm-ups do not."""
        return self.kind != "warmup"

    @property
    def rep_durations(self) -> tuple[float, ...]:
        """How long each rep took, in seconds."""
        return tuple(map(float, (self.rep_seconds or "").split()))

    @property
    def done_parts(self) -> tuple[DonePart, ...]:
        """The parts after the first."""
        return parts_of(self.parts) if self.parts else ()

    @property
    def all_reps(self) -> int:
        """Reps of all parts."""
        return (self.reps or 0) + (sum(part.reps for part in self.done_parts) if self.parts else 0)

    @property
    def on_body_weight(self) -> bool:
        """Whether body weight is moved, with more or with help."""
        return self.load_counts == "bodyweight"

    def volume_of(self, body_weight: float | None) -> float:
        """Return reps x load of all parts, in the unit of both; a load per hand is not doubled.

        Of work on body weight it is none where that is not known.
        """
        base = 0.0
        if self.load_counts == "bodyweight":
            if body_weight is None:
                return 0.0
            base = body_weight
        volume = (
            (self.reps or 0) * max(base + (self.load or 0.0), 0.0) if base else (self.reps or 0) * (self.load or 0.0)
        )
        if self.parts is None:
            return volume
        return volume + sum(part.reps * (base + (part.load or 0.0)) for part in self.done_parts)


FIELDS: Final = tuple(each.name for each in fields(DoneSet))
"""In the order of a row of a log."""
MEANINGS: Final = {each.name: str(each.metadata["meaning"]) for each in fields(DoneSet)}
"""What each field means, for the pages."""
NEW_WORDS: Final = frozenset(each.name for each in fields(DoneSet) if each.metadata["since"] == 2)
"""Keys that logs of schema 1 don't have: there they are a person's own."""
