"""`repcue log stats`: weeks and goal, records, progress, left and right."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from catalogue import bundled
from catalogue.files.spelling import did_you_mean
from catalogue.files.text import quoted
from catalogue.outline import RoutineOutline, outline
from tui.cli.arguments import (
    HELP_NAMES,
    as_json,
    day_option,
    folders,
    problems_json,
    say_problems,
    say_settings_problems,
    wrong_usage,
)
from tui.cli.indexed import indexed
from tui.cli.log_stats_facts import Asked, Names, logged_names, one_exercise, overview
from tui.cli.log_stats_json import exercise_json, overview_json
from tui.cli.log_stats_page import exercise_page, overview_page
from tui.machine.printing import say, say_json
from tui.settings import load_settings
from tui.settings.settings_file import week_problems

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from tui.logbook.index.index import Index
    from tui.machine.paths import Paths


def complete_exercise(context: click.Context, argument: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the ids of exercises that begin so."""
    from click.shell_completion import CompletionItem  # for completion alone

    found = _names(folders()).exercises
    return [CompletionItem(each, help=name) for each, name in found.items() if each.startswith(begun)]


@click.command("stats", context_settings=HELP_NAMES)
@click.argument("exercise", metavar="[EXERCISE]", required=False, shell_complete=complete_exercise)
@day_option("--since", "Only from this day on, such as 2026-01-31.")
@day_option("--until", "Only up to this day.")
@as_json
def stats(exercise: str | None, since: date | None, until: date | None, as_json: bool) -> None:
    """Show what your logs come to. Warm-up sets are not counted.

    Without EXERCISE: the last twelve weeks and your goal, what is due today, totals, and a line an exercise.
    The weeks and the goal are of all your logs, whatever --since and --until say.

    With EXERCISE, an id or a name: its records, how it went session by session, and how left and right compare.

    \b
    Examples:
      repcue log stats
      repcue log stats single-leg-deadlift --since 2026-01-01
      repcue log stats --json
    """
    paths = folders()
    settings, wrong = load_settings(paths.settings)
    names = _names(paths)
    say_settings_problems([*wrong, *week_problems(settings, paths.settings, [*names.routines, *names.exercises])])
    today = datetime.now().astimezone().date()
    asked = Asked(today, since, until, settings.unit)
    with indexed(paths) as index:
        problems = index.problems()
        if exercise is None:
            every = overview(index, asked, settings, names)
            document, page = overview_json(every), overview_page(every)
        else:
            one = one_exercise(index, asked, *_find(exercise, index, names))
            document, page = exercise_json(one), exercise_page(one)
    if as_json:
        say_json(document | {"problems": problems_json(problems)})
        return
    say(page)
    say_problems(problems)


def _names(paths: Paths) -> Names:
    found = outline([bundled.FOLDER, paths.config])
    routines = {one.id: one.name for one in found if isinstance(one, RoutineOutline)}
    return Names(routines, {one.id: one.name for one in found if not isinstance(one, RoutineOutline)})


def _find(wanted: str, index: Index, names: Names) -> tuple[str, str]:
    """Return the id and name of an exercise. Raises UsageError with the nearest."""
    known = logged_names(index, names)
    if wanted in known:
        return wanted, known[wanted]
    for each, name in known.items():
        if wanted.casefold() in (each, name.casefold()):
            return each, name
    near = did_you_mean(wanted, [*known.values(), *known])
    raise wrong_usage(f"there is no exercise {quoted(wanted)}, neither in the catalogue nor in your logs{near}")
