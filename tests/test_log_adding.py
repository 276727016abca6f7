"""Where a forgotten row belongs, and what it must say."""

import pytest
from log_examples import a_log, a_set

from catalogue.loading import load_catalogue
from tui.logbook.changes.insertion import is_sided, load_counts, place_near, place_of_new

LEGS = a_log(
    a_set(exercise="stiff-leg-deadlift", kind="warmup"),
    a_set(exercise="stiff-leg-deadlift"),
    a_set(set=1, side="right"),
    a_set(set=2, side="right"),
    a_set(set=2, side="left"),
)
KNOWN = load_catalogue(None).exercises


@pytest.mark.parametrize(
    ("exercise", "side", "warmup", "place"),
    [
        ("stiff-leg-deadlift", None, False, (2, 2)),
        ("stiff-leg-deadlift", None, True, (1, 2)),
        ("single-leg-deadlift", "left", False, (5, 3)),
        ("single-leg-deadlift", "left", True, (2, 1)),
        ("extended-lunge", "left", False, (5, 1)),
    ],
)
def test_a_new_row_follows_the_others_of_its_exercise(
    exercise: str, side: str, warmup: bool, place: tuple[int, int]
) -> None:
    assert place_of_new(LEGS, exercise, side, warmup) == place  # type: ignore[arg-type]  # the table has sides


def test_the_set_in_view_is_completed_before_another_one_is_begun() -> None:
    assert place_near(LEGS, 2, "single-leg-deadlift", "left", False) == (3, 1)
    assert place_near(LEGS, 3, "single-leg-deadlift", "left", False) == (5, 3)
    assert place_near(LEGS, 2, "single-leg-deadlift", "left", True) == (2, 1)
    assert place_near(LEGS, -1, "single-leg-deadlift", "left", False) == (5, 3)
    assert place_near(LEGS, 99, "extended-lunge", "left", False) == (5, 1)


def test_the_rows_of_the_log_go_before_the_catalogue() -> None:
    assert is_sided(LEGS, "single-leg-deadlift", {}) and not is_sided(LEGS, "stiff-leg-deadlift", KNOWN)
    assert is_sided(a_log(a_set(exercise="stiff-leg-deadlift", side="left")), "stiff-leg-deadlift", KNOWN)
    assert is_sided(LEGS, "extended-lunge", KNOWN) and not is_sided(LEGS, "seated-leg-curl", KNOWN)
    assert load_counts(LEGS, "stiff-leg-deadlift", KNOWN) == "per-hand"
    assert load_counts(LEGS, "seated-leg-curl", KNOWN) == "stack"
    assert load_counts(LEGS, "mine", KNOWN) is None


def test_an_exercise_that_nobody_knows_is_named_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r'no exercise "extended-lunje"; did you mean "extended-lunge"\?'):
        is_sided(LEGS, "extended-lunje", KNOWN)
