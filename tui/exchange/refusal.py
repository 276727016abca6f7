"""The refusal of a value by the model of a log, in words."""

from __future__ import annotations

from pydantic import ValidationError

from catalogue.files.text import describe

_OURS = "Value error, "
"""The prefix of pydantic for messages from our own checks."""


def explain_refusal(error: ValidationError) -> tuple[str, str]:
    """Return the key of the first refused value, and a message."""
    first = error.errors()[0]
    why = first["msg"].removeprefix(_OURS)
    found = "" if why.startswith("found ") else f"found {describe(first['input'])}: "
    return str(first["loc"][0]), f"{found}{why}"
