"""What goes between reading, the index's file and the rows: plain values, which marshal and SQLite can both hold."""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.logbook.log.done_set import FIELDS

Value = str | int | float | None

Job = tuple[str, bytes | None]
"""A file to be read, and the digest of the text that was in it last, if that is known."""

SESSION_COLUMNS: Final = (
    *("id", "name", "routine", "started", "finished", "instant", "day"),
    *("outcome", "unit", "active_seconds", "paused_seconds", "effort", "note"),
    *("sets", "reps", "volume_load", "body_weight", "planned_sets", "exercises", "words"),
)
"""A session's values, in their order; moments as ISO 8601 text with their offsets.

`instant` is the start in microseconds since 1970, `day` its local day, `exercises` ids with spaces between, `words`
all that a search looks through, in folded case.
"""

SET_VALUES: Final = tuple(name for name in FIELDS if name not in ("exercise", "started"))
"""The attributes of a log's set that are kept beside its exercise; those that came with a later schema come last."""


class LogReading(NamedTuple):
    """What came of reading one file: a session, or problems."""

    digest: bytes | None
    """Tells one text from another; None where no text could be read."""
    problems: str | None
    """A JSON list of line, field and message; None for a session."""
    session: tuple[Value, ...] | None
    """The values of `SESSION_COLUMNS`."""
    trained: tuple[tuple[str, str], ...]
    """Each exercise, and its rows as a JSON list: the position in the log, then `SET_VALUES`;
    what is left out at the end has its default."""
