"""`repcue log add`: a workout done away from the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from secrets import token_hex
from typing import TYPE_CHECKING

import click

from catalogue.files.spelling import did_you_mean
from catalogue.files.text import printable, quoted
from catalogue.schema.bounds import MINUTES
from tui.cli.arguments import HELP_NAMES, complete_runnable, folders, number, settings_of, wrong_usage
from tui.cli.dates import clock_time, day, rpe
from tui.cli.entrance import has_terminal
from tui.logbook.disk.calls import RealDisk, in_plain_words
from tui.machine.clock import SystemClock
from tui.machine.printing import say
from tui.runtime.selection import UnknownId, chosen, last_loads, plan_for
from tui.settings import wishes
from tui.words.days import period_text

if TYPE_CHECKING:
    from catalogue.loading import Catalogue
    from tui.logbook.changes.workout_entry import Planned
    from tui.logbook.log.log_model import Log, LogSet, Unit
    from tui.machine.paths import Paths
    from tui.session.plan import Plan

NOT_DONE = "-"

MOST_UNASKED = 10
"""Sets of one exercise; more may well be a slip, such as 12x3 for 3x12."""

HOW = """\
  12 12 10 @ 20    three sets with 20; 12@20 10@22.5 for loads of their own
  3x10 @ 8         three sets of ten
  L 10 10 R 10 9   the left leg's sets, then the right leg's; without L and R both did the same
  30s 1:30         a time held
  w 10@5 12@20     a warm-up first; 14+ for as many as possible
  12@20 r9         an RPE of the set before it; after 3x12 of the last one
  5@bw+10 8@bw-20  body weight with more, or with help
  -                not done"""


@click.command("add", context_settings=HELP_NAMES)
@click.argument("ids", metavar="[ROUTINE_OR_EXERCISE]...", nargs=-1, shell_complete=complete_runnable)
@click.option(
    "--done", metavar='"EXERCISE: SETS"', multiple=True, help="What was done of an exercise; may be repeated."
)
@click.option("--as-planned", is_flag=True, help="The rest was done as the routine or the exercise says.")
@click.option(
    "--date", "on", metavar="DAY", default="today", help="2026-11-20, today or yesterday.  [default: today]"
)
@click.option("--time", "at", metavar="HH:MM", callback=clock_time, help="When it began.")
@click.option("--minutes", metavar="N", callback=number(MINUTES), help="How long it took.")
@click.option("--effort", metavar="RPE", callback=rpe, help="How hard it was, 1 to 10 in halves.")
@click.option("--note", metavar="TEXT", default="", help="A note.")
@click.option("--name", metavar="TEXT", help="The session's name, if not the routine's.")
@click.option("--yes", is_flag=True, help=f"Don't ask where there are more than {MOST_UNASKED} sets of one exercise.")
@click.pass_context
def add(
    context: click.Context,
    ids: tuple[str, ...],
    done: tuple[str, ...],
    as_planned: bool,
    on: str,
    at: time | None,
    minutes: float | None,
    effort: float | None,
    note: str,
    name: str | None,
    yes: bool,
) -> None:
    """Log a workout that was done away from the terminal.

    It asks exercise by exercise, and enter takes the plan's sets. With --done nothing is asked.

    \b
    Examples:
      repcue log add desk-break
      repcue log add hamstrings-at-home --date yesterday --time 18:00 --minutes 40 --effort 7
      repcue log add desk-break --as-planned
      repcue log add --done "single-leg-deadlift: L 10 10 9 R 10 10 10 @ 8"

    \b
    SETS are written so:
      12 12 10 @ 20    three sets with 20; 12@20 10@22.5 for loads of their own
      3x10 @ 8         three sets of ten
      L 10 10 R 10 9   the left leg's sets, then the right leg's; without L and R both did the same
      30s 1:30         a time held
      w 10@5 12@20     a warm-up first; 14+ for as many as possible
      12@20 r9         an RPE of the set before it; after 3x12 of the last one
      5@bw+10 8@bw-20  body weight with more, or with help
    Loads are in the unit of your settings. A range such as 8-12 counts as its low end when taken as planned.
    Without --minutes the time is the plan's; without --time it ended now, or began at noon of another day.
    """
    from tui.logbook.changes.workout_entry import lasting  # not for --help

    paths = folders()
    work = _work(ids, done, paths)
    answers = _answers(work, bool(done), as_planned)
    if not answers:
        say("Nothing was done, so nothing was saved.", err=True)
        context.exit(1)
    if not yes and not _meant(answers):
        say("Nothing was saved.", err=True)
        context.exit(1)
    lasted = timedelta(minutes=minutes) if minutes is not None else lasting(work.whole, answers)
    started = _started(SystemClock().wall(), on, at, lasted)
    log = _log(work, answers, name, started, lasted, effort, note)
    _save(log, paths, context)
    _say_assumed(started, at, minutes, lasted)


@dataclass(frozen=True, slots=True)
class _Work:
    """The exercises of a workout, and what the options say was done of them."""

    whole: Plan
    name: str
    routine: str | None
    asked: tuple[Planned, ...]
    planned: frozenset[str]
    """Ids of the exercises named as arguments, whose target is that of the plan."""
    lines: Mapping[str, str]
    """By exercise id."""


def _work(ids: tuple[str, ...], done: Sequence[str], paths: Paths) -> _Work:
    from catalogue.loading import load_catalogue  # not for --help
    from tui.logbook.changes.workout_entry import planned  # not for --help

    settings, catalogue = settings_of(paths), load_catalogue(paths.config)
    try:
        named = {each for item in chosen(ids, catalogue) for each in getattr(item, "exercise_ids", (item.id,))}
        lines = _lines(done, ids, catalogue)
        every = (*ids, *(each for each in lines if each not in named))
        if not every:
            raise wrong_usage('name what was done: a routine, an exercise, or --done "EXERCISE: SETS"')
        loads = last_loads(chosen(every, catalogue), paths, settings.unit)
        wished = replace(wishes(settings), last_loads=loads)
        whole, plan = plan_for(every, catalogue, wished), plan_for(ids or every, catalogue, wished)
    except UnknownId as error:
        raise wrong_usage(str(error)) from error
    asked = planned(whole, catalogue.exercises)
    return _Work(whole, plan.name, plan.routine, asked, frozenset(named), lines)


def _lines(done: Sequence[str], ids: tuple[str, ...], catalogue: Catalogue) -> dict[str, str]:
    """Return the lines of --done by the id of their exercise."""
    from tui.logbook.changes.set_notation import exercise_of  # not for --help

    lines: dict[str, str] = {}
    for line in done:
        called = exercise_of(line)
        if called is None and len(ids) == 1 and ids[0] in catalogue.exercises:
            called = ids[0]
        if called is None:
            raise wrong_usage(f'--done {quoted(line)} does not say of what; write --done "EXERCISE: SETS"')
        exercise = _exercise(called, catalogue)
        if exercise in lines:
            raise wrong_usage(f"{exercise} is given twice; write all its sets in one --done")
        lines[exercise] = line
    return lines


def _exercise(called: str, catalogue: Catalogue) -> str:
    """Return the id of an exercise by its id or name. Raises UsageError with the nearest."""
    if called in catalogue.exercises:
        return called
    for each in catalogue.exercises.values():
        if called.casefold() in (name.casefold() for name in (each.name, *each.aliases)):
            return each.id
    near = did_you_mean(called, catalogue.exercises) or "; `repcue list` names them all"
    raise wrong_usage(f"there is no exercise {quoted(called)}{near}")


def _answers(work: _Work, spoken: bool, as_planned: bool) -> list[LogSet]:
    """Return the rows of all exercises. Raises UsageError for an exercise without any word of what was done."""
    if not spoken and not as_planned and not has_terminal():
        raise wrong_usage('there is no terminal to ask on; add --as-planned, or --done "EXERCISE: SETS" for each')
    rows: list[LogSet] = []
    for each in work.asked:
        line = work.lines.get(each.exercise.id)
        if line is not None:
            said = _read(line, each, work.whole.unit)
            rows += each.with_targets(said) if each.exercise.id in work.planned else said
        elif as_planned:
            rows += _as_planned(each)
        elif not spoken:
            rows += _ask(each, work.whole.unit)
    return rows


def _read(line: str, each: Planned, unit: Unit) -> tuple[LogSet, ...]:
    from tui.logbook.changes.set_notation import NotationError, parse  # not for --help

    try:
        return parse(line, each.exercise, unit)
    except NotationError as error:
        raise wrong_usage(f"--done {quoted(line)}: {error}") from error


def _as_planned(each: Planned) -> tuple[LogSet, ...]:
    if each.line is None:
        raise wrong_usage(
            f"the plan of {each.exercise.id} is as many as possible, so say how many: "
            f'--done "{each.exercise.id}: SETS"'
        )
    return each.rows


def _ask(each: Planned, unit: Unit) -> tuple[LogSet, ...]:
    from tui.logbook.changes.set_notation import NotationError, parse  # not for --help

    while True:
        said: str = click.prompt(
            f"{printable(each.name)} (? for help)",
            default=each.line or "",
            show_default=each.line is not None,
        ).strip()
        if said == NOT_DONE:
            return ()
        if said == "?":
            say(HOW)
            continue
        try:
            return each.with_targets(parse(said, each.exercise, unit))
        except NotationError as error:
            say(str(error)[:1].upper() + str(error)[1:])


def _meant(rows: Sequence[LogSet]) -> bool:
    """Ask whether many sets of one exercise are meant, if there are any."""
    found = Counter(each for each, *_ in {(row.exercise, row.set, row.kind == "warmup") for row in rows})
    many = {exercise: sets for exercise, sets in found.items() if sets > MOST_UNASKED}
    if not many:
        return True
    told = " and ".join(f"{sets} sets of {exercise}" for exercise, sets in many.items())
    if not has_terminal():
        raise wrong_usage(f"that is {told}; add --yes if so many are meant (3x12 is three sets of twelve)")
    return click.confirm(f"That is {told}. Save them?", err=True)


def _started(now: datetime, on: str, at: time | None, lasted: timedelta) -> datetime:
    from tui.logbook.changes.workout_entry import begun  # not for --help

    found = day(on, now.date())
    try:
        return begun(now, found, at, lasted)
    except ValueError as error:
        raise wrong_usage(f"{error}; give the --date and --time when it began") from error


def _log(
    work: _Work,
    rows: Sequence[LogSet],
    name: str | None,
    started: datetime,
    lasted: timedelta,
    effort: float | None,
    note: str,
) -> Log:

    from pydantic import ValidationError  # not for --help

    from tui.logbook.changes.workout_entry import About, entered  # not for --help

    about = About(name or work.name, work.routine, started, lasted, work.whole.unit, effort, note)
    try:
        return entered(about, rows, token_hex(2))
    except ValidationError as error:
        faults = (f"{each['loc'][0]}: {each['msg'].removeprefix('Value error, ')}" for each in error.errors())
        raise wrong_usage("\n".join(faults)) from error


def _save(log: Log, paths: Paths, context: click.Context) -> None:
    from tui.logbook.changes.set_notation import render  # not for --help
    from tui.logbook.log.store import LogNotWritten, save  # not for --help

    try:
        path = save(log, paths, RealDisk())
    except (OSError, LogNotWritten) as error:
        say(f"NOT SAVED: {in_plain_words(error) if isinstance(error, OSError) else error}", err=True)
        context.exit(1)
    say(f"{log.name} · {period_text(log.started, log.finished)}")
    for exercise in log.exercises:
        say(f"  {exercise}: {render([row for row in log.sets if row.exercise == exercise])}")
    say(f"Log: {path}")


def _say_assumed(started: datetime, at: time | None, minutes: float | None, lasted: timedelta) -> None:
    assumed = [f"began at {started:%H:%M} (--time says otherwise)"] if at is None else []
    if minutes is None:
        assumed.append(f"took {lasted // timedelta(minutes=1)} min (--minutes says otherwise)")
    if assumed:
        say(f"Taken for granted: it {' and '.join(assumed)}.", err=True)
