"""The tempo bar: one rep from left to right, a segment a phase in proportion to its seconds, a marker that moves."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from tui.session.plan import Ms, Phase
from tui.widgets.lines import Line

LEAST = 4
"""Cells below which a segment can't be seen for what it is."""


def tempo_bar(phases: Sequence[Phase], number: int, left: Ms, width: int) -> list[Line]:
    """Draw two lines: the cue words over their segments, and the bar; `number` is the phase with `left` to go."""
    sizes = segment_sizes([phase.lasts for phase in phases], width)
    words: list[tuple[str, str]] = []
    bar: list[tuple[str, str]] = []
    for index, (phase, size) in enumerate(zip(phases, sizes, strict=True), 1):
        at_hand = index == number
        words.append((_word(phase, size), "phase" if at_hand else "dim"))
        if index < number:
            bar.append(("━" * (size - 1) + "┻", "bar"))
        elif not at_hand:
            bar.append(("─" * (size - 1) + "┴", "frame"))
        else:
            done = min(size - 1, max(0, size * (phase.lasts - left) // phase.lasts))
            bar += [("━" * done, "bar"), ("●", "phase"), ("─" * (size - 1 - done), "frame")]
    return [tuple(words), tuple(bar)]


def segment_sizes(lasts: Sequence[Ms], width: int) -> list[int]:
    """Return cells for each phase: in proportion, none too small to see, `width` in all if there is room for that."""
    whole = sum(lasts)
    sizes = [max(LEAST, width * ms // whole) for ms in lasts]
    longest = max(range(len(lasts)), key=lambda index: lasts[index])
    sizes[longest] = max(LEAST, sizes[longest] + width - sum(sizes))
    return sizes


def _word(phase: Phase, size: int) -> str:
    breath = f" · {phase.breathe}" if phase.breathe else ""
    word = phase.cue + breath if cell_len(phase.cue + breath) < size else phase.cue
    return set_cell_size(word if cell_len(word) < size else word[: size - 1], size)
