"""`repcue log delete` and `restore`: to the trash, and back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.files.problems import CatalogueError
from catalogue.files.text import quoted
from tui.cli.arguments import HELP_NAMES, complete_log, folders, found_log, wrong_usage
from tui.cli.entrance import has_terminal
from tui.cli.indexed import indexed
from tui.logbook.disk.calls import RealDisk, in_plain_words
from tui.logbook.disk.trash import in_trash, restore_log, to_trash
from tui.logbook.log.tree import SUFFIX
from tui.machine.clock import SystemClock
from tui.machine.printing import say, table

if TYPE_CHECKING:
    from tui.logbook.disk.trash import Trashed
    from tui.machine.paths import Paths

LAST = "last"


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


@click.command("restore", context_settings=HELP_NAMES)
@click.argument("wanted", metavar="[ID]", default=LAST)
@click.option("--list", "only_list", is_flag=True, help="List what is in the trash instead.")
@click.pass_context
def restore(context: click.Context, wanted: str, only_list: bool) -> None:
    """Bring a deleted log back from the trash.

    ID is the log's id or its file's name; left out, or `last`, it is the one deleted last. An existing log is
    never written over. The journals of discarded sessions are in the trash too; they are no logs.

    \b
    Examples:
      repcue log restore
      repcue log restore --list
      repcue log restore 2026-11-22_1805_hamstrings-at-home
    """
    paths, disk = folders(), RealDisk()
    try:
        trash = in_trash(paths, disk)
        if only_list:
            _say_trash(trash, paths)
            return
        chosen = _chosen(context, wanted, trash, paths)
        _refuse_second_copy(context, chosen, paths)
        restored = restore_log(chosen.path, paths, disk)
    except OSError as error:
        say(f"Not restored: {in_plain_words(error)}", err=True)
        context.exit(1)
    say(f"Restored: {restored}")


def _found(wanted: str, paths: Paths) -> tuple[Path, str]:
    """The log's file and what to call it; one that can't be read may be deleted too, but nothing that is no log."""
    try:
        file = found_log(wanted, paths)
    except CatalogueError as error:
        return _among_logs(Path(error.path), paths), f"a log that cannot be read: {error.problems[0].message}"
    log = file.log
    return _among_logs(file.path, paths), f"{log.name}, {log.started:%a %d %b %Y, %H:%M}"


def _among_logs(path: Path, paths: Paths) -> Path:
    """The path itself. Raises UsageError for a file of another folder: a path may name anything by mistake."""
    whole, logs = Path(os.path.abspath(path)), Path(os.path.abspath(paths.logs))  # noqa: PTH100  # `..` goes
    within = logs in whole.parents or logs.resolve() in (whole.parent.resolve() / whole.name).parents
    if within and path.suffix == SUFFIX:
        return path
    raise wrong_usage(f"{path} is none of your logs, which are in {paths.logs}; delete it by other means")


def _say_trash(trash: Sequence[Trashed], paths: Paths) -> None:
    logs = [each for each in trash if each.is_log]
    others = len(trash) - len(logs)
    if logs:
        rows = [(f"{each.deleted:%Y-%m-%d %H:%M}" if each.deleted else "-", Path(each.name).stem) for each in logs]
        say(table([("deleted", "log"), *rows], indent=""))
    else:
        say(f"No logs in {paths.trash}")
    if others:
        say(f"{others} other {'file' if others == 1 else 'files'} there: journals of discarded sessions, no logs")


def _chosen(context: click.Context, wanted: str, trash: Sequence[Trashed], paths: Paths) -> Trashed:
    logs = [each for each in trash if each.is_log]
    if not logs:
        say(f"No logs in {paths.trash}", err=True)
        context.exit(1)
    if wanted == LAST:
        return logs[0]
    for each in logs:
        if wanted in (each.name, Path(each.name).stem, each.path.name, each.path.stem, str(each.path)):
            return each
    for each in logs:
        if _id_of(each.path) == wanted:
            return each
    raise wrong_usage(f"there is no log {quoted(wanted)} in the trash; `repcue log restore --list` names them")


def _refuse_second_copy(context: click.Context, trashed: Trashed, paths: Paths) -> None:
    session = _id_of(trashed.path)
    with indexed(paths) as index:
        there = next((one.path for one in index.sessions() if one.id == session), None)
    if there is not None:
        say(f"Not restored: the session has a log already: {there}", err=True)
        context.exit(1)


def _id_of(path: Path) -> str | None:
    from tui.logbook.log.store import read_log  # not for --help

    try:
        return read_log(path).log.id
    except CatalogueError:
        return None
