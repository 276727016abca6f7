"""The registry of formats. A new format is a file in `formats/` that defines `FORMAT`, and a line here.

The readers take a tenth of a second to import. So they are named here, and `--help` imports none of them.
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
"""All formats; an import tries them in this order."""


def format_named(name: str) -> Format[Any]:
    """Return a format. Raises KeyError for a name that is not in the registry."""
    found: Format[Any] = import_module(f"tui.exchange.formats.{IMPORTS[name]}").FORMAT
    return found
