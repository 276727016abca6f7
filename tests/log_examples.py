"""Logs for tests: one by hand, and any at all."""

from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from tui.logbook.log.log_model import Log, LogSet

SESSION_ID = "2026-11-22T180533-7f3a"
STARTED = datetime(2026, 11, 22, 18, 5, 33, tzinfo=timezone(timedelta(hours=1)))


def a_log(*sets: LogSet, **changes: object) -> Log:
    """Return a short session; keyword arguments replace values of the document."""
    document: dict[str, object] = {
        "schema": 1,
        "id": SESSION_ID,
        "name": "Hamstrings at home",
        "routine": "hamstrings-at-home",
        "started": STARTED,
        "finished": STARTED + timedelta(minutes=25, seconds=29),
        "outcome": "completed",
        "active_seconds": 1388.0,
        "paused_seconds": 141.0,
        "sets": sets or (a_set(side="right"), a_set(side="left", reps=9)),
    }
    return Log.model_validate(document | changes)


def a_set(**changes: object) -> LogSet:
    """Return a set of ten single-leg deadlifts with 8 kg; keyword arguments replace its values."""
    document: dict[str, object] = {
        "exercise": "single-leg-deadlift",
        "set": 1,
        "kind": "working",
        "target": 10,
        "reps": 10,
        "load": 8.0,
        "load_counts": "per-hand",
        "started": time(18, 6, 10),
        "seconds": 52.4,
    }
    return LogSet.model_validate(document | changes)


_LETTERS = st.characters(
    exclude_categories=["C", "Z"], exclude_characters="\u2800\u3164\uffa0\u115f\u1160\u034f\u17b4\u17b5"
)
_NAMES = st.text(_LETTERS, min_size=1, max_size=20).filter(lambda text: any(letter.isalnum() for letter in text))
_NOTES = st.lists(_NAMES, max_size=3).map("\n".join)
_IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True)
_SECONDS = st.floats(0, 1e6)
_SECONDS_OF_A_SET = st.floats(0, 86_400)
_HALVES = st.integers(2, 20).map(lambda twice: twice / 2)
_COUNTS = st.integers(0, 1000)
_OWN = st.dictionaries(
    st.text(_LETTERS, max_size=8).map(lambda name: f"my-{name}"),
    st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats()
    | st.text(max_size=8).filter(lambda text: not any(0xD800 <= ord(letter) <= 0xDFFF for letter in text))
    | st.dates()
    | st.lists(st.integers(0, 9), max_size=3)
    | st.fixed_dictionaries({"a": st.integers(0, 9), "b": st.lists(st.booleans(), max_size=2)}),
    max_size=3,
)
_OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2199, 1, 1), timezones=_OFFSETS | st.just(UTC))


def _documents(
    required: dict[str, st.SearchStrategy[object]], optional: dict[str, st.SearchStrategy[object]]
) -> st.SearchStrategy[dict[str, object]]:
    return st.builds(lambda known, own: own | known, st.fixed_dictionaries(required, optional=optional), _OWN)


SETS = _documents(
    {"exercise": _IDS, "set": st.integers(1, 99)},
    {
        "name": _NAMES,
        "side": st.sampled_from(["left", "right"]),
        "kind": st.sampled_from(["warmup", "working", "amrap", "drop", "rest-pause"]),
        "target": _COUNTS,
        "target_max": _COUNTS,
        "target_seconds": _SECONDS_OF_A_SET,
        "reps": _COUNTS,
        "load": st.floats(-1000, 1000),
        "load_counts": st.sampled_from(["none", "total", "per-hand", "per-side", "stack", "bodyweight"]),
        "started": st.times(),
        "seconds": _SECONDS_OF_A_SET,
        "rest": _SECONDS_OF_A_SET,
        "target_rest": _SECONDS_OF_A_SET,
        "rpe": _HALVES,
        "parts": st.lists(
            st.builds(lambda reps, load: f"{reps}{load}", st.integers(0, 99), st.sampled_from(["", "@8", "@-2.5"])),
            min_size=1,
            max_size=3,
        ).map(" ".join),
        "target_rpe": _HALVES,
        "distance": st.floats(0, 1e6),
        "note": _NAMES,
        "extra": st.just(True),
        "replaces": _IDS,
        "rep_seconds": st.lists(st.floats(0, 99).map(lambda seconds: f"{seconds:.1f}"), max_size=5).map(" ".join),
    },
)


def _in_order(document: dict[str, Any]) -> dict[str, Any]:
    """No log is written of a session that finished before it started."""
    started, finished = sorted((document["started"], document["finished"]))
    return document | {"started": started, "finished": finished}


LOGS: st.SearchStrategy[Log] = _documents(
    {
        "schema": st.just(2),
        "id": _IDS,
        "name": _NAMES,
        "started": _MOMENTS,
        "finished": _MOMENTS,
        "outcome": st.sampled_from(["completed", "ended-early", "recovered"]),
        "active_seconds": _SECONDS,
        "sets": st.lists(SETS, max_size=4),
    },
    {
        "routine": _IDS,
        "paused_seconds": _SECONDS,
        "unit": st.sampled_from(["kg", "lb"]),
        "effort": _HALVES,
        "note": _NOTES,
        "body_weight": st.floats(1, 1000),
        "planned_sets": _COUNTS,
        "source": _NAMES,
        "import_id": _IDS,
    },
).map(lambda document: Log.model_validate(_in_order(document)))
"""Any log of schema 2, with keys of the person's own."""
