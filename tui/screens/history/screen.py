"""The history: a map of the year, the list of sessions with a search, and the chosen session in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input
from textual.worker import get_current_worker

from tui.logbook.index.index import Index
from tui.screens.ask import Answer, Ask
from tui.screens.base import RepcueScreen, bindings_of
from tui.screens.exercise.screen import open_exercise
from tui.screens.history.index_answers import Contenders, Sessions, find, sessions_between
from tui.screens.history.index_thread import Shelf
from tui.screens.history.log_changes import Changes
from tui.screens.history.log_problems import ProblemList
from tui.screens.history.search_query import HELP, HINT, search
from tui.screens.search_bar import hints, is_searching
from tui.screens.window import title_of
from tui.session.snapshot import snapshot
from tui.settings.keys import Key
from tui.widgets.heat_map import Days, HeatMap, calendar_year, last_year
from tui.widgets.lines import Line, Lines, apart, fitted, literal, plain, width_of
from tui.widgets.past_session import Page
from tui.widgets.past_session_frame import FAR, SessionView
from tui.widgets.session_list import Found, SessionList
from tui.words.file_problems import unreadable_text
from tui.words.progress import reading_text
from tui.words.record_lines import named_record

if TYPE_CHECKING:
    from datetime import date

    from textual.timer import Timer

    from catalogue.files.problems import Problem
    from tui.logbook.index.rows import SessionRow, SetRow
    from tui.logbook.statistics.records import Record

WIDE, VAST = 110, 140
"""Columns from which the session has a place beside the list, and from which the list is wider."""
SHORT = 20
"""Rows below which the map has none."""
MOMENT = 0.03
"""Seconds that the cursor rests on a session before it is read: a held key reads only the last one."""
STEPS = 100
"""Progress reports of the first reading of all logs."""
SHOWN = 10
"""How often what is known so far is shown meanwhile."""
MOST_ANSWERS = 9
BAR = 16
LEAST_GAP = 1
"""Columns between what stands at the left of the line at the top, which is never cut, and at its right."""
OURS = " · repcue"
"""What the window's title ends with."""

READING = ("Sessions", ("Reading your logs…",))
EMPTY = (
    "Every session you finish is kept as a file, and stands here: when it was, what you did, how hard it was.",
    "",
    "Go back with esc, choose an exercise or a routine, and start it with enter.",
)


