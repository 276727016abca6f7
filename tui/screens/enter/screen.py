"""A form for a workout that was done away from the terminal: what, when, and a line for each exercise."""

from __future__ import annotations

from asyncio import Lock
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError
from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input

from catalogue.files.text import NOTE_LENGTH
from catalogue.schema.bounds import MINUTES
from tui.logbook.changes.set_notation import NotationError
from tui.logbook.changes.typed_values import day_of, rpe_of, time_of
from tui.logbook.changes.workout_entry import About, begun, entered, lasting, planned
from tui.logbook.disk.calls import in_plain_words
from tui.logbook.disk.trash import to_trash
from tui.logbook.log.store import LogNotWritten, save
from tui.runtime.selection import chosen, last_loads, plan_for
from tui.screens.ask import not_saved
from tui.screens.base import RepcueScreen
from tui.screens.enter.exercise_line import ExerciseLine
from tui.screens.enter.matches import Known, Matches, matching
from tui.screens.undo_step import UndoStep
from tui.settings import wishes
from tui.settings.keys import Key
from tui.widgets.key_bar import Hint
from tui.widgets.lines import Line, Lines, literal, plain, wrapped

if TYPE_CHECKING:
    from catalogue.loading import Catalogue
    from tui.logbook.changes.workout_entry import Planned
    from tui.logbook.log.log_model import Log, LogSet
    from tui.session import Plan

T = TypeVar("T")

WHAT = "Type a part of its name; exercises one after the other."
HOW = "12 10 @ 20 · 3x10 @ 8 · L 10 9 R 10 10 · 30s · w 10@5 warm-up · - not done"
WORST = 3
"""Rows that a fault may take."""


class FormFault(ValueError):
    """A text that is not allowed, and the field that has it."""

    def __init__(self, field: Input, message: str) -> None:
        super().__init__(message)
        self.field = field


