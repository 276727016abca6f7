"""Routines to test with: exercises of every kind, and a hypothesis strategy for any routine that they allow."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st
from pydantic import ValidationError

from catalogue.mistakes.references import faults_of_routine
from catalogue.schema.exercise import Exercise
from catalogue.schema.routine import Routine

Document = dict[str, Any]

_REP: Final = [
    {"kind": "eccentric", "cue": "Down", "text": "Down.", "seconds": 2},
    {"kind": "concentric", "cue": "Up", "text": "Up.", "seconds": 1},
]
_HOLD: Final = [{"kind": "hold", "cue": "Hold", "text": "Hold.", "seconds": 2}]


def exercise(id: str = "thing", **changes: Any) -> Exercise:
    document = {
        "schema": 1,
        "id": id,
        "name": id.title(),
        "level": "beginner",
        "pattern": "hinge",
        "load_counts": "total",
        "defaults": {"sets": 3, "reps": 10, "rest": 60},
        "phases": _REP,
    }
    return Exercise.model_validate(document | changes)


EXERCISES: Final = {
    each.id: each
    for each in (
        exercise("barbell", load={"step": 2.5}, setup=[{"text": "Stand.", "seconds": 4}]),
        exercise("rack", load_counts="per-hand", load={"steps": [1, 2, 3, 5, 7.5, 10]}),
        exercise("single", sides={"mode": "unilateral", "switch_every": 3}, load_counts="per-hand"),
        exercise("lunge", sides={"mode": "unilateral"}, setup=[{"text": "Step.", "again": True}], load_counts="none"),
        exercise("step-up", sides={"mode": "alternating"}),
        exercise("plank", load_counts="none", defaults={"seconds": 20}, phases=[]),
        exercise("stretch", sides={"mode": "unilateral"}, defaults={"seconds": 15}, phases=_HOLD),
        exercise("pull-up", load_counts="bodyweight"),
    )
}


def routine(*blocks: Document) -> Routine:
    return Routine.model_validate({"schema": 1, "id": "mine", "name": "Mine", "blocks": list(blocks)})


def _some(keys: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Document]:
    return st.fixed_dictionaries({}, optional=keys)


REPS: Final = st.sampled_from([1, 8, "5-8", "8+", "max"])
SECONDS: Final = st.sampled_from([5, 20, "10+"])
AIM: Final = {"load": st.sampled_from([0, 20, 61.25, "50%", "85%"]), "rpe": st.sampled_from([7, 8.5])}
REST: Final = st.sampled_from([0, 15, 90])


@st.composite
def _targets(draw: st.DrawFn, *, amrap: bool) -> Document:
    key = draw(st.sampled_from(["reps", "seconds", "none", *(["amrap"] if amrap else [])]))
    values = {"reps": REPS, "seconds": SECONDS, "amrap": st.just(True)}
    return {} if key == "none" else {key: draw(values[key])}


@st.composite
def _tables(draw: st.DrawFn) -> Document:
    kind = draw(st.sampled_from([None, "warmup", "working", "amrap", "drop", "rest-pause"]))
    table = draw(_some(AIM | {"rest": REST})) | draw(_targets(amrap=False)) | ({} if kind is None else {"kind": kind})
    if kind in ("drop", "rest-pause"):
        table |= draw(_some({"times": st.integers(1, 3), "pause": st.sampled_from([0, 10])}))
        table.pop("seconds", None)
    if kind == "drop" or (draw(st.booleans()) and "load" in table):
        table["load"] = "-20%"
    return table


@st.composite
def _blocks(draw: st.DrawFn) -> Document:
    work = _some(AIM | {"warmup": st.sampled_from([1, 2, "ramp"])})
    names = st.sampled_from(list(EXERCISES))
    pace: Document = draw(_some({"every": st.sampled_from([20, 60])}) | _some({"rest": REST}))
    if draw(st.integers(0, 3)) == 0:
        items = [
            {"exercise": draw(names)} | draw(work) | draw(_targets(amrap=True))
            for _ in range(draw(st.integers(2, 3)))
        ]
        items[0] |= draw(_some({"rest": REST}))
        return {"rounds": draw(st.integers(1, 2)), "superset": items} | pace
    sets = draw(st.none() | st.integers(1, 3) | st.lists(_tables(), min_size=1, max_size=4))
    block = {"exercise": draw(names)} | draw(work) | draw(_targets(amrap=True)) | pace
    return block if sets is None else block | {"sets": sets}


def accepted(blocks: list[Document]) -> bool:
    try:
        return not any(faults_of_routine(routine(*blocks), EXERCISES))
    except ValidationError:
        return False


def routines() -> st.SearchStrategy[Routine]:
    """Any routine without a mistake."""
    sound = _blocks().filter(lambda block: accepted([block]))
    return st.lists(sound, min_size=1, max_size=3).map(lambda blocks: routine(*blocks))
