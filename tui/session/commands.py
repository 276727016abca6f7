"""The commands of a session: with time, the whole input of the engine."""

from __future__ import annotations

from dataclasses import dataclass

from tui.session.plan import Ms, Pace


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
    """Change the load of the current set (in a rest: the next), and of later sets of its exercise."""

    by: float


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
    | AdjustRest
    | EditSet
    | End
    | Undo
    | Redo
)


class NotNow(Exception):
    """Raised for a command that the current state does not allow, with the reason. The state is unchanged."""
