"""Rows of sessions and sets for tests, without any file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from log_examples import STARTED

from tui.logbook.index.rows import SessionRow, SetRow


def a_session(number: int = 0, **changes: object) -> SessionRow:
    """A session, `number` days before the one of `log_examples`; keyword arguments replace its values."""
    started = STARTED - timedelta(days=number)
    values: dict[str, object] = {
        "path": Path(f"/logs/{number}.toml"),
        "id": f"session-{number}",
        "name": "Hamstrings at home",
        "routine": "hamstrings-at-home",
        "started": started,
        "finished": started + timedelta(minutes=25),
        "outcome": "completed",
        "unit": "kg",
        "active_seconds": 1388.0,
        "paused_seconds": 0.0,
        "effort": 7.5,
        "note": "",
        "sets": 9,
        "reps": 90,
        "volume_load": 720.0,
        "exercises": ("single-leg-deadlift",),
    }
    return SessionRow(**(values | changes))  # type: ignore[arg-type]  # any value may be replaced


def a_row(**changes: object) -> SetRow:
    """A set of ten single-leg deadlifts with 8 kg; keyword arguments replace its values."""
    values: dict[str, object] = {
        "path": Path("/logs/0.toml"),
        "session": "session-0",
        "started": STARTED,
        "unit": "kg",
        "position": 0,
        "exercise": "single-leg-deadlift",
        "name": None,
        "set": 1,
        "side": None,
        "kind": "working",
        "target": 10,
        "target_max": None,
        "target_seconds": None,
        "reps": 10,
        "load": 8.0,
        "load_counts": "per-hand",
        "seconds": 52.4,
        "rest": None,
        "target_rest": None,
        "rpe": None,
    }
    return SetRow(**(values | changes))  # type: ignore[arg-type]  # any value may be replaced
