"""The real program in a terminal under keys, clicks, sizes and signals that nobody would choose.

More of it: `RANDOM_KEYS=100-400 pytest -n 2 tests/test_random_keys.py` takes the seeds 100 to 400, and
`RANDOM_KEYS=117 SHRINK=1 pytest ...` looks for a shorter script that fails, too.
"""

from __future__ import annotations

import os
import re
import signal
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from commands import invoke, write
from log_folder import log_of
from random_keys import Press, Resize, Script, Stop, Visit, script_of
from terminal import PATIENCE, ProgramEndedError, Terminal, repcue

from tui.logbook.disk.calls import RealDisk
from tui.logbook.journal.codec import NotASession, recorded
from tui.logbook.journal.journal import decode
from tui.logbook.journal.recovery import has_log
from tui.logbook.log.store import read_log, save
from tui.machine.paths import Paths
from tui.session import State, replay
from tui.session.results import anything_done
from tui.session.snapshot import snapshot
from tui.words.status import status_line

LOOK = 0.02
"""Seconds that the program is read from after each act; what is checked doesn't depend on it."""
STILL, LONGEST = 0.25, 1.0
"""Seconds without a change after which a screen stands still, and those for which it is waited for."""
TALLY = re.compile(r"(?:warm-up )?set \d+ of \d+(?: · \w+ leg)? · rep \d+ / [\d-]+")
SUMS = re.compile(r"Session (?:done|ended early)[^\n]*\n[^\n]*?[│·] (\d+) reps? ·")
REPS_LEFT = re.compile(r"was cut short:\s*(\d+) reps?\s+done")
OFF = {"1049": "l", "1000": "l", "1002": "l", "1003": "l", "1004": "l", "1006": "l", "1015": "l", "1016": "l"}
AS_BEFORE = {**OFF, "2004": "l", "2026": "l", "2048": "l", "25": "h", "7": "h"}
"""The terminal's private modes as a shell has them."""

QUICK = """
schema = 1
id = "quick"
name = "Quick"
level = "beginner"
pattern = "hinge"
[sides]
mode = "unilateral"
switch_seconds = 0.3
[defaults]
sets = 2
reps = 3
rest = 1
[[phases]]
kind = "eccentric"
cue = "Down"
text = "Down."
seconds = 0.5
"""
HOLD = """
schema = 1
id = "still"
name = "Still"
level = "beginner"
pattern = "other"
[defaults]
sets = 2
seconds = 2
rest = 1
"""


def seeds() -> range:
    """Return the seeds to be tried: a few, or what the environment names."""
    first, _, last = os.environ.get("RANDOM_KEYS", "1-4").partition("-")
    return range(int(first), int(last or first) + 1)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("seed", seeds())
def test_whatever_is_pressed_the_program_ends_well_and_every_file_is_sound(tmp_path: Path, seed: int) -> None:
    script = script_of(seed)
    try:
        play(script, tmp_path / "home")
    except Exception as failure:
        if "SHRINK" in os.environ:
            script = shorter(script, tmp_path)
        raise AssertionError(f"RANDOM_KEYS={seed}: {failure}\n\nThe script:\n{script!r}") from failure


def play(script: Script, home: Path) -> None:
    """Do all that the script says, and look after everything that the program leaves behind."""
    furnish(home)
    for visit in script:
        with Terminal(repcue(*visit.arguments), cols=visit.cols, rows=visit.rows, env=env(home)) as at:
            Visitor(at, Paths.under(home)).make(visit)
    check_files(Paths.under(home))


def furnish(home: Path) -> None:
    """Give the person some exercises and a past."""
    write(home / "config" / "settings.toml", "get_ready = 1\n[sounds]\nphase = false\n")
    write(home / "config" / "exercises" / "quick.toml", QUICK)
    write(home / "config" / "exercises" / "still.toml", HOLD)
    for day in range(3):
        save(log_of(-day), Paths.under(home), RealDisk())


