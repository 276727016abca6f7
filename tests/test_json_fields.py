"""What other programs read has exactly the fields that are documented beside the code that makes it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from commands import invoke, own_exercise, write
from json_fields import MAKERS, documented, made
from log_examples import STARTED, a_log, a_set
from plans import BOTH_LEGS, SINGLE_LEG, plan_of
from session_recording import every_instant
from single_leg_logs import train

from tui.coach.hooks import event_json, events_of
from tui.logbook.disk.calls import RealDisk
from tui.logbook.log.log_model import Log, LogSet
from tui.logbook.log.store import save
from tui.machine.paths import Paths
from tui.session import begin

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOPSIDED = (12, 9), (12, 9), (12, 9)


@pytest.fixture
def trained(home: Path) -> Path:
    """A folder in which no document has an empty corner: problems, a plan, both legs, holds, loads and none."""
    paths = Paths.under(home)
    train(paths, *LOPSIDED)
    later = STARTED + timedelta(days=7)
    rows = [
        a_set(
            name="Deadlift on one leg",
            side=side,
            target_max=12,
            rest=60.0,
            target_rest=60.0,
            rpe=8.0,
            rep_seconds="4.1 5.2",
        )
        for side in ("left", "right")
    ]
    hold = a_set(reps=None, target=None, target_seconds=30.0, seconds=31.0, load=None, set=2)
    about = {"started": later, "finished": later, "id": "2026-11-29T180533-0000", "effort": 7.5, "note": "Fine."}
    new = {"parts": "6@48", "target_rpe": 8.0, "distance": 5.0, "note": "Slow.", "extra": True, "replaces": "lunge"}
    drop = a_set(set=3, kind="drop", **new)
    head = {"schema": 2, "body_weight": 80.0, "planned_sets": 3, "source": "hevy", "import_id": "1"}
    save(a_log(*rows, hold, drop, **about, **head), paths, RealDisk())
    week = "\n".join(f'{day} = "desk-break"' for day in DAYS)
    write(paths.settings, f"goal_sessions_a_week = 1\n[week]\n{week}\n")
    write(paths.logs / "2026/2026-01-01_1000_x.toml", "schema = 1\n")
    write(paths.config / "exercises/broken.toml", "schema = 1\n")
    own_exercise(home, "my-squat")
    return home


COMMANDS = {
    "list": [["list"]],
    "show": [["show", "single-leg-deadlift"], ["show", "desk-break"]],
    "log list": [["log", "list"]],
    "log show": [["log", "show", "2026-11-29T180533-0000"]],
    "log stats": [["log", "stats", "--since", "2026-01-01", "--until", "2099-01-01"]],
    "log stats ID": [["log", "stats", "single-leg-deadlift", "--since", "2026-01-01", "--until", "2099-01-01"]],
    "paths": [["paths"]],
}


def compare(name: str, documents: list[object]) -> None:
    """Hold what is made against what is documented, both ways."""
    fields = documented(name)
    open_tables = tuple(path.removesuffix("*") for path in fields if path.endswith(".*"))
    found = {field for document in documents for field in made(document)}
    paths = {path for path, _ in found if not path.startswith(open_tables)}
    # Of `a`, which is null in one document, `a.b` may be what another one has.
    whole = {path for path in paths if not any(each.startswith((f"{path}.", f"{path}[")) for each in fields)}
    assert whole - set(fields) == set(), "made, but not documented"
    filled = {path for path, full in found if full}
    assert {path for path in fields if not path.endswith(".*")} - filled == set(), "documented, but not made"
    assert all(any(path.startswith(table) for path in filled) for table in open_tables)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_json_of_a_command_has_the_documented_fields_and_no_others(name: str, trained: Path) -> None:
    results = [invoke(trained, *words, "--json") for words in COMMANDS[name]]
    compare(name, [json.loads(result.stdout) for result in results])


def test_the_events_of_a_session_have_the_documented_fields_and_no_others() -> None:
    plans = (plan_of(SINGLE_LEG, reps=5, pace="paced"), plan_of(BOTH_LEGS, reps=None, lasts=2000, pace="paced"))
    told = [
        event_json(event, state, "id", STARTED, Path("log"))
        for plan in plans
        for cues, state in every_instant(plan)
        for event in events_of(cues)
    ]
    opened = [begin(plan, 0) for plan in plans]
    started = [event_json("session-start", state, "id", STARTED) for state in opened]
    ended = [event_json("session-end", state, "id", STARTED, log) for state in opened for log in (Path("log"), None)]
    compare("hooks", [json.loads(each) for each in (*started, *told, *ended)])


def test_every_document_is_tried_and_every_value_of_a_log_is_documented() -> None:
    assert {*COMMANDS, "hooks"} == set(MAKERS)
    head = {(field.alias or name) for name, field in Log.model_fields.items()} - {"sets"}
    assert set(documented("log show")) == head | {f"sets[].{name}" for name in LogSet.model_fields}
