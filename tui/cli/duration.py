"""The estimated duration of what can be run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.estimate import estimate
from tui.session.resolve import resolve

if TYPE_CHECKING:
    from catalogue.loading import Catalogue
    from catalogue.schema.models import Exercise, Routine
    from tui.session.plan import Ms
    from tui.session.resolve import Wishes


def duration(item: Routine | Exercise, catalogue: Catalogue, wished: Wishes) -> Ms:
    """Return the estimate of a whole routine or exercise."""
    return estimate(resolve([item], catalogue.exercises, wished))
