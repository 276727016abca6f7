"""The cursor on today's list: where it stands, and where it goes when the list changes under it."""

from __future__ import annotations

from dataclasses import dataclass

from tui.session.agenda import Exercise, Item, agenda
from tui.session.state import State
from tui.widgets.today import ListRow
from tui.words.list_lines import aim_text, exercise_mark, item_text


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: an exercise, or one of its sets."""

    exercise: Exercise
    item: Item | None = None

    @property
    def key(self) -> tuple[int, int | None]:
        """What it is of, wherever it stands."""
        return self.exercise.movement, None if self.item is None else self.item.planned.id

    @property
    def goal(self) -> int | None:
        """Id of the set to go to from here, None where nothing is left."""
        return self.exercise.next_set if self.item is None else self.item.planned.id


def rows_of(state: State) -> tuple[Row, ...]:
    """Return the rows of today's list: each exercise, and under it its sets."""
    return tuple(row for one in agenda(state) for row in (Row(one), *_sets_of(one)))


def _sets_of(one: Exercise) -> list[Row]:
    return [Row(one, item) for item in one.items] if len(one.items) > 1 else []


def row_of(state: State, movement: int) -> int:
    """Return the row of an exercise."""
    return next((at for at, row in enumerate(rows_of(state)) if row.key == (movement, None)), 0)


def shown_rows(state: State, focus: ListFocus) -> tuple[ListRow, ...]:
    """Return the rows as they are painted."""
    rows = rows_of(state)
    at = focus.index(rows) if rows else 0
    return tuple(_shown(row, state, index == at) for index, row in enumerate(rows))


def _shown(row: Row, state: State, here: bool) -> ListRow:
    one, item = row.exercise, row.item
    if item is None:
        style = "strong" if one.current else "" if one.left else "dim"
        return ListRow(f"{exercise_mark(one)} ", one.name, f"{one.done}/{len(one.items)}", one.short, style, here)
    counts = state.live.movements[one.movement].load_counts
    style = "" if item.stage in ("at hand", "begun", "open") else "dim"
    return ListRow("  ", item_text(item), aim_text(item.planned, counts, state.plan.unit), "", style, here)


class ListFocus:
    """The cursor; it stays with its exercise or set, and in its place where that is gone."""

    def __init__(self) -> None:
        self.on = False
        """Whether the list has the keyboard."""
        self._key: tuple[int, int | None] | None = None
        self._at = 0

    def take(self, state: State, at: int | None = None) -> None:
        """Take the keyboard, the cursor on a row, or else on the exercise at hand."""
        rows = rows_of(state)
        current = next((index for index, row in enumerate(rows) if row.exercise.current), 0)
        self.on = bool(rows)
        self._put(rows, current if at is None else at)

    def leave(self) -> None:
        """Give the keyboard back to the pane."""
        self.on = False

    def index(self, rows: tuple[Row, ...]) -> int:
        """Return which row the cursor is on."""
        keys = [row.key for row in rows]
        if self._key in keys:
            self._at = keys.index(self._key)
        return max(0, min(self._at, len(rows) - 1))

    def row(self, state: State) -> Row | None:
        """Return the row under the cursor; None while the list hasn't the keyboard."""
        rows = rows_of(state) if self.on else ()
        return rows[self.index(rows)] if rows else None

    def move(self, state: State, by: int) -> None:
        """Move the cursor; it stops at both ends."""
        rows = rows_of(state)
        self._put(rows, self.index(rows) + by)

    def follow(self, movement: int) -> None:
        """Put the cursor on an exercise, such as one that has just come."""
        self._key = (movement, None)

    def _put(self, rows: tuple[Row, ...], at: int) -> None:
        if rows:
            self._at = max(0, min(at, len(rows) - 1))
            self._key = rows[self._at].key
