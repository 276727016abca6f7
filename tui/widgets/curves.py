"""What a chart shows, as plain data: one measure of an exercise over time, a curve a side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from catalogue.schema.words import SideName
from tui.widgets.lines import Span

MOST_POINTS = 60
"""Of a curve: about one a column; more run together into a band, and cost time to draw."""

MARKS: dict[SideName | None, str] = {"left": "◀", "right": "▶", None: "●"}
STYLES: dict[SideName | None, str] = {"left": "phase", "right": "side", None: "good"}
"""Names of `lines.STYLES`, for the legend; the curves have the same colours."""
BOTH = "◆"
"""Where both sides have the same value on the same day."""

Place = tuple[date, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """The values of a side, oldest first."""

    side: SideName | None
    points: Sequence[Place]
    latest: str
    """The newest value in words, such as `8 kg x 10`."""


@dataclass(frozen=True, slots=True)
class Curves:
    """One chart."""

    title: str
    unit: str
    """Empty where the title says it."""
    curves: tuple[Curve, ...]
    sessions_a_point: int = 1
    """More than 1 where each point is the best of several sessions."""

    @property
    def legend(self) -> tuple[Span, ...]:
        """The mark, the name and the newest value of each curve."""
        spans: list[Span] = []
        for curve in self.curves:
            name = f" {curve.side.upper()}" if curve.side else ""
            spans += [(f"  {MARKS[curve.side]}{name}", STYLES[curve.side]), (f" {curve.latest}", "")]
        if shared(self.curves):
            spans.append((f"  {BOTH} same", "dim"))
        return tuple(spans)


def thinned(points: Sequence[Place], most: int = MOST_POINTS) -> tuple[list[Place], int]:
    """Return at most `most` points, each the highest of some that follow each other, and how many those are at most.

    The groups are as alike in size as can be, so that no point is low only for being the best of few.
    """
    count = min(len(points), most)
    bounds = [at * len(points) // count for at in range(count + 1)] if count else [0]
    groups = [points[begin:end] for begin, end in pairwise(bounds)]
    return [max(group, key=lambda point: point[1]) for group in groups], max(map(len, groups), default=1)


def shared(curves: Sequence[Curve]) -> list[Place]:
    """Return the points that more than one curve has."""
    seen: set[Place] = set()
    twice = dict[Place, None]()
    for curve in curves:
        own = set(curve.points)
        twice |= dict.fromkeys(point for point in curve.points if point in seen)
        seen |= own
    return list(twice)
