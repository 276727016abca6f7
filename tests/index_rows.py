"""Rows of the index for tests, made by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from catalogue.schema.words import SideName
from tui.logbook.index.rows import SessionRow, SetRow

STARTED = datetime(2026, 9, 7, 18, 5, tzinfo=UTC)
"""A Monday."""

_SET = SetRow(
    path=Path("0.toml"),
    session="0",
    started=STARTED,
    unit="kg",
    position=0,
    exercise="single-leg-deadlift",
    name=None,
    set=1,
    side=None,
    kind="working",
    target=10,
    target_max=None,
    target_seconds=None,
    reps=10,
    load=8.0,
    load_counts="per-hand",
    seconds=40.0,
    rest=60.0,
    target_rest=60.0,
    rpe=None,
)
_SESSION = SessionRow(
    path=Path("0.toml"),
    id="0",
    name="Legs",
    routine=None,
    started=STARTED,
    finished=STARTED + timedelta(minutes=20),
    outcome="completed",
    unit="kg",
    active_seconds=1200.0,
    paused_seconds=0.0,
    effort=None,
    note="",
    sets=3,
    reps=30,
    volume_load=240.0,
    exercises=("single-leg-deadlift",),
)


def a_row(day: int = 0, **changes: object) -> SetRow:
    """Return a set of ten single-leg deadlifts with 8 kg, in a session that many days after the first Monday."""
    mine = {"path": Path(f"{day}.toml"), "session": str(day), "started": STARTED + timedelta(days=day)}
    return replace(_SET, **(mine | changes))  # type: ignore[arg-type]  # what the fields hold is the caller's to know


def a_session(day: int = 0, **changes: object) -> SessionRow:
    """Return a session of three sets, that many days after the first Monday."""
    mine = {"path": Path(f"{day}.toml"), "id": str(day), "started": STARTED + timedelta(days=day)}
    return replace(_SESSION, **(mine | changes))  # type: ignore[arg-type]  # as above


def both_legs(day: int, left: int, right: int, **changes: object) -> list[SetRow]:
    """Return one set of a session: that many reps with the left leg, and with the right."""
    done: list[tuple[SideName, int]] = [("left", left), ("right", right)]
    return [a_row(day, side=side, reps=reps, position=at, **changes) for at, (side, reps) in enumerate(done)]
