"""The field's words that catalogue files may use, as types and in the order they are shown."""

from typing import Final, Literal, get_args

Level = Literal["beginner", "intermediate", "advanced"]
Pattern = Literal["hinge", "knee-flexion", "lunge", "squat", "push", "pull", "carry", "rotation", "gait", "other"]
LoadCounts = Literal["none", "total", "per-hand", "per-side", "stack", "bodyweight"]
SideMode = Literal["bilateral", "unilateral", "alternating"]
SideName = Literal["left", "right"]
PhaseKind = Literal["eccentric", "hold", "concentric", "pause"]
Breath = Literal["in", "out"]
SetKind = Literal["warmup", "working", "amrap", "drop", "rest-pause"]

LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""Easy to hard: the order of the sidebar."""
PHASE_KINDS: Final[tuple[PhaseKind, ...]] = get_args(PhaseKind)
"""The order in which a tempo such as 3-1-2-0 is written."""


def other_side(side: SideName) -> SideName:
    """Return the leg that is not `side`."""
    return "left" if side == "right" else "right"


def fill(text: str, side: SideName) -> str:
    """Put the working leg for {side} and the other leg for {other}; text from a file is never a format."""
    return text.replace("{side}", side).replace("{other}", other_side(side))
