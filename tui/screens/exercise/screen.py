"""One exercise over time: charts, how the legs compare, personal records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.worker import get_current_worker

from tui.logbook.index.index import Index
from tui.screens.base import RepcueScreen, bindings_of
from tui.screens.exercise.facts import tell
from tui.screens.exercise.view import NOTHING, ExerciseView
from tui.settings.keys import Key
from tui.widgets.balance_bars import BalanceView
from tui.widgets.lines import Line, Lines, apart, framed, plain, wrapped
from tui.widgets.record_list import RecordsView
from tui.widgets.tabs import Tabs
from tui.words.days import day_text
from tui.words.progress import reading_text

if TYPE_CHECKING:
    from textual.worker import Worker


NARROW, WIDE = 76, 110
SHORT, TALL = 20, 30
STEPS = 100
"""Progress reports of the reading of logs."""
FORMULA = "e1RM: Epley, load x (1 + reps/30), sets of 10 reps or fewer"
WHAT_WILL_BE = (
    "With the second session there are charts here: the best set, the volume load, the estimated one-rep maximum "
    "(e1RM) and the reps, from session to session, a line for each leg where it works one leg at a time.",
    "",
    "Go back with esc, and start it with enter.",
)


class ExerciseScreen(RepcueScreen):
    """One exercise over time; nothing here changes anything."""

    where = "exercise"
    BINDINGS = bindings_of("exercise")
    DEFAULT_CSS = """
    ExerciseScreen #header { height: 1; }
    ExerciseScreen #formula { height: 1; }
    ExerciseScreen #charts { height: 1fr; }
    ExerciseScreen #charts > * { width: 1fr; height: 1fr; }
    ExerciseScreen #numbers { height: 10; }
    ExerciseScreen #balance { width: 38; }
    ExerciseScreen #records { width: 1fr; }
    ExerciseScreen.-one-sided #balance { display: none; }
    ExerciseScreen.-tall #numbers { height: 13; }
    ExerciseScreen.-wide #balance { width: 1fr; }
    ExerciseScreen.-small #numbers { display: none; layout: vertical; height: 1fr; }
    ExerciseScreen.-small #balance, ExerciseScreen.-small #records { width: 100%; height: 2fr; }
    ExerciseScreen.-small #balance { height: 3fr; }
    ExerciseScreen.-small.-numbers #numbers { display: block; }
    ExerciseScreen.-small.-numbers #charts, ExerciseScreen.-small.-numbers #tabs { display: none; }
    """

    def __init__(self, exercise: str) -> None:
        super().__init__()
        self._exercise = exercise
        self._told: ExerciseView | None = None
        self._chart = 0
        self._can_draw = False
        self._whole = True
        self._progress: tuple[int, int] | None = None
        self._header_line = Lines(self._header, id="header")
        self._tabs = Tabs()
        self._words = Lines(self._instead, id="instead")
        self._charts = Horizontal(self._words, id="charts")
        self._balance = BalanceView()
        self._records = RecordsView()

    def body(self) -> ComposeResult:
        yield self._header_line
        yield self._tabs
        yield self._charts
        with Horizontal(id="numbers"):
            yield self._balance
            yield self._records
        yield Lines(lambda width, height: [plain(f" {FORMULA}", "dim")], id="formula")

    def on_mount(self) -> None:
        # Legs are compared only where there are sides, which the index has yet to say.
        self.add_class("-one-sided")
        self.refresh_keys()

    def on_screen_resume(self) -> None:
        # A session may have been mended or deleted meanwhile.
        self._read()

    def on_resize(self, event: events.Resize) -> None:
        # A wide window has two charts, a small one either charts or numbers.
        super().on_resize(event)
        width, height = event.size
        self.set_class(width >= WIDE, "-wide")
        self.set_class(height >= TALL, "-tall")
        self.set_class(width < NARROW or height < SHORT, "-small")
        self._show_charts()
        self.refresh_keys()

    # --- keys -------------------------------------------------------------------------------------------------

    def works(self, key: Key) -> bool:
        match key.action:
            case "next_chart" | "previous_chart":
                return self._charts_shown and len(self._told.charts if self._told else ()) > 1
            case "session" | "down" | "up":
                return self._records.chosen is not None and self._numbers_shown
            case "page_down" | "page_up":
                return not self.has_class("-one-sided") and self._numbers_shown
            case "numbers":
                return self.has_class("-small")
            case _:
                return True

    @property
    def _numbers_shown(self) -> bool:
        return not self.has_class("-small") or self.has_class("-numbers")

    @property
    def _charts_shown(self) -> bool:
        drawn = self._told is not None and self._told.sessions > 1
        return drawn and not (self.has_class("-small") and self.has_class("-numbers"))

    def label(self, key: Key) -> str:
        return "charts" if key.action == "numbers" and self.has_class("-numbers") else key.label

    def action_back(self) -> None:
        self.dismiss(None)

    def action_next_chart(self) -> None:
        self._turn(1)

    def action_previous_chart(self) -> None:
        self._turn(-1)

    def on_key(self, event: events.Key) -> None:
        charts = self._told.charts if self._told is not None and self._charts_shown else ()
        if event.key in map(str, range(1, len(charts) + 1)):
            self._go_to(int(event.key) - 1)

    def on_tabs_picked(self, message: Tabs.Picked) -> None:
        self._go_to(message.at)

    def action_numbers(self) -> None:
        self.toggle_class("-numbers")
        self.refresh_keys()

    def action_down(self) -> None:
        self._records.move(1)

    def action_up(self) -> None:
        self._records.move(-1)

    def action_page_down(self) -> None:
        self._balance.scroll(self._balance.page)

    def action_page_up(self) -> None:
        self._balance.scroll(-self._balance.page)

    def action_session(self) -> None:
        record = self._records.chosen
        if record is not None:
            self.repcue.show_log(record.path)

    def on_records_view_chosen(self) -> None:
        self.action_session()

    # --- reading, in a thread ---------------------------------------------------------------------------------

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        """Show what the index has at once; then what it has when it agrees with the files."""
        worker, step = get_current_worker(), 0

        def told(done: int, of: int) -> None:
            nonlocal step
            if of and done * STEPS // of != step and not worker.is_cancelled:
                step = done * STEPS // of
                self.hand_over(self._progressed, done, of)

        with Index.open(self.repcue.paths) as index:
            self._tell(index, worker)
            changed = index.refresh(told, lambda: worker.is_cancelled)
            if changed and not worker.is_cancelled:
                self._tell(index, worker)
        if not worker.is_cancelled:
            self.hand_over(self._agreed)

    def _tell(self, index: Index, worker: Worker[None]) -> None:
        """Show the latest year as soon as it is known, if nothing is shown yet, and then all years."""
        found, shown = None, self._told is not None
        for found in tell(index, self._exercise, self.repcue.settings.unit):
            if worker.is_cancelled:
                return
            if not shown:
                self.hand_over(self._know, found, False)
                self._get_ready(found)
                shown = True
        if found is not None or self._told is not None:
            found = found or NOTHING
            self._get_ready(found)
            self.hand_over(self._know, found)

    def _get_ready(self, told: ExerciseView) -> None:
        """Import what charts need, which takes its time, while the numbers can be read already."""
        if told.sessions > 1 and not self._can_draw:
            import tui.widgets.chart  # noqa: F401  # charts need numpy

            self._can_draw = True
            self.hand_over(self._show_charts)

    def _progressed(self, done: int, of: int) -> None:
        if self.is_attached:
            self._progress = (done, of)
            self._header_line.paint()

    def _agreed(self) -> None:
        """Show the last answer of the index without the progress."""
        self._progress = None
        self._know(self._told or NOTHING)

    def _know(self, told: ExerciseView, whole: bool = True) -> None:
        if not self.is_attached:
            return
        self._told, self._whole = told, whole
        self.set_class(told.legs is None, "-one-sided")
        if told.legs is not None:
            self._balance.show(told.legs)
        self._records.show(told.records)
        self._show_charts()
        self._header_line.paint()
        self._words.paint()
        self.refresh_keys()
        self.refresh_bindings()

    # --- showing ----------------------------------------------------------------------------------------------

    def _turn(self, by: int) -> None:
        if self._told is not None and self._told.charts:
            self._go_to((self._chart + by) % len(self._told.charts))

    def _go_to(self, chart: int) -> None:
        self._chart = chart
        self._show_charts()

    def _show_charts(self) -> None:
        """Show the chosen chart, and the one after it where there is room."""
        told = self._told
        if told is None or not self._can_draw or not self.is_attached:
            return
        there = told.sessions > 1 and bool(told.charts)
        self._words.display = not there
        for chart in self._charts.query("Chart"):
            chart.display = there
        if not there:
            return
        from tui.widgets.chart import Chart  # charts need numpy

        count = len(told.charts)
        self._chart = min(self._chart, count - 1)
        shown = [self._chart, (self._chart + 1) % count][: min(count, 2 if self.has_class("-wide") else 1)]
        charts = list(self._charts.query(Chart))
        if not charts:
            charts = [Chart(), Chart()]
            self._charts.mount(*charts)
        for at, chart in enumerate(charts):
            chart.display = at < len(shown)
            if at < len(shown):
                chart.show(told.charts[shown[at]])
        each = max(told.charts[at].sessions_a_point for at in shown)
        note = f"each point: best of up to {each} sessions" if each > 1 else ""
        self._tabs.show([curves.title for curves in told.charts], shown, note)

    def _instead(self, width: int, height: int) -> list[Line]:
        """Return what stands where charts will be."""
        if self._told is None or not self._whole or (self._told.sessions > 1 and not self._can_draw):
            title, texts = "", ["Reading your logs…"]
        elif self._told.sessions > 1:
            title, texts = "", ["Nothing in these sessions can be drawn."]
        else:
            title = "One session so far" if self._told.sessions else "No session of it yet"
            texts = list(WHAT_WILL_BE)
        return framed([line for text in texts for line in wrapped(text, max(1, width - 4))], width, height, title)

    def _header(self, width: int, height: int) -> list[Line]:
        told = self._told
        left = plain(f" {self._title()}", "strong")
        if self._progress is not None:
            return [apart(left, plain(f"{reading_text(*self._progress)} "), width)]
        if told is None or told.first is None or told.last is None:
            return [apart(left, (), width)]
        if not self._whole:
            return [apart(left, plain("Reading earlier years… "), width)]
        if told.sessions == 1:
            return [apart(left, plain(f"1 session, {day_text(told.last)} "), width)]
        days = (
            f", {day_text(told.first)} to {day_text(told.last)}"
            if width >= NARROW
            else f" since {day_text(told.first)}"
        )
        return [apart(left, plain(f"{told.sessions:,} sessions{days} "), width)]

    def _title(self) -> str:
        catalogue = self.repcue.catalogue
        if catalogue is not None and self._exercise in catalogue.exercises:
            return catalogue.exercises[self._exercise].name
        return (self._told.name if self._told else None) or self._exercise


def open_exercise(over: RepcueScreen, exercise: str) -> None:
    """Open the screen of an exercise, by its id, over another one."""
    over.open(ExerciseScreen(exercise))
