"""Any rows of one exercise, for properties."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from index_rows import STARTED, a_row

from catalogue.schema.words import other_side
from tui.logbook.index.rows import SetRow


@st.composite
def rows_of_an_exercise(draw: st.DrawFn, sessions: int = 4) -> list[SetRow]:
    """Return sessions of sets with or without sides, loads, reps; each session in a unit of its own."""
    found = []
    for number in range(draw(st.integers(0, sessions))):
        day, unit = draw(st.integers(0, 60)), draw(st.sampled_from(["kg", "lb"]))
        for position in range(draw(st.integers(0, 4))):
            row = a_row(
                path=Path(f"{number}.toml"),
                started=STARTED + timedelta(days=day),
                unit=unit,
                position=position,
                side=draw(st.sampled_from(["left", "right", None])),
                kind=draw(st.sampled_from(["working", "working", "amrap", "warmup"])),
                reps=draw(st.none() | st.integers(0, 15)),
                load=draw(st.none() | st.integers(-4, 200).map(lambda halves: halves / 2)),
                seconds=draw(st.none() | st.integers(0, 90).map(float)),
            )
            found.append(row)
    return found


def swapped(rows: list[SetRow]) -> list[SetRow]:
    """Return the rows as if the person had stood on the other leg."""
    return [replace(row, side=row.side and other_side(row.side)) for row in rows]
