"""The preview of `repcue log import`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from catalogue.files.text import quoted
from tui.machine.printing import table
from tui.words.quantities import counted

if TYPE_CHECKING:
    from tui.exchange.import_names import Matcher
    from tui.exchange.import_plan import ImportPlan
    from tui.exchange.session_record import Reading

MOST_NAMED: Final = 10
"""Number of differing logs that are listed by name."""


def preview(format_name: str, reading: Reading, plan: ImportPlan, matcher: Matcher) -> str:
    """Return the sessions of an import: new, already there and left out, and the exercise of each name."""
    return "\n".join(_lines(format_name, reading, plan, matcher))


def ready_lines(unknown: Mapping[str, str | None], own: Mapping[str, str]) -> str:
    """Return a line of the file of names for each unknown name, with the nearest id or one of its own."""
    from tui.exchange.import_names import line_of  # not for --help

    return "\n".join(f"  {line_of(name, near or own[name])}" for name, near in unknown.items())


def _lines(format_name: str, reading: Reading, plan: ImportPlan, matcher: Matcher) -> Iterator[str]:
    from tui.exchange.import_names import SKIP  # not for --help
    from tui.exchange.session_record import names_in  # not for --help

    sessions = len(plan.new) + len(plan.there) + len(plan.differing)
    yield f"{format_name}: {counted(sessions, 'session')}, {_days(plan)}".rstrip(", ")
    rows = sum(len(log.sets) for log in plan.new)
    yield f"  new            {counted(len(plan.new), 'session')}, {counted(rows, 'row')} of sets"
    yield f"  already there  {counted(len(plan.there) + len(plan.differing), 'session')}"
    for path in plan.differing[:MOST_NAMED]:
        yield f"    the file says something else of it; it stays as it is: {path}"
    if len(plan.differing) > MOST_NAMED:
        yield f"    and of {counted(len(plan.differing) - MOST_NAMED, 'other')}"
    left_out = dict(reading.left_out)
    if plan.skipped:
        left_out["row of exercises that are skipped"] = plan.skipped
    if plan.twice:
        left_out["session that is in the file again"] = plan.twice
    for what, count in left_out.items():
        yield f"  left out       {count} x {what}"
    names = names_in(reading.sessions)
    if names:
        yield "  exercises"
        yield table(
            [(quoted(name), counted(count, "row"), _meaning(name, matcher, SKIP)) for name, count in names.items()],
            indent="    ",
        )


def _meaning(name: str, matcher: Matcher, skip: str) -> str:
    target = matcher.target(name)
    if target is None:
        return "?"
    if target == skip:
        return "skipped"
    found = matcher.exercise(name)
    return target if found and found[1] is None else f"{target} (kept as its own)"


def _days(plan: ImportPlan) -> str:
    days = sorted(log.started.date() for log in plan.new)
    if not days:
        return ""
    return f"new from {days[0]} to {days[-1]}" if days[0] != days[-1] else f"new on {days[0]}"


def unknown_page(unknown: Sequence[str], where: object, lines: str) -> str:
    """Return the remedy for unknown names."""
    count = counted(len(unknown), "name")
    return (
        f"{count} not in the catalogue. Put a line for each into {where}, with the right id or "
        f'"skip", or add --keep-unknown to keep them as exercises of their own:\n{lines}'
    )
