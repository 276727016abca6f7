"""What a finished set says beyond its reps and its load, for every page that shows one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.session.loads import load_written

if TYPE_CHECKING:
    from tui.logbook.log.done_set import DoneSet


def more_text(row: DoneSet, unit: str) -> str:
    """Return `drop: 6 @ 48 kg, 5 @ 38.5 kg · added · "Slow."`; empty for most sets."""
    parts = [
        f"{part.reps}" if part.load is None else f"{part.reps} @ {load_written(part.load, row.load_counts)} {unit}"
        for part in row.done_parts
    ]
    of_parts = f"{row.kind}: {', '.join(parts)}" if parts else row.kind if row.kind in ("drop", "rest-pause") else ""
    said = (
        of_parts,
        "" if row.target_rpe is None else f"planned RPE {row.target_rpe:g}",
        "" if row.distance is None else f"{row.distance:g} m",
        "added" if row.extra else "",
        f"instead of {row.replaces}" if row.replaces else "",
        " ".join((row.note or "").split()),
    )
    return " · ".join(filter(None, said))


def unweighed_text(rows: int) -> str:
    """Return what is said where volume and e1RM leave rows out; empty for none."""
    return f"without {rows} on body weight, which the log doesn't say" if rows else ""
