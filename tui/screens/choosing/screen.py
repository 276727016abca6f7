"""The choosing screen: what there is, what the highlighted one is like, and today's session put together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from tui.screens.base import RepcueScreen, bindings_of
from tui.screens.search_bar import hints, is_searching
from tui.settings.keys import Key
from tui.widgets.lines import Line, Lines, apart, literal, plain
from tui.widgets.preview import Draw, Preview
from tui.widgets.sidebar import Entry, Sidebar
from tui.words.file_problems import problems_text

if TYPE_CHECKING:
    from catalogue.schema.models import Exercise

PAGE = 8
NARROW, WIDE = 76, 110


class ChoosingScreen(RepcueScreen):
    """The first screen, where a session is chosen, put together and started."""

    where = "choosing"
    AUTO_FOCUS = ""  # a search that was left, or is hidden, would get the keys of whoever comes back
    BINDINGS = bindings_of("choosing")
    DEFAULT_CSS = """
    ChoosingScreen #header { height: 1; }
    ChoosingScreen #week { height: 1; display: none; }
    ChoosingScreen #week.-known { display: block; }
    ChoosingScreen #left { width: 28; }
    ChoosingScreen #sidebar { width: 28; height: 1fr; }
    ChoosingScreen #preview { width: 1fr; }
    ChoosingScreen #search { display: none; height: 3; width: 28; }
    ChoosingScreen #search.-open { display: block; }
    ChoosingScreen.-narrow #left, ChoosingScreen.-narrow #sidebar, ChoosingScreen.-narrow #search { width: 24; }
    ChoosingScreen.-wide #left, ChoosingScreen.-wide #sidebar, ChoosingScreen.-wide #search { width: 36; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._today: list[Entry] = []
        self._message = ""
        self._answered = ""
        """What the last key did, where that is easily missed; gone with the next key."""
        self._week = ""
        self._header_line = Lines(self._header, id="header")
        self._week_line = Lines(self._week_lines, id="week")
        self._sidebar = Sidebar()
        self._preview_pane = Preview()

    def body(self) -> ComposeResult:
        yield self._header_line
        with Horizontal():
            with Vertical(id="left"):
                yield self._sidebar
            yield self._preview_pane
        yield self._week_line

    def on_mount(self) -> None:
        # The names are there at once; the rest follows when it is read.
        self._frames = self.set_interval(1 / 12, self._preview_pane.paint, pause=True)
        self._sidebar.show(self.repcue.entries)
        self._go_to_what_is_due()
        self.refresh_keys()

    def on_resize(self, event: events.Resize) -> None:
        # A narrow window gives the preview more of its width.
        super().on_resize(event)
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.width >= WIDE, "-wide")

    def on_screen_resume(self) -> None:
        # After a session or the history, last time may have changed.
        self.refresh_all()
        self.repcue.look_back()

    def refresh_all(self) -> None:
        """Show anew what may have changed outside: the catalogue, last times, problems."""
        if self.is_mounted:
            self._sidebar.show(self.repcue.entries)
            known = self.repcue.entries
            self._today = [entry for entry in self._today if entry in known]
            self._preview()
            self._changed()

    def tell(self, message: str) -> None:
        """Say something in the line at the top; an empty text takes it away."""
        self._message = message
        self._header_line.paint()

    def know_week(self, line: str) -> None:
        """Show what is due today and how steadily somebody trains; nothing where there is nothing to say."""
        self._week = line
        if self.is_mounted:
            self._week_line.set_class(bool(line), "-known")
            self._week_line.paint()

    def works(self, key: Key) -> bool:
        match key.action:
            case "exercise":
                here = self._sidebar.highlighted
                return here is not None and not here.routine
            case "start_today":
                return bool(self._today)
            case "later" | "earlier":
                here = self._sidebar.highlighted
                return len(self._today) > 1 and here in self._today
            case "clear":
                return bool(self.query("#search.-open"))
            case "problems":
                return bool(self.repcue.problems)
            case _:
                return True

    def label(self, key: Key) -> str:
        if key.action == "add_or_drop" and self._sidebar.highlighted in self._today:
            return "drop from today"
        return key.label

    def refresh_keys(self) -> None:
        """Show the keys that work; while the search has the focus, letters are none."""
        if is_searching(self):
            self.key_bar.show(hints("clear"))
        else:
            super().refresh_keys()

    # --- actions ----------------------------------------------------------------------------------------------

    def answer(self, words: str) -> None:
        """Say what a key did, till the next one."""
        if words != self._answered:
            self._answered = words
            self._header_line.paint()

    def action_down(self) -> None:
        self._sidebar.move(1)

    def action_up(self) -> None:
        self._sidebar.move(-1)

    def on_key(self, event: events.Key) -> None:
        # Paging scrolls the preview; home and end are for the list.
        self.answer(self.stray_capital(event))
        moves = {"home": -10_000, "end": 10_000}
        pages = {"pagedown": PAGE, "pageup": -PAGE}
        if event.key in moves:
            self._sidebar.move(moves[event.key])
        elif event.key in pages:
            self._preview_pane.scroll(pages[event.key])

    def action_start(self) -> None:
        here = self._sidebar.highlighted
        if here is not None:
            self.repcue.start([here])

    def action_start_today(self) -> None:
        self.repcue.start(self._today)

    def action_add_or_drop(self) -> None:
        here = self._sidebar.highlighted
        if here is None:
            return
        if here in self._today:
            self._today.remove(here)
        else:
            self._today.append(here)
        self._changed()

    def action_later(self) -> None:
        self._reorder(1)

    def action_earlier(self) -> None:
        self._reorder(-1)

    def action_search(self) -> None:
        field = next(iter(self.query("#search").results(Input)), None)
        if field is None:
            field = Input(id="search", max_length=60)
            field.border_title = literal("Search")
            self.query_one("#left").mount(field, before=0)
        field.set_class(True, "-open")
        self.set_focus(field)

    def action_to_list(self) -> None:
        self.set_focus(None)

    def action_clear(self) -> None:
        self.set_focus(None)
        for field in self.query("#search").results(Input):
            field.value = ""
            field.set_class(False, "-open")
        self._sidebar.search("")
        self._changed()

    def action_exercise(self) -> None:
        from tui.screens.exercise.screen import open_exercise  # after first painting

        here = self._sidebar.highlighted
        if here is not None and not here.routine:
            open_exercise(self, here.id)

    def action_problems(self) -> None:
        self.repcue.show_problems()

    # --- messages ---------------------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        self._sidebar.search(event.value)

    def on_input_submitted(self) -> None:
        self.action_to_list()

    def on_descendant_focus(self) -> None:
        # Other keys work in the search.
        self.refresh_keys()

    def on_descendant_blur(self) -> None:
        self.refresh_keys()

    def on_sidebar_moved(self) -> None:
        self._preview()
        self.refresh_keys()

    def on_sidebar_chosen(self) -> None:
        self.action_start()

    # --- showing ----------------------------------------------------------------------------------------------

    def _go_to_what_is_due(self) -> None:
        """Highlight what the settings' week has for today."""
        plan, entries = self.repcue.settings.week, self.repcue.entries
        if not plan:
            return
        from tui.logbook.statistics.consistency import due_on  # after first painting

        due = due_on(plan, self.repcue.clock.wall().date())
        at = next((at for at, entry in enumerate(entries) if entry.id == due), None)
        if at is not None:
            self._sidebar.move(at)

    def _week_lines(self, width: int, height: int) -> list[Line]:
        return [plain(f" {self._week}", "strong")] if self._week else []

    def _reorder(self, by: int) -> None:
        here = self._sidebar.highlighted
        if here not in self._today:
            return
        at = self._today.index(here)
        to = max(0, min(len(self._today) - 1, at + by))
        self._today.insert(to, self._today.pop(at))
        self._changed()
        place = f"{here.name} is {to + 1} of {len(self._today)}"
        back = self.spelt("choosing.earlier" if by > 0 else "choosing.later")
        self.answer(f"{place} today; {back} puts it back" if to != at else f"{place} already")

    def _changed(self) -> None:
        self._sidebar.mark(self._today)
        self._header_line.paint()
        self.refresh_keys()
        self.refresh_bindings()

    def _preview(self) -> None:
        here = self._sidebar.highlighted
        catalogue, preview = self.repcue.catalogue, self._preview_pane
        if here is None or catalogue is None:
            return
        from tui.widgets.preview_text import exercise_body, exercise_head, routine_body  # after first painting

        about = self.repcue.about([here])
        if here.routine and here.id in catalogue.routines:
            names = {one.id: one.name for one in catalogue.exercises.values()}
            preview.show(
                here.name, "", lambda width: (), partial(routine_body, catalogue.routines[here.id], names, about)
            )
        elif here.id in catalogue.exercises:
            one = catalogue.exercises[here.id]
            head = partial(exercise_head, one, about, self.repcue.last_time_text(here.id))
            right = f"{one.level} · {one.pattern.replace('-', ' ')}"
            preview.show(one.name, right, head, partial(exercise_body, one), self._figure_of(one))
        self._move()

    def _figure_of(self, exercise: Exercise) -> Draw | None:
        from tui.figure.geometry import figure_of  # after first painting
        from tui.figure.motion import in_preview  # after first painting

        figure = figure_of(exercise)
        if figure is None:
            return None
        lasts = tuple(phase.seconds for phase in exercise.phases)
        side = None if exercise.sides.mode == "bilateral" else exercise.sides.first
        still, clock, began = not self.repcue.moving, self.repcue.clock, self.repcue.clock.now()

        def draw(width: int, height: int) -> list[Line]:
            return in_preview(figure, lasts, (clock.now() - began) / 1000, side, still, width, height)

        return draw

    def _move(self) -> None:
        """Let the figure move, if there is one that may and somebody looks."""
        if self.is_current and self._preview_pane.has_figure and self.repcue.moving:
            self._frames.resume()
        else:
            self._frames.pause()

    def on_screen_suspend(self) -> None:
        self._frames.pause()

    def _header(self, width: int, height: int) -> list[Line]:
        right = self._answered or self._message
        if not right and self._today:
            about = self.repcue.about(self._today)
            right = f"Today: {len(self._today)} chosen" + (f" · {about}" if len(self._today) > 1 else "")
        elif not right and self.repcue.problems:
            right = f"! {problems_text(self.repcue.problems)}"
        style = "warn" if self._answered or self._message or not self._today else "strong"
        return [apart(plain(" repcue", "strong"), plain(right + " ", style) if right else (), width)]
