"""The canvas of braille dots: what is drawn is what the cells show."""

from hypothesis import given
from hypothesis import strategies as st

from tui.coach.braille import Canvas

PLACES = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))


def dots_of(canvas: Canvas) -> set[tuple[int, int]]:
    found = set[tuple[int, int]]()
    for row, line in enumerate(canvas.lines()):
        for column, mark in enumerate("".join(text for text, _ in line)):
            bits = 0 if mark == " " else ord(mark) - 0x2800
            found |= {(column * 2 + x, row * 4 + y) for bit, (x, y) in enumerate(PLACES) if bits >> bit & 1}
    return found


@given(dots=st.sets(st.tuples(st.integers(0, 9), st.integers(0, 11)), max_size=30))
def test_every_dot_that_is_set_is_shown_where_it_was_set(dots: set[tuple[int, int]]) -> None:
    canvas = Canvas(5, 3)
    layer = canvas.layer("")
    for x, y in dots:
        canvas.dot(layer, x, y)
    assert dots_of(canvas) == dots


@given(
    start=st.tuples(st.floats(-30, 30), st.floats(-30, 30)),
    end=st.tuples(st.floats(-30, 30), st.floats(-30, 30)),
    first=st.floats(0.72, 6),
    second=st.floats(0.72, 6),
)
def test_shapes_beyond_the_edge_are_cut_and_lines_keep_their_width(
    start: tuple[float, float], end: tuple[float, float], first: float, second: float
) -> None:
    canvas = Canvas(6, 3)
    layer = canvas.layer("dim")
    canvas.limb(layer, start, end, first, second)
    canvas.line(layer, start, end)
    canvas.ring(layer, *start, first)
    lines = canvas.lines()
    assert [sum(len(text) for text, _ in line) for line in lines] == [6, 6, 6]


def test_a_disc_is_round_and_a_ring_has_nothing_inside() -> None:
    disc, ring = Canvas(5, 3), Canvas(5, 3)
    disc.disc(disc.layer(""), 5, 6, 3)
    ring.ring(ring.layer(""), 5, 6, 3)
    assert dots_of(disc) == {
        (x, y) for x in range(10) for y in range(12) if (x + 0.5 - 5) ** 2 + (y + 0.5 - 6) ** 2 < 9
    }
    assert dots_of(ring) < dots_of(disc)
    assert not dots_of(ring) & {(4, 5), (4, 6), (5, 5), (5, 6)}


def test_a_cell_takes_the_style_of_the_topmost_layer_and_shows_the_dots_of_all() -> None:
    canvas = Canvas(2, 1)
    below, above = canvas.layer("dim"), canvas.layer("side")
    canvas.dot(below, 0, 0)
    canvas.dot(below, 2, 0)
    canvas.dot(above, 1, 0)
    assert canvas.lines() == [(("⠉", "side"), ("⠁", "dim"))]


def test_what_is_cleared_is_gone_from_the_layers_there_are() -> None:
    canvas = Canvas(3, 2)
    canvas.disc(canvas.layer(""), 3, 4, 3)
    canvas.clear_limb((3, 4), (3, 4), 1.2, 1.2)
    assert not dots_of(canvas) & {(2, 3), (2, 4), (3, 3), (3, 4)}
    assert dots_of(canvas)
