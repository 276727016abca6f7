"""Every cue of a paced session, when it is due, what is said and which tone sounds; and a whole routine by the clock.

`tests/baselines/cues-ID.txt` holds two paced sets of each bundled exercise, made to be read by a person. After a
change that is meant, `.venv/bin/python tests/test_cue_baselines.py` writes them anew: read what differs
before you keep it.
"""

from __future__ import annotations

import re
import subprocess
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from itertools import chain, pairwise, product
from pathlib import Path
from shutil import which

import pytest
from scripted_plain import Talk
from session_recording import Heard, Listener, every_instant

from catalogue.loading import load_catalogue
from catalogue.schema.models import Block, Exercise
from tui.coach.speech import Script
from tui.coach.tones import TONES, sound_of
from tui.coach.voice import Speaker
from tui.logbook.log.log_model import Log
from tui.logbook.log.store import read_log
from tui.plain.plain_coach import Coaching
from tui.runtime.selection import plan_for
from tui.session import Cue, Plan, State
from tui.session.cues import CueKind
from tui.session.estimate import estimate
from tui.session.plan import Ms, Side
from tui.session.state import Done, Setup, segment_end
from tui.settings import Settings, wishes

BASELINES = Path(__file__).with_name("baselines")
BUNDLED = load_catalogue(None)
PACED = replace(wishes(Settings()), pace="paced")
"""The settings as shipped, but for the pace."""


# --- the baselines


def baseline(exercise: str) -> Path:
    return BASELINES / f"cues-{exercise}.txt"


def sheet(exercise: str) -> str:
    """Two paced sets of an exercise, one line a cue; what is said stands beside the last cue of its instant."""
    plan = plan_for([exercise], BUNDLED, replace(PACED, sets=2))
    script = Script()
    lines = [f"{'time':<8}{'cue':<11}{'side':<7}{'what':<38}{'tone':<11}said"]
    for cues, state in every_instant(plan):
        tone, toned = sound_of(cues, state, TONES) or ("", None)
        said = script.words(cues, state)
        for number, cue in enumerate(cues, start=1):
            words = f'"{said}"' if said and number == len(cues) else ""
            sounds = tone if cue is toned else ""
            line = f"{clock(cue.at):<8}{cue.kind:<11}{cue.side or '':<7}{what(cue, state):<38}{sounds:<11}{words}"
            lines.append(line.rstrip())
    return "\n".join([*lines, ""])


def what(cue: Cue, state: State) -> str:
    """What a cue tells besides its side: its place among its like, and how long it holds."""
    planned, movement = state.planned, state.movement
    left = seconds((segment_end(state.live.segment) or state.live_now) - state.live_now)
    match cue.kind:
        case "setup":
            return f"step {cue.number}, {left}"
        case "ready" | "switch" | "part":
            return left
        case "work":
            turn = state.live.turn
            return f"reps {turn.before + 1} to {turn.goal}" if turn else "no turn"
        case "phase":
            phase = movement.phases[(cue.number or 0) - 1]
            breath = f", breathe {phase.breathe}" if phase.breathe else ""
            return f"{cue.number} {phase.cue}, {left}{breath}"
        case "rep":
            return f"{cue.number} of {planned.reps_max}"
        case "count":
            return str(cue.number)
        case "set-done":
            rows = [row for row in state.live.rows if row.set == state.live.at]
            done = ", ".join(f"{row.side or 'both'} {row.reps}" for row in rows)
            return f"{planned.number} of {planned.of}: {done}"
        case "rest":
            coming = state.live.shown
            return f"{left}, next: set {coming.number} of {coming.of}"
        case "rest-over":
            return f"set {planned.number} of {planned.of} begins"
        case "done":
            return state.live.segment.outcome if isinstance(state.live.segment, Done) else "not over"


def clock(ms: Ms) -> str:
    """A session time as `1:05.5`; one that is no whole tenth of a second is told to the millisecond."""
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes}:{rest / 1000:04.1f}" if rest % 100 == 0 else f"{minutes}:{rest / 1000:06.3f}"


def seconds(ms: Ms) -> str:
    return f"{ms / 1000:g} s"


@pytest.mark.parametrize("exercise", BUNDLED.exercises)
def test_two_paced_sets_are_told_as_the_baseline_has_it(exercise: str) -> None:
    path, found = baseline(exercise), sheet(exercise)
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    if found != kept:
        diff = unified_diff(kept.splitlines(), found.splitlines(), path.name, "what is told now", lineterm="", n=2)
        anew = "If that is meant: .venv/bin/python tests/test_cue_baselines.py"
        pytest.fail("\n".join([*diff, anew]), pytrace=False)


def test_there_is_no_baseline_without_its_exercise() -> None:
    assert {path.name for path in BASELINES.iterdir()} == {baseline(each).name for each in BUNDLED.exercises}


# --- the routine all-seven, from its first step to its log


