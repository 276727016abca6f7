"""Writes a person's years of training as logs, to measure with: the same files for the same number."""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import tomli_w

NAME = "Years of legs"
"""What a log is called: unlike anything else on the screen."""
SETS = 25
YEARS = 10
LAST = datetime(2026, 11, 22, 18, 5, 33, tzinfo=UTC)

EXERCISES = (
    ("stiff-leg-deadlift", ""),
    ("single-leg-deadlift", "left"),
    ("single-leg-deadlift", "right"),
    ("seated-leg-curl", ""),
    ("dumbbell-leg-curl", ""),
)


def generate_logs(folder: Path, count: int) -> None:
    """Write `count` logs of 25 sets each, spread over ten years, into `folder`, by year."""
    for number in range(count):
        started = LAST - timedelta(days=365.25 * YEARS * number / max(count, 1))
        year = folder / f"{started:%Y}"
        year.mkdir(parents=True, exist_ok=True)
        log = _log(started, random.Random(number))
        (year / f"{started:%Y-%m-%d_%H%M}_{log['routine']}.toml").write_bytes(tomli_w.dumps(log).encode())


def _log(started: datetime, chance: random.Random) -> dict[str, object]:
    sets = [_set(number, started, chance) for number in range(SETS)]
    return {
        "schema": 1,
        "id": f"{started:%Y-%m-%dT%H%M%S}-{chance.randrange(16**4):04x}",
        "name": NAME,
        "routine": "all-seven",
        "started": started,
        "finished": started + timedelta(minutes=2 * SETS),
        "outcome": "completed",
        "active_seconds": 60.0 * SETS,
        "paused_seconds": 0.0,
        "unit": "kg",
        "effort": chance.randrange(10, 20) / 2,
        "note": "",
        "sets": sets,
    }


def _set(number: int, started: datetime, chance: random.Random) -> dict[str, object]:
    exercise, side = EXERCISES[number * len(EXERCISES) // SETS]
    reps = chance.randrange(6, 13)
    begun = started + timedelta(minutes=2 * number)
    done: dict[str, object] = {"exercise": exercise, "set": number % (SETS // len(EXERCISES)) + 1}
    if side:
        done["side"] = side
    return done | {
        "kind": "working",
        "target": 10,
        "reps": reps,
        "load": chance.randrange(4, 40) / 2,
        "load_counts": "per-hand",
        "started": time(begun.hour, begun.minute, begun.second),
        "seconds": 5.0 * reps,
        "rest": 60.0,
        "rpe": chance.randrange(12, 20) / 2,
        "rep_seconds": " ".join(f"{chance.uniform(3, 7):.1f}" for _ in range(reps)),
    }


if __name__ == "__main__":
    generate_logs(Path(sys.argv[1]), int(sys.argv[2]))
