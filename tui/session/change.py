"""One transition being made, and what it may do to the rows of the set at hand."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from tui.session.cues import Cue, CueKind
from tui.session.plan import Movement, Ms, Plan, PlannedSet, Side
from tui.session.state import Live, PartDone, Row, Segment, Turn, Work, current_rows


@dataclass(slots=True)
class Change:
    """One transition being made: `live` at the instant `t`, in live time."""

    plan: Plan
    live: Live
    t: Ms
    offset: Ms
    cues: list[Cue] = field(default_factory=list)

    @property
    def planned(self) -> PlannedSet:
        """The set at hand."""
        return self.live.planned

    @property
    def movement(self) -> Movement:
        """The movement of the set at hand."""
        return self.live.movement

    def go(self, segment: Segment) -> None:
        """Enter a segment."""
        self.live = replace(self.live, segment=segment)

    def cue(self, kind: CueKind, side: Side | None = None, number: int | None = None) -> None:
        """Tell the person something at this instant."""
        self.cues.append(Cue(kind, self.t + self.offset, side, number, self.live.at))


def map_rows(change: Change, update: Callable[[Row], Row], side: Side | None) -> None:
    """Replace the row of the set at hand that belongs to `side`."""
    rows = tuple(update(row) if row.set == change.live.at and row.side == side else row for row in change.live.rows)
    change.live = replace(change.live, rows=rows)


def map_turn(change: Change, turn: Turn, update: Callable[[Row], Row]) -> None:
    """Replace the row that the turn works on, or both when alternating."""
    for row in current_rows(change.live):
        if turn.side is None or row.side == turn.side:
            map_rows(change, update, row.side)


def open_row(change: Change, side: Side | None) -> Row:
    """Return the side's row of the set at hand; a new one is opened where there is none."""
    for row in current_rows(change.live):
        if row.side == side:
            return row
    planned = change.planned
    row = Row(planned.id, side, change.t + change.offset, planned.load, planned.load_counts)
    change.live = replace(change.live, rows=(*change.live.rows, row))
    return row


def is_closed(change: Change, side: Side) -> bool:
    """Whether the side is done with the set at hand."""
    return any(row.side == side and row.closed for row in current_rows(change.live))


def close_rows(change: Change, sets: Collection[int]) -> None:
    """Close what was worked in these sets; a row that was passed over, or only opened, is not something done."""
    rows = (
        replace(row, closed=True, parts=_done_parts(row)) if row.set in sets else row
        for row in change.live.rows
        if row.set not in sets or row.reps or row.held or (row.closed and not row.skipped)
    )
    change.live = replace(change.live, rows=tuple(rows))


def _done_parts(row: Row) -> tuple[PartDone, ...]:
    return tuple(part for part in row.parts if part.reps)


def forget_untouched(change: Change) -> None:
    """Drop the open rows of the set at hand in which nothing was done."""
    rows = tuple(row for row in change.live.rows if row.set != change.live.at or row.reps or row.held or row.closed)
    change.live = replace(change.live, rows=rows)


def leave_work(change: Change) -> None:
    """Add the time worked to the rows that worked; two alternating legs share it."""
    work, turn = change.live.segment, change.live.turn
    if isinstance(work, Work) and turn is not None:
        shared = len(current_rows(change.live)) if turn.side is None else 1
        spent = (change.t - work.began) // shared
        map_turn(change, turn, lambda row: replace(row, worked=row.worked + spent))
