"""A session under way: the engine, the clock and the journal kept in step. The screen and the plain mode share it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tui.logbook.disk.calls import Disk
from tui.logbook.disk.trash import keeper, to_trash
from tui.logbook.journal.codec import (
    Anchor,
    NotASession,
    Recorded,
    anchor_record,
    input_record,
    opening_record,
    recorded,
    standing,
)
from tui.logbook.journal.completion import finish
from tui.logbook.journal.composition import compose
from tui.logbook.journal.journal import Journal, decode
from tui.logbook.journal.recovery import discard
from tui.logbook.journal.wall_clock import jump, last_moment
from tui.logbook.journal.writer import JournalWriter, Status
from tui.logbook.log.file_names import journal_path, session_id
from tui.logbook.log.store import LogNotWritten, save
from tui.machine.clock import Clock
from tui.machine.paths import Paths
from tui.session import (
    Command,
    Cue,
    End,
    NotNow,
    Pause,
    Plan,
    Resume,
    State,
    advance,
    begin,
    handle,
    opening_cues,
)
from tui.session.plan import Ms
from tui.session.results import anything_done
from tui.session.state import Rest

if TYPE_CHECKING:
    from tui.logbook.log.log_model import Outcome

GAP: Ms = 10_000
"""Nothing was heard of the clock for this long: the machine slept or the program was stopped."""

BACK_IN: Ms = 5000
"""A rest that was over during a gap still leaves this long to get ready."""

CLOSING_SECONDS = 5.0
"""How long the end of a session waits for a slow journal; its log holds everything anyway."""

Cues = tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Time that passed while the program could not see it; the session is paused at its beginning."""

    lasted: Ms
    resting: bool
    """Only a rest may go on through a gap: reps that were not counted were not done."""


MakeSession = Callable[[Callable[[Status], None]], "RunningSession"]
"""Makes a session; it is given what the journal's reports go to."""


