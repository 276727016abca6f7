"""A group of commands that imports each one when it runs, and none to list them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Place(NamedTuple):
    """Where a command is."""

    where: str
    """`module:object`."""
    help: str
    """The first sentence of its help, kept here so that the list of commands imports none of them."""

    def shortened(self, room: int) -> str:
        """Return the help as click would write it into so many columns."""
        return click.Command(None, help=self.help).get_short_help_str(room)


class LazyGroup(click.Group):
    """A group whose subclass has a table of its commands, in the order of the help."""

    PLACES: ClassVar[Mapping[str, Place]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, for help and completion."""
        return list(self.PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of this name."""
        if cmd_name not in self.PLACES:
            return None
        module, _, name = self.PLACES[cmd_name].where.partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    # click's own two methods would import each command for its one sentence.

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        room = formatter.width - 6 - max(map(len, self.PLACES))
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.shortened(room)) for name, place in self.PLACES.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin so."""
        from click.shell_completion import CompletionItem  # for completion alone

        names = [name for name in self.PLACES if name.startswith(incomplete)]
        commands = [CompletionItem(name, help=self.PLACES[name].shortened(45)) for name in names]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]
