"""Which read of the terminal brought an event: keys of one read were pressed before any of them was answered."""

from __future__ import annotations

from typing import Final, TypeVar

from textual import events

_ATTRIBUTE: Final = "_repcue_read"

Marked = TypeVar("Marked", bound=events.Event)


def read_number(event: events.Event) -> int | None:
    """Return the number of the terminal read that brought the event; None where it came from no terminal."""
    number: int | None = getattr(event, _ATTRIBUTE, None)
    return number


def mark_read(event: Marked, number: int) -> Marked:
    """Put the number of a read on the event, as the driver does; return the event."""
    setattr(event, _ATTRIBUTE, number)
    return event
