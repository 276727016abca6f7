"""Where in its rep the figure is: at the exact instant when paced, in a gentle loop when not, still if so asked."""

from __future__ import annotations

from tui.figure.drawing import Facing, Limb, figure_lines, still_lines
from tui.figure.geometry import Figure, loop_at
from tui.session.plan import Side
from tui.session.snapshot import Snapshot
from tui.widgets.lines import Line

FRAMES_A_SECOND = 12


def at_work(now: Snapshot, figure: Figure, still: bool, width: int, height: int) -> list[Line]:
    """Return the figure in a session."""
    phase, fraction = _instant(now, still)
    facing, working = _side(now.side)
    return figure_lines(figure, phase, fraction, width, height, facing, working)


def in_preview(
    figure: Figure, lasts: tuple[float, ...], seconds: float, side: Side | None, still: bool, width: int, height: int
) -> list[Line]:
    """Return the figure as a preview, so many seconds into its loop; `lasts` are the seconds of its phases."""
    facing, working = _side(side)
    if still:
        return still_lines(figure, width, height, facing, working)
    phase, fraction = loop_at(lasts, seconds)
    return figure_lines(figure, phase, fraction, width, height, facing, working)


def moves(now: Snapshot) -> bool:
    """Whether there is something to see: in a rest and a set-up the figure stands ready."""
    return now.doing == "work" and not now.paused and bool(now.phases)


def _instant(now: Snapshot, still: bool) -> tuple[int, float]:
    if now.doing != "work" or not now.phases:
        return 0, 0.0
    if now.phase is not None and now.left is not None and now.whole:
        return now.phase_number - 1, 1.0 if still else 1 - now.left / now.whole
    if still:
        return 0, 1.0
    return loop_at([phase.lasts / 1000 for phase in now.phases], now.elapsed / 1000)


def _side(side: Side | None) -> tuple[Facing, Limb | None]:
    """Return the near leg, which is the one at work: the figure turns round when the legs switch."""
    return (side or "right", None if side is None else "near")
