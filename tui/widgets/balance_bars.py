"""How the legs compare: what to do about it, which way it goes, and a bar a session towards the weaker leg."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.widgets.lines import Line, framed, wrapped
from tui.widgets.scroll_area import Scrolling
from tui.words.days import day_text
from tui.words.leg_balance import percent_text, verdict_text
from tui.words.quantities import number_text

if TYPE_CHECKING:
    from tui.logbook.statistics.balance import Balance, SideGap

FULL = 30.0
"""Per cent at which a bar is full, unless a gap is larger."""
ROOMY = 46
"""Inner width from which days have their year."""
BAR, TIPS = "■", ("◀", "▶")
LEGEND = ("◀ L weaker ", " R weaker ▶")


@dataclass(frozen=True, slots=True)
class Legs:
    """How the legs compare, and what to do about it."""

    balance: Balance
    advice: str
    """Empty where nothing need be done."""
    notable: float
    """Per cent from which a gap is marked."""


class BalanceView(Scrolling):
    """The balance in a frame, to be scrolled where it doesn't fit."""

    WHEEL = 1

    def __init__(self) -> None:
        super().__init__(self._lines_of, id="balance")
        self._legs: Legs | None = None

    @property
    def page(self) -> int:
        """Sessions that can be seen at once, about."""
        return max(1, self.size.height - 6)

    def show(self, legs: Legs) -> None:
        """Show these."""
        self._legs = legs
        self.paint()

    def _lines_of(self, width: int, height: int) -> list[Line]:
        if self._legs is None:
            return framed([], width, height, "Left and right")
        inner, gaps = max(1, width - 4), self._legs.balance.gaps[::-1]
        head, bars = balance_lines(self._legs, inner)
        room = max(1, height - 2 - len(head))
        shown = self._seen(bars, room)
        place = f"pgdn  {self._top + 1}-{self._top + len(shown)} of {len(gaps)}" if len(gaps) > room else ""
        return framed([*head, *shown], width, height, "Left and right", place)


def balance_lines(legs: Legs, width: int) -> tuple[list[Line], list[Line]]:
    """Return advice, the weaker leg, the trend and what the bars mean; then a line a session, the newest first."""
    gaps = legs.balance.gaps
    head = wrapped(legs.advice, width, "side") if legs.advice else []
    head += wrapped(verdict_text(legs.balance, with_speed=width >= ROOMY), width)
    if not gaps:
        return head, []
    columns = _columns(gaps, width)
    before = max(0, columns.middle - len(LEGEND[0]))
    head.append(((" " * before + LEGEND[0], "dim"), ("│", "frame"), (LEGEND[1], "dim")))
    return head, [_gap_line(gap, columns, legs.notable) for gap in reversed(gaps)]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Cells of the day, of an amount, and of a bar to one side; `full` is the per cent of a full bar."""

    day: int
    amount: int
    half: int
    full: float

    @property
    def middle(self) -> int:
        return self.day + 2 + self.amount + 1 + self.half


def _columns(gaps: Sequence[SideGap], width: int) -> _Columns:
    day = len("22 Nov 2026") if width >= ROOMY else len("22 Nov")
    amount = max(len(_amount(gap, each)) for gap in gaps for each in (gap.left, gap.right))
    rest = width - day - 2 - 2 * (amount + 1) - 1 - len(" 100 %")
    return _Columns(day, amount, max(2, rest // 2), max([FULL, *(gap.percent for gap in gaps)]))


def _gap_line(gap: SideGap, columns: _Columns, notable: float) -> Line:
    cells = max(1, round(gap.percent / columns.full * columns.half)) if gap.percent else 0
    style = "side" if gap.percent >= notable else "good"
    left = TIPS[0] + BAR * (cells - 1) if gap.weaker == "left" else ""
    right = BAR * (cells - 1) + TIPS[1] if gap.weaker == "right" else ""
    day = day_text(gap.day, year=columns.day > len("22 Nov"))
    return (
        (day.rjust(columns.day) + "  ", "dim"),
        (_amount(gap, gap.left).rjust(columns.amount) + " ", "strong" if gap.weaker == "left" else ""),
        (left.rjust(columns.half), style),
        ("│", "frame"),
        (right.ljust(columns.half), style),
        (" " + _amount(gap, gap.right).ljust(columns.amount), "strong" if gap.weaker == "right" else ""),
        (percent_text(gap.percent).rjust(len(" 100 %")), style if gap.percent >= notable else "dim"),
    )


def _amount(gap: SideGap, amount: float) -> str:
    return number_text(round(amount, 1)) + (" s" if gap.measure == "seconds" else "")
