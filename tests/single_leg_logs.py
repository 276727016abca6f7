"""Logs of single-leg deadlifts, a session a day."""

from datetime import timedelta
from pathlib import Path

from log_examples import STARTED, a_log, a_set

from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.store import save
from tui.machine.paths import Paths


def train(paths: Paths, *reps: tuple[int, int]) -> list[Path]:
    """Save a session for each pair of reps, with the left leg and with the right, and return their logs."""
    return [_session(paths, day, left, right) for day, (left, right) in enumerate(reps)]


def _session(paths: Paths, day: int, left: int, right: int) -> Path:
    started = STARTED + timedelta(days=day)
    rows = a_set(side="left", reps=left), a_set(side="right", reps=right)
    return save(a_log(*rows, id=f"day-{day}", started=started, finished=started), paths, RealDisk())