@dataclass(frozen=True)
class Run:
    """A paced session that nobody touched, held as lines of text on a clock that is turned by hand."""

    plan: Plan
    heard: Sequence[Heard]
    said: Sequence[str]
    log: Log
    lasted: Ms

    @property
    def cues(self) -> list[Cue]:
        return [each.cue for each in self.heard]

    def of(self, *kinds: CueKind) -> list[Cue]:
        return [cue for cue in self.cues if cue.kind in kinds]

    def sets(self) -> Iterator[tuple[Exercise, Block, list[Cue]]]:
        """Each set as the files ask for it, and its cues, its set-up among them but not the rest before it."""
        ends = [at for at, cue in enumerate(self.cues, start=1) if cue.kind == "set-done"]
        assert len(ends) == 2 * len(BLOCKS)
        told = [self.cues[start:end] for start, end in pairwise([0, *ends])]
        for (block, _), cues in zip(product(BLOCKS, range(2)), told, strict=True):
            own = [cue.kind for cue in cues].index("rest-over") + 1 if cues[0].kind == "rest" else 0
            yield BUNDLED.exercises[block.exercise or ""], block, cues[own:]


BLOCKS = BUNDLED.routines["all-seven"].blocks
SPARE: Ms = 60_000
"""The clock goes on so long after the end, were the session still running."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    plan = plan_for(["all-seven"], BUNDLED, PACED)
    talk = Talk(tmp_path_factory.mktemp("all-seven"))
    listener = Listener(talk.clock.now)
    coaching = Coaching(lambda report: listener, talk.inbox.wake)
    assert talk.hold(plan, estimate(plan) + SPARE, coaching=lambda running: coaching) == 0
    (path,) = talk.logs()
    return Run(plan, listener.heard, list(talk.said), read_log(path).log, talk.clock.ms)


def sides_of(exercise: Exercise) -> list[Side | None]:
    """The leg of each turn of a set of ten reps or fewer, in order."""
    if exercise.sides.mode == "bilateral":
        return [None]
    return ["right", "left"] * (2 if exercise.sides.switch_every == 5 else 1)


def reps_of(block: Block) -> int:
    assert isinstance(block.reps, int)
    return block.reps


def test_each_exercise_is_announced_by_name_and_each_set_by_number(run: Run) -> None:
    headings = [line for line in run.said if re.match(r"(.*, s|S)et \d of \d: ", line)]
    expected = []
    for block in BLOCKS:
        exercise = BUNDLED.exercises[block.exercise or ""]
        reps = f"{reps_of(block)} reps{'' if exercise.sides.mode == 'bilateral' else ' a side'}."
        expected += [f"{exercise.name}, set 1 of 2: {reps}", f"Set 2 of 2: {reps}"]
    assert headings == expected


def test_the_set_up_is_read_before_each_first_set_and_in_short_after_a_change_of_legs(run: Run) -> None:
    for number, (exercise, _, cues) in enumerate(run.sets()):
        steps = [(cue.side, cue.number) for cue in cues if cue.kind == "setup"]
        whole = [(sides_of(exercise)[0], step) for step in range(1, len(exercise.setup) + 1)]
        again = [("left", 1)] if exercise.id == "extended-lunge" else []
        assert steps == (whole if number % 2 == 0 else []) + again


def test_each_turn_begins_once_with_the_leg_that_is_due(run: Run) -> None:
    for exercise, _, cues in run.sets():
        assert [cue.side for cue in cues if cue.kind == "work"] == sides_of(exercise)


def test_every_rep_has_each_of_its_phases_once_in_order_and_for_its_seconds(run: Run) -> None:
    for exercise, block, cues in run.sets():
        told = [cue for cue in cues if cue.kind in ("phase", "rep")]
        sides = 1 if exercise.sides.mode == "bilateral" else 2
        one_rep = [*range(1, len(exercise.phases) + 1)]
        assert [cue.number for cue in told if cue.kind == "phase"] == one_rep * reps_of(block) * sides
        lasted = [then.at - cue.at for cue, then in pairwise(told) if cue.kind == "phase"]
        assert lasted == [phase.seconds * 1000 for phase in exercise.phases] * reps_of(block) * sides


def test_phases_are_told_of_the_leg_that_works(run: Run) -> None:
    leg: Side | None = None
    for cue in run.of("work", "phase", "rep"):
        leg = cue.side if cue.kind == "work" else leg
        assert cue.side == leg


def test_every_rep_is_counted_once_on_its_own_side(run: Run) -> None:
    for exercise, block, cues in run.sets():
        for side in set(sides_of(exercise)):
            tally = [cue.number for cue in cues if cue.kind == "rep" and cue.side == side]
            assert tally == [*range(1, reps_of(block) + 1)]


def test_what_counts_down_is_counted_down_in_its_last_three_seconds_and_nothing_else_is(run: Run) -> None:
    lasts = {"ready": 3000, "switch": 5000}
    rests = iter(planned.rest for planned in run.plan.sets)
    expected = []
    # A change of legs that leads to a set-up leaves the count to the one after it.
    told = run.of("ready", "switch", "rest", "setup", "work")
    counted = {("ready", "work"), ("switch", "work"), ("rest", "work"), ("rest", "setup")}
    for cue in (cue for cue, then in pairwise(told) if (cue.kind, then.kind) in counted):
        end = cue.at + (lasts[cue.kind] if cue.kind in lasts else next(rests))
        expected += [(end - number * 1000, number) for number in (3, 2, 1)]
    assert [(cue.at, cue.number) for cue in run.of("count")] == expected


def test_work_is_counted_in_after_each_set_up_and_follows_a_rest_or_a_change_of_legs_at_once(run: Run) -> None:
    told = run.of("setup", "ready", "work", "switch", "rest-over")
    before = [cue.kind for cue, then in pairwise(told) if then.kind == "work"]
    # The lunge's change of legs ends with its set-up in short, and that with a countdown.
    expected = chain.from_iterable(
        ["ready" if number % 2 == 0 else "rest-over"]
        + ["ready" if exercise.id == "extended-lunge" else "switch"] * (len(sides_of(exercise)) - 1)
        for number, (exercise, _, _) in enumerate(run.sets())
    )
    assert before == [*expected]


def test_legs_switch_between_the_turns_alone_and_the_next_thing_comes_five_seconds_later(run: Run) -> None:
    for exercise, _, cues in run.sets():
        assert [cue.side for cue in cues if cue.kind == "switch"] == sides_of(exercise)[1:]
        told = [cue for cue in cues if cue.kind != "count"]
        assert all(then.at - cue.at == 5000 for cue, then in pairwise(told) if cue.kind == "switch")


def test_each_set_but_the_last_is_followed_by_its_rest_and_each_rest_ends_once(run: Run) -> None:
    told = run.of("set-done", "rest", "rest-over", "done")
    kinds = ["set-done", "rest", "rest-over"] * (2 * len(BLOCKS) - 1) + ["set-done", "done"]
    assert [cue.kind for cue in told] == kinds
    rested = [then.at - cue.at for cue, then in pairwise(told) if cue.kind == "rest"]
    asked = chain.from_iterable([block.rest] * 2 for block in BLOCKS)
    assert rested == [(rest or 0) * 1000 for rest in asked][:-1]


def test_the_session_is_done_once_and_that_is_the_last_that_is_heard(run: Run) -> None:
    assert run.of("done") == [run.cues[-1]]
    assert run.said.count("Done.") == 1


def test_the_session_lasts_as_long_as_was_said_beforehand(run: Run) -> None:
    assert run.lasted == run.cues[-1].at == estimate(run.plan)


def test_every_cue_is_heard_at_the_very_instant_that_the_session_had_named(run: Run) -> None:
    assert all(each.at == each.cue.at for each in run.heard)
    assert all(each.at == (each.due or 0) for each in run.heard)


def test_nothing_is_told_twice_at_one_instant(run: Run) -> None:
    assert len(set(run.cues)) == len(run.cues)


def test_the_log_holds_the_planned_sets_and_nothing_else(run: Run) -> None:
    rows = [(row.exercise, row.set, row.side, row.target, row.reps, row.rest) for row in run.log.sets]
    expected = []
    for number, (exercise, block, _) in enumerate(run.sets()):
        rest = None if number + 1 == 2 * len(BLOCKS) else block.rest
        sides = dict.fromkeys(sides_of(exercise))
        reps = reps_of(block)
        expected += [(exercise.id, number % 2 + 1, side, reps, reps, rest) for side in sides]
    assert rows == expected
    assert (run.log.routine, run.log.outcome, run.log.set_count) == ("all-seven", "completed", 2 * len(BLOCKS))
    assert (run.log.active_seconds, run.log.paused_seconds) == (run.lasted / 1000, 0)


@pytest.mark.skipif(which("espeak-ng") is None, reason="espeak-ng says them to be measured")
@pytest.mark.parametrize("exercise", BUNDLED.exercises)
def test_a_set_up_step_lasts_a_second_longer_than_it_takes_to_say(exercise: str, tmp_path: Path) -> None:
    script, speaker = Script(), Speaker("espeak-ng", "espeak-ng")
    for cues, state in every_instant(plan_for([exercise], BUNDLED, replace(PACED, sets=1))):
        said = script.words(cues, state)
        if said and isinstance(state.live.segment, Setup):
            command, _ = speaker.command(said, rate=1.0)
            subprocess.run([*command[:-2], "-w", str(tmp_path / "said.wav"), *command[-2:]], check=True)
            with wave.open(str(tmp_path / "said.wav")) as spoken:
                lasts = spoken.getnframes() * 1000 / spoken.getframerate()
            assert lasts + 1000 <= (segment_end(state.live.segment) or 0) - state.live_now, said


if __name__ == "__main__":
    BASELINES.mkdir(exist_ok=True)
    for each in BUNDLED.exercises:
        baseline(each).write_text(sheet(each), encoding="utf-8")
