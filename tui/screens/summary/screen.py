"""The end of a session: what was done against the plan and last time, and a place for effort and a note.

The log is on disk before this screen is shown; effort and note are put into it afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input

from catalogue.files.problems import CatalogueError
from catalogue.schema.bounds import is_rpe, typed_number
from tui.logbook.changes.edits import ChangedOnDisk, annotate
from tui.logbook.disk.calls import in_plain_words
from tui.logbook.log.last_time import LastTime
from tui.logbook.log.store import LogNotWritten, read_log
from tui.runtime.running_session import RunningSession
from tui.screens.base import RepcueScreen
from tui.screens.session.screen import SessionScreen
from tui.screens.session.set_correction import EditSets
from tui.session import EditSet, Undo, handle
from tui.session.results import ExerciseResult, results
from tui.session.snapshot import snapshot
from tui.session.target import just_reached
from tui.settings.keys import Key
from tui.widgets.key_bar import Hint
from tui.widgets.lines import Line, Lines, framed, literal, plain, wrapped
from tui.words.last_sets import last_time_text
from tui.words.quantities import counted, times
from tui.words.result_lines import result_amounts, result_load, result_plan, sums_text

if TYPE_CHECKING:
    from tui.logbook.changes.edits import LogChanges, SetChanges

EFFORT_HINT = "1-10, halves too: 7.5"


class SummaryScreen(RepcueScreen):
    """Shows what the session came to."""

    BINDINGS = [
        Binding("enter", "submit", "next", priority=True),
        Binding("escape", "leave", "back", priority=True),
        Binding("ctrl+e", "edit", "correct a set", priority=True),
        Binding("ctrl+u", "undo", "undo the end", priority=True),
    ]
    DEFAULT_CSS = """
    SummaryScreen #sums { height: 1fr; }
    SummaryScreen #asked { height: 3; }
    SummaryScreen #effort { width: 30; }
    SummaryScreen #note { width: 1fr; }
    """

    def __init__(self, running: RunningSession, path: Path, last: Mapping[str, LastTime]) -> None:
        super().__init__()
        self.session = running
        self._state = running.state
        self._edited = False
        self._path = path
        self._last = last
        self._fault = ""
        self._busy = False
        """Whether the disk is at work on the log."""

    def body(self) -> ComposeResult:
        yield Lines(self._lines_of, id="sums")
        with Horizontal(id="asked"):
            effort = Input(id="effort", max_length=12, placeholder=EFFORT_HINT)
            effort.border_title = literal("How hard was it? (RPE)")
            yield effort
            note = Input(id="note", max_length=4000)
            note.border_title = literal("Note")
            yield note

    def on_mount(self) -> None:
        if notice := self.session.notice():
            self._say(notice)
        self.refresh_keys()
        self.set_focus(self.query_one("#effort", Input))

    def refresh_keys(self) -> None:
        """This screen has fields; their keys are said in words."""
        hints = [
            Hint("enter", "next, then save", "screen.submit"),
            Hint("esc", "leave it at that", "screen.leave"),
        ]
        if self._state.live.rows:
            hints[1:1] = [Hint("^e", "correct a set", "screen.edit"), Hint("^u", "undo the end", "screen.undo")]
        self.key_bar.show(hints)

    def works(self, key: Key) -> bool:
        # None of the table's keys is this screen's.
        return False

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

    def action_submit(self) -> None:
        if not self._busy and not self._is_too_soon():
            self._next(self.focused.id if self.focused is not None else None)

    def action_leave(self) -> None:
        # Not while the log is written or the session taken up again.
        if self.on_top and not self._busy:
            self.repcue.session_closed()

    def _next(self, field: str | None) -> None:
        if self._effort() is None and self.query_one("#effort", Input).value.strip():
            self._say("RPE goes from 1 to 10, in halves: 7 or 7.5.")
            self.set_focus(self.query_one("#effort", Input))
        elif field != "note":
            self._say("")
            self.set_focus(self.query_one("#note", Input))
        elif self._effort() is None and not self.query_one("#note", Input).value.strip():
            self.action_leave()
        else:
            self._annotate(self._effort(), self.query_one("#note", Input).value.strip())

    def _effort(self) -> float | None:
        effort = typed_number(self.query_one("#effort", Input).value)
        return effort if is_rpe(effort) else None

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
        except (OSError, CatalogueError, ChangedOnDisk, LogNotWritten) as error:
            self.hand_over(self._settled, f"Not written: {error}")
        else:
            self.hand_over(self.repcue.session_closed if then_leave else self._settled)

    def _settled(self, fault: str = "") -> None:
        """The disk is done with the log."""
        self._busy = False
        self._say(fault)

    def _say(self, fault: str) -> None:
        self._fault = fault
        self.query_one("#sums", Lines).paint()

    def _lines_of(self, width: int, height: int) -> list[Line]:
        state = self._state
        inner = max(1, width - 4)
        active = state.now - state.began - state.paused_total
        sums = " · ".join([*sums_text(state), *times(active / 1000, state.paused_total / 1000)])
        body: list[Line] = wrapped(sums, inner, "strong", hang=2)
        for one in results(state):
            body += [plain(""), *_exercise(one, self._last.get(one.movement.id), state.plan.unit, inner)]
        tail = [*wrapped(f"Log: {self._path}", inner, "good", hang=5)]
        if self._fault:
            tail += wrapped(self._fault, inner, "bad")
        room = height - 2 - len(tail)
        if len(body) > room:
            body = [line for line in body if line != plain("")][:room]
        body += [plain("")] * (room - len(body))
        title = "Session done" if snapshot(state).over == "completed" else "Session ended early"
        return framed([*body, *tail], width, height, title, state.plan.name)


def _exercise(one: ExerciseResult, last: LastTime | None, unit: str, width: int) -> list[Line]:
    lines: list[Line] = [((one.movement.name, "strong"), (f"  planned {result_plan(one)}", "dim"))]
    if not one.done:
        return [*lines, plain("  not done", "dim")]
    amounts = result_amounts(one)
    sides = "   ".join((f"{side.upper()} " if side else "") + "·".join(each) for side, each in amounts)
    load = result_load(one, unit)
    lines.append(plain(f"  {sides}" + (f" @ {load}" if load else "")))
    if last is not None:
        before = sum(row.reps or 0 for row in last.sets)
        change = one.reps - before
        more = "more" if change > 0 else "fewer"
        compared = f"{counted(abs(change), 'rep')} {more}" if change else "as many reps"
        heavier = sum((row.reps or 0) * (row.load or 0.0) for row in last.sets)
        moved = one.volume_load - heavier
        volume = f", volume load {moved:+g} {unit}" if heavier and last.unit == unit else ""
        same = compared + volume if before and one.reps else "last time"
        lines += wrapped(f"{same}; {last_time_text(last)}", width - 2, "dim", hang=2)
    return lines
