"""The voice: the speaker that is there says the newest words alone, through no shell, and is heard."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest
from session_recording import Lease, Pipe, program

from tui.coach.voice import Speaker, Voice, speakers


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Pipe]:
    pipe = Pipe(tmp_path / "spoken")
    yield pipe
    pipe.close()


@pytest.fixture
def lease(tmp_path: Path) -> Iterator[Lease]:
    lease = Lease(tmp_path / "lease")
    yield lease
    lease.close()


def environ(folder: Path) -> dict[str, str]:
    return {"PATH": f"{folder}:/usr/bin:/bin"}


def voice_of(folder: Path, *names: str) -> tuple[Voice, Queue[str]]:
    """A voice with these speakers of the folder, and what it reports."""
    said: Queue[str] = Queue()
    available = [Speaker(name, str(folder / name)) for name in names]
    return Voice(available, 1.0, environ(folder), said.put), said


def test_speakers_are_found_on_the_path_the_desktops_own_first(tmp_path: Path) -> None:
    for name in ("say", "espeak-ng", "spd-say", "unknown"):
        program(tmp_path, name, "")
    (tmp_path / "espeak").write_text("no program")
    assert [each.name for each in speakers({"PATH": str(tmp_path)})] == ["spd-say", "espeak-ng", "say"]
    assert speakers({"PATH": str(tmp_path / "nowhere")}) == ()


@pytest.mark.parametrize(
    ("language", "name", "arguments"),
    [
        ("de", "spd-say", ["-r", "0", "-l", "de", "--", "Go."]),
        ("en-GB", "espeak-ng", ["-s", "175", "-v", "en-gb", "--", "Go."]),
        ("de-AT", "say", ["-r", "175", "-v", "Anna", "Go."]),
    ],
)
def test_a_speaker_is_given_the_language_in_its_own_way(language: str, name: str, arguments: list[str]) -> None:
    found, _ = Speaker(name, f"/bin/{name}").command("Go.", 1.0, language)
    assert found[1:] == arguments


def test_a_language_that_say_has_no_voice_for_leaves_its_own() -> None:
    assert Speaker("say", "/bin/say").command("Go.", 1.0, "xx")[0] == ["/bin/say", "-r", "175", "Go."]


def test_powershell_looks_for_a_voice_of_the_language_and_goes_on_without() -> None:
    (*_, script), _ = Speaker("powershell", "/bin/powershell").command("Go.", 1.0, "de-AT")
    assert "try { $s.SelectVoiceByHints" in script and "'de-AT') } catch {}" in script
    (*_, script), _ = Speaker("powershell", "/bin/powershell").command("Go.", 1.0)
    assert "SelectVoice" not in script


@pytest.mark.parametrize(
    ("name", "rate", "arguments", "stdin"),
    [
        ("spd-say", 0.5, ["-r", "-100", "--", "Go."], ""),
        ("spd-say", 2.0, ["-r", "100", "--", "Go."], ""),
        ("espeak-ng", 2.0, ["-s", "350", "--", "Go."], ""),
        ("say", 1.0, ["-r", "175", "Go."], ""),
    ],
)
def test_a_speaker_is_given_its_rate_and_the_text_as_one_argument(
    name: str, rate: float, arguments: list[str], stdin: str
) -> None:
    assert Speaker(name, "/x").command("Go.", rate) == (["/x", *arguments], stdin)


def test_powershell_reads_the_text_which_is_no_part_of_its_script() -> None:
    arguments, stdin = Speaker("powershell.exe", "/x").command("'; rm -rf ~; '", 2.0)
    assert stdin == "'; rm -rf ~; '"
    assert not any("rm -rf" in argument for argument in arguments)
    assert "$s.Rate = 6;" in arguments[-1]


def test_words_reach_the_speaker_as_they_are_and_no_shell_sees_them(tmp_path: Path, pipe: Pipe) -> None:
    program(tmp_path, "espeak-ng", f'printf "%s\\n" "$#" "$4" > {pipe.path}')
    voice, _ = voice_of(tmp_path, "espeak-ng")
    voice.say("$(touch /tmp/x) `id` $HOME; 'Go' & \"now\"")
    assert (pipe.line(), pipe.line()) == ("4", "$(touch /tmp/x) `id` $HOME; 'Go' & \"now\"")
    voice.close(finish=True, seconds=10)


def test_newer_words_silence_older_ones_and_all_that_spoke_them(tmp_path: Path, pipe: Pipe, lease: Lease) -> None:
    waits = f'case "$4" in Long*) {lease.take}; echo begun > {pipe.path}; sleep 600; echo said > {pipe.path};; esac'
    program(tmp_path, "espeak-ng", f'{waits}\necho "$4" > {pipe.path}')
    voice, reports = voice_of(tmp_path, "espeak-ng")
    voice.say("Long words.")
    assert pipe.line() == "begun"
    voice.say("Switch.")
    assert pipe.line() == "Switch."
    assert lease.has_ended()
    voice.close(finish=True, seconds=10)
    assert pipe.is_empty() and reports.empty()


def test_of_many_words_at_once_the_newest_are_said(tmp_path: Path, pipe: Pipe) -> None:
    program(tmp_path, "espeak-ng", f'[ "$4" = Last. ] && echo "$4" > {pipe.path}; exit 0')
    voice, reports = voice_of(tmp_path, "espeak-ng")
    for number in range(50):
        voice.say(f"Number {number}.")
    voice.say("Last.")
    assert pipe.line() == "Last."
    voice.close(finish=True, seconds=10)
    assert reports.empty(), "a speaker that was silenced has not failed"


def test_hushed_or_closed_it_stops_at_once(tmp_path: Path, pipe: Pipe, lease: Lease) -> None:
    program(tmp_path, "espeak-ng", f"{lease.take}; echo begun > {pipe.path}; sleep 600")
    voice, reports = voice_of(tmp_path, "espeak-ng")
    for end in (voice.hush, lambda: voice.close(seconds=10)):
        voice.say("Long words.")
        assert pipe.line() == "begun"
        end()
        assert lease.has_ended()
    voice.say("Nothing.")
    assert pipe.is_empty() and reports.empty()


def test_the_last_words_are_said_to_their_end(tmp_path: Path, pipe: Pipe) -> None:
    program(tmp_path, "espeak-ng", f'echo "$4" > {pipe.path}')
    voice, _ = voice_of(tmp_path, "espeak-ng")
    voice.say("Session done.")
    voice.close(finish=True, seconds=10)
    assert pipe.line() == "Session done."


def test_a_speaker_that_fails_is_given_up_for_the_next(tmp_path: Path, pipe: Pipe) -> None:
    program(tmp_path, "spd-say", f"echo failed > {pipe.path}; exit 3")
    program(tmp_path, "espeak-ng", f'echo "$4" > {pipe.path}')
    voice, reports = voice_of(tmp_path, "spd-say", "espeak-ng")
    voice.say("Lower.")
    assert (pipe.line(), pipe.line()) == ("failed", "Lower.")
    voice.say("Rise.")
    assert pipe.line() == "Rise."
    voice.close(finish=True, seconds=10)
    assert reports.empty() and voice.works


def test_when_no_speaker_is_left_that_is_said_once(tmp_path: Path) -> None:
    program(tmp_path, "spd-say", "exit 3")
    voice, reports = voice_of(tmp_path, "spd-say", "gone")
    for text in ("Lower.", "Rise."):
        voice.say(text)
    said = reports.get(timeout=10)
    assert said == "No voice: spd-say ended with exit code 3, gone can't be started (No such file or directory)."
    assert not voice.works
    voice.say("Go.")
    voice.close(finish=True, seconds=10)
    assert reports.empty()


@pytest.mark.skipif(
    shutil.which("espeak-ng") is None or shutil.which("sox") is None, reason="needs espeak-ng and sox"
)
def test_a_real_speaker_makes_words_that_can_be_heard(tmp_path: Path) -> None:
    def recorded(text: str, rate: float) -> tuple[float, float]:
        """Seconds, and the root mean square of the amplitude."""
        arguments, stdin = Speaker("espeak-ng", "espeak-ng").command(text, rate)
        file = tmp_path / "spoken.wav"
        subprocess.run([arguments[0], "-w", str(file), *arguments[1:]], input=stdin, text=True, check=True)
        heard = subprocess.run(["sox", str(file), "-n", "stat"], capture_output=True, text=True, check=True)
        facts = dict(line.split(":", 1) for line in heard.stderr.splitlines() if ":" in line)
        return float(facts["Length (seconds)"]), float(facts["RMS     amplitude"])

    seconds, loudness = recorded("Switch. Right leg.", 1.0)
    assert 0.8 < seconds < 3 and loudness > 0.01
    assert recorded("Switch. Right leg.", 2.0)[0] < 0.8 * seconds
    assert recorded("--help", 1.0)[1] > 0.01, "said, not obeyed"
