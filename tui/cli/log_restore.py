"""`repcue log restore`: a log back from the trash."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.files.problems import FileProblems
from catalogue.files.text import quoted
from tui.cli.arguments import HELP_NAMES, folders, wrong_usage
from tui.cli.indexed import indexed
from tui.logbook.disk.calls import RealDisk, in_plain_words
from tui.logbook.disk.trash import in_trash, restore_log
from tui.machine.printing import say, table
from tui.words.days import stamp
from tui.words.quantities import counted

if TYPE_CHECKING:
    from tui.logbook.disk.trash import Trashed
    from tui.machine.paths import Paths

LAST = "last"


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


def _say_trash(trash: Sequence[Trashed], paths: Paths) -> None:
    logs = [each for each in trash if each.is_log]
    others = len(trash) - len(logs)
    if logs:
        rows = [(stamp(each.deleted) if each.deleted else "-", Path(each.name).stem) for each in logs]
        say(table([("deleted", "log"), *rows], indent=""))
    else:
        say(f"No logs in {paths.trash}")
    if others:
        say(f"{counted(others, 'other file')} there: journals of discarded sessions, no logs")


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
    except FileProblems:
        return None
