"""The summary of a session as a card: for the screen, the clipboard and `repcue log show --summary`.

It is made of the log and the logs before it alone, so that all three say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from tui.logbook.statistics.comparison import Compared, compare
from tui.logbook.statistics.records import Record, value_before
from tui.logbook.statistics.session_before import Before, records_of, rows_of
from tui.words.done_sets import unweighed_text
from tui.words.quantities import capital, counted, load_text
from tui.words.record_lines import STAR, kind_text, value_text

if TYPE_CHECKING:
    from pathlib import Path

    from tui.logbook.index.rows import SetRow
    from tui.logbook.log.log_model import Log

Styled = tuple[tuple[str, str], ...]
"""A line: pieces of text, each with the name of a style of `widgets/lines.py`."""

WIDTH: Final = 76
"""Of the card as text."""
BAR: Final = 6
"""Cells of the bar of the best set."""
ROOM_FOR_BARS: Final = 54
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of a session, in the order in which it is shown."""

    name: str
    outcome: str
    when: str
    sets: str
    """How many were done: `9 of 9 sets`."""
    sums: str
    """The rest of what it came to: `96 reps · 2,480 kg · 26 min · ★ 2 records`."""
    left_out: str
    """What the sums leave out, or count once; empty where there is nothing to say."""
    records: tuple[str, ...]
    exercises: tuple[ExerciseCard, ...]
    effort: str
    note: str


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """One exercise: what was done, and how it compares with the time before."""

    name: str
    load: str
    verdict: str
    better: bool
    """Whether the verdict is a gain."""
    legs: tuple[tuple[str, tuple[str, ...], tuple[float, ...]], ...]
    """By leg: its word, each set as done, and how much of the best set each was, 0 to 1."""


def card(log: Log, path: Path, before: Before, names: Mapping[str, str]) -> Card:
    """Return the card of a session; `names` are the exercises', by id."""
    rows = rows_of(log, path)
    records = records_of(log, path, before)
    by_exercise: dict[str, list[SetRow]] = {}
    for row in rows:
        by_exercise.setdefault(row.exercise, []).append(row)
    titles = {each: mine[0].name or names.get(each, each) for each, mine in by_exercise.items()}
    earlier = list(chain.from_iterable(before.rivals.values()))
    exercises = (
        _exercise(titles[each], mine, before.last.get(each, ()), log.unit) for each, mine in by_exercise.items()
    )
    return Card(
        name=log.name,
        outcome={"completed": "Session done", "ended-early": "Session ended early"}.get(log.outcome, "Session saved"),
        when=_when(log),
        sets=_sets(log),
        sums=_sums(log, records),
        left_out=_left_out(log),
        records=tuple(record_titles(records, titles, earlier)),
        exercises=tuple(exercises),
        effort="" if log.effort is None else f"RPE {log.effort:g}",
        note=log.note,
    )


def _sets(log: Log) -> str:
    done, planned = log.set_count, log.planned_sets
    return counted(done, "set") if planned is None else f"{done} of {counted(planned, 'set')}"


def _sums(log: Log, records: Sequence[Record]) -> str:
    parts = [counted(log.reps, "rep")]
    if log.volume_load:
        parts.append(f"{f'{log.volume_load:,.1f}'.removesuffix('.0')} {log.unit}")
    parts.append(_span(log.active_seconds))
    if log.paused_seconds >= 1:
        parts.append(f"paused {_span(log.paused_seconds)}")
    if records:
        parts.append(f"{STAR} {counted(len(_merged(records)), 'record')}")
    return " · ".join(parts)


def card_body(shown: Card, width: int, columns: int = 1) -> list[Styled]:
    """Return the lines under the card's title, each at most `width` cells, exercises in so many `columns`."""
    lines: list[Styled] = [*_wrapped(f"{shown.sets} · {shown.sums}", width, "strong")]
    lines += _wrapped(shown.left_out, width, "dim")
    if shown.records:
        lines += [(), *(line for each in shown.records for line in _wrapped(each, width, "good", hang=2))]
    gap = 4
    each = (width - gap * (columns - 1)) // columns
    blocks = [_exercise_lines(one, each) for one in shown.exercises]
    if columns == 1:
        lines += [line for block in blocks for line in ((), *block)]
    else:
        lines += _beside(blocks, each, gap)
    return lines


