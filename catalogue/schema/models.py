"""The schema of catalogue files: what an exercise and a routine are.

Attributes have the names of the TOML keys; only `schema`, a word that pydantic keeps for itself, is
`schema_`. Everything is frozen, and keys that the schema does not know are refused. Seconds are seconds,
loads are in the unit of the person's settings, angles are degrees.

A rule between several keys raises `RuleError`, which carries every fault with the key that it belongs to. Rules
also run on drafts, where a `Wrong` stands for a value that is itself wrong: rules that don't hang together are
therefore generators of their own.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    model_validator,
)

from catalogue.files.text import (
    CUE_LENGTH,
    NAME_LENGTH,
    SUMMARY_LENGTH,
    TEXT_LENGTH,
    WORD_LENGTH,
    describe,
    folded,
    has_placeholder,
    identifier,
    no_braces,
    one_line,
    quoted,
    step_text,
)
from catalogue.schema.bounds import LOAD, PLANNED_REST, PLANNED_WORK, Bounds
from catalogue.schema.notation import (
    LONGEST_PHASE,
    LONGEST_REP,
    SHORTEST_REP,
    RepRange,
    Tempo,
    parse_reps,
    parse_tempo,
    rep_range,
)
from catalogue.schema.poses import FigureTable, Pose
from catalogue.schema.rules import Fault, Unknown, Wrong, found_in, given, raise_any, told
from catalogue.schema.words import (
    PHASE_KINDS,
    Breath,
    Level,
    LoadCounts,
    Pattern,
    PhaseKind,
    SideMode,
    SideName,
    other_side,
)

__all__ = [
    "MOST_TURNS",
    "SCHEMA",
    "Block",
    "Breath",
    "Defaults",
    "Exercise",
    "FigureTable",
    "Level",
    "LoadCounts",
    "Muscles",
    "Pattern",
    "Phase",
    "PhaseKind",
    "Pose",
    "RepRange",
    "Routine",
    "SetupStep",
    "SideMode",
    "SideName",
    "Sides",
    "SupersetItem",
    "Tempo",
    "Work",
    "other_side",
    "parse_reps",
    "parse_tempo",
]

SCHEMA: Final = 1
"""The version of the file format that this program writes and reads."""

MOST_TURNS: Final = 100
"""The most times that one set may change legs."""


def newer_schema(found: object) -> str:
    """Return what to say of a file whose format is newer than this program."""
    return f"found {describe(found)}; the file was made by a newer repcue; update repcue to read it"


def _schema(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > SCHEMA:
        raise ValueError(newer_schema(value))
    if value is True or value != SCHEMA:
        raise ValueError(f"found {describe(value)}; write schema = {SCHEMA}")
    return SCHEMA


def _reps(value: object) -> int | RepRange:
    if isinstance(value, RepRange):
        return value
    if isinstance(value, str):
        return parse_reps(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return rep_range(value, value).low
    raise ValueError(
        f'found {describe(value)}; reps are a whole number such as 10, or a range such as "8-12" in quotes'
    )


def _tempo(value: object) -> Tempo:
    if isinstance(value, Tempo):
        return value
    if isinstance(value, str):
        return parse_tempo(value)
    raise ValueError(
        f'found {describe(value)}; a tempo is text in quotes, eccentric-hold-concentric-pause, such as "3-1-2-0"'
    )


def _number(bounds: Bounds) -> object:
    return Field(strict=True, ge=bounds.low, le=bounds.high, allow_inf_nan=False)


def _count(lowest: int, highest: int) -> object:
    return Field(strict=True, ge=lowest, le=highest)


Id = Annotated[str, AfterValidator(identifier)]
Word = Annotated[str, AfterValidator(partial(one_line, limit=WORD_LENGTH))]
Name = Annotated[str, AfterValidator(partial(one_line, limit=NAME_LENGTH))]
Cue = Annotated[str, AfterValidator(partial(no_braces, limit=CUE_LENGTH))]
Summary = Annotated[str, AfterValidator(partial(folded, limit=SUMMARY_LENGTH))]
Sentence = Annotated[str, AfterValidator(partial(folded, limit=TEXT_LENGTH))]
StepText = Annotated[str, AfterValidator(partial(step_text, limit=TEXT_LENGTH))]

Reps = Annotated[int | RepRange, PlainValidator(_reps)]
TempoText = Annotated[Tempo, PlainValidator(_tempo)]
SchemaNumber = Annotated[Literal[1], BeforeValidator(_schema)]
Flag = Annotated[bool, Field(strict=True)]
Sets = Annotated[int, _count(1, 50)]
WarmupSets = Annotated[int, _count(0, 10)]
SwitchEvery = Annotated[int, _count(1, 100)]
WorkSeconds = Annotated[float, _number(PLANNED_WORK)]
Rest = Annotated[float, _number(PLANNED_REST)]
SwitchSeconds = Annotated[float, _number(Bounds(0, 60))]
StepSeconds = Annotated[float, _number(Bounds(0, LONGEST_PHASE))]
Load = Annotated[float, _number(LOAD)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sides(_Table):
    """Which leg works, and when the legs change; all but the mode means nothing to a bilateral exercise."""

    mode: SideMode = "bilateral"
    first: SideName = "right"
    switch_every: SwitchEvery | None = None
    """Reps before the legs switch; None: all of the set's reps on one side, then the other."""
    switch_seconds: SwitchSeconds = 5.0

    @model_validator(mode="after")
    def _check(self) -> "Sides":
        raise_any(self.faults())
        return self

    def faults(self) -> Iterator[Fault]:
        """Find every broken rule."""
        means_nothing = {
            "bilateral": ("first", "switch_every", "switch_seconds"),
            "alternating": ("switch_every", "switch_seconds"),
            "unilateral": (),
        }[self.mode]
        for key in means_nothing:
            if key in self.model_fields_set:
                yield Fault(
                    (key,), f'has no meaning when mode is "{self.mode}"; take it out, or write mode = "unilateral"'
                )


