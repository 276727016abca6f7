"""The live session: keys go to the engine, its snapshot goes to the pane, nothing is kept here but what is typed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from textual import events, work
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer

from catalogue.schema.bounds import REPS, SECONDS
from tui.coach.coach import Coach, coach_for
from tui.figure.geometry import Figure, figure_of
from tui.figure.motion import FRAMES_A_SECOND, at_work, moves
from tui.logbook.journal.writer import Status
from tui.logbook.log.last_time import LastTime
from tui.machine.desktop import notify
from tui.runtime.remembered import remember, remembered
from tui.runtime.running_session import Cues, RunningSession
from tui.screens.ask import Answer, Ask
from tui.screens.base import RepcueScreen, bindings_of
from tui.screens.session.end_question import Ending
from tui.screens.session.set_correction import EditSets
from tui.screens.window import Window, notice_of, title_of
from tui.session import (
    AdjustLoad,
    AdjustRest,
    Command,
    EditSet,
    End,
    FinishSet,
    NotNow,
    Pause,
    Redo,
    Resume,
    SetPace,
    Skip,
    SwitchSide,
    Undo,
)
from tui.session.plan import Ms
from tui.session.snapshot import Snapshot, main_action, snapshot
from tui.session.state import Live
from tui.session.target import just_reached
from tui.settings.keys import BY_ID, Key
from tui.widgets.distance import distance
from tui.widgets.lines import Line, Lines
from tui.widgets.pane import PaneView, Saved, pane
from tui.widgets.today import WIDE_SIDEBAR, WIDTH, today
from tui.words.last_sets import last_set_text
from tui.words.quantities import clock
from tui.words.sets import done_text
from tui.words.status import begun_text, main_word, status_line

REST_STEP: Ms = 15_000
SECOND: Ms = 1000
"""The longest the clock goes unwatched, so that a gap in time is noticed."""
FRAME: Ms = 100
"""Between two paintings of a phase that shows tenths of a second."""
DISTANCE = "distance"
"""The name under which the choice of view is remembered."""
NARROW, WIDE = 76, 110
MESSAGE_SECONDS = 4.0
HELD = "A key held down counts nothing: press it once a rep."
TITLE_DELAY = 0.3
"""Seconds by which the window's title lets the screen go first."""


_KEEPS_DIGITS = (Pause, Resume, AdjustLoad, AdjustRest, EditSet, SetPace, Redo, End)
"""Commands that leave the meaning of digits typed as it is."""

MakeSession = Callable[[Callable[[Status], None]], RunningSession]
"""Makes the session; it is given what the journal's reports go to."""


