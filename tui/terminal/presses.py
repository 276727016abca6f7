"""Taps told from a key held down: a state machine of arrival times and read numbers.

A keyboard repeats a held key after 250 to 600 ms, then every 25 to 60 ms, rarely every 90, and the terminal delivers
each repeat in a read of its own. Nobody taps with a thumb that fast.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # the first painting needs no engine
    from tui.session.plan import Ms

BURST: Final[Ms] = 12
"""Reads closer together than this are one burst of a slow line: no keyboard repeats that fast."""
FASTEST_THUMB: Final[Ms] = 65
"""A third press after a gap below this is a repeat, however even the gaps are."""
REPEAT: Final[Ms] = 120
"""Even gaps below this are repeats."""
EVEN: Final[Ms] = 10
"""How far two even gaps may differ."""
RELEASED: Final[Ms] = 150
"""A gap from which a held key counts as pressed anew."""
FORGOTTEN: Final[Ms] = 800
"""A pause after which the presses before no longer matter: keyboards begin to repeat sooner."""


@dataclass(frozen=True, slots=True)
class Presses:
    """The last presses of one key, as far as they matter for the next."""

    key: str = ""
    read: int = 0
    at: Ms = 0
    gap: Ms | None = None
    """Before the last press; None where it was the first, or one of several in one read."""
    held: bool = False
    """Whether the last press is a repeat of a held key."""


def pressed(before: Presses, key: str, at: Ms, read: int | None) -> Presses:
    """Return the presses with one more, which arrived at `at` in read number `read`.

    A key that came from no terminal is always a tap.
    """
    if read is None:
        return Presses()
    gap = at - before.at
    if key != before.key or gap > FORGOTTEN:
        return Presses(key, read, at)
    if read == before.read or gap < BURST:
        return replace(before, read=read, at=at, gap=before.gap if before.held else None)
    return Presses(key, read, at, gap, _is_repeat(before, gap))


def _is_repeat(before: Presses, gap: Ms) -> bool:
    if before.held:
        return gap < RELEASED
    if before.gap is None or gap >= REPEAT:
        return False
    return gap < FASTEST_THUMB or (before.gap < REPEAT and abs(gap - before.gap) <= EVEN)
