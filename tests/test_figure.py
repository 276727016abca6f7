"""The moving figure: limbs keep their lengths, feet stand still, joints hold, and it is drawn as it should be."""

from dataclasses import fields, replace
from math import hypot

import pytest
from contact_sheet import PICTURE, dots_of, sheet
from hostile_files import exercise
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from catalogue.files.problems import FileProblems
from catalogue.files.toml import parse
from catalogue.loading import load_catalogue
from catalogue.mistakes.validation import validate
from catalogue.schema.models import Exercise
from catalogue.schema.poses import JOINTS, Pose
from tui.figure.drawing import LEAST_HEIGHT, LEAST_WIDTH, Facing, figure_lines, still_lines
from tui.figure.geometry import (
    APART,
    ARM,
    FOREARM,
    NECK,
    SHANK,
    THIGH,
    TRUNK,
    Angles,
    Figure,
    Point,
    Skeleton,
    ease,
    figure_of,
    loop_at,
    points_of,
    skeleton_at,
    stills,
)
from tui.widgets.lines import width_of

EXERCISES = load_catalogue(None).exercises
FIGURES: dict[str, Figure] = {name: found for name, one in EXERCISES.items() if (found := figure_of(one))}
NAMES = [field.name for field in fields(Angles)]

instants = st.tuples(st.sampled_from(sorted(FIGURES)), st.integers(0, 3), st.floats(0, 1))
angles = st.fixed_dictionaries({name: st.integers(-360, 360) for name in NAMES}).map(lambda all_: Angles(**all_))
figures = st.builds(
    Figure,
    angles,
    st.lists(angles, min_size=1, max_size=3).map(tuple),
    st.sampled_from(["floor", "seat", "bench"]),
    st.sampled_from(["nothing", "tins", "bar", "dumbbells", "ankle-dumbbell"]),
    st.sampled_from(["near-foot", "far-foot", "hips"]),
)


def between(one: Point, other: Point) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def lengths(body: Skeleton) -> list[float]:
    found = [between(body.hips, body.shoulders), between(body.shoulders, body.head)]
    for leg in (body.near_leg, body.far_leg):
        found += [between(leg.hip, leg.knee), between(leg.knee, leg.ankle), between(leg.heel, leg.toe)]
    for arm in (body.near_arm, body.far_arm):
        found += [between(arm.shoulder, arm.elbow), between(arm.elbow, arm.hand)]
    return found


def posed(text: str) -> Exercise:
    text = exercise("it", ("seconds = 2", 'seconds = 2\npose = "up"')) + "\n" + text
    return validate(Exercise, parse(text, "it.toml"), text, "it.toml")


def refused(text: str) -> str:
    with pytest.raises(FileProblems) as caught:
        posed(text)
    return str(caught.value)


def test_every_bundled_exercise_has_a_figure_that_moves_and_comes_back_to_its_start() -> None:
    assert list(FIGURES) == list(EXERCISES)
    for figure in FIGURES.values():
        assert figure.poses[-1] == figure.start
        assert any(pose != figure.start for pose in figure.poses)


@given(figure=figures, index=st.integers(-1, 4), part=st.floats(-1, 2))
def test_limbs_keep_their_lengths_whatever_the_pose(figure: Figure, index: int, part: float) -> None:
    sole = skeleton_at(figure, 0, 0.0).near_leg
    foot = between(sole.heel, sole.toe)
    leg = [THIGH, SHANK, foot]
    assert lengths(skeleton_at(figure, index, part)) == pytest.approx(
        [TRUNK, NECK, *leg, *leg, ARM, FOREARM, ARM, FOREARM], abs=1e-6
    )


@given(figure=figures, index=st.integers(0, 2), part=st.floats(0, 1))
def test_the_planted_point_stays_where_it_is(figure: Figure, index: int, part: float) -> None:
    body = skeleton_at(figure, index, part)
    place = {"near-foot": body.near_leg.toe, "far-foot": body.far_leg.toe, "hips": body.hips}[figure.plant]
    if figure.plant == "hips":
        assert place.x == pytest.approx(0, abs=1e-9)
    else:
        assert place == pytest.approx((0, 0) if figure.plant == "near-foot" else APART, abs=1e-9)


