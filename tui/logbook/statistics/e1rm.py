"""The estimated one-rep maximum."""

from typing import Final

MOST_REPS: Final = 10
"""Beyond ten reps the estimate strays too far from what is lifted."""


def e1rm(load: float, reps: int) -> float | None:
    """Return the load that could be lifted once, in the unit of `load`; None if it can't be told.

    Epley: load x (1 + reps / 30), and the load itself for one rep. Source: B. Epley, Poundage Chart, Boyd Epley
    Workout, Lincoln, 1985. Only for 1 to 10 reps and a load above zero.
    """
    if load <= 0 or not 1 <= reps <= MOST_REPS:
        return None
    return load if reps == 1 else load * (1 + reps / 30)
