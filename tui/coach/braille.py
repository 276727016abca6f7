"""A canvas of braille dots: two columns and four rows of dots to a cell, in layers that lie on one another.

A row of dots is one whole number with a bit for each column, so that a filled shape costs a few operations a row,
however wide it is. `x` grows to the right, `y` downwards; a dot's middle is at half a step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, sqrt

COLUMNS, ROWS = 2, 4
"""Dots of a cell."""

# The bits of a cell's dots as Unicode numbers them (chapter 21.1, "Braille"): 1 2 3 7 down the left column, 4 5 6 8
# down the right. A pair of bits of one row, the left one lowest, gives the cell's bits of that row.
_ROW_BITS = (
    (0x00, 0x01, 0x08, 0x09),
    (0x00, 0x02, 0x10, 0x12),
    (0x00, 0x04, 0x20, 0x24),
    (0x00, 0x40, 0x80, 0xC0),
)

Span = tuple[str, str]


class Canvas:
    """A rectangle of `width` x `height` cells; shapes that reach beyond it are cut."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.columns, self.rows = width * COLUMNS, height * ROWS
        self._layers: list[tuple[str, list[int]]] = []
        self._all = (1 << self.columns) - 1

    def layer(self, style: str) -> list[int]:
        """A new layer on top of the others; a cell shows the dots of all and takes the style of the topmost."""
        rows = [0] * self.rows
        self._layers.append((style, rows))
        return rows

    def dot(self, layer: list[int], x: float, y: float) -> None:
        """One dot."""
        self._span(layer, floor(y), floor(x), floor(x))

    def disc(self, layer: list[int], x: float, y: float, radius: float) -> None:
        """A filled circle: every dot whose middle is inside."""
        self.limb(layer, (x, y), (x, y), radius, radius)

    def ring(self, layer: list[int], x: float, y: float, radius: float, thick: float = 1.0) -> None:
        """A circle with nothing inside, its line `thick` dots inward of the radius."""
        inner = radius - thick
        for row in self._rows(y - radius, y + radius):
            half = _half(radius, row + 0.5 - y)
            if half < 0:
                continue
            hole = _half(inner, row + 0.5 - y)
            left, right = ceil(x - half - 0.5), floor(x + half - 0.5)
            if hole < 0:
                self._span(layer, row, left, right)
            else:
                self._span(layer, row, left, max(left, ceil(x - hole - 0.5) - 1))
                self._span(layer, row, min(right, floor(x + hole - 0.5) + 1), right)

    def line(self, layer: list[int], start: tuple[float, float], end: tuple[float, float]) -> None:
        """A line one dot thin."""
        (x, y), (to_x, to_y) = start, end
        steps = max(1, ceil(max(abs(to_x - x), abs(to_y - y))))
        for step in range(steps + 1):
            part = step / steps
            self.dot(layer, x + (to_x - x) * part, y + (to_y - y) * part)

    def limb(
        self,
        layer: list[int],
        start: tuple[float, float],
        end: tuple[float, float],
        start_radius: float,
        end_radius: float,
    ) -> None:
        """A filled line with round ends, as thick at each end as its radius there."""
        for row, left, right in self._spans(start, end, start_radius, end_radius):
            self._span(layer, row, left, right)

    def clear_limb(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        start_radius: float,
        end_radius: float,
    ) -> None:
        """Take the dots of such a line out of all the layers there are, so that what comes next stands apart."""
        for row, left, right in self._spans(start, end, start_radius, end_radius):
            mask = ~self._mask(left, right)
            for _, rows in self._layers:
                rows[row] &= mask

    def lines(self) -> list[tuple[Span, ...]]:
        """The cells as lines of (text, style) spans; a cell without dots is a space."""
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

    def _spans(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        start_radius: float,
        end_radius: float,
    ) -> Iterator[tuple[int, int, int]]:
        # The hull of two discs is convex: one stretch a row, from the leftmost to the rightmost of the two discs
        # and the band between them. The band is taken as a chain of discs half a dot apart at its thinnest.
        (x, y), (to_x, to_y) = start, end
        length = sqrt((to_x - x) ** 2 + (to_y - y) ** 2)
        low = min(y - start_radius, to_y - end_radius)
        high = max(y + start_radius, to_y + end_radius)
        steps = max(1, ceil(length))
        discs = [
            (
                x + (to_x - x) * step / steps,
                y + (to_y - y) * step / steps,
                start_radius + (end_radius - start_radius) * step / steps,
            )
            for step in range(steps + 1 if length else 1)
        ]
        lefts, rights = dict[int, float](), dict[int, float]()
        for at_x, at_y, radius in discs:
            for row in self._rows(at_y - radius, at_y + radius):
                half = _half(radius, row + 0.5 - at_y)
                if half >= 0:
                    lefts[row] = min(lefts.get(row, at_x), at_x - half)
                    rights[row] = max(rights.get(row, at_x), at_x + half)
        for row in self._rows(low, high):
            if row in lefts:
                yield row, ceil(lefts[row] - 0.5), floor(rights[row] - 0.5)

    def _rows(self, low: float, high: float) -> range:
        return range(max(0, floor(low)), min(self.rows, ceil(high)))

    def _span(self, layer: list[int], row: int, left: int, right: int) -> None:
        if 0 <= row < self.rows:
            layer[row] |= self._mask(left, right)

    def _mask(self, left: int, right: int) -> int:
        left = max(0, left)
        return self._all & ((1 << right + 1) - (1 << left)) if right >= left else 0


def _half(radius: float, away: float) -> float:
    """Half of the chord at a distance from the middle, or -1 outside of the circle."""
    return sqrt(radius * radius - away * away) if radius > abs(away) else -1.0


def _union(rows: Sequence[int]) -> int:
    union = 0
    for row in rows:
        union |= row
    return union
