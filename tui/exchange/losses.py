"""What an export loses, counted while it is written, so that it can be reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from tui.logbook.log.done_set import FIELDS
from tui.logbook.log.log_model import Log, Unit
from tui.words.quantities import counted

_OF_SESSION: Final = {
    "routine": "the routine",
    "outcome": "how it ended",
    "paused_seconds": "the pauses",
    "effort": "the effort",
    "note": "the note",
    "finished": "the end",
    "body_weight": "the body weight",
    "planned_sets": "the number of planned sets",
    "source": "where it came from",
    "import_id": "where it came from",
}
"""Key of a log -> its name in the message. The keys not listed are in every format, or lose no data when dropped."""

_OF_SET: Final = {
    name: {
        "target_max": "the target",
        "target_seconds": "the target",
        "load_counts": "what the load counts",
        "started": "the time of day",
        "seconds": "the seconds worked",
        "target_rest": "the planned rest",
        "rpe": "the RPE",
        "target_rpe": "the planned RPE",
        "parts": "the parts after the first",
        "extra": "the mark of an added set",
        "replaces": "what it replaced",
    }.get(name, f"the {name.replace('_', ' ')}")
    for name in FIELDS
    if name not in ("exercise", "name", "set", "kind", "reps")
}
_USUAL: Final[dict[str, object]] = {"outcome": "completed", "paused_seconds": 0.0, "note": ""}
_OWN: Final = "your own keys"

Loads = Literal["own unit", "one unit", "one unit, unsaid"]


@dataclass(frozen=True, slots=True)
class Capacity:
    """The parts of a session that a format can hold. All others are lost."""

    session: frozenset[str]
    """Keys of a log."""
    set: frozenset[str]
    """Keys of its rows."""
    time_step: int | None = None
    """The resolution of times of day in seconds, without an offset; None where nothing of them is lost."""
    loads: Loads = "own unit"
    """Whether each load keeps its unit, or all are converted, with or without a mention of the unit."""


class Losses:
    """Counts of losses by their names, for sessions and for sets."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def session(self, what: str) -> None:
        """Count a loss of a session."""
        self._counts[what, "session"] += 1

    def set(self, what: str) -> None:
        """Count a loss of a row."""
        self._counts[what, "set"] += 1

    def count(self, logs: Iterable[Log], holds: Capacity, unit: Unit) -> Iterator[Log]:
        """Yield the logs, and count what each loses in a format that holds `holds`. `unit` is that of the export."""
        for log in logs:
            self._count_keys(log, holds)
            self._count_times(log, holds.time_step)
            if not log.sets:
                self.session("all, as it has no set,")
            if holds.loads != "own unit" and unit != log.unit:
                for row in log.sets:
                    if row.load is not None:
                        self.set(f"the load in {log.unit}, now in {unit},")
            yield log

    def _count_keys(self, log: Log, holds: Capacity) -> None:
        said = {key for key, value in log if value is not None and value != _USUAL.get(key, None)}
        for what in _lost_of(said, holds.session, _OF_SESSION, log.model_extra):
            self.session(what)
        for row in log.sets:
            said = {key for key, value in row if value is not None}
            if row.reps is None:
                # Every format holds the seconds of a timed set: they are its result.
                said.discard("seconds")
            if row.kind == "rest-pause" and "kind" not in holds.set:
                self.set("the mark of a rest-pause set")
            for what in _lost_of(said, holds.set, _OF_SET, row.model_extra):
                self.set(what)

    def _count_times(self, log: Log, step: int | None) -> None:
        if step is None:
            return
        self.session("the time zone")
        if log.started.second % step or log.finished.second % step:
            self.session("the seconds of start and end")

    def __str__(self) -> str:
        return ", ".join(f"{what} of {counted(count, of)}" for (what, of), count in self._counts.items())

    def __bool__(self) -> bool:
        return bool(self._counts)


def _lost_of(
    said: Collection[str], held: Collection[str], words: dict[str, str], own: dict[str, object] | None
) -> list[str]:
    lost = dict.fromkeys(word for key, word in words.items() if key in said and key not in held)
    return [*lost, *([_OWN] if own else [])]