class EnterSession(RepcueScreen):
    """The form of a session that was done elsewhere; `saved` is called with the new log."""

    BINDINGS = [
        Binding("ctrl+s", "save", "save", priority=True),
        Binding("up", "step(-1)", "up"),
        Binding("down", "step(1)", "down"),
        Binding("escape", "leave", "back", priority=True),
    ]
    DEFAULT_CSS = """
    EnterSession #matches, EnterSession #lines { height: 1fr; }
    EnterSession #matches { display: none; }
    EnterSession.-searching #matches { display: block; }
    EnterSession.-searching #lines { display: none; }
    EnterSession #about { height: 3; }
    EnterSession #about Input { padding: 0 1; }
    EnterSession #day { width: 16; }
    EnterSession #time { width: 11; }
    EnterSession #minutes { width: 13; }
    EnterSession #effort { width: 9; }
    EnterSession #note { width: 1fr; }
    EnterSession #words { height: 1; padding: 0 1; }
    """

    def __init__(self, catalogue: Catalogue, saved: Callable[[Path, UndoStep], None]) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._saved = saved
        self._known = _all_known(catalogue)
        self._matches = Matches()
        self._words = Lines(self._words_of, id="words")
        self._said: tuple[str, str] = (WHAT, "dim")
        self._what = _field("what", "What did you do? A routine, or exercises one by one", 100)
        self._day = _field("day", "Day", 20)
        self._time = _field("time", "Began", 12)
        self._minutes = _field("minutes", "Minutes", 12)
        self._effort = _field("effort", "RPE", 12)
        self._note = _field("note", "Note", NOTE_LENGTH)
        self._ids: tuple[str, ...] = ()
        self._plan: Plan | None = None
        self._waiting = False
        """Whether a plan is being made."""
        self._save_then = False
        """Whether to save as soon as it is there."""
        self._busy = False
        self._is_saved = False
        self._laying = Lock()
        """Lines are laid out for one plan after the other."""

    def body(self) -> ComposeResult:
        yield self._what
        yield self._matches
        yield VerticalScroll(id="lines", can_focus=False)
        with Horizontal(id="about"):
            yield from (self._day, self._time, self._minutes, self._effort, self._note)
        yield self._words

    def on_mount(self) -> None:
        self._day.value = self.repcue.clock.wall().date().isoformat()
        self._matches.show(self._known)
        self.set_focus(self._what)
        self._show_searching()
        self.refresh_keys()

    @property
    def unsaved(self) -> bool:
        """Whether there is something that was done, and it is not in the logs yet."""
        return bool(self._ids) and not self._is_saved

    def on_screen_resume(self) -> None:
        # The log may have been written while a dialog lay on top: the screen closes now.
        if self._is_saved:
            self.dismiss(None)

    def active_keys(self) -> Iterable[Key]:
        """None of the table's keys is this screen's: they would leave it without asking."""
        return ()

    def refresh_keys(self) -> None:
        """This screen has fields; its keys are said in words."""
        searching = self.has_class("-searching")
        hints = [Hint("enter", "take it" if searching else "save", "screen.submit")]
        if self._ids and searching:
            hints.append(Hint("^s", "save", "screen.save"))
        hints.append(Hint("tab", "next field", "app.focus_next"))
        hints.append(Hint("↑↓", "choose" if searching else "fields", "screen.step(1)"))
        self.key_bar.show([*hints, Hint("esc", "back", "screen.leave")])

    # --- keys -------------------------------------------------------------------------------------------------

    def action_submit(self) -> None:
        if self.has_class("-searching"):
            self._take()
        else:
            self.action_save()

    def action_save(self) -> None:
        if self._busy:
            return
        if self._waiting:
            self._save_then = True
            return
        try:
            log = self._log()
        except FormFault as fault:
            self.set_focus(fault.field)
            self._say(str(fault), "bad")
        else:
            self._busy = True
            self._write(log)

    def action_step(self, by: int) -> None:
        if self.has_class("-searching"):
            self._matches.move(by)
        elif by < 0:
            self.focus_previous()
        else:
            self.focus_next()

    def action_leave(self) -> None:
        if self._busy:
            return
        if not self._ids:
            self.dismiss(None)
            return
        self.open(not_saved("This session is not in your logs yet."), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "drop":
            self.dismiss(None)
        elif answer == "save":
            self.action_save()

    # --- messages ---------------------------------------------------------------------------------------------

    def on_input_submitted(self) -> None:
        self.action_submit()

    def on_input_changed(self, event: Input.Changed) -> None:
        # The length is estimated for as long as none is typed.
        if event.input is self._what:
            self._matches.show(matching(self._what.value, self._known))
            self._show_searching()
        else:
            self._show_taken()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._show_searching()

    def on_matches_picked(self) -> None:
        self._take()

    # --- what was done ----------------------------------------------------------------------------------------

    def _take(self) -> None:
        found = self._matches.chosen
        if found is None:
            self._say("There is no routine or exercise by that name.", "bad")
            return
        self._what.value = ""
        if found.id in self._ids or any(line.planned.exercise.id == found.id for line in self._lines):
            self._say(f"{found.name} is there already.", "warn")
        else:
            self._ids = (*self._ids, found.id)
            self._waiting = True
            self._say("Looking up the last loads…", "dim")
            self._make_plan(self._ids)
        self._show_searching()

    @work(thread=True, exclusive=True, group="plan")
    def _make_plan(self, ids: Sequence[str]) -> None:
        settings, catalogue = self.repcue.settings, self._catalogue
        loads = last_loads(chosen(ids, catalogue), self.repcue.paths, settings.unit)
        plan = plan_for(ids, catalogue, replace(wishes(settings), last_loads=loads))
        self.hand_over(self.know, ids, plan, planned(plan, catalogue.exercises))

    @work(group="lines")
    async def know(self, ids: Sequence[str], plan: Plan, asked: Sequence[Planned]) -> None:
        """Lay out the lines of a plan of these, unless others were chosen meanwhile."""
        async with self._laying:
            if self.is_attached and tuple(ids) == self._ids:
                await self._lay_out(plan, asked)

    async def _lay_out(self, plan: Plan, asked: Sequence[Planned]) -> None:
        self._plan = plan
        old = {line.planned.exercise.id: line for line in self._lines}
        texts = {id_: line.field.value for id_, line in old.items() if line.field.value != (line.planned.line or "")}
        lines = [ExerciseLine(one, plan.unit, texts.get(one.exercise.id)) for one in asked]
        box = self.query_one("#lines", VerticalScroll)
        await box.remove_children()
        await box.mount(*lines)
        self._waiting = False
        if not self._what.value:  # else the next exercise is already being looked for
            self.set_focus(next((line for line in lines if line.planned.exercise.id not in old), lines[0]).field)
        self._show_searching()
        self._show_taken()
        self._say(HOW, "dim")
        if self._save_then:
            self._save_then = False
            self.action_save()

    @property
    def _lines(self) -> list[ExerciseLine]:
        return list(self.query(ExerciseLine))

    def _show_searching(self) -> None:
        searching = self.focused is self._what and (bool(self._what.value.strip()) or not self._ids)
        self.set_class(searching, "-searching")
        self.refresh_keys()

    def _show_taken(self) -> None:
        """Show what is taken if nothing is said: the time of the plan, and the start that goes with it."""
        try:
            rows = [row for line in self._lines for row in line.rows()]
        except NotationError:
            return
        if self._plan is None or not rows:
            return
        self._minutes.placeholder = f"{lasting(self._plan, rows) // timedelta(minutes=1)}"
        try:
            self._time.placeholder = f"{self._began(self._plan, rows, None)[0]:%H:%M}"
        except ValueError:
            self._time.placeholder = ""

    # --- the log ----------------------------------------------------------------------------------------------

    def _log(self) -> Log:
        """Return what the form says. Raises FormFault."""
        plan, rows = self._plan, self._rows()
        if plan is None or not rows:
            raise FormFault(self._what, "Say what you did: a routine or an exercise, and its sets.")
        started, lasted = self._began(plan, rows, self._read(self._time, time_of))
        effort = self._read(self._effort, rpe_of)
        about = About(plan.name, plan.routine, started, lasted, plan.unit, effort, self._note.value.strip())
        try:
            return entered(about, rows, token_hex(2))
        except ValidationError as error:
            raise FormFault(self._note, "; ".join(each["msg"] for each in error.errors())) from error

    def _began(self, plan: Plan, rows: Sequence[LogSet], at: time | None) -> tuple[datetime, timedelta]:
        """Return when it began and how long it lasted, as far as the form says so. Raises FormFault."""
        now = self.repcue.clock.wall()
        minutes = self._read(self._minutes, MINUTES.read)
        lasted = lasting(plan, rows) if minutes is None else timedelta(minutes=minutes)
        on = self._read(self._day, lambda text: day_of(text, now.date())) or now.date()
        try:
            return begun(now, on, at, lasted), lasted
        except ValueError as error:
            raise FormFault(self._day if at is None else self._time, str(error)) from error

    def _rows(self) -> list[LogSet]:
        rows: list[LogSet] = []
        for line in self._lines:
            try:
                done = line.rows()
            except NotationError as error:
                raise FormFault(line.field, f"Mend the line of {line.planned.name} first.") from error
            if not done and not line.text and line.planned.line is None:
                raise FormFault(line.field, f"{line.planned.name}: say how many, or - if it was not done.")
            rows += done
        return rows

    def _read(self, field: Input, read: Callable[[str], T]) -> T | None:
        if not field.value.strip():
            return None
        try:
            return read(field.value)
        except ValueError as error:
            raise FormFault(field, str(error)) from error

    @work(thread=True)
    def _write(self, log: Log) -> None:
        paths, disk, clock = self.repcue.paths, self.repcue.disk, self.repcue.clock
        try:
            path = save(log, paths, disk)
        except (OSError, LogNotWritten) as error:
            why = in_plain_words(error) if isinstance(error, OSError) else str(error)
            self.hand_over(self._not_saved, why)
            return

        def undo() -> None:
            to_trash(path, paths, clock.wall(), disk)

        self.repcue.hand_over(self._done, path, UndoStep(undo, "The session that was entered is in the trash."))

    def _not_saved(self, why: str) -> None:
        self._busy = False
        self._say(f"NOT SAVED: {why}", "bad")

    def _done(self, path: Path, undo: UndoStep) -> None:
        self._is_saved = True
        if self.app.screen is self:
            self.dismiss(None)
        self._saved(path, undo)

    # --- what is said -----------------------------------------------------------------------------------------

    def _say(self, words: str, style: str = "") -> None:
        self._said = (words, style)
        rows = 1 if style == "dim" else len(wrapped(words, max(1, self.size.width - 2)))
        self._words.styles.height = max(1, min(WORST, rows))
        self._words.paint()

    def _words_of(self, width: int, height: int) -> list[Line]:
        words, style = self._said
        return wrapped(words, width, style) if words else [plain("")]


def _all_known(catalogue: Catalogue) -> tuple[Known, ...]:
    routines = (Known(one.id, one.name, "routine") for one in catalogue.routines.values())
    exercises = (Known(one.id, one.name, ", ".join(one.aliases)) for one in catalogue.exercises.values())
    return (*routines, *exercises)


def _field(name: str, title: str, longest: int) -> Input:
    field = Input(id=name, max_length=longest)
    field.border_title = literal(title)
    return field
