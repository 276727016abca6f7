"""What a screen did to the files, in a form that can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class UndoStep:
    """One change that can be taken back."""

    run: Callable[[], Path | None]
    """Takes it back, in a thread, and returns the log to show then. Raises ChangedOnDisk, FileProblems, OSError."""
    words: str
    """What is said when it was taken back."""
