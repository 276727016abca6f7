"""The live session: keys go to the engine, its snapshot goes to the pane, nothing is kept here but what is typed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from textual import events, work
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from catalogue.schema.bounds import REPS, WHOLE_SECONDS, Bounds, typed_number
from tui.coach.coach import Coach, coach_for
from tui.logbook.journal.writer import Status
from tui.logbook.log.last_time import LastTime, last_times
from tui.machine.desktop import notify
from tui.runtime.pinned_notes import PinBoard
from tui.runtime.records_watch import News, Past, RecordsWatch, read_past
from tui.runtime.remembered import remembered
from tui.runtime.running_session import Cues, MakeSession, RunningSession
from tui.screens.session.actions import DISTANCE, SessionActions
from tui.screens.session.end_question import Ending
from tui.screens.session.entry_desk import EntryDesk
from tui.screens.session.gap_question import GapQuestion
from tui.screens.session.list_desk import ListDesk
from tui.screens.session.offered import Offer, named, offered
from tui.screens.session.session_sidebar import Sidebar
from tui.screens.session.set_correction import EditSets
from tui.screens.session.window_title import WindowTitle
from tui.screens.window import Window, notice_of, title_of
from tui.session import (
    AdjustRest,
    Command,
    CountRep,
    EditSet,
    End,
    FinishSet,
    NotNow,
    Pause,
    Redo,
    Resume,
    SetPace,
    Skip,
    Undo,
)
from tui.session.commands import Note, Rate, SetLoad, StepLoad
from tui.session.plan import Ms
from tui.session.snapshot import Snapshot, main_action, snapshot
from tui.session.state import Live
from tui.session.target import just_reached
from tui.settings.keys import BY_ID, Key, Where
from tui.widgets.distance import distance
from tui.widgets.lines import Line, Lines, plain
from tui.widgets.live_pane import PaneView, Saved, pane
from tui.widgets.today import WIDE_SIDEBAR, WIDTH, TodaysList
from tui.words.last_sets import last_sets_text
from tui.words.record_lines import STAR, kind_text, record_line, record_spoken, to_beat_text
from tui.words.sets import set_done_text
from tui.words.status import begun_text, status_line

SECOND: Ms = 1000
"""The longest the clock goes unwatched, so that a gap in time is noticed."""
FRAME: Ms = 100
"""Between two paintings of a phase that shows tenths of a second."""
NARROW, WIDE = 76, 110
MESSAGE_SECONDS = 4.0
DIGITS, POINTS = "0123456789", ".,"
MOST_TYPED = 9
"""Characters of a number typed in a session."""
HELD = "A key held down counts nothing: press it once a rep."


_KEEPS_DIGITS = (Pause, Resume, SetLoad, StepLoad, Rate, Note, AdjustRest, EditSet, SetPace, Redo, End)
"""Commands that leave the meaning of digits typed as it is."""


class SessionScreen(SessionActions):
    """Runs one session to its end."""

    where = "session"
    BLANK = True  # nothing of the screen's own shows between the widgets
    DEFAULT_CSS = f"""
    SessionScreen {{ layout: horizontal; layers: base entry notice; }}
    SessionScreen #today {{ width: {WIDTH}; }}
    SessionScreen #pane {{ width: 1fr; }}
    SessionScreen.-narrow #today, SessionScreen.-far #today {{ display: none; }}
    SessionScreen.-wide #today {{ width: {WIDE_SIDEBAR}; }}
    """

    class JournalSaid(Message):
        """The journal's thread reports."""

        def __init__(self, status: Status) -> None:
            super().__init__()
            self.status = status

    def __init__(self, make: MakeSession | RunningSession) -> None:
        super().__init__()
        self.running: RunningSession | None = None
        self._make_session = make
        self._pane = Lines(id="pane")
        self.entry = EntryDesk(self)
        self.list_desk = ListDesk(self)
        self.sidebar = Sidebar(self, self.list_desk)
        self._last: Mapping[str, LastTime] = {}
        self._typed = ""
        self._typed_at: object = None
        self._message = ""
        self._message_stays = False
        self._message_timer: Timer | None = None
        self._beat: Timer | None = None
        self._beat_due: Ms = 0
        self._keys_for: object = None
        self._now: Snapshot | None = None
        self._view: PaneView | None = None
        self.far = False
        self._pins: PinBoard | None = None
        self._coach: Coach | None = None
        self._window = Window(self._to_terminal, os.environ)
        self._title = WindowTitle(self, self._window)
        self._gap = GapQuestion(self)
        self._past_of: object = None
        self._ending: Ending | None = None

    def body(self) -> ComposeResult:
        """Today's exercises and the pane."""
        yield self.sidebar.list
        yield self._pane
        yield self.entry.line

    def on_mount(self) -> None:
        make = self._make_session
        self.running = make if isinstance(make, RunningSession) else make(self.told)
        self._ending = Ending(self, self.running, end=lambda: self.do(End()), carry_on=self.let_go, show=self.show)
        self.sidebar.begin()
        self._pins = PinBoard(self.repcue.paths.notes, self.repcue.disk)
        self.look_from_afar(remembered(self.repcue.paths, DISTANCE))
        # The shell writes as soon as the program is stopped: the title goes back before that.
        self.app.app_suspend_signal.subscribe(self, lambda _: self._title.give_back(), immediate=True)
        running, app = self.running, self.repcue
        self._coach = coach_for(
            app.settings, os.environ, app.bell, app.once, running.session, lambda: running.wall, app.hooks
        )
        self._records = RecordsWatch(self.running.state)
        self._read_last_times()
        if self.running.state.now == self.running.state.began:
            self.announce(self.running.opening_cues())
        self.wake()

    def announce(self, cues: Cues) -> None:
        """Tell the person, by all the ways there are; nothing at all also ends what is being said in a pause."""
        if self.running is None or self._coach is None:
            return
        news = self._records.look(self.running.state)
        if self.running.state.live.movements is not self._past_of:
            self._past_of = self.running.state.live.movements
            self._read_past()
        self._coach.announce(cues, self.running.state, record_spoken(news.records[0]) if news.records else "")
        self._tell_record(news)
        unseen = self.repcue.settings.notify and not self.app.app_focus
        if unseen:
            self._notify(cues)

    def _tell_record(self, news: News) -> None:
        """Say a record when it happens; an undo takes the word back."""
        if news.taken_back and self._message.startswith(STAR):
            self._unsay()
        if news.records:
            self.say(record_line(news.records), stays=True)

    def _notify(self, cues: Cues) -> None:
        """Tell the desktop what the window can't, as nobody sees it."""
        text = next((text for cue in reversed(cues) if (text := notice_of(cue))), "")
        if text and not self._window.call(text) and not notify(text, os.environ):
            self._window.call_through_tmux(text)

    def _to_terminal(self, text: str) -> None:
        driver = self.app._driver  # the only way past the screen that textual has
        if driver is not None and not self.app.is_headless:
            driver.write(text)

    def told(self, status: Status) -> None:
        """The journal's thread reports."""
        with suppress(RuntimeError):  # the journal's thread may speak when the screen is gone
            self.post_message(self.JournalSaid(status))

    def on_unmount(self) -> None:
        self._title.give_back()
        if self._coach is not None:
            self._coach.close()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.width >= WIDE, "-wide")

    def on_session_screen_journal_said(self, message: JournalSaid) -> None:
        if self._view is None or self.running is None:
            return
        if notice := self.running.notice():
            self.say(notice)
        view = self._view
        self._view = replace(view, saved=self._saved(message.status))
        if bool(view.saved.error) != bool(self._view.saved.error):
            self.show()
        else:
            self._pane.paint()

    # --- time -------------------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Let time pass, show what there is, and set the alarm for the next thing to do or to show."""
        running = self.running
        if running is None:
            return
        self.announce(running.tick())
        self._forget_stale_digits(running.state.live)
        if running.state.is_over:
            self.entry.close()
            self.list_desk.leave()
        self.show()
        if running.gap is not None:
            self._gap.ask()
        elif running.state.is_over and self._ending is not None and not self._ending.error:
            self._ending.save()
        elif not running.state.is_over and self._ending is not None:
            self._ending.undone()
            self._set_alarm(running)

    def _forget_stale_digits(self, live: Live) -> None:
        """Digits typed for one leg or set must not be said of the next."""
        place = (live.at, live.side if live.turn and live.turn.side else None, type(live.segment))
        if place != self._typed_at:
            self._typed_at = place
            self._forget_digits("{typed} is forgotten: it was typed for the turn before.")

    def _set_alarm(self, running: RunningSession) -> None:
        if self._now is None:
            return  # a program that is on its way out shows nothing any more
        now = running.now
        delay = wake_in(self._now, running.state.deadline, now)
        if self._beat is not None and now + delay < self._beat_due:
            self._beat.stop()
            self._beat = None
        if self._beat is None:  # one that comes sooner does as well, and a key costs no new timer
            self._beat_due = now + delay
            self._beat = self.set_timer(delay / 1000, self._beat_came)

    def _beat_came(self) -> None:
        self._beat = None
        self.wake()

    # --- showing ----------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the session as it is now."""
        running = self.running
        if running is None or not self.is_attached:
            return
        state = running.state
        if not state.is_over:
            state = replace(state, now=max(running.now, state.now))
        self._now = now = snapshot(state)
        self._view = self._view_of(running, now)
        self._title.show(title_of(now))
        self._pane.paint(self._paint_pane)
        self.sidebar.show(now)
        self._show_keys(self._offer(running, now))

    def _view_of(self, running: RunningSession, now: Snapshot) -> PaneView:
        last = self.last_times.get(now.exercise_id)
        return PaneView(
            now=now,
            last_time=last_sets_text(last, now.set_number, now.side, now.kind),
            saved=self._saved(running.status),
            typed=self._typed,
            message=self._message,
            muted=self._coach is not None and self._coach.muted,
            to_beat=self._to_beat(running) if now.doing == "rest" else "",
            rows=self._rows_in_words(running) if now.doing == "rest" else (),
            pinned=(self.pinned(now.exercise_id) or "") if now.begins else "",
        )

    def _offer(self, running: RunningSession, now: Snapshot) -> Offer:
        row = self.list_desk.row
        return Offer(
            now,
            typed=self._typed,
            can_undo=bool(running.state.past),
            can_redo=bool(running.state.future),
            busy=self._busy,
            error=self._saved(running.status).error,
            far=self.far,
            typing=self.entry.typing is not None,
            row=row.exercise if row is not None else None,
            row_set=row.item.planned if row is not None and row.item is not None else None,
        )

    def _show_keys(self, offer: Offer) -> None:
        if offer.typing:
            return  # the line of entry lies over the bar; its rows stay, so that nothing moves
        offers, bar = offered(offer), named(offer)
        if (offers, bar) != self._keys_for:
            self._keys_for = (offers, bar)
            self.refresh_keys()
            self.refresh_bindings()

    def look(self) -> Snapshot | None:
        """Return the session as it is at this instant."""
        if self.running is not None:
            self._now = snapshot(replace(self.running.state, now=max(self.running.now, self.running.state.now)))
        return self._now

    def _paint_pane(self, width: int, height: int) -> list[Line]:
        if self._view is None:
            return []
        if self.list_desk.on and not self.sidebar.list.display:
            return self._paint_list(self._view, width, height)
        return distance(self._view, width, height) if self.far else pane(self._view, width, height)

    def _paint_list(self, view: PaneView, width: int, height: int) -> list[Line]:
        """The list in the pane's place, over the plain line or a message."""
        style = "warn" if view.message else "strong"
        foot = plain(f" {view.message or status_line(view.now)}", style)
        return [*self.list_desk.paint(self.sidebar.list, width, height - 1), foot]

    def _saved(self, status: Status) -> Saved:
        error = (self._ending.error if self._ending else "") or status.error or ""
        return Saved(status.saved and not error, error)

    def _rows_in_words(self, running: RunningSession) -> tuple[str, ...]:
        live, unit = running.state.live, running.state.plan.unit
        done = [row for row in live.rows if row.closed]
        last = [row for row in done if row.set == done[-1].set] if done else []
        if not last:
            return ()
        planned, movement = live.set_of(last[0].set), live.movement_of(last[0].set)
        records = self._records.of_set(planned.id, running.state)
        best = f" · {STAR} {kind_text(records[0])}" if records else ""
        return (set_done_text(last, planned.lasts is not None, unit, movement.load_counts) + best,)

    def _to_beat(self, running: RunningSession) -> str:
        timed = running.state.live.shown.lasts is not None
        return to_beat_text(self._records.to_beat(running.state), timed=timed)

    def say(self, message: str, *, stays: bool = False) -> None:
        """Say something at the foot of the pane for a moment; it `stays` for that long whatever is done meanwhile."""
        if not self.is_attached:
            return
        self._message = message
        self._message_stays = stays
        if self._message_timer is not None:
            self._message_timer.stop()
        self._message_timer = self.set_timer(MESSAGE_SECONDS, self._unsay) if message else None
        self.show()

    def _unsay(self) -> None:
        self._message, self._message_stays = "", False
        self.show()

    @work(thread=True)
    def _read_last_times(self) -> None:
        assert self.running is not None, "a session is shown"
        names = {movement.id for movement in self.running.state.live.movements}
        found = last_times(names, self.repcue.paths)
        self.hand_over(self.know_last_times, found)

    @property
    def last_times(self) -> Mapping[str, LastTime]:
        """What was done last time, by exercise; empty until the logs are read."""
        return self._last

    def know_last_times(self, found: Mapping[str, LastTime]) -> None:
        """Take over what was done the last time, by exercise."""
        self._last = {**self._last, **found}
        self.show()

    @work(thread=True, exclusive=True, group="past")
    def _read_past(self) -> None:
        assert self.running is not None, "a session is shown"
        names = [movement.id for movement in self.running.state.live.movements]
        worker = get_current_worker()
        found = read_past(names, self.running.session, self.repcue.paths, lambda: worker.is_cancelled)
        self.hand_over(self._know_past, found)

    def _know_past(self, found: Past) -> None:
        if self.running is not None:
            self._tell_record(self._records.learn(found, self.running.state))
        self.show()

    # --- keys -------------------------------------------------------------------------------------------------

    @property
    def places(self) -> tuple[Where, ...]:
        """Today's list has the keyboard first, where it has it."""
        return ("today", "session") if self.list_desk.on else ("session", "today")

    def works(self, key: Key) -> bool:
        """Whether the key is offered now; the engine has the last word."""
        return key.action in self._offered

    def label(self, key: Key) -> str:
        """The word for what it does now."""
        return self._offered.get(key.action, key.label)

    def in_bar(self, key: Key) -> bool:
        """Whether the key bar names it."""
        if key.where == "everywhere":
            return super().in_bar(key)
        return self.running is not None and self._now is not None and key.action in named(self._offer_now)

    @property
    def _offered(self) -> dict[str, str]:
        return offered(self._offer_now) if self.running is not None and self._now is not None else {}

    @property
    def _offer_now(self) -> Offer:
        assert self.running is not None and self._now is not None, "a session is shown"
        return self._offer(self.running, self._now)

    def on_key(self, event: events.Key) -> None:
        if stray := self.stray_capital(event):
            self.say(stray)
        if self.list_desk.on or self._now is None or not is_of_number(event.character, self._typed):
            return
        event.stop()
        typed = self._typed + (event.character or "")
        if self._now.doing in ("rest", "done"):
            self.say("The set is done: e corrects it.")
        elif typed_number(typed) > self._bounds.high:
            self.say(f"{self._bounds.high:,.0f} is the most.")
        elif len(typed) <= MOST_TYPED:
            self._typed = typed
            self.show()

    @property
    def _bounds(self) -> Bounds:
        return WHOLE_SECONDS if self._now is not None and self._now.timed else REPS

    def do(self, command: Command) -> bool:
        """Hand it to the engine; where it makes no sense, say why."""
        refusal = self.attempt(command)
        if refusal:
            self.say(refusal)
        if isinstance(command, CountRep) and not refusal:
            self.list_desk.leave()
        self.wake()
        return not refusal

    def attempt(self, command: Command) -> str:
        """Hand a command to the engine; return why it makes no sense."""
        if self.running is None:
            return "The session is closed."
        before = self.running.state.live
        try:
            self.announce(self.running.do(command))
        except NotNow as refusal:
            return str(refusal)
        if not self._message_stays:
            self._message = ""
        if isinstance(command, FinishSet) and command.said is not None:
            self._typed = ""
        after = self.running.state.live
        self._forget_stale_digits(after)
        if not isinstance(command, _KEEPS_DIGITS):
            self._forget_digits("{typed} is forgotten; type it again, then {finish} says it.")
        if self._pins is not None and self._pins.follow(before, after):
            self._write_pins(self._pins)
        return ""

    @work(thread=True, group="pins")
    def _write_pins(self, pins: PinBoard) -> None:
        trouble = pins.write()
        if trouble:
            self.hand_over(self.say, trouble)

    def _forget_digits(self, words: str) -> None:
        """Forget the digits typed and not said; a number never goes without a word."""
        typed, self._typed = self._typed, ""
        if typed:
            self.say(words.format(typed=typed, finish=self.spelt("session.finish")), stays=True)

    def refuses(self, key: events.Key) -> bool:
        """Take what is typed into the line of entry. A key held down neither counts nor skips."""
        if self.entry.type(key):
            return True
        held = self.repcue.presses.held and self.repcue.is_thumb(key)
        if held and self._message != HELD:
            self.say(HELD)
        return held

    def _is_too_soon(self) -> bool:
        """Whether a target was reached but a breath ago, counted by whatever; then it is said what has begun."""
        running = self.running
        if running is None:
            return False
        self.announce(running.tick())
        state = running.state
        self._forget_stale_digits(state.live)
        if running.gap is not None or (state.paused_at is not None and not state.is_over):
            return False
        if not just_reached(state, running.now - self.repcue.lag):
            return False
        self.say(begun_text(state.live.segment, self.spelt("session.main"), self.spelt("session.finish")))
        self.wake()
        return True

    def action_main(self) -> None:
        if self.running is None or self._is_too_soon():
            return
        main = main_action(self.running.state)
        if main is not None and self.running.gap is None:
            self.do(main)
            return
        if main is None:
            self.say(f"The clock counts this one; {self.spelt('session.finish')} ends it early.")
        self.wake()

    def action_finish(self) -> None:
        if self.running is None or self._is_too_soon():
            return
        if self._typed:
            self._finish_with(self._typed)
        elif snapshot(self.running.state).doing == "work":
            self.do(FinishSet())
        else:
            self.say(f"No set is being worked: {self.spelt('session.main')} goes on.")

    def _finish_with(self, typed: str) -> None:
        try:
            said = int(self._bounds.read(typed))
        except ValueError as error:
            self.say(f"{error}.")
        else:
            self.do(FinishSet(said))

    def action_undo(self) -> None:
        if self._typed:
            self._typed = self._typed[:-1]
            self.show()
        else:
            self.do(Undo())

    def action_redo(self) -> None:
        if self.running is None:
            return
        before = self.running.state
        self.do(Redo())
        if self.running.state.past != before.past:
            # Caps lock makes a redo of an undo: it is said, with a key that caps lock does not change.
            ways = self.repcue.keys_spelt(BY_ID["session.undo"])
            back = next((way for way in ways if not way.isalpha() or len(way) > 1), ways[0])
            before_it = f"{self._message} " if self._message_stays else ""
            self.say(f"{before_it}redone: {status_line(snapshot(self.running.state))}; {back} undoes it")

    def action_skip(self) -> None:
        if not self._is_too_soon():
            self.do(Skip())

    def action_edit(self) -> None:
        if self.running is None or not self.on_top:
            return
        hold = self._hold()
        if self.running.gap is not None:
            return
        state = self.running.state

        def corrected(edit: EditSet | None) -> None:
            if edit is not None:
                self.do(edit)
            self.let_go(hold)

        self.open(EditSets(state), corrected)

    def on_paste(self, event: events.Paste) -> None:
        self.entry.paste(event.text)

    def on_todays_list_clicked(self, message: TodaysList.Clicked) -> None:
        if self._now is not None and self.entry.typing is None and self.on_top:
            shown = self._now.exercises[message.row : message.row + 1]
            self.list_desk.click(message.row, shown[0].movement if shown else None)

    def pinned(self, exercise: str) -> str | None:
        """Return the note pinned to an exercise."""
        return self._pins.note(exercise) if self._pins is not None else None

    def action_mute(self) -> None:
        if self._coach is not None:
            self.say(self._coach.mute())

    def action_voice(self) -> None:
        if self._coach is not None:
            self.say(self._coach.toggle_voice())

    def action_retry(self) -> None:
        if self.running is not None and self._ending is not None:
            self.running.retry()
            self._ending.save()

    # --- the end ----------------------------------------------------------------------------------------------

    def action_end(self) -> None:
        if self._typed:
            self._typed = ""
            self.show()
        else:
            self.ask_to_end()

    def ask_to_end(self, *, leave: bool = False) -> None:
        """Ask what is to become of the session; `leave` the program afterwards."""
        if self.running is None or self._ending is None or not self.on_top:
            return
        held = self._hold()
        if self.running.gap is None:
            self._ending.ask(leave=leave, held=held)

    def announce_end(self, log: Path) -> None:
        """Announce that the log is in place."""
        if self._coach is not None:
            self._coach.end(log)

    def forget(self) -> None:
        """The session is no more, though the screen may still be there for a moment."""
        self.running = None

    @property
    def _busy(self) -> bool:
        return self._ending is not None and self._ending.busy

    def hold_for_suspend(self) -> None:
        """The program is about to be stopped: pause, so that nothing is counted meanwhile."""
        self._hold()

    def _hold(self) -> bool:
        """Pause for a question; say whether that was needed."""
        if self.running is None or self.running.state.paused_at is not None or self.running.state.is_over:
            return False
        self.do(Pause())
        return self.running.gap is None

    def let_go(self, held: bool) -> None:
        """Carry on after a question, if the session was paused for it."""
        if held and self.running is not None and self.running.state.paused_at is not None:
            self.do(Resume())


def is_of_number(character: str | None, typed: str) -> bool:
    """Whether a character goes on with the number typed: a digit, or a decimal point or comma after one.

    Reps are whole. The point is kept all the same: without it, 22.5 would be said as 225.
    """
    if character is None or len(character) != 1:
        return False
    return character in DIGITS or (character in POINTS and typed != "")


def wake_in(now: Snapshot, deadline: Ms | None, session_now: Ms) -> Ms:
    """Milliseconds until something is due, or what is shown has changed, whichever comes first."""
    delays = [SECOND - now.elapsed % SECOND]
    if now.doing == "work" and now.phase is not None and not now.paused:
        delays = [FRAME]
    elif now.left is not None and not now.paused:
        delays = [now.left % SECOND or SECOND]
    if deadline is not None:
        delays.append(deadline - session_now)
    return max(1, min(delays))