@pytest.mark.parametrize("name", FIGURES)
def test_feet_that_stand_do_not_slide(name: str) -> None:
    figure = FIGURES[name]
    for index in range(len(figure.poses)):
        for side, floor in (("near_leg", 0.0), ("far_leg", APART[1])):
            toes = [getattr(skeleton_at(figure, index, part / 20), side).toe for part in range(21)]
            begin, end = toes[0], toes[-1]
            if abs(begin.y - floor) < 0.01 and between(begin, end) < 0.06:
                assert max(between(toe, begin) for toe in toes) < 1e-6, (name, index, side)


def test_the_front_foot_of_the_lunge_is_lifted_to_step_and_stands_from_then_on() -> None:
    figure = FIGURES["extended-lunge"]
    stepping, sinking = skeleton_at(figure, 0, 0.5).near_leg.toe, skeleton_at(figure, 1, 0.5).near_leg.toe
    assert stepping.y > 0.03
    assert sinking == pytest.approx(skeleton_at(figure, 0, 1.0).near_leg.toe, abs=1e-6)
    assert sinking == pytest.approx(skeleton_at(figure, 3, 0.0).near_leg.toe, abs=1e-6)


@given(instant=instants)
def test_nothing_of_a_bundled_figure_goes_through_the_floor(instant: tuple[str, int, float]) -> None:
    name, index, part = instant
    assert min(point.y for point in points_of(skeleton_at(FIGURES[name], index, part))) > -0.02


@given(instant=instants)
def test_knees_and_elbows_of_a_bundled_figure_never_bend_the_wrong_way(instant: tuple[str, int, float]) -> None:
    name, index, part = instant
    body = skeleton_at(FIGURES[name], index, part)
    for limb, first, middle, last, turn in (
        (body.near_leg, "hip", "knee", "ankle", -1),
        (body.far_leg, "hip", "knee", "ankle", -1),
        (body.near_arm, "shoulder", "elbow", "hand", 1),
        (body.far_arm, "shoulder", "elbow", "hand", 1),
    ):
        a, b, c = (getattr(limb, point) for point in (first, middle, last))
        cross = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)
        assert turn * cross > -0.006, (name, index, part, limb)


@given(instant=instants)
def test_a_movement_has_no_jump(instant: tuple[str, int, float]) -> None:
    name, index, part = instant
    figure = FIGURES[name]
    assume(index < len(figure.poses))
    now, soon = skeleton_at(figure, index, part), skeleton_at(figure, index, min(1.0, part + 0.002))
    assert max(between(*pair) for pair in zip(points_of(now), points_of(soon), strict=True)) < 0.03


@pytest.mark.parametrize("name", FIGURES)
def test_a_phase_begins_where_the_one_before_it_ended(name: str) -> None:
    figure = FIGURES[name]
    count = len(figure.poses)
    for index in range(count):
        end, begin = skeleton_at(figure, index, 1.0), skeleton_at(figure, (index + 1) % count, 0.0)
        assert max(between(*pair) for pair in zip(points_of(end), points_of(begin), strict=True)) < 1e-6


def test_a_movement_starts_and_stops_gently() -> None:
    assert (ease(-1), ease(0), ease(0.5), ease(1), ease(9)) == pytest.approx((0, 0, 0.5, 1, 1))
    assert ease(0.01) < 0.001


def test_the_facts_of_the_exercises_can_be_seen() -> None:
    def low(name: str) -> Skeleton:
        return skeleton_at(FIGURES[name], *stills(FIGURES[name])[-1])

    for name in ("stiff-leg-barbell-deadlift", "stiff-leg-dumbbell-deadlift"):
        body = low(name)
        assert body.near_leg.ankle.y < body.near_arm.hand.y < body.near_leg.knee.y, "between knees and feet"
    bowed = low("stiff-leg-deadlift")
    assert bowed.near_leg.heel.x < bowed.near_arm.hand.x < bowed.near_leg.toe.x + 0.05
    assert bowed.near_arm.hand.y < 0.15, "just over the tops of the feet"
    level = low("single-leg-deadlift")
    assert abs(level.far_leg.ankle.y - level.shoulders.y) < 0.06, "one line with the torso"
    lunge = low("extended-lunge")
    assert lunge.far_leg.knee.y < lunge.near_leg.knee.y - 0.1, "the back knee goes down"


@pytest.mark.parametrize(
    ("elapsed", "instant"),
    [(0, (0, 0)), (1.5, (0, 0.5)), (3, (1, 0)), (4.5, (2, 0.25)), (6, (0, 0)), (7.5, (0, 0.5))],
)
def test_a_loop_goes_through_the_phases_for_ever(elapsed: float, instant: tuple[int, float]) -> None:
    assert loop_at((3, 1, 2), elapsed) == pytest.approx(instant)


