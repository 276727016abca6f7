"""Numbers over time as a line of bars."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

BARS: Final = "▁▂▃▄▅▆▇█"


def sparkline(
    values: Sequence[float | None], *, bounds: tuple[float, float] | None = None, width: int | None = None
) -> str:
    """Return one bar a value, the lowest for the least and the highest for the most; a space where there is none.

    Values that are all alike stand half as high. `bounds` are the least and the most of several lines that are to
    be compared. Where there are more values than `width`, neighbours share a bar of their mean.
    """
    if width is not None and len(values) > width:
        edges = [len(values) * at // width for at in range(width + 1)]
        values = [_mean(values[low:high]) for low, high in pairwise(edges)]
    known = [value for value in values if value is not None]
    if not known:
        return " " * len(values)
    least, most = bounds or (min(known), max(known))
    return "".join(" " if value is None else _bar(value, least, most) for value in values)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _bar(value: float, least: float, most: float) -> str:
    if most <= least:
        return BARS[len(BARS) // 2 - 1]
    share = max(0.0, min(1.0, (value - least) / (most - least)))
    return BARS[round(share * (len(BARS) - 1))]
