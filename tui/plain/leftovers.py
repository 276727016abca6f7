"""Unfinished sessions, offered before a new one begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from catalogue.files.text import printable
from tui.logbook.disk.calls import Disk, in_plain_words
from tui.logbook.disk.lock import SessionLock
from tui.logbook.disk.trash import keeper
from tui.logbook.journal.codec import NotASession, Recorded, recorded, standing
from tui.logbook.journal.journal import Journal
from tui.logbook.journal.recovery import Unfinished, clear_away, discard, unfinished
from tui.logbook.journal.wall_clock import jump, last_moment
from tui.logbook.log.store import LogNotWritten
from tui.machine.clock import Clock
from tui.machine.paths import Paths
from tui.plain.conversation import Tell
from tui.plain.inbox import EndOfInput, Inbox, StopSignal, Typed
from tui.runtime.running_session import CLOSING_SECONDS, RunningSession, save_recovered
from tui.words.cut_short import begun_line, clock_doubt
from tui.words.quantities import counted

QUESTION: Final = (
    "Type c to carry it on, s to save what was done, d to discard it; or press Enter to leave it for later."
)

NO_TIME_PASSED: Final = "Type c to carry on as if no time had passed; or press Enter to leave it for later."
TIME_PASSED: Final = (
    "Type c to carry on as if no time had passed, p if all that was a pause; or press Enter to leave it for later."
)


@dataclass(frozen=True, slots=True)
class Desk:
    """The folders, disk and clock of a session."""

    paths: Paths
    disk: Disk
    clock: Clock
    closing_seconds: float = CLOSING_SECONDS
    """The time that the end of a session waits for a journal that can't be written."""


def name_leftovers(desk: Desk, lock: SessionLock, warn: Tell) -> None:
    """Print one line about unfinished sessions, without a terminal. They are not changed."""
    found = _readable(desk, lock, warn)
    if found:
        more = f", and {counted(len(found) - 1, 'session')} before it" if len(found) > 1 else ""
        warn(
            f"Cut short: {_described(found[0].record)}{more}. Start repcue to carry on, save or discard what is kept."
        )


def offer_leftovers(
    desk: Desk, lock: SessionLock, inbox: Inbox, tell: Tell, warn: Tell
) -> RunningSession | StopSignal | None:
    """Ask about each unfinished session; return the one to carry on, if any, or the stopping signal."""
    for leftover in _readable(desk, lock, warn):
        tell(f"Cut short: {_described(leftover.record)}.")
        answer = _ask(inbox, tell)
        if isinstance(answer, StopSignal):
            return answer
        try:
            carried_on = _settle(answer, leftover, desk, inbox, tell)
        except (OSError, LogNotWritten, NotASession) as error:
            reason = in_plain_words(error) if isinstance(error, OSError) else str(error)
            warn(f"That did not work: {reason}. The session is kept as it was.")
            continue
        if carried_on is not None:
            return carried_on
    return None


@dataclass(frozen=True, slots=True)
class _Leftover:
    file: Unfinished
    record: Recorded


def _readable(desk: Desk, lock: SessionLock, warn: Tell) -> list[_Leftover]:
    found: list[_Leftover] = []
    left = unfinished(desk.paths, lock, desk.clock.wall(), desk.disk)
    for file in left.sessions:
        try:
            record = recorded(file.records)
            state = standing(record)
        except NotASession as error:
            warn(f"{printable(str(file.path))} can't be carried on: {error}. It is kept as it is.")
            continue
        if not clear_away(file, state, desk.disk):
            found.append(_Leftover(file, record))
    for unreadable in left.unreadable:
        warn(f"{printable(str(unreadable.path))} can't be read: {unreadable.reason}. It is kept as it is.")
    for undecided in left.undecided:
        warn(printable(undecided.words))
    return found


def _described(record: Recorded) -> str:
    return begun_line(record.plan.name, record.anchors[0].wall)


def _ask(inbox: Inbox, tell: Tell, question: str = QUESTION, letters: str = "csd") -> str | StopSignal:
    """Return the letter that was typed, nothing for later."""
    while True:
        tell(question)
        match inbox.next(None):
            case StopSignal() as stopped:
                return stopped
            case EndOfInput():
                return ""
            case Typed(text=text) if text.strip().lower()[:1] in ("", *letters):
                return text.strip().lower()[:1]
            case _:
                continue


def _settle(
    answer: str, leftover: _Leftover, desk: Desk, inbox: Inbox, tell: Tell
) -> RunningSession | StopSignal | None:
    match answer:
        case "c":
            return _carry_on(leftover, desk, inbox, tell)
        case "s":
            tell(f"Log: {_save(leftover, desk)}")
        case "d":
            kept = discard(leftover.file.path, desk.paths, desk.clock.wall(), desk.disk)
            tell(f"Moved to the trash: {kept}")
    return None


def _carry_on(leftover: _Leftover, desk: Desk, inbox: Inbox, tell: Tell) -> RunningSession | StopSignal | None:
    answer = _settled_clock(leftover.record, desk.clock.wall(), inbox, tell)
    if isinstance(answer, StopSignal):
        return answer
    if not answer:
        return None
    keep = keeper(desk.paths, desk.clock.wall, desk.disk)
    journal, _ = Journal.carry_on(leftover.file.path, desk.disk, leftover.file.records, keep)
    return RunningSession.carry_on(
        leftover.record, journal, desk.clock, lambda status: inbox.wake(), asked=answer == "p"
    )


def _settled_clock(record: Recorded, now: datetime, inbox: Inbox, tell: Tell) -> str | StopSignal:
    """Ask about time that the wall clock makes no sense of: c if none has passed, p if it was a pause, else later."""
    gone = jump(record.anchors, record.last, now)
    if gone is None:
        return "c"
    tell(clock_doubt(gone, last_moment(record.anchors, record.last), now))
    if gone < timedelta(0):
        return _ask(inbox, tell, NO_TIME_PASSED, "c")
    return _ask(inbox, tell, TIME_PASSED, "cp")


def _save(leftover: _Leftover, desk: Desk) -> str:
    return str(save_recovered(leftover.record, leftover.file.path, desk.paths, desk.disk))
