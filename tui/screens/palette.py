"""The command palette: Textual's own, which may be left before it is there."""

from __future__ import annotations

from textual.command import CommandList, CommandPalette
from textual.events import Mount


class Palette(CommandPalette):
    """Finds any command by its name."""

    def _on_mount(self, event: Mount) -> None:
        """Look for no commands where there is no list of them: a palette that is left as it opens never gets one."""
        if not self.query(CommandList):
            event.prevent_default()
