"""The schema of a log: one session as it was done.

Attributes have the names of the TOML keys; only `schema`, a word that pydantic keeps for itself, is `schema_`.
Everything is frozen. Keys that the schema does not know are kept, in every table: a log belongs to the person. The
words of schema 2 are a person's own keys in a log of schema 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time
from operator import attrgetter
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ModelWrapValidatorHandler, ValidationError, model_validator

from tui.logbook.log import checked_values
from tui.logbook.log.checked_values import (
    NAME_LENGTH,
    Amount,
    Clock,
    Count,
    Id,
    LogSchema,
    Moment,
    Name,
    Note,
    Rpe,
    Seconds,
    SessionId,
)
from tui.logbook.log.done_set import NEW_WORDS, DoneSet
from tui.session.plan import SetKind

__all__ = ["NAME_LENGTH", "Log", "LogSet", "Outcome", "SetKind", "Unit", "whole_sets"]

Outcome = Literal["completed", "ended-early", "recovered"]
Unit = Literal["kg", "lb"]


class LogSet(BaseModel, DoneSet, frozen=True, extra="allow"):
    """A `DoneSet` as a row of a log, checked."""

    started: Clock | None = None

    @property
    def volume_load(self) -> float:
        """Reps x load without body weight, in the log's unit; 0 for a warm-up."""
        return self.volume_of(None) if self.counts else 0.0


LogSet.model_rebuild(_types_namespace=vars(checked_values) | {"time": time})  # where the fields' types are


class Log(BaseModel):
    """One session. Totals are of the rows that count; warm-ups are left out, as is usual for volume."""

    model_config = ConfigDict(frozen=True, extra="allow")

    schema_: LogSchema = Field(alias="schema")
    id: SessionId
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
    note: Note = ""
    body_weight: Amount | None = None
    """In the log's unit, as it was then; None where it is not known."""
    planned_sets: Count | None = None
    """The working sets of the routine, both sides one."""
    source: Name | None = None
    """The program that it was imported from."""
    import_id: SessionId | None = None
    """Its id there, or of the import."""
    sets: tuple[LogSet, ...]

    @model_validator(mode="wrap")
    @classmethod
    def _keep_own_keys(cls, document: Any, validated: ModelWrapValidatorHandler[Log]) -> Log:
        """In a log of schema 1 the words of schema 2 are keys of the person's own: kept as they are."""
        try:
            log = validated(document)
        except ValidationError:
            if not _own_words_of(document):
                raise
        else:
            if log.schema_ != 1 or not _sets_new_words(log):
                return log
        own = _own_words_of(document)
        log = validated(_without_words(document, own))
        for at, keys in own.items():
            if at is None:
                _put_back(log, document, keys)
            else:
                _put_back(log.sets[at], document["sets"][at], keys)
        return log

    @property
    def volume_load(self) -> float:
        """Sum of reps x load over the counted rows, both sides added, in the log's unit.

        What was done on body weight counts where that is known.
        """
        weight = self.body_weight
        return sum(row.volume_of(weight) for row in self.sets if row.kind != "warmup")

    @property
    def unweighed(self) -> int:
        """Counted rows that the volume load leaves out, as the body weight is not known."""
        return 0 if self.body_weight is not None else sum(row.counts and row.on_body_weight for row in self.sets)

    @property
    def reps(self) -> int:
        """Reps of the counted rows, both sides added, all parts."""
        return sum((row.reps or 0) if row.parts is None else row.all_reps for row in self.sets if row.counts)

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


HEAD_WORDS: Final = frozenset({"body_weight", "planned_sets", "source", "import_id"})
"""Keys of a log that came with schema 2, as `NEW_WORDS` did in its rows."""


_FIELDS_SET: Final = attrgetter("__pydantic_fields_set__")


def schema_for(head: Mapping[str, object], rows: Iterable[Mapping[str, object]]) -> int:
    """Return the lowest schema that has all words of a log, so that older versions read what they can."""
    said = {key for key, value in head.items() if value is not None}
    return 2 if not HEAD_WORDS.isdisjoint(said) or any(map(has_new_words, rows)) else 1


def has_new_words(row: Mapping[str, object]) -> bool:
    """Whether values of a row need schema 2."""
    new_key = any(row.get(key) is not None for key in NEW_WORDS)
    return new_key or row.get("kind") in ("drop", "rest-pause") or row.get("load_counts") == "bodyweight"


def own_words(log: Log) -> list[str]:
    """Return the keys of a person's own that schema 2 has a meaning for, by their places."""
    head = [key for key in log.model_extra or () if key in HEAD_WORDS]
    rows = enumerate(log.sets, 1)
    return head + [f"sets[{at}].{key}" for at, row in rows for key in row.model_extra or () if key in NEW_WORDS]


def _sets_new_words(log: Log) -> bool:
    # In C as far as can be, as this is asked of each of ten thousand logs.
    rows = map(_FIELDS_SET, log.sets)
    return not (HEAD_WORDS.isdisjoint(log.model_fields_set) and all(map(NEW_WORDS.isdisjoint, rows)))


def _own_words_of(document: Any) -> dict[int | None, set[str]]:
    """Return the words of schema 2 in a document of schema 1, by the index of their row, None for the head."""
    if not isinstance(document, dict) or document.get("schema") != 1:
        return {}
    tables: dict[int | None, Any] = {None: None}
    tables |= dict(enumerate(_listed(document)))
    found = {at: row.keys() & NEW_WORDS for at, row in tables.items() if isinstance(row, dict)}
    found[None] = document.keys() & HEAD_WORDS
    return {at: keys for at, keys in found.items() if keys}


def _without_words(document: Mapping[str, Any], own: Mapping[int | None, set[str]]) -> dict[str, Any]:
    head = {key: value for key, value in document.items() if key not in own.get(None, ())}
    if not _listed(document):
        return head
    rows = enumerate(_listed(document))
    return head | {"sets": [_without(row, own[at]) if at in own else row for at, row in rows]}


def _listed(document: Mapping[str, Any]) -> Sequence[Any]:
    rows = document.get("sets")
    return rows if isinstance(rows, list | tuple) else ()


def _without(table: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in keys}


def _put_back(model: BaseModel, table: Mapping[str, Any], keys: Iterable[str]) -> None:
    assert model.__pydantic_extra__ is not None, "a log keeps what it does not know"
    model.__pydantic_extra__.update({key: table[key] for key in table if key in keys})


def whole_sets(rows: Iterable[LogSet]) -> Iterator[tuple[LogSet, ...]]:
    """Group rows that follow each other into sets: same exercise, number and kind, each side once."""
    group: list[LogSet] = []
    key = None
    for row in rows:
        own = row.exercise, row.set, row.kind
        if group and (own != key or _meets_side(row, group)):
            yield tuple(group)
            group = []
        group.append(row)
        key = own
    if group:
        yield tuple(group)


def _meets_side(row: LogSet, group: Iterable[LogSet]) -> bool:
    return row.side is None or any(other.side in (None, row.side) for other in group)
