"""A line that a person writes is read as the sets that were done, or refused with its column."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.logbook.changes.set_notation import NotationError, Trained, exercise_of, parse, render
from tui.logbook.log.log_model import LogSet

DEADLIFT = Trained("deadlift", "bilateral", "right", False, "total")
LUNGE = Trained("lunge", "unilateral", "right", False, "per-hand")
STEP_UP = Trained("step-up", "alternating", "left", False, "per-hand")
PLANK = Trained("plank", "bilateral", "right", True, "none")
SIDE_PLANK = Trained("side-plank", "unilateral", "left", True, "none")


def short(row: LogSet) -> str:
    """A row as `2 left 10 @8`, the kind and the seconds where there is something to say."""
    done = f"{row.seconds:g}s" if row.reps is None else str(row.reps)
    parts = [str(row.set), row.side or "", row.kind if row.kind != "working" else "", done]
    parts += ["bodyweight" if row.on_body_weight else "", "" if row.load is None else f"@{row.load:g}"]
    parts += ["" if row.rpe is None else f"r{row.rpe:g}"]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("12 12 10 @ 20", ["1 12 @20", "2 12 @20", "3 10 @20"]),
        ("12, 12, 10", ["1 12", "2 12", "3 10"]),
        ("12@20 10@22.5", ["1 12 @20", "2 10 @22.5"]),
        ("12 @20 10 @22,5", ["1 12 @20", "2 10 @22.5"]),
        ("3x10 @ 8", ["1 10 @8", "2 10 @8", "3 10 @8"]),
        ("2 X 10@8kg 5×1", ["1 10 @8", "2 10 @8", *[f"{n} 1" for n in range(3, 8)]]),
        ("w 10@5 2x12 @ 20", ["1 warmup 10 @5", "1 12 @20", "2 12 @20"]),
        ("10@5(w) 2x12(w) 12", ["1 warmup 10 @5", "2 warmup 12", "3 warmup 12", "1 12"]),
        ("w10 10 (w) 9", ["1 warmup 10", "2 warmup 10", "1 9"]),
        ("10 10 14+ @ 20", ["1 10 @20", "2 10 @20", "3 amrap 14 @20"]),
        ("30s 1:30 7,5 s", ["1 30s", "2 90s", "3 7.5s"]),
        ("10@0 10@20", ["1 10 @0", "2 10 @20"]),
        ("  deadlift :  12 ", ["1 12"]),
        ("12@20 r9 10@20 R8,5 9@20", ["1 12 @20 r9", "2 10 @20 r8.5", "3 9 @20"]),
        ("3x12 r9 @ 20", ["1 12 @20", "2 12 @20", "3 12 @20 r9"]),
        ("10 8 @ bw-20", ["1 10 bodyweight @-20", "2 8 bodyweight @-20"]),
        ("10@bw 8@bw+2,5 r10 6@BW - 20kg", ["1 10 bodyweight @0", "2 8 bodyweight @2.5 r10", "3 6 bodyweight @-20"]),
    ],
)
def test_sets_of_both_legs_at_once(line: str, rows: list[str]) -> None:
    assert [short(row) for row in parse(line, DEADLIFT)] == rows


@pytest.mark.parametrize(
    "line",
    ["L 10 10 9 R 10 10 11 @ 8", "lunge: R 10 10 11 l 10 10 9 @ 8", "left 2x10 9 @ 8 right: 10@8 10@8 11@8"],
)
def test_the_exercises_own_first_side_comes_first_in_every_set_however_it_was_typed(line: str) -> None:
    rows = [short(row) for row in parse(line, LUNGE)]
    assert rows == [
        "1 right 10 @8",
        "1 left 10 @8",
        "2 right 10 @8",
        "2 left 10 @8",
        "3 right 11 @8",
        "3 left 9 @8",
    ]


def test_without_l_and_r_both_legs_did_the_same() -> None:
    assert [short(row) for row in parse("10 9", LUNGE)] == ["1 right 10", "1 left 10", "2 right 9", "2 left 9"]


def test_a_leg_that_did_fewer_sets_has_fewer_rows() -> None:
    rows = [short(row) for row in parse("L 10 R w 5 10 9", LUNGE)]
    assert rows == ["1 right warmup 5", "1 right 10", "1 left 10", "2 right 9"]


def test_alternating_legs_share_the_reps_and_the_first_gets_the_odd_one() -> None:
    assert [short(row) for row in parse("21", STEP_UP)] == ["1 left 11", "1 right 10"]
    assert [short(row) for row in parse("30s", STEP_UP)] == ["1 30s"]
    assert [short(row) for row in parse("L 9 R 8", STEP_UP)] == ["1 left 9", "1 right 8"]


def test_a_load_says_what_it_counts_where_there_is_one() -> None:
    assert [row.load_counts for row in parse("10 9@8", DEADLIFT)] == [None, "total"]
    assert [row.load_counts for row in parse("30s@8", PLANK)] == [None]


@pytest.mark.parametrize(
    ("line", "exercise", "column", "says"),
    [
        ("", DEADLIFT, 1, "nothing was written"),
        ("deadlift: ", DEADLIFT, 10, "nothing was written"),
        ("10 1O 10", DEADLIFT, 4, 'found "1O"'),
        ("deadlift: 10 ten", DEADLIFT, 14, 'found "ten"'),
        ("12,12", DEADLIFT, 1, 'found "12,12"'),
        ("22 ,5", DEADLIFT, 4, 'found ",5"'),
        ("10 22,5", DEADLIFT, 4, 'found "22,5"'),
        ("10(w)@5", DEADLIFT, 3, 'found "(w)@5"'),
        ("-3", DEADLIFT, 1, 'found "-3"'),
        ("@ 20", DEADLIFT, 1, "no set before it"),
        ("12@20 @ 22", DEADLIFT, 7, "no set before it"),
        ("L 10", DEADLIFT, 1, "works both legs at once"),
        ("10 R 10", LUNGE, 4, "before the first set too"),
        ("30 30s", PLANK, 1, "write seconds, such as 30s"),
        ("(w) 10", DEADLIFT, 1, "before any set"),
        ("10 w", DEADLIFT, 4, "no set after it"),
        ("10 30s", STEP_UP, 1, "L and R"),
        ("w 10+", DEADLIFT, 3, "warm-up"),
        ("10@20lbs", DEADLIFT, 1, "this log is in kg"),
        ("0x10", DEADLIFT, 1, "1 to 100"),
        ("101x10", DEADLIFT, 1, "1 to 100"),
        ("9999999", DEADLIFT, 1, "write reps"),
        ("10 1001", DEADLIFT, 4, "a whole number from 0 to 1000 is wanted"),
        ("86401s", PLANK, 1, "a number from 0 to 86400 is wanted"),
        ("10 @ -20", DEADLIFT, 4, "a number from 0 to 2000 is wanted"),
        ("10@-20", DEADLIFT, 1, "a number from 0 to 2000 is wanted"),
        ("10@2000.5", DEADLIFT, 1, "a number from 0 to 2000 is wanted"),
        ("r9 10", DEADLIFT, 1, "before any set"),
        ("10 r9 r8", DEADLIFT, 7, "one for each set"),
        ("10 r11", DEADLIFT, 4, "a number from 1 to 10 is wanted"),
        ("10 r8.3", DEADLIFT, 4, "halves"),
        ("10@bw+2000.5", DEADLIFT, 1, "a number from -2000 to 2000 is wanted"),
        ("\x1b[2J", DEADLIFT, 1, "\\x1b[2J"),
    ],
)
def test_what_is_not_certain_is_refused_with_its_column(line: str, exercise: Trained, column: int, says: str) -> None:
    with pytest.raises(NotationError) as caught:
        parse(line, exercise)
    assert str(caught.value).startswith(f"column {column}: ") and says in str(caught.value)
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("line", "exercise"),
    [
        ("lunge: 10", "lunge"),
        ("Stiff-Leg Deadlift : 3x10", "Stiff-Leg Deadlift"),
        ("L: 10", None),
        ("1:30", None),
        ("R 10 L: 9", None),
        ("L-sit: 9s", "L-sit"),
    ],
)
def test_the_exercise_stands_before_a_colon(line: str, exercise: str | None) -> None:
    assert exercise_of(line) == exercise


EXERCISES = st.sampled_from([DEADLIFT, LUNGE, STEP_UP, PLANK, SIDE_PLANK]).flatmap(
    lambda exercise: st.sampled_from([exercise, replace(exercise, first="left")])
)
LOADS = st.none() | st.integers(0, 999_999).map(lambda thousandths: thousandths / 1000)


@st.composite
def lines(draw: st.DrawFn, exercise: Trained) -> str:
    def word() -> str:
        times = draw(st.sampled_from(["", "2x", "3 x "]))
        done = f"{draw(st.integers(0, 1000))}{draw(st.sampled_from(['', '+']))}"
        if exercise.timed or draw(st.booleans()):
            done = draw(st.sampled_from(["30s", "7.125s", "2:05"]))
        warm = "w " if not done.endswith("+") and draw(st.booleans()) else ""
        load = draw(LOADS)
        spread = draw(st.sampled_from(["@", " @ "]))
        sign = draw(st.sampled_from(["", "", "bw+", "bw-"])) if (load or 0) <= 2000 else ""
        rpe = draw(st.sampled_from(["", "", " r9", " r7.5"]))
        return warm + times + done + ("" if load is None else f"{spread}{sign}{load:.3f}") + rpe

    def words() -> str:
        found = [word() for _ in range(draw(st.integers(1, 4)))]
        # A load after a space needs a set that lacks one, which the first of these always is.
        return " ".join(found)

    if exercise.mode == "bilateral" or draw(st.booleans()):
        return words()
    return f"{draw(st.sampled_from(['L', 'R']))} {words()} {draw(st.sampled_from(['l', 'right']))} {words()}"


@given(exercise=EXERCISES, data=st.data())
def test_reading_what_is_rendered_gives_the_same_rows(exercise: Trained, data: st.DataObject) -> None:
    try:
        rows = parse(data.draw(lines(exercise)), exercise)
    except NotationError as error:
        assert exercise.mode == "alternating" and "L and R" in str(error)
        return
    line = render(rows)
    assert parse(line, exercise) == rows
    assert render(parse(f"{exercise.id}: {line}", exercise)) == line


@given(line=st.text(st.sampled_from("0123456789@x:LRbrw+s(), .kg-é\x1b\n"), max_size=30), exercise=EXERCISES)
def test_any_text_is_read_or_refused(line: str, exercise: Trained) -> None:
    try:
        rows = parse(line, exercise)
    except NotationError as error:
        assert 1 <= error.column <= len(line) + 1
        assert "\x1b" not in str(error)
    else:
        assert rows and all(row.exercise == exercise.id for row in rows)
