"""One past session in full: the whole, its records, and every set against its plan, left and right side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.session.loads import load_written
from tui.widgets.lines import Line, Span, fitted, plain, wrapped
from tui.words.days import period_text
from tui.words.done_sets import more_text
from tui.words.logged_session import course_text, sums
from tui.words.logged_sets import logged_amount, logged_load, logged_target
from tui.words.quantities import rpe_text
from tui.words.sparkline import sparkline

if TYPE_CHECKING:
    from catalogue.schema.words import SideName
    from tui.logbook.index.rows import SessionRow, SetRow

NUMBER, PLAN, REST, LOAD = 4, 7, 10, 8
MOST_CELL = 30
ROOM_FOR_WORDS = 20
"""Width of a cell from which what is short is said in words."""


@dataclass(frozen=True, slots=True)
class Page:
    """A session and what is known of it; None where that is still being read."""

    session: SessionRow
    sets: Sequence[SetRow] | None = None
    records: Sequence[str] | None = None
    """Records that it set, in words."""


def session_page(page: Page, names: Mapping[str, str], width: int) -> list[Line]:
    """Return the lines; `names` are those of exercises, by id."""
    left_out = sum(row.counts and row.on_body_weight and row.body_weight is None for row in page.sets or ())
    lines = [*_whole(page.session, width, left_out), *_records(page.records, width)]
    if page.sets is not None:
        if not page.sets:
            lines += [plain(""), plain("No set was done.", "dim")]
        for rows in _by_exercise(page.sets).values():
            name = rows[0].name or names.get(rows[0].exercise, rows[0].exercise)
            lines += [plain(""), *_exercise(name, rows, width)]
    return lines


def _whole(session: SessionRow, width: int, left_out: int) -> Iterator[Line]:
    yield plain(period_text(session.started, session.finished), "strong")
    yield from wrapped(course_text(session), width, "" if session.outcome == "completed" else "warn")
    parts = sums(session.sets, session.reps, session.volume_load, session.unit, left_out)
    yield from wrapped(" · ".join(parts), width)
    for at, text in enumerate(session.note.splitlines()):
        yield from wrapped(text if at else f"Note: {text}", width, "dim", hang=6)


def _records(records: Sequence[str] | None, width: int) -> Iterator[Line]:
    if records:
        yield plain("")
        for record in records:
            yield from wrapped(f"★ Record: {record}", width, "good", hang=2)


def _by_exercise(sets: Iterable[SetRow]) -> dict[str, list[SetRow]]:
    found: dict[str, list[SetRow]] = {}
    for row in sets:
        found.setdefault(row.exercise, []).append(row)
    return found


def _exercise(name: str, rows: Sequence[SetRow], width: int) -> Iterator[Line]:
    loads = {row.load for row in rows}
    one_load = logged_load(rows[0], rows[0].unit) if len(loads) == 1 else ""
    load = LOAD if len(loads) > 1 else 0
    yield ((name, "strong"), (f"  {one_load}", ""))
    sides: list[SideName | None] = list(dict.fromkeys(row.side for row in rows))
    if None not in sides:
        sides.sort(key=lambda side: side != "left")
    cell = max(6, min(MOST_CELL, (width - NUMBER - PLAN - load - REST) // len(sides)))
    rated = " @RPE" if cell < ROOM_FOR_WORDS and any(row.rpe is not None for row in rows) else ""
    heads = "".join(((side.upper() if side else "done") + rated).ljust(cell) for side in sides)
    yield plain(f"{'set':{NUMBER}}{'plan':{PLAN}}{'load':{load}.{load}}{heads}{'rest/plan'}", "dim")
    took = [seconds for row in rows for seconds in row.rep_durations]
    for whole in _whole_sets(rows):
        yield from _set(whole, sides, cell, load, (min(took), max(took)) if took else None, width)


def _set(
    rows: Sequence[SetRow],
    sides: Sequence[SideName | None],
    cell: int,
    load: int,
    took: tuple[float, float] | None,
    width: int,
) -> Iterator[Line]:
    first, by_side = rows[0], {row.side: row for row in rows}
    number = f"w{first.set}" if first.kind == "warmup" else str(first.set)
    head: list[Span] = [(number.ljust(NUMBER), "dim"), (_plan(first).ljust(PLAN), "dim")]
    if load:
        head += (*fitted(plain(_loads(rows)), load - 1), (" ", ""))
    cells = [_in_cell(_cell(by_side[side], cell) if side in by_side else plain("–", "dim"), cell) for side in sides]
    yield (*head, *(span for each in cells for span in each), (_rest(rows), "dim"))
    indent = NUMBER + PLAN + load
    for side, text in ((row.side, more_text(row, row.unit)) for row in rows):
        if text:
            named = f"{side.upper()}: {text}" if side else text
            yield from (((" " * indent, ""), *line) for line in wrapped(named, width - indent, "dim", hang=2))
    if took is not None and any(row.rep_seconds for row in rows):
        bars = [
            _in_cell(_paces(by_side[side].rep_durations if side in by_side else (), took, cell), cell)
            for side in sides
        ]
        yield ((" " * (NUMBER + PLAN + load), ""), *(span for each in bars for span in each))


def _cell(row: SetRow, width: int) -> Line:
    line: list[Span] = [(logged_amount(row), "")]
    short = _short(row)
    if short is not None and short <= 0:
        line.append((" ✓", "good"))
    elif short is not None:
        line.append((f" ({short:g} short)" if width >= ROOM_FOR_WORDS else f" −{short:g}", "warn"))
    if row.rpe is not None:
        line.append((f" {rpe_text(row.rpe)}" if width >= ROOM_FOR_WORDS else f" @{row.rpe:g}", "dim"))
    return tuple(line)


def _in_cell(line: Line, width: int) -> Line:
    return (*fitted(line, width - 1), (" ", ""))


def _short(row: SetRow) -> float | None:
    """Return reps or seconds that were missing; None where nothing was planned."""
    if row.reps is None:
        return None if row.target_seconds is None else round(row.target_seconds - (row.seconds or 0.0), 1)
    return None if row.target is None else row.target - row.reps


def _plan(row: SetRow) -> str:
    if row.kind == "amrap" and row.target is None and row.target_seconds is None:
        return "max"
    return logged_target(row) or "–"


def _loads(rows: Iterable[SetRow]) -> str:
    loads = dict.fromkeys(row.load for row in rows)
    unit = next(iter(rows)).unit
    counts = next(iter(rows)).load_counts
    return "/".join("–" if load is None else load_written(load, counts, digits=6) for load in loads) + f" {unit}"


def _rest(rows: Sequence[SetRow]) -> str:
    last = next((row for row in reversed(rows) if row.rest is not None), None)
    if last is None:
        return ""
    planned = "" if last.target_rest is None else f"/{last.target_rest:.0f}"
    return f"{last.rest or 0:.0f}{planned} s"


def _paces(seconds: Sequence[float], took: tuple[float, float], width: int) -> Line:
    """Return seconds a rep as bars, and their mean."""
    if not seconds:
        return ()
    mean = f" {_mean(seconds):.1f} s"
    return (sparkline(seconds, bounds=took, width=max(1, width - len(mean) - 2)), "phase"), (mean, "dim")


def _whole_sets(rows: Iterable[SetRow]) -> Iterator[list[SetRow]]:
    group: list[SetRow] = []
    for row in rows:
        sides = {one.side for one in group}
        another = (row.set, row.kind) != (group[0].set, group[0].kind) if group else False
        if another or row.side in sides or (group and (row.side is None or None in sides)):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
