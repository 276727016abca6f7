"""The canvas of braille dots: what is drawn is what the cells show."""

from math import ceil, hypot

from contact_sheet import dots_of as shown
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tui.figure.dots import Canvas


def dots_of(canvas: Canvas) -> set[tuple[int, int]]:
    return {(x, y) for x, y, _ in shown(canvas.lines())}


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
    thick=st.floats(0, 12),
)
def test_shapes_beyond_the_edge_are_cut_and_lines_keep_their_width(
    start: tuple[float, float], end: tuple[float, float], thick: float
) -> None:
    canvas = Canvas(6, 3)
    layer = canvas.layer("dim")
    canvas.limb(layer, start, end, thick)
    canvas.ring(layer, *start, thick)
    canvas.clear_limb(start, end, thick)
    lines = canvas.lines()
    assert [sum(len(text) for text, _ in line) for line in lines] == [6, 6, 6]


def test_a_disc_is_round_and_a_ring_has_nothing_inside() -> None:
    disc, ring = Canvas(5, 3), Canvas(5, 3)
    disc.disc(disc.layer(""), 5, 6, 6)
    ring.ring(ring.layer(""), 5, 6, 6)
    assert dots_of(disc) == {
        (x, y) for x in range(10) for y in range(12) if (x + 0.5 - 5) ** 2 + (y + 0.5 - 6) ** 2 < 9
    }
    assert dots_of(ring) < dots_of(disc)
    assert not dots_of(ring) & {(4, 5), (4, 6), (5, 5), (5, 6)}


@given(way=st.tuples(st.integers(-18, 18), st.integers(-18, 18)), thick=st.integers(1, 6))
@example(way=(18, -18), thick=6)
def test_a_limb_is_as_thick_at_any_angle_and_all_along(way: tuple[int, int], thick: int) -> None:
    wide, high = abs(way[0]), abs(way[1])
    assume(max(wide, high) > thick + 2)
    canvas = Canvas(30, 15)
    canvas.limb(canvas.layer(""), (30, 30), (30 + way[0], 30 + way[1]), thick)
    along = 1 if high >= wide else 0
    low, end = sorted((30, 30 + way[along]))
    inner = range(low + ceil(thick / 2), end - ceil(thick / 2))
    counts = {sum(dot[along] == at for dot in dots_of(canvas)) for at in inner}
    assert len(counts) == 1
    assert abs(counts.pop() * max(wide, high) / hypot(wide, high) - thick) <= 0.5


def test_a_limb_keeps_its_shape_wherever_its_ends_are_between_the_dots() -> None:
    shapes = set[frozenset[tuple[int, int]]]()
    for shift in range(10):
        canvas = Canvas(10, 4)
        canvas.limb(canvas.layer(""), (5 + shift / 10, 3), (9 + shift / 10, 12), 3)
        left = min(x for x, _ in dots_of(canvas))
        shapes.add(frozenset((x - left, y) for x, y in dots_of(canvas)))
    assert len(shapes) == 1


def test_a_cell_takes_the_style_of_the_topmost_layer_and_shows_the_dots_of_all() -> None:
    canvas = Canvas(2, 1)
    below, above = canvas.layer("dim"), canvas.layer("side")
    canvas.dot(below, 0, 0)
    canvas.dot(below, 2, 0)
    canvas.dot(above, 1, 0)
    assert canvas.lines() == [(("⠉", "side"), ("⠁", "dim"))]


def test_what_is_cleared_is_gone_from_the_layers_there_are() -> None:
    canvas = Canvas(3, 2)
    canvas.disc(canvas.layer(""), 3, 4, 6)
    canvas.clear_limb((3, 4), (3, 4), 2)
    assert not dots_of(canvas) & {(2, 3), (2, 4), (3, 3), (3, 4)}
    assert dots_of(canvas)
