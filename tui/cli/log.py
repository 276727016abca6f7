"""`repcue log`: what was done."""

from __future__ import annotations

import click

from tui.cli.arguments import HELP_NAMES
from tui.cli.lazy import LazyGroup


class LogCommands(LazyGroup):
    """What can be done with logs."""

    PLACES = {
        "list": "tui.cli.log_list:list_logs_command",
        "show": "tui.cli.log_show:show_log",
        "stats": "tui.cli.log_stats:stats",
        "add": "tui.cli.log_add:add",
        "edit": "tui.cli.log_edit:edit",
        "delete": "tui.cli.log_delete:delete",
        "restore": "tui.cli.log_restore:restore",
        "export": "tui.cli.log_export:export",
        "import": "tui.cli.log_import:import_",
        "rebuild": "tui.cli.log_rebuild:rebuild",
    }


@click.group(cls=LogCommands, context_settings=HELP_NAMES)
def log() -> None:
    """Look at your logs: one file a session, yours to read and mend."""
