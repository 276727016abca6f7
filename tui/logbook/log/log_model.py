"""The schema of a log: one session as it was done.

Attributes have the names of the TOML keys; only `schema`, a word that pydantic keeps for itself, is `schema_`.
Everything is frozen. Keys that the schema does not know are kept, in every table: a log belongs to the person.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta, timezone
from functools import partial
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from catalogue.files.text import NOTE_LENGTH, identifier, one_line, prose, quoted
from catalogue.schema.bounds import LONGEST_ON_FILE, MOST_ON_FILE, RPE, dated, halves
from catalogue.schema.models import SchemaNumber
from catalogue.schema.words import LoadCounts, SideName

NAME_LENGTH: Final = 2000
"""Longer than a routine's own, because a session made of exercises is named after them."""

Outcome = Literal["completed", "ended-early", "recovered"]
Unit = Literal["kg", "lb"]
SetKind = Literal["warmup", "working", "amrap"]


def _note(text: str) -> str:
    # A tab, or the line ends of another system, must not make a whole log unreadable.
    text = text.replace("\t", " ").replace("\r\n", "\n")
    return prose(text, NOTE_LENGTH) if text.strip() else ""


def _fixed_offset(moment: datetime) -> datetime:
    # TOML has offsets in whole minutes, and moments of named zones compare unequal when the clocks change.
    offset = moment.utcoffset()
    assert offset is not None
    whole = timezone(offset - offset % _MINUTE)
    return moment.astimezone(whole)


def _local(clock: time) -> time:
    if clock.tzinfo is not None:
        raise ValueError("is the time of day where the session was; take the offset out")
    return clock


def _rep_seconds(text: str) -> str:
    if len(text) > _LONGEST_REP_SECONDS:
        raise ValueError("is too long to be the seconds of one set's reps")
    for word in text.split():
        if not word.replace(".", "", 1).isdecimal() or not word.isascii() or float(word) > LONGEST_ON_FILE:
            raise ValueError(f'found {quoted(word)}; write the seconds of each rep with spaces between: "4.1 5.2"')
    return text


_MINUTE = timedelta(minutes=1)
_LONGEST_REP_SECONDS = 400_000

# What was done must always fit: these bounds keep nonsense out of the totals and are never met by a person. They are
# wider than what may be typed, as a log that was read once is read for ever.
Id = Annotated[str, AfterValidator(identifier)]
Name = Annotated[str, AfterValidator(partial(one_line, limit=NAME_LENGTH))]
Moment = Annotated[AwareDatetime, Field(strict=True), AfterValidator(dated), AfterValidator(_fixed_offset)]
Clock = Annotated[time, Field(strict=True), AfterValidator(_local)]
Seconds = Annotated[float, Field(strict=True, ge=0, le=LONGEST_ON_FILE, allow_inf_nan=False)]
Load = Annotated[float, Field(strict=True, ge=-MOST_ON_FILE, le=MOST_ON_FILE, allow_inf_nan=False)]
"""Below zero where a machine takes weight off."""
Count = Annotated[int, Field(strict=True, ge=0, le=MOST_ON_FILE)]
Rpe = Annotated[float, Field(strict=True, ge=RPE.low, le=RPE.high, allow_inf_nan=False), AfterValidator(halves)]


class LogSet(BaseModel):
    """One side of one set; both sides, in rows that follow each other, make one set."""

    model_config = ConfigDict(frozen=True, extra="allow")

    exercise: Id
    name: Name | None = None
    set: Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
    side: SideName | None = None
    """The working leg; None for both at once."""
    kind: SetKind = "working"
    target: Count | None = None
    """Reps a side; the low end of a range."""
    target_max: Count | None = None
    """The high end of a range."""
    target_seconds: Seconds | None = None
    """Of a timed set."""
    reps: Count | None = None
    """None for a timed set."""
    load: Load | None = None
    """In the log's unit."""
    load_counts: LoadCounts | None = None
    started: Clock | None = None
    seconds: Seconds | None = None
    """How long the work took."""
    rest: Seconds | None = None
    """The rest taken after it, in seconds."""
    target_rest: Seconds | None = None
    """The rest planned after it, in seconds."""
    rpe: Rpe | None = None
    rep_seconds: Annotated[str, AfterValidator(_rep_seconds)] | None = None

    @property
    def counts(self) -> bool:
        """Whether it counts in totals: warm-ups do not."""
        return self.kind != "warmup"

    @property
    def volume_load(self) -> float:
        """Reps x load as written (a load per hand is not doubled), in the log's unit; 0 for a warm-up."""
        return (self.reps or 0) * (self.load or 0.0) if self.counts else 0.0

    @property
    def rep_durations(self) -> tuple[float, ...]:
        """How long each rep took, in seconds."""
        return tuple(map(float, (self.rep_seconds or "").split()))


class Log(BaseModel):
    """One session. Totals are of working and AMRAP sets; warm-ups are left out, as is usual for volume."""

    model_config = ConfigDict(frozen=True, extra="allow")

    schema_: SchemaNumber = Field(alias="schema")
    id: Annotated[str, AfterValidator(partial(one_line, limit=80))]
    name: Name
    routine: Id | None = None
    """None for a session made of exercises."""
    started: Moment
    finished: Moment
    outcome: Outcome
    active_seconds: Seconds
    """From start to finish, less pauses."""
    paused_seconds: Seconds = 0.0
    unit: Unit = "kg"
    effort: Rpe | None = None
    """RPE of the whole session."""
    note: Annotated[str, AfterValidator(_note)] = ""
    sets: tuple[LogSet, ...]

    @property
    def volume_load(self) -> float:
        """Sum of reps x load over the counted rows, both sides added, in the log's unit."""
        return sum(row.volume_load for row in self.sets)

    @property
    def reps(self) -> int:
        """Reps of the counted rows, both sides added."""
        return sum(row.reps or 0 for row in self.sets if row.counts)

    @property
    def set_count(self) -> int:
        """Counted sets; both sides of one set are one."""
        return sum(1 for rows in whole_sets(self.sets) if rows[0].counts)

    @property
    def exercises(self) -> tuple[str, ...]:
        """The ids of the exercises, in the order they were begun."""
        return tuple(dict.fromkeys(row.exercise for row in self.sets))

    def document(self) -> dict[str, object]:
        """Return the TOML document: keys in the order of the schema, then unknown ones; absent values left out."""
        return self.model_dump(by_alias=True, exclude_none=True)

    def as_json(self) -> dict[str, object]:
        """Return the same with dates and times as ISO 8601 text."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


def whole_sets(rows: Iterable[LogSet]) -> Iterator[tuple[LogSet, ...]]:
    """Group rows that follow each other into sets: same exercise, number and kind, each side once."""
    group: list[LogSet] = []
    for row in rows:
        if group and (_key(row) != _key(group[0]) or _meets_side(row, group)):
            yield tuple(group)
            group = []
        group.append(row)
    if group:
        yield tuple(group)


def _key(row: LogSet) -> tuple[str, int, str]:
    return row.exercise, row.set, row.kind


def _meets_side(row: LogSet, group: Iterable[LogSet]) -> bool:
    return row.side is None or any(other.side in (None, row.side) for other in group)
