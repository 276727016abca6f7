"""The coach: cues go out as tones, words and hooks, as the settings ask, and never hold up the session."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from plans import LUNGE, plan_of
from session_recording import Lease, Pipe, every_instant, program

from tui.coach.coach import Coach, Once, coach_for
from tui.coach.speech import Script
from tui.session import begin, opening_cues
from tui.session.commands import Pause
from tui.session.engine import handle
from tui.settings import Settings

PLAN = plan_of(replace(LUNGE, setup=(), short_setup=()), sets=2, reps=2, rest=6000, pace="paced")
REMOTE = {"SSH_TTY": "/dev/pts/0"}


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Pipe]:
    pipe = Pipe(tmp_path / "told")
    yield pipe
    pipe.close()


SESSION = "2026-11-22T180533-7f3a"
WALL = datetime(2026, 11, 22, 18, 5, 33, tzinfo=UTC)


def silent() -> None:
    pytest.fail("the bell rang")


def coach_with(settings: Settings, environ: dict[str, str], bell: Callable[[], None] = silent) -> Coach:
    return coach_for(settings, environ, bell, pytest.fail, SESSION, lambda: WALL)


def rung_in(settings: Settings) -> list[int]:
    """When the bell rang in a session held over SSH, in whole seconds."""
    rung: list[int] = []
    now = 0
    coach = coach_with(settings, REMOTE, lambda: rung.append(now))
    for cues, state in every_instant(PLAN):
        now = state.now // 1000
        coach.announce(cues, state)
    coach.close()
    return rung


def test_a_fake_speaker_is_told_side_phases_switch_and_rest_in_order_and_nothing_twice(
    tmp_path: Path, pipe: Pipe
) -> None:
    program(tmp_path / "bin", "spd-say", f'for last; do :; done; echo "$last" > {pipe.path}')
    coach = coach_with(Settings(voice=True, sound=False), {"PATH": f"{tmp_path}/bin:/usr/bin:/bin"})
    script, spoken = Script(), []
    for cues, state in every_instant(PLAN):
        coach.announce(cues, state)
        if script.words(cues, state) is not None:
            spoken.append(pipe.line())
    coach.close(10)
    phases = ["One. Lower.", "Hold.", "Rise.", "Two. Lower.", "Hold.", "Rise."]
    count = ["Three.", "Two.", "One."]
    first = ["Right leg. Two reps.", *phases, "Switch. Left leg.", *count, *phases, "Rest, six seconds. Next: lunge."]
    second = [*count, "Right leg. Lower.", *phases[1:], "Switch. Left leg.", *count, *phases, "Session done."]
    assert spoken == first + second
    assert pipe.is_empty()


def test_over_ssh_the_bell_rings_for_the_four_that_matter() -> None:
    ready, side, switch, rest = 3, 12, 5, 6
    first_switch = ready + side
    set_end = first_switch + switch + side
    second_switch = set_end + rest + side
    end = second_switch + switch + side
    assert rung_in(Settings()) == [
        ready - 1,
        first_switch,
        first_switch + switch - 1,
        set_end + rest - 1,
        set_end + rest,
        second_switch,
        second_switch + switch - 1,
        end,
    ]


@pytest.mark.parametrize(
    "settings",
    [
        Settings(sound=False),
        Settings(volume=0),
        Settings(sounds={"count": False, "switch": False, "rest-over": False, "done": False}),
    ],
)
def test_sound_turned_off_rings_no_bell(settings: Settings) -> None:
    assert rung_in(settings) == []


def test_each_cue_can_be_turned_off() -> None:
    assert len(rung_in(Settings(sounds={"count": False}))) == 4


def test_muted_nothing_is_heard_until_it_is_unmuted() -> None:
    rung: list[str] = []
    coach = coach_with(Settings(), REMOTE, lambda: rung.append("bell"))
    assert coach.mute() == "Muted."
    told = list(every_instant(PLAN))
    for cues, state in told[:-1]:
        coach.announce(cues, state)
    assert rung == []
    assert coach.mute() == "Sound is on again."
    coach.announce(*told[-1])
    assert rung == ["bell"]


def test_the_voice_is_off_until_it_is_turned_on(tmp_path: Path, pipe: Pipe) -> None:
    program(tmp_path / "bin", "spd-say", f'for last; do :; done; echo "$last" > {pipe.path}')
    coach = coach_with(Settings(sound=False), {"PATH": f"{tmp_path}/bin:/usr/bin:/bin"})
    (cues, state), (more, later), *_ = every_instant(PLAN)
    coach.announce(cues, state)
    coach.announce(more, later)
    assert coach.toggle_voice() == "Voice on."
    switch = next(told for told in every_instant(PLAN) if any(cue.kind == "switch" for cue in told[0]))
    coach.announce(*switch)
    assert pipe.line() == "Switch. Left leg."
    assert coach.toggle_voice() == "Voice off."
    coach.announce(*switch)
    coach.close(10)
    assert pipe.is_empty()


def test_a_pause_silences_what_is_being_said(tmp_path: Path, pipe: Pipe) -> None:
    lease = Lease(tmp_path / "lease")
    program(tmp_path / "bin", "spd-say", f"{lease.take}; echo begun > {pipe.path}; sleep 600")
    coach = coach_with(Settings(voice=True, sound=False), {"PATH": f"{tmp_path}/bin:/usr/bin:/bin"})
    state = begin(PLAN, 0)
    coach.announce(opening_cues(state), state)
    assert pipe.line() == "begun"
    coach.announce((), handle(state, Pause(), 100)[0])
    assert lease.has_ended()
    coach.close(20)
    lease.close()


def test_the_last_words_of_a_session_are_not_cut_off(tmp_path: Path, pipe: Pipe) -> None:
    speaks = f'case "$last" in Session*) echo begun > {pipe.path}; sleep 0.3; echo "$last" > {pipe.path};; esac'
    program(tmp_path / "bin", "spd-say", f"for last; do :; done; {speaks}")
    coach = coach_with(Settings(voice=True, sound=False), {"PATH": f"{tmp_path}/bin:/usr/bin:/bin"})
    for cues, state in every_instant(PLAN):
        coach.announce(cues, state)
    assert pipe.line() == "begun"
    coach.close(20)
    assert pipe.line() == "Session done."


def test_without_a_speaker_that_is_said_once_for_all_sessions() -> None:
    said: list[str] = []
    once = Once(said.append)
    for _ in range(2):
        coach = coach_for(Settings(voice=True, sound=False), {"PATH": ""}, silent, once, SESSION, lambda: WALL)
        state = begin(PLAN, 0)
        coach.announce(opening_cues(state), state)
        coach.close()
    assert said == ["No voice: no speaker was found. Install one, such as espeak-ng or spd-say."]
    assert coach.toggle_voice() == said[0] and said == said[:1]


def test_hooks_are_told_the_beginning_and_the_end(tmp_path: Path, pipe: Pipe) -> None:
    hook = program(tmp_path, "hook", f"cat > {pipe.path}")
    settings = Settings(sound=False, hooks={"session-start": (str(hook),), "session-end": (str(hook),)})
    coach = coach_with(settings, dict(os.environ))
    told = list(every_instant(PLAN))
    coach.announce(*told[0])
    assert json.loads(pipe.line())["event"] == "session-start"
    for cues, state in told[1:]:
        coach.announce(cues, state)
    assert pipe.is_empty(), "its log is not in place yet"
    coach.end(tmp_path / "log.toml")
    coach.close(20)
    end = json.loads(pipe.line())
    assert (end["event"], end["outcome"], end["log"]) == ("session-end", "completed", str(tmp_path / "log.toml"))
    assert (end["session"], end["at"]) == (SESSION, "2026-11-22T18:05:33.000+00:00")
    assert pipe.is_empty()


def test_a_session_left_before_its_end_is_told_to_the_hook(tmp_path: Path, pipe: Pipe) -> None:
    hook = program(tmp_path, "hook", f"cat > {pipe.path}")
    coach = coach_with(Settings(sound=False, hooks={"session-end": (str(hook),)}), dict(os.environ))
    state = begin(PLAN, 0)
    coach.announce(opening_cues(state), state)
    coach.close()
    coach.close()
    end = json.loads(pipe.line())
    assert (end["outcome"], end["log"]) == ("left", None)
    assert pipe.is_empty()


def test_a_session_whose_log_could_not_be_written_is_told_as_left(tmp_path: Path, pipe: Pipe) -> None:
    hook = program(tmp_path, "hook", f"cat > {pipe.path}")
    coach = coach_with(Settings(sound=False, hooks={"session-end": (str(hook),)}), dict(os.environ))
    for cues, state in every_instant(PLAN):
        coach.announce(cues, state)
    coach.close()
    end = json.loads(pipe.line())
    assert (end["outcome"], end["log"]) == ("left", None)


def test_hearing_never_waits_for_a_speaker_or_a_hook_that_takes_its_time(tmp_path: Path) -> None:
    for name in ("spd-say", "hook"):
        program(tmp_path / "bin", name, "sleep 2")
    settings = Settings(voice=True, sound=False, hooks={"switch": (f"{tmp_path}/bin/hook",)})
    coach = coach_with(settings, {"PATH": f"{tmp_path}/bin:/usr/bin:/bin"})
    began = time.monotonic()
    for cues, state in every_instant(PLAN):
        coach.announce(cues, state)
    coach.close()
    assert time.monotonic() - began < 2, "waiting for any one of them takes longer than all this"
