"""`repcue log import`: sessions from a file of another program, or of repcue itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from catalogue.files.problems import FileProblems
from catalogue.files.spelling import did_you_mean
from catalogue.files.text import printable, quoted
from tui.cli.arguments import folders, say_problems, wrong_usage
from tui.cli.entrance import has_terminal
from tui.cli.log_import_page import preview, ready_lines, unknown_page
from tui.exchange.registry import IMPORTS
from tui.exchange.timestamps import system_zone
from tui.logbook.disk.calls import RealDisk, in_plain_words
from tui.machine.printing import say
from tui.terminal.signals import Stopped
from tui.words.quantities import counted

if TYPE_CHECKING:
    from tui.exchange.import_names import Matcher
    from tui.exchange.import_plan import ImportPlan
    from tui.exchange.session_record import Reading
    from tui.exchange.timestamps import Zone
    from tui.logbook.disk.calls import Disk
    from tui.logbook.log.log_model import Unit
    from tui.machine.paths import Paths

Ask = Callable[[str], str]
"""Callback that asks a question and returns the typed line."""

AUTO: Final = "auto"
KEEP: Final = "k"
LEAVE_OUT: Final = "s"

WORTH_SAYING: Final = 100
"""Number of logs that takes seconds to write, each with its flushes to the disk."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The options of the command."""

    file: Path
    format_name: str | None = None
    unit: Unit | None = None
    choices: Sequence[tuple[str, str]] = ()
    """Names of the file, and the exercises they stand for."""
    keep_unknown: bool = False
    skip_bad_rows: bool = False
    dry_run: bool = False
    yes: bool = False


def _choices(context: click.Context, option: click.Parameter, texts: Sequence[str]) -> list[tuple[str, str]]:
    found = []
    for text in texts:
        name, equals, value = text.rpartition("=")
        if not equals or not name.strip() or not value.strip():
            raise click.BadParameter(f'found {quoted(text)}; "NAME=ID" or "NAME=skip" is wanted')
        found.append((name.strip(), value.strip()))
    return found


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice([AUTO, *IMPORTS]),
    default=AUTO,
    show_default=True,
    help="The format; auto looks at the header.",
)
@click.option("--unit", type=click.Choice(["kg", "lb"]), help="Of the loads in a file that doesn't say.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing.")
@click.option("--map", "choices", multiple=True, metavar="NAME=ID", callback=_choices, help="What a name means.")
@click.option("--keep-unknown", is_flag=True, help="Keep names that are not in the catalogue as they are.")
@click.option("--skip-bad-rows", is_flag=True, help="Leave out rows that can't be read.")
@click.option("-y", "--yes", is_flag=True, help="Import without asking.")
@click.pass_context
def import_(
    context: click.Context,
    file: Path,
    format_name: str,
    unit: Unit | None,
    dry_run: bool,
    choices: Sequence[tuple[str, str]],
    keep_unknown: bool,
    skip_bad_rows: bool,
    yes: bool,
) -> None:
    """Add sessions from FILE: all of them or none, and none twice.

    Reads repcue's own csv and json, and what other programs export: --format names them all. Shows first what
    would be added. What names of exercises mean is kept in import-names.toml, beside the settings.

    \b
    Examples:
      repcue log import strong.csv --unit kg --dry-run
      repcue log import hevy.csv --map "Romanian Deadlift (Barbell)=stiff-leg-barbell-deadlift"
      repcue log import all.json --yes
    """
    wanted = None if format_name == AUTO else format_name
    wish = Wish(file, wanted, unit, choices, keep_unknown, skip_bad_rows, dry_run, yes)
    ask = _typed if has_terminal() else None
    context.exit(run_import(wish, folders(), ask, system_zone, RealDisk()))


def run_import(wish: Wish, paths: Paths, ask: Ask | None, zone: Zone, disk: Disk) -> int:
    """Import, and return the exit code. `ask` is None without a terminal. Raises UsageError."""
    from tui.exchange.import_plan import plan_import, sessions_with_logs  # not for --help

    try:
        format_name, reading = _read(wish, zone, ask)
        matcher = _matcher(wish, paths)
    except FileProblems as error:
        say_problems(error.problems)
        return 1
    unknown = _settle_names(reading, matcher, wish, ask)
    plan = plan_import(reading, format_name, matcher, sessions_with_logs(paths), wish.file)
    _show(format_name, reading, plan, matcher, unknown, wish, paths)
    if plan.problems or unknown or (reading.problems and not wish.skip_bad_rows):
        say("Nothing was imported.", err=True)
        return 1
    if wish.dry_run:
        return 0
    if not plan.new:
        say("There is nothing new to import.")
        return 0
    if not _agreed(plan, wish, ask):
        say("Nothing was imported.")
        return 1
    if ask is not None and len(plan.new) >= WORTH_SAYING:
        say(f"Writing {len(plan.new)} logs ...", err=True)
    return _place(plan, matcher, paths, disk)


