"""`repcue log delete`: a log to the trash."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.files.problems import FileProblems
from tui.cli.arguments import HELP_NAMES, complete_log, folders, found_log, wrong_usage
from tui.cli.entrance import has_terminal
from tui.logbook.disk.calls import RealDisk, in_plain_words
from tui.logbook.disk.trash import to_trash
from tui.logbook.log.tree import SUFFIX
from tui.machine.clock import SystemClock
from tui.machine.printing import say
from tui.words.days import moment_text

if TYPE_CHECKING:
    from tui.machine.paths import Paths


@click.command("delete", context_settings=HELP_NAMES)
@click.argument("wanted", metavar="ID", shell_complete=complete_log)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def delete(context: click.Context, wanted: str, yes: bool) -> None:
    """Move a session's log to the trash.

    ID is the log's id, its file's name or path, or `last`. Without a terminal to ask on, --yes is needed.

    \b
    Examples:
      repcue log delete last
      repcue log delete 2026-11-22_1805_hamstrings-at-home --yes
      repcue log restore
    """
    paths = folders()
    path, about = _found(wanted, paths)
    if not yes:
        if not has_terminal():
            raise wrong_usage("there is no terminal to ask on; add --yes to delete it")
        say(f"{about}\n{path}")
        if not click.confirm("Move it to the trash?"):
            say("It stays.")
            return
    try:
        trashed = to_trash(path, paths, SystemClock().wall(), RealDisk())
    except OSError as error:
        say(f"Not deleted: {in_plain_words(error)}: {path}", err=True)
        context.exit(1)
    say(f"Deleted: {about}\nIt is in {trashed}\n`repcue log restore` brings it back.")


def _found(wanted: str, paths: Paths) -> tuple[Path, str]:
    """Return the log's file and its description. A log that can't be read may be deleted too."""
    try:
        file = found_log(wanted, paths)
    except FileProblems as error:
        return _among_logs(Path(error.path), paths), f"a log that cannot be read: {error.problems[0].message}"
    log = file.log
    return _among_logs(file.path, paths), f"{log.name}, {moment_text(log.started)}"


def _among_logs(path: Path, paths: Paths) -> Path:
    """Return the path. Raises UsageError for a file of another folder: a path may name anything by mistake."""
    whole, logs = Path(os.path.abspath(path)), Path(os.path.abspath(paths.logs))  # noqa: PTH100  # `..` goes
    within = logs in whole.parents or logs.resolve() in (whole.parent.resolve() / whole.name).parents
    if within and path.suffix == SUFFIX:
        return path
    raise wrong_usage(f"{path} is none of your logs, which are in {paths.logs}; delete it by other means")
