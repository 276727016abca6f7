"""A chart of lines over time. Importing this brings numpy: only what shows a chart does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.containers import Grid, Vertical
from textual.strip import Strip
from textual_hires_canvas import Canvas
from textual_plot import HiResMode, PlotWidget
from textual_plot.axis_formatter import AxisFormatter
from textual_plot.plot_widget import Legend

from catalogue.schema.words import SideName
from tui.widgets.curves import BOTH, MARKS, Curve, Curves, shared
from tui.widgets.lines import Line, Lines
from tui.widgets.ticks import day_air, day_labels, day_ticks, number_labels, number_ticks

TICK_WIDTH = 12
"""Cells that a day under the axis takes, with air."""
ROWS_A_TICK = 2
MOST_MARKS = 30
"""Marks of a curve: more would run together into a band."""
FRAME = 2


class DayAxis(AxisFormatter):
    """Days, months or years in words; the chart says which."""

    def get_ticks(self, min_: float, max_: float, max_ticks: int = 8) -> list[float]:
        # The chart sets its own.
        return []

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        return day_labels([date.fromordinal(round(tick)) for tick in ticks])


class Numbers(AxisFormatter):
    """Numbers with as many places as they need; the chart says which."""

    def get_ticks(self, min_: float, max_: float, max_ticks: int = 8) -> list[float]:
        # The chart sets its own.
        return []

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        return number_labels(ticks)


class Sheet(Canvas):
    """The library's canvas; what has no size yet has no segments."""

    def render_line(self, y: int) -> Strip:
        # The library's blank line has no style, which textual's filter for NO_COLOR can't take.
        strip = super().render_line(y)
        return strip if strip.cell_length else Strip([])


class Plot(PlotWidget):
    """The library's plot, which may be closed before it is built, and which takes no keys."""

    can_focus = False

    def compose(self) -> ComposeResult:
        with Grid():
            for name in ("margin-top", "margin-left", "plot", "margin-bottom"):
                yield Sheet(1, 1, id=name)
        yield Legend(id="legend")

    @property
    def is_built(self) -> bool:
        """Whether it has its parts; one that is closed while it opens never gets them."""
        return bool(self.query(Grid))

    def on_mount(self, event: events.Mount) -> None:  # type: ignore[override]  # textual gives it to whoever takes it
        # The library would set up parts that these charts leave out.
        if not self.is_built:
            event.prevent_default()

    def _update_margin_sizes(self) -> None:
        if self.is_built:
            super()._update_margin_sizes()

    def on_canvas_resize(self) -> None:
        # The library would keep the scale of the first size.
        self.refresh(layout=True)


class Chart(Vertical):
    """One measure over time: a line that names the curves, and the plot."""

    COMPONENT_CLASSES = {"chart--left", "chart--right", "chart--one", "chart--both"}
    DEFAULT_CSS = """
    Chart {
        & > .chart--left { color: $text-primary; }
        & > .chart--right { color: $text-warning; }
        & > .chart--one { color: $text-success; }
        & > .chart--both { color: $foreground; text-style: bold; }
        & > Lines { height: 1; }
        & > PlotWidget { height: 1fr; }
        & PlotWidget > .plot--axis { color: $foreground-muted; }
        & PlotWidget > .plot--tick { color: $text-muted; text-style: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._curves: Curves | None = None
        self._legend = Lines(self._legend_line)
        self._plot = Plot(allow_pan_and_zoom=False)

    def compose(self) -> ComposeResult:
        yield self._legend
        yield self._plot

    def on_mount(self) -> None:
        # The legend says it all, so no room is kept for labels of the axes.
        self._plot.margin_top, self._plot.margin_bottom = 0, 1
        self._plot.set_x_formatter(DayAxis())
        self._plot.set_y_formatter(Numbers())
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def notify_style_update(self) -> None:
        """Draw in the colours of another theme."""
        super().notify_style_update()
        self.call_later(self._draw)  # the styles of its parts are not worked out yet

    def show(self, curves: Curves) -> None:
        """Show these."""
        if curves != self._curves:
            self._curves = curves
            self._draw()

    def _legend_line(self, width: int, height: int) -> list[Line]:
        if self._curves is None:
            return []
        title = " " + ", ".join(filter(None, (self._curves.title, self._curves.unit)))
        return [((title, "strong"), *self._curves.legend)]

    def _draw(self) -> None:
        if self._curves is None or not self._plot.is_built or not self.size:
            return
        self._legend.paint()
        curves = [curve for curve in self._curves.curves if curve.points]
        self._plot.clear()
        if not curves:
            return
        self._scale(curves)
        for curve in curves:
            x, y = _axes(curve.points)
            self._plot.plot(x, y, line_style=self._style(curve.side), hires_mode=HiResMode.BRAILLE)
        for curve in curves:
            x, y = _axes(marked(curve.points))
            self._plot.scatter(x, y, marker=MARKS[curve.side], marker_style=self._style(curve.side))
        x, y = _axes(shared([Curve(curve.side, marked(curve.points), "") for curve in curves]))
        self._plot.scatter(x, y, marker=BOTH, marker_style=str(self.get_component_rich_style("chart--both")))

    def _scale(self, curves: Sequence[Curve]) -> None:
        rows = max(1, self._plot.size.height - 1 - FRAME)
        values = [value for curve in curves for _, value in curve.points]
        numbers = number_ticks(min(values), max(values), max(3, -(-rows // ROWS_A_TICK) + 2))
        low, high = min(values), max(values)
        if low == high:
            low, high = numbers[0], numbers[-1]
        # What is drawn on the frame is hidden by it.
        air = (high - low) / rows * 0.6
        numbers = [number for number in numbers if low - air <= number <= high + air]
        self._plot.margin_left = max(map(len, number_labels(numbers))) + FRAME
        self._plot.set_yticks(numbers)
        self._plot.set_ylimits(low - air, high + air)

        columns = max(1, self._plot.size.width - self._plot.margin_left - FRAME)
        days = [day for curve in curves for day, _ in curve.points]
        first, last = min(days), max(days)
        ticks = day_ticks(first, last, max(2, columns // TICK_WIDTH))
        self._plot.set_xticks([float(day.toordinal()) for day in ticks])
        air = day_air(first, last, ticks[-1:], columns)
        self._plot.set_xlimits(first.toordinal() - air, last.toordinal() + air)

    def _style(self, side: SideName | None) -> str:
        return str(self.get_component_rich_style(f"chart--{side or 'one'}"))


def marked(points: Sequence[tuple[date, float]]) -> list[tuple[date, float]]:
    """Return the points that get a mark: evenly spread, the newest among them."""
    step = max(1, -(-len(points) // MOST_MARKS))
    return list(points[::-1][::step][::-1])


def _axes(points: Sequence[tuple[date, float]]) -> tuple[list[float], list[float]]:
    return [float(day.toordinal()) for day, _ in points], [value for _, value in points]
