"""`repcue log show`: one session."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from tui.cli.arguments import as_json, complete_log, exercise_names, folders, log_or_exit, wrong_usage
from tui.cli.log_show_page import log_page
from tui.machine.printing import say, say_json

if TYPE_CHECKING:
    from tui.logbook.log.log_model import Log


@click.command("show")
@click.argument("wanted", metavar="ID", shell_complete=complete_log)
@as_json
@click.option("--summary", is_flag=True, help="The summary that stands at the end of a session, as text.")
def show_log(wanted: str, as_json: bool, summary: bool) -> None:
    """Show one session. ID is the log's id, its file's name or path, or `last`.

    \b
    Examples:
      repcue log show last
      repcue log show 2026-11-22_1805_hamstrings-at-home
      repcue log show last --summary
    """
    if as_json and summary:
        raise wrong_usage("--json and --summary are two ways to show a session; take one")
    paths = folders()
    file = log_or_exit(wanted, paths)
    if as_json:
        say_json(_document(file.log))
        return
    from tui.cli.indexed import indexed  # not for --json
    from tui.logbook.statistics.session_before import read_before, records_of  # not for --json
    from tui.words.session_card import card, card_text  # not for --json

    with indexed(paths) as index:
        before = read_before(index, file.log)
    if summary:
        say(card_text(card(file.log, file.path, before, exercise_names())))
    else:
        say(log_page(file, exercise_names(), records_of(file.log, file.path, before)))


def _document(log: Log) -> dict[str, object]:
    """Return the document of `repcue log show --json`: the log, key by key, a key without a value left out.

    Times have their offset in figures, as in the list: `+00:00`, never `Z`. Keys of your own follow as they are.

    schema: the schema of the log
    id: the session's id
    name: its name
    routine: the routine's id; left out for a session made of exercises
    started: when it began, ISO 8601 with an offset
    finished: when it ended
    outcome: completed, ended-early or recovered
    active_seconds: from start to end, less pauses
    paused_seconds: of pauses
    unit: kg or lb
    effort: how hard it was, 1 to 10
    note: your note, empty if there is none
    body_weight: body weight at the time, in unit; left out where it is not known
    planned_sets: working sets that were planned, both legs one
    source: the program that it was imported from
    import_id: its id there
    sets[].*: the fields of a set, by their names in `DoneSet`
    """
    shown = log.as_json()
    return {key: _with_offset(value, shown[key]) for key, value in log.document().items()}


def _with_offset(value: object, shown: object) -> object:
    match value, shown:
        case datetime(), _:
            return value.isoformat()
        case dict(), dict():
            return {key: _with_offset(each, shown[key]) for key, each in value.items()}
        case ((list() | tuple()), list()):
            return [_with_offset(*pair) for pair in zip(value, shown, strict=True)]
        case _:
            return shown
