"""A terminal to run a program in: it sees the screen, presses keys and watches the process, and knows nothing else.

with Terminal(repcue("run", "extended-lunge"), env={"REPCUE_HOME": str(home)}) as terminal:
    terminal.wait_for("rep 0 / 10")
    terminal.send(" ")
    terminal.wait_for("rep 1 / 10")
"""

import os
import re
import signal
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pexpect
import pyte

PROJECT = Path(__file__).resolve().parents[1]

PATIENCE = 20.0
"""Seconds that a wait lasts before it counts as failed: long, because a busy machine is no defect."""

TAP = 0.2
"""Seconds between two taps of a thumb."""

_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[P\]_^][^\x07\x1b]*\x1b?)?\Z")
"""An escape sequence cut off by the end of what was read."""

_TERMINALS_OWN = re.compile(
    rb"\x1b\[(?P<device>[>=]?0?)c"
    rb"|\x1b\[(?P<report>[56])n"
    rb"|\x1b\[\?(?P<mode>\d+)\$p"
    rb"|\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)"
    rb"|\x1b\[(?P<size>18)t"
    rb"|\x1b\[[0-9;]*t"
    rb"|\x1b\[[<>=?][0-9;:]*[a-gi-km-zA-Z]"
    rb"|\x1b[P_^][^\x1b]*\x1b\\"
)
"""Queries, and the sequences that pyte would print or misread (keyboard protocols, device control strings)."""

_SYNCHRONIZED_OUTPUT = b"2026"
_BEGIN_UPDATE, _END_UPDATE = b"\x1b[?2026h", b"\x1b[?2026l"


def repcue(*arguments: str) -> list[str]:
    """Return the command that runs the source tree's repcue; its folder must be the working directory."""
    return [sys.executable, "-m", "tui", *arguments]


class ProgramEndedError(AssertionError):
    """The program ended before what was waited for came."""


