"""An exercise: what is done in a rep, by which leg, with which loads, and what to mind.

A rule between several keys raises `RuleError`, which carries every fault with the key that it belongs to. Rules
also run on drafts, where a `Wrong` stands for a value that is itself wrong: rules that don't hang together are
therefore generators of their own.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Final

from pydantic import Field, model_validator

from catalogue.files.text import has_placeholder, quoted
from catalogue.schema.fields import (
    Cue,
    Flag,
    Id,
    Name,
    PlainReps,
    Rest,
    SchemaNumber,
    Sentence,
    Sets,
    Short,
    StepLoad,
    StepSeconds,
    StepText,
    Summary,
    SwitchEvery,
    SwitchSeconds,
    Table,
    Word,
    WorkSeconds,
)
from catalogue.schema.notation import LONGEST_REP, SHORTEST_REP, RepRange, Tempo
from catalogue.schema.poses import FigureTable, Pose
from catalogue.schema.rules import BrokenRule, Unknown, Wrong, found_in, given, raise_any, told
from catalogue.schema.words import PHASE_KINDS, Breath, Level, LoadCounts, Pattern, PhaseKind, SideMode, SideName

MOST_TURNS: Final = 100
"""The most times that one set may change legs."""


class Sides(Table):
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

    def faults(self) -> Iterator[BrokenRule]:
        """Find every broken rule."""
        means_nothing = {
            "bilateral": ("first", "switch_every", "switch_seconds"),
            "alternating": ("switch_every", "switch_seconds"),
            "unilateral": (),
        }[self.mode]
        for key in means_nothing:
            if key in self.model_fields_set:
                yield BrokenRule(
                    (key,), f'has no meaning when mode is "{self.mode}"; take it out, or write mode = "unilateral"'
                )


class Defaults(Table):
    """What is done unless a routine says otherwise: `sets` of `reps` or of `seconds`, with `rest` between."""

    sets: Sets = 3
    reps: PlainReps | None = None
    seconds: WorkSeconds | None = None
    rest: Rest = 60.0

    @property
    def rep_range(self) -> RepRange | None:
        """The target as a range; None when the exercise is timed."""
        return RepRange(self.reps, self.reps) if isinstance(self.reps, int) else self.reps

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

    def faults(self) -> Iterator[BrokenRule]:
        """Find every broken rule."""
        if (self.reps is None) == (self.seconds is None):
            found = "neither" if self.reps is None else "both"
            yield BrokenRule(("reps",), f"found {found} of reps and seconds; write exactly one of them")


class SetupStep(Table):
    """One thing to do before the first rep. `seconds` is how long paced mode gives it."""

    text: StepText
    seconds: StepSeconds = 5.0
    again: Flag = False
    """The step comes again, as the set-up in short, after the one switch of legs in the middle of a set."""


class Phase(Table):
    """A part of one rep. `cue` is the word shown big and spoken."""

    kind: PhaseKind
    cue: Cue
    text: StepText
    seconds: StepSeconds
    breathe: Breath | None = None
    pose: Word | None = None


class Muscles(Table):
    """What the exercise trains."""

    primary: tuple[Word, ...] = Field(default=(), max_length=12)
    secondary: tuple[Word, ...] = Field(default=(), max_length=12)


class LoadTable(Table):
    """What can be loaded: every so much, or these loads."""

    step: StepLoad | None = None
    steps: Annotated[tuple[StepLoad, ...], Field(min_length=1, max_length=100)] | None = None
    """From the lightest up."""

    @model_validator(mode="after")
    def _check(self) -> "LoadTable":
        raise_any(self.faults())
        return self

    def faults(self) -> Iterator[BrokenRule]:
        """Find every broken rule."""
        return told(self._faults_of_kind(), self._faults_of_order())

    def _faults_of_kind(self) -> Iterator[BrokenRule]:
        if (self.step is None) == (self.steps is None):
            found = "neither" if self.step is None else "both"
            at = () if self.step is None else ("steps",)
            yield BrokenRule(
                at, f"found {found} of step and steps; write one, such as step = 2.5 or steps = [1, 2, 3, 5, 7.5, 10]"
            )

    def _faults_of_order(self) -> Iterator[BrokenRule]:
        steps = self.steps or ()
        for at, (before, step) in enumerate(pairwise(steps), 1):
            if not isinstance(before, Wrong) and not isinstance(step, Wrong) and step <= before:
                yield BrokenRule(
                    ("steps", at), f"found {step:g} after {before:g}; write them from the lightest up, each once"
                )


class Exercise(Table):
    """A movement in the catalogue."""

    schema_: SchemaNumber = Field(alias="schema")
    id: Id
    name: Name
    short: Short | None = None
    """The name for small places."""
    aliases: tuple[Name, ...] = Field(default=(), max_length=20)
    summary: Summary = ""
    level: Level
    pattern: Pattern
    equipment: tuple[Word, ...] = Field(default=(), max_length=12)
    optional_equipment: tuple[Word, ...] = Field(default=(), max_length=12)
    load_counts: LoadCounts = "none"
    load: LoadTable | None = None
    alternatives: tuple[Id, ...] = Field(default=(), max_length=20)
    """Exercises that may take its place, the best first."""
    muscles: Muscles = Muscles()
    cautions: tuple[Sentence, ...] = Field(default=(), max_length=12)
    notes: tuple[Sentence, ...] = Field(default=(), max_length=12)
    """Background; what matters in every rep is a caution."""
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

    def faults(self) -> Iterator[BrokenRule]:
        """Find every broken rule."""
        return told(
            self._faults_of_load(),
            self._faults_of_alternatives(),
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

    def _faults_of_load(self) -> Iterator[BrokenRule]:
        if self.load is not None and self.load_counts == "none":
            yield BrokenRule(
                ("load",), 'has no meaning when load_counts is "none"; say what the load counts, or take it out'
            )

    def _faults_of_alternatives(self) -> Iterator[BrokenRule]:
        for at, other in enumerate(self.alternatives):
            if not isinstance(other, Wrong) and not isinstance(self.id, Wrong) and other == self.id:
                yield BrokenRule(
                    ("alternatives", at), f"found {quoted(other)}, this exercise itself; name another one"
                )

    def _faults_of_phases(self) -> Iterator[BrokenRule]:
        if not self.defaults.timed:
            if not self.phases:
                yield BrokenRule(("phases",), "is missing; an exercise done for reps needs 1 to 8 [[phases]]")
        elif [phase.kind for phase in self.phases] not in ([], ["hold"]):
            yield BrokenRule(("phases",), 'a timed exercise has no phases, or one of kind "hold"')

    def _faults_of_rep(self) -> Iterator[BrokenRule]:
        total = sum(phase.seconds for phase in self.phases)
        if self.phases and not SHORTEST_REP <= total <= LONGEST_REP:
            yield BrokenRule(
                ("phases",),
                f"the phases take {total:g} seconds in all; a rep takes {SHORTEST_REP:g} to {LONGEST_REP:g}",
            )

    def _faults_of_switching(self) -> Iterator[BrokenRule]:
        if self.sides.switch_every is not None and self.defaults.timed:
            yield BrokenRule(("sides", "switch_every"), "counts reps, but the exercise is timed; take it out")

    def _faults_of_turns(self) -> Iterator[BrokenRule]:
        if self.defaults.rep_range and self.turns(self.defaults.rep_range) > MOST_TURNS:
            yield BrokenRule(
                ("sides", "switch_every"), f"makes more than {MOST_TURNS} turns in a set; write a larger number"
            )

    def _faults_of_texts(self) -> Iterator[BrokenRule]:
        if self.sides.mode == "bilateral":
            yield from told(self._faults_of_steps("setup", self.setup), self._faults_of_steps("phases", self.phases))

    def _faults_of_steps(self, key: str, steps: tuple[SetupStep | Phase, ...]) -> Iterator[BrokenRule]:
        yield from told(*(self._faults_of_text((key, index), step) for index, step in enumerate(steps)))

    def _faults_of_text(self, at: tuple[str | int, ...], step: SetupStep | Phase) -> Iterator[BrokenRule]:
        text = found_in(step.text)
        if isinstance(text, str) and has_placeholder(text):
            yield BrokenRule(
                (*at, "text"),
                "says {side} or {other}, but both legs work at once; name the legs some other "
                'way, or write mode = "unilateral" under [sides]',
            )

    def _faults_of_short_setup(self) -> Iterator[BrokenRule]:
        if self.sides.switch_every is None and self.sides.mode == "unilateral":
            return
        for index, step in enumerate(self.setup):
            if not isinstance(step, Wrong) and given(step.again):
                yield BrokenRule(
                    ("setup", index, "again"),
                    "is only for a unilateral exercise without switch_every; take it out",
                )

    def _faults_of_poses(self) -> Iterator[BrokenRule]:
        if not self.poses:
            if "figure" in self.model_fields_set:
                yield BrokenRule(("figure",), "has no meaning without poses; add tables such as [poses.standing]")
            return
        phases = (self._faults_of_pose(("phases", index, "pose"), phase) for index, phase in enumerate(self.phases))
        yield from told(self._faults_of_pose(("figure", "start"), self.figure), *phases)

    def _faults_of_pose(self, at: tuple[str | int, ...], naming: FigureTable | Phase) -> Iterator[BrokenRule]:
        name = naming.start if isinstance(naming, FigureTable) else naming.pose
        if name is not None and name not in self.poses:
            yield BrokenRule(
                at,
                f"found {quoted(name)}; the poses of this file are {', '.join(quoted(name) for name in self.poses)}",
            )
