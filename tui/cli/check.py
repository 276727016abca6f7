"""`repcue check`: all problems in the files of a person."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.files.folders import toml_files
from catalogue.files.problems import FileProblems
from catalogue.files.toml import read_text
from tui.cli.arguments import HELP_NAMES, folders
from tui.cli.indexed import indexed
from tui.machine.inhibitor import NONE_HERE, inhibit_command
from tui.machine.printing import say
from tui.settings import load_settings
from tui.settings.settings_file import week_problems
from tui.words.quantities import counted

if TYPE_CHECKING:
    from catalogue.files.problems import Problem
    from catalogue.loading import Catalogue
    from catalogue.schema.models import Exercise, Routine
    from tui.machine.paths import Paths
    from tui.settings import Settings


@click.command(context_settings=HELP_NAMES)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...]) -> None:
    """Name all that is wrong with your files.

    Those are your exercises, routines, settings and logs, or the files named.

    Each problem is a line FILE:LINE: FIELD: what is wrong. With any, the exit code is 1.

    \b
    Examples:
      repcue check
      repcue check ~/.config/repcue/exercises/step-up.toml
    """
    from catalogue.loading import load_catalogue  # not for --help

    paths = folders()
    catalogue = load_catalogue(paths.config)
    problems, checked = _check_files(files, catalogue, paths) if files else _check_all(catalogue, paths)
    for problem in problems:
        say(str(problem))
    for notice in _notices(paths, catalogue):
        say(f"notice: {notice}", err=True)
    if problems:
        context.exit(1)
    say(f"{counted(checked, 'file')} checked, nothing wrong." if checked else _nothing(paths))


def _notices(paths: Paths, catalogue: Catalogue) -> Iterator[str]:
    """What is no mistake, and yet not as the settings want it."""
    settings, _ = load_settings(paths.settings)
    if settings.keep_awake and inhibit_command(os.environ) is None:
        yield f"keep_awake: {NONE_HERE}; keep_awake = false in {paths.settings} ends this notice"
    if settings.voice and (cut := _cut_words(settings, catalogue)):
        yield f"voice_rate: {cut}"


def _cut_words(settings: Settings, catalogue: Catalogue) -> str:
    """Return what the voice can't say in time in a session of any exercise or routine; empty if there is nothing."""
    from tui.coach.speech_time import FASTEST, worst_cut  # not for --help
    from tui.session.resolve import resolve  # not for --help
    from tui.settings import wishes  # not for --help

    asked = replace(wishes(settings), pace="paced")
    setups = settings.pace == "paced"
    items: list[Exercise | Routine] = [*catalogue.exercises.values(), *catalogue.routines.values()]
    found = [
        (cut, item.name)
        for item in items
        if (cut := worst_cut(resolve([item], catalogue.exercises, asked), settings.voice_rate, setups=setups))
    ]
    if not found:
        return ""
    worst, name = max(found, key=lambda each: each[0].rate)
    needs = f'at {settings.voice_rate:g} the voice needs {worst.needs / 1000:.1f} s for "{worst.words}"'
    remedy = f"{worst.rate:g} or more is in time" if worst.rate <= FASTEST else "no rate is in time: slow its tempo"
    return f"{needs} in {name} and has {worst.has / 1000:.1f} s; {remedy}"


def _nothing(paths: Paths) -> str:
    return f"Nothing to check: there are no files of yours in {paths.config}, and no logs in {paths.logs}"


def _check_all(catalogue: Catalogue, paths: Paths) -> tuple[list[Problem], int]:
    own = sum(len(toml_files(paths.config / kind).files) for kind in ("exercises", "routines"))
    settings = _settings_problems(paths.settings, catalogue)
    with indexed(paths) as index:
        logs, readable = index.problems(), len(index.sessions())
    unreadable = len({problem.path for problem in logs})
    return [*catalogue.problems, *settings, *logs], own + paths.settings.exists() + readable + unreadable


def _settings_problems(file: Path, catalogue: Catalogue) -> tuple[Problem, ...]:
    settings, problems = load_settings(file)
    return (*problems, *week_problems(settings, file, [*catalogue.routines, *catalogue.exercises]))


def _check_files(files: tuple[Path, ...], catalogue: Catalogue, paths: Paths) -> tuple[list[Problem], int]:
    problems = [problem for file in files for problem in _check(file, catalogue, paths)]
    return problems, len(files)


def _check(file: Path, catalogue: Catalogue, paths: Paths) -> tuple[Problem, ...]:
    if file.name == paths.settings.name:
        return _check_settings(file, catalogue)
    if paths.logs in file.absolute().parents:
        return _check_log(file)
    from catalogue.loading import check_file  # not for --help

    return check_file(file, catalogue)


def _check_settings(file: Path, catalogue: Catalogue) -> tuple[Problem, ...]:
    try:
        read_text(file)  # to load no settings is fine, to name a file that isn't there is not
    except FileProblems as error:
        return error.problems
    return _settings_problems(file, catalogue)


def _check_log(file: Path) -> tuple[Problem, ...]:
    from tui.logbook.log.store import read_log  # not for --help

    try:
        read_log(file)
    except FileProblems as error:
        return error.problems
    return ()
