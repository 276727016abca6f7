"""The program on the screen: which screen is shown, what is known, what happens when it is told to stop.

What the first painting doesn't need is imported after it.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING

import tui.terminal.frames  # noqa: F401, isort: skip  # before the modules of textual that read it

from textual import events, work
from textual._callback import invoke
from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.screen import Screen

from tui.machine.paths import Paths
from tui.screens.base import RepcueScreen, bindings_of
from tui.screens.choosing.screen import ChoosingScreen
from tui.screens.palette import Palette
from tui.screens.top import TopScreen
from tui.settings import Settings
from tui.settings.keys import BY_ID, THUMB, Key
from tui.terminal.presses import Presses, pressed
from tui.terminal.reads import read_number
from tui.widgets.sidebar import Entry

if TYPE_CHECKING:
    from textual.driver import Driver

    from catalogue.files.problems import Problem
    from catalogue.loading import Catalogue
    from tui.coach.coach import Once
    from tui.coach.hooks import Hooks
    from tui.logbook.disk.calls import Disk
    from tui.logbook.log.last_time import LastTime
    from tui.machine.clock import Clock
    from tui.program.sessions import Sessions
    from tui.runtime.selection import Overrides
    from tui.screens.history.screen import HistoryScreen
    from tui.screens.session.end_question import Closed, Ended
    from tui.screens.session.screen import SessionScreen
    from tui.screens.summary.screen import SummaryScreen
    from tui.session import Plan

THEMES = {"dark": "textual-dark", "light": "textual-light"}
LAST_WORDS_SECONDS = 2.0
"""How long a program that is told to stop waits for its journal, and then for its terminal."""
KEPT = "The session is kept, and the next start offers it."
NOTHING_KEPT = "Nothing was done, so nothing is kept."
SHOWN_KEYS = {
    "escape": "esc",
    "ctrl+": "^",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "question_mark": "?",
    "exclamation_mark": "!",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


class RepcueApp(App[int]):
    """Choosing, the session, its summary. `plan` is a session to run at once and to leave after."""

    TITLE = "repcue"
    CSS_PATH = "app.tcss"
    BINDINGS = bindings_of("everywhere")

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        problems: Sequence[Problem] = (),
        *,
        plan: Plan | None = None,
        overrides: Overrides | None = None,
        disk: Disk | None = None,
        clock: Clock | None = None,
    ) -> None:
        super().__init__()
        self.paths = paths
        self.settings = settings
        self.catalogue: Catalogue | None = None
        self.sessions: Sessions | None = None
        self.entries: tuple[Entry, ...] = ()
        self.leave_after = plan is not None
        """Whether the end of the session is the end of the program."""
        self.last_words = ""
        """What became of the session, to be told when the program has left the screen."""
        self.warning = ""
        """The same where a signal or an error of our own ended the program: it goes to stderr."""
        self.failed = False
        """Whether an error of our own ended the program."""
        self._told_to_stop = False
        self._plan = plan
        self._overrides = overrides
        self._disk = disk
        self._clock = clock
        self._problems_of_settings = tuple(problems)
        self._last: Mapping[str, LastTime] = {}
        self._when_loaded: list[Callable[[], None]] = []
        self._choosing = ChoosingScreen()
        self._once: Once | None = None
        self._hooks: Hooks | None = None
        self._settled = False
        """Whether everything is loaded and nothing that was left unfinished waits for an answer."""
        self._key_at_hand: events.Key | None = None
        self._read: int | None = None
        """The read of the terminal that brought the key or click at hand, or the last one."""
        self._spent: int | None = None
        """The read of which one key has changed what is shown: what else it brings is meant for what was there."""
        self.presses = Presses()
        """The last presses of one key."""

    async def on_event(self, event: events.Event) -> None:
        """Keep the key at hand while the bindings run: an action is not given the key that called it."""
        if isinstance(event, events.InputEvent):
            self._read = read_number(event)
            if self._read is not None and self._read == self._spent:
                event.stop()
                return
        if not isinstance(event, events.Key):
            await super().on_event(event)
            return
        self._key_at_hand = event
        try:
            if not self._is_refused(event):
                await super().on_event(event)
        finally:
            self._key_at_hand = None

    def _is_refused(self, key: events.Key) -> bool:
        """Whether the screen takes no notice of a key; each is asked about once, as it comes."""
        if key.is_forwarded:
            return False
        self.presses = pressed(self.presses, key.key, int(key.time * 1000), self._read)
        return isinstance(self.screen, TopScreen) and self.screen.refuses(key)

    @property
    def key_at_hand(self) -> events.Key | None:
        """The key whose binding runs now: `time` is its arrival, `read_number(key)` the read that brought it.

        None in `on_key` of a screen or widget, which is given the key itself, and in whatever was put off.
        """
        return self._key_at_hand

    @property
    def lag(self) -> int:
        """Milliseconds since the key at hand arrived; 0 for one that came from no terminal."""
        key = self._key_at_hand
        return 0 if key is None or read_number(key) is None else max(0, round((monotonic() - key.time) * 1000))

    def is_thumb(self, key: events.Key) -> bool:
        """Whether the key counts or skips in a session."""
        names = [name for id_ in THUMB for name in self.settings.keymap.get(id_, BY_ID[id_].keys).split(",")]
        return any(name.strip() in key.aliases for name in names)

    def _spend_read(self) -> None:
        """Drop what else comes with the key or click at hand."""
        self._spent = self._read

    # --- starting ---------------------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        """The choosing screen lies under everything."""
        return self._choosing

    def on_load(self) -> None:
        """Names for the sidebar, before anything is drawn."""
        from catalogue import bundled
        from catalogue.outline import RoutineOutline, outline

        self.entries = tuple(
            Entry(one.id, one.name, "ROUTINES", True)
            if isinstance(one, RoutineOutline)
            else Entry(one.id, one.name, one.level.upper(), False)
            for one in outline([bundled.FOLDER, self.paths.config])
        )
        if self.settings.theme != "dark":
            self.theme = THEMES[self.settings.theme]

    def on_mount(self) -> None:
        """Everything that takes time comes after the first painting."""
        if self.settings.keymap:
            self.set_keymap(dict(self.settings.keymap))
        self.screen_change_signal.subscribe(self, lambda _: self._spend_read(), immediate=True)
        self.call_after_refresh(self._load)

    @work(thread=True)
    def _load(self) -> None:
        from catalogue.loading import load_catalogue
        from tui.logbook.disk.exposure import exposed

        catalogue = load_catalogue(self.paths.config)
        self._problems_of_settings += (*self._problems_of_week(catalogue), *exposed(self.paths))
        self.hand_over(self._know, catalogue)  # the preview and its figure need no more
        from tui.program.sessions import Sessions
        from tui.runtime.selection import Overrides

        sessions = Sessions(self, catalogue, self._overrides or Overrides())
        self.hand_over(self._loaded, sessions)
        sessions.offer_leftovers(self._begin)
        self._know_last_times(catalogue)
        import_module("tui.screens.history.screen")  # by now there is time, and when its key comes there is none

    def _know(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.entries = (
            *(Entry(one.id, one.name, "ROUTINES", True) for one in catalogue.routines.values()),
            *(Entry(one.id, one.name, one.level.upper(), False) for one in catalogue.exercises.values()),
        )
        self._choosing.refresh_all()

    def _loaded(self, sessions: Sessions) -> None:
        gc.freeze()  # everything imported is here to stay; from now on only what a session makes is looked through
        gc.enable()
        self.sessions = sessions
        self._choosing.refresh_all()

    def _begin(self, carried_on: bool) -> None:
        """Go where the command line says, or where keys pressed meanwhile say, unless a session was carried on."""
        self._settled = True
        waiting, self._when_loaded = self._when_loaded, []
        if carried_on or self.sessions is None:
            return
        if self._plan is not None:
            self.sessions.run(self._plan)
        for call in waiting:
            call()

    def _know_last_times(self, catalogue: Catalogue) -> None:
        from tui.logbook.log.last_time import last_times

        found = last_times(list(catalogue.exercises), self.paths)
        self.hand_over(self._learn, found)
        if self.settings.week or self.settings.goal_sessions_a_week:
            from tui.runtime.week import week_line

            names = {entry.id: entry.name for entry in self.entries}
            line = week_line(self.paths, self.settings, names, self.clock.wall().date())
            self.hand_over(self._choosing.know_week, line)

    def _problems_of_week(self, catalogue: Catalogue) -> tuple[Problem, ...]:
        from tui.settings.settings_file import week_problems

        return week_problems(self.settings, self.paths.settings, [*catalogue.routines, *catalogue.exercises])

    def _learn(self, found: Mapping[str, LastTime]) -> None:
        self._last = found
        self._choosing.refresh_all()

    @work(thread=True)
    def look_back(self) -> None:
        """Last times and the week change with every session, and with what was mended."""
        if self.catalogue is not None:
            self._know_last_times(self.catalogue)

    def hand_over(self, call: Callable[..., object], *values: object) -> None:
        """Run a call on the event loop, from a thread; nothing comes of it where the program is on its way out."""

        def run() -> object:
            return call(*values) if self._is_open else None

        try:
            self.call_from_thread(run)
        except RuntimeError:
            if self._is_open:
                raise

    @property
    def _is_open(self) -> bool:
        """Whether there are screens to show something on."""
        return self.is_running and not self._exit and bool(self.screen_stack)

    # --- what screens ask -------------------------------------------------------------------------------------

    @property
    def disk(self) -> Disk:
        """The disk, or what a test gave instead."""
        if self._disk is None:
            from tui.logbook.disk.calls import RealDisk

            self._disk = RealDisk()
        return self._disk

    @property
    def clock(self) -> Clock:
        """The clock, or what a test gave instead."""
        if self._clock is None:
            from tui.machine.clock import SystemClock

            self._clock = SystemClock()
        return self._clock

    @property
    def moving(self) -> bool:
        """Whether figures may move: neither the settings nor `TEXTUAL_ANIMATIONS=none` ask for stillness."""
        return self.settings.motion and self.animation_level != "none"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong with the person's files."""
        return self._problems_of_settings + (self.catalogue.problems if self.catalogue else ())

    def about(self, entries: Sequence[Entry]) -> str:
        """What the entries come to; empty while the catalogue is being read."""
        return self.sessions.about(entries) if self.sessions else ""

    def last_time_text(self, exercise: str) -> str:
        """What was done of the exercise last time."""
        from tui.words.last_sets import last_time_text

        last = self._last.get(exercise)
        return last_time_text(last) if last else ""

    def key_shown(self, key: Key) -> str:
        """How the key is written in the key bar; a key that the settings changed as it is now."""
        if key.shown and key.id not in self.settings.keymap:
            return key.shown
        return self.keys_spelt(key)[0]

    def keys_spelt(self, key: Key) -> list[str]:
        """All the keys of a binding, as one would write them."""
        return [_spelt(name.strip()) for name in self.settings.keymap.get(key.id, key.keys).split(",")]

    # --- a session --------------------------------------------------------------------------------------------

    def start(self, entries: Sequence[Entry]) -> None:
        """Start a session of these, one after the other; waits for the catalogue if it must."""
        entries = [one for one in entries if one in self.entries]
        if self.sessions is None or not self._settled:
            self._when_loaded.append(lambda: self.start(entries))
        elif entries:
            self._prepare(self.sessions, entries)

    @work(thread=True, exclusive=True, group="start")
    def _prepare(self, sessions: Sessions, entries: Sequence[Entry]) -> None:
        self.hand_over(sessions.run, sessions.plan_with_last_loads(entries))

    def on_ended(self, message: Ended) -> None:
        """The log is on disk; now there is time for questions."""
        from tui.screens.summary.screen import SummaryScreen

        screen = self.session
        if screen is None or screen.running is None:
            return
        self.release()
        screen.announce_end(message.path)
        self.last_words = f"Log: {message.path}"
        self._replace(screen, SummaryScreen(screen.running, message.path, screen.last_times))

    def go_on(self, summary: SummaryScreen, screen: SessionScreen) -> None:
        """The end of the session was taken back."""
        self.last_words = ""
        if summary in self.screen_stack:
            self._replace(summary, screen)
        else:
            self.push_screen(screen)

    def _replace(self, old: Screen[None], new: Screen[None]) -> None:
        """Show a screen in the place of another one, and of whatever lies on that: help, or a question."""
        if self._uncover(old):
            self.switch_screen(new)

    def _uncover(self, screen: Screen[None]) -> bool:
        """Take away what lies on a screen; return False where the screen itself is gone."""
        if screen not in self.screen_stack:
            return False
        while self.screen is not screen:
            self.pop_screen()
        return True

    def on_closed(self, message: Closed) -> None:
        """The session ended without a log."""
        if self.session is None:
            return
        self.session.forget()
        self.release()
        self.last_words = message.words
        self.tell(message.words)
        self.session_closed()

    def session_closed(self) -> None:
        """Back to choosing, or to the shell if the session was all that was asked for; not past what is not saved."""
        if self.leave_after:
            self.exit(0)
            return
        while len(self.screen_stack) > 1 and not (isinstance(self.screen, RepcueScreen) and self.screen.unsaved):
            self.pop_screen()

    def on_unmount(self) -> None:
        """The end of the process would free the lock just as well."""
        self.release()

    def release(self) -> None:
        """No session runs here any more: another program may run one."""
        if self.sessions is not None:
            self.sessions.release()

    @property
    def session(self) -> SessionScreen | None:
        """The session's screen, if a session runs, whatever lies on top of it."""
        if self.sessions is None:
            return None
        from tui.screens.session.screen import SessionScreen

        return next((one for one in self.screen_stack if isinstance(one, SessionScreen) and one.running), None)

    @property
    def once(self) -> Once:
        """What says each kind of failure once in the life of the program, however many sessions there are."""
        from tui.coach.coach import Once

        if self._once is None:
            self._once = Once(self._report)
        return self._once

    @property
    def hooks(self) -> Hooks:
        """The person's commands, in one queue however many sessions there are."""
        from tui.coach.hooks import Hooks

        if self._hooks is None:
            self._hooks = Hooks(self.settings.hooks, os.environ, self.once)
        return self._hooks

    def close_hooks(self) -> None:
        """Wait a moment for the person's commands, if there were any."""
        if self._hooks is not None:
            self._hooks.close()

    def _report(self, message: str) -> None:
        """Any thread may have something to say."""
        with suppress(RuntimeError):  # the program may be on its way out
            self.call_later(self._say, message)

    def _say(self, message: str) -> None:
        if not self._is_open:
            return
        if self.session is not None:
            self.session.say(message)
        else:
            self.tell(message)

    def tell(self, message: str) -> None:
        """Say something where the choosing screen has a line for it."""
        self._choosing.tell(message)

    # --- everywhere -------------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """What every key does."""
        from tui.screens.help import help_page

        self.push_screen(help_page(self.keys_spelt, self.screen))

    def action_history(self) -> None:
        """Past sessions, over whatever is shown; a session that runs goes on underneath."""
        self.show_history()

    def show_history(self) -> HistoryScreen:
        """Show the history that is open, or one more where a session or a form lies on it: neither is taken away."""
        from tui.screens.history.screen import HistoryScreen

        screens = (one for one in reversed(self.screen_stack) if isinstance(one, RepcueScreen))
        under = next(one for one in screens if one.where != "exercise")
        shown = under if isinstance(under, HistoryScreen) else HistoryScreen()
        if shown is not under:
            self.push_screen(shown)
        self._uncover(shown)
        return shown

    def action_theme(self) -> None:
        """Dark or light."""
        self.theme = THEMES["dark" if self.theme == THEMES["light"] else "light"]

    def action_suspend(self) -> None:
        """Back to the shell; the session waits."""
        if self.session is not None:
            self.session.hold_for_suspend()
        self._spend_read()  # pressed twice, it would suspend again as soon as the program is back
        self.action_suspend_process()

    def action_command_palette(self) -> None:
        """Any command by its name."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    async def action_quit(self) -> None:
        """Leave, or ask while a session runs."""
        self._leave()

    def _leave(self) -> None:
        if isinstance(self.screen, RepcueScreen) and self.screen.unsaved:
            self.screen.action_leave()
        elif self.session is None:
            self.exit(0)
        elif isinstance(self.screen, RepcueScreen):  # not a question, which wants its answer first
            self._uncover(self.session)
            self.session.ask_to_end(leave=True)

    def action_help_quit(self) -> None:
        """Ctrl+C is a wish to leave, too."""
        self._leave()

    def show_problems(self) -> None:
        """The list of what is wrong with the person's files."""
        from tui.screens.help import problems_page

        self.push_screen(problems_page(self.problems))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette offers what works now, under the words of the help."""
        if not isinstance(screen, RepcueScreen):
            return
        for key in screen.active_keys():
            where = self if key.where == "everywhere" else screen
            run = partial(self._run_over, screen, getattr(where, f"action_{key.action}"))
            yield SystemCommand(f"{key.label} ({self.keys_spelt(key)[0]})", key.help, run)

    async def _run_over(self, screen: object, run: Callable[[], object]) -> None:
        """Run a command that was offered for a screen, if that is still the one shown."""
        if self.screen is screen:
            await invoke(run)

    # --- being told to stop -----------------------------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        """Return our own driver in place of Textual's for Linux and macOS."""
        found = super().get_driver_class()
        if sys.platform == "win32" or found.__name__ != "LinuxDriver":
            return found
        from tui.terminal.driver import TerminalDriver

        return TerminalDriver

    def put_back_terminal(self) -> None:
        """Give the terminal back if the driver had no chance to."""
        give_back = getattr(self._driver, "put_back", None)
        if give_back is not None:
            give_back()

    def end_in_any_case(self, code: int) -> None:
        """End soon, also if the terminal is gone and whatever waits for it waits for ever."""
        last_resort = threading.Timer(2 * LAST_WORDS_SECONDS, self._end_now, [code])
        last_resort.daemon = True
        last_resort.start()

    def _end_now(self, code: int) -> None:
        from tui.terminal.mode import STDERR, write_now

        self.put_back_terminal()
        if self.warning:
            write_now(STDERR, f"{self.warning}\n")
        os._exit(code)

    def told_to_stop(self, number: int) -> None:
        """Leave the journal whole and the terminal usable, in that order, and leave even if the terminal is gone."""
        if self._told_to_stop:
            return
        self._told_to_stop = True
        code = 128 + number
        self.end_in_any_case(code)
        if fate := self._leave_session():
            self.warning = f"repcue was stopped. {fate}"
        self.exit(code, return_code=code)

    def _leave_session(self) -> str:
        """Stop the session and leave its journal for the next start; return what became of it, if there is one."""
        running = self.session.running if self.session is not None else None
        if running is None:
            return KEPT if self._is_one_left else ""
        if not running.anything_done:
            running.drop(LAST_WORDS_SECONDS)
            return NOTHING_KEPT
        if not running.leave(LAST_WORDS_SECONDS):
            return f"NOT SAVED: {running.status.error or 'the disk does not answer'}"
        return KEPT

    @property
    def _is_one_left(self) -> bool:
        """Whether a session that was cut short waits for an answer."""
        if self.sessions is None or not self.sessions.held:
            return False
        from tui.logbook.journal.recovery import nothing_left

        return not nothing_left(self.paths, self.disk)

    # --- errors of our own ------------------------------------------------------------------------------------

    def _handle_exception(self, error: Exception) -> None:
        """Take every error that nothing caught, of whatever task or thread: the session is kept, then the app closes.

        Textual calls this, and would print a traceback that buries the one line that matters. A screen that was being
        opened as the program ended is no error.
        """
        from tui.program.panic import is_of_no_parts

        if self._exit and is_of_no_parts(error):
            return
        if self._driver is not None and not self._driver.is_headless:
            self.end_in_any_case(1)
        self.account_for(error)
        super()._handle_exception(error)

    def account_for(self, error: Exception) -> None:
        """Keep the session, and the line about the first error: it brings the others with it."""
        if not self.failed:
            from tui.program.panic import panic_line

            self.failed = True
            self.warning = panic_line(error, self.paths.state, self._leave_session())

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """Close without what Textual would print; `run_app` has a line."""
        self._close_messages_no_wait()


def _spelt(name: str) -> str:
    for long, short in SHOWN_KEYS.items():
        name = name.replace(long, short)
    return name


def run_app(
    paths: Paths,
    settings: Settings,
    problems: Sequence[Problem] = (),
    plan: Plan | None = None,
    overrides: Overrides | None = None,
) -> int:
    """Open the program, or a session of `plan` at once; return the exit code."""
    app = RepcueApp(paths, settings, problems, plan=plan, overrides=overrides)
    try:
        app.run()
    except Exception as error:
        app.account_for(error)
    finally:
        app.put_back_terminal()
        app.close_hooks()
    if app.warning:
        from tui.machine.printing import write_line

        with suppress(OSError):  # the signal may have come because the terminal was closed
            write_line(sys.stderr, app.warning)
    elif app.last_words and plan is not None:
        from tui.machine.printing import say

        say(app.last_words)
    return 1 if app.failed else app.return_code or 0