def env(home: Path) -> dict[str, str]:
    return {"REPCUE_HOME": str(home), "EDITOR": "true", "VISUAL": "", "SSH_CONNECTION": ""}


class Visitor:
    """Plays one visit, and checks what the screen says against the files."""

    def __init__(self, at: Terminal, paths: Paths) -> None:
        self.at = at
        self.paths = paths
        self._modes = at.mode()
        self._left = [state for state in unfinished(paths) if anything_done(state)]

    def make(self, visit: Visit) -> None:
        """Play the visit from the first painting to the end."""
        with suppress(ProgramEndedError):
            self._arrive()
            for act in visit.acts:
                self._do(act)
            self._settle()
            self._check_tally()
            if visit.end == "quit":
                self._leave()
        if visit.end == "quit" or not self.at.runs():
            self._check_ended(0)
        elif visit.end == "terminate":
            self._check_ended(128 + signal.SIGTERM if self._ended_by_signal() else 0)
        else:
            self.at.kill()
            assert self.at.exit_code() == -signal.SIGKILL

    def _arrive(self) -> None:
        """See the first screen; a session that was cut short must be offered with all its reps, and is carried on."""
        self.at.wait(lambda screen: screen.strip() != "")
        if not self._left:
            return
        self.at.wait_for("An unfinished session")
        said = REPS_LEFT.search(flat(self.at.text()))
        assert said is None or int(said[1]) in {sum(row.reps for row in state.live.rows) for state in self._left}
        self._send(b"\r")

    def _do(self, act: Press | Resize | Stop) -> None:
        match act:
            case Press(keys):
                self._send(b"".join(keys))
            case Resize(cols, rows):
                self.at.resize(cols, rows)
            case Stop():
                self.at.kill(signal.SIGSTOP)
                self.at.wait(lambda _: stopped(self.at.pid))
        self._look()

    def _send(self, keys: bytes) -> None:
        """Type the keys as soon as the program has the terminal: before, Ctrl+C would be the terminal's own."""
        assert self._until(lambda: not self.at.mode()[3] & termios.ECHO), "it doesn't take the terminal"
        with suppress(OSError):  # it may have ended just now
            self.at.send(keys)

    def _look(self) -> None:
        """Read what was printed, and be the shell that brings a suspended program back."""
        self.at.read(LOOK)
        if not self.at.runs():
            raise ProgramEndedError
        if stopped(self.at.pid):
            self.at.kill(signal.SIGCONT)

    def _until(self, holds: Callable[[], bool]) -> bool:
        """Look until something holds; return whether it came true in time. Raises ProgramEndedError."""
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                return False
            self._look()
        return True

    def _settle(self) -> None:
        """Wait until the screen stands still: a lone escape is one only if nothing follows soon."""
        end = time.monotonic() + LONGEST
        still_since, before = time.monotonic(), self.at.text()
        while (now := time.monotonic()) < end and now - still_since < STILL:
            self._look()
            if self.at.text() != before:
                still_since, before = now, self.at.text()

    def _leave(self) -> None:
        """Quit by escape and `q`, saving where that is offered."""
        self.at.resize(100, 30)
        for turn in range(80):
            self._settle()
            self._check_tally()
            self._check_sums()
            screen = self.at.text()
            if "End the session?" in screen:
                self._send(b"s" if "save what was done" in screen else b"d")
            elif "Not saved" in screen or "not saved." in screen:
                self._send(b"d")
            else:
                self._send(b"\x1b" if turn % 2 else b"q")
        raise TimeoutError(f"the program can't be left by escape and q:\n{self.at.text()}")

    def _ended_by_signal(self) -> bool:
        """Send SIGTERM, unless the last keys end the program anyway: it answers a new size while it runs."""
        with suppress(ProgramEndedError):
            seen = len(self.at.output)
            self.at.resize(101, 31)
            assert self._until(lambda: len(self.at.output) > seen), "it doesn't answer a new size"
            self.at.kill(signal.SIGTERM)
            return True
        return False

    def _check_tally(self) -> None:
        """The tally on the screen is that of a journal: at once or as soon as it is written."""

        def agrees(screen: str) -> bool:
            said = TALLY.search(screen)
            return said is None or any(said[0] in status_line(snapshot(state)) for state in unfinished(self.paths))

        if not self._until(lambda: agrees(self.at.text())):
            kept = [status_line(snapshot(state)) for state in unfinished(self.paths)]
            raise AssertionError(f"the journals say {kept}, the screen otherwise:\n{self.at.text()}")

    def _check_sums(self) -> None:
        """The reps of the summary are those of its log: at once or as soon as a correction is written."""

        def agrees(screen: str) -> bool:
            said = SUMS.search(screen)
            if said is None:
                return True
            logs = [(path, read_log(path).log.reps) for path in self.paths.logs.rglob("*.toml")]
            named = [reps for path, reps in logs if path.name in re.sub(r"[│\s]", "", screen)]
            return int(said[1]) in (named or [reps for _, reps in logs])

        assert self._until(lambda: agrees(self.at.text())), f"no log has these reps:\n{self.at.text()}"

    def _check_ended(self, code: int) -> None:
        """The exit code is right, nothing crashed, and the terminal is as it was."""
        with suppress(ProgramEndedError):
            assert self._until(lambda: not self.at.runs()), f"it doesn't end:\n{self.at.text()}"
        ended = self.at.exit_code(0)
        output = bytes(self.at.output)
        assert b"Traceback" not in output, f"it crashed:\n{self.at.text()}"
        assert ended == code, f"exit code {ended}:\n{self.at.text()}"
        assert self.at.mode() == self._modes, "the terminal's mode is not as it was"
        modes = dict(re.findall(r"\x1b\[\?(\d+)([hl])", output.decode(errors="replace")))
        assert {mode: modes[mode] for mode in modes.keys() & AS_BEFORE.keys()}.items() <= AS_BEFORE.items(), modes
        assert output.count(b"\x1b[<u") >= len(re.findall(rb"\x1b\[>\d+u", output)), "the keyboard's protocol stays"


