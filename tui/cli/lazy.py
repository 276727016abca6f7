"""A group of commands that imports each one when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import ClassVar

import click


class LazyGroup(click.Group):
    """A subclass says in `PLACES` where each command is; none is imported before it is asked for."""

    PLACES: ClassVar[Mapping[str, str]] = {}
    """Name -> `module:object`, in the order of the help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, for help and completion."""
        return list(self.PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in self.PLACES:
            return None
        module, _, name = self.PLACES[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command
