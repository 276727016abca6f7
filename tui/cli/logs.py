"""`repcue log`: what was done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from tui.cli.asking import (
    HELP_NAMES,
    as_json,
    complete_log,
    folders,
    problems_json,
    say_problems,
    wrong_usage,
)
from tui.printing import say, say_json, table

if TYPE_CHECKING:
    from tui.logbook.models import Log
    from tui.logbook.store import LogFile


@click.group(context_settings=HELP_NAMES)
def log() -> None:
    """Look at your logs: one file a session, yours to read and mend."""


@log.command("list")
@as_json
def list_logs_command(as_json: bool) -> None:
    """List all sessions, the newest first. Warm-up sets are not counted.

    \b
    Examples:
      repcue log list
      repcue log list --json
    """
    from tui.logbook.listing import list_logs

    paths = folders()
    listing = list_logs(paths)
    if as_json:
        logs = [_summary(file) for file in listing.logs]
        say_json({"schema": 1, "logs": logs, "problems": problems_json(listing.problems)})
        return
    if listing.logs:
        say(table([_HEADINGS, *(_row(file) for file in listing.logs)], indent=""))
    elif listing.problems:
        say(f"No readable logs in {paths.logs}")
    else:
        say(f"No logs yet in {paths.logs}")
    say_problems(listing.problems)


@log.command("show")
@click.argument("wanted", metavar="ID", shell_complete=complete_log)
@as_json
@click.pass_context
def show_log(context: click.Context, wanted: str, as_json: bool) -> None:
    """Show one session. ID is the log's id, its file's name or path, or `last`.

    \b
    Examples:
      repcue log show last
      repcue log show 2026-11-22_1805_hamstrings-at-home
    """
    from catalogue.problems import CatalogueError
    from tui.cli.finding import NoLogs, NoSuchLog, find_log
    from tui.cli.log_page import log_page

    try:
        file = find_log(wanted, folders())
    except NoSuchLog as error:
        raise wrong_usage(str(error)) from error
    except NoLogs as error:
        say(str(error), err=True)
        context.exit(1)
    except CatalogueError as error:
        say_problems(error.problems)
        context.exit(1)
    if as_json:
        say_json(_document(file.log))
    else:
        say(log_page(file, _names()))


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


def _names() -> dict[str, str]:
    """The names of exercises by id; a log holds ids alone."""
    from catalogue import bundled
    from catalogue.outline import outline

    return {each.id: each.name for each in outline([bundled.FOLDER, folders().config])}


_HEADINGS = ("started", "session", "sets", "reps", "volume load", "min", "outcome", "file")


def _row(file: LogFile) -> tuple[str, ...]:
    found = file.log
    volume = f"{found.volume_load:g} {found.unit}" if found.volume_load else "-"
    return (
        f"{found.started:%Y-%m-%d %H:%M}",
        found.name if len(found.name) <= 40 else f"{found.name[:39]}…",
        str(found.set_count),
        str(found.reps),
        volume,
        str(-(-round(found.active_seconds) // 60)),
        found.outcome,
        file.path.stem,
    )


def _summary(file: LogFile) -> dict[str, object]:
    found = file.log
    return {
        "id": found.id,
        "path": str(file.path),
        "name": found.name,
        "routine": found.routine,
        "started": found.started.isoformat(),
        "outcome": found.outcome,
        "sets": found.set_count,
        "reps": found.reps,
        "volume_load": found.volume_load,
        "unit": found.unit,
        "active_seconds": found.active_seconds,
    }
