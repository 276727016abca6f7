"""`repcue log export`: logs in the formats of other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tui.cli.arguments import day_option, exercise_names, folders, say_problems, settings_of, wrong_usage
from tui.cli.indexed import indexed
from tui.exchange.registry import EXPORTS, format_named
from tui.logbook.disk.calls import RealDisk, in_plain_words
from tui.machine.printing import READER_GONE, forget_unread, say

if TYPE_CHECKING:
    from catalogue.files.problems import Problem
    from tui.logbook.log.log_model import Log, Unit

STDOUT: Final = "-"


@click.command("export")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(tuple(EXPORTS)),
    default="csv",
    show_default=True,
    help="csv has one row a set with its side; json has every log whole, and import gives the same back.",
)
@day_option("--since", "Only sessions from this day on, such as 2026-01-31.")
@day_option("--until", "Only sessions up to this day.")
@click.option("--exercise", metavar="ID", help="Only sets of this exercise; json has its sessions whole.")
@click.option(
    "--unit",
    type=click.Choice(["kg", "lb"]),
    help="Of the loads in formats that have one unit for all, if not your own.",
)
@click.option("-o", "--output", metavar="FILE", default=STDOUT, help="Write a file and print nothing.")
@click.option("--force", is_flag=True, help="Write FILE even if it is there already.")
@click.pass_context
def export(
    context: click.Context,
    format_name: str,
    since: date | None,
    until: date | None,
    exercise: str | None,
    unit: Unit | None,
    output: str,
    force: bool,
) -> None:
    """Write your logs in a format for other programs, the oldest first.

    What the format can't hold is said on stderr. A log that can't be read is named there, and the exit code is 1.

    \b
    Examples:
      repcue log export -o sets.csv
      repcue log export --format json -o all.json
      repcue log export --format hevy --since 2026-01-01 > hevy.csv
    """
    from tui.exchange.export import Selection, export_lines, select_logs  # not for --help
    from tui.exchange.losses import Losses  # not for --help

    paths = folders()
    own_unit = settings_of(paths).unit
    if output != STDOUT:
        _refuse_taken(Path(output), force)
    problems: list[Problem] = []
    losses = Losses()
    holds = format_named(format_name).holds
    chosen = Selection(since, until, exercise, whole=holds is None)
    loads_in = unit or own_unit
    with indexed(paths) as index:
        logs = _Counted(select_logs(index, chosen, problems.append))
        parts = export_lines(format_name, logs, exercise_names(), loads_in, losses)
        if output == STDOUT:
            _print(parts)
        else:
            _write(Path(output), parts, force)
    say_problems(problems)
    if losses:
        say(f"{format_name} can't hold: {losses}", err=True)
    if holds and holds.loads == "one unit, unsaid" and logs.count:
        say(f"The loads are in {loads_in}; a {format_name.capitalize()} file doesn't say so.", err=True)
    if not logs.count:
        say("No session matches; the export is empty.", err=True)
    if problems:
        context.exit(1)


class _Counted:
    """An iterator of logs that counts them."""

    def __init__(self, logs: Iterable[Log]) -> None:
        self._logs = logs
        self.count = 0

    def __iter__(self) -> Iterator[Log]:
        for log in self._logs:
            self.count += 1
            yield log


def _refuse_taken(path: Path, force: bool) -> None:
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise wrong_usage(f"{path} is no file; name one, or leave -o out to print")
    if not force and (path.exists() or path.is_symlink()):
        raise wrong_usage(f"{path} is there already; take another name, or --force to write over it")


def _write(path: Path, parts: Iterable[str], force: bool) -> None:
    from tui.exchange.export import write_file  # not for --help

    try:
        write_file(path, parts, RealDisk(), over=force)
    except FileExistsError as error:
        raise wrong_usage(f"{path} is there already; take another name, or --force to write over it") from error
    except OSError as error:
        say(f"{path} can't be written: {in_plain_words(error)}", err=True)
        raise SystemExit(1) from error


def _print(parts: Iterable[str]) -> None:
    """Print text unchanged, in UTF-8. The formats contain no control character but their line ends."""
    stream = sys.stdout
    try:
        stream.flush()
        for part in parts:
            stream.buffer.write(part.encode())
        stream.buffer.flush()
    except OSError as error:
        forget_unread(stream)
        if isinstance(error, BrokenPipeError):
            raise SystemExit(READER_GONE) from error
        say(f"The output can't be written: {error.strerror}", err=True)
        raise SystemExit(1) from error
