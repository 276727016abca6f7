"""The words of plain mode that work on today's list, and the list as lines. N is the number that the list prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui.session import Command, State
from tui.session.agenda import Exercise, agenda
from tui.session.commands import (
    AddExercise,
    AddSet,
    DropExercise,
    GoTo,
    MoveEarlier,
    MoveLater,
    ReplaceExercise,
)
from tui.words.quantities import counted

if TYPE_CHECKING:
    from tui.runtime.exercise_choice import MakeChoice

WORDS: Final = {
    "go": "go 2 (the exercise), or go 2.3 (its third set)",
    "later": "later 2",
    "earlier": "earlier 2",
    "more": "more 2",
    "drop": "drop 2",
    "replace": "replace 2 ID",
    "add": "add ID",
}
LIST: Final = "today"

CHANGES_OF_THE_LIST: Final = GoTo | MoveLater | MoveEarlier | AddSet | AddExercise | ReplaceExercise | DropExercise


def list_lines(state: State) -> list[str]:
    """Return today's list, a numbered line an exercise."""
    return [f"{number}  {_line(one)}" for number, one in enumerate(agenda(state), 1)]


def list_request(first: str, rest: Sequence[str], state: State, choice: MakeChoice | None) -> Command | str:
    """Return the command of a line that works on the list, or what is wrong with it."""
    exercises = agenda(state)
    if first == "add":
        return _added(rest, exercises, state, choice)
    if not rest or (first != "replace" and len(rest) > 1) or len(rest) > 2:
        return f"Write {WORDS[first]}. {LIST} prints the numbers."
    number, _, set_number = rest[0].partition(".")
    if not (number.isascii() and number.isdecimal() and 0 < int(number[:6]) <= len(exercises)):
        return f"There is no number {rest[0][:12]} today. {LIST} prints the numbers."
    exercise = exercises[int(number) - 1]
    if set_number and first != "go":
        return f"Write {WORDS[first]}; a set has no number there."
    return _command(first, rest, exercise, set_number, state, choice)


def _command(
    first: str, rest: Sequence[str], exercise: Exercise, set_number: str, state: State, choice: MakeChoice | None
) -> Command | str:
    match first:
        case "go":
            return _going(exercise, set_number)
        case "later":
            return MoveLater(exercise.movement)
        case "earlier":
            return MoveEarlier(exercise.movement)
        case "more":
            return AddSet(exercise.movement)
        case "drop":
            return DropExercise(exercise.movement)
        case _ if len(rest) < 2:
            return f"Write {WORDS[first]}: which exercise instead? `repcue list` names them all."
        case _:
            return _replaced(rest[1], exercise, state, choice)


def _going(exercise: Exercise, set_number: str) -> Command | str:
    if not set_number:
        return f"All of {exercise.name} is done." if exercise.next_set is None else GoTo(exercise.next_set)
    if not (set_number.isascii() and set_number.isdecimal() and 0 < int(set_number[:6]) <= len(exercise.items)):
        return f"{exercise.name} has {counted(len(exercise.items), 'set')}."
    return GoTo(exercise.items[int(set_number) - 1].planned.id)


def _added(
    rest: Sequence[str], exercises: Sequence[Exercise], state: State, choice: MakeChoice | None
) -> Command | str:
    if len(rest) != 1 or choice is None:
        return f"Write {WORDS['add']}, such as: add extended-lunge"
    after = next((one.movement for one in exercises if one.current), state.planned.movement)
    try:
        return choice().addition(rest[0], after, state)
    except LookupError as error:
        return _sentence(error)


def _replaced(id_: str, exercise: Exercise, state: State, choice: MakeChoice | None) -> Command | str:
    if choice is None:
        return f"Write {WORDS['replace']}."
    try:
        return choice().replacement(id_, exercise.movement, state)
    except LookupError as error:
        return _sentence(error)


def _line(one: Exercise) -> str:
    begun = next((item for item in one.items if item.stage == "begun"), None)
    skipped = sum(item.stage == "skipped" for item in one.items)
    parts = [f"{one.done} of {counted(len(one.items), 'set')} done"]
    parts += [f"{skipped} skipped"] if skipped else []
    parts += [f"set {begun.planned.number} begun"] if begun else []
    parts += ["at hand"] if one.current and one.left else []
    return f"{one.name}: {', '.join(parts)}"


def _sentence(error: LookupError) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}"
