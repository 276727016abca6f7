"""Days, times and RPE as the text of options."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TypeVar

import click

from tui.logbook.changes.typed_values import day_of, moment_of, rpe_of, time_of

T = TypeVar("T")


def day(text: str, today: date) -> date:
    """Parse `2026-11-20`, `today` or `yesterday`. Raises BadParameter."""
    return _read(lambda: day_of(text, today))


def clock_time(context: click.Context, option: click.Parameter, text: str | None) -> time | None:
    """Convert an option's text, `18:00`, to a time of day."""
    return None if text is None else _read(lambda: time_of(text))


def moment(context: click.Context, option: click.Parameter, text: str | None) -> datetime | None:
    """Convert an option's text, `2026-11-22 18:05` with an offset or without, to a moment."""
    return None if text is None else _read(lambda: moment_of(text))


def rpe(context: click.Context, option: click.Parameter, text: str | None) -> float | None:
    """Convert an option's text, 1 to 10 in halves, to an RPE."""
    return None if text is None else _read(lambda: rpe_of(text))


def _read(read: Callable[[], T]) -> T:
    try:
        return read()
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
