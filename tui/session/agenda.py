"""Today's list to be shown and worked on: each exercise with its sets, in the order in which they will be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui.session.plan import PlannedSet
from tui.session.state import State
from tui.session.todays_list import untouched

Stage = Literal["done", "skipped", "at hand", "begun", "open"]


@dataclass(frozen=True, slots=True)
class Item:
    """A set of an exercise on the list."""

    planned: PlannedSet
    stage: Stage


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise on the list."""

    movement: int
    """Its index among the movements of the session."""
    id: str
    name: str
    short: str
    """Its name where there is little room."""
    items: tuple[Item, ...]
    current: bool

    @property
    def done(self) -> int:
        """Sets in which something was done."""
        return sum(item.stage == "done" for item in self.items)

    @property
    def left(self) -> int:
        """Sets that are open."""
        return sum(item.stage in ("at hand", "begun", "open") for item in self.items)

    @property
    def next_set(self) -> int | None:
        """Id of the first open set."""
        return next((one.planned.id for one in self.items if one.stage in ("at hand", "begun", "open")), None)


def agenda(state: State) -> tuple[Exercise, ...]:
    """Return today's list; what was dropped or replaced before anything was done of it is left out."""
    live, shown = state.live, state.live.shown
    sets = [planned for planned in live.sets if not planned.dropped]
    return tuple(
        Exercise(
            index,
            live.movements[index].id,
            live.movements[index].name,
            live.movements[index].short,
            tuple(Item(one, _stage(one, state)) for one in sets if one.movement == index),
            index == shown.movement and not state.is_over,
        )
        for index in dict.fromkeys(planned.movement for planned in sets)
    )


def open_sets(state: State, movement: int) -> tuple[PlannedSet, ...]:
    """Return the sets that a replacement of this exercise takes the place of: those in which nothing is done."""
    return tuple(untouched(state.live, movement))


def _stage(planned: PlannedSet, state: State) -> Stage:
    live = state.live
    touched = any(row.set == planned.id and (row.reps or row.held or row.closed) for row in live.rows)
    if planned.id in live.finished:
        return "done" if touched else "skipped"
    if planned.id == live.shown.id:
        return "at hand"
    return "begun" if touched else "open"
