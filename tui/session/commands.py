"""The commands of a session: with time, the whole input of the engine."""

from __future__ import annotations

from dataclasses import dataclass

from tui.session.plan import LoadCounts, Movement, Ms, Pace, PlannedSet


@dataclass(frozen=True, slots=True)
class CountRep:
    """Count one rep, now."""


@dataclass(frozen=True, slots=True)
class FinishSet:
    """Finish the current turn.

    `said` is its total in reps, or in seconds for a timed set, and may differ from the plan. It defaults to the reps
    counted so far, or to the whole target if none was counted.
    """

    said: int | None = None
    load: float | None = None
    """The load it was done with, where that is said too; 0: none."""
    load_counts: LoadCounts | None = None
    rpe: float | None = None


@dataclass(frozen=True, slots=True)
class Proceed:
    """Go to the next set-up step, or start now."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Skip the whole set-up, the countdown, the rest, or the set."""


@dataclass(frozen=True, slots=True)
class SwitchSide:
    """Continue with the other leg; the remaining reps of this one come later."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop every clock."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Start the clocks again."""


@dataclass(frozen=True, slots=True)
class SetPace:
    """Change between counting by key and the tempo player; the tally is kept."""

    pace: Pace


@dataclass(frozen=True, slots=True)
class AdjustLoad:
    """Change the load of the set at hand (in a rest: the next one) and of those of its exercise that follow.

    Kept for journals of versions before `StepLoad`.
    """

    by: float


@dataclass(frozen=True, slots=True)
class SetLoad:
    """Say the load of the set at hand; in a rest, of the next one. None: no load.

    It goes on to the sets of the exercise to come that held the old one. `load_counts` is "bodyweight" where the load
    is more than that or, below 0, help.
    """

    load: float | None
    load_counts: LoadCounts | None = None


@dataclass(frozen=True, slots=True)
class StepLoad:
    """Change the load by one step; steps that follow each other are undone together."""

    up: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """Say the RPE of the last set done, both sides of it."""

    rpe: float


@dataclass(frozen=True, slots=True)
class Note:
    """Write a note to the set at hand; in a rest, to the set done last. A second one is added to the first.

    One that `pins` also stands at the exercise's set-up from now on; `instead_of` is what stood there before.
    """

    text: str
    pins: bool = False
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class AdjustRest:
    """Lengthen the current rest by milliseconds, or shorten it by negative ones."""

    by: Ms


@dataclass(frozen=True, slots=True)
class EditSet:
    """Correct a finished set; None leaves a value unchanged.

    `row` is an index into the finished rows. `seconds` is for timed sets. A `load` of 0 removes it.
    """

    row: int
    reps: int | None = None
    seconds: int | None = None
    load: float | None = None
    rpe: float | None = None


@dataclass(frozen=True, slots=True)
class GoTo:
    """Work the set of this id now; its exercise comes next in today's list."""

    set: int


@dataclass(frozen=True, slots=True)
class MoveLater:
    """Let the exercise, by its index, come after its neighbour."""

    movement: int


@dataclass(frozen=True, slots=True)
class MoveEarlier:
    """Let the exercise, by its index, come before its neighbour."""

    movement: int


@dataclass(frozen=True, slots=True)
class AddSet:
    """Do one more set of the exercise, by its index."""

    movement: int


@dataclass(frozen=True, slots=True)
class AddExercise:
    """Add an exercise with these sets behind the exercise number `after`."""

    movement: Movement
    sets: tuple[PlannedSet, ...]
    after: int


@dataclass(frozen=True, slots=True)
class ReplaceExercise:
    """Do another exercise instead of what is left of one, a set for each that is left."""

    movement: int
    by: Movement
    sets: tuple[PlannedSet, ...]


@dataclass(frozen=True, slots=True)
class DropExercise:
    """Leave out what is left of the exercise, by its index."""

    movement: int


@dataclass(frozen=True, slots=True)
class End:
    """End the session early; finished sets are kept."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Return to the state before the last command or event, with the time left at that point."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Revert the last undo."""


Command = (
    CountRep
    | FinishSet
    | Proceed
    | Skip
    | SwitchSide
    | Pause
    | Resume
    | SetPace
    | AdjustLoad
    | SetLoad
    | StepLoad
    | Rate
    | Note
    | AdjustRest
    | EditSet
    | GoTo
    | MoveLater
    | MoveEarlier
    | AddSet
    | AddExercise
    | ReplaceExercise
    | DropExercise
    | End
    | Undo
    | Redo
)


class NotNow(Exception):
    """Raised for a command that the current state does not allow, with the reason. The state is unchanged."""
