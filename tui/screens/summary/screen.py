"""The end of a session: records, what was done against last time, and a place for effort and a note.

The log is on disk before this screen is shown; effort and note are put into it afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from catalogue.files.problems import FileProblems
from tui.logbook.changes.edits import ChangedOnDisk, annotate
from tui.logbook.disk.calls import in_plain_words
from tui.logbook.log.store import LogNotWritten, read_log
from tui.runtime.running_session import RunningSession
from tui.screens.base import RepcueScreen, bindings_of
from tui.screens.session.screen import SessionScreen
from tui.screens.session.set_correction import EditSets
from tui.screens.summary.card_pane import CardPane
from tui.screens.summary.clipboard import copy_sequence
from tui.session import EditSet, Undo, handle
from tui.session.results import results
from tui.session.snapshot import snapshot
from tui.session.target import just_reached
from tui.settings.keys import Key
from tui.widgets.effort_chooser import EffortChooser
from tui.widgets.lines import Line, Lines, literal, plain, wrapped
from tui.words.result_lines import sums_text

if TYPE_CHECKING:
    from tui.logbook.changes.edits import LogChanges, SetChanges
    from tui.words.session_card import Card

WRONG_EFFORT = "RPE goes from 1 to 10, in halves: 7 or 7.5."


class Note(Input):
    """The note; the screen's own keys come before those of a field that have the same names."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "screen.edit", "fix a set", show=False),
        Binding("ctrl+u", "screen.undo", "undo the end", show=False),
    ]


