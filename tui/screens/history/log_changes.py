"""What the history does to the files, one thing at a time, and how each is taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.files.problems import FileProblems
from tui.logbook.disk.calls import in_plain_words
from tui.logbook.disk.replacement import ChangedOnDisk
from tui.logbook.disk.trash import restore_log, to_trash
from tui.screens.undo_step import UndoStep
from tui.words.days import day_text

if TYPE_CHECKING:
    from tui.logbook.index.rows import SessionRow
    from tui.screens.base import RepcueScreen

Tell = Callable[[str, Path | None], None]
"""Is told what was done, and which log to show then, if another one than before; from any thread."""
BACK = " u takes it back."


class Changes:
    """Changes to logs for one screen: dialogs open over it, and its workers run the threads."""

    def __init__(self, screen: RepcueScreen, tell: Tell) -> None:
        self._screen = screen
        self._tell = tell
        self._undos: list[UndoStep] = []
        self.busy = False
        """Whether something is being done; the screen says when what was done is seen."""

    @property
    def can_undo(self) -> bool:
        """Whether there is something to be taken back."""
        return bool(self._undos)

    def delete(self, session: SessionRow) -> None:
        """Move a session's log to the trash."""
        self._in_thread(partial(self._delete, session))

    def take_back(self) -> None:
        """Take the last thing back."""
        if self._undos and not self.busy:
            self._in_thread(partial(self._take_back, self._undos.pop()))

    def mend(self, path: Path) -> None:
        """Open a log to change its values."""
        from tui.screens.mend.screen import MendScreen  # rarely opened, large

        catalogue, before = self._screen.repcue.catalogue, len(self._undos)
        if catalogue is None or self.busy:
            return

        def left(_: None) -> None:
            if len(self._undos) > before:
                self._done("Saved." + BACK, path)

        self._screen.open(MendScreen(path, catalogue.exercises, self._undos.append), left)

    def edit(self, path: Path) -> None:
        """Open a log, readable or not, in the person's editor."""
        if not self.busy:
            self.busy = True
            self._screen.run_worker(self._edit(path))

    def enter(self) -> None:
        """Open the form for a session that was done elsewhere."""
        from tui.screens.enter.screen import EnterSession  # rarely opened, large

        catalogue = self._screen.repcue.catalogue
        if catalogue is not None and not self.busy:
            self._screen.open(EnterSession(catalogue, self._entered))

    def _in_thread(self, do: Callable[[], None]) -> None:
        if not self.busy:
            self.busy = True
            self._screen.run_worker(do, thread=True)

    def _delete(self, session: SessionRow) -> None:
        app = self._screen.repcue
        try:
            trashed = to_trash(session.path, app.paths, app.clock.wall(), app.disk)
        except OSError as error:
            self._tell(f"Not deleted: {in_plain_words(error)}", None)
            return
        self._undos.append(UndoStep(lambda: restore_log(trashed, app.paths, app.disk), "Brought back."))
        self._tell(f"In the trash; u brings it back: {session.name}, {day_text(session.started, weekday=True)}", None)

    def _take_back(self, undo: UndoStep) -> None:
        try:
            path = undo.run()
        except FileNotFoundError:  # trying again would only keep what was done before it from being taken back
            self._tell("Not taken back: what was to come back is not there any more.", None)
        except OSError as error:
            self._undos.append(undo)
            self._tell(f"Not taken back: {in_plain_words(error)}", None)
        except (ChangedOnDisk, FileProblems):
            self._tell("Not taken back: the log was changed by another program since.", None)
        else:
            self._tell(undo.words, path)

    async def _edit(self, path: Path) -> None:
        from tui.screens.history.log_editor import edit_by_hand, notice  # rarely opened, large

        edited = await edit_by_hand(self._screen.repcue, path)
        if edited.undo is not None:
            self._undos.append(edited.undo)
        if edited.at_length:
            await self._screen.repcue.push_screen_wait(notice(edited.words))
        self._tell("" if edited.at_length else edited.words + (BACK if edited.undo else ""), path)

    def _entered(self, path: Path, undo: UndoStep) -> None:
        self._undos.append(undo)
        self._done(f"Saved: {path.name}." + BACK, path)

    def _done(self, words: str, path: Path) -> None:
        self.busy = True
        self._tell(words, path)
