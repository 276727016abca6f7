"""`repcue log show`: one session."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from tui.cli.asking import as_json, complete_log, exercise_names, folders, log_or_exit
from tui.printing import say, say_json

if TYPE_CHECKING:
    from tui.logbook.models import Log


@click.command("show")
@click.argument("wanted", metavar="ID", shell_complete=complete_log)
@as_json
def show_log(wanted: str, as_json: bool) -> None:
    """Show one session. ID is the log's id, its file's name or path, or `last`.

    \b
    Examples:
      repcue log show last
      repcue log show 2026-11-22_1805_hamstrings-at-home
    """
    from tui.cli.log_page import log_page

    file = log_or_exit(wanted, folders())
    if as_json:
        say_json(_document(file.log))
    else:
        say(log_page(file, exercise_names()))


def _document(log: Log) -> dict[str, object]:
    """A log for JSON, its times with the offset in figures, as in the list: `+00:00`, never `Z`."""
    shown = log.as_json()
    return {key: _with_offset(value, shown[key]) for key, value in log.document().items()}


def _with_offset(value: object, shown: object) -> object:
    match value, shown:
        case datetime(), _:
            return value.isoformat()
        case dict(), dict():
            return {key: _with_offset(each, shown[key]) for key, each in value.items()}
        case ((list() | tuple()), list()):
            return [_with_offset(*pair) for pair in zip(value, shown, strict=True)]
        case _:
            return shown