def _read(wish: Wish, zone: Zone, ask: Ask | None) -> tuple[str, Reading]:
    from tui.exchange.collector import UnitNeeded  # not for --help
    from tui.exchange.format import ImportDefaults  # not for --help
    from tui.exchange.import_file import read_file  # not for --help

    try:
        return read_file(wish.file, wish.format_name, ImportDefaults(zone, wish.unit))
    except UnitNeeded as error:
        unit = _asked_unit(ask)
        if unit is None:
            raise wrong_usage(
                "the file doesn't say in what unit its loads are; add --unit kg or --unit lb"
            ) from error
        return read_file(wish.file, wish.format_name, ImportDefaults(zone, unit))


def _asked_unit(ask: Ask | None) -> Unit | None:
    while ask is not None:
        match ask("Are the loads in kg or in lb?").strip().casefold():
            case "kg":
                return "kg"
            case "lb" | "lbs":
                return "lb"
            case _:
                say("Type kg or lb.", err=True)
    return None


def _matcher(wish: Wish, paths: Paths) -> Matcher:
    from catalogue.loading import load_catalogue  # not for --help
    from tui.exchange.import_names import Matcher, names_path, read_names  # not for --help

    matcher = Matcher(load_catalogue(paths.config).exercises, read_names(names_path(paths)))
    for name, value in wish.choices:
        try:
            matcher.choose(name, value)
        except ValueError as error:
            raise wrong_usage(f"--map: {error}") from error
    return matcher


def _settle_names(reading: Reading, matcher: Matcher, wish: Wish, ask: Ask | None) -> list[str]:
    """Settle the unknown names by the options or by asking; return those still unknown."""
    from tui.exchange.session_record import names_in  # not for --help

    rows = names_in(reading.sessions)
    stopped = bool(reading.problems) and not wish.skip_bad_rows
    for name in matcher.unknown(rows):
        if wish.keep_unknown:
            matcher.keep(name)
        elif ask is not None and not wish.yes and not wish.dry_run and not stopped:
            _ask_name(name, rows[name], matcher, ask)
    return matcher.unknown(rows)


def _ask_name(name: str, rows: int, matcher: Matcher, ask: Ask) -> None:
    from tui.exchange.import_names import SKIP  # not for --help

    near = matcher.nearest(name)
    say(f"{quoted(name)} ({counted(rows, 'row')}) is not in the catalogue.", err=True)
    default = f"Enter for {near}, " if near else ""
    while True:
        typed = ask(
            f"Which exercise is it? Its id, {default}{KEEP} to keep it as it is, {LEAVE_OUT} to skip it:"
        ).strip()
        if typed == KEEP:
            matcher.keep(name)
        elif typed == LEAVE_OUT:
            matcher.choose(name, SKIP)
        elif near and not typed:
            matcher.choose(name, near)
        elif typed in matcher.ids:
            matcher.choose(name, typed)
        else:
            say(f"There is no exercise {quoted(typed)}{did_you_mean(typed, matcher.ids)}", err=True)
            continue
        return


def _show(
    format_name: str,
    reading: Reading,
    plan: ImportPlan,
    matcher: Matcher,
    unknown: Sequence[str],
    wish: Wish,
    paths: Paths,
) -> None:
    from tui.exchange.import_names import names_path, own_id  # not for --help

    say(preview(format_name, reading, plan, matcher))
    say_problems([*reading.problems, *plan.problems])
    if reading.problems and wish.skip_bad_rows:
        say("These rows are left out.", err=True)
    elif reading.problems:
        say("Mend these rows in the file, or add --skip-bad-rows to leave them out.", err=True)
    if unknown:
        near: Mapping[str, str | None] = {name: matcher.nearest(name) for name in unknown}
        lines = ready_lines(near, {name: own_id(name) for name in unknown})
        say(unknown_page(unknown, names_path(paths), lines), err=True)


def _agreed(plan: ImportPlan, wish: Wish, ask: Ask | None) -> bool:
    if wish.yes:
        return True
    if ask is None:
        raise wrong_usage("nobody can be asked here; add --yes to import, or --dry-run to look only")
    return ask(f"Import {counted(len(plan.new), 'session')}? y/N").strip().casefold() in ("y", "yes")


def _place(plan: ImportPlan, matcher: Matcher, paths: Paths, disk: Disk) -> int:
    from tui.exchange.import_names import names_path, remember  # not for --help
    from tui.exchange.import_plan import IncompleteRollback, save_all  # not for --help
    from tui.logbook.log.store import LogNotWritten  # not for --help

    try:
        placed = save_all(plan.new, paths, disk)
    except (OSError, LogNotWritten) as error:
        say(f"Nothing was imported: {in_plain_words(error)}", err=True)
        return 1
    except (Stopped, KeyboardInterrupt):
        say("Stopped. Nothing was imported.", err=True)
        raise
    except IncompleteRollback as error:
        say(f"The import stopped half way: {error.__cause__}", err=True)
        say(f"{error}. The same import completes it.", err=True)
        return 1
    say(f"Imported {counted(len(placed), 'session')} into {paths.logs}")
    try:
        remember(names_path(paths), matcher.chosen, disk)
    except (OSError, FileProblems) as error:
        say(f"What the names mean could not be kept in {names_path(paths)}: {error}", err=True)
        return 1
    return 0


def _typed(question: str) -> str:
    answer = click.prompt(printable(question), default="", show_default=False, prompt_suffix=" ", err=True)
    return str(answer)
