"""Sets of the past in words: how much was done of what was planned, how hard it was, the rest after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui.words.quantities import counted, load_text, reps_text, short_seconds, span

if TYPE_CHECKING:
    from tui.logbook.index.rows import SetRow
    from tui.logbook.log.log_model import LogSet

    Logged = LogSet | SetRow


class Amount(Protocol):
    """What was done in a set: reps, or seconds where there are none."""

    @property
    def reps(self) -> int | None:
        """Reps done; None for a timed set."""

    @property
    def seconds(self) -> float | None:
        """How long the work took; None where that is not written."""


def logged_amount(row: Amount) -> str:
    """Return what was done as `10`, or `30 s` of a timed set."""
    return held_text(row.seconds) if row.reps is None else str(row.reps)


def held_text(seconds: float | None) -> str:
    """Return the time of a timed set as `30 s`, or `–` where nothing is written."""
    return "–" if seconds is None else short_seconds(round(seconds * 1000))


def logged_target(row: Logged) -> str:
    """Return what was planned as `10`, `8-12` or `30 s`; empty if nothing was."""
    at_least = "+" if row.kind == "amrap" else ""
    if row.reps is None:
        return "" if row.target_seconds is None else held_text(row.target_seconds) + at_least
    return f"{row.target}+" if at_least and row.target is not None else reps_text(row.target, row.target_max)


def done_of(row: Logged) -> str:
    """Return what was done of the plan as `9 of 10` or `28 s of 30 s`, for a column."""
    target = logged_target(row)
    return logged_amount(row) + (f" of {target}" if target else "")


def logged_done(row: Logged) -> str:
    """Return the same with its word: `9 of 10 reps`."""
    if row.reps is None:
        return done_of(row)
    asked = logged_target(row)
    return f"{row.reps} of {asked} {'rep' if asked == '1' else 'reps'}" if asked else counted(row.reps, "rep")


def logged_load(row: Logged, unit: str) -> str:
    """Return the load with what it counts: `8 kg each hand`; empty if there was none."""
    return load_text(row.load, unit, row.load_counts)


def logged_rest(row: Logged) -> str:
    """Return the rest after a set as `rest 1 min 1 s of 1 min 30 s`, the plan only where it differs."""
    if row.rest is None:
        return ""
    differs = row.target_rest is not None and abs(row.target_rest - row.rest) >= 1
    return f"rest {span(row.rest)}" + (f" of {span(row.target_rest or 0)}" if differs else "")
