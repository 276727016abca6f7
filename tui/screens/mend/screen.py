"""Mending a session's log: its own values, those of its sets, a set that was forgotten, a set too many.

Each save is one write, and each write can be taken back later by who opened this screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from catalogue.files.problems import FileProblems
from tui.logbook.changes.edits import ChangedOnDisk, add_set, annotate, put_back, remove_sets, text_of
from tui.logbook.disk.calls import in_plain_words
from tui.logbook.log.store import LogNotWritten, read_log
from tui.screens.ask import not_saved
from tui.screens.base import RepcueScreen
from tui.screens.mend.field_values import (
    SESSION,
    FieldFault,
    exercise_of,
    new_row,
    row_changes,
    row_texts,
    session_changes,
    session_texts,
    sides_of,
)
from tui.screens.mend.fields import Fields
from tui.screens.mend.row_list import Mended, MendList
from tui.screens.undo_step import UndoStep
from tui.settings.keys import Key
from tui.widgets.key_bar import Hint
from tui.widgets.lines import Line, Lines, plain, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalogue.schema.models import Exercise
    from tui.logbook.changes.edits import SetChanges
    from tui.logbook.log.store import LogFile

CHANGED = "Not saved: changed by another program since it was read; ^r reads it again."
GONE = "The log is not there any more: another program moved or deleted it."
WORST = 3
"""Rows that a fault may take."""


class MendScreen(RepcueScreen):
    """The form of a logged session; `changed` is called after every write."""

    BINDINGS = [
        Binding("up", "step(-1)", "set before"),
        Binding("down", "step(1)", "next set"),
        Binding("pageup", "step(-10)", "up", show=False),
        Binding("pagedown", "step(10)", "down", show=False),
        Binding("enter", "save", "save"),
        Binding("ctrl+s", "save", "save", priority=True),
        Binding("ctrl+n", "add", "forgotten set", priority=True),
        Binding("ctrl+o", "take_out", "take the set out", priority=True),
        Binding("ctrl+r", "read_again", "read again", priority=True),
        Binding("escape", "leave", "back", priority=True),
    ]
    DEFAULT_CSS = """
    MendScreen #rows { height: 1fr; }
    MendScreen #words { height: 1; padding: 0 1; }
    """

    def __init__(self, path: Path, exercises: Mapping[str, Exercise], changed: Callable[[UndoStep], None]) -> None:
        super().__init__()
        self._path = path
        self._exercises = exercises
        self._changed = changed
        self._list = MendList()
        self._fields = Fields(tuple(sorted(exercises)))
        self._words = Lines(self._words_of, id="words")
        self._said: tuple[str, str] = ("", "")
        self._file: LogFile | None = None
        self._at = SESSION
        self._drafts: dict[int, dict[str, str]] = {}
        """By row: the texts of the fields that were changed and not saved."""
        self._base: dict[str, str] = {}
        """The texts of the fields as they are in the log."""
        self._adding = False
        self._busy = False

    def body(self) -> ComposeResult:
        yield self._list
        yield self._fields
        yield self._words

    def on_mount(self) -> None:
        self.refresh_keys()
        self._read()

    @property
    def unsaved(self) -> bool:
        """Whether something was changed, a set is being added, or what was changed is just being written."""
        self._keep()
        return bool(self._drafts) or self._adding or self._busy

    def active_keys(self) -> Iterable[Key]:
        """None of the table's keys is this screen's: they would leave it without asking."""
        return ()

    def refresh_keys(self) -> None:
        """This screen has fields; its keys are said in words."""
        hints = [Hint("enter" if self._at != SESSION or self._adding else "^s", "save", "screen.save")]
        if not self._adding:
            hints.append(Hint("↑↓", "choose", "screen.step(1)"))
        hints.append(Hint("tab", "field", "app.focus_next"))
        if not self._adding:
            hints.append(Hint("^n", "add a set", "screen.add"))
            if self._at != SESSION:
                hints.append(Hint("^o", "take it out", "screen.take_out"))
        self.key_bar.show([*hints, Hint("esc", "drop it" if self._adding else "back", "screen.leave")])

    # --- keys -------------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        # What was typed stays with its own set.
        if self._file is not None and not self._adding:
            self._go_to(max(SESSION, min(len(self._file.log.sets) - 1, self._at + by)))

    def action_save(self) -> None:
        if self._file is None or self._busy:
            return
        self._keep()
        try:
            if self._adding:
                self._save_new(self._file)
            else:
                self._save(self._file)
        except FieldFault as fault:
            self._fields.turn_to(fault.field)
            self._say(str(fault), "bad")

    def action_add(self) -> None:
        if self._file is None or self._adding or self._busy:
            return
        self._keep()
        rows = self._file.log.sets
        if self._at == SESSION:
            self._at = len(rows) - 1
        self._adding = True
        self._show()
        self._fields.turn_to("amount" if rows else "exercise")
        self._say("")

    def action_take_out(self) -> None:
        if self._file is None or self._adding or self._busy or self._at == SESSION:
            return

        self._keep()
        at, disk = self._at, self.repcue.disk
        drafts = {row - (row > at): draft for row, draft in self._drafts.items() if row != at}
        self._write(
            lambda file: remove_sets(file, [at], disk=disk),
            partial(self._written, "Taken out; undo in the history brings it back.", at - 1, drafts),
        )

    def action_read_again(self) -> None:
        # What was typed stays where the row is the same.
        if not self._busy:
            self._keep()
            self._read()

    def action_leave(self) -> None:
        if self._busy:
            return
        if self._file is None:
            self.dismiss(None)
            return
        if self._adding:
            self._adding = False
            self._show()
            self._say("")
            return
        self._keep()
        if not self._drafts:
            self.dismiss(None)
            return
        self.open(not_saved("You changed something that is not saved."), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "drop":
            self.dismiss(None)
        elif answer == "save":
            self.action_save()

    # --- messages ---------------------------------------------------------------------------------------------

    def on_mend_list_picked(self, message: MendList.Picked) -> None:
        if not self._adding:
            self._go_to(message.at)

    def on_input_submitted(self) -> None:
        self.action_save()

    def on_input_changed(self, event: Input.Changed) -> None:
        # Another exercise may have other sides.
        self._look(event.input.id)

    def on_choice_changed(self) -> None:
        self._look(None)

    def on_text_area_changed(self) -> None:
        self._look(None)

    # --- what is shown ----------------------------------------------------------------------------------------

    def _go_to(self, at: int) -> None:
        if at == self._at:
            return
        self._keep()
        field = self._fields.turned_to
        session = SESSION in (at, self._at)
        self._at = at
        self._show()
        self._say("")
        if session or not field:
            self._fields.turn_to("name" if at == SESSION else "amount")

    def _show(self) -> None:
        """Show the fields of what is under the cursor."""
        if self._file is None:
            return
        log = self._file.log
        if self._adding:
            texts = self._texts_of_new()
            sides = sides_of(log, texts["exercise"], self._exercises, texts["side"])
            self._fields.show("new", texts, log.unit, sides)
        else:
            self._show_texts(self._file)
        self._show_list()
        self.refresh_keys()

    def _show_texts(self, file: LogFile) -> None:
        sides: tuple[str, ...] = ("",)
        which, texts = "session", session_texts(file.log)
        if self._at != SESSION:
            row = file.log.sets[self._at]
            which, texts = "row", row_texts(row)
            sides = sides_of(file.log, row.exercise, self._exercises, texts["side"])
        self._fields.show(which, texts, file.log.unit, sides)
        # A field may hold a text in a way of its own; what was not touched must not look changed.
        self._base = self._fields.texts()
        draft = self._drafts.get(self._at)
        if draft:
            self._fields.show(which, texts | draft, file.log.unit, sides)

    def _show_list(self) -> None:
        if self._file is not None:
            names = {one.id: one.name for one in self._exercises.values()}
            self._list.show(Mended(self._file.log, names, self._at, tuple(self._drafts), self._adding))

    def _texts_of_new(self) -> dict[str, str]:
        assert self._file is not None
        log, known = self._file.log, self._exercises
        if self._at == SESSION:
            return {"exercise": "", **dict.fromkeys(("amount", "load", "rpe", "side", "rest"), ""), "kind": "working"}
        row = log.sets[self._at]
        there = {one.side for one in log.sets if (one.exercise, one.set) == (row.exercise, row.set)}
        missing = [side for side in ("left", "right") if row.side is not None and side not in there]
        side = missing[0] if missing else sides_of(log, row.exercise, known, row.side or "")[0]
        return {"exercise": row.exercise, **row_texts(row), "amount": "", "rpe": "", "rest": "", "side": side}

    def _look(self, field: str | None) -> None:
        if self._file is None:
            return
        if self._adding:
            if field == "exercise":
                self._fields.offer_sides(self._sides_of_new())
            return
        self._keep()
        self._show_list()

    def _sides_of_new(self) -> tuple[str, ...]:
        """Return the sides of the exercise that is typed; show a message if there is none so far."""
        assert self._file is not None
        texts = self._fields.texts()
        try:
            exercise = exercise_of(self._file.log, texts["exercise"], self._exercises)
        except FieldFault as fault:
            self._say(str(fault), "dim")
            return (texts["side"],)
        self._say("")
        sides = sides_of(self._file.log, exercise, self._exercises, "left")
        return sides if "right" in sides else ("",)

    def _keep(self) -> None:
        """Keep what was typed with its row."""
        if self._file is None or self._adding:
            return
        draft = {name: text for name, text in self._fields.texts().items() if text != self._base.get(name)}
        self._drafts.pop(self._at, None)
        if draft:
            self._drafts[self._at] = draft

    # --- reading and writing ----------------------------------------------------------------------------------

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        try:
            file = read_log(self._path)
        except FileProblems as error:
            why = f"{error.problems[0]}; mend it in your editor" if self._path.exists() else GONE
            self.hand_over(self._say, why, "bad")
        else:
            self.hand_over(self._know, file)

    def _know(self, file: LogFile) -> None:
        if not self.is_attached:
            return
        before, self._file = self._file, file
        rows = file.log.sets
        new = self._fields.texts() if self._adding else {}
        if before is not None:
            same = {at for at, row in enumerate(before.log.sets) if at < len(rows) and rows[at] == row}
            self._drafts = {at: draft for at, draft in self._drafts.items() if at == SESSION or at in same}
        self._at = min(self._at, len(rows) - 1)
        self._show()
        if new:
            self._fields.show("new", new, file.log.unit, (new["side"],))
            self._look("exercise")
        if before is None:
            self._fields.turn_to("name")
        else:
            self._say("Read again.", "good")

    def _save(self, file: LogFile) -> None:
        if not self._drafts:
            self._say("Nothing was changed.")
            return
        rows: dict[int, SetChanges] = {}
        for at, draft in sorted(self._drafts.items()):
            try:
                if at == SESSION:
                    session_changes(draft)
                else:
                    rows[at] = row_changes(file.log, file.log.sets[at], draft, self._exercises)
            except FieldFault:
                self._go_to(at)
                raise
        changes, disk = session_changes(self._drafts.get(SESSION, {})), self.repcue.disk
        self._write(
            lambda file: annotate(file, changes, rows, disk=disk), partial(self._written, "Saved.", self._at, {})
        )

    def _save_new(self, file: LogFile) -> None:
        at, row = new_row(file.log, self._at, self._fields.texts(), self._exercises)
        drafts = {row + (row >= at): draft for row, draft in self._drafts.items()}
        disk = self.repcue.disk
        self._write(
            lambda file: add_set(file, at, row, disk=disk), partial(self._written, "Added and saved.", at, drafts)
        )

    def _write(self, write: Callable[[LogFile], LogFile], then: Callable[[LogFile], None]) -> None:
        self._busy = True
        self._say("Saving…", "dim")
        self._write_in_thread(write, then)

    @work(thread=True)
    def _write_in_thread(self, write: Callable[[LogFile], LogFile], then: Callable[[LogFile], None]) -> None:
        file, disk = self._file, self.repcue.disk
        assert file is not None
        try:
            before = text_of(file, disk)
            after = write(file)
        except ChangedOnDisk:
            self.hand_over(self._failed, CHANGED)
        except LogNotWritten as error:
            cause = error.__cause__
            why = cause.problems[0].message if isinstance(cause, FileProblems) else str(error)
            self.hand_over(self._failed, f"Not saved: {why}")
        except OSError as error:
            self.hand_over(self._failed, f"Not saved: {in_plain_words(error)}")
        else:
            undo = UndoStep(lambda: put_back(after, before, disk=disk).path, "As it was before.")
            self.repcue.hand_over(self._changed, undo)
            self.hand_over(then, after)

    def _written(self, words: str, at: int, drafts: dict[int, dict[str, str]], file: LogFile) -> None:
        self._file, self._drafts = file, drafts
        self._at = max(SESSION, min(at, len(file.log.sets) - 1))
        self._adding = self._busy = False
        self._show()
        self._say(words, "good")

    def _failed(self, why: str) -> None:
        self._busy = False
        self._say(why, "bad")

    # --- what is said -----------------------------------------------------------------------------------------

    def _say(self, words: str, style: str = "") -> None:
        if not self.is_attached:
            return
        self._said = (words, style)
        rows = len(wrapped(words, max(1, self.size.width - 2)))
        self._words.styles.height = max(1, min(WORST, rows))
        self._words.paint()

    def _words_of(self, width: int, height: int) -> list[Line]:
        words, style = self._said
        return wrapped(words, width, style) if words else [plain("")]
