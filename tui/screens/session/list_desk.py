"""Today's list at work: the cursor, the search for exercises, and the commands of its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.logbook.log.last_time import last_times
from tui.runtime.exercise_choice import ExerciseChoice
from tui.screens.session.exercise_search import ExerciseSearch, known_of
from tui.screens.session.list_focus import ListFocus, Row, row_of, shown_rows
from tui.session import Command
from tui.session.commands import AddSet, DropExercise, GoTo, MoveEarlier, MoveLater
from tui.settings import wishes
from tui.widgets.lines import Line
from tui.widgets.today import ListRow, TodaysList, focused_list

if TYPE_CHECKING:
    from catalogue.loading import Catalogue
    from tui.screens.session.live_screen import LiveScreen


class ListDesk:
    """Works on today's list of one session screen."""

    def __init__(self, screen: LiveScreen) -> None:
        self._screen = screen
        self._focus = ListFocus()
        self._choice: ExerciseChoice | None = None

    @property
    def on(self) -> bool:
        """Whether the list has the keyboard."""
        return self._focus.on

    @property
    def row(self) -> Row | None:
        """The row under the cursor; None while the list hasn't the keyboard."""
        running = self._screen.running
        return self._focus.row(running.state) if running is not None else None

    @property
    def has_choice(self) -> bool:
        """Whether the exercises are read that can come into the session."""
        return self._choice is not None

    def rows(self) -> tuple[ListRow, ...]:
        """Return the rows as they are painted; none while the list hasn't the keyboard."""
        running = self._screen.running
        return shown_rows(running.state, self._focus) if self.on and running is not None else ()

    def paint(self, list_: TodaysList, width: int, height: int) -> list[Line]:
        """Return the list with its cursor."""
        lines, list_.top = focused_list(self.rows(), list_.top, width, height)
        return lines

    def take(self, at: int | None = None) -> None:
        """Give the keyboard to the list, the cursor on a row or on the exercise at hand."""
        if self._screen.running is not None:
            self._focus.take(self._screen.running.state, at)
            self._prepare()
            self._screen.show()

    def leave(self) -> None:
        """Give the keyboard back to the pane."""
        self._focus.leave()

    def click(self, row: int, movement: int | None) -> None:
        """Put the cursor on a row that was clicked, or on the row of an exercise."""
        running = self._screen.running
        if self.on:
            self.take(row)
        elif running is not None and movement is not None:
            self.take(row_of(running.state, movement))

    def move(self, by: int) -> None:
        """Move the cursor."""
        if self._screen.running is not None:
            self._focus.move(self._screen.running.state, by)
            self._screen.show()

    def go(self) -> None:
        """Go to what is under the cursor, and back to the pane."""
        running, row = self._screen.running, self.row
        if running is None or row is None or row.goal is None:
            return
        live = running.state.live
        at_hand = row.goal == live.at and row.goal not in live.finished
        if at_hand or self._screen.do(GoTo(row.goal)):
            self.leave()
            self._screen.show()

    def later(self) -> None:
        """Move the exercise later."""
        self._do(MoveLater)

    def earlier(self) -> None:
        """Move the exercise earlier."""
        self._do(MoveEarlier)

    def more(self) -> None:
        """Do one more set."""
        self._do(AddSet)

    def drop(self) -> None:
        """Leave out what is left."""
        self._do(DropExercise)

    def ask(self, *, instead: bool) -> None:
        """Search for an exercise to add, or to do instead of the one under the cursor."""
        row, choice, running = self.row, self._choice, self._screen.running
        if row is None or running is None:
            return
        if choice is None:
            self._screen.say("The exercises are being read; press it once more.")
            return
        old = row.exercise if instead else None
        exercises = choice.catalogue.exercises
        ids = choice.instead_of(old.id if old is not None else None)
        title = f"Instead of {old.name}" if old is not None else f"Add an exercise after {row.exercise.name}"

        def found(id_: str | None) -> None:
            if id_ is not None:
                self._bring(choice, id_, row.exercise.movement, instead=instead)

        self._screen.open(
            ExerciseSearch(title, [known_of(exercises[one], choice.last.get(one)) for one in ids]), found
        )

    def _bring(self, choice: ExerciseChoice, id_: str, movement: int, *, instead: bool) -> None:
        if self._screen.running is None:
            return
        state = self._screen.running.state
        make = choice.replacement if instead else choice.addition
        if self._screen.do(make(id_, movement, state)):
            self._focus.follow(len(state.live.movements))
            self._screen.show()

    def _do(self, make: type[MoveLater | MoveEarlier | AddSet | DropExercise]) -> None:
        if self.row is not None:
            command: Command = make(self.row.exercise.movement)
            self._screen.do(command)

    def _prepare(self) -> None:
        """Read the last times of all exercises, once, beside the screen."""
        catalogue = self._screen.repcue.catalogue
        if self._choice is None and catalogue is not None:
            self._screen.run_worker(lambda: self._read(catalogue), thread=True, exclusive=True, group="choice")

    def _read(self, catalogue: Catalogue) -> None:
        found = last_times(catalogue.exercises, self._screen.repcue.paths)
        choice = ExerciseChoice(catalogue, wishes(self._screen.repcue.settings), found)
        self._screen.hand_over(self._take_choice, choice)

    def _take_choice(self, choice: ExerciseChoice) -> None:
        self._choice = choice
        self._screen.know_last_times(choice.last)
