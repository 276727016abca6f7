"""`repcue run`: straight into a session."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from catalogue.schema.bounds import LOAD, PLANNED_REST
from tui.cli.arguments import (
    HELP_NAMES,
    complete_runnable,
    folders,
    number,
    rep_range,
    say_settings_problems,
    wrong_usage,
)
from tui.cli.entrance import no_screen
from tui.cli.indexed import indexed
from tui.machine.printing import say
from tui.runtime.selection import Overrides, UnknownId, as_before, chosen, plan_for
from tui.settings import load_settings, wishes
from tui.words.file_problems import problems_text

if TYPE_CHECKING:
    from tui.machine.paths import Paths
    from tui.session.plan import Plan, Unit
    from tui.settings import Settings


@click.command(context_settings=HELP_NAMES)
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=complete_runnable)
@click.option("--paced/--self-paced", "paced", default=None, help="The tempo player counts, or you do.")
@click.option("--sets", metavar="N", type=click.IntRange(1, 50), help="Sets of each exercise, 1 to 50.")
@click.option("--reps", metavar="N|LOW-HIGH", callback=rep_range, help="Reps of each set (a side), 1 to 1000.")
@click.option("--amrap", is_flag=True, help="As many reps as you can in each set; with --reps at least so many.")
@click.option("--rest", metavar="SECONDS", callback=number(PLANNED_REST), help="Rest after each set, 0 to 3600.")
@click.option("--load", metavar="X", callback=number(LOAD), help="The load of each set, 0 for none.")
@click.option("--unit", type=click.Choice(["kg", "lb"]), help="The unit of loads.")
@click.option("--plain", is_flag=True, help="Lines of text instead of the screen; reads lines from stdin.")
@click.pass_context
def run(
    context: click.Context,
    ids: tuple[str, ...],
    paced: bool | None,
    sets: int | None,
    reps: tuple[int, int] | None,
    amrap: bool,
    rest: float | None,
    load: float | None,
    unit: Unit | None,
    plain: bool,
) -> None:
    """Go straight into a session.

    It runs the routines or exercises named, one after the other.

    \b
    Examples:
      repcue run hamstrings-at-home
      repcue run single-leg-deadlift extended-lunge --sets 2 --reps 8-12
      repcue run desk-break --paced --rest 20
      repcue run extended-lunge --amrap
      repcue run desk-break --plain

    With --plain every line typed does something: an empty one is the main action (next step, count a rep,
    skip the rest), a number says the reps outright, ? lists the others. The end of the input ends the session
    and saves it. Stopped by Ctrl+C or a signal, the session is kept to be carried on (exit code 128 + signal).
    """
    overrides = Overrides(
        sets=sets,
        reps=reps,
        rest=None if rest is None else round(rest * 1000),
        load=load,
        unit=unit,
        amrap=amrap or None,
        pace=None if paced is None else "paced" if paced else "self-paced",
    )
    paths = folders()
    settings, problems = load_settings(paths.settings)
    plan = _plan(ids, overrides, settings, paths)
    refusal = "" if plain else no_screen(os.environ)
    if refusal:
        raise wrong_usage(refusal)
    if plain:
        from tui.plain import run_plain  # not for --help

        say_settings_problems(problems)
        code = run_plain(plan, paths, stdin=sys.stdin, stdout=sys.stdout, stderr=sys.stderr, settings=settings)
        context.exit(code)
    from tui.program.app import run_app  # not for --help

    context.exit(run_app(paths, settings, problems, plan, overrides))


def _plan(ids: tuple[str, ...], overrides: Overrides, settings: Settings, paths: Paths) -> Plan:
    """Return the plan for the ids. Raises UsageError for an unknown id."""
    from catalogue.loading import load_catalogue  # not for --help

    catalogue = load_catalogue(paths.config)
    try:
        wished = as_before(overrides.apply(wishes(settings)), settings, chosen(ids, catalogue), paths, indexed)
        plan = plan_for(ids, catalogue, wished)
    except UnknownId as error:
        raise wrong_usage(str(error)) from error
    if catalogue.problems:
        found = problems_text(catalogue.problems)
        say(f"{found}; `repcue check` names them, and what of it is not used", err=True)
    return plan
