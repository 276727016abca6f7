"""Notes in the engine, and the file of pinned ones that follows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from plans import BOTH_LEGS, LUNGE, after, plan_of

from tui.logbook.disk.calls import RealDisk
from tui.runtime.pinned_notes import PinBoard, pin_changes, read_pinned
from tui.session import CountRep, NotNow, Redo, Skip, State, Undo, begin
from tui.session.commands import AddSet, Note


def notes(state: State) -> list[str]:
    return [planned.note for planned in state.live.sets]


def test_a_note_is_of_the_set_at_hand_and_in_a_rest_of_the_one_done_last() -> None:
    state = after(begin(plan_of(BOTH_LEGS, LUNGE, sets=1, reps=1), 0), Skip(), Note("a"), CountRep(), Note("b"))
    assert notes(state) == ["a; b", ""]
    assert notes(after(state, Undo())) == ["a", ""]
    assert notes(after(state, Undo(), Undo(), Undo())) == ["", ""]


def test_one_more_set_has_no_note_of_its_model() -> None:
    state = after(begin(plan_of(BOTH_LEGS, sets=1), 0), Note("a"), AddSet(0))
    assert notes(state) == ["a", ""]


def test_a_note_without_words_or_without_end_is_refused() -> None:
    state = begin(plan_of(BOTH_LEGS), 0)
    with pytest.raises(NotNow):
        after(state, Note("  "))
    with pytest.raises(NotNow):
        after(state, Note("a" * 3000), Note("a" * 3000))


def test_the_file_must_say_what_stood_there_before_when_pins_are_undone() -> None:
    start = begin(plan_of(BOTH_LEGS), 0)
    first = after(start, Note("one", True, "zero"))
    second = after(first, Note("two", True, "one"))
    assert pin_changes(start.live, first.live) == {"deadlift": "one"}
    assert pin_changes(second.live, after(second, Undo()).live) == {"deadlift": "one"}
    assert pin_changes(first.live, after(first, Undo()).live) == {"deadlift": "zero"}
    assert pin_changes(start.live, after(first, Undo(), Redo()).live) == {"deadlift": "one"}
    fresh = after(start, Note("one", True))
    assert pin_changes(fresh.live, after(fresh, Undo()).live) == {"deadlift": None}


def test_the_file_is_made_and_its_entry_goes_with_the_undo(tmp_path: Path) -> None:
    path = tmp_path / "config" / "notes.toml"
    board, start = PinBoard(path, RealDisk()), begin(plan_of(BOTH_LEGS), 0)
    pinned = after(start, Note('seat "4"\u202e', True))
    assert board.follow(start.live, pinned.live) and board.write() == ""
    assert board.note("deadlift") and set(read_pinned(path)) == {"deadlift"}
    assert board.follow(pinned.live, after(pinned, Undo()).live) and board.write() == ""
    assert read_pinned(path) == {} and board.note("deadlift") is None
    assert not board.follow(start.live, start.live) and board.write() == ""