class Defaults(_Table):
    """What is done unless a routine says otherwise: `sets` of `reps` or of `seconds`, with `rest` between."""

    sets: Sets = 3
    reps: Reps | None = None
    seconds: WorkSeconds | None = None
    rest: Rest = 60.0

    @property
    def rep_range(self) -> RepRange | None:
        """The target as a range; None when the exercise is timed."""
        return _as_range(self.reps)

    @property
    def timed(self) -> bool:
        """Whether the work is so many seconds, and not reps. Raises Unknown in a draft that leaves it open."""
        if (self.reps is None) == (self.seconds is None):
            raise Unknown
        return self.seconds is not None

    @model_validator(mode="after")
    def _check(self) -> "Defaults":
        raise_any(self.faults())
        return self

    def faults(self) -> Iterator[Fault]:
        """Find every broken rule."""
        if (self.reps is None) == (self.seconds is None):
            found = "neither" if self.reps is None else "both"
            yield Fault(("reps",), f"found {found} of reps and seconds; write exactly one of them")


class SetupStep(_Table):
    """One thing to do before the first rep. `seconds` is how long paced mode gives it."""

    text: StepText
    seconds: StepSeconds = 5.0
    again: Flag = False
    """The step comes again, as the set-up in short, after the one switch of legs in the middle of a set."""


class Phase(_Table):
    """A part of one rep. `cue` is the word shown big and spoken."""

    kind: PhaseKind
    cue: Cue
    text: StepText
    seconds: StepSeconds
    breathe: Breath | None = None
    pose: Word | None = None


class Muscles(_Table):
    """What the exercise trains."""

    primary: tuple[Word, ...] = Field(default=(), max_length=12)
    secondary: tuple[Word, ...] = Field(default=(), max_length=12)


