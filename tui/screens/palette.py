"""The command palette: Textual's own, which leaves as every other screen does."""

from __future__ import annotations

from textual.command import CommandPalette

from tui.screens.left_once import TopScreen


class Palette(CommandPalette, TopScreen[None]):
    """The palette of all commands by their names."""
