"""Loads in kilograms and in pounds."""

from typing import Final

KG_PER_LB: Final = 0.45359237
"""Exact by definition (international avoirdupois pound, 1959)."""


def in_unit(load: float, unit: str, to: str) -> float:
    """Return a load in another unit, not rounded to plates; units are `kg` and `lb`."""
    if unit == to:
        return load
    return load / KG_PER_LB if to == "lb" else load * KG_PER_LB