def card_text(shown: Card) -> str:
    """Return the card as plain text."""
    head = f"{shown.name}: {shown.outcome[:1].lower()}{shown.outcome[1:]}"
    lines = [head, shown.when, *("".join(text for text, _ in line).rstrip() for line in card_body(shown, WIDTH))]
    said = [shown.effort] if shown.effort else []
    said += shown.note.splitlines()
    return "\n".join([*lines, *(["", *said] if said else [])])


def _exercise(name: str, rows: Sequence[SetRow], last: Sequence[SetRow], unit: str) -> ExerciseCard:
    done = [row for row in rows if row.counts]
    compared = compare(done, last, unit)
    verdict, better = _verdict(compared, unit) if compared else ("", False)
    loads = {row.load for row in done}
    legs: dict[str, list[SetRow]] = {}
    for row in done:
        legs.setdefault(row.side.upper() if row.side else "", []).append(row)
    best = max((_amount(row) for row in done), default=0.0) or 1.0
    return ExerciseCard(
        name=name,
        load=_loads(done, unit),
        verdict=verdict,
        better=better,
        legs=tuple(
            (
                leg,
                tuple(_done(row, mixed=len(loads) > 1) for row in mine),
                tuple(_amount(row) / best for row in mine),
            )
            for leg, mine in legs.items()
        ),
    )


def _verdict(compared: Compared, unit: str) -> tuple[str, bool]:
    """Return how a session compares, and whether it is better: `▲ +2.5 kg`, `▼ −2 reps in 2 sets`, `= last time`."""
    changes: list[str] = []
    loads = [each for each in compared.loads if each]
    if loads:
        least, most = compared.loads[0], compared.loads[-1]
        spread = f"{_signed(least)} to {_signed(most)}" if least != most else _signed(most)
        changes.append(f"{spread} {unit}")
    if compared.reps:
        changes.append(f"{_signed(compared.reps)} rep{'' if abs(compared.reps) == 1 else 's'}")
    if round(compared.seconds):
        changes.append(f"{_signed(round(compared.seconds))} s")
    among = f" in {counted(compared.sets, 'set')}" if compared.sets < compared.of else ""
    if not changes:
        return ("another plan than last time" if not compared.alike else f"= last time{among}"), False
    gains = [*(each > 0 for each in loads), *(each > 0 for each in (compared.reps, round(compared.seconds)) if each)]
    mark = "▲ " if all(gains) else "▼ " if not any(gains) else ""
    return f"{mark}{', '.join(changes)}{among}", all(gains)


def record_titles(records: Iterable[Record], titles: Mapping[str, str], earlier: Sequence[SetRow]) -> Iterable[str]:
    """Yield a line a record, with what stood before it among the `earlier` rows: `★ Lunge: heaviest ever, ...`."""
    for alike in _merged(records):
        record = alike[0]
        was = value_before(record, earlier)
        legs = "both legs" if len(alike) > 1 else (record.side or "").upper()
        before = "" if was is None else f" (was {_was(was, record)})"
        leg = f", {legs}" if legs else ""
        what = f"{record.reps}" if record.kind == "most reps" and record.load is None else value_text(record)
        yield f"{STAR} {titles[record.exercise]}: {kind_text(record)}, {what}{leg}{before}"


def _merged(records: Iterable[Record]) -> list[list[Record]]:
    """Both legs with the same record of a kind are one line."""
    found: dict[tuple[object, ...], list[Record]] = {}
    for each in records:
        found.setdefault((each.exercise, each.kind, each.value, each.load, each.reps), []).append(each)
    return list(found.values())


def _was(value: float, record: Record) -> str:
    if record.kind == "heaviest load" and value <= 0:
        return f"{-value:g} {record.unit} help" if value else "bodyweight"
    return f"{round(value, 1):,g}" + ("" if record.kind == "most reps" else f" {record.unit}")


def _left_out(log: Log) -> str:
    warmups = len({(row.exercise, row.set) for row in log.sets if not row.counts})
    said = [f"{counted(warmups, 'warm-up set')} left out."] if warmups else []
    weighed = {row.load_counts for row in log.sets if row.counts and row.load and row.reps}
    if log.volume_load and weighed & {"per-hand", "per-side"}:
        which = " and ".join(
            word for counts, word in (("per-hand", "hand"), ("per-side", "side")) if counts in weighed
        )
        said.append(f"A load per {which} counts once.")
    if log.unweighed:
        said.append(f"{capital(unweighed_text(log.unweighed))}.")
    return " ".join(said)


