"""The key bar while a search has the cursor: letters go into it then, and not to the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.key_bar import Hint

if TYPE_CHECKING:
    from textual.screen import Screen


def is_searching(screen: Screen[None]) -> bool:
    """Whether the screen's search has the cursor."""
    return screen.focused is not None and screen.focused.id == "search"


def hints(clear: str) -> list[Hint]:
    """Return what works meanwhile; `clear` is the screen's action that ends the search."""
    return [
        Hint("enter", "to the list", "screen.to_list"),
        Hint("↑↓", "choose", "screen.down"),
        Hint("esc", "clear the search", f"screen.{clear}"),
    ]
