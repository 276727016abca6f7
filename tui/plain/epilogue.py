"""The end of a session: it saves the log, then prints a summary, then asks for effort and note."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from catalogue.files.problems import FileProblems
from catalogue.files.text import NOTE_LENGTH, prose
from catalogue.schema.bounds import is_rpe, typed_number
from tui.logbook.disk.calls import Disk, in_plain_words
from tui.logbook.log.store import LogFile, LogNotWritten, read_log
from tui.plain.conversation import NobodyReads, Tell
from tui.plain.inbox import EndOfInput, Inbox, StopSignal, Typed
from tui.plain.leftovers import Desk
from tui.runtime.running_session import RunningSession
from tui.session import State
from tui.session.plan import Side
from tui.session.results import results
from tui.words.quantities import times
from tui.words.result_lines import result_amounts, result_plan, sums_text

KEPT: Final = "The session is kept: start repcue to carry it on."
RETRY_SECONDS: Final = (0.5, 1.0, 2.0)
"""The delays between attempts to save without a terminal."""


def finish(
    running: RunningSession,
    desk: Desk,
    inbox: Inbox,
    tell: Tell,
    saved: Callable[[Path], None],
    *,
    interactive: bool,
) -> int:
    """Save the log, sum it up, ask for effort and note if `interactive`; return the exit code.

    A session in which nothing was done leaves nothing behind. `saved` is called with the path of the log once it is
    in place.
    """
    if not running.anything_done:
        running.drop()
        tell("Nothing was done, so nothing was saved.")
        return 0
    path = _save(running, desk, inbox, tell, interactive)
    if path is None:
        return _give_up(running, desk, tell)
    saved(path)
    try:
        return _sum_up(running, path, desk, inbox, tell, interactive)
    except NobodyReads as end:
        raise NobodyReads(f"Log: {path}") from end


def _sum_up(running: RunningSession, path: Path, desk: Desk, inbox: Inbox, tell: Tell, interactive: bool) -> int:
    if notice := running.notice():
        tell(notice)

    try:
        file = read_log(path)
    except FileProblems as error:
        tell(f"The log was saved, and then changed: {error}")
        return 1
    for line in [*_record_lines(file, running.state, desk), *done_lines(running.state), summary(file, running.state)]:
        tell(line)
    tell(f"Log: {path}")
    return _annotate(file, inbox, tell, desk.disk) if interactive else 0


def _record_lines(file: LogFile, state: State, desk: Desk) -> list[str]:
    """Return a line for each record of the session, as the summary on the screen has it."""
    # slow, needed at the end
    from tui.logbook.index.index import Index  # not at start
    from tui.logbook.statistics.session_before import read_before, records_of  # not at start
    from tui.words.session_card import record_titles  # not at start

    with Index.open(desk.paths) as index:
        index.refresh()
        before = read_before(index, file.log)
    names = {movement.id: movement.name for movement in state.live.movements}
    earlier = [row for rows in before.rivals.values() for row in rows]
    return list(record_titles(records_of(file.log, file.path, before), names, earlier))


def done_lines(state: State) -> list[str]:
    """Return a line for each begun exercise: `Extended Lunge, 3 x 10 a side: right 10 10 9; left 10 10 10`."""
    return [
        f"{each.movement.name}, {result_plan(each)}: "
        + "; ".join(_side_text(side, amounts) for side, amounts in result_amounts(each))
        for each in results(state)
        if each.done
    ]


def _side_text(side: Side | None, amounts: list[str]) -> str:
    return " ".join([side, *amounts] if side else amounts)


def summary(file: LogFile, state: State) -> str:
    """Return what was done against the plan, in one line; warm-ups are counted on neither side."""
    return ", ".join([*sums_text(state), *times(file.log.active_seconds, file.log.paused_seconds)]) + "."


def stop(running: RunningSession, stopped: StopSignal, desk: Desk, tell: Tell) -> int:
    """Leave the session to be carried on, because a signal ends the program; return the exit code."""
    fate = left(running, desk)
    notice = running.notice()
    with suppress(NobodyReads):  # the signal may have come because the terminal was closed
        if notice:
            tell(notice)
        tell(f"Stopped. {fate}")
    return 128 + stopped.signal


def left(running: RunningSession, desk: Desk) -> str:
    """Leave the session to be carried on; return what became of it, in a sentence."""
    if not running.anything_done:
        running.drop(desk.closing_seconds)
        return "Nothing was done, so nothing is kept."
    if not running.leave(desk.closing_seconds):
        return f"NOT SAVED: {running.status.error or 'the disk does not answer'}"
    return KEPT


def _save(running: RunningSession, desk: Desk, inbox: Inbox, tell: Tell, interactive: bool) -> Path | None:
    waits = iter(RETRY_SECONDS)
    while True:
        try:
            return running.save(desk.paths, desk.disk)
        except LogNotWritten as error:
            tell(f"NOT SAVED: {error}")
            return None
        except OSError as error:
            tell(f"NOT SAVED: {in_plain_words(error)}")
        if interactive:
            tell("Press Enter to try again, or type q to leave it for later.")
            if not _again(inbox):
                return None
        elif (seconds := next(waits, None)) is None or inbox.wait(seconds):
            return None


def _again(inbox: Inbox) -> bool:
    while True:
        match inbox.next(None):
            case Typed(text=text):
                return text.strip().lower() != "q"
            case StopSignal() | EndOfInput():
                return False
            case _:
                continue


def _give_up(running: RunningSession, desk: Desk, tell: Tell) -> int:
    whole = running.leave(desk.closing_seconds)
    if whole:
        tell(f"The session is kept in {running.journal}: start repcue to save it.")
    else:
        tell(f"The session could not be kept: {running.status.error or 'the disk does not answer'}")
    return 1


def _annotate(file: LogFile, inbox: Inbox, tell: Tell, disk: Disk) -> int:
    if not _somebody_there(inbox):
        return 0
    effort = _ask_effort(inbox, tell)
    note = _ask_note(inbox, tell)
    if effort is None and not note:
        return 0
    from tui.logbook.changes.edits import ChangedOnDisk, LogChanges, annotate  # after the session

    changes = LogChanges()
    if effort is not None:
        changes["effort"] = effort
    if note:
        changes["note"] = note
    try:
        annotate(file, changes, disk=disk)
    except (OSError, LogNotWritten, ChangedOnDisk) as error:
        reason = in_plain_words(error) if isinstance(error, OSError) else str(error)
        tell(f"Effort and note are NOT SAVED: {reason}")
        return 1
    tell("saved")
    return 0


def _somebody_there(inbox: Inbox) -> bool:
    """Whether input is still open. Lines typed ahead are dropped, as they are no answers."""
    while (item := inbox.next(0)) is not None:
        if isinstance(item, EndOfInput | StopSignal):
            return False
    return True


def _ask_effort(inbox: Inbox, tell: Tell) -> float | None:
    tell("Effort of the whole session, 1 to 10 in halves, 10 being all you had (Enter: none):")
    while (answer := _answer(inbox)) != "":
        effort = _effort(answer)
        if effort is not None:
            return effort
        tell("A number from 1 to 10, such as 7 or 7.5; or Enter for none:")
    return None


def _effort(answer: str) -> float | None:
    effort = typed_number(answer)
    return effort if is_rpe(effort) else None


def _ask_note(inbox: Inbox, tell: Tell) -> str:
    tell("Note (Enter: none):")
    while (answer := _answer(inbox)) != "":
        try:
            return prose(answer.replace("\t", " "), NOTE_LENGTH)
        except ValueError as error:
            tell(f"{error}. Type it again, or Enter for none:")
    return ""


def _answer(inbox: Inbox) -> str:
    """Return the next line, empty at the end of input."""
    while True:
        match inbox.next(None):
            case Typed(text=text):
                return text.strip()
            case StopSignal() | EndOfInput():
                return ""
            case _:
                continue
