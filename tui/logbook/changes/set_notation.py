"""What was done, as a person writes it down: `L 10 10 9 R 10 10 10 @ 8`, one line an exercise.

    12 12 10 @ 20     three sets, all with 20 (a load after a space is that of every set before it that has none)
    12@20 10@22.5     each with its own
    3x10 @ 8          three sets of ten
    L 10 10 R 10 9    the left leg's sets, then the right leg's; without L and R both did the same
    30s 1:30          seconds, or minutes and seconds
    w 10@5 12@20      a warm-up before the working set; also 10@5(w)
    10 10 14+         as many as could be done in the last one (AMRAP)
    12@20 10@20 r9    the RPE of the set before it; after 3x12 that of the last one
    5@bw+10 8@bw-20   body weight with more, or with help

The line may begin with the exercise's id and a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NoReturn

from catalogue.files.text import quoted
from catalogue.schema.bounds import REPS, SECONDS, Bounds, load_bounds, typed_number
from catalogue.schema.words import LoadCounts, SideMode, SideName, other_side
from tui.logbook.changes.typed_load import NUMBER, SAID_LOAD, SAID_RPE, is_unit, load_said, rpe_said
from tui.logbook.log.log_model import LogSet, SetKind, Unit
from tui.session.loads import load_written

if TYPE_CHECKING:
    from catalogue.schema.models import Exercise
    from tui.session.plan import LoadCounts

MOST_SETS: Final = 100
"""The most sets that one `NxREPS` may stand for."""

ALLOWED: Final = (
    "write reps such as 10, 3x10 or 12@20, times such as 30s, L and R before a leg's sets, w before a warm-up"
)

_UNIT: Final = r"(?:\s?(?P<unit>kg|lbs?))?"
_ENDS: Final = r"(?=\s|[,;](?:\s|\Z)|\(|\Z)"
# A comma ends a word only before a space: 22,5 is a load of 22 and a half where people write it so.
_GAP: Final = re.compile(r"(?:\s|[,;](?=\s|\Z))*")
_TOKEN: Final = re.compile(
    rf"""
      (?P<side>left|right|l|r):?(?=\s|\Z)
    | (?P<warm>w)(?=\s|[0-9]|\Z)
    | (?P<warmed>\(w\)){_ENDS}
    | (?P<rpe>{SAID_RPE}){_ENDS}
    | @\s*(?P<spread>{SAID_LOAD}){_UNIT}{_ENDS}
    | (?:(?P<times>[0-9]{{1,3}})\s*[x×]\s*)?
      (?:
          (?P<minutes>[0-9]{{1,3}}):(?P<rest>[0-5][0-9])
        | (?P<seconds>{NUMBER})\s?s
        | (?P<reps>[0-9]{{1,6}})(?P<amrap>\+)?
      )
      (?:@\s*(?P<own>{SAID_LOAD}){_UNIT.replace("unit", "own_unit")})?{_ENDS}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PREFIX: Final = re.compile(r"\s*(?P<exercise>[^:]*[^:\s])\s*:(?=\s|\Z)")


class NotationError(ValueError):
    """A line that says nothing certain; the message names the column, from 1, and what is allowed."""

    def __init__(self, column: int, message: str) -> None:
        super().__init__(f"column {column}: {message}")
        self.column = column


@dataclass(frozen=True, slots=True)
class Trained:
    """What the notation must know of an exercise."""

    id: str
    mode: SideMode
    first: SideName
    """The side that works first; its rows come first in the log."""
    timed: bool
    """Whether its sets are usually held for a time: a bare number is then no answer."""
    load_counts: LoadCounts

    @classmethod
    def of(cls, exercise: Exercise, first: SideName | None = None) -> Trained:
        """Return it of an exercise of the catalogue; `first` is the person's wish."""
        sides, timed = exercise.sides, exercise.defaults.timed
        return cls(exercise.id, sides.mode, first or sides.first, timed, exercise.load_counts)


_Load = tuple[float, "LoadCounts | None"]
"""A load, and "bodyweight" where it comes on top of that."""


@dataclass(frozen=True, slots=True)
class _Item:
    column: int
    side: SideName | None
    kind: SetKind
    reps: int | None
    seconds: float | None
    load: _Load | None
    rpe: float | None = None


def exercise_of(line: str) -> str | None:
    """Return what stands before the colon at the beginning of a line, or None if that is already a set or a side."""
    match = _PREFIX.match(line)
    return None if match is None or _TOKEN.match(match["exercise"]) else match["exercise"]


