"""Why a log can't hold a value, in words."""

from __future__ import annotations

from pydantic import ValidationError

from catalogue.text import describe

_OURS = "Value error, "
"""What pydantic puts before a sentence of our own."""


def refusal(error: ValidationError) -> tuple[str, str]:
    """Return the key of the first value that was refused, and what is wrong with it."""
    first = error.errors()[0]
    why = first["msg"].removeprefix(_OURS)
    found = "" if why.startswith("found ") else f"found {describe(first['input'])}: "
    return str(first["loc"][0]), f"{found}{why}"
