"""Drops, rest-pauses, open holds and sets with a least: near, from afar, in the title, in plain mode, spoken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pilots import program
from plans import BOTH_LEGS, SINGLE_LEG, plan_of
from scripted_plain import Talk

from tui.coach.speech import Script
from tui.screens.window import title_of
from tui.session import CountRep, Plan, Skip, State, begin, handle
from tui.session.commands import Command
from tui.session.engine import Cues, opening_cues
from tui.session.plan import Part
from tui.session.snapshot import snapshot
from tui.widgets.distance import distance
from tui.widgets.lines import Line
from tui.widgets.live_pane import PaneView, pane
from tui.words.list_lines import aim_text
from tui.words.status import next_line, status_line

SIZES = [(60, 14), (52, 22), (84, 34)]


def one(**changes: object) -> Plan:
    plan = plan_of(BOTH_LEGS, sets=1, reps=2)
    return replace(plan, sets=(replace(plan.sets[0], **changes),))  # type: ignore[arg-type]


DROP = one(kind="drop", load=80.0, parts=(Part(None, 15_000, 0.8), Part(3, 15_000, 0.8)))
AT_LEAST = one(kind="amrap", reps=8, reps_max=None)
OPEN_HOLD = one(kind="amrap", reps=None, reps_max=None, lasts=30_000)


def after(plan: Plan, *commands: Command, ms: int = 1000) -> tuple[State, Cues]:
    state = begin(plan, 0)
    cues: Cues = ()
    for command in commands:
        state, cues = handle(state, command, state.now + ms)
    return state, cues


def text(lines: list[Line]) -> str:
    return "\n".join("".join(text for text, _ in line) for line in lines)


@pytest.mark.parametrize("size", SIZES)
def test_the_countdown_before_the_next_part_says_its_load_and_its_reps(size: tuple[int, int]) -> None:
    now = snapshot(after(DROP, Skip(), CountRep(), CountRep())[0])
    assert status_line(now) == "set 1 of 1 · part 2 of 3 · in 0:15"
    assert next_line(now) == "as many reps as you can"
    assert title_of(now) == "part 2 of 3 in 0:15 · repcue"
    near, far = text(pane(PaneView(now), *size)), text(distance(PaneView(now), *size))
    assert "part 2 of 3" in near and "64 kg each hand" in near and "█" in near
    assert "PART 2 OF 3" in far and "64 kg each hand" in far


def test_the_next_part_is_spoken_with_its_load() -> None:
    state, cues = after(DROP, Skip(), CountRep(), CountRep())
    said = Script().words(cues, state)
    assert said == "Next part. Sixty-four kilograms. As many reps as you can."


def test_a_part_at_work_is_named_beside_its_reps() -> None:
    state, _ = after(DROP, Skip(), CountRep(), CountRep(), Skip())
    assert snapshot(state).doing == "done"
    state, _ = after(DROP, Skip(), CountRep())
    assert status_line(snapshot(state)) == "set 1 of 1 · rep 1 / 2, part 1 of 3"
    assert next_line(snapshot(state)) == "part 2 of 3 after 1 more"


@pytest.mark.parametrize("size", SIZES)
def test_a_least_is_a_plus_and_counts_on_beyond_it(size: tuple[int, int]) -> None:
    state, _ = after(AT_LEAST, Skip(), *[CountRep()] * 9)
    now = snapshot(state)
    assert status_line(now) == "set 1 of 1 · rep 9 / 8+"
    assert title_of(now) == "9/8+ · repcue"
    assert "of 8+ reps" in text(pane(PaneView(now), *size))


@pytest.mark.parametrize("size", SIZES)
def test_an_open_hold_counts_up(size: tuple[int, int]) -> None:
    state, _ = after(OPEN_HOLD, Skip(), Skip())
    now = snapshot(replace(state, now=state.now + 41_000))
    assert status_line(now) == "set 1 of 1 · held 0:41 / 0:30+"
    assert title_of(now) == "held 0:41 · repcue"
    assert "held, at least 0:30" in text(pane(PaneView(now), *size))
    assert "held 0:41" in text(distance(PaneView(now), *size))


def test_plain_mode_says_parts_and_open_holds(home: Path) -> None:
    talk = Talk(home)
    talk.hold(DROP, "n", "", "", "s", "q")
    assert "Part 2 of 3 in 15 seconds: 64 kg each hand." in talk.said
    talk.hold(OPEN_HOLD, "n", "n", 41_000, "f")
    assert "At least 30 seconds, until you end it." in talk.said


async def test_the_break_goes_by_on_the_screen(home: Path) -> None:
    async with program(home, plan=DROP) as at:
        await at.press("n", "space", "space")
        await at.sees("part 2 of 3", "64 kg each hand")
        await at.time(15_000)
        await at.sees("rep 0, no target, part 2 of 3")


@pytest.mark.parametrize(
    ("reps", "every", "counted", "coming"),
    [(8, 4, 4, "LEFT leg, 4 reps"), (8, 4, 8, "RIGHT leg, 4 reps"), (7, 4, 4, "LEFT leg, 4 reps")],
)
def test_the_switch_says_the_reps_of_the_coming_turn(reps: int, every: int, counted: int, coming: str) -> None:
    plan = replace(plan_of(replace(SINGLE_LEG, switch_every=every), sets=1, reps=reps), even_turns=True)
    state = begin(plan, 0)
    state, _ = handle(state, Skip(), 1000)
    done = 0
    while done < counted or snapshot(state).doing != "switch":
        working = snapshot(state).doing == "work"
        state, _ = handle(state, CountRep() if working else Skip(), state.now + 500)
        done += working
    assert next_line(snapshot(state)) == coming


def test_the_last_turn_is_not_the_whole_set() -> None:
    plan = replace(plan_of(replace(SINGLE_LEG, switch_every=4), sets=1, reps=8), even_turns=True)
    state, _ = handle(begin(plan, 0), Skip(), 1000)
    told = []
    while not state.is_over:
        now = snapshot(state)
        told += [next_line(now)] if now.doing == "switch" else []
        state, _ = handle(state, CountRep() if now.doing == "work" else Skip(), state.now + 500)
    assert told == ["LEFT leg, 4 reps", "RIGHT leg, 4 reps", "LEFT leg, 4 reps"]


@pytest.mark.parametrize("size", SIZES)
def test_cautions_stand_in_the_set_up_and_in_the_rest_before_the_exercise(size: tuple[int, int]) -> None:
    careful = replace(BOTH_LEGS, id="careful", cautions=("Keep your back straight.", "No jerks."), notes=("Good.",))
    plan = plan_of(BOTH_LEGS, careful, sets=1, reps=1)
    rest = snapshot(after(plan, Skip(), CountRep())[0])
    setup = snapshot(after(plan, Skip(), CountRep(), Skip())[0])
    for now in (rest, setup):
        assert "! Keep your back straight." in text(pane(PaneView(now, pinned="seat 4"), *size))
    assert "Pinned: seat 4" in text(pane(PaneView(setup, pinned="seat 4"), *size))
    working = snapshot(after(plan, Skip(), CountRep(), Skip(), Skip())[0])
    assert "Keep your back" not in text(pane(PaneView(working), *size))


def test_the_first_caution_is_spoken_once() -> None:
    careful = replace(BOTH_LEGS, cautions=("Keep your back straight.", "No jerks."))
    plan, script, said = plan_of(careful, sets=2, reps=1), Script(), []
    state = begin(plan, 0)
    said.append(script.words(opening_cues(state), state) or "")
    for command in (Skip(), CountRep(), Skip(), CountRep()):
        state, cues = handle(state, command, state.now + 1000)
        said.append(script.words(cues, state) or "")
    assert sum("Keep your back straight." in words for words in said) == 1
    assert not any("No jerks" in words for words in said)


def test_the_list_says_in_short_what_a_set_asks_for() -> None:
    asked = [aim_text(plan.sets[0], "total", "kg") for plan in (DROP, AT_LEAST, OPEN_HOLD)]
    assert asked == ["2/max/3 @ 80 kg", "8+ @ 8 kg", "30 s+ @ 8 kg"]
    alike = one(kind="rest-pause", reps=None, reps_max=None, parts=(Part(None, 15_000),))
    assert aim_text(alike.sets[0], "total", "kg") == "max x2 @ 8 kg"
