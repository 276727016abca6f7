"""A canvas of braille dots in layers, with two columns and four rows of dots in a cell.

A row of dots is an integer with one bit a column, so that filling a row takes a few operations at any width. `x`
grows to the right and `y` downwards. The centre of a dot is at half a step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil, floor, hypot, sqrt

COLUMNS, ROWS = 2, 4
"""The dots of a cell."""

# The bits of a cell's dots as Unicode numbers them (chapter 21.1, "Braille"): 1 2 3 7 down the left column, 4 5 6 8
# down the right. A pair of bits of one row, the left one lowest, gives the cell's bits of that row.
_ROW_BITS = (
    (0x00, 0x01, 0x08, 0x09),
    (0x00, 0x02, 0x10, 0x12),
    (0x00, 0x04, 0x20, 0x24),
    (0x00, 0x40, 0x80, 0xC0),
)

Span = tuple[str, str]
Dots = tuple[float, float]


class Canvas:
    """A rectangle of `width` x `height` cells that clips shapes."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.columns, self.rows = width * COLUMNS, height * ROWS
        self._layers: list[tuple[str, list[int]]] = []
        self._all = (1 << self.columns) - 1

    def layer(self, style: str) -> list[int]:
        """Add a layer on top. A cell shows the dots of all layers in the style of its topmost."""
        rows = [0] * self.rows
        self._layers.append((style, rows))
        return rows

    def dot(self, layer: list[int], x: float, y: float) -> None:
        """Draw one dot."""
        if 0 <= x < self.columns and 0 <= y < self.rows:
            layer[floor(y)] |= 1 << floor(x)

    def disc(self, layer: list[int], x: float, y: float, thick: float) -> None:
        """Draw a filled circle with a diameter of `thick` dots."""
        self.limb(layer, (x, y), (x, y), thick)

    def ring(self, layer: list[int], x: float, y: float, thick: float) -> None:
        """Draw the outline of a circle with a diameter of `thick` dots, one dot wide."""
        across = _whole(thick)
        inside = dict(self._disc(x, y, across - 2)) if across > 2 else {}
        for row, mask in self._disc(x, y, across):
            layer[row] |= mask & ~inside.get(row, 0)

    def limb(self, layer: list[int], start: Dots, end: Dots, thick: float) -> None:
        """Draw a line with round ends, `thick` dots wide (rounded to an integer) at every angle."""
        for row, mask in self._stroke(start, end, thick):
            layer[row] |= mask

    def clear_limb(self, start: Dots, end: Dots, thick: float) -> None:
        """Erase such a line from all layers, as a gap around the next shape."""
        for row, mask in self._stroke(start, end, thick):
            for _, rows in self._layers:
                rows[row] &= ~mask

    def lines(self) -> list[tuple[Span, ...]]:
        """Return the cells as lines of (text, style) spans; a cell without dots is a space."""
        return [self._line(top) for top in range(0, self.rows, ROWS)]

    def _line(self, top: int) -> tuple[Span, ...]:
        inked = [(style, rows[top : top + ROWS]) for style, rows in self._layers if any(rows[top : top + ROWS])]
        if not inked:
            return ((" " * self.width, ""),)
        # Bits of a cell in any layer, topmost first: which style a cell takes is found with one test a layer.
        r0, r1, r2, r3 = (_union([rows[index] for _, rows in inked]) for index in range(ROWS))
        covers = [(style, _union(rows)) for style, rows in reversed(inked)]
        b0, b1, b2, b3 = _ROW_BITS
        spans, text, current = list[Span](), list[str](), ""
        for shift in range(0, self.columns, COLUMNS):
            bits = b0[r0 >> shift & 3] | b1[r1 >> shift & 3] | b2[r2 >> shift & 3] | b3[r3 >> shift & 3]
            style = next((style for style, cover in covers if cover >> shift & 3), "") if bits else current
            if style != current and text:
                spans.append(("".join(text), current))
                text = []
            current = style
            text.append(chr(0x2800 + bits) if bits else " ")
        spans.append(("".join(text), current))
        return tuple(spans)

    def _stroke(self, start: Dots, end: Dots, thick: float) -> Iterator[tuple[int, int]]:
        # Dots whose middles lie inside of an outline would come and go along it as it crosses the grid. So each row
        # of a steep line and each column of a flat one has one and the same number of dots, and both ends are
        # shifted by less than a dot to where a disc of this size is whole.
        across = _whole(thick)
        x, y = _shifted(start[0], across), _shifted(start[1], across)
        to_x, to_y = _shifted(end[0], across), _shifted(end[1], across)
        yield from self._disc(x, y, across)
        if x == to_x and y == to_y:
            return
        yield from self._disc(to_x, to_y, across)
        wide, high = abs(to_x - x), abs(to_y - y)
        count = _whole(across * hypot(wide, high) / max(wide, high))
        if high >= wide:
            slope = (to_x - x) / (to_y - y)
            for row in self._between(y, to_y, self.rows):
                yield row, self._mask(_first(x + (row + 0.5 - y) * slope, count), count)
            return
        slope = (to_y - y) / (to_x - x)
        for column in self._between(x, to_x, self.columns):
            top = _first(y + (column + 0.5 - x) * slope, count)
            for row in range(max(0, top), min(self.rows, top + count)):
                yield row, 1 << column

    def _disc(self, x: float, y: float, across: int) -> Iterator[tuple[int, int]]:
        left, top = _first(x, across), _first(y, across)
        for row, (inset, count) in enumerate(_chords(across), top):
            if 0 <= row < self.rows:
                yield row, self._mask(left + inset, count)

    def _between(self, start: float, end: float, limit: int) -> range:
        """Return the rows or columns whose centres lie between the two ends."""
        low, high = min(start, end), max(start, end)
        return range(max(0, ceil(low - 0.5)), min(limit, floor(high - 0.5) + 1))

    def _mask(self, left: int, count: int) -> int:
        bits = (1 << count) - 1
        return self._all & (bits << left if left >= 0 else bits >> -left)


@lru_cache(maxsize=64)
def _chords(across: int) -> tuple[tuple[int, int], ...]:
    """Return for each row of a disc the offset of its first dot, and the number of dots."""
    radius = across / 2
    halves = [sqrt(radius * radius - (row + 0.5 - radius) ** 2) for row in range(across)]
    insets = [ceil(radius - half - 0.5) for half in halves]
    return tuple((inset, across - 2 * inset) for inset in insets)


def _whole(thick: float) -> int:
    return max(1, round(thick))


def _first(middle: float, count: int) -> int:
    """Return the first of so many dots around a centre."""
    return floor(middle - count / 2 + 0.5)


def _shifted(middle: float, across: int) -> float:
    return _first(middle, across) + across / 2


def _union(rows: Sequence[int]) -> int:
    union = 0
    for row in rows:
        union |= row
    return union
