"""A log opened in the person's own editor, and looked at before it is put in place, as visudo does.

Nothing here runs the editor or asks anything: the command line and the screen do, in turns of `open`, the editor,
and `check`. What is edited is a private copy; it is gone when the edit is over, unless an outcome names it as kept.
"""

import contextlib
import shlex
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from catalogue.files.problems import FileProblems, Problem
from catalogue.files.toml import read_text
from tui.logbook.disk.calls import Disk
from tui.logbook.disk.placement import ensure_folder, forget, write_hidden
from tui.logbook.disk.replacement import Bytes, ChangedOnDisk, read_bytes, replace_bytes
from tui.logbook.log.store import LIMIT, parse_log
from tui.machine.paths import Paths

USUAL_EDITORS: Final = ("nano", "vim", "vi")
"""Taken in this order where neither VISUAL nor EDITOR says which."""


class NoEditor(Exception):
    """There is no editor to open; the message says what to set."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The editor left the text as it was."""


@dataclass(frozen=True, slots=True)
class SavedEdit:
    """The new text is in place."""

    path: Path


@dataclass(frozen=True, slots=True)
class Invalid:
    """The new text is no log, and nothing is in place: edit again, keep, or take back."""

    problems: tuple[Problem, ...]
    """Each with the line of the new text."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else changed the log meanwhile: theirs is in place, the person's text is kept."""

    kept: Path


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Nothing was put in place."""

    kept: Path | None = None
    """The new text, if the editor failed after it had been changed."""


EditOutcome = Unchanged | SavedEdit | Invalid | Clash | TakenBack


class HandEdit:
    """One log in an editor, from `open` until an outcome other than `Invalid`.

    `token` tells apart edits of the same log. The log need not be readable: this is the way to mend one that is not.
    """

    def __init__(self, path: Path, paths: Paths, disk: Disk, token: str) -> None:
        self._path = path
        self._disk = disk
        self._copy = paths.state / "edits" / token / path.name
        self._before: Bytes | None = None

    def open(self, environ: Mapping[str, str], which: Callable[[str], str | None] = shutil.which) -> list[str]:
        """Return the command to run; the first time the copy is made, later it is as the person left it.

        Raises NoEditor and OSError.
        """
        command = editor(environ, which)
        if self._before is None:
            before = read_bytes(self._path, self._disk)
            ensure_folder(self._disk, self._copy.parent)
            write_hidden(self._disk, self._copy, before.data)
            self._before = before
        return [*command, str(self._copy)]

    def check(self, exit_code: int = 0) -> EditOutcome:
        """Look at what the editor left, and put it in place if it is a log.

        An exit code other than 0 takes the edit back, as `git commit` does; a changed text is then kept.
        Raises OSError; the text is then still in the copy.
        """
        before = self._opened()
        try:
            data = self._disk.read(self._copy)
        except FileNotFoundError:
            return self.take_back()
        if data == before.data:
            self._clear()
            return TakenBack() if exit_code else Unchanged()
        if exit_code:
            return TakenBack(self._copy)
        problems = self._problems()
        return Invalid(problems) if problems else self._put_in_place(before, data)

    def keep(self) -> EditOutcome:
        """Put the text in place as it is, whether or not it can be read. Raises OSError."""
        return self._put_in_place(self._opened(), self._disk.read(self._copy))

    def take_back(self) -> EditOutcome:
        """Drop the text; the log stays as it was. Raises OSError."""
        self._clear()
        return TakenBack()

    @property
    def copy(self) -> Path:
        """Where the text is while it is edited."""
        return self._copy

    def _opened(self) -> Bytes:
        if self._before is None:
            raise ValueError("nothing was opened yet")
        return self._before

    def _problems(self) -> tuple[Problem, ...]:
        try:
            parse_log(read_text(self._copy, LIMIT), self._path)
        except FileProblems as error:
            return tuple(replace(problem, path=str(self._path)) for problem in error.problems)
        return ()

    def _put_in_place(self, before: Bytes, data: bytes) -> EditOutcome:
        try:
            replace_bytes(before, data, self._disk)
        except ChangedOnDisk:
            return Clash(self._copy)
        self._clear()
        return SavedEdit(self._path)

    def _clear(self) -> None:
        forget(self._disk, self._copy)
        # What an editor left beside it, a backup perhaps, is the person's.
        with contextlib.suppress(OSError):
            self._copy.parent.rmdir()


def editor(environ: Mapping[str, str], which: Callable[[str], str | None] = shutil.which) -> list[str]:
    """Return the editor's command: VISUAL, else EDITOR, else the first usual one there is. Raises NoEditor.

    The variables hold a command with its arguments, in a shell's quotes; no shell sees it.
    """
    for name in ("VISUAL", "EDITOR"):
        if not environ.get(name, "").strip():
            continue
        try:
            command = shlex.split(environ[name])
        except ValueError as error:
            raise NoEditor(f"{name} is no command ({error}); set it to one such as nano") from error
        if which(command[0]) is None:
            raise NoEditor(f"there is no program {command[0]}, which {name} names; set it to one such as nano")
        return command
    found = next((name for name in USUAL_EDITORS if which(name) is not None), None)
    if found is None:
        raise NoEditor("no editor was found; set EDITOR to the one you use, such as nano")
    return [found]
