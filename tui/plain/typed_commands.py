"""The parser of typed lines. Each becomes a command for the engine, or an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalogue.files.text import quoted
from catalogue.schema.bounds import LOAD, REPS, SECONDS, Bounds, typed_number
from tui.plain.list_words import LIST, WORDS, list_lines, list_request
from tui.runtime.typed_words import load_command, note_command, rpe_command
from tui.session import (
    AdjustRest,
    Command,
    EditSet,
    End,
    FinishSet,
    Pause,
    Redo,
    Resume,
    SetPace,
    Skip,
    State,
    SwitchSide,
    Undo,
)
from tui.session.commands import StepLoad
from tui.session.plan import Ms, Side
from tui.session.snapshot import main_action
from tui.words.quantities import capital

if TYPE_CHECKING:
    from tui.logbook.log.last_time import LastTime
    from tui.runtime.exercise_choice import MakeChoice

HELP: Final = """\
Type a line and press Enter:
  (nothing)  the main action: next step, start, count a rep, skip the rest
  10         10 reps done, in a timed set 10 seconds: this ends the turn
  f          finish: the reps counted so far, or all of them if none was counted
  u  r       undo, redo
  p          pause, or carry on
  n          skip the set-up, the countdown, the rest or the set
  x          switch legs
  t          change between counting yourself and the tempo player
  +  -       more load, less load, by a step
  l 60       the load of the set: l 60, l +2.5, l bw-20, l last; l 8@60 r9 ends the set with it
  rate 8.5   the RPE of the set done last
  note TEXT  a note for the set; with ! before it, it stands at the exercise's set-up from now on
  ]  [       15 seconds more rest, less rest
  e 8        correct the set done last to 8 reps; e 8 12.5 to 8 reps with 12.5; e 8 left for that leg
  m  v       mute or unmute; the voice on or off
  s          say where the session stands
  today      today's list, with a number for each exercise
  go 2       go to exercise 2 now; go 2.3 to its third set
  later 2    earlier 2    move it; more 2: one more set; drop 2: leave out what is left of it
  add ID     one more exercise after the one at hand; replace 2 ID: another one instead of it
  q          end here and save what was done
  ?          this help"""

SHORT_HELP: Final = "Type ? for help."
REST_STEP: Final[Ms] = 15_000


AGAIN: Final = "s"
"""The line that repeats the current status and changes nothing."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What some lines need besides the state of the session: what was done last time, pinned notes, the catalogue."""

    last: Callable[[str], LastTime | None] = lambda exercise: None
    pinned: Callable[[str], str | None] = lambda exercise: None
    choice: MakeChoice | None = None


def request(line: str, state: State, reach: Reach = Reach()) -> Command | str:
    """Return the command of a line in this state, or the answer where it is none."""
    word = line.strip()
    if word == "":
        return _main(state)
    if word == "?":
        return HELP
    if word.isascii() and word.isdecimal():
        return _said(word, state)
    first, *rest = word.lower().split()
    if first == "e":
        return _edit(rest, state)
    if first in _SAYINGS and rest:
        return _saying(first, word[len(first) :].strip(), state, reach)
    if first in WORDS:
        return list_request(first, rest, state, reach.choice)
    if word == LIST:
        return "\n".join(list_lines(state))
    if word == "U":
        return Redo()
    command = _letters(state).get(first) if not rest else None
    return command or f"Not understood: {quoted(word, 40)}. {SHORT_HELP}"


_SAYINGS: Final = ("l", "rate", "note")


def _saying(first: str, text: str, state: State, reach: Reach) -> Command | str:
    shown = state.live.movements[state.live.shown.movement].id
    try:
        match first:
            case "l":
                return load_command(text, state, reach.last(shown) if "last" in text.lower() else None)
            case "rate":
                return rpe_command(text)
            case _:
                return note_command(text, reach.pinned(state.movement.id))
    except ValueError as fault:
        return f"{capital(str(fault))}."


def _letters(state: State) -> dict[str, Command]:
    return {
        "f": FinishSet(),
        "u": Undo(),
        "r": Redo(),
        "p": Pause() if state.paused_at is None else Resume(),
        "n": Skip(),
        "x": SwitchSide(),
        "t": SetPace("self-paced" if state.live.pace == "paced" else "paced"),
        "+": StepLoad(True),
        "-": StepLoad(False),
        "]": AdjustRest(REST_STEP),
        "[": AdjustRest(-REST_STEP),
        "q": End(),
    }


def _main(state: State) -> Command | str:
    action = main_action(state)
    if action is None:
        return "The clock counts this one. Type f to finish it now, or the seconds you held."
    return action


def _said(word: str, state: State) -> Command | str:
    bounds = SECONDS if state.planned.lasts is not None else REPS
    said = _whole(word, bounds)
    if said is None:
        return f"That is more than {bounds.high:g}, so it was not taken. {SHORT_HELP}"
    return FinishSet(said)


def _edit(words: list[str], state: State) -> Command | str:
    sides: tuple[Side, ...] = ("left", "right")
    named = [side for side in sides if side in words or side[0] in words]
    numbers = [word for word in words if word not in (*sides, "l", "r")]
    if len(numbers) not in (1, 2) or len(named) > 1 or len(words) - len(numbers) > 1:
        return "To correct the set done last: e REPS, or e REPS LOAD, or e REPS left."
    row = _row_done_last(state, named[0] if named else None)
    if row is None:
        return "There is no such set to correct yet."
    timed = state.live.set_of(state.live.rows[row].set).lasts is not None
    amount, load = _whole(numbers[0], SECONDS if timed else REPS), _load(numbers[1]) if len(numbers) == 2 else None
    if amount is None:
        what, bounds = ("seconds", SECONDS) if timed else ("reps", REPS)
        return f"The {what} must be a whole number from {bounds.low:g} to {bounds.high:g}, such as: e 8"
    if len(numbers) == 2 and load is None:
        return f"The load must be {LOAD}, such as: e 8 12.5"
    return EditSet(row, None if timed else amount, amount if timed else None, load)


def _row_done_last(state: State, side: Side | None) -> int | None:
    """Return the index of the last finished row, or of the row of `side` in the last finished set."""
    closed = [index for index, row in enumerate(state.live.rows) if row.closed]
    if side is None or not closed:
        return closed[-1] if closed else None
    last = state.live.rows[closed[-1]].set
    rows = state.live.rows
    return next((index for index in closed if rows[index].set == last and rows[index].side == side), None)


def _whole(word: str, bounds: Bounds) -> int | None:
    if not (word.isascii() and word.isdecimal() and len(word) <= 12):
        return None
    return int(word) if bounds.holds(int(word)) else None


def _load(word: str) -> float | None:
    load = typed_number(word)
    return load if LOAD.holds(load) else None
