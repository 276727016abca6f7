"""What a person can tell a session: the engine's whole input besides time."""

from __future__ import annotations

from dataclasses import dataclass

from tui.session.plan import Ms, Pace


@dataclass(frozen=True, slots=True)
class CountRep:
    """One rep is done, now."""


@dataclass(frozen=True, slots=True)
class FinishSet:
    """The work at hand is over.

    `said` is what was done in it, outright: reps (seconds, in a timed set), more or fewer than planned. Without it:
    the reps counted so far, or the whole target if none was counted.
    """

    said: int | None = None


@dataclass(frozen=True, slots=True)
class Proceed:
    """Next set-up step, or start now."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Pass the whole set-up, the countdown, the rest, or this set."""


@dataclass(frozen=True, slots=True)
class SwitchSide:
    """Go on with the other leg; this one's remaining reps come later."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop every clock."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Let the clocks run again."""


@dataclass(frozen=True, slots=True)
class SetPace:
    """Change between counting by key and the tempo player; the tally stays."""

    pace: Pace


@dataclass(frozen=True, slots=True)
class AdjustLoad:
    """Change the load of the set at hand (in a rest: the next one) and of those of its exercise that follow."""

    by: float


@dataclass(frozen=True, slots=True)
class AdjustRest:
    """Make the rest at hand longer, or shorter with a negative number of milliseconds."""

    by: Ms


@dataclass(frozen=True, slots=True)
class EditSet:
    """Correct a set already done; what is None stays as it was.

    `row` counts the rows done from 0. `seconds` is for timed sets. A `load` of 0 means none.
    """

    row: int
    reps: int | None = None
    seconds: int | None = None
    load: float | None = None
    rpe: float | None = None


@dataclass(frozen=True, slots=True)
class End:
    """End the session here; what was done stays."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Back to the state before the last thing done, with the time that was left then."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Take the last undo back."""


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
    """The command makes no sense in this state, which stays as it was; the message says why."""