def parse(line: str, exercise: Trained, unit: Unit = "kg") -> tuple[LogSet, ...]:
    """Return the rows that a line says, both sides of a set together, in the order of a log. Raises NotationError."""
    prefix = _PREFIX.match(line) if exercise_of(line) is not None else None
    begin = prefix.end() if prefix else 0
    items = _items(line, begin, exercise, unit)
    if not items:
        raise NotationError(len(line.rstrip()) + 1, f"nothing was written; {ALLOWED}")
    return tuple(_rows(items, exercise))


def render(rows: Sequence[LogSet]) -> str:
    """Return the line that says the reps, times, loads and sides of one exercise's rows.

    It is the inverse of `parse` for rows that came from it; what the notation does not hold is left out.
    """
    loads = {_written(row) for row in rows}
    # Beside an RPE each set has its load, as `8 r8 @ 8` is hard to read.
    shared = loads.pop() if len(loads) == 1 and all(row.rpe is None for row in rows) else ""
    words: list[str] = []
    for side in dict.fromkeys(row.side for row in rows):
        words += [side[0].upper()] if side else []
        words += [_word(row, "" if shared else _written(row)) for row in rows if row.side == side]
    return " ".join(words) + (f" @ {shared}" if shared else "")


def _written(row: LogSet) -> str:
    return "" if row.load is None else load_written(row.load, row.load_counts, digits=3)


def _word(row: LogSet, load: str) -> str:
    done = f"{_number(row.seconds or 0)}s" if row.reps is None else str(row.reps)
    amrap = "+" if row.kind == "amrap" and row.reps is not None else ""
    rpe = "" if row.rpe is None else f" r{_number(row.rpe)}"
    return ("w " if row.kind == "warmup" else "") + done + amrap + (f"@{load}" if load else "") + rpe


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


# --- from a line to items ------------------------------------------------------------------------------------------


def _items(line: str, begin: int, exercise: Trained, unit: Unit) -> list[_Item]:
    items: list[_Item] = []
    side: SideName | None = None
    warm, last = False, 0
    for match in _tokens(line, begin):
        column, found = match.start() + 1, match.groupdict()
        if found["side"]:
            side = _side(found["side"], column, items, exercise)
        elif found["warm"]:
            warm = True
        elif found["warmed"]:
            if not items:
                raise NotationError(column, 'found "(w)" before any set; write it after the warm-up, as in 10@5(w)')
            items[-last:] = [replace(item, kind="warmup") for item in items[-last:]]
        elif found["rpe"]:
            items = _rated(items, found["rpe"], column)
        elif found["spread"]:
            items = _with_load(items, _load(found["spread"], found["unit"], column, exercise, unit), column)
        else:
            item = _item(match, side, "warmup" if warm else "working", exercise, unit)
            last = _times(found["times"], column)
            items += [item] * last
            warm = False
    if warm:
        raise NotationError(len(line.rstrip()), 'found "w" with no set after it; write the warm-up behind it: w 10@5')
    return items


def _tokens(line: str, begin: int) -> Iterator[re.Match[str]]:
    at = _after_gap(line, begin)
    while at < len(line):
        match = _TOKEN.match(line, at)
        if match is None:
            word = re.compile(r"\S+").match(line, at)
            raise NotationError(at + 1, f"found {quoted(word.group() if word else '')}; {ALLOWED}")
        yield match
        at = _after_gap(line, match.end())


def _after_gap(line: str, at: int) -> int:
    gap = _GAP.match(line, at)
    return gap.end() if gap else at


def _side(word: str, column: int, items: Sequence[_Item], exercise: Trained) -> SideName:
    if exercise.mode == "bilateral":
        raise NotationError(column, f"found {quoted(word)}, but {exercise.id} works both legs at once; leave it out")
    if any(item.side is None for item in items):
        raise NotationError(
            column, f"found {quoted(word)} after sets of no side; put L or R before the first set too"
        )
    return "left" if word[0] in "lL" else "right"


