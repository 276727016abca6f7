"""The types of single values in catalogue files, and the table that all of them stand in.

Attributes have the names of the TOML keys; only `schema`, a word that pydantic keeps for itself, is `schema_`.
Everything is frozen, and unknown keys are refused. Seconds are seconds, loads are in the unit of the person's
settings.

A type that may be written in several ways says so in its own sentence; a plain number or text leaves that to
`catalogue.mistakes`, which has the type's bounds.
"""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator

from catalogue.files.text import (
    CUE_LENGTH,
    NAME_LENGTH,
    SUMMARY_LENGTH,
    TEXT_LENGTH,
    WORD_LENGTH,
    describe,
    folded,
    no_braces,
    one_line,
    runnable_id,
    step_text,
)
from catalogue.schema.bounds import EVERY, LOAD, PLANNED_REST, PLANNED_WORK, Bounds, halves
from catalogue.schema.bounds import RPE as RPE_BOUNDS
from catalogue.schema.notation import (
    LONGEST_PHASE,
    LoadShare,
    OpenReps,
    OpenSeconds,
    RepRange,
    Tempo,
    parse_load,
    parse_reps,
    parse_seconds,
    parse_target,
    parse_tempo,
    rep_range,
)

SCHEMA: Final = 1
"""The version of the file format that this program writes and reads."""

SHORT_LENGTH: Final = 24
"""Letters of the name for small places."""

T = TypeVar("T")
Parse = Callable[[str], T]


class Table(BaseModel):
    """A TOML table whose keys are all known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def newer_schema(found: object) -> str:
    """Return the message for a file whose format is newer than this program."""
    return f"found {describe(found)}; the file was made by a newer repcue; update repcue to read it"


def _schema(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > SCHEMA:
        raise ValueError(newer_schema(value))
    if value is True or value != SCHEMA:
        raise ValueError(f"found {describe(value)}; write schema = {SCHEMA}")
    return SCHEMA


def _plain_reps(value: object) -> int | RepRange:
    if isinstance(value, RepRange):
        return value
    if isinstance(value, str):
        return parse_reps(value)
    return _number_of_reps(value, 'a whole number such as 10, or a range such as "8-12" in quotes')


def _reps(value: object) -> int | RepRange | OpenReps:
    if isinstance(value, RepRange | OpenReps):
        return value
    if isinstance(value, str):
        return parse_target(value)
    return _number_of_reps(value, 'a whole number such as 10, or in quotes a range such as "8-12", "8+" or "max"')


def _number_of_reps(value: object, allowed: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return rep_range(value, value).low
    raise ValueError(f"found {describe(value)}; reps are {allowed}")


def _seconds(value: object) -> float | OpenSeconds:
    if isinstance(value, OpenSeconds):
        return value
    return _number_or_text(value, PLANNED_WORK, parse_seconds, '"30+" in quotes')


def _load(value: object) -> float | LoadShare:
    if isinstance(value, LoadShare):
        return value
    return _number_or_text(value, LOAD, parse_load, 'a per cent such as "50%" or "-20%" in quotes')


def _number_or_text(value: object, bounds: Bounds, parse: Parse[T], other: str) -> float | T:
    if isinstance(value, str):
        return parse(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and bounds.holds(value):
        return float(value)
    raise ValueError(f"found {describe(value)}; {bounds} is wanted, or {other}")


def _tempo(value: object) -> Tempo:
    if isinstance(value, Tempo):
        return value
    if isinstance(value, str):
        return parse_tempo(value)
    raise ValueError(
        f'found {describe(value)}; a tempo is text in quotes, eccentric-hold-concentric-pause, such as "3-1-2-0"'
    )


def _warmup(value: object) -> int | Literal["ramp"]:
    if value == "ramp":
        return "ramp"
    if isinstance(value, int) and not isinstance(value, bool) and WARMUPS.holds(value):
        return value
    raise ValueError(f'found {describe(value)}; {WARMUPS} is wanted, or "ramp"')


def _number(bounds: Bounds) -> object:
    return Field(strict=True, ge=bounds.low, le=bounds.high, allow_inf_nan=False)


def _count(lowest: int, highest: int) -> object:
    return Field(strict=True, ge=lowest, le=highest)


WARMUPS: Final = Bounds(0, 10, whole=True)

Id = Annotated[str, AfterValidator(runnable_id)]
Word = Annotated[str, AfterValidator(partial(one_line, limit=WORD_LENGTH))]
Name = Annotated[str, AfterValidator(partial(one_line, limit=NAME_LENGTH))]
Short = Annotated[str, AfterValidator(partial(one_line, limit=SHORT_LENGTH))]
Cue = Annotated[str, AfterValidator(partial(no_braces, limit=CUE_LENGTH))]
Summary = Annotated[str, AfterValidator(partial(folded, limit=SUMMARY_LENGTH))]
Sentence = Annotated[str, AfterValidator(partial(folded, limit=TEXT_LENGTH))]
StepText = Annotated[str, AfterValidator(partial(step_text, limit=TEXT_LENGTH))]

SchemaNumber = Annotated[Literal[1], BeforeValidator(_schema)]
Flag = Annotated[bool, Field(strict=True)]
Sets = Annotated[int, _count(1, 50)]
Times = Annotated[int, _count(1, 10)]
SwitchEvery = Annotated[int, _count(1, 100)]
PlainReps = Annotated[int | RepRange, PlainValidator(_plain_reps)]
WorkSeconds = Annotated[float, _number(PLANNED_WORK)]
Rest = Annotated[float, _number(PLANNED_REST)]
Every = Annotated[float, _number(EVERY)]
SwitchSeconds = Annotated[float, _number(Bounds(0, 60))]
StepSeconds = Annotated[float, _number(Bounds(0, LONGEST_PHASE))]
StepLoad = Annotated[float, _number(Bounds(0.05, LOAD.high))]
TargetRpe = Annotated[float, _number(RPE_BOUNDS), AfterValidator(halves)]

Reps = Annotated[int | RepRange | OpenReps, PlainValidator(_reps)]
Seconds = Annotated[float | OpenSeconds, PlainValidator(_seconds)]
Load = Annotated[float | LoadShare, PlainValidator(_load)]
TempoText = Annotated[Tempo, PlainValidator(_tempo)]
Warmup = Annotated[int | Literal["ramp"], PlainValidator(_warmup)]
