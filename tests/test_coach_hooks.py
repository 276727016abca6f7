"""Hooks: each event reaches its command as JSON, and a command that misbehaves stops nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from queue import Queue

import pytest
from plans import LUNGE, SINGLE_LEG, plan_of
from session_recording import Lease, Pipe, every_instant, program

from tui.coach.hooks import MOST_WAITING, Hooks, event_json, events_of
from tui.session import State, begin
from tui.session.plan import Plan
from tui.settings import EVENTS, Event

PLAN = plan_of(replace(SINGLE_LEG, switch_every=None), sets=2, reps=1, rest=5000, pace="paced")


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Pipe]:
    pipe = Pipe(tmp_path / "events")
    yield pipe
    pipe.close()


@pytest.fixture
def lease(tmp_path: Path) -> Iterator[Lease]:
    lease = Lease(tmp_path / "lease")
    yield lease
    lease.close()


SESSION = "2026-11-22T180533-7f3a"
WALL = datetime(2026, 11, 22, 18, 5, 33, 250_000, timezone(timedelta(hours=1)))


def document(event: Event, state: State, log: Path | None = None) -> dict[str, object]:
    told = json.loads(event_json(event, state, SESSION, WALL, log))
    assert isinstance(told, dict)
    return told


def documents(plan: Plan) -> list[dict[str, object]]:
    return [document(event, state) for cues, state in every_instant(plan) for event in events_of(cues)]


def test_a_session_has_these_events_in_order() -> None:
    told = documents(PLAN)
    assert [each["event"] for each in told] == ["switch", "set-done", "rest-over", "switch", "set-done"]
    assert {str(each["event"]) for each in told} | {"session-start", "session-end"} == set(EVENTS)


def test_an_event_says_where_the_session_stands() -> None:
    switch, set_done, *_ = documents(PLAN)
    assert switch == {
        "schema": 1,
        "event": "switch",
        "session": SESSION,
        "at": "2026-11-22T18:05:33.250+01:00",
        "name": "Test",
        "exercise": "Single-leg",
        "exercise_id": "single",
        "set": 1,
        "of": 2,
        "side": "left",
        "elapsed_seconds": 18.0,
    }
    assert set_done["done"] == [
        {"side": "right", "reps": 1, "load": 8.0, "unit": "kg"},
        {"side": "left", "reps": 1, "load": 8.0, "unit": "kg"},
    ]


def test_the_end_has_the_log_and_the_outcome() -> None:
    *_, (_, over) = every_instant(PLAN)
    end = document("session-end", over, Path("/logs/one.toml"))
    assert (end["log"], end["outcome"]) == ("/logs/one.toml", "completed")
    for state in (over, begin(PLAN, 0)):
        kept = document("session-end", state)
        assert (kept["log"], kept["outcome"]) == (None, "left")


def test_a_set_without_a_rest_after_it_is_told_as_the_one_done() -> None:
    lunge = replace(LUNGE, setup=(), short_setup=())
    done = [each for each in documents(plan_of(lunge, sets=2, reps=None, lasts=5000, rest=0)) if "done" in each]
    assert [each["set"] for each in done] == [1, 2]
    assert done[0]["done"] == [{"side": "right", "held_seconds": 5.0}, {"side": "left", "held_seconds": 5.0}]


def hooks_for(event: str, command: list[str], limit: float = 20.0) -> tuple[Hooks, Queue[str]]:
    said: Queue[str] = Queue()
    return Hooks({event: tuple(command)}, os.environ, said.put, limit), said


def test_the_command_reads_the_event_and_no_shell_sees_its_arguments(tmp_path: Path, pipe: Pipe) -> None:
    path = program(tmp_path, "hook", f'echo "$1" > {pipe.path}; cat > {pipe.path}')
    hooks, said = hooks_for("switch", [str(path), "$(id); `id`"])
    hooks.run("switch", '{"event": "switch"}')
    assert pipe.line() == "$(id); `id`"
    assert pipe.line() == '{"event": "switch"}'
    hooks.run("rest-over", "{}")
    hooks.wait()
    assert said.empty() and pipe.is_empty()


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["/nowhere/at-all"], "The hook for switch can't be started (No such file or directory)."),
        (["false"], "The hook for switch ended with exit code 1."),
        (["sh", "-c", "exit 7"], "The hook for switch ended with exit code 7."),
    ],
)
def test_a_failure_is_said_once(command: list[str], message: str) -> None:
    hooks, said = hooks_for("switch", command)
    for _ in range(3):
        hooks.run("switch", "{}")
        hooks.wait()
    assert said.get(timeout=10) == message
    assert said.empty()


def test_a_command_that_reads_nothing_has_not_failed() -> None:
    hooks, said = hooks_for("switch", ["true"])
    hooks.run("switch", "{}")
    hooks.wait()
    assert said.empty()


def test_a_command_that_takes_too_long_is_ended_with_all_it_started(tmp_path: Path, lease: Lease) -> None:
    path = program(tmp_path, "hook", f"{lease.take}; sleep 600")
    hooks, said = hooks_for("switch", [str(path)], limit=0.5)
    hooks.run("switch", "{}")
    hooks.wait()
    assert said.get(timeout=10) == "The hook for switch took longer than 0.5 seconds, and was ended."
    assert lease.has_ended()


def test_a_key_held_down_does_not_start_a_hundred() -> None:
    hooks, said = hooks_for("switch", ["sleep", "600"], limit=0.1)
    for _ in range(30):
        hooks.run("switch", "{}")
    assert (
        said.get(timeout=10)
        == f"The hook for switch was left out: {MOST_WAITING} events wait for the commands before them."
    )
    hooks.wait()


def test_events_reach_their_commands_one_after_the_other(tmp_path: Path, pipe: Pipe) -> None:
    # The first one takes longest: side by side it would come last.
    path = program(tmp_path, "hook", f'read -r number; sleep "0.$((4 - number))"; echo "$number" > {pipe.path}')
    hooks, said = hooks_for("switch", [str(path)])
    for number in range(1, 4):
        hooks.run("switch", str(number))
    hooks.close(20)
    assert [pipe.line() for _ in range(3)] == ["1", "2", "3"]
    assert said.empty()


def test_the_end_of_a_session_is_told_although_the_command_before_it_hangs(tmp_path: Path, pipe: Pipe) -> None:
    gate = Pipe(tmp_path / "gate")
    hangs = program(tmp_path, "hangs", f"echo begun > {pipe.path}; read -r go < {gate.path}")
    tells = program(tmp_path, "tells", f"cat > {pipe.path}")
    hooks = Hooks({"switch": (str(hangs),), "session-end": (str(tells),)}, os.environ, pytest.fail, limit=600)
    hooks.run("switch", "{}")
    assert pipe.line() == "begun"
    hooks.run("session-end", "the end")
    hooks.close(0)
    assert pipe.line() == "the end"
    gate.path.write_text("go\n")
    assert hooks.wait(20)
    gate.close()
