"""The wall clock of a session: it only goes on, whatever the machine's clock did between two of its runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from tui.logbook.journal.codec import Anchor
from tui.session.plan import Ms

MOST_UNASKED: Final = timedelta(hours=12)
"""A pause between being cut short and carrying on that needs no question."""


def jump(anchors: Sequence[Anchor], last: Ms, now: datetime) -> timedelta | None:
    """Return how far the wall clock is from where the session was cut short, if nobody can say what that means.

    Below zero it is behind; otherwise it is so far ahead that it may have been wrong, then or now.
    """
    gone = now - last_moment(anchors, last)
    return None if timedelta(0) <= gone <= MOST_UNASKED else gone


def last_moment(anchors: Sequence[Anchor], last: Ms) -> datetime:
    """Return what the wall clock said at the last session time known."""
    return _at(settled(anchors)[-1], last)


def settled(anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """Return the anchors without the jumps that nobody was asked about: there the clock goes on from before."""
    kept = [anchors[0]]
    for anchor in anchors[1:]:
        before = _at(kept[-1], anchor.at)
        gone = anchor.wall - before
        trusted = timedelta(0) <= gone and (anchor.asked or gone <= MOST_UNASKED)
        kept.append(anchor if trusted else replace(anchor, wall=before))
    return tuple(kept)


def wall_at(anchors: Sequence[Anchor], at: Ms) -> datetime:
    """Return what the wall clock said at a session time, of anchors that are `settled`."""
    # What happened at the very instant of a later anchor happened before the session was cut short there.
    return _at(next((anchor for anchor in reversed(anchors) if anchor.at < at), anchors[0]), at)


def _at(anchor: Anchor, at: Ms) -> datetime:
    return anchor.wall + timedelta(milliseconds=at - anchor.at)
