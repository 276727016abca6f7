"""The values that a log may hold, checked by pydantic as it is read."""

from datetime import datetime, time, timedelta, timezone
from functools import partial
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from catalogue.files.text import NOTE_LENGTH, describe, identifier, one_line, prose, quoted
from catalogue.schema.bounds import LONGEST_ON_FILE, MOST_ON_FILE, RPE, dated, halves
from catalogue.schema.models import newer_schema
from tui.logbook.log.done_parts import parts_of

NAME_LENGTH: Final = 2000
"""Longer than a routine's own, because a session made of exercises is named after them."""

SCHEMAS: Final = (1, 2)


def _schema(value: object) -> int:
    if value is True or not isinstance(value, int) or value < SCHEMAS[0]:
        raise ValueError(f"found {describe(value)}; write schema = {SCHEMAS[-1]}")
    if value > SCHEMAS[-1]:
        raise ValueError(newer_schema(value))
    return value


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
    if len(text) > _LONGEST_LIST:
        raise ValueError("is too long to be the seconds of one set's reps")
    for word in text.split():
        if not word.replace(".", "", 1).isdecimal() or not word.isascii() or float(word) > LONGEST_ON_FILE:
            raise ValueError(f'found {quoted(word)}; write the seconds of each rep with spaces between: "4.1 5.2"')
    return text


def _parts(text: str) -> str:
    if len(text) > _LONGEST_LIST:
        raise ValueError("is too long to be the parts of one set")
    for part in parts_of(text):
        if part.reps > MOST_ON_FILE or abs(part.load or 0) > MOST_ON_FILE:
            raise ValueError("holds a number that is too large")
    return text


_MINUTE = timedelta(minutes=1)
_LONGEST_LIST = 400_000

# What was done must always fit: these bounds keep nonsense out of the totals and are never met by a person. They are
# wider than what may be typed, as a log that was read once is read for ever.
LogSchema = Annotated[Literal[1, 2], BeforeValidator(_schema)]
Id = Annotated[str, AfterValidator(identifier)]
Name = Annotated[str, AfterValidator(partial(one_line, limit=NAME_LENGTH))]
SessionId = Annotated[str, AfterValidator(partial(one_line, limit=80))]
Note = Annotated[str, AfterValidator(_note)]
Moment = Annotated[AwareDatetime, Field(strict=True), AfterValidator(dated), AfterValidator(_fixed_offset)]
Clock = Annotated[time, Field(strict=True), AfterValidator(_local)]
Seconds = Annotated[float, Field(strict=True, ge=0, le=LONGEST_ON_FILE, allow_inf_nan=False)]
Load = Annotated[float, Field(strict=True, ge=-MOST_ON_FILE, le=MOST_ON_FILE, allow_inf_nan=False)]
"""Below zero where a machine takes weight off."""
Amount = Annotated[float, Field(strict=True, ge=0, le=MOST_ON_FILE, allow_inf_nan=False)]
Count = Annotated[int, Field(strict=True, ge=0, le=MOST_ON_FILE)]
SetNumber = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Rpe = Annotated[float, Field(strict=True, ge=RPE.low, le=RPE.high, allow_inf_nan=False), AfterValidator(halves)]
Flag = Annotated[bool, Field(strict=True)]
RepSeconds = Annotated[str, AfterValidator(_rep_seconds)]
Parts = Annotated[str, AfterValidator(_parts)]