def test_a_loop_of_nothing_stands_still() -> None:
    assert loop_at((), 3) == (0, 1.0)
    assert loop_at((0, 0), 3) == (1, 1.0)


def test_an_exercise_without_poses_has_no_figure() -> None:
    text = exercise("it")
    assert figure_of(validate(Exercise, parse(text, "it.toml"), text, "it.toml")) is None


def test_phases_that_a_tempo_leaves_out_are_left_out_of_the_figure() -> None:
    one = EXERCISES["stiff-leg-deadlift"]
    figure = figure_of(one, ["bowed", None, "unknown", "standing"])
    assert figure is not None
    bowed, standing = FIGURES[one.id].poses[0], FIGURES[one.id].start
    assert (figure.start, figure.poses) == (standing, (bowed, bowed, bowed, standing))


def test_what_a_pose_leaves_out_goes_on_from_the_limb_it_hangs_on() -> None:
    found = Pose(trunk=40, near_thigh=20, far_arm=-10, near_forearm=15).angles
    assert (found["head"], found["near_shank"], found["far_shank"], found["far_forearm"]) == (40, 20, 20, -10)
    assert list(found) == NAMES


@pytest.mark.parametrize(
    ("pose", "field", "words"),
    [
        ("near_shank = 10", "near_shank", "near knee"),
        ("far_thigh = 10\nfar_shank = 30", "far_shank", "far knee"),
        ("trunk = 80\nnear_thigh = 80\nnear_shank = 0", "near_thigh", "hip"),
        ("trunk = 40\nhead = 130", "head", "neck"),
        ("near_foot = 60", "near_foot", "ankle"),
        ("near_arm = 40\nnear_forearm = 20", "near_forearm", "elbow"),
        ("near_arm = -80", "near_arm", "shoulder"),
        ("knee = 10", "knee", "not a known key"),
        ("trunk = inf", "trunk", "number"),
        ("trunk = true", "trunk", "number"),
        ("trunk = 400", "trunk", "from -360 to 360"),
    ],
)
def test_a_pose_that_no_body_can_have_is_refused_at_its_key(pose: str, field: str, words: str) -> None:
    told = refused(f"[poses.up]\n{pose}\n")
    assert f": poses.up.{field}: " in told
    assert words in told
    assert told.count("\n") == 0


@given(values=st.dictionaries(st.sampled_from(NAMES), st.floats(-360, 360), max_size=12))
def test_every_pose_that_is_let_through_has_all_joints_within_their_limits(values: dict[str, float]) -> None:
    try:
        pose = Pose.model_validate(values)
    except ValidationError:
        return
    assert all(joint.low <= joint.flexion(pose.angles) <= joint.high for joint in JOINTS)


def test_the_table_of_the_figure_is_checked() -> None:
    assert posed('[figure]\nstart = "up"\nholds = "bar"\n[poses.up]\n').figure.holds == "bar"
    assert ": figure.start: " in refused('[figure]\nstart = "down"\n[poses.up]\n')
    assert ": figure: " in refused('[figure]\nholds = "bar"\n')
    assert 'allowed: "floor", "seat" or "bench"' in refused('[figure]\non = "water"\n[poses.up]\n')


@given(
    figure=figures,
    index=st.integers(0, 3),
    part=st.floats(0, 1),
    width=st.integers(0, 60),
    height=st.integers(0, 24),
    facing=st.sampled_from(["left", "right"]),
    working=st.sampled_from(["near", "far", None]),
)
def test_whatever_is_drawn_fits_its_cells_or_is_hidden(
    figure: Figure, index: int, part: float, width: int, height: int, facing: str, working: str | None
) -> None:
    lines = figure_lines(figure, index, part, width, height, facing, working)  # type: ignore[arg-type]  # sampled
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        assert lines == []
    else:
        assert [width_of(line) for line in lines] == [width] * height


@pytest.mark.parametrize("name", FIGURES)
def test_three_stills_differ_and_stand_side_by_side(name: str) -> None:
    figure = FIGURES[name]
    pictures = [figure_lines(figure, index, part, 24, 12) for index, part in stills(figure)]
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]
    for width in (LEAST_WIDTH, 40, 75):
        assert {width_of(line) for line in still_lines(figure, width, 12)} == {width}
    assert still_lines(figure, LEAST_WIDTH - 1, 12) == []