def _item(match: re.Match[str], side: SideName | None, kind: SetKind, exercise: Trained, unit: Unit) -> _Item:
    column, found = match.start() + 1, match.groupdict()
    load = None if found["own"] is None else _load(found["own"], found["own_unit"], column, exercise, unit)
    if found["amrap"]:
        if kind == "warmup":
            _fail(match, "a warm-up is not done to the limit; leave out the w or the +")
        kind = "amrap"
    if found["reps"] is not None:
        if exercise.timed:
            _fail(match, f"{exercise.id} is held for a time; write seconds, such as {found['reps']}s")
        reps = int(found["reps"])
        return _Item(column, side, kind, int(_within(reps, REPS, found["reps"], column)), None, load)
    if found["seconds"] is not None:
        seconds = typed_number(found["seconds"])
    else:
        seconds = 60.0 * int(found["minutes"]) + int(found["rest"])
    return _Item(column, side, kind, None, _within(seconds, SECONDS, match.group(), column), load)


def _fail(match: re.Match[str], message: str) -> NoReturn:
    raise NotationError(match.start() + 1, f"found {quoted(match.group())}; {message}")


def _times(text: str | None, column: int) -> int:
    times = 1 if text is None else int(text)
    if not 1 <= times <= MOST_SETS:
        raise NotationError(column, f"found {times} sets; 1 to {MOST_SETS} are allowed before the x")
    return times


def _within(value: float, bounds: Bounds, text: str, column: int) -> float:
    if not bounds.holds(value):
        raise NotationError(column, str(bounds.refusal(text)))
    return value


def _load(text: str, unit: str | None, column: int, exercise: Trained, wanted: Unit) -> _Load:
    if not is_unit(unit or "", wanted):
        raise NotationError(column, f"found a load in {unit}; this log is in {wanted}: leave the unit out")
    load, counts = load_said(text)
    return _within(load, load_bounds(counts or exercise.load_counts), text, column), counts


def _rated(items: Sequence[_Item], text: str, column: int) -> list[_Item]:
    if not items:
        raise NotationError(column, f"found {quoted(text)} before any set; write it after the set: 12@20 {text}")
    if items[-1].rpe is not None:
        raise NotationError(column, f"found {quoted(text)} for a set that has an RPE; one for each set")
    try:
        return [*items[:-1], replace(items[-1], rpe=rpe_said(text))]
    except ValueError as error:
        raise NotationError(column, str(error)) from error


def _with_load(items: Sequence[_Item], load: _Load, column: int) -> list[_Item]:
    if all(item.load is not None for item in items):
        raise NotationError(column, "found a load with no set before it that lacks one; write 12 10 @ 20 or 12@20")
    return [replace(item, load=load) if item.load is None else item for item in items]


# --- from items to rows --------------------------------------------------------------------------------------------


def _rows(items: Sequence[_Item], exercise: Trained) -> Iterator[LogSet]:
    if all(item.side is None for item in items):
        if exercise.mode == "alternating" and len({item.reps is None for item in items}) > 1:
            raise NotationError(
                items[0].column, "found reps and times in one line; put L and R before each leg's sets"
            )
        for number, item in _numbered(items):
            yield from (_row(each, number, exercise) for each in _both_sides(item, exercise))
        return
    sides = (exercise.first, other_side(exercise.first))
    by_side = [_by_place([item for item in items if item.side == side]) for side in sides]
    for place in dict.fromkeys([*by_side[0], *by_side[1]]):
        yield from (_row(found[place], place[1], exercise) for found in by_side if place in found)


def _both_sides(item: _Item, exercise: Trained) -> Iterator[_Item]:
    """What one item says of each side; alternating legs share the reps, and the first one gets the odd rep."""
    shares = exercise.mode == "alternating"
    if exercise.mode == "bilateral" or (shares and item.reps is None):
        yield item
        return
    for odd, side in ((1, exercise.first), (0, other_side(exercise.first))):
        yield replace(item, side=side, reps=(item.reps + odd) // 2 if shares and item.reps is not None else item.reps)


def _by_place(items: Sequence[_Item]) -> dict[tuple[bool, int], _Item]:
    return {(item.kind == "warmup", number): item for number, item in _numbered(items)}


def _numbered(items: Sequence[_Item]) -> Iterator[tuple[int, _Item]]:
    """The items with their numbers; warm-ups have numbers of their own."""
    counts = {True: 0, False: 0}
    for item in items:
        warm = item.kind == "warmup"
        counts[warm] += 1
        yield counts[warm], item


def _row(item: _Item, number: int, exercise: Trained) -> LogSet:
    load, said = item.load or (None, None)
    counts = None if load is None else said or (None if exercise.load_counts == "none" else exercise.load_counts)
    return LogSet(
        exercise=exercise.id,
        set=number,
        side=item.side,
        kind=item.kind,
        reps=item.reps,
        load=load,
        load_counts=counts,
        seconds=item.seconds,
        rpe=item.rpe,
    )
