"""The command `repcue`, its subcommands, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from tui.cli.arguments import HELP_NAMES, folders, say_problems
from tui.cli.lazy import LazyGroup, Place
from tui.machine.printing import forget_unread, say
from tui.terminal.signals import raised


class Commands(LazyGroup):
    """All commands, each imported when it runs."""

    PLACES = {
        "run": Place("tui.cli.run:run", "Go straight into a session."),
        "list": Place("tui.cli.list:list_command", "List the routines and exercises that can be run."),
        "show": Place("tui.cli.show:show", "Show a routine or an exercise."),
        "check": Place("tui.cli.check:check", "Name all that is wrong with your files."),
        "log": Place("tui.cli.log:log", "Look at your logs: one file a session, yours to read and mend."),
        "paths": Place("tui.cli.paths:paths_command", "Say where your settings, exercises, routines and logs are."),
        "completion": Place("tui.cli.completion:completion", "Print a script that completes in your shell."),
    }


def _say_version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from tui.cli.version import version  # for --version alone

        say(f"repcue {version()}")
        context.exit()


@click.group(cls=Commands, invoke_without_command=True, context_settings=HELP_NAMES)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_say_version, help="Say the version."
)
@click.pass_context
def repcue(context: click.Context) -> None:
    """Guided strength sessions in a terminal: steps, countdowns, rep tally, leg switches, logs you own.

    Without a command it opens the program, which needs a terminal.

    \b
    Examples:
      repcue
      repcue run desk-break
      repcue run single-leg-deadlift --sets 2 --plain
      repcue log show last

    Exit codes: 0 fine, 1 a problem was found, 2 wrong usage.
    """
    if context.invoked_subcommand is None:
        from tui.cli.entrance import open_program  # not for --help

        context.exit(open_program())
    _warn_of_exposed_folders()


def _warn_of_exposed_folders() -> None:
    """Warn on stderr of folders that others can read; the screen does so on its first page."""
    from tui.logbook.disk.exposure import exposed  # not for --help

    say_problems(exposed(folders()))


def run_command(arguments: Sequence[str], prog_name: str) -> NoReturn:
    """Run the command line and end the process with its exit code: 128 and a signal's number if one ended it."""
    try:
        with raised():
            repcue.main(list(arguments), prog_name=prog_name)
    finally:
        _flush()
    raise AssertionError("click ends the process itself")


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            forget_unread(stream)
