"""A plain session, from the lock to the log."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from tui.logbook.disk.calls import Disk, RealDisk, in_plain_words
from tui.logbook.disk.lock import SessionLock
from tui.machine.clock import Clock, SystemClock
from tui.machine.inhibitor import Inhibitor
from tui.machine.paths import Paths
from tui.machine.printing import forget_unread, write_line
from tui.plain.conversation import NobodyReads, Tell, converse
from tui.plain.epilogue import finish, left, stop
from tui.plain.inbox import Inbox, StopSignal, StreamInbox
from tui.plain.leftovers import Desk, name_leftovers, offer_leftovers
from tui.plain.own_files import OwnFiles
from tui.plain.plain_coach import coaching_for
from tui.plain.report import opening
from tui.runtime.records_watch import Past, read_past
from tui.runtime.running_session import RunningSession
from tui.session import Plan
from tui.settings import Settings

if TYPE_CHECKING:
    from tui.plain.plain_coach import Coaching


def run_plain(
    plan: Plan,
    paths: Paths,
    *,
    stdin: TextIO,
    stdout: TextIO,
    stderr: TextIO,
    disk: Disk | None = None,
    clock: Clock | None = None,
    settings: Settings | None = None,
    environ: Mapping[str, str] | None = None,
) -> int:
    """Run a session as lines of text and return the exit code. With settings it has a coach.

    0: it ended and its log is saved. 1: it could not be saved, or another session runs. 128 plus the number of
    SIGINT, SIGTERM or SIGHUP: the journal has everything, and the session can be carried on.
    """
    inbox = StreamInbox(stdin)
    desk = Desk(paths, disk or RealDisk(), clock or SystemClock())

    def coaching(running: RunningSession) -> Coaching | None:
        if settings is None:
            return None
        return coaching_for(settings, os.environ if environ is None else environ, stdout, running, inbox.wake)

    awake = Inhibitor(os.environ if environ is None else environ)
    with inbox.hearing_signals():
        interactive = stdin.isatty()
        told, warned = _teller(stdout), _teller(stderr)
        if settings is not None and settings.keep_awake:
            awake.hold()
        try:
            return hold(
                plan, desk, inbox, told, warned, interactive=interactive, coaching=coaching, settings=settings
            )
        finally:
            awake.release()


MakeCoaching = Callable[[RunningSession], "Coaching | None"]


def hold(
    plan: Plan,
    desk: Desk,
    inbox: Inbox,
    tell: Tell,
    warn: Tell,
    *,
    interactive: bool,
    coaching: MakeCoaching = lambda running: None,
    settings: Settings | None = None,
) -> int:
    """Run a session with input from `inbox`, and return the exit code as `run_plain` does."""
    with SessionLock(desk.paths.session_lock) as lock:
        try:
            taken = lock.acquire(desk.clock.wall())
        except OSError as error:
            warn(f"Nothing can be kept in {desk.paths.state}: {in_plain_words(error)}. No session was begun.")
            return 1
        if not taken:
            warn(f"No session was begun: {lock.holder() or 'a session runs elsewhere'}.")
            return 1
        try:
            own = OwnFiles(desk.paths, desk.disk, settings or Settings())
            return _in_lock(plan, desk, lock, inbox, tell, warn, interactive, coaching, own)
        except NobodyReads as end:
            with suppress(NobodyReads):
                warn(" ".join(["The output can't be written any more.", *end.args]))
            return 1


def _in_lock(
    plan: Plan,
    desk: Desk,
    lock: SessionLock,
    inbox: Inbox,
    tell: Tell,
    warn: Tell,
    interactive: bool,
    coaching: MakeCoaching,
    own: OwnFiles,
) -> int:
    carried_on = None
    if interactive:
        carried_on = offer_leftovers(desk, lock, inbox, tell, warn)
    else:
        name_leftovers(desk, lock, warn)
    if isinstance(carried_on, StopSignal):
        return 128 + carried_on.signal
    running = carried_on or _begin(plan, desk, inbox)
    coached = coaching(running)
    try:
        tell(opening(running.state.plan))

        def past(exercises: Iterable[str]) -> Past:
            return read_past(exercises, running.session, desk.paths, lambda: False)

        stopped = converse(running, inbox, tell, coached, past, own)
        if stopped is not None:
            return stop(running, stopped, desk, tell)
        saved = coached.coach.end if coached is not None else lambda log: None
        return finish(running, desk, inbox, tell, saved, interactive=interactive)
    except NobodyReads as end:
        if end.args:
            raise
        raise NobodyReads(left(running, desk)) from end
    finally:
        if coached is not None:
            coached.close()
            for report in coached.reports():
                warn(report)


def _begin(plan: Plan, desk: Desk, inbox: Inbox) -> RunningSession:
    token = secrets.token_hex(2)
    return RunningSession.start(plan, desk.paths, desk.disk, desk.clock, token, lambda status: inbox.wake())


def _teller(stream: TextIO) -> Tell:
    def tell(text: str) -> None:
        try:
            write_line(stream, text)
        except OSError as error:
            forget_unread(stream)
            raise NobodyReads from error

    return tell
