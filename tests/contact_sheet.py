"""Draws every bundled exercise at its start, middle and far end: `.venv/bin/python tests/contact_sheet.py`.

Dots are drawn as dots, not as text, so that the picture looks the same whatever fonts there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from catalogue.loading import load_catalogue
from tui.figure.drawing import Facing, Limb, figure_lines
from tui.figure.geometry import Figure, figure_of, stills
from tui.widgets.lines import Line

PICTURE = Path(__file__).with_name("pictures") / "figures.svg"
WIDTH, HEIGHT = 24, 12
"""Cells of one figure."""
DOT = 3.0
"""Pixels from dot to dot."""
GAP, TITLE, ACROSS = 14, 26, 2
COLOURS = {"": "#e0e0e0", "strong": "#ffffff", "dim": "#8f8f8f", "side": "#ffa62b", "frame": "#5c6773"}
# Bit of a braille cell -> column and row of its dot.
PLACES = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))


def sheet(width: int = WIDTH, height: int = HEIGHT, facing: Facing = "right", titles: bool = True) -> str:
    """The contact sheet as an SVG, each figure in so many cells."""
    exercises = load_catalogue(None).exercises.values()
    across, down = width * 2 * DOT, height * 4 * DOT
    block = (3 * across + 3 * GAP, down + TITLE + GAP)
    parts = list[str]()
    for at, exercise in enumerate(exercises):
        x, y = GAP + at % ACROSS * block[0], at // ACROSS * block[1]
        if titles:
            parts.append(f'<text x="{x:g}" y="{y + 20:g}" fill="#e0e0e0">{escape(exercise.name)}</text>')
        figure = figure_of(exercise)
        working: Limb | None = "near" if exercise.sides.mode != "bilateral" else None
        for number, lines in enumerate(_three(figure, width, height, facing, working) if figure else ()):
            parts.extend(_paths(lines, x + number * (across + GAP), y + TITLE))
    rows = -(-len(exercises) // ACROSS)
    wide, tall = ACROSS * block[0] + GAP, rows * block[1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {tall:g}" width="{wide:g}" height="{tall:g}" '
        f'font-family="sans-serif" font-size="15"><rect width="100%" height="100%" fill="#121212"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _three(figure: Figure, width: int, height: int, facing: Facing, working: Limb | None) -> Iterator[Sequence[Line]]:
    for index, part in stills(figure):
        yield figure_lines(figure, index, part, width, height, facing, working)


def _paths(lines: Sequence[Line], left: float, top: float) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for x, y, style in dots_of(lines):
        found.setdefault(style, []).append(f"M{left + (x + 0.5) * DOT:g} {top + (y + 0.5) * DOT:g}h0")
    for style, places in found.items():
        yield (
            f'<path d="{"".join(places)}" stroke="{COLOURS[style]}" stroke-width="{DOT * 0.8:g}" '
            'stroke-linecap="round"/>'
        )


def dots_of(lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Column, row and style of every dot that is shown."""
    for row, line in enumerate(lines):
        marks = [(mark, style) for text, style in line for mark in text]
        for column, (mark, style) in enumerate(marks):
            bits = max(0, ord(mark) - 0x2800)
            for bit, (x, y) in enumerate(PLACES):
                if bits >> bit & 1:
                    yield column * 2 + x, row * 4 + y, style


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(sheet(), encoding="utf-8")
