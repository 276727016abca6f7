"""The exercises and routines that come with the program, and the order in which anything is shown."""

from pathlib import Path
from typing import Final

from catalogue.schema.words import LEVELS, Level

FOLDER: Final = Path(__file__).parent
"""Has `exercises/` and `routines/`, as a person's config folder does."""

EXERCISES: Final = (
    "stiff-leg-deadlift",
    "single-leg-deadlift",
    "extended-lunge",
    "seated-leg-curl",
    "stiff-leg-barbell-deadlift",
    "stiff-leg-dumbbell-deadlift",
    "dumbbell-leg-curl",
)
"""Easy to hard."""

ROUTINES: Final = ("hamstrings-at-home", "gym-hamstrings", "all-seven", "desk-break")

Rank = tuple[int, int, str, str]
"""Sorts what is shown: by level, then the bundled ones in their order, then a person's own by name."""


def exercise_rank(exercise_id: str, name: str, level: Level) -> Rank:
    """Return where an exercise stands among all exercises."""
    return (LEVELS.index(level), _place(exercise_id, EXERCISES), name.casefold(), exercise_id)


def routine_rank(routine_id: str, name: str) -> Rank:
    """Return where a routine stands among all routines."""
    return (0, _place(routine_id, ROUTINES), name.casefold(), routine_id)


def _place(found: str, order: tuple[str, ...]) -> int:
    return order.index(found) if found in order else len(order)
