"""`repcue log edit` without options: a log in the editor."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

import click

from tui.cli.arguments import say_problems
from tui.logbook.disk.calls import RealDisk, in_plain_words
from tui.machine.printing import say

if TYPE_CHECKING:
    from tui.logbook.changes.hand_edit import EditOutcome, HandEdit
    from tui.machine.paths import Paths

AGAIN, KEEP, TAKE_BACK = "e", "k", "t"


def edit_in_editor(path: Path, paths: Paths) -> int:
    """Edit a log until it is sound, kept or taken back; return the exit code."""
    from tui.logbook.changes.hand_edit import HandEdit, NoEditor  # not for --help

    edit = HandEdit(path, paths, RealDisk(), token_hex(4))
    try:
        return _tell(_edited(edit), path)
    except NoEditor as error:
        say(f"Not changed: {error}", err=True)
    except click.Abort:
        say(f"\nNot changed: {path}\nYour text is in {edit.copy}", err=True)
    except OSError as error:
        say(f"Not changed: {in_plain_words(error)}: {path}", err=True)
        if edit.copy.exists():
            say(f"Your text is in {edit.copy}", err=True)
    return 1


def _edited(edit: HandEdit) -> EditOutcome:
    from tui.logbook.changes.hand_edit import Invalid  # not for --help

    while True:
        outcome = edit.check(_run(edit.open(os.environ)))
        if not isinstance(outcome, Invalid):
            return outcome
        say_problems(outcome.problems)
        answer = _ask()
        if answer == KEEP:
            return edit.keep()
        if answer == TAKE_BACK:
            return edit.take_back()


def _ask() -> str:
    say("repcue can't read it so: edit it again (e), keep it as it is (k), or take the change back (t).", err=True)
    answer: str = click.prompt("", prompt_suffix="> ", type=click.Choice([AGAIN, KEEP, TAKE_BACK]), err=True)
    return answer


def _run(command: list[str]) -> int:
    from tui.logbook.changes.editor import run_editor  # not for --help

    ended = run_editor(command)
    if ended.told_to_stop is not None:
        os.kill(os.getpid(), ended.told_to_stop)
    return ended.code


def _tell(outcome: EditOutcome, path: Path) -> int:
    from tui.logbook.changes.editor import words_of  # not for --help
    from tui.logbook.changes.hand_edit import SavedEdit, Unchanged  # not for --help

    fine = isinstance(outcome, SavedEdit | Unchanged)
    for line in words_of(outcome, path):
        say(line, err=not fine)
    return 0 if fine else 1
