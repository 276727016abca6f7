"""Numbers over time as a line of bars."""

from collections.abc import Sequence
from typing import Final

BARS: Final = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float | None]) -> str:
    """Return one bar a value, the lowest for the least and the highest for the most; a space where there is none.

    Values that are all alike stand half as high.
    """
    known = [value for value in values if value is not None]
    if not known:
        return " " * len(values)
    least, most = min(known), max(known)
    return "".join(" " if value is None else _bar(value, least, most) for value in values)


def _bar(value: float, least: float, most: float) -> str:
    if most <= least:
        return BARS[len(BARS) // 2 - 1]
    return BARS[round((value - least) / (most - least) * (len(BARS) - 1))]
