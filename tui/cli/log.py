"""`repcue log`: what was done."""

from __future__ import annotations

import click

from tui.cli.arguments import HELP_NAMES
from tui.cli.lazy import LazyGroup, Place


class LogCommands(LazyGroup):
    """What can be done with logs."""

    PLACES = {
        "list": Place("tui.cli.log_list:list_logs_command", "List sessions, the newest first."),
        "show": Place("tui.cli.log_show:show_log", "Show one session."),
        "stats": Place("tui.cli.log_stats:stats", "Show what your logs come to."),
        "add": Place("tui.cli.log_add:add", "Log a workout that was done away from the terminal."),
        "edit": Place("tui.cli.log_edit:edit", "Mend a session's log."),
        "delete": Place("tui.cli.log_delete:delete", "Move a session's log to the trash."),
        "restore": Place("tui.cli.log_restore:restore", "Bring a deleted log back from the trash."),
        "export": Place(
            "tui.cli.log_export:export", "Write your logs in a format for other programs, the oldest first."
        ),
        "import": Place("tui.cli.log_import:import_", "Add sessions from FILE: all of them or none, and none twice."),
        "rebuild": Place("tui.cli.log_rebuild:rebuild", "Make the index of your logs anew."),
    }


@click.group(cls=LogCommands, context_settings=HELP_NAMES)
def log() -> None:
    """Look at your logs: one file a session, yours to read and mend."""