class Terminal:
    """A pseudo-terminal of `cols` x `rows` cells that runs `argv` in `cwd`, with `env` on top of our own."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        cols: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path = PROJECT,
    ) -> None:
        self.output = bytearray()
        """All that the program has printed."""
        self.last_output = 0.0
        """When it last printed, in seconds of `time.perf_counter`."""
        self.started = time.perf_counter()
        """When it was started, in seconds of `time.perf_counter`."""
        self._pending = b""
        self._tapped = 0.0
        self._open = True
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._process: pexpect.spawn[bytes] = pexpect.spawn(
            argv[0],
            list(argv[1:]),
            cwd=str(cwd),
            env=_environment(env or {}),
            dimensions=(rows, cols),
            timeout=PATIENCE,
        )
        self._process.delaybeforesend = None
        self._process.delayafterread = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._process.close(force=True)

    @property
    def pid(self) -> int:
        """The program's process."""
        assert self._process.pid is not None
        return self._process.pid

    def text(self) -> str:
        """Return the screen as lines, without the blanks at their ends."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def mode(self) -> list[Any]:
        """Return the terminal's mode (echo, lines, signals of keys), as `tcgetattr` tells it."""
        return termios.tcgetattr(self._process.child_fd)

    def cursor_hidden(self) -> bool:
        """Tell whether the cursor is hidden now."""
        return bool(self._screen.cursor.hidden)

    def send(self, keys: str | bytes) -> None:
        """Type `keys`, with escape sequences as a terminal sends them."""
        self._process.send(keys)

    def tap(self, key: str) -> None:
        """Type a key as a thumb does: no sooner after the one before than a thumb can, which is no held key."""
        while (left := self._tapped + TAP - time.perf_counter()) > 0:
            self.read(left)
        self._tapped = time.perf_counter()
        self.send(key)

    def breathe(self) -> None:
        """Let the breath pass in which a key neither counts nor skips, as a target was just reached."""
        until = time.perf_counter() + 1.1
        while (left := until - time.perf_counter()) > 0:
            self.read(left)

    def resize(self, cols: int, rows: int) -> None:
        """Give the window another size; the program is told by SIGWINCH."""
        self._screen.resize(rows, cols)
        self._process.setwinsize(rows, cols)

    def wait(self, holds: Callable[[str], bool], timeout: float = PATIENCE) -> float:
        """Read until `holds(screen)`; return the seconds it took, or raise TimeoutError or ProgramEndedError."""
        start = time.perf_counter()
        while not holds(self.text()):
            if not self._open:
                raise ProgramEndedError(f"the program ended first (exit code {self.exit_code()}):\n{self.text()}")
            if time.perf_counter() - start > timeout:
                raise TimeoutError(f"not within {timeout:g} s:\n{self.text()}")
            self.read(0.05)
        return max(self.last_output - start, 0.0)

    def wait_for(self, text: str, timeout: float = PATIENCE) -> float:
        """Read until `text` stands on the screen; otherwise as `wait`."""
        try:
            return self.wait(lambda screen: text in screen, timeout)
        except (TimeoutError, ProgramEndedError) as failure:
            raise type(failure)(f"{text!r} did not come; {failure}") from None

    def read(self, timeout: float) -> bool:
        """Read once what was printed within `timeout` seconds; tell whether there was anything."""
        data = self.receive(timeout)
        self.show(data)
        return bool(data)

    def receive(self, timeout: float) -> bytes:
        """Read once, as `read`, but leave it to `show` to bring it to the screen; empty if there was nothing."""
        if not self._open:
            return b""
        try:
            data = bytes(self._process.read_nonblocking(65536, timeout))
        except pexpect.TIMEOUT:
            return b""
        except pexpect.EOF:
            self._open = False
            return b""
        self.last_output = time.perf_counter()
        self.output += data
        return data

    def show(self, data: bytes) -> None:
        """Bring to the screen what was received, and answer what it asks of a terminal."""
        data = self._pending + data
        end = _whole(data)
        data, self._pending = data[:end], data[end:]
        shown = 0
        for sequence in _TERMINALS_OWN.finditer(data):
            self._stream.feed(data[shown : sequence.start()])
            shown = sequence.end()
            answer = self._answer(sequence)
            if answer:
                self.send(answer)
        self._stream.feed(data[shown:])

    def exit_code(self, timeout: float = PATIENCE) -> int:
        """Wait for the end of the program; return its exit code, or minus the signal that ended it."""
        start = time.perf_counter()
        while self.runs():
            if time.perf_counter() - start > timeout:
                raise TimeoutError(f"still running after {timeout:g} s:\n{self.text()}")
            if not self.read(0.05):
                time.sleep(0.005)
        while self.read(0):
            pass
        ended_by = self._process.signalstatus
        return int(self._process.exitstatus or 0) if ended_by is None else -int(ended_by)

    def runs(self) -> bool:
        """Tell whether the program still runs."""
        # After the end of its output, pexpect would wait for the process without limit.
        self._process.flag_eof = False
        return bool(self._process.isalive())

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send the program a signal, if it still runs."""
        if self.runs():
            self._process.kill(number)

    def hang_up(self) -> None:
        """Close the terminal's window under the program."""
        self._open = False
        with Path(os.devnull).open() as nothing:
            os.dup2(nothing.fileno(), self._process.child_fd)

    def cpu_seconds(self) -> float:
        """Return the processor time that the program has used, in seconds (Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rss_mib(self) -> float:
        """Return the program's resident memory in MiB (Linux)."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise ProcessLookupError(f"process {self.pid} has no memory any more")

    def _answer(self, sequence: re.Match[bytes]) -> bytes:
        asked = sequence.groupdict()
        if asked["device"] is not None:
            return b"\x1b[>1;10;0c" if asked["device"].startswith(b">") else b"\x1b[?62;22c"
        if asked["report"] == b"5":
            return b"\x1b[0n"
        if asked["report"] == b"6":
            return b"\x1b[%d;%dR" % (self._screen.cursor.y + 1, self._screen.cursor.x + 1)
        if asked["mode"] is not None:
            known = 2 if asked["mode"] == _SYNCHRONIZED_OUTPUT else 0
            return b"\x1b[?%s;%d$y" % (asked["mode"], known)
        if asked["colour"] is not None:
            return b"\x1b]%s;rgb:%s\x1b\\" % (
                asked["colour"],
                b"/".join([b"eeee" if asked["colour"] == b"10" else b"1111"] * 3),
            )
        if asked["size"] is not None:
            return b"\x1b[8;%d;%dt" % (self._screen.lines, self._screen.columns)
        return b""


def _whole(data: bytes) -> int:
    """How much of the data can be shown: no part of an escape sequence, nor of an update meant to be seen at once."""
    begun = data.rfind(_BEGIN_UPDATE)
    if begun >= 0 and data.find(_END_UPDATE, begun) < 0:
        return begun
    cut = _UNFINISHED.search(data)
    return cut.start() if cut else len(data)


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment as in a plain colour terminal, whatever the tests were started from."""
    own = {
        name: value
        for name, value in os.environ.items()
        if name not in {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CI"} and not name.startswith("TEXTUAL")
    }
    return {**own, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", **extra}