@pytest.mark.parametrize("size", [(16, 8), (24, 12), (40, 20)])
@pytest.mark.parametrize("name", FIGURES)
def test_nothing_of_a_bundled_figure_is_cut_at_the_edges(name: str, size: tuple[int, int]) -> None:
    figure, width = FIGURES[name], size[0]
    for index in range(len(figure.poses)):
        for part in (0.0, 0.3, 0.6):
            for facing in ("left", "right"):
                body = [dot for dot in dots_of(figure_lines(figure, index, part, *size, facing)) if dot[2] != "frame"]
                assert min(x for x, _, _ in body) > 0, (index, part, facing)
                assert max(x for x, _, _ in body) < 2 * width - 1, (index, part, facing)
                assert min(y for _, y, _ in body) > 0, (index, part, facing)


@pytest.mark.parametrize("size", [(16, 8), (24, 12), (40, 20)])
@pytest.mark.parametrize("name", FIGURES)
def test_nothing_floats(name: str, size: tuple[int, int]) -> None:
    """Feet stand on the floor, bodies lie on their pads, and what is held is at the hand: all is one piece."""
    figure = FIGURES[name]
    for index in range(len(figure.poses)):
        for part in (0.0, 0.25, 0.5, 0.75, 1.0):
            left = {(x, y) for x, y, _ in dots_of(figure_lines(figure, index, part, *size, "right", "near"))}
            edge = [next(iter(left))]
            left.remove(edge[0])
            while edge:
                x, y = edge.pop()
                near = left & {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
                left -= near
                edge += near
            assert not left, (index, part)


@pytest.mark.parametrize("facing", ["left", "right"])
@pytest.mark.parametrize("size", [(16, 8), (24, 12), (40, 20)])
def test_both_feet_of_the_lunge_touch_the_floor(facing: Facing, size: tuple[int, int]) -> None:
    width, height = size
    lines = figure_lines(FIGURES["extended-lunge"], 1, 1.0, width, height, facing)
    standing = {x < width for x, y, _ in dots_of(lines) if y == height * 4 - 2}
    assert standing == {True, False}


def test_the_working_leg_and_only_it_is_marked_and_thicker() -> None:
    def ink(working: str | None) -> tuple[int, int]:
        lines = figure_lines(FIGURES["single-leg-deadlift"], 0, 1.0, 40, 20, "right", working)  # type: ignore[arg-type]  # of two words
        spans = [(text, style) for line in lines for text, style in line]
        marked = sum(len(text.strip()) for text, style in spans if style == "side")
        return marked, sum(bin(ord(mark) & 0xFF).count("1") for text, _ in spans for mark in text if mark != " ")

    (none, plain), (near, thick), (far, _) = ink(None), ink("near"), ink("far")
    assert none == 0
    assert near > 5
    assert far > 5
    assert thick > plain


def test_far_limbs_are_dim_and_thinner_than_near_ones() -> None:
    figure = FIGURES["single-leg-deadlift"]
    lines = figure_lines(figure, 1, 1.0, 40, 20)
    assert any(style == "dim" for line in lines for _, style in line)
    swapped = replace(figure, poses=tuple(_swapped(pose) for pose in figure.poses), plant="far-foot")
    assert _dots(lines) != _dots(figure_lines(swapped, 1, 1.0, 40, 20))


def _swapped(pose: Angles) -> Angles:
    other = {"near": "far", "far": "near"}
    return Angles(
        **{
            name: getattr(pose, f"{other[side]}_{limb}") if (side := name.partition("_")[0]) in other else angle
            for name in NAMES
            for limb, angle in [(name.partition("_")[2], getattr(pose, name))]
        }
    )


def _dots(lines: list[tuple[tuple[str, str], ...]]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


@pytest.mark.parametrize("name", FIGURES)
def test_facing_left_is_the_mirror_image(name: str) -> None:
    def middle(facing: str) -> float:
        lines = figure_lines(FIGURES[name], 0, 1.0, 30, 12, facing)  # type: ignore[arg-type]  # of two words
        columns = [
            at
            for line in lines
            for at, style in enumerate(style for text, style in line for mark in text if mark)
            if style in ("strong", "dim") and "".join(text for text, _ in line)[at] != " "
        ]
        return sum(columns) / len(columns)

    assert middle("left") + middle("right") == pytest.approx(29, abs=1.5)


def test_the_picture_shows_the_figures_as_they_are() -> None:
    assert PICTURE.read_text(encoding="utf-8") == sheet(), "run tests/contact_sheet.py"