def unfinished(paths: Paths) -> Iterator[State]:
    """Yield the sessions that the journals hold and that have no log."""
    for path in sorted(paths.journals.glob("*.journal")):
        if has_log(path.stem, paths, RealDisk()):
            continue  # the program was killed between the two
        with suppress(FileNotFoundError, NotASession):
            told = recorded(decode(path.read_bytes()).records)
            yield replay(told.plan, 0, told.inputs)


def check_files(paths: Paths) -> None:
    """Every log and journal is sound."""
    checked = invoke(paths.config.parent, "check")
    assert checked.exit_code == 0, checked.output
    for path in paths.journals.glob("*.journal"):
        data = path.read_bytes()
        records, length = decode(data)
        assert length == len(data), f"{path} holds what is no record"
        told = recorded(records)
        replay(told.plan, 0, told.inputs)


def stopped(process: int) -> bool:
    """Whether the process is stopped by a signal."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "T"
    return False


def flat(screen: str) -> str:
    """Return the text without frames and line ends."""
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", screen).split())


def shorter(script: Script, folder: Path) -> Script:
    """Return a script that fails with fewer acts: halves, quarters, and so on are left out as long as it fails."""
    tries = 0

    def fails(candidate: Script) -> bool:
        nonlocal tries
        tries += 1
        try:
            play(candidate, folder / f"try-{tries}")
        except Exception:
            return True
        return False

    for at in reversed(range(len(script))):
        if len(script) > 1 and fails(without := script[:at] + script[at + 1 :]):
            script = without
    for at, visit in enumerate(script):
        size = len(visit.acts)
        while size:
            for start in reversed(range(0, len(visit.acts), size)):
                fewer = visit._replace(acts=visit.acts[:start] + visit.acts[start + size :])
                if fails(candidate := (*script[:at], fewer, *script[at + 1 :])):
                    visit, script = fewer, candidate
            size //= 2
    return script