class Exercise(_Table):
    """A movement in the catalogue."""

    schema_: SchemaNumber = Field(alias="schema")
    id: Id
    name: Name
    aliases: tuple[Name, ...] = Field(default=(), max_length=20)
    summary: Summary = ""
    level: Level
    pattern: Pattern
    equipment: tuple[Word, ...] = Field(default=(), max_length=12)
    optional_equipment: tuple[Word, ...] = Field(default=(), max_length=12)
    load_counts: LoadCounts = "none"
    muscles: Muscles = Muscles()
    cautions: tuple[Sentence, ...] = Field(default=(), max_length=12)
    notes: tuple[Sentence, ...] = Field(default=(), max_length=12)
    """What is good to know but need not be minded in every rep."""
    sides: Sides = Sides()
    defaults: Defaults
    setup: tuple[SetupStep, ...] = Field(default=(), max_length=20)
    phases: tuple[Phase, ...] = Field(default=(), max_length=8)
    figure: FigureTable = FigureTable()
    poses: Mapping[Word, Pose] = Field(default={}, max_length=20)

    def __hash__(self) -> int:
        # The generated hash would hash the mapping of poses, which has none.
        return hash((self.id, self.name))

    @property
    def tempo(self) -> Tempo:
        """The seconds of a rep by kind of phase, phases of one kind added up."""
        return Tempo(*(sum(phase.seconds for phase in self.phases if phase.kind == kind) for kind in PHASE_KINDS))

    @model_validator(mode="after")
    def _check(self) -> "Exercise":
        raise_any(self.faults())
        return self

    def faults(self) -> Iterator[Fault]:
        """Find every broken rule."""
        return told(
            self._faults_of_phases(),
            self._faults_of_rep(),
            self._faults_of_switching(),
            self._faults_of_turns(),
            self._faults_of_texts(),
            self._faults_of_short_setup(),
            self._faults_of_poses(),
        )

    def turns(self, reps: RepRange) -> int:
        """Return how many turns of one leg a set of as many as `reps` has; 1 when both legs work at once."""
        if self.sides.mode != "unilateral":
            return 1
        return 2 * -(-reps.high // (self.sides.switch_every or reps.high))

    def _faults_of_phases(self) -> Iterator[Fault]:
        if not self.defaults.timed:
            if not self.phases:
                yield Fault(("phases",), "is missing; an exercise done for reps needs 1 to 8 [[phases]]")
        elif [phase.kind for phase in self.phases] not in ([], ["hold"]):
            yield Fault(("phases",), 'a timed exercise has no phases, or one of kind "hold"')

    def _faults_of_rep(self) -> Iterator[Fault]:
        total = sum(phase.seconds for phase in self.phases)
        if self.phases and not SHORTEST_REP <= total <= LONGEST_REP:
            yield Fault(
                ("phases",),
                f"the phases take {total:g} seconds in all; a rep takes {SHORTEST_REP:g} to {LONGEST_REP:g}",
            )

    def _faults_of_switching(self) -> Iterator[Fault]:
        if self.sides.switch_every is not None and self.defaults.timed:
            yield Fault(("sides", "switch_every"), "counts reps, but the exercise is timed; take it out")

    def _faults_of_turns(self) -> Iterator[Fault]:
        if self.defaults.rep_range and self.turns(self.defaults.rep_range) > MOST_TURNS:
            yield Fault(
                ("sides", "switch_every"), f"makes more than {MOST_TURNS} turns in a set; write a larger number"
            )

    def _faults_of_texts(self) -> Iterator[Fault]:
        if self.sides.mode == "bilateral":
            yield from told(self._faults_of_steps("setup", self.setup), self._faults_of_steps("phases", self.phases))

    def _faults_of_steps(self, key: str, steps: tuple[SetupStep | Phase, ...]) -> Iterator[Fault]:
        yield from told(*(self._faults_of_text((key, index), step) for index, step in enumerate(steps)))

    def _faults_of_text(self, at: tuple[str | int, ...], step: SetupStep | Phase) -> Iterator[Fault]:
        text = found_in(step.text)
        if isinstance(text, str) and has_placeholder(text):
            yield Fault(
                (*at, "text"),
                "says {side} or {other}, but both legs work at once; name the legs some other "
                'way, or write mode = "unilateral" under [sides]',
            )

    def _faults_of_short_setup(self) -> Iterator[Fault]:
        if self.sides.switch_every is None and self.sides.mode == "unilateral":
            return
        for index, step in enumerate(self.setup):
            if not isinstance(step, Wrong) and given(step.again):
                yield Fault(
                    ("setup", index, "again"),
                    "is only for a unilateral exercise without switch_every; take it out",
                )

    def _faults_of_poses(self) -> Iterator[Fault]:
        if not self.poses:
            if "figure" in self.model_fields_set:
                yield Fault(("figure",), "has no meaning without poses; add tables such as [poses.standing]")
            return
        phases = (self._faults_of_pose(("phases", index, "pose"), phase) for index, phase in enumerate(self.phases))
        yield from told(self._faults_of_pose(("figure", "start"), self.figure), *phases)

    def _faults_of_pose(self, at: tuple[str | int, ...], naming: FigureTable | Phase) -> Iterator[Fault]:
        name = naming.start if isinstance(naming, FigureTable) else naming.pose
        if name is not None and name not in self.poses:
            yield Fault(
                at,
                f"found {quoted(name)}; the poses of this file are {', '.join(quoted(name) for name in self.poses)}",
            )


class Work(_Table):
    """What a routine may say about an exercise's sets; what is left out, the exercise decides."""

    reps: Reps | None = None
    seconds: WorkSeconds | None = None
    amrap: Flag = False
    """As many reps as possible."""
    load: Load | None = None
    tempo: TempoText | None = None

    @property
    def rep_range(self) -> RepRange | None:
        """The target as a range; None when this says no number of reps."""
        return _as_range(self.reps)

    def _faults_of_work(self) -> Iterator[Fault]:
        said = [key for key in ("reps", "seconds", "amrap") if given(getattr(self, key))]
        if len(said) > 1:
            yield Fault((said[1],), f"found {' and '.join(said)}; write at most one of them")


class SupersetItem(Work):
    """One exercise of a superset, done for one set in every round."""

    exercise: Id

    @model_validator(mode="after")
    def _check(self) -> "SupersetItem":
        raise_any(self.faults())
        return self

    def faults(self) -> Iterator[Fault]:
        """Find every broken rule."""
        return self._faults_of_work()


class Block(Work):
    """Sets of one exercise; or a superset: one set of each item in turn, then the rest, `rounds` times."""

    exercise: Id | None = None
    sets: Sets | None = None
    rest: Rest | None = None
    warmup: WarmupSets = 0
    """Light sets before the working ones."""
    superset: Annotated[tuple[SupersetItem, ...], Field(min_length=2, max_length=8)] | None = None
    rounds: Sets | None = None

    @model_validator(mode="after")
    def _check(self) -> "Block":
        raise_any(self.faults())
        return self

    def faults(self) -> Iterator[Fault]:
        """Find every broken rule."""
        # A superset's block may say nothing about work at all, let alone two things that don't go together.
        return told(self._faults_of_kind(), self._faults_of_work() if self.superset is None else ())

    def _faults_of_kind(self) -> Iterator[Fault]:
        if (self.exercise is None) == (self.superset is None):
            found = "neither" if self.exercise is None else "both"
            yield Fault(
                () if self.exercise is None else ("superset",),
                f"found {found} of exercise and superset; a block has exactly one of them",
            )
        elif self.superset is None:
            if self.rounds is not None:
                yield Fault(("rounds",), "is only for a superset; write sets instead")
        else:
            for key in ("sets", "reps", "seconds", "amrap", "load", "tempo", "warmup"):
                if key in self.model_fields_set:
                    instead = (
                        "write rounds instead"
                        if key == "sets"
                        else "take it out"
                        if key == "warmup"
                        else "write it inside the superset's items"
                    )
                    yield Fault((key,), f"is not for a block that is a superset; {instead}")
            if self.rounds is None:
                yield Fault(("rounds",), "is missing; say how often the superset is done, such as rounds = 3")


class Routine(_Table):
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


def _as_range(reps: int | RepRange | None) -> RepRange | None:
    return RepRange(reps, reps) if isinstance(reps, int) else reps
