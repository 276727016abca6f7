"""Digits and capitals to be read from across a room, drawn with blocks two cells wide so that they look square."""

from __future__ import annotations

from typing import Final

HEIGHT: Final = 5
"""Rows at scale 1."""

_FONT: Final = {
    "0": "### #.# #.# #.# ###",
    "1": ".#. ##. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# ### ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# ..# ..#",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    ":": ". # . # .",
    ".": ". . . . #",
    " ": ".. .. .. .. ..",
    "A": ".#. #.# ### #.# #.#",
    "B": "##. #.# ##. #.# ##.",
    "C": "### #.. #.. #.. ###",
    "D": "##. #.# #.# #.# ##.",
    "E": "### #.. ##. #.. ###",
    "F": "### #.. ##. #.. #..",
    "G": "### #.. #.# #.# ###",
    "H": "#.# #.# ### #.# #.#",
    "I": "### .#. .#. .#. ###",
    "J": "..# ..# ..# #.# ###",
    "K": "#.# #.# ##. #.# #.#",
    "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#..# ##.# #.## #..# #..#",
    "O": "### #.# #.# #.# ###",
    "P": "### #.# ### #.. #..",
    "Q": "###. #.#. #.#. #.#. ####",
    "R": "### #.# ##. #.# #.#",
    "S": "### #.. ### ..# ###",
    "T": "### .#. .#. .#. .#.",
    "U": "#.# #.# #.# #.# ###",
    "V": "#.# #.# #.# #.# .#.",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#.# #.# .#. #.# #.#",
    "Y": "#.# #.# .#. .#. .#.",
    "Z": "### ..# .#. #.. ###",
    "-": ".. .. ## .. ..",
}

ARROW_LEFT: Final = (
    "    ▄██           ",
    "  ▄████▄▄▄▄▄▄▄▄▄▄▄",
    "██████████████████",
    "  ▀████▀▀▀▀▀▀▀▀▀▀▀",
    "    ▀██           ",
)
ARROW_RIGHT: Final = tuple(line[::-1] for line in ARROW_LEFT)


def big(text: str, scale: int = 1) -> tuple[str, ...]:
    """Draw the text (digits, capitals, `: . -`, spaces) as `5 * scale` rows of equal width, no other characters."""
    glyphs = [_FONT[char].split() for char in text if char in _FONT]
    rows = []
    for y in range(HEIGHT):
        pixels = ".".join(glyph[y] for glyph in glyphs)
        row = "".join(("█" if pixel == "#" else " ") * 2 * scale for pixel in pixels)
        rows += [row] * scale
    return tuple(rows)


def drawable(text: str) -> bool:
    """Whether `big` has every character of the text."""
    return all(char in _FONT for char in text)