def _when(log: Log) -> str:
    began = log.started
    day = f"{WEEKDAYS[began.weekday()]} {began.day} {MONTHS[began.month - 1]} {began.year}"
    return f"{day}, {began:%H:%M} to {log.finished.astimezone(began.tzinfo):%H:%M}"


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{round(seconds)} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _loads(rows: Sequence[SetRow], unit: str) -> str:
    loads = [row.load for row in rows if row.load is not None]
    if not loads:
        return ""
    counts = next((row.load_counts for row in rows if row.load_counts), None) or "total"
    text = load_text(max(loads), unit, counts)
    if min(loads) == max(loads):
        return text
    least = load_text(min(loads), unit, counts) if counts == "bodyweight" else f"{min(loads):g}"
    return f"{least} to {text}"


def _amount(row: SetRow) -> float:
    return float(row.reps) if row.reps is not None else row.seconds or 0.0


def _done(row: SetRow, *, mixed: bool) -> str:
    amount = str(row.reps) if row.reps is not None else f"{round(row.seconds or 0, 1):g}s"
    first = f"{amount}@{row.load:g}" if mixed and row.load else amount
    return "+".join([first, *(str(part.reps) for part in row.done_parts)])


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{abs(value):g}"


def _exercise_lines(one: ExerciseCard, width: int) -> list[Styled]:
    name = f"{one.name}  " if one.load else one.name
    used = len(name) + len(one.load)
    verdict = (one.verdict, "good" if one.better else "dim")
    head: Styled = ((name, "strong"), (one.load, ""))
    if used + 2 + len(one.verdict) <= width:
        lines: list[Styled] = [(*head, (" " * (width - used - len(one.verdict)), ""), verdict)]
    else:
        lines = [*_wrapped(name.rstrip(), width, "strong"), *_wrapped(f"  {one.load}".rstrip(), width, "")]
        lines += [(("  ", ""), verdict)] if one.verdict else []
    if not one.legs:
        return [*lines, (("  warm-up sets alone", "dim"),)]
    label = max(len(leg) for leg, _, _ in one.legs)
    column = max(len(" ".join(sets)) for _, sets, _ in one.legs)
    bars = width >= ROOM_FOR_BARS and column + label + 6 + (BAR + 1) * max(len(s) for _, _, s in one.legs) <= width
    for leg, sets, shares in one.legs:
        amounts = " ".join(sets)
        start = f"  {leg:>{label}} " if label else "  "
        if bars:
            drawn = " ".join(_bar(share) for share in shares)
            lines.append(((start, "dim"), (amounts.ljust(column + 3), ""), (drawn, "phase")))
        else:
            hang = len(start)
            texts = _wrapped(amounts, max(1, width - hang), "")
            for at, text in enumerate(texts):
                lines.append(((" " * hang if at else start, "dim"), *text))
    return lines


def _bar(share: float) -> str:
    eighths = round(share * BAR * 8)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()).ljust(BAR)


def _beside(blocks: Sequence[Sequence[Styled]], each: int, gap: int) -> list[Styled]:
    """Two columns, the first as long as the second or longer."""
    half, taken, whole = 0, 0, sum(len(block) + 1 for block in blocks)
    while half < len(blocks) and taken < whole / 2:
        taken += len(blocks[half]) + 1
        half += 1
    left = [line for block in blocks[:half] for line in ((), *block)]
    right = [line for block in blocks[half:] for line in ((), *block)]
    right += [()] * (len(left) - len(right))
    left += [()] * (len(right) - len(left))
    return [(*one, (" " * (each + gap - _length(one)), ""), *other) for one, other in zip(left, right, strict=True)]


def _length(line: Styled) -> int:
    return sum(len(text) for text, _ in line)


def _wrapped(text: str, width: int, style: str, hang: int = 0) -> list[Styled]:
    """The text in lines of at most `width` characters; none for no text."""
    lines: list[str] = []
    current = ""
    for word in text.split(" ") if text else []:
        longer = f"{current} {word}" if current else word
        if current and len(longer) > width:
            lines.append(current)
            longer = " " * hang + word
        current = longer
    return [((line, style),) for line in (*lines, *([current] if current else []))]
