"""A log's values as texts to be edited, and what a person made of them as changes to the log."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from catalogue.files.text import NOTE_LENGTH
from catalogue.schema.bounds import MENDED_LOAD
from tui.logbook.changes.insertion import is_sided, load_counts, place_near
from tui.logbook.changes.typed_values import moment_of, reps_of, rpe_of, seconds_of

if TYPE_CHECKING:
    from catalogue.schema.models import Exercise
    from catalogue.schema.words import SideName
    from tui.logbook.changes.edits import LogChanges, SetChanges, SetValues
    from tui.logbook.log.log_model import Log, LogSet

T = TypeVar("T")
Texts = Mapping[str, str]
"""By the name of a field."""

SESSION_FIELDS: Final = ("name", "started", "effort", "note")
ROW_FIELDS: Final = ("amount", "load", "rpe", "kind", "side", "rest")
SESSION: Final = -1
"""Stands for the session itself where rows are counted from 0."""
BOTH: Final = ""
"""No side: both legs at once."""

_WHOLE: Final = re.compile(r"[0-9]+")


class FieldFault(ValueError):
    """A text that is not allowed in its field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def session_texts(log: Log) -> dict[str, str]:
    """Return the session's own values, by the names of `SESSION_FIELDS`."""
    return {
        "name": log.name,
        "started": log.started.replace(tzinfo=None).isoformat(" "),
        "effort": _text(log.effort),
        "note": log.note,
    }


def row_texts(row: LogSet) -> dict[str, str]:
    """Return a row's values, by the names of `ROW_FIELDS`."""
    amount = str(row.reps) if row.reps is not None else "" if row.seconds is None else f"{_text(row.seconds)}s"
    return {
        "amount": amount,
        "load": _text(row.load),
        "rpe": _text(row.rpe),
        "kind": row.kind,
        "side": row.side or BOTH,
        "rest": _text(row.rest),
    }


def session_changes(texts: Texts) -> LogChanges:
    """Return what the texts of the changed fields say. Raises FieldFault."""
    changes: LogChanges = {}
    if "name" in texts:
        changes["name"] = texts["name"].strip()
        if not changes["name"]:
            raise FieldFault("name", "a session needs a name")
    if "started" in texts:
        changes["started"] = _read("started", moment_of, texts["started"])
    if "effort" in texts:
        changes["effort"] = _or_none("effort", rpe_of, texts["effort"])
    if "note" in texts:
        changes["note"] = texts["note"].strip() or None
        if len(texts["note"]) > NOTE_LENGTH:
            raise FieldFault("note", f"has {len(texts['note']):,} characters; at most {NOTE_LENGTH:,} are allowed")
    return changes


def row_changes(log: Log, row: LogSet, texts: Texts, known: Mapping[str, Exercise]) -> SetChanges:
    """Return what the texts of a row's changed fields say. Raises FieldFault."""
    changes: SetChanges = {}
    if "amount" in texts:
        reps, seconds = amount_of(texts["amount"])
        if seconds is None:
            changes["reps"] = reps
        else:
            changes.update({"reps": None, "seconds": seconds} if row.reps is not None else {"seconds": seconds})
    if "load" in texts:
        changes["load"] = _load(texts["load"])
        changes["load_counts"] = (
            (row.load_counts or load_counts(log, row.exercise, known)) if changes["load"] else None
        )
    if "rpe" in texts:
        changes["rpe"] = _or_none("rpe", rpe_of, texts["rpe"])
    if "kind" in texts:
        changes["kind"] = texts["kind"]
    if "side" in texts:
        changes["side"] = texts["side"] or None
    if "rest" in texts:
        changes["rest"] = _or_none("rest", seconds_of, texts["rest"])
    return changes


def new_row(log: Log, near: int, texts: Texts, known: Mapping[str, Exercise]) -> tuple[int, SetValues]:
    """Return a forgotten row and the place, from 0, where it goes, for a person who looks at row `near`.

    `texts` has all fields of a row, and `exercise`. Raises FieldFault.
    """
    exercise = exercise_of(log, texts["exercise"], known)
    side = side_of(texts["side"])
    reps, seconds = amount_of(texts["amount"])
    found = known.get(exercise)
    if reps is not None and found is not None and found.defaults.timed:
        raise FieldFault("amount", f"{exercise} is held for a time; write seconds, such as {reps}s")
    if (
        is_sided(log, exercise, known)
        and side is None
        and (reps is not None or found is None or found.sides.mode == "unilateral")
    ):
        raise FieldFault("side", f"{exercise} is done a leg at a time: LEFT or RIGHT")
    load = _load(texts["load"])
    at, number = place_near(log, near, exercise, side, texts["kind"] == "warmup")
    row: SetValues = {"exercise": exercise, "set": number, "side": side, "kind": texts["kind"]}
    row["reps"], row["load"] = reps, load
    row["load_counts"] = load_counts(log, exercise, known) if load else None
    row["seconds"] = seconds
    row["rest"] = _or_none("rest", seconds_of, texts["rest"])
    row["rpe"] = _or_none("rpe", rpe_of, texts["rpe"])
    return at, row


def exercise_of(log: Log, text: str, known: Mapping[str, Exercise]) -> str:
    """Return the id of an exercise of the log or the catalogue by id or name. Raises FieldFault with the nearest."""
    wanted = text.strip()
    if wanted in log.exercises or wanted in known:
        return wanted
    folded = wanted.casefold()
    for one in known.values():
        if folded in (name.casefold() for name in (one.id, one.name, *one.aliases)):
            return one.id
    for row in log.sets:
        if row.name is not None and row.name.casefold() == folded:
            return row.exercise
    return _read("exercise", lambda wanted: _unknown(log, wanted, known), wanted)


def sides_of(log: Log, exercise: str, known: Mapping[str, Exercise], now: str) -> tuple[str, ...]:
    """Return the sides that a row of an exercise may have; the one it has now is always among them."""
    try:
        sided = is_sided(log, exercise, known)
    except ValueError:
        return tuple(dict.fromkeys((now, BOTH, "left", "right")))
    return tuple(dict.fromkeys((now, "left", "right"))) if sided else tuple(dict.fromkeys((now, BOTH)))


def side_of(text: str) -> SideName | None:
    """Return the side that a text of the field stands for."""
    side: dict[str, SideName] = {"left": "left", "right": "right"}
    return side.get(text)


def amount_of(text: str) -> tuple[int | None, float | None]:
    """Read reps, `10`, or a time held, `30s` or `1:30`. Raises FieldFault."""
    text = text.strip()
    if _WHOLE.fullmatch(text):
        return _read("amount", reps_of, text), None
    if text and (text[-1] == "s" or ":" in text):
        return None, _read("amount", seconds_of, text)
    raise FieldFault("amount", "write reps, such as 10, or seconds, such as 30s or 1:30")


def _unknown(log: Log, wanted: str, known: Mapping[str, Exercise]) -> str:
    is_sided(log, wanted, known)
    raise AssertionError("it is neither in the log nor in the catalogue")


def _load(text: str) -> float | None:
    return _or_none("load", MENDED_LOAD.read, text) or None


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _or_none(field: str, read: Callable[[str], T], text: str) -> T | None:
    return _read(field, read, text) if text.strip() else None


def _read(field: str, read: Callable[[str], T], text: str) -> T:
    try:
        return read(text)
    except ValueError as error:
        raise FieldFault(field, str(error)) from error
