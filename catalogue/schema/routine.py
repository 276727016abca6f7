"""A routine: blocks of sets, and what each set asks for.

A set is always the same thing: a target, a load and a rest, and for some kinds parts that follow the first. What a
set leaves out comes from its block, and what the block leaves out from the exercise.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final, NamedTuple

from pydantic import Field, PlainValidator, TypeAdapter, model_validator

from catalogue.schema.fields import (
    Every,
    Flag,
    Id,
    Load,
    Name,
    Reps,
    Rest,
    SchemaNumber,
    Seconds,
    Sets,
    Summary,
    Table,
    TargetRpe,
    TempoText,
    Times,
    Warmup,
)
from catalogue.schema.notation import LoadShare, OpenReps, OpenSeconds, RepRange
from catalogue.schema.rules import BrokenRule, Wrong, given, raise_any, told
from catalogue.schema.words import SetKind


class Parts(NamedTuple):
    """What a kind of set in parts has where its table leaves it out."""

    times: int
    pause: float


PARTS: Final[Mapping[str, Parts]] = {"drop": Parts(1, 5.0), "rest-pause": Parts(2, 15.0)}
"""The kinds of sets that have parts."""


class Aim(Table):
    """What a set asks for: its target, its load and how hard it is to be."""

    reps: Reps | None = None
    seconds: Seconds | None = None
    load: Load | None = None
    rpe: TargetRpe | None = None

    @property
    def rep_range(self) -> RepRange | None:
        """The target as a range; None where there is no upper end."""
        return RepRange(self.reps, self.reps) if isinstance(self.reps, int) else _range(self.reps)

    @property
    def asks_e1rm(self) -> bool:
        """Whether the load is a share of the estimated one-rep maximum."""
        return isinstance(self.load, LoadShare) and not self.load.signed

    @model_validator(mode="after")
    def _check(self) -> "Aim":
        raise_any(self.faults())
        return self

    def faults(self) -> Iterator[BrokenRule]:
        """Find every broken rule."""
        return told(self._faults_of_target())

    def _faults_of_target(self) -> Iterator[BrokenRule]:
        said = [key for key in ("reps", "seconds", "amrap") if given(getattr(self, key, None))]
        if len(said) > 1:
            yield BrokenRule((said[1],), f"found {' and '.join(said)}; write at most one of them")


class SetTable(Aim):
    """One set of a list."""

    kind: SetKind | None = None
    """None: an AMRAP set if its target is open, else a working set."""
    rest: Rest | None = None
    times: Times | None = None
    """How many parts it has, the first counted."""
    pause: Rest | None = None
    """Before each part but the first."""

    @property
    def asks_e1rm(self) -> bool:
        """Whether the load is a share of the estimated one-rep maximum, and not of the working load."""
        return super().asks_e1rm and not self.is_warmup

    @property
    def is_warmup(self) -> bool:
        """Whether it is a warm-up."""
        return self.kind == "warmup"

    @property
    def parts(self) -> Parts | None:
        """How many parts it has, and the pause between; None for a set that is one."""
        usual = PARTS.get(self.kind or "")
        if usual is None:
            return None
        return Parts(self.times or usual.times, usual.pause if self.pause is None else self.pause)

    def faults(self) -> Iterator[BrokenRule]:
        """Find every broken rule."""
        return told(
            self._faults_of_target(), self._faults_of_parts(), self._faults_of_open_end(), self._faults_of_drop()
        )

    def _faults_of_parts(self) -> Iterator[BrokenRule]:
        if self.kind in PARTS:
            if self.seconds is not None:
                yield BrokenRule(("seconds",), f'is not for kind "{self.kind}", which counts reps; write reps')
            return
        for key in ("times", "pause"):
            if getattr(self, key) is not None:
                yield BrokenRule(
                    (key,), f"is only for kind {_or(PARTS)}; for more sets write the table once for each"
                )

    def _faults_of_open_end(self) -> Iterator[BrokenRule]:
        if self.kind == "warmup":
            for key in ("reps", "seconds"):
                if isinstance(getattr(self, key), OpenReps | OpenSeconds):
                    message = (
                        f'found "{getattr(self, key)}"; a warm-up ends at a number; write one, such as {key} = 5'
                    )
                    yield BrokenRule((key,), message)
        if self.kind == "amrap" and isinstance(self.reps, RepRange) and self.reps.low < self.reps.high:
            yield BrokenRule(
                ("reps",), f'found "{self.reps}"; an AMRAP set has no upper end; write "{self.reps.low}+"'
            )

    def _faults_of_drop(self) -> Iterator[BrokenRule]:
        if self.kind != "drop" or isinstance(self.load, Wrong):
            return
        if self.load is None:
            yield BrokenRule(("load",), 'is missing; say how much lighter each part is, such as load = "-20%"')
        elif not (isinstance(self.load, LoadShare) and self.load.signed and self.load.percent < 0):
            found = f'"{self.load}"' if isinstance(self.load, LoadShare) else f"{self.load:g}"
            yield BrokenRule(
                ("load",), f'found {found}; in a drop it is how much lighter each part is, such as load = "-20%"'
            )


SetList = Annotated[tuple[SetTable, ...], Field(min_length=1, max_length=50)]
_COUNT: Final[TypeAdapter[int]] = TypeAdapter(Sets)
_LIST: Final[TypeAdapter[tuple[SetTable, ...]]] = TypeAdapter(SetList)


def _sets(value: object) -> int | tuple[SetTable, ...]:
    # Not pydantic's own union, which names the members in the place of every mistake.
    return _LIST.validate_python(value) if isinstance(value, list | tuple) else _COUNT.validate_python(value)


SetsOrList = Annotated[Sets | SetList, PlainValidator(_sets)]


class Work(Aim):
    """What a routine may say about an exercise's sets."""

    amrap: Flag = False
    """As many reps as possible."""
    tempo: TempoText | None = None
    rest: Rest | None = None
    """After each set; in a superset's item, before the next item."""
    warmup: Warmup = 0
    """Light sets before the working ones: so many, or a ramp."""

    def _faults_of_work(self) -> Iterator[BrokenRule]:
        return told(self._faults_of_target(), self._faults_of_share())

    def _faults_of_share(self) -> Iterator[BrokenRule]:
        if isinstance(self.load, LoadShare) and self.load.signed:
            yield BrokenRule(
                ("load",), f'found "{self.load}", a change from the set before; write it in one of sets = [...]'
            )


