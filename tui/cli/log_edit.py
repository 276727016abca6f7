"""`repcue log edit`: a log in the editor, or value by value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, get_args

import click

from catalogue.files.problems import FileProblems
from catalogue.schema.bounds import MENDED_LOAD, REPS, SECONDS
from tui.cli.arguments import HELP_NAMES, complete_log, folders, found_log, log_or_exit, number, whole, wrong_usage
from tui.cli.dates import moment, rpe
from tui.cli.entrance import has_terminal
from tui.cli.log_edit_editor import edit_in_editor
from tui.cli.set_choice import NoSuchSet, SetName, named_set, row_text, rows_meant
from tui.logbook.changes.insertion import is_sided, load_counts, place_of_new
from tui.logbook.disk.calls import RealDisk, in_plain_words
from tui.machine.printing import say
from tui.session.plan import SetKind

if TYPE_CHECKING:
    from catalogue.schema.models import Exercise
    from catalogue.schema.words import SideName
    from tui.logbook.changes.edits import LogChanges, SetChanges
    from tui.logbook.log.store import LogFile
    from tui.machine.paths import Paths


@click.command("edit", context_settings=HELP_NAMES)
@click.argument("wanted", metavar="ID", shell_complete=complete_log)
@click.option("--name", metavar="TEXT", help="The session's name.")
@click.option("--note", metavar="TEXT", help='The note; "" takes it out.')
@click.option("--effort", metavar="RPE", callback=rpe, help="How hard it was, 1 to 10 in halves.")
@click.option("--started", metavar="MOMENT", callback=moment, help='When it began: "2026-11-22 18:05".')
@click.option("--set", "changed", metavar="N", callback=named_set, help="Change this set; w1 is a warm-up set.")
@click.option("--add-set", "added", metavar="EXERCISE", help="Add a forgotten set after its others.")
@click.option("--delete-set", "deleted", metavar="N", callback=named_set, help="Take this set out.")
@click.option("--exercise", metavar="ID", help="Of which exercise the set is, where several have one.")
@click.option("--side", type=click.Choice(["left", "right"]), help="Of which leg.")
@click.option("--reps", metavar="N", callback=whole(REPS), help="Reps done.")
@click.option("--seconds", metavar="S", callback=number(SECONDS), help="How long it took.")
@click.option("--load", metavar="X", callback=number(MENDED_LOAD), help="The load; 0 for none.")
@click.option("--rest", metavar="S", callback=number(SECONDS), help="The rest taken after it.")
@click.option("--rpe", metavar="RPE", callback=rpe, help="How hard the set was.")
@click.option("--kind", type=click.Choice(get_args(SetKind)), help="What kind of set it was.")
@click.pass_context
def edit(
    context: click.Context,
    wanted: str,
    name: str | None,
    note: str | None,
    effort: float | None,
    started: datetime | None,
    changed: SetName | None,
    added: str | None,
    deleted: SetName | None,
    exercise: str | None,
    side: SideName | None,
    reps: int | None,
    seconds: float | None,
    load: float | None,
    rest: float | None,
    rpe: float | None,
    kind: SetKind | None,
) -> None:
    """Mend a session's log.

    Without options it opens in your editor ($VISUAL or $EDITOR), and is looked at before it takes the place of the
    old one. With options only those values change; comments and all else stay. ID is as for `log show`.

    \b
    Examples:
      repcue log edit last
      repcue log edit last --effort 7.5 --note "Knee fine."
      repcue log edit last --set 2 --side left --reps 9
      repcue log edit last --set w1 --exercise stiff-leg-deadlift --load 10
      repcue log edit last --add-set extended-lunge --side right --reps 8
      repcue log edit last --delete-set 4 --exercise stiff-leg-deadlift

    A set without --side is both legs' set; reps and seconds are each leg's own and need it.
    A start without an offset has the log's. Moved past the end, or by twelve hours or more, it takes the end along.
    """
    about = _given({"name": name, "note": note, "effort": effort, "started": started})
    values = _given({"reps": reps, "seconds": seconds, "rest": rest, "rpe": rpe, "kind": kind})
    _refuse_muddle(bool(about), bool(values) or load is not None, [changed, added, deleted], exercise, side)
    paths = folders()
    if not about and changed is None and added is None and deleted is None:
        context.exit(_in_editor(wanted, paths))
    file = log_or_exit(wanted, paths)
    rows = _Rows(context, file)
    if added is not None:
        rows.add(added if exercise is None else exercise, side, values, load)
    elif deleted is not None:
        rows.delete(deleted, exercise, side)
    else:
        rows.change(about, changed, exercise, side, values, load)


def _given(options: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in options.items() if value is not None}


def _refuse_muddle(
    about: bool, values: bool, deeds: list[SetName | str | None], exercise: str | None, side: str | None
) -> None:
    changed, added, deleted = deeds
    if len([deed for deed in deeds if deed is not None]) > 1:
        raise wrong_usage("--set, --add-set and --delete-set go one at a time")
    if about and (added is not None or deleted is not None):
        raise wrong_usage("--add-set and --delete-set go without --name, --note, --effort and --started")
    if values and changed is None and added is None:
        raise wrong_usage("the values of a set need --set N, or --add-set EXERCISE")
    if not values and changed is not None:
        raise wrong_usage("say what of the set: --reps, --seconds, --load, --rest, --rpe or --kind")
    if (exercise is not None or side is not None) and not any(deed is not None for deed in deeds):
        raise wrong_usage("--exercise and --side need --set, --add-set or --delete-set")
    if exercise is not None and added is not None:
        raise wrong_usage("--add-set names the exercise itself; leave out --exercise")


def _in_editor(wanted: str, paths: Paths) -> int:
    if not has_terminal():
        raise wrong_usage("an editor needs a terminal, and there is none here; see --help for what to give instead")

    return edit_in_editor(_path(wanted, paths), paths)


def _path(wanted: str, paths: Paths) -> Path:
    """Return the file of a log, readable or not, as the editor is the way to mend one that isn't."""
    try:
        return found_log(wanted, paths).path
    except FileProblems as error:
        return Path(error.path)


