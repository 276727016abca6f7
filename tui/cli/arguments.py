"""Options, arguments and checks that several commands share: folders, settings, ids and numbers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

import click

from catalogue.files.text import printable, quoted
from catalogue.schema.bounds import Bounds, dated
from tui.machine.paths import NoFolders, Paths
from tui.machine.printing import say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from catalogue.files.problems import Problem
    from tui.logbook.log.store import LogFile
    from tui.settings import Settings

T = TypeVar("T")
Option = Callable[[T], T]
"""Decorator that adds an option to a command."""

HELP_NAMES: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")


def folders() -> Paths:
    """Return the folders. Raises UsageError where none can be found."""
    try:
        return Paths.find(os.environ)
    except NoFolders as error:
        raise wrong_usage(str(error)) from error


def settings_of(paths: Paths) -> Settings:
    """Return the settings. Their problems are printed in one line and stop nothing."""
    from tui.settings import load_settings  # not for --help

    settings, problems = load_settings(paths.settings)
    say_settings_problems(problems)
    return settings


def say_settings_problems(problems: Sequence[Problem]) -> None:
    """Print the problems of the settings on stderr, in one line."""
    if problems:
        more = f" ({len(problems) - 1} more; `repcue check` names all)" if len(problems) > 1 else ""
        say(f"{problems[0]}{more}", err=True)


def say_problems(problems: Iterable[Problem]) -> None:
    """Print problems on stderr, as `FILE:LINE: FIELD: message`."""
    for problem in problems:
        say(str(problem), err=True)


def problems_json(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Return problems for JSON; the message includes the field."""
    return [
        {
            "path": problem.path,
            "line": problem.line,
            "message": f"{problem.field}: {problem.message}" if problem.field else problem.message,
        }
        for problem in problems
    ]


def wrong_usage(message: str) -> click.UsageError:
    """Return the error that ends the command with exit code 2. Its message is a sentence, safe to print."""
    sentence = message[:1].upper() + message[1:]
    lines = (printable(line) for line in sentence.split("\n"))
    return click.UsageError("\n".join(lines))


Convert = Callable[[click.Context, click.Parameter, str | None], T | None]
"""Callback of click that converts the text of an option."""


def number(bounds: Bounds) -> Convert[float]:
    """Return the callback that converts an option's text to a number within bounds."""

    def convert(context: click.Context, option: click.Parameter, text: str | None) -> float | None:
        if text is None:
            return None
        try:
            return bounds.read(text)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return convert


def whole(bounds: Bounds) -> Convert[int]:
    """Return the callback that converts an option's text to a whole number within bounds."""
    read = number(bounds)

    def convert(context: click.Context, option: click.Parameter, text: str | None) -> int | None:
        found = read(context, option, text)
        return None if found is None else int(found)

    return convert


def day_option(name: str, help_: str) -> Option[Callable[..., None]]:
    """Return an option whose text is a day, `2026-01-31`, and whose value is a date."""
    return click.option(name, metavar="DAY", callback=_day, help=help_)


def _day(context: click.Context, option: click.Parameter, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"found {quoted(text)}; a day such as 2026-01-31 is wanted") from error
    try:
        return dated(found)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def rep_range(context: click.Context, option: click.Parameter, text: str | None) -> tuple[int, int] | None:
    """Convert an option's text, `10` or `8-12`, to the low and the high end."""
    if text is None:
        return None
    from catalogue.schema.notation import parse_reps  # not for --help

    try:
        found = parse_reps(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return found.low, found.high


def log_or_exit(wanted: str, paths: Paths) -> LogFile:
    """Return the log of this name. Raises UsageError if there is none, SystemExit if it can't be read, saying why."""
    from catalogue.files.problems import FileProblems  # not for --help

    try:
        return found_log(wanted, paths)
    except FileProblems as error:
        say_problems(error.problems)
        raise SystemExit(1) from error


def found_log(wanted: str, paths: Paths) -> LogFile:
    """Return the same; raises FileProblems for one that can't be read."""
    from tui.cli.log_choice import NoLogs, NoSuchLog, find_log  # not for --help

    try:
        return find_log(wanted, paths)
    except NoSuchLog as error:
        raise wrong_usage(str(error)) from error
    except NoLogs as error:
        say(str(error), err=True)
        raise SystemExit(1) from error


def exercise_names() -> dict[str, str]:
    """Return the names of exercises by id, without reading more of them; logs hold ids alone."""
    from catalogue import bundled  # not for --help
    from catalogue.outline import RoutineOutline, outline  # not for --help

    found = outline([bundled.FOLDER, folders().config])
    return {each.id: each.name for each in found if not isinstance(each, RoutineOutline)}


def complete_runnable(context: click.Context, argument: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the ids of routines and exercises that begin so."""
    from click.shell_completion import CompletionItem  # for completion alone

    from catalogue import bundled  # not for --help
    from catalogue.outline import outline  # not for --help

    try:
        found = outline([bundled.FOLDER, Paths.find(os.environ).config])
    except NoFolders:  # the command says so; a shell that completes has no place for it
        found = outline([bundled.FOLDER])
    return [CompletionItem(each.id, help=each.name) for each in found if each.id.startswith(begun)]


def complete_log(context: click.Context, argument: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return `last` and the names of the newest logs that begin so."""
    from click.shell_completion import CompletionItem  # for completion alone

    from tui.logbook.log.listing import find_logs  # not for --help

    try:
        newest = [path.stem for path in find_logs(Paths.find(os.environ)).files[:30]]
    except NoFolders:
        newest = []
    return [CompletionItem(name) for name in ("last", *newest) if name.startswith(begun)]
