"""The rows of the choosing screen: first from the heads of the files, then from the whole catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalogue import bundled
from catalogue.outline import RoutineOutline, outline
from tui.widgets.sidebar import Entry

if TYPE_CHECKING:
    from catalogue.loading import Catalogue


def outlined(config: Path) -> tuple[Entry, ...]:
    """Return the rows for the first painting, which can't wait for whole files."""
    return tuple(
        _routine(one.id, one.name)
        if isinstance(one, RoutineOutline)
        else Entry(one.id, one.name, one.level.upper(), False)
        for one in outline([bundled.FOLDER, config])
    )


def entries_of(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the rows for what was read."""
    return (
        *(_routine(one.id, one.name) for one in catalogue.routines.values()),
        *(Entry(one.id, one.name, one.level.upper(), False) for one in catalogue.exercises.values()),
    )


def _routine(id_: str, name: str) -> Entry:
    return Entry(id_, name, "ROUTINES", True)
