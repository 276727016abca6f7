"""What a format can't hold, counted while it is written, so that nothing is lost in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Final

from tui.logbook.models import Log

_OF_SESSION: Final = {
    "routine": "the routine",
    "outcome": "how it ended",
    "paused_seconds": "the pauses",
    "effort": "the effort",
    "note": "the note",
    "finished": "the end",
}
"""Key of a log -> what is said of it; the other keys every format holds in its way, or does without."""

_OF_SET: Final = {
    "side": "the side",
    "target": "the target",
    "target_max": "the target",
    "target_seconds": "the target",
    "load": "the load",
    "load_counts": "what the load counts",
    "started": "the time of day",
    "seconds": "the seconds worked",
    "rest": "the rest",
    "target_rest": "the planned rest",
    "rpe": "the RPE",
    "rep_seconds": "the rep seconds",
}
_USUAL: Final[dict[str, object]] = {"outcome": "completed", "paused_seconds": 0.0, "note": ""}
_OWN: Final = "your own keys"


class Lost:
    """Counts what is lost, by what it is and whether of sessions or of sets."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def session(self, what: str) -> None:
        """Something of a session is lost."""
        self._counts[what, "session"] += 1

    def set(self, what: str) -> None:
        """Something of a row is lost."""
        self._counts[what, "set"] += 1

    def count(self, log: Log, sessions: Collection[str], sets: Collection[str]) -> None:
        """Count what a log says beyond the keys that the format holds."""
        said = {key for key, value in log if value is not None and value != _USUAL.get(key, None)}
        for what in _lost_of(said, sessions, _OF_SESSION, log.model_extra):
            self.session(what)
        for row in log.sets:
            said = {key for key, value in row if value is not None}
            if row.reps is None:
                # Of a timed set the seconds are what was done, which every format holds.
                said.discard("seconds")
            for what in _lost_of(said, sets, _OF_SET, row.model_extra):
                self.set(what)

    def __str__(self) -> str:
        return ", ".join(
            f"{what} of {count} {of}{'' if count == 1 else 's'}" for (what, of), count in self._counts.items()
        )

    def __bool__(self) -> bool:
        return bool(self._counts)


def _lost_of(
    said: Collection[str], held: Collection[str], words: dict[str, str], own: dict[str, object] | None
) -> list[str]:
    lost = dict.fromkeys(word for key, word in words.items() if key in said and key not in held)
    return [*lost, *([_OWN] if own else [])]
