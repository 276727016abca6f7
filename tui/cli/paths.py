"""`repcue paths`: where the files are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tui.cli.arguments import HELP_NAMES, as_json, folders
from tui.machine.printing import say, say_json, table
from tui.settings.table import KEYMAP_MEANING, SETTINGS

if TYPE_CHECKING:
    from tui.machine.paths import Paths


class _WithSettings(click.Command):
    """A command whose help lists the settings, from the table of settings."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the settings below the options."""
        with formatter.section("settings.toml, every key optional"):
            formatter.write_dl([(f"{each.name} = {each.default}", each.meaning) for each in SETTINGS])
            formatter.write_paragraph()
            formatter.write_text(KEYMAP_MEANING)


@click.command("paths", cls=_WithSettings, context_settings=HELP_NAMES)
@as_json
def paths_command(as_json: bool) -> None:
    """Say where your settings, exercises, routines and logs are.

    REPCUE_HOME=DIR puts all four folders under one.
    """
    paths = folders()
    rows = _rows(paths)
    if as_json:
        say_json(_document(rows))
    else:
        say(table(rows, indent=""))


def _document(rows: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Return the document of `repcue paths --json`.

    config: the folder of settings.toml, exercises/ and routines/
    data: the folder of what can't be made again
    state: the folder of sessions that run or were cut short
    cache: the folder of what can be thrown away
    logs: the folder of logs, one file a session
    trash: the folder of what was discarded or deleted
    """
    return {name: path for name, path, _ in rows}


def _rows(paths: Paths) -> list[tuple[str, str, str]]:
    return [
        ("config", str(paths.config), "settings.toml, exercises/, routines/"),
        ("data", str(paths.data), "what can't be made again: back this up"),
        ("state", str(paths.state), "sessions that run or were cut short"),
        ("cache", str(paths.cache), "what can be thrown away"),
        ("logs", str(paths.logs), "one file a session"),
        ("trash", str(paths.trash), "what was discarded or deleted"),
    ]
