"""Sessions that were cut short: offered at the next start, one after the other; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tui.logbook.disk.calls import Disk, in_plain_words
from tui.logbook.disk.lock import SessionLock
from tui.logbook.disk.trash import keeper
from tui.logbook.journal.codec import NewerJournal, NotASession, Recorded, recorded, standing
from tui.logbook.journal.journal import Journal
from tui.logbook.journal.recovery import (
    Undecided,
    Unfinished,
    Unreadable,
    clear_away,
    discard,
    not_seen,
    nothing_left,
    unfinished,
)
from tui.logbook.journal.wall_clock import jump, last_moment
from tui.logbook.log.store import LogNotWritten
from tui.machine.clock import Clock
from tui.machine.paths import Paths
from tui.runtime.running_session import RunningSession, save_recovered
from tui.screens.ask import Answer, Ask
from tui.session import State
from tui.words.cut_short import begun_line, clock_doubt
from tui.words.quantities import counted

if TYPE_CHECKING:
    from tui.screens.host import Host


@dataclass(frozen=True, slots=True)
class Left:
    """A session that can be carried on: where its journal is, its records, its last state."""

    unfinished: Unfinished
    recorded: Recorded
    state: State


@dataclass(frozen=True, slots=True)
class LeftoverScan:
    """What the last runs left behind, and why nothing could be looked for, if so."""

    sessions: tuple[Left, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    message: str = ""


def leftovers(paths: Paths, lock: SessionLock, disk: Disk, clock: Clock) -> LeftoverScan:
    """Look for sessions without a log; the lock is held afterwards if there are any."""
    if nothing_left(paths, disk):
        return LeftoverScan()
    try:
        if not lock.acquire(clock.wall()):
            return LeftoverScan(message=str(lock.holder() or "a session runs elsewhere"))
    except OSError as error:
        return LeftoverScan(undecided=(not_seen(paths.session_lock, error),))
    found = unfinished(paths, lock, clock.wall(), disk)
    sessions, unreadable = list[Left](), list(found.unreadable)
    for one in found.sessions:
        try:
            told = recorded(one.records)
            state = standing(told)
        except NotASession as error:
            unreadable.append(Unreadable(one.path, str(error), newer=isinstance(error, NewerJournal)))
            continue
        if not clear_away(one, state, disk):
            sessions.append(Left(one, told, state))
    if not sessions and not unreadable:
        lock.release()
    return LeftoverScan(tuple(sessions), tuple(unreadable), found.undecided)


def offer(app: Host, found: LeftoverScan, then: Callable[[bool], None]) -> None:
    """Ask what is to become of each, then go on with `then`, called with whether one is carried on."""
    if found.message:
        app.tell(found.message)
    waiting: list[Left | Unreadable | Undecided] = [*found.sessions, *found.unreadable, *found.undecided]

    def ask_next() -> None:
        if not waiting:
            app.release()
            then(False)
            return
        one = waiting.pop(0)
        if isinstance(one, Left):
            _offer_session(app, one, ask_next, then)
        elif isinstance(one, Unreadable):
            _offer_trash(app, one, ask_next)
        else:
            answers = [Answer("leave", ("escape", "enter"), "go on without it")]
            app.push_screen(Ask("A session that stays as it is", [one.words], answers), lambda _: ask_next())

    if waiting:
        ask_next()
    else:
        then(False)


def _offer_session(app: Host, left: Left, ask_next: Callable[[], None], then: Callable[[bool], None]) -> None:
    done = counted(sum(row.reps for row in left.state.live.rows), "rep")
    begun = begun_line(left.state.plan.name, left.recorded.anchors[0].wall)
    text = f"{begun}, was cut short: {done} done."
    answers = [
        Answer("carry-on", ("enter", "c", "space"), "carry on, paused where it stopped"),
        Answer("save", ("s",), "save what was done"),
        Answer("discard", ("d",), "discard it; it goes to the trash folder"),
        Answer("later", ("escape",), "ask again at the next start"),
    ]

    def carry_on(asked: bool | None) -> None:
        if asked is not None and _carry_on(app, left, asked):
            then(True)
        else:
            ask_next()

    def answered(answer: str | None) -> None:
        match answer:
            case "carry-on":
                _settle_clock(app, left, carry_on)
            case "save":
                _save(app, left)
                ask_next()
            case "discard":
                _discard(app, left.unfinished)
                ask_next()
            case _:
                ask_next()

    app.push_screen(Ask("An unfinished session", [text], answers), answered)


def _settle_clock(app: Host, left: Left, then: Callable[[bool | None], None]) -> None:
    """Ask about time that the wall clock makes no sense of; go on with whether it has passed, None for later."""
    anchors, last, now = left.recorded.anchors, left.recorded.last, app.clock.wall()
    gone = jump(anchors, last, now)
    if gone is None:
        then(False)
        return
    answers = [Answer("carry-on", ("enter", "c", "space"), "carry on as if no time had passed")]
    if gone > timedelta(0):
        answers.append(Answer("pause", ("p",), "carry on; all that time was a pause"))
    answers.append(Answer("later", ("escape",), "ask again at the next start"))

    def answered(answer: str | None) -> None:
        then({"carry-on": False, "pause": True}.get(answer or ""))

    text = clock_doubt(gone, last_moment(anchors, last), now)
    app.push_screen(Ask("Is the clock right?", [text], answers), answered)


def _offer_trash(app: Host, broken: Unreadable, ask_next: Callable[[], None]) -> None:
    answers = [
        Answer("leave", ("escape", "enter"), "leave it where it is"),
        Answer("discard", ("d",), "move it to the trash folder"),
    ]

    def answered(answer: str | None) -> None:
        if answer == "discard":
            _discard(app, broken)
        ask_next()

    title = "A session of a newer repcue" if broken.newer else "A damaged journal"
    rest = "Until then it stays." if broken.newer else "Nothing can be recovered from it by the program."
    app.push_screen(Ask(title, [f"{broken.path} can't be read: {broken.reason}.", rest], answers), answered)


def _carry_on(app: Host, left: Left, asked: bool) -> bool:
    try:
        keep = keeper(app.paths, app.clock.wall, app.disk)
        journal, _ = Journal.carry_on(left.unfinished.path, app.disk, left.unfinished.records, keep)
    except OSError as error:
        app.tell(in_plain_words(error))
        return False
    app.show_session(lambda told: RunningSession.carry_on(left.recorded, journal, app.clock, told, asked=asked))
    return True


def _save(app: Host, left: Left) -> None:
    try:
        path = save_recovered(left.recorded, left.unfinished.path, app.paths, app.disk)
    except (OSError, LogNotWritten, NotASession) as error:
        app.tell(f"Not saved: {in_plain_words(error) if isinstance(error, OSError) else error}")
    else:
        app.tell(f"Saved as {path}")


def _discard(app: Host, one: Unfinished | Unreadable) -> None:
    try:
        path = discard(one.path, app.paths, app.clock.wall(), app.disk)
    except OSError as error:
        app.tell(in_plain_words(error))
    else:
        app.tell(f"Moved to {path}")