class _Rows:
    """The edits of the rows of one log, each with one write."""

    def __init__(self, context: click.Context, file: LogFile) -> None:
        self._context = context
        self._file = file
        self._disk = RealDisk()

    def change(
        self,
        about: dict[str, object],
        name: SetName | None,
        exercise: str | None,
        side: SideName | None,
        values: dict[str, object],
        load: float | None,
    ) -> None:
        """Change values of the session, and of the rows of one set."""
        from tui.logbook.changes.edits import annotate  # not for --help

        meant = [] if name is None else self._meant(name, exercise, side)
        if len(meant) > 1 and values.keys() & {"reps", "seconds"}:
            raise wrong_usage("each leg has reps and seconds of its own; add --side left or --side right")
        sets = {
            index: _set_changes(values | self._load(self._file.log.sets[index].exercise, load)) for index in meant
        }
        after = self._written(lambda: annotate(self._file, _log_changes(about), sets, disk=self._disk))
        say(f"Saved: {after.path}")
        for index in meant:
            say(f"  {row_text(after.log.sets[index])}")

    def add(self, exercise: str, side: SideName | None, values: dict[str, object], load: float | None) -> None:
        """Add a row."""
        from tui.logbook.changes.edits import SetValues, add_set  # not for --help

        if not values.keys() & {"reps", "seconds"}:
            raise wrong_usage("say what was done: --reps or --seconds")
        self._check_side(exercise, side)
        at, set_number = place_of_new(self._file.log, exercise, side, values.get("kind") == "warmup")
        row: SetValues = {"exercise": exercise, "set": set_number, "side": side, "kind": "working"}
        row.update(_set_changes(values | self._load(exercise, load)))
        after = self._written(lambda: add_set(self._file, at, row, disk=self._disk))
        say(f"Saved: {after.path}\n  {row_text(after.log.sets[at])}")

    def delete(self, name: SetName, exercise: str | None, side: SideName | None) -> None:
        """Remove the rows of one set."""
        from tui.logbook.changes.edits import remove_sets  # not for --help

        meant = self._meant(name, exercise, side)
        after = self._written(lambda: remove_sets(self._file, meant, disk=self._disk))
        say(f"Saved: {after.path}, without:")
        for index in meant:
            say(f"  {row_text(self._file.log.sets[index])}")

    def _meant(self, name: SetName, exercise: str | None, side: SideName | None) -> list[int]:
        try:
            return rows_meant(self._file.log, name, exercise, side)
        except NoSuchSet as error:
            raise wrong_usage(str(error)) from error

    def _load(self, exercise: str, load: float | None) -> dict[str, object]:
        if load is None:
            return {}

        return {
            "load": load or None,
            "load_counts": load_counts(self._file.log, exercise, _known()) if load else None,
        }

    def _check_side(self, exercise: str, side: SideName | None) -> None:
        """Refuse a row without a side for an exercise that is done a leg at a time."""
        try:
            sided = is_sided(self._file.log, exercise, _known())
        except ValueError as error:
            raise wrong_usage(str(error)) from error
        if sided and side is None:
            raise wrong_usage(f"{exercise} is done a leg at a time; add --side left or --side right")
        if side is not None and not sided:
            raise wrong_usage(f"{exercise} works both legs at once; leave out --side")

    def _written(self, write: Callable[[], LogFile]) -> LogFile:
        from tui.logbook.changes.edits import ChangedOnDisk  # not for --help
        from tui.logbook.log.store import LogNotWritten  # not for --help

        try:
            return write()
        except OSError as error:
            self._fail(f"{in_plain_words(error)}: {self._file.path}")
        except (ChangedOnDisk, LogNotWritten) as error:
            self._fail(str(error))

    def _fail(self, why: str) -> NoReturn:
        say(f"Not changed: {why}", err=True)
        self._context.exit(1)


def _log_changes(about: dict[str, object]) -> LogChanges:
    if about.get("note") == "":
        about = about | {"note": None}
    return about  # type: ignore[return-value]  # made of options of these names and types


def _set_changes(values: dict[str, object]) -> SetChanges:
    return values


def _known() -> Mapping[str, Exercise]:
    """Return the exercises of the catalogue, by id."""
    from catalogue.loading import load_catalogue  # not for --help

    return load_catalogue(folders().config).exercises
