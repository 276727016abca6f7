"""The lines that everything is painted with: what is kept of a painting, and when it is drawn anew."""

from pathlib import Path

from pilots import program
from textual.geometry import Region
from textual.strip import Strip

from tui.widgets.preview import Preview


async def test_rows_already_drawn_take_the_colours_of_another_theme(home: Path) -> None:
    async with program(home, size=(120, 36)) as at:
        await at.sees("Hamstrings at home")
        preview = at.app.screen.query_one(Preview)

        def top() -> Strip:
            return preview.render_lines(Region(0, 0, preview.size.width, 1))[0]

        before = top()
        assert top() is before, "a row that says the same is not drawn again"
        at.app.action_theme()
        await at.until(lambda: top() != before)
        assert top().text == before.text


async def test_part_of_a_row_is_that_part_alone(home: Path) -> None:
    async with program(home, size=(120, 36)) as at:
        await at.sees("Hamstrings at home")
        preview = at.app.screen.query_one(Preview)
        (whole,) = preview.render_lines(Region(0, 0, preview.size.width, 1))
        (part,) = preview.render_lines(Region(3, 0, 10, 1))
        assert part.text == whole.text[3:13]
