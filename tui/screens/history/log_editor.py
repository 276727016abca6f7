"""A log in the person's own editor, which has the terminal meanwhile; looked at afterwards as visudo does."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Final, Protocol

from textual.app import SuspendNotSupported

from tui.logbook.changes.editor import run_editor, words_of
from tui.logbook.changes.hand_edit import EditOutcome, HandEdit, Invalid, NoEditor, SavedEdit, TakenBack, Unchanged
from tui.logbook.disk.calls import in_plain_words
from tui.logbook.disk.replacement import Bytes, read_bytes, replace_bytes
from tui.machine.printing import write_line
from tui.screens.ask import Answer, Ask
from tui.screens.undo_step import UndoStep
from tui.widgets.lines import wrapped

if TYPE_CHECKING:
    from catalogue.files.problems import Problem
    from tui.logbook.disk.calls import Disk
    from tui.screens.host import Host

AGAIN, KEEP, TAKE_BACK = "again", "keep", "take-back"
ANSWERS: Final = (
    Answer(AGAIN, ("e", "enter"), "edit it again"),
    Answer(KEEP, ("k",), "keep it as it is, though repcue can't read it"),
    Answer(TAKE_BACK, ("t",), "take the change back"),
)
LEFT_OUT: Final = "Kept, and left out till mended."
NARROWEST: Final = 53
"""Columns for the question in the smallest window."""
MARGIN: Final = 8
"""Rows of the question besides the problems."""


class Editor(Protocol):
    """An editor of the copy."""

    def __call__(self, command: Sequence[str]) -> int:
        """Run a command until it ends; return its exit code."""
        ...


@dataclass(frozen=True, slots=True)
class Edited:
    """The result of an edit."""

    words: str
    undo: UndoStep | None = None
    """There if the file was changed."""
    at_length: bool = False
    """Whether the words are more than a line can hold."""


async def edit_by_hand(app: Host, path: Path, editor: Editor | None = None) -> Edited:
    """Let the person edit a log, readable or not, until it is sound, kept or taken back; runs in a worker.

    `editor` takes the place of the terminal's.
    """
    edit = HandEdit(path, app.paths, app.disk, token_hex(4))
    try:
        before = read_bytes(path, app.disk)
        outcome, data, readable = await _outcome(app, edit, editor or _InTerminal(app))
    except SuspendNotSupported:
        edit.take_back()
        return Edited(f"No editor can be opened from here; use: repcue log edit {path.stem}", at_length=True)
    except NoEditor as error:
        return Edited(f"Not changed: {error}", at_length=True)
    except OSError as error:
        kept = f" Your text is in {edit.copy}" if edit.copy.exists() else ""
        return Edited(f"Not changed: {in_plain_words(error)}: {path}.{kept}", at_length=True)
    match outcome:
        case SavedEdit():
            words = f"Saved: {path.name}." if readable else LEFT_OUT
            return Edited(words, _undo(before, data, app.disk))
        case TakenBack(kept=None):
            return Edited("Taken back: it is as it was.")
        case Unchanged():
            return Edited(words_of(outcome, path)[0])
        case _:
            return Edited(" ".join(words_of(outcome, path)), at_length=True)


def notice(words: str) -> Ask:
    """Return what says the words, however many, until they are read."""
    return Ask("Your editor", [words], [Answer("", ("escape", "enter"), "back")])


async def _outcome(app: Host, edit: HandEdit, editor: Editor) -> tuple[EditOutcome, bytes, bool]:
    """Return what became of the text, the text, and whether it can be read."""
    while True:
        code = editor(edit.open(os.environ))
        data = app.disk.read(edit.copy) if edit.copy.exists() else b""
        outcome = edit.check(code)
        if not isinstance(outcome, Invalid):
            return outcome, data, True
        answer = await app.push_screen_wait(_question(outcome.problems, app.size.height - MARGIN))
        if answer == KEEP:
            return edit.keep(), data, False
        if answer == TAKE_BACK:
            return edit.take_back(), data, False


def _question(problems: Sequence[Problem], rows: int) -> Ask:
    """Name as many problems as there are rows for; the others come to light when these are mended."""
    shown: list[str] = []
    for one in problems:
        text = f"line {one.line or 1}: {f'{one.field}: ' if one.field else ''}{one.message}"
        rows -= len(wrapped(text, NARROWEST))
        if shown and rows < 0:
            shown.append(f"and {len(problems) - len(shown)} more")
            break
        shown.append(text)
    return Ask("repcue can't read it so", shown, ANSWERS)


def _undo(before: Bytes, data: bytes, disk: Disk) -> UndoStep:
    """Return what puts the very bytes back, unless the file was changed again since."""
    after = replace(before, data=data)

    def run() -> Path:
        replace_bytes(after, before.data, disk)
        return before.path

    return UndoStep(run, "As it was before the edit.")


class _InTerminal:
    """The editor in the terminal, which is taken again when the editor has ended.

    Nothing of the program runs meanwhile: no session can be under way while a log is edited.
    """

    def __init__(self, app: Host) -> None:
        self._app = app

    def __call__(self, command: Sequence[str]) -> int:
        def last_words(number: int) -> None:
            self._app.end_in_any_case(128 + number)
            # They stay to be read when the program has ended, if there still is a terminal.
            with suppress(OSError):
                write_line(sys.stderr, f"repcue was told to stop; what is not in place is in {command[-1]}")

        return run_editor(command, self._app.suspend(), last_words).code
