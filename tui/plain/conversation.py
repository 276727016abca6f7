"""The main loop of a plain session: it waits for a line, a deadline or a signal, and prints the result."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.plain.inbox import EndOfInput, Inbox, StopSignal, Typed
from tui.plain.records import ReadPast, RecordLines, no_past
from tui.plain.report import GAP_HELP, SaveMark, Teller, after_command, gap_line, standing_line, wants_status
from tui.plain.typed_commands import AGAIN, Reach, request
from tui.runtime.running_session import Cues, RunningSession
from tui.session import Command, End, NotNow, Redo, Resume, State, Undo

if TYPE_CHECKING:
    from tui.plain.own_files import OwnFiles
    from tui.plain.plain_coach import Coaching

WATCH_SECONDS = 3.0
"""The longest wait without a deadline, short enough to notice that the machine was suspended."""


class NobodyReads(Exception):
    """Raised when the output is closed; its argument, if it has one, is what became of the session."""


Tell = Callable[[str], None]
"""Callback that prints a line, or several. Raises NobodyReads."""


def converse(
    running: RunningSession,
    inbox: Inbox,
    tell: Tell,
    coaching: Coaching | None = None,
    read_past: ReadPast = no_past,
    own: OwnFiles | None = None,
) -> StopSignal | None:
    """Run the session to its end, or return the signal that stopped the program.

    The end of input ends the session early.
    """
    talk = _Talk(running, tell, coaching, read_past, own)
    talk.open()
    while not running.state.is_over:
        match inbox.next(_patience(running)):
            case StopSignal() as stopped:
                return stopped
            case Typed(text=text):
                talk.hear(text)
            case EndOfInput():
                talk.end()
            case _:
                talk.look()
        talk.tell_news()
    return None


def _patience(running: RunningSession) -> float | None:
    """Return the seconds until the next tick; None while only input can change anything."""
    if running.gap is not None or running.state.paused_at is not None:
        return None
    deadline = running.state.deadline
    due = WATCH_SECONDS if deadline is None else (deadline - running.now) / 1000
    return min(WATCH_SECONDS, max(0.0, due))


class _Talk:
    """The handlers of the events in the loop, for one session."""

    def __init__(
        self,
        running: RunningSession,
        tell: Tell,
        coaching: Coaching | None,
        read_past: ReadPast,
        own: OwnFiles | None,
    ) -> None:
        self._records = RecordLines(running.state, read_past)
        self._running = running
        self._tell = tell
        self._coaching = coaching
        self._own = own
        self._reach = own.reach if own is not None else Reach()
        self._teller = Teller(about=own.about if own is not None else lambda state: [])
        self._mark = SaveMark()

    def open(self) -> None:
        """Print how the session begins or continues."""
        self._say(self._teller.standing(self._running.state))
        if self._running.state.paused_at is not None:
            self._say(["Paused. Press Enter to carry on."])
        self._say_status()
        self._listen(self._running.opening_cues(), self._running.state)

    def look(self) -> None:
        """Advance the session to the present."""
        cues = self._tick()
        if wants_status(cues):
            self._say_status()

    def hear(self, line: str) -> None:
        """Execute a line and print the result."""
        self._tick()
        if self._coaching is not None and (answer := self._coaching.answer(line)) is not None:
            self._say([answer])
            return
        if self._running.gap is not None and line.strip().lower() != "q":
            self._hear_in_gap(line)
            return
        if line.strip().lower() == AGAIN:
            self._say(self._teller.standing(self._running.state))
        elif not self._running.state.is_over:
            asked = request(line, self._running.state, self._reach)
            self._say([asked] if isinstance(asked, str) else self._done(asked))
        self._say_status()

    def end(self) -> None:
        """End the session early, at the end of input."""
        self._tick()
        if not self._running.state.is_over:
            self._cued(self._running.do(End()))

    def tell_news(self) -> None:
        """Print a change of the journal's status, and the reports of the coach."""
        self._say(self._coaching.reports() if self._coaching is not None else [])
        self._say([notice] if (notice := self._running.notice()) else [])
        line = self._mark.line(self._running.status)
        if line is not None:
            self._tell(line)

    def _done(self, command: Command) -> list[str]:
        """Execute a command and return the lines to print."""
        before = self._running.state
        try:
            cues = self._running.do(command)
        except NotNow as no:
            return [str(no)]
        after = self._running.state
        self._listen(cues, after)
        trouble = self._own.follow(before.live, after.live) if self._own is not None else []
        back = self._teller.standing(after) if isinstance(command, Undo | Redo) else []
        told = [*self._teller.lines(cues, after), *self._records.lines(cues, after)]
        return [*back, *told, *after_command(command, before, after), *trouble]

    def _tick(self) -> Cues:
        in_gap = self._running.gap is not None
        cues = self._running.tick()
        self._cued(cues)
        if self._running.gap is not None and not in_gap:
            self._say([gap_line(self._running.gap)])
        return cues

    def _hear_in_gap(self, line: str) -> None:
        asked = request(line, self._running.state)
        if isinstance(asked, Resume):
            self._cued(self._running.close_gap(count=False))
        else:
            self._say([GAP_HELP])
        self._say_status()

    def _cued(self, cues: Cues) -> None:
        # The coach first, as printing blocks on a slow reader.
        self._listen(cues, self._running.state)
        state = self._running.state
        self._say([*self._teller.lines(cues, state), *self._records.lines(cues, state)])

    def _listen(self, cues: Cues, state: State) -> None:
        record = self._records.spoken(state)
        if self._coaching is not None:
            self._coaching.coach.announce(cues, state, record)

    def _say(self, lines: list[str]) -> None:
        for line in lines:
            self._tell(line)

    def _say_status(self) -> None:
        if not self._running.state.is_over:
            self._tell(standing_line(self._running.state))