class HistoryScreen(RepcueScreen):
    """Past sessions. While a session runs it goes on underneath, and nothing here changes anything."""

    where = "history"
    AUTO_FOCUS = ""  # a search that was left, or is hidden, would get the keys of whoever comes back
    BINDINGS = bindings_of("history")
    DEFAULT_CSS = """
    HistoryScreen #header { height: 1; }
    HistoryScreen > Horizontal { height: 1fr; }
    HistoryScreen #left { width: 1fr; }
    HistoryScreen #heat-map { height: 10; }
    HistoryScreen #sessions { height: 1fr; }
    HistoryScreen #session { width: 1fr; display: none; }
    HistoryScreen #search { display: none; height: 3; }
    HistoryScreen #search.-open { display: block; }
    HistoryScreen.-short #heat-map { display: none; }
    HistoryScreen.-reading #left { display: none; }
    HistoryScreen.-reading #session, HistoryScreen.-wide #session { display: block; }
    HistoryScreen.-wide #left { display: block; width: 64; }
    HistoryScreen.-vast #left { width: 80; }
    """

    class Told(Message):
        """A thread has something for the screen."""

        def __init__(self, what: Callable[[], None]) -> None:
            super().__init__()
            self.what = what

    def __init__(self) -> None:
        super().__init__()
        self._header_line = Lines(self._header, id="header")
        self.heat_map = HeatMap()
        self._list = SessionList()
        self._view = SessionView()
        self._asked = search("")
        self._answer: Sessions | None = None
        self._page: Page | None = None
        self._reading = False
        self._years_back = 0
        self._progress: tuple[int, int] | None = None
        self._problems: tuple[Problem, ...] = ()
        self._message = ""
        self._changes = Changes(self, partial(self._tell, self._changed))
        self._wanted: Path | None = None
        """The log to go to as soon as it is found."""
        self._to_be_read = False
        self._looked = False
        """Whether the files were looked at."""
        self.settled = False
        """Whether the index agreed with the files once."""
        self._rest: Timer | None = None
        self._contenders = Contenders()
        self._names: Mapping[str, str] = {}

    def body(self) -> ComposeResult:
        yield self._header_line
        with Horizontal():
            with Vertical(id="left"):
                yield self.heat_map
                yield self._list
            yield self._view

    def on_mount(self) -> None:
        # What the index has is shown at once; then it is made to agree with the files.
        if self.repcue.catalogue is not None:
            self._names = {one.id: one.name for one in self.repcue.catalogue.exercises.values()}
        self._list.show(Found(), READING)
        self._show_map()
        self.refresh_keys()
        self._shelf = Shelf(self._open, partial(self._tell, self._failed))
        self._ask()
        self._clock = self.set_interval(1.0, self._header_line.paint, pause=self.repcue.running is None)

    def on_unmount(self) -> None:
        self._shelf.close()

    def on_resize(self, event: events.Resize) -> None:
        # A wide window shows the session beside the list; a short one leaves the map out.
        super().on_resize(event)
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.width >= VAST, "-vast")
        self.set_class(event.size.height < SHORT, "-short")
        self.refresh_keys()

    # --- keys -------------------------------------------------------------------------------------------------

    def works(self, key: Key) -> bool:
        match key.action:
            case "read" | "older" | "newer":
                return self._list.chosen is not None
            case "exercise":
                return self._list.chosen is not None and bool(self._list.chosen.exercises)
            case "delete" | "edit" | "mend":
                return self._list.chosen is not None and self.repcue.running is None
            case "add":
                return self.repcue.running is None
            case "undo":
                return self._changes.can_undo and self.repcue.running is None
            case "problems":
                return bool(self._problems)
            case "search":
                return not self._reading or self.has_class("-wide")
            case "earlier_year" | "later_year":
                return (
                    bool(self._answer and self._answer.rows)
                    and self.heat_map.display
                    and (not self._reading or self.has_class("-wide"))
                )
            case _:
                return True

    def label(self, key: Key) -> str:
        return "list" if key.action == "read" and self._reading else key.label

    def active_keys(self) -> list[Key]:
        """Return all but the key that leads here."""
        return [key for key in super().active_keys() if key.id != "app.history"]

    def refresh_keys(self) -> None:
        """Show the keys that work; while the search has the focus, letters are none."""
        if is_searching(self):
            self.key_bar.show(hints("back"))
        else:
            super().refresh_keys()

    def action_back(self) -> None:
        if self._reading:
            self.action_read()
        elif self.query("#search.-open"):
            self._close_search()
        else:
            self.dismiss(None)

    def action_read(self) -> None:
        self.set_focus(None)
        self._reading = not self._reading
        self.set_class(self._reading, "-reading")
        self._view.take(self._reading)
        self.refresh_keys()

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def action_page_down(self) -> None:
        self._move(self._view.page if self._reading else self._list.page)

    def action_page_up(self) -> None:
        self._move(-(self._view.page if self._reading else self._list.page))

    def action_first(self) -> None:
        self._move(-FAR)

    def action_last(self) -> None:
        self._move(FAR)

    def _move(self, by: int) -> None:
        if self._reading:
            self._view.scroll(by)
        else:
            self._list.move(by)

    def action_older(self) -> None:
        self._list.move(1)

    def action_newer(self) -> None:
        self._list.move(-1)

    def action_earlier_year(self) -> None:
        oldest = min(self._answer.sets, default=self._today) if self._answer else self._today
        self._years_back = min(self._years_back + 1, max(0, self._today.year - oldest.year))
        self._show_map()

    def action_later_year(self) -> None:
        self._years_back = max(0, self._years_back - 1)
        self._show_map()

    def action_search(self) -> None:
        # The moving keys are the list's then.
        if self._reading:
            self.action_read()
        field = next(iter(self.query("#search").results(Input)), None)
        if field is None:
            field = Input(id="search", max_length=100, placeholder=HINT)
            field.border_title = literal("Search")
            self.query_one("#left").mount(field, after=self.heat_map)
        field.set_class(True, "-open")
        self.set_focus(field)

    def action_to_list(self) -> None:
        self.set_focus(None)

    def action_problems(self) -> None:
        edit = self._changes.edit if self.repcue.running is None else None
        self.open(ProblemList(self._problems, edit))

    def action_delete(self) -> None:
        if self._list.chosen is not None:
            self._changes.delete(self._list.chosen)

    def action_undo(self) -> None:
        self._changes.take_back()

    def action_mend(self) -> None:
        if self._list.chosen is not None:
            self._changes.mend(self._list.chosen.path)

    def action_edit(self) -> None:
        if self._list.chosen is not None:
            self._changes.edit(self._list.chosen.path)

    def action_add(self) -> None:
        self._changes.enter()

    def action_exercise(self) -> None:
        chosen = self._list.chosen
        if chosen is None:
            return
        exercises = chosen.exercises[:MOST_ANSWERS]
        if len(exercises) == 1:
            self._show_exercise(exercises[0])
            return
        names = self._known_names()
        answers = [Answer(one, (str(at),), names.get(one, one)) for at, one in enumerate(exercises, 1)]
        ask = Ask("Which exercise?", [], [*answers, Answer("", ("escape",), "none")])
        self.open(ask, lambda answer: self._show_exercise(answer or ""))

    def _show_exercise(self, exercise: str) -> None:
        if exercise:
            open_exercise(self, exercise)

    def show_path(self, path: Path) -> None:
        """Open the session of a log, now or as soon as it is known."""
        self._wanted, self._to_be_read = path, True
        if self.is_mounted:
            self._close_search()
            self._ask()

    # --- the search -------------------------------------------------------------------------------------------

    def _close_search(self) -> None:
        self.set_focus(None)
        for field in self.query("#search").results(Input):
            field.value = ""
            field.set_class(False, "-open")
        self._search("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._search(event.value)

    def on_input_submitted(self) -> None:
        self.action_to_list()

    def on_descendant_focus(self) -> None:
        # Other keys work in the search.
        self.refresh_keys()

    def on_descendant_blur(self) -> None:
        self.refresh_keys()

    def _search(self, text: str) -> None:
        before, self._asked = self._asked.asked, search(text)
        self.say(self._asked.fault)
        if self._asked.asked != before:
            self._ask()

    # --- messages ---------------------------------------------------------------------------------------------

    def on_session_list_moved(self) -> None:
        # The sums come at once, the sets when the cursor rests: reading them would hold up a held key.
        chosen = self._list.chosen
        self._page = Page(chosen) if chosen else None
        if chosen is not None:
            last = last_year(self._today)
            inside = last.since <= chosen.started.date() <= last.until
            self._years_back = 0 if inside else max(0, self._today.year - chosen.started.year)
        self._view.show(self._page, self._names)
        self._show_map()
        self.refresh_keys()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(MOMENT, self._rested) if chosen else None

    def _rested(self) -> None:
        if self._page is not None:
            self._read(self._page.session)

    def on_session_list_chosen(self) -> None:
        if not self._reading:
            self.action_read()

    def on_heat_map_picked(self, message: HeatMap.Picked) -> None:
        # A day without a session leads to the one before it.
        rows = self._answer.rows if self._answer else ()
        at = next((at for at, row in enumerate(rows) if row.started.date() <= message.day), None)
        if at is not None:
            self._list.go_to(at)

    # --- reading, in threads ----------------------------------------------------------------------------------

    def _open(self) -> Index:
        return Index.open(self.repcue.paths)

    def _tell(self, call: Callable[..., None], *values: object) -> None:
        """Have the screen do something, from any thread."""
        with suppress(RuntimeError):  # the program may be on its way out
            self.post_message(self.Told(partial(call, *values)))

    def on_history_screen_told(self, message: Told) -> None:
        # A thread may report after the screen has closed.
        if self.is_attached:
            message.what()

    def _failed(self, error: Exception) -> None:
        raise error

    def _ask(self) -> None:
        asked = self._asked.asked
        self._shelf.ask("sessions", lambda index: find(index, asked, partial(self._tell, self._know)))

    @work(thread=True, exclusive=True, group="agree")
    def _agree(self) -> None:
        """Make the index agree with the files; one in memory is each connection's own, and has to be the shelf's."""
        worker = get_current_worker()
        with self._open() as index:
            if index.in_file:
                self._refresh_index(index, lambda: worker.is_cancelled)
                return
        self._shelf.ask("agree", self._agree_in_memory)

    def _agree_in_memory(self, index: Index) -> Iterator[None]:
        self._refresh_index(index, lambda: not self.is_attached)
        yield

    def _refresh_index(self, index: Index, stop: Callable[[], bool]) -> None:
        step = 0

        def told(done: int, of: int) -> None:
            nonlocal step
            if of and done * STEPS // of != step:
                step = done * STEPS // of
                self._tell(self._progressed, done, of)

        changed = index.refresh(told, stop)
        if not stop():
            self._tell(self._agreed, changed, index.problems())

    def _read(self, session: SessionRow) -> None:
        def sets_of(index: Index) -> Iterator[None]:
            self._tell(self._learn_sets, session, index.sets_of(session.path))
            yield

        def records_of(index: Index) -> Iterator[None]:
            sets = index.sets_of(session.path)
            yield from contenders.find(index, session, sets, partial(self._tell, self._learn_records, session))

        contenders = self._contenders
        self._shelf.ask("page", sets_of)
        self._shelf.ask("records", records_of)

    # --- what the threads found -------------------------------------------------------------------------------

    def _know(self, answer: Sessions) -> None:
        if answer.asked != self._asked.asked:
            return
        self._answer = answer
        self._list.show(Found(answer.rows, answer.whole, self._searched), self._nothing())
        if answer.whole:
            self._go_to_wanted(answer.rows)
        self._show_map()
        self.refresh_keys()
        if answer.whole and not self._looked:  # not sooner, as it would only slow the first answer down
            self._looked = True
            self._agree()

    def _go_to_wanted(self, rows: Sequence[SessionRow]) -> None:
        if self._wanted is None:
            return
        at = next((at for at, row in enumerate(rows) if row.path == self._wanted), None)
        if at is None:
            if not self.settled or self._changes.busy:
                return  # it may yet come to be known
            if self._searched:
                self._close_search()
            else:
                self._wanted = None  # it can't be read, or is gone
            return
        self._wanted = None
        self._list.go_to(at)
        if self._to_be_read and not self._reading and not self.has_class("-wide"):
            self.action_read()

    @property
    def _searched(self) -> bool:
        return self._asked.asked != search("").asked

    def _nothing(self) -> tuple[str, Sequence[str]]:
        if self._searched:
            return "Nothing found", (HELP, "", "esc clears the search.")
        return ("No sessions yet", EMPTY) if self.settled else READING

    def _progressed(self, done: int, of: int) -> None:
        shown = self._progress
        self._progress = (done, of)
        self._header_line.paint()
        if shown is not None and done * SHOWN // of != shown[0] * SHOWN // shown[1]:
            self._ask()

    def _agreed(self, changed: bool, problems: tuple[Problem, ...]) -> None:
        first, self.settled = not self.settled, True
        self._progress, self._problems, self._changes.busy = None, problems, False
        if changed:
            self._contenders = Contenders()
            if self._page is not None:  # a session may be another although its sums are the same
                self._page = replace(self._page, records=())
                self._rested()
        if changed or self._wanted is not None or (first and self._list.chosen is None):
            self._ask()
        self.refresh_keys()
        self._header_line.paint()

    def _learn_sets(self, session: SessionRow, sets: Sequence[SetRow]) -> None:
        if self._page is not None and session == self._page.session:
            self._page = replace(self._page, sets=sets)
            self._view.show(self._page, self._names)

    def _learn_records(self, session: SessionRow, records: Sequence[Record]) -> None:
        if self._page is not None and session == self._page.session and records:
            known = self._known_names()
            words = tuple(named_record(one, known.get(one.exercise, one.exercise)) for one in records)
            self._page = replace(self._page, records=words)
            self._view.show(self._page, self._names)

    def _known_names(self) -> Mapping[str, str]:
        """Return names of exercises; those in the log go before the catalogue's."""
        sets = self._page.sets if self._page else None
        return {**self._names, **{row.exercise: row.name for row in sets or () if row.name}}

    def _changed(self, words: str, path: Path | None = None) -> None:
        """Show what was done to the files, and read what changed."""
        self._wanted, self._to_be_read = path, False
        self.say(words)
        self._agree()

    # --- showing ----------------------------------------------------------------------------------------------

    def say(self, message: str) -> None:
        """Say something in the line at the top; an empty text takes it away."""
        self._message = message
        self._header_line.paint()

    @property
    def _today(self) -> date:
        return self.repcue.clock.wall().date()

    def _show_map(self) -> None:
        today, chosen = self._today, self._list.chosen
        year = calendar_year(today.year - self._years_back) if self._years_back else last_year(today)
        sets: Mapping[date, int] = self._answer.sets if self._answer else {}
        sessions: Mapping[date, int] = self._answer.sessions if self._answer else {}
        count = sessions_between(sessions, year.since, year.until)
        day = chosen.started.date() if chosen else None
        known = self.settled or bool(sessions)
        self.heat_map.show(Days(year, today, day, sets, count, self._searched, known))

    def _header(self, width: int, height: int) -> list[Line]:
        running = self.repcue.running
        left = plain(" history", "strong")
        if running is not None:
            left = (*left, (f"  a session runs: {title_of(snapshot(running.state)).removesuffix(OURS)}", "side"))
        if self._message:
            right = plain(self._message + " ", "warn")
        elif self._progress is not None:
            right = progress_line(*self._progress)
        elif self._problems:
            right = plain(f"! {unreadable_text(self._problems)} ", "warn")
        else:
            right = ()
        room = max(0, width - width_of(left) - LEAST_GAP)
        return [apart(left, fitted(right, room) if width_of(right) > room else right, width)]


def progress_line(done: int, of: int) -> Line:
    """Return how far the reading of the logs is, in words and as a bar."""
    full = BAR * done // max(1, of)
    return ((f"{reading_text(done, of)} ", ""), ("━" * full, "bar"), ("─" * (BAR - full) + " ", "frame"))