class SessionScreen(RepcueScreen):
    """Runs one session to its end."""

    where = "session"
    BINDINGS = bindings_of("session")
    BLANK = True  # nothing of the screen's own shows between the widgets
    DEFAULT_CSS = f"""
    SessionScreen {{ layout: horizontal; }}
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
        self._sidebar = Lines(id="today")
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
        self._far = False
        self._coach: Coach | None = None
        self._window = Window(self._to_terminal, os.environ)
        self._seen: object = None
        self._in_motion = False
        self._title = ""
        self._title_timer: Timer | None = None
        self._figures: dict[str, Figure | None] = {}
        self._ending: Ending | None = None
        self._asking = False

    def body(self) -> ComposeResult:
        """Today's exercises and the pane."""
        yield self._sidebar
        yield self._pane

    def on_mount(self) -> None:
        """The session begins when there is something to show it on."""
        make = self._make_session
        self.running = make if isinstance(make, RunningSession) else make(self.told)
        self._ending = Ending(self, self.running)
        self._frames = self.set_interval(1 / FRAMES_A_SECOND, self._next_frame, pause=True)
        self._look_from_afar(remembered(self.repcue.paths, DISTANCE))
        # The shell writes as soon as the program is stopped: the title goes back before that.
        self.app.app_suspend_signal.subscribe(self, lambda _: self._give_title_back(), immediate=True)
        running, app = self.running, self.repcue
        self._coach = coach_for(
            app.settings, os.environ, app.bell, app.once, running.session, lambda: running.wall, app.hooks
        )
        self._read_last_times()
        if self.running.state.now == self.running.state.began:
            self._announce(self.running.opening_cues())
        self.wake()

    def _announce(self, cues: Cues) -> None:
        """Tell the person, by all the ways there are; nothing at all also ends what is being said in a pause."""
        if self.running is None or self._coach is None:
            return
        self._coach.hear(cues, self.running.state)
        unseen = self.repcue.settings.notify and not self.app.app_focus
        if unseen:
            self._notify(cues)

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
        """The window has its title back, and nobody speaks any more."""
        self._give_title_back()
        if self._coach is not None:
            self._coach.close()

    def _give_title_back(self) -> None:
        if self._title_timer is not None:
            self._title_timer.stop()
            self._title_timer = None
        self._title = ""
        self._window.restore()

    def _tell_title(self) -> None:
        self._title_timer = None
        self._window.title(self._title)

    def on_resize(self, event: events.Resize) -> None:
        """The sidebar goes where there is no room for both."""
        super().on_resize(event)
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.width >= WIDE, "-wide")

    def on_session_screen_journal_said(self, message: JournalSaid) -> None:
        """The saved mark may have changed, and nothing else."""
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
        self._announce(running.tick())
        self._forget_stale_digits(running.state.live)
        self.show()
        if running.gap is not None:
            self._ask_about_gap()
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
        view = PaneView(
            now=now,
            last_time=last_set_text(self._last.get(now.exercise_id), now.set_number, now.side, now.kind),
            saved=self._saved(running.status),
            typed=self._typed,
            message=self._message,
            muted=self._coach is not None and self._coach.muted,
            rows=self._rows_in_words(running) if now.doing == "rest" else (),
        )
        self._view = view
        title = title_of(now)
        if title != self._title:
            self._title = title
            if self._title_timer is None:
                self._title_timer = self.set_timer(TITLE_DELAY, self._tell_title)
        self._pane.paint(self._paint_pane)
        self._show_sidebar(now)
        relevant = (now.doing, now.main, now.paused, now.paced, now.side, bool(now.rows), self._typed != "")
        relevant_too = (bool(running.state.past), bool(running.state.future), view.saved.error)
        if self._keys_for != (relevant, relevant_too):
            self._keys_for = (relevant, relevant_too)
            self.refresh_keys()
            self.refresh_bindings()

    def _show_sidebar(self, now: Snapshot) -> None:
        """Paint it when it says something else; a figure that moves is painted by its own timer."""
        seen = (now.exercises, now.doing, now.side, now.paused, now.phase_number if self._still else 0)
        if seen != self._seen:
            self._seen = seen
            self._sidebar.paint(self._paint_sidebar)
        moving = moves(now) and not self._still and not self._far and self._figure(now) is not None
        if moving and now.phase is not None:
            self._sidebar.paint()  # a paced rep wakes the screen often enough
        self._let_move(moving and now.phase is None)

    def _let_move(self, moving: bool) -> None:
        if moving != self._in_motion:
            self._in_motion = moving
            (self._frames.resume if moving else self._frames.pause)()

    def _next_frame(self) -> None:
        if self.running is not None:
            self._now = snapshot(replace(self.running.state, now=max(self.running.now, self.running.state.now)))
            self._sidebar.paint(self._paint_sidebar)

    def _paint_sidebar(self, width: int, height: int) -> list[Line]:
        now = self._now
        if now is None:
            return []
        figure = self._figure(now)
        draw = None if figure is None else partial(at_work, now, figure, self._still)
        return today(now, draw, width, height)

    def _figure(self, now: Snapshot) -> Figure | None:
        """The figure of the exercise shown, if its file has poses."""
        if now.exercise_id not in self._figures:
            catalogue = self.repcue.catalogue
            exercise = catalogue.exercises.get(now.exercise_id) if catalogue else None
            poses = [phase.pose for phase in now.phases]
            self._figures[now.exercise_id] = figure_of(exercise, poses) if exercise and poses else None
        return self._figures[now.exercise_id]

    @property
    def _still(self) -> bool:
        return not self.repcue.moving

    def _paint_pane(self, width: int, height: int) -> list[Line]:
        if self._view is None:
            return []
        return distance(self._view, width, height) if self._far else pane(self._view, width, height)

    def _saved(self, status: Status) -> Saved:
        error = (self._ending.error if self._ending else "") or status.error or ""
        return Saved(status.saved and not error, error)

    def _rows_in_words(self, running: RunningSession) -> tuple[str, ...]:
        live, unit = running.state.live, running.state.plan.unit
        done = [row for row in live.rows if row.closed]
        last = [row for row in done if row.set == done[-1].set] if done else []
        words = [
            done_text(row, live.set_of(row.set).lasts is not None, unit, live.movement_of(row.set).load_counts)
            for row in last
        ]
        return (", ".join(words),) if words else ()

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
        from tui.logbook.log.last_time import last_times

        assert self.running is not None, "a session is shown"
        names = {movement.id for movement in self.running.state.live.movements}
        found = last_times(names, self.repcue.paths)
        self.hand_over(self._know_last_times, found)

    def _know_last_times(self, found: Mapping[str, LastTime]) -> None:
        self._last = found
        self.show()

    # --- keys -------------------------------------------------------------------------------------------------

    def works(self, key: Key) -> bool:
        """What makes no sense now is not offered; the engine has the last word."""
        running, now = self.running, self._now
        if running is None or now is None:
            return False
        state = running.state
        match key.action:
            case "main":
                return not state.is_over
            case "finish":
                return not state.is_over
            case "undo":
                return bool(self._typed or (state.past and not self._busy))
            case "redo":
                return bool(state.future) and not self._busy
            case "switch":
                return now.side is not None and now.doing in ("work", "ready", "switch", "setup")
            case "more_load" | "less_load":
                return now.load_counts != "none" and not state.is_over
            case "more_rest" | "less_rest":
                return now.doing == "rest"
            case "edit":
                return any(row.closed and not row.skipped for row in now.rows) and not state.is_over
            case "retry":
                return self._saved(running.status).error != ""
            case "pace":
                return now.can_pace and not state.is_over
            case _:
                return not state.is_over

    def label(self, key: Key) -> str:
        """The main key says what it would do."""
        now = self._now
        if now is None:
            return key.label
        match key.action:
            case "main" if now.main is not None:
                return main_word(now)
            case "pause" if now.paused:
                return "carry on"
            case "pace":
                return "count by key" if now.paced else "tempo"
            case "distance" if self._far:
                return "near view"
            case _:
                return key.label

    def in_bar(self, key: Key) -> bool:
        """Of two keys that do the same now, one is enough to name."""
        if key.action == "pause":
            return self._now is not None and not self._now.paused
        if key.action == "skip":
            return self._now is not None and self._now.doing in ("setup", "work")
        if key.action == "finish":
            return bool(self._typed) or (self._now is not None and self._now.doing == "work")
        if key.action == "main":
            return self._now is not None and self._now.main is not None
        return super().in_bar(key)

    def on_key(self, event: events.Key) -> None:
        """Digits are reps (or seconds) said outright."""
        if stray := self.stray_capital(event):
            self.say(stray)
        if event.character is None or event.character not in "0123456789" or self._now is None:
            return
        event.stop()
        if self._now.doing in ("rest", "done"):
            self.say("The set is done: e corrects it.")
        elif (bounds := SECONDS if self._now.timed else REPS).holds(int(self._typed + event.character)):
            self._typed += event.character
            self.show()
        else:
            self.say(f"{bounds.high:,.0f} is the most.")

    def do(self, command: Command) -> None:
        """Hand it to the engine; where it makes no sense, say why."""
        if self.running is None:
            return
        try:
            self._announce(self.running.do(command))
            if not self._message_stays:
                self._message = ""
            if isinstance(command, FinishSet) and command.said is not None:
                self._typed = ""
            self._forget_stale_digits(self.running.state.live)
            if not isinstance(command, _KEEPS_DIGITS):
                self._forget_digits("{typed} is forgotten; type it again, then {finish} says it.")
        except NotNow as refusal:
            self.say(str(refusal))
        self.wake()

    def _forget_digits(self, words: str) -> None:
        """Forget the digits typed and not said; a number never goes without a word."""
        typed, self._typed = self._typed, ""
        if typed:
            self.say(words.format(typed=typed, finish=self.spelt("session.finish")), stays=True)

    def refuses(self, key: events.Key) -> bool:
        """A key held down neither counts nor skips."""
        held = self.repcue.presses.held and self.repcue.is_thumb(key)
        if held and self._message != HELD:
            self.say(HELD)
        return held

    def _is_too_soon(self) -> bool:
        """Whether a target was reached but a breath ago, counted by whatever; then it is said what has begun."""
        running = self.running
        if running is None:
            return False
        self._announce(running.tick())
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
        """Count a rep, next step, start now, skip the rest, carry on: what the state calls for."""
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
        """Finish the set, with what was typed if anything was; a key that bounces does nothing after it."""
        if self.running is None or self._is_too_soon():
            return
        if self._typed:
            self.do(FinishSet(int(self._typed)))
        elif snapshot(self.running.state).doing == "work":
            self.do(FinishSet())
        else:
            self.say(f"No set is being worked: {self.spelt('session.main')} goes on.")

    def action_undo(self) -> None:
        """Take back a digit, or else the last thing done."""
        if self._typed:
            self._typed = self._typed[:-1]
            self.show()
        else:
            self.do(Undo())

    def action_redo(self) -> None:
        """Take the last undo back."""
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

    def action_pause(self) -> None:
        """Pause, or carry on."""
        if self.running is not None:
            self.do(Pause() if self.running.state.paused_at is None else Resume())

    def action_skip(self) -> None:
        """Skip what is going on."""
        if not self._is_too_soon():
            self.do(Skip())

    def action_switch(self) -> None:
        """Go on with the other leg."""
        self.do(SwitchSide())

    def action_pace(self) -> None:
        """Tempo player on or off."""
        if self.running is not None:
            self.do(SetPace("self-paced" if self.running.state.live.pace == "paced" else "paced"))

    def action_more_load(self) -> None:
        """More load."""
        self._load(1)

    def action_less_load(self) -> None:
        """Less load."""
        self._load(-1)

    def _load(self, sign: int) -> None:
        if self.running is not None:
            self.do(AdjustLoad(sign * self.running.state.plan.load_step))

    def action_more_rest(self) -> None:
        """15 seconds more."""
        self.do(AdjustRest(REST_STEP))

    def action_less_rest(self) -> None:
        """15 seconds less."""
        self.do(AdjustRest(-REST_STEP))

    def action_edit(self) -> None:
        """Correct a set already done; the clocks stop meanwhile, so that nothing moves on behind it."""
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

    def action_distance(self) -> None:
        """The whole screen for what matters now, or everything again."""
        self._look_from_afar(not self._far)
        remember(self.repcue.paths, DISTANCE, self._far)
        self._keys_for = None
        self.show()

    def _look_from_afar(self, far: bool) -> None:
        self._far = far
        self.set_class(far, "-far")

    def action_mute(self) -> None:
        """Silence, or sound again."""
        if self._coach is not None:
            self.say(self._coach.mute())

    def action_voice(self) -> None:
        """Spoken cues on or off."""
        if self._coach is not None:
            self.say(self._coach.toggle_voice())

    def action_retry(self) -> None:
        """Try at once to write what could not be written."""
        if self.running is not None and self._ending is not None:
            self.running.retry()
            self._ending.save()

    # --- the end ----------------------------------------------------------------------------------------------

    def action_end(self) -> None:
        """Forget what was typed, or ask how to end."""
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
    def last_times(self) -> Mapping[str, LastTime]:
        """What was done the time before, by exercise."""
        return self._last

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

    def _ask_about_gap(self) -> None:
        running = self.running
        if running is None or running.gap is None or self._asking:
            return
        self._asking = True
        answers = [Answer("carry-on", ("space", "enter", "escape"), "carry on from where it stopped")]
        if running.gap.resting:
            answers.append(Answer("rest", ("r",), "it was part of the rest"))
        answers.append(Answer("end", ("e",), "end the session there and save it"))

        def answered(answer: str | None) -> None:
            self._asking = False
            if answer == "end":
                self.do(End())
                return
            self._announce(running.close_gap(count=answer == "rest"))
            self.wake()

        text = f"Nothing was seen for {clock(running.gap.lasted)}: the machine slept, or the program was stopped."
        self.app.push_screen(Ask("Where were you?", [text, "Nothing was counted meanwhile."], answers), answered)


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
