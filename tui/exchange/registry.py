"""The registry of formats. To add one, write a file in `formats/` that defines `FORMAT`, and add a line here.

The registry names the files instead of importing them, as `--help` needs the names alone and importing is slow.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tui.exchange.format import Format

# Name on the command line -> file in `formats/`.
EXPORTS: Final = {
    "csv": "own_csv",
    "json": "own_json",
    "hevy": "hevy",
    "strong": "strong",
    "openweight": "openweight",
}
"""Formats that are written and read."""

IMPORTS: Final = EXPORTS | {
    "fitnotes": "fitnotes",
}
"""All formats, in the order in which an import tries them."""


def format_named(name: str) -> Format[Any]:
    """Return a format. Raises KeyError for an unregistered name."""
    found: Format[Any] = import_module(f"tui.exchange.formats.{IMPORTS[name]}").FORMAT
    return found