class SummaryScreen(RepcueScreen):
    """Shows what the session came to."""

    where = "summary"
    BINDINGS = bindings_of("summary")
    DEFAULT_CSS = """
    SummaryScreen #sums { height: 1fr; }
    SummaryScreen #said { height: 1; padding: 0 2; }
    SummaryScreen #asked { height: 1; padding: 0 2; }
    SummaryScreen #asked Static { width: 6; }
    SummaryScreen Note, SummaryScreen Note:focus { width: 1fr; height: 1; border: none; padding: 0 1; }
    """

    def __init__(self, running: RunningSession, path: Path) -> None:
        super().__init__()
        self.session = running
        self._state = running.state
        self._edited = False
        self._path = path
        self._card: Card | None = None
        self._fault = ""
        self._busy = False
        """Whether the disk is at work on the log."""

    def body(self) -> ComposeResult:
        """The summary, a line for what is to be said, then the two things to say."""
        done = "Session done" if snapshot(self._state).over == "completed" else "Session ended early"
        yield CardPane(self._body_of, f"{done} · {self._state.plan.name}", id="sums")
        yield Lines(self._said_of, id="said")
        yield EffortChooser(id="effort")
        with Horizontal(id="asked"):
            yield Static(literal("Note"))
            yield Note(id="note", max_length=4000)

    def on_mount(self) -> None:
        if notice := self.session.notice():
            self._say(notice)
        self.refresh_keys()
        self.set_focus(self.query_one("#effort", EffortChooser))
        self._read()

    @work(thread=True, exclusive=True, group="card")
    def _read(self) -> None:
        # slow, needed after the first painting
        from catalogue.files.problems import FileProblems  # after the session
        from tui.logbook.index.index import Index, nobody  # after the session
        from tui.logbook.log.store import read_log  # after the session
        from tui.logbook.statistics.session_before import NOTHING_BEFORE, read_before  # after the session
        from tui.words.session_card import card  # after the session

        worker = get_current_worker()
        names = {entry.id: entry.name for entry in self.repcue.entries}
        names |= {movement.id: movement.name for movement in self._state.live.movements}
        try:
            log = read_log(self._path).log
        except (OSError, FileProblems) as error:
            self.hand_over(self._say, f"The log can't be read: {error}")
            return
        self.hand_over(self._show, card(log, self._path, NOTHING_BEFORE, names))
        with Index.open(self.repcue.paths) as index:
            index.refresh(nobody, lambda: worker.is_cancelled)
            before = read_before(index, log)
        self.hand_over(self._show, card(log, self._path, before, names))

    def _show(self, card: Card) -> None:
        self._card = card
        pane = self.query_one("#sums", CardPane)
        pane.when = card.when
        pane.paint()

    def works(self, key: Key) -> bool:
        """Sets are corrected, and the end undone, where a set was done."""
        return key.action not in ("edit", "undo") or bool(self._state.live.rows)

    def refuses(self, key: events.Key) -> bool:
        # A thumb that counts the last rep twice, or stays on its key, must not answer a question.
        if not self.repcue.is_thumb(key):
            return False
        return self._is_too_soon() or (self.repcue.presses.held and not key.is_printable)

    def _is_too_soon(self) -> bool:
        """Whether the last target was reached but a breath ago; then it is said how to go on."""
        too_soon = just_reached(self._state, self.session.now - self.repcue.lag)
        if too_soon:
            self._say("The session is done; enter goes on.")
        return too_soon

    def action_save(self) -> None:
        """Effort and note go into the log."""
        if self._busy or self._is_too_soon():
            return
        effort, note = self.query_one("#effort", EffortChooser), self.query_one("#note", Input).value.strip()
        if effort.is_wrong:
            self._say(WRONG_EFFORT)
            self.set_focus(effort)
        elif effort.value is None and not note:
            self.action_leave()
        else:
            self._annotate(effort.value, note)

    def on_input_submitted(self) -> None:
        """The key in the note saves, too."""
        self.action_save()

    def on_effort_chooser_changed(self) -> None:
        """What was said of the value before is no longer so, or just came to be."""
        self._say(WRONG_EFFORT if self.query_one("#effort", EffortChooser).is_wrong else "")

    def action_note(self) -> None:
        """To the note, or back to the effort."""
        here = self.query_one("#note", Input).has_focus
        self.set_focus(self.query_one("#effort" if here else "#note"))

    def action_copy(self) -> None:
        """Have the terminal copy the card."""
        from tui.words.session_card import card_text  # slow, needed later

        driver = self.app._driver  # the only way past the screen that textual has
        if self._card is None:
            return
        if driver is not None and not self.app.is_headless:
            driver.write(copy_sequence(card_text(self._card), os.environ))
        self._say("Copied, where the terminal lets programs copy (OSC 52).")

    def action_leave(self) -> None:
        # Not while the log is written or the session taken up again.
        if self.on_top and not self._busy:
            self.repcue.session_closed()

    def action_down(self) -> None:
        """One row further."""
        self.query_one("#sums", CardPane).scroll(1)

    def action_up(self) -> None:
        """One row back."""
        self.query_one("#sums", CardPane).scroll(-1)

    def action_page_down(self) -> None:
        """A page further."""
        sums = self.query_one("#sums", CardPane)
        sums.scroll(max(1, sums.size.height - 3))

    def action_page_up(self) -> None:
        """A page back."""
        sums = self.query_one("#sums", CardPane)
        sums.scroll(-max(1, sums.size.height - 3))

    def action_undo(self) -> None:
        # The session goes on where it was; its log moves to the trash.
        if self._busy:
            return
        if self._edited:
            self._say("The log has been changed: correct it here instead.")
            return
        if not self.repcue.hold():
            self._say("It can't go on: a session runs elsewhere.")
            return
        self._busy = True
        self._reopen()

    @work(thread=True)
    def _reopen(self) -> None:
        resumed = SessionScreen(self.session)
        try:
            self.session.reopen(self._path, self.repcue.paths, self.repcue.disk, resumed.told)
            self.session.do(Undo())
        except OSError as error:
            self.repcue.hand_over(self.repcue.release)
            self.hand_over(self._settled, f"It can't go on: {in_plain_words(error)}")
        else:
            self.repcue.hand_over(self.repcue.go_on, self, resumed)

    def action_edit(self) -> None:
        if self._state.live.rows and not self._busy:
            self.open(EditSets(self._state), self._corrected)

    def _corrected(self, edit: EditSet | None) -> None:
        if edit is None:
            return
        self._state, _ = handle(self._state, edit, self._state.now)
        row = self._state.live.rows[edit.row]
        changes: SetChanges = {}
        if edit.reps is not None:
            changes["reps"] = row.reps
        if edit.seconds is not None:
            changes["seconds"] = row.held / 1000
        if edit.load is not None:
            changes["load"] = row.load
            counts = self._state.live.movement_of(row.set).load_counts
            changes["load_counts"] = None if row.load is None else counts
        if edit.rpe is not None:
            changes["rpe"] = row.rpe
        self._edited = self._busy = True
        self._mend({}, {edit.row: changes}, then_leave=False)

    def _annotate(self, effort: float | None, note: str) -> None:
        changes: LogChanges = {}
        if effort is not None:
            changes["effort"] = effort
        if note:
            changes["note"] = note
        self._busy = True
        self._mend(changes, {}, then_leave=True)

    @work(thread=True)
    def _mend(self, changes: LogChanges, sets: Mapping[int, SetChanges], *, then_leave: bool) -> None:
        try:
            annotate(read_log(self._path), changes, sets, disk=self.repcue.disk)
        except (OSError, FileProblems, ChangedOnDisk, LogNotWritten) as error:
            self.hand_over(self._settled, f"Not written: {error}")
        else:
            self.hand_over(self.repcue.session_closed if then_leave else self._settled)

    def _settled(self, fault: str = "") -> None:
        """Take input again, as the disk is done with the log."""
        self._busy = False
        self._say(fault)
        self._read()

    def _say(self, fault: str) -> None:
        self._fault = fault
        self.query_one("#said", Lines).paint()

    def _said_of(self, width: int, height: int) -> list[Line]:
        if self._fault:
            return wrapped(self._fault, width, "warn")[:1]
        whole = f"Log: {self._path}"
        return [plain(whole if len(whole) <= width else f"Log: {self._path.name}", "dim")]

    def _body_of(self, width: int, columns: int) -> list[Line]:
        from tui.words.session_card import card_body  # slow, needed later

        body: list[Line] = []
        if self._card is not None:
            # What the plan asked for is in the state; a log of an older version doesn't say it.
            body += card_body(replace(self._card, sets=sums_text(self._state)[0]), width, columns)
        missed = [one.movement.name for one in results(self._state) if not one.done]
        return (
            [*body, plain(""), *wrapped(f"Not done: {', '.join(missed)}", width, "dim", hang=2)] if missed else body
        )