class RunningSession:
    """One session from its first step to its log. Call `tick` at every deadline, and every few seconds anyway."""

    def __init__(
        self,
        session: str,
        state: State,
        anchors: tuple[Anchor, ...],
        journal: JournalWriter,
        journal_file: Journal,
        clock: Clock,
    ) -> None:
        self.session = session
        self.state = state
        self.gap: Gap | None = None
        self._anchors = anchors
        self._journal = journal
        self._journal_file = journal_file
        self._clock = clock
        self._origin = clock.now() - state.now
        self._closed = False
        self._rewritten_told = 0

    @classmethod
    def start(
        cls,
        plan: Plan,
        paths: Paths,
        disk: Disk,
        clock: Clock,
        token: str,
        on_status: Callable[[Status], None],
    ) -> RunningSession:
        """Begin a session of the plan; `token` tells apart two that begin in the same second."""
        wall = clock.wall()
        session = session_id(wall, token)
        file = Journal(journal_path(paths, session), disk, keeper(paths, clock.wall, disk))
        running = cls(session, begin(plan, 0), (Anchor(0, wall),), JournalWriter(file, on_status), file, clock)
        running._journal.submit(opening_record(session, plan, wall))
        return running

    @classmethod
    def carry_on(
        cls,
        recorded: Recorded,
        journal_file: Journal,
        clock: Clock,
        on_status: Callable[[Status], None],
        *,
        asked: bool = False,
    ) -> RunningSession:
        """Go on with a session that was cut short, paused at the place where it stopped. Raises `NotASession`.

        The time since then is a pause. Where the wall clock makes no sense of it (see `jump`) it is none, unless the
        person was `asked` and said that it has passed.
        """
        state = standing(recorded)
        anchor = _anchor(recorded, state.now, clock.wall(), asked)
        anchors = (*recorded.anchors, anchor)
        running = cls(recorded.session, state, anchors, JournalWriter(journal_file, on_status), journal_file, clock)
        running._journal.submit(anchor_record(anchor))
        if not state.is_over and state.paused_at is None:
            running._handle(Pause(), state.now)
        return running

    @property
    def now(self) -> Ms:
        """Session time."""
        return self._clock.now() - self._origin

    @property
    def wall(self) -> datetime:
        """The time of day."""
        return self._clock.wall()

    @property
    def status(self) -> Status:
        """How far the journal is."""
        return self._journal.status

    @property
    def journal(self) -> Path:
        """Where the journal is."""
        return self._journal_file.path

    def notice(self) -> str:
        """Return what another program did to the journal, said once; empty if there is nothing new."""
        status = self.status
        if status.rewritten == self._rewritten_told:
            return ""
        self._rewritten_told = status.rewritten
        return status.notice

    def opening_cues(self) -> Cues:
        """Return what to announce at the very beginning."""
        return opening_cues(self.state)

    def tick(self) -> Cues:
        """Let the engine see what time it is."""
        self._notice_gap()
        if self.gap is not None or self._closed:
            return ()
        return self._advance(self.now)

    def _advance(self, now: Ms) -> Cues:
        before = self.state.live
        self.state, cues = advance(self.state, now)
        if self.state.live is not before:
            self._journal.submit(input_record(None, now))
        return cues

    def do(self, command: Command) -> Cues:
        """Hand a command to the engine; raises `NotNow`. After a gap it takes an end alone: where it stopped."""
        self._notice_gap()
        if self._closed:
            raise NotNow("The session is closed.")
        if self.gap is None:
            return self._handle(command, self.now)
        if not isinstance(command, End):
            raise NotNow("Time has passed unseen: say first whether to carry on.")
        self.gap = None
        return self._handle(command, self.state.now)

    def close_gap(self, *, count: bool) -> Cues:
        """Go on after a gap from where the session stood; a rest that it `count`s for is that much shorter."""
        gap, self.gap = self.gap, None
        if gap is None:
            return ()
        passed = 0
        rest = self.state.live.segment
        if count and isinstance(rest, Rest):
            passed = min(self.now - self.state.now, max(0, rest.ends - self.state.live_now - BACK_IN))
        return self._handle(Resume(), self.now - passed) + self._advance(self.now)

    def retry(self) -> None:
        """Try at once to write what could not be written."""
        self._journal.retry_now()

    def drain(self, seconds: float) -> bool:
        """Wait for the journal, so many seconds at most; say whether everything is on disk."""
        return self._journal.drain(seconds)

    def save(self, paths: Paths, disk: Disk, outcome: Outcome | None = None) -> Path:
        """Write the log, then remove the journal; return where the log is. May be repeated after any error.

        Before that the journal is read back and mended from memory: should the log fail, it is all that there is.
        Raises `OSError` and `LogNotWritten`.
        """
        if not self._closed and self.status.error is None:
            self._journal.check(CLOSING_SECONDS)
        path = save(compose(self.session, self.state, self._anchors, outcome), paths, disk)
        if self._close(CLOSING_SECONDS):
            with suppress(OSError):  # the next start sees that there is a log, and puts the journal away
                self._journal_file.remove()
        return path

    def discard(self, paths: Paths, disk: Disk) -> Path | None:
        """Move the journal to the trash and return where it is; None if it never reached the disk."""
        self._close(CLOSING_SECONDS)
        if not self._journal_file.path.exists():
            return None
        return discard(self._journal_file.path, paths, self.wall, disk)

    @property
    def anything_done(self) -> bool:
        """Whether there is something to keep, if the session ends now."""
        return anything_done(self.state)

    def drop(self, seconds: float = CLOSING_SECONDS) -> None:
        """Close a session in which nothing was done: no log, nothing in the trash, and its journal is gone."""
        self._close(seconds)
        with suppress(OSError):  # the next start clears it away
            self._journal_file.remove()

    def reopen(self, log: Path, paths: Paths, disk: Disk, on_status: Callable[[Status], None]) -> None:
        """Go on with a session whose log is written: once its journal is whole again, the log goes to the trash.

        Raises `OSError`; the log is then where it was.
        """
        # The journal keeps its lines in memory: with one more, which changes nothing, it writes them all again.
        self._journal_file.add(input_record(None, self.state.now))
        self._journal_file.flush()
        to_trash(log, paths, self.wall, disk)
        self._journal = JournalWriter(self._journal_file, on_status)
        self._closed = False

    def leave(self, seconds: float) -> bool:
        """Stop here and leave the journal for the next start; say whether it holds everything."""
        return self._close(seconds)

    def _close(self, seconds: float) -> bool:
        self._closed = True
        return self._journal.close(seconds)

    def _notice_gap(self) -> None:
        lasted = self.now - self.state.now
        if (
            self.gap is None
            and not self._closed
            and lasted > GAP
            and self.state.paused_at is None
            and not self.state.is_over
        ):
            resting = isinstance(self.state.live.segment, Rest)
            self._handle(Pause(), self.state.now)
            self.gap = Gap(lasted, resting)

    def _handle(self, command: Command, now: Ms) -> Cues:
        self.state, cues = handle(self.state, command, now)
        self._journal.submit(input_record(command, self.state.now))
        return cues


def _anchor(recorded: Recorded, now: Ms, wall: datetime, asked: bool) -> Anchor:
    gone = jump(recorded.anchors, recorded.last, wall)
    if gone is None or (asked and gone > timedelta(0)):
        return Anchor(now, wall, asked and gone is not None)
    return Anchor(now, last_moment(recorded.anchors, recorded.last))


def save_recovered(record: Recorded, journal: Path, paths: Paths, disk: Disk) -> Path:
    """Write the log of a session that was cut short, as it stood then, and remove its journal; return the log.

    A journal that holds anything else stays: the next start sees that there is a log, and moves it to the trash.
    Raises `NotASession` for a journal that is no session's, `OSError` and `LogNotWritten`.
    """
    state = standing(record)
    outcome: Outcome | None = None
    if not state.is_over:
        state, _ = handle(state, End(), state.now)
        outcome = "recovered"
    try:
        log = compose(record.session, state, record.anchors, outcome)
    except (ValueError, OverflowError) as error:
        raise LogNotWritten(f"what the journal says fits no log: {error}") from error
    return finish(journal, log, paths, disk, lambda data: _holds_nothing_else(data, record))


def _holds_nothing_else(data: bytes, record: Recorded) -> bool:
    records, length = decode(data)
    try:
        return length == len(data) and recorded(records) == record
    except NotASession:
        return False
