"""The one line of entry of a session says a load, a step or a whole set, or is refused with what would be right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.files.text import printable
from tui.logbook.changes.set_notation import Trained, parse
from tui.logbook.changes.typed_load import AsLast, Entry, EntryError, SaidSet, Step, parse_entry
from tui.session.commands import FinishSet, SetLoad
from tui.session.loads import load_written

ROOM = 58
"""Columns of the narrowest line that a refusal is shown in."""


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("60", SetLoad(60.0)),
        (" 22,5 kg ", SetLoad(22.5)),
        ("0", SetLoad(None)),
        ("+2.5", Step(2.5)),
        ("- 5kg", Step(-5.0)),
        ("bw", SetLoad(0.0, "bodyweight")),
        ("BW+10", SetLoad(10.0, "bodyweight")),
        ("bw - 20", SetLoad(-20.0, "bodyweight")),
        ("last", AsLast()),
        ("8@60", SaidSet(8, False, 60.0)),
        ("8 @ 62,5kg r8,5", SaidSet(8, False, 62.5, None, 8.5)),
        ("8@0", SaidSet(8, False, 0.0)),
        ("8@bw-20 R9", SaidSet(8, False, -20.0, "bodyweight", 9.0)),
        ("30s@10", SaidSet(30, True, 10.0)),
        ("1:30@bw r7", SaidSet(90, True, 0.0, "bodyweight", 7.0)),
    ],
)
def test_a_line_says_a_load_a_step_or_a_set(text: str, entry: Entry) -> None:
    assert parse_entry(text) == entry


def test_a_set_that_is_said_is_the_command_that_ends_it() -> None:
    said = parse_entry("8@bw+10 r9")
    assert isinstance(said, SaidSet) and said.command == FinishSet(8, 10.0, "bodyweight", 9.0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "write 60"),
        ("sixty", "write 60"),
        ("3x12", "one set at a time"),
        ("3 x 12 @ 60", "one set at a time"),
        ("8@60 10@60", "one set at a time"),
        ("8@60 @9", "RPE is r9"),
        ("w 8@60", "leave out the w"),
        ("w8@60", "leave out the w"),
        ("L 8@60", "leave out the leg"),
        ("14+@60", "leave out the +"),
        ("60 r9", "goes with a set"),
        ("30s", "say the load too"),
        ("8 @60 r11", "from 1 to 10"),
        ("8@60 r8.3", "halves"),
        ("8@-20", "bw-20"),
        ("60 lb", "loads are in kg"),
        ("+0", "changes nothing"),
        ("2001", "from 0 to 2000"),
        ("bw+2001", "from -2000 to 2000"),
        ("1001@60", "from 0 to 1000"),
        ("12 10 @ 20", "write 60"),
        ("60.", "write 60"),
        ("\x1b[2J", "write 60"),
        ("٦٠", "write 60"),
    ],
)
def test_what_is_not_certain_is_refused_with_what_would_be_right(text: str, says: str) -> None:
    with pytest.raises(EntryError) as caught:
        parse_entry(text)
    assert says in str(caught.value) and len(str(caught.value)) <= ROOM


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{0,4}[sx@+]?[0-9bw.,+-]{0,8}( r[0-9.]{0,5})?", fullmatch=True))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        parse_entry(text)
    except EntryError as error:
        assert len(str(error)) <= ROOM and printable(str(error)) == str(error)


@given(
    reps=st.integers(0, 1000),
    load=st.integers(-4000, 4000).map(lambda halves: halves / 2),
    rpe=st.none() | st.integers(2, 20).map(lambda halves: halves / 2),
)
def test_a_set_means_the_same_in_the_entry_and_in_a_line_of_sets(reps: int, load: float, rpe: float | None) -> None:
    exercise = Trained("pull-up", "bilateral", "right", False, "bodyweight")
    written = load_written(load, "bodyweight")
    text = f"{reps}@{written}" + ("" if rpe is None else f" r{rpe:g}")
    (row,) = parse(text, exercise)
    assert parse_entry(text) == SaidSet(reps, False, load, "bodyweight", rpe)
    assert (row.reps, row.load, row.load_counts, row.rpe) == (reps, load, "bodyweight", rpe)
    assert parse_entry(written) == SetLoad(load, "bodyweight")
