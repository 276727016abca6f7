"""The program on the screen: which screen is shown, what is loaded when, and how the program ends.

What the first painting does without is imported after it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import tui.terminal.frames  # noqa: F401, isort: skip  # before the modules of textual that read it

from textual import events, work
from textual._callback import invoke
from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.screen import Screen

from tui.machine.paths import Paths
from tui.program.arrivals import Arrivals
from tui.program.choosing_rows import entries_of, outlined
from tui.program.departure import end_soon, leave_session, put_back_terminal
from tui.program.key_names import KeyNames
from tui.screens.base import RepcueScreen, bindings_of
from tui.screens.choosing.screen import ChoosingScreen
from tui.screens.left_once import TopScreen
from tui.screens.palette import Palette
from tui.settings import Settings
from tui.settings.keys import Key
from tui.terminal.driver import TerminalDriver
from tui.terminal.presses import Presses
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
    from tui.runtime.running_session import MakeSession, RunningSession
    from tui.runtime.selection import Overrides
    from tui.screens.history.screen import HistoryScreen
    from tui.screens.session.end_question import Closed, Ended
    from tui.screens.session.screen import SessionScreen
    from tui.session import Plan

THEMES = {"dark": "textual-dark", "light": "textual-light"}


class RepcueApp(App[int]):
    """The program on the screen. `plan` is a session to run at once and to leave after."""

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
        self._arrivals = Arrivals()
        self._keys = KeyNames(settings.keymap)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent) and not self._arrivals.admit(event):
            event.stop()
            return
        if not isinstance(event, events.Key):
            await super().on_event(event)
            return
        self._arrivals.at_hand = event
        try:
            if not self._is_refused(event):
                await super().on_event(event)
        finally:
            self._arrivals.at_hand = None

    def _is_refused(self, key: events.Key) -> bool:
        """Whether the screen takes no notice of a key; each is asked about once, as it comes."""
        if key.is_forwarded:
            return False
        self._arrivals.press(key)
        return isinstance(self.screen, TopScreen) and self.screen.refuses(key)

    @property
    def key_at_hand(self) -> events.Key | None:
        """The key whose binding runs now: `time` is its arrival, `read_number(key)` the read that brought it.

        None in `on_key` of a screen or widget, which is given the key itself, and in a callback that runs later.
        """
        return self._arrivals.at_hand

    @property
    def presses(self) -> Presses:
        """The last presses of one key."""
        return self._arrivals.presses

    @property
    def lag(self) -> int:
        """Milliseconds since the key at hand arrived; 0 for one that came from no terminal."""
        return self._arrivals.lag

    def is_thumb(self, key: events.Key) -> bool:
        """Whether the key counts or skips in a session."""
        return self._keys.is_thumb(key)

    # --- starting ---------------------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        return self._choosing

    def on_load(self) -> None:
        # The names in the sidebar are part of the first painting; they come from the heads of the files alone.
        self.entries = outlined(self.paths.config)
        if self.settings.theme != "dark":
            self.theme = THEMES[self.settings.theme]

    def on_mount(self) -> None:
        # Everything that takes time comes after the first painting.
        if self.settings.keymap:
            self.set_keymap(dict(self.settings.keymap))
        self.screen_change_signal.subscribe(self, lambda _: self._arrivals.spend(), immediate=True)
        self.call_after_refresh(self._load)

    @work(thread=True)
    def _load(self) -> None:
        from catalogue.loading import load_catalogue  # after first painting
        from tui.logbook.disk.exposure import exposed  # after first painting

        catalogue = load_catalogue(self.paths.config)
        self._problems_of_settings += (*self._problems_of_week(catalogue), *exposed(self.paths))
        self.hand_over(self._know, catalogue)  # the preview and its figure need no more
        from tui.program.sessions import Sessions  # after first painting
        from tui.runtime.selection import Overrides  # after first painting

        sessions = Sessions(self, catalogue, self._overrides or Overrides())
        self.hand_over(self._loaded, sessions)
        sessions.offer_leftovers(self._begin)
        self._know_last_times(catalogue)
        import_module("tui.screens.history.screen")  # by now there is time, and when its key comes there is none

    def _know(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.entries = entries_of(catalogue)
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
        from tui.logbook.log.last_time import last_times  # after first painting

        found = last_times(list(catalogue.exercises), self.paths)
        self.hand_over(self._learn, found)
        if self.settings.week or self.settings.goal_sessions_a_week:
            from tui.runtime.week import week_line  # after first painting

            names = {entry.id: entry.name for entry in self.entries}
            line = week_line(self.paths, self.settings, names, self.clock.wall().date())
            self.hand_over(self._choosing.know_week, line)

    def _problems_of_week(self, catalogue: Catalogue) -> tuple[Problem, ...]:
        from tui.settings.settings_file import week_problems  # after first painting

        return week_problems(self.settings, self.paths.settings, [*catalogue.routines, *catalogue.exercises])

    def _learn(self, found: Mapping[str, LastTime]) -> None:
        self._last = found
        self._choosing.refresh_all()

    @work(thread=True)
    def look_back(self) -> None:
        """Read anew what every session and every mended log changes: last times and the week."""
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
            from tui.logbook.disk.calls import RealDisk  # after first painting

            self._disk = RealDisk()
        return self._disk

    @property
    def clock(self) -> Clock:
        """The clock, or what a test gave instead."""
        if self._clock is None:
            from tui.machine.clock import SystemClock  # after first painting

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
        """Return what the entries come to; nothing while the catalogue is being read."""
        return self.sessions.about(entries) if self.sessions else ""

    def last_time_text(self, exercise: str) -> str:
        """Return what was done of the exercise last time."""
        from tui.words.last_sets import last_time_text  # after first painting

        last = self._last.get(exercise)
        return last_time_text(last) if last else ""

    def key_shown(self, key: Key) -> str:
        """Return the key as the key bar writes it."""
        return self._keys.shown(key)

    def keys_spelt(self, key: Key) -> list[str]:
        """Return all keys of a binding, as one would write them."""
        return self._keys.spelt(key)

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
        # The log is on disk, so the summary has time for questions.
        from tui.screens.summary.screen import SummaryScreen  # after first painting

        screen = self.session
        if screen is None or screen.running is None:
            return
        self.release()
        screen.announce_end(message.path)
        self.last_words = f"Log: {message.path}"
        self._replace(screen, SummaryScreen(screen.running, message.path))

    def go_on(self, summary: Screen[None], screen: Screen[None]) -> None:
        """Show the session again in the place of its summary, as its end was taken back."""
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
        if self.session is None:
            return
        self.session.forget()
        self.release()
        self.last_words = message.words
        self.tell(message.words)
        self.session_closed()

    def session_closed(self) -> None:
        """Go back to choosing, never past what is unsaved; or to the shell, if there was nothing else to do."""
        if self.leave_after:
            self.exit(0)
            return
        while len(self.screen_stack) > 1 and not (isinstance(self.screen, RepcueScreen) and self.screen.unsaved):
            self.pop_screen()

    def on_unmount(self) -> None:
        # The end of the process would free the lock; a program that embeds the app may live on.
        self.release()

    def hold(self) -> bool:
        """Take the lock for a session; where it can't be had, say why and return False."""
        return self.sessions is not None and self.sessions.hold()

    def show_session(self, make: MakeSession) -> None:
        """Show the session that `make` returns; the lock is held."""
        if self.sessions is not None:
            self.sessions.show(make)

    @property
    def running(self) -> RunningSession | None:
        """The session under way, whatever screen lies on top of it."""
        return self.session.running if self.session else None

    def release(self) -> None:
        """Let another program run a session."""
        if self.sessions is not None:
            self.sessions.release()

    @property
    def session(self) -> SessionScreen | None:
        """The session's screen, if a session runs, whatever lies on top of it."""
        if self.sessions is None:
            return None
        from tui.screens.session.screen import SessionScreen  # after first painting

        return next((one for one in self.screen_stack if isinstance(one, SessionScreen) and one.running), None)

    @property
    def once(self) -> Once:
        """What says each kind of failure once in the life of the program, however many sessions there are."""
        from tui.coach.coach import Once  # after first painting

        if self._once is None:
            self._once = Once(self._report)
        return self._once

    @property
    def hooks(self) -> Hooks:
        """The person's commands, in one queue however many sessions there are."""
        from tui.coach.hooks import Hooks  # after first painting

        if self._hooks is None:
            self._hooks = Hooks(self.settings.hooks, os.environ, self.once)
        return self._hooks

    def close_hooks(self) -> None:
        """Wait a moment for the person's commands, if there were any."""
        if self._hooks is not None:
            self._hooks.close()

    def _report(self, message: str) -> None:
        """Show a message from any thread."""
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
        from tui.screens.help import help_page  # after first painting

        self.push_screen(help_page(self.keys_spelt, self.screen))

    def action_history(self) -> None:
        # A session that runs goes on underneath.
        self.show_history()

    def show_history(self) -> HistoryScreen:
        """Show the history that is open, or one more where a session or a form lies on it: neither is taken away."""
        from tui.screens.history.screen import HistoryScreen  # after first painting

        screens = (one for one in reversed(self.screen_stack) if isinstance(one, RepcueScreen))
        under = next(one for one in screens if one.where != "exercise")
        shown = under if isinstance(under, HistoryScreen) else HistoryScreen()
        if shown is not under:
            self.push_screen(shown)
        self._uncover(shown)
        return shown

    def show_log(self, path: Path) -> None:
        """Show the session of a log in the history."""
        self.show_history().show_path(path)

    def action_theme(self) -> None:
        self.theme = THEMES["dark" if self.theme == THEMES["light"] else "light"]

    def action_suspend(self) -> None:
        if self.session is not None:
            self.session.hold_for_suspend()
        self._arrivals.spend()  # pressed twice, it would suspend again as soon as the program is back
        self.action_suspend_process()

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    async def action_quit(self) -> None:
        self._leave()

    def _leave(self) -> None:
        if isinstance(self.screen, RepcueScreen) and self.screen.unsaved:
            self.screen.action_leave()
        elif self.session is None:
            self.exit(0)
        elif isinstance(self.screen, RepcueScreen):  # not over a question, which is answered first
            self._uncover(self.session)
            self.session.ask_to_end(leave=True)

    def action_help_quit(self) -> None:
        self._leave()

    def show_problems(self) -> None:
        """Show what is wrong with the person's files."""
        from tui.screens.help import problems_page  # after first painting

        self.push_screen(problems_page(self.problems))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield the keys that work now, under the words of the help."""
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

        return TerminalDriver

    def put_back_terminal(self) -> None:
        """Give the terminal back if the driver had no chance to."""
        put_back_terminal(self._driver)

    def end_in_any_case(self, code: int) -> None:
        """End soon, even if the terminal is gone and everything that writes to it is stuck."""

        def end() -> str:
            self.put_back_terminal()
            return self.warning

        end_soon(code, end)

    def told_to_stop(self, number: int) -> None:
        """End with the exit code of a signal: the journal is left whole first, then the terminal usable."""
        if self._told_to_stop:
            return
        self._told_to_stop = True
        code = 128 + number
        self.end_in_any_case(code)
        if fate := self._leave_session():
            self.warning = f"repcue was stopped. {fate}"
        self.exit(code, return_code=code)

    def _leave_session(self) -> str:
        return leave_session(self.running, self._is_one_left)

    def _is_one_left(self) -> bool:
        """Whether a session that was cut short waits for an answer."""
        from tui.logbook.journal.recovery import nothing_left  # after the painting

        return self.sessions is not None and self.sessions.held and not nothing_left(self.paths, self.disk)

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
            from tui.program.panic import panic_line  # after first painting

            self.failed = True
            self.warning = panic_line(error, self.paths.state, self._leave_session())

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """Close without what Textual would print; `run_app` has a line."""
        self._close_messages_no_wait()


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
        from tui.machine.printing import write_line  # after first painting

        with suppress(OSError):  # the signal may have come because the terminal was closed
            write_line(sys.stderr, app.warning)
    elif app.last_words and plan is not None:
        from tui.machine.printing import say  # after first painting

        say(app.last_words)
    return 1 if app.failed else app.return_code or 0