class SupersetItem(Work):
    """One exercise of a superset, done for one set in every round."""

    exercise: Id

    def faults(self) -> Iterator[BrokenRule]:
        """Find every broken rule."""
        return self._faults_of_work()


class Block(Work):
    """Sets of one exercise; or a superset: one set of each item in turn, then the rest, `rounds` times."""

    exercise: Id | None = None
    sets: SetsOrList | None = None
    """How many, all alike; or each by itself."""
    every: Every | None = None
    """Seconds from the beginning of a set to that of the next: the rest is what is left of them."""
    superset: Annotated[tuple[SupersetItem, ...], Field(min_length=2, max_length=8)] | None = None
    rounds: Sets | None = None

    @property
    def tables(self) -> tuple[SetTable, ...]:
        """The sets that are written one by one; none where they are all alike."""
        return self.sets if isinstance(self.sets, tuple) else ()

    @property
    def asks_e1rm(self) -> bool:
        """Whether the load of any set is a share of the estimated one-rep maximum."""
        return super().asks_e1rm or any(each.asks_e1rm for each in self.tables)

    def faults(self) -> Iterator[BrokenRule]:
        """Find every broken rule."""
        # A superset's block may say nothing about work at all, let alone two things that don't go together.
        work = self._faults_of_work() if self.superset is None else ()
        return told(self._faults_of_kind(), work, self._faults_of_list(), self._faults_of_every())

    def _faults_of_kind(self) -> Iterator[BrokenRule]:
        if (self.exercise is None) == (self.superset is None):
            found = "neither" if self.exercise is None else "both"
            yield BrokenRule(
                () if self.exercise is None else ("superset",),
                f"found {found} of exercise and superset; a block has exactly one of them",
            )
        elif self.superset is None:
            if self.rounds is not None:
                yield BrokenRule(("rounds",), "is only for a superset; write sets instead")
        else:
            yield from self._faults_of_superset()

    def _faults_of_superset(self) -> Iterator[BrokenRule]:
        for key in ("sets", "reps", "seconds", "amrap", "load", "rpe", "tempo", "warmup"):
            if key in self.model_fields_set:
                instead = "write rounds instead" if key == "sets" else "write it inside the superset's items"
                yield BrokenRule((key,), f"is not for a block that is a superset; {instead}")
        if self.rounds is None:
            yield BrokenRule(("rounds",), "is missing; say how often the superset is done, such as rounds = 3")
        yield from told(self._faults_of_last_item())

    def _faults_of_last_item(self) -> Iterator[BrokenRule]:
        if self.superset and getattr(self.superset[-1], "rest", None) is not None:
            at = ("superset", len(self.superset) - 1, "rest")
            yield BrokenRule(
                at, "is before the next item, and there is none; write the rest after a round in the block"
            )

    def _faults_of_list(self) -> Iterator[BrokenRule]:
        if self.tables and all(_is_warmup(each, if_unknown=False) for each in self.tables):
            yield BrokenRule(("sets",), "are all warm-ups; add a working set")

    def _faults_of_every(self) -> Iterator[BrokenRule]:
        if self.every is None:
            return
        tables: list[tuple[tuple[str | int, ...], Work | SetTable]] = [((), self)]
        tables += [
            (("sets", at), each) for at, each in enumerate(self.tables) if not _is_warmup(each, if_unknown=True)
        ]
        items = enumerate(self.superset if isinstance(self.superset, tuple) else ())
        tables += [(("superset", at), each) for at, each in items]
        yield from told(*(_faults_of_rest(at, each) for at, each in tables))


class Routine(Table):
    """A list of exercises with sets, reps and rest: what can be run."""

    schema_: SchemaNumber = Field(alias="schema")
    id: Id
    name: Name
    summary: Summary = ""
    blocks: tuple[Block, ...] = Field(min_length=1, max_length=50)

    @property
    def exercise_ids(self) -> tuple[str, ...]:
        """Every exercise that is named, each once, in the order of the blocks."""
        named = (
            item.exercise
            for block in self.blocks
            for item in (block.superset or (block,))
            if item.exercise is not None
        )
        return tuple(dict.fromkeys(named))


def _faults_of_rest(at: tuple[str | int, ...], table: Work | SetTable) -> Iterator[BrokenRule]:
    if table.rest is not None:
        message = "does not go with every, which makes the rest of what is left; take one of them out"
        yield BrokenRule((*at, "rest"), message)


def _is_warmup(table: SetTable, if_unknown: bool) -> bool:
    # In a draft a table or its kind may be wrong.
    return if_unknown if isinstance(table, Wrong) or isinstance(table.kind, Wrong) else table.is_warmup


def _range(reps: RepRange | OpenReps | None) -> RepRange | None:
    return None if isinstance(reps, OpenReps) else reps


def _or(words: Mapping[str, object]) -> str:
    return " or ".join(f'"{word}"' for word in words)
