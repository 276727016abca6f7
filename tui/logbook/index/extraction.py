"""From a log file to what the index keeps of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Final

from catalogue.files.problems import FileProblems, guarded
from catalogue.files.toml import parse, read_text
from catalogue.mistakes.validation import validate
from tui.logbook.index.plain_toml import PlainToml
from tui.logbook.index.values import SET_VALUES, Job, LogReading, Value
from tui.logbook.log.done_set import NEW_WORDS
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import LIMIT, digest

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_set_values: Final = attrgetter(*SET_VALUES)
_usual_values: Final = attrgetter(*(name for name in SET_VALUES if name not in NEW_WORDS))
"""Of a row without any of the newer words, which come last."""
_as_json: Final = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False).encode


def read(job: Job, plain: PlainToml) -> LogReading | None:
    """Read one log; None if its text is still the one whose digest is known."""
    path, known = job
    try:
        text = guarded(path, lambda: read_text(path, LIMIT))
    except FileProblems as error:
        return LogReading(None, _problems(error), None, ())
    found = digest(text)
    if found == known:
        return None

    def reading() -> LogReading:
        log = validate(Log, plain.document(text) or parse(text, path), text, path)
        return LogReading(found, None, _session(log), _trained(log))

    try:
        return guarded(path, reading)
    except FileProblems as error:
        return LogReading(found, _problems(error), None, ())


def _problems(error: FileProblems) -> str:
    return _as_json([(each.line, each.field, each.message) for each in error.problems])


def _session(log: Log) -> tuple[Value, ...]:
    exercises = log.exercises
    names = {row.name for row in log.sets if row.name}
    words = "\n".join([log.name, log.routine or "", log.note, *exercises, *sorted(names)])
    return (
        log.id,
        log.name,
        log.routine,
        log.started.isoformat(),
        log.finished.isoformat(),
        (log.started - _EPOCH) // timedelta(microseconds=1),
        log.started.date().isoformat(),
        log.outcome,
        log.unit,
        log.active_seconds,
        log.paused_seconds,
        log.effort,
        log.note,
        log.set_count,
        log.reps,
        float(log.volume_load),
        log.body_weight,
        log.planned_sets,
        " ".join(exercises),
        words.casefold(),
    )


def _trained(log: Log) -> tuple[tuple[str, str], ...]:
    rows: dict[str, list[tuple[Value, ...]]] = {}
    for position, row in enumerate(log.sets):
        usual = log.schema_ == 1 or NEW_WORDS.isdisjoint(row.model_fields_set)
        values = (position, *(_usual_values(row) if usual else _set_values(row)))
        rows.setdefault(row.exercise, []).append(values)
    return tuple((exercise, _as_json(each)) for exercise, each in rows.items())
