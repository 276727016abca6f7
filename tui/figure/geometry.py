"""The geometry of the moving figure: the points of the body at an instant of a rep.

Lengths are in body heights. `x` points to where the figure faces, `y` up, and the floor is at 0. Segment lengths are
those of Winter, Biomechanics and Motor Control of Human Movement, figure 4.1 (after Drillis and Contini 1966),
with the head made larger so that it can be seen. Angles are degrees as in `catalogue.schema.poses`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from math import acos, atan2, cos, degrees, hypot, pi, radians, sin
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from catalogue.schema.models import Exercise
    from catalogue.schema.poses import Holds, On, Plant

TRUNK, NECK, HEAD = 0.288, 0.105, 0.068
"""From hip to shoulder, from shoulder to the middle of the head, and the head's radius."""
THIGH, SHANK, FOOT = 0.245, 0.246, 0.105
"""From hip to knee, knee to ankle, and from the ankle to the ball of the foot, on which it stands."""
ARM, FOREARM = 0.186, 0.19
"""From shoulder to elbow, and from elbow to the grip of the hand."""
SOLE = 0.039
"""The height of the ankle with the sole level."""
APART = (-0.030, 0.0)
"""The offset of the far hip and shoulder from the near ones: slightly behind, at the same height."""
SEAT_HEIGHT, BENCH_HEIGHT = 0.42, 0.36
"""The heights of the hips on the seat of the machine, and of the knees at the edge of the bench."""
STEP = 0.05
"""The height to which a stepping foot is lifted."""


class Point(NamedTuple):
    """A position in body heights."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Angles:
    """The angles of a pose, in degrees."""

    trunk: float
    head: float
    near_thigh: float
    near_shank: float
    near_foot: float
    near_arm: float
    near_forearm: float
    far_thigh: float
    far_shank: float
    far_foot: float
    far_arm: float
    far_forearm: float


@dataclass(frozen=True, slots=True)
class Figure:
    """The poses of an exercise: `poses[i]` at the end of phase i, `start` at the beginning of the first."""

    start: Angles
    poses: tuple[Angles, ...]
    on: On = "floor"
    holds: Holds = "nothing"
    plant: Plant = "near-foot"


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg from the hip to the ball of the foot, with `heel` below and behind the ankle."""

    hip: Point
    knee: Point
    ankle: Point
    heel: Point
    toe: Point


@dataclass(frozen=True, slots=True)
class Arm:
    """An arm from the shoulder to the grip of the hand."""

    shoulder: Point
    elbow: Point
    hand: Point


@dataclass(frozen=True, slots=True)
class Skeleton:
    """All points at one instant; `face` is the direction of the nose."""

    hips: Point
    shoulders: Point
    head: Point
    face: Point
    near_leg: Leg
    far_leg: Leg
    near_arm: Arm
    far_arm: Arm


def figure_of(exercise: Exercise, poses: Sequence[str | None] | None = None) -> Figure | None:
    """Return the figure of an exercise, or None for one without poses.

    `poses` overrides the names at the ends of the phases, as for a tempo that leaves a phase out. A phase keeps the
    pose before it if it has none, or one that the file does not define.
    """
    known = {name: Angles(**pose.angles) for name, pose in exercise.poses.items()}
    named = [phase.pose for phase in exercise.phases] if poses is None else list(poses)
    ends = [known.get(name or "") for name in named]
    start = known.get(exercise.figure.start or "") or next((end for end in reversed(ends) if end), None)
    if start is None:
        return None
    filled, current = list[Angles](), start
    for end in ends:
        current = end or current
        filled.append(current)
    table = exercise.figure
    return Figure(start, tuple(filled), table.on, table.holds, table.plant)


def loop_at(seconds: Sequence[float], elapsed: float) -> tuple[int, float]:
    """Return the phase and its elapsed fraction (0 to 1) after `elapsed` seconds of consecutive reps."""
    left = elapsed % total if (total := sum(seconds)) > 0 else 0.0
    for index, lasts in enumerate(seconds):
        if left < lasts:
            return index, left / lasts
        left -= lasts
    return max(0, len(seconds) - 1), 1.0


def stills(figure: Figure) -> tuple[tuple[int, float], ...]:
    """Return three instants that show the movement without animation: its start, its middle and its far end."""
    moving = [at for at, pose in enumerate(figure.poses) if pose != _before(figure, at)]
    if not moving:
        return ((0, 0.0),) * 3
    far = max(range(len(figure.poses)), key=lambda at: (_turned(figure.start, figure.poses[at]), -at))
    first = moving[0]
    return ((first, 0.0), (first, 1.0 if first < far else 0.5), (far, 1.0))


def skeleton_at(figure: Figure, phase_index: int, fraction: float) -> Skeleton:
    """Return the body after `fraction` of a phase, eased at both ends and clamped to 0 to 1."""
    if not figure.poses:
        return _rooted(figure, figure.start)
    index = min(max(phase_index, 0), len(figure.poses) - 1)
    begin, end = _before(figure, index), figure.poses[index]
    eased = ease(fraction)
    skeleton = _rooted(figure, blend(begin, end, eased))
    if figure.plant == "hips":
        return skeleton
    before, after = _footprints(figure)[index : index + 2]
    if figure.plant == "near-foot":
        return replace(skeleton, far_leg=_on_its_way(skeleton.far_leg, before[1], after[1], eased))
    return replace(skeleton, near_leg=_on_its_way(skeleton.near_leg, before[0], after[0], eased))


def ease(fraction: float) -> float:
    """Return the progress of a movement eased at both ends by half a cosine."""
    return (1 - cos(pi * min(1.0, max(0.0, fraction)))) / 2


def blend(begin: Angles, end: Angles, part: float) -> Angles:
    """Interpolate between two poses."""
    return Angles(
        *((1 - part) * getattr(begin, field.name) + part * getattr(end, field.name) for field in fields(Angles))
    )


@lru_cache(maxsize=32)
def reach(figure: Figure) -> tuple[Point, Point]:
    """Return the bounding box of a whole rep, as its lower left and upper right corners."""
    xs, ys = [0.0], [0.0]
    for index in range(max(1, len(figure.poses))):
        for step in range(7):
            for point in points_of(skeleton_at(figure, index, step / 6)):
                xs.append(point.x)
                ys.append(point.y)
    return Point(min(xs), min(ys)), Point(max(xs), max(ys))


def points_of(skeleton: Skeleton) -> tuple[Point, ...]:
    """Return all points of a body, with four for the circle of the head."""
    head = skeleton.head
    crown = [Point(head.x + x * HEAD, head.y + y * HEAD) for x, y in ((0, 1), (0, -1), (1, 0), (-1, 0))]
    limbs = (skeleton.near_leg, skeleton.far_leg, skeleton.near_arm, skeleton.far_arm)
    joints = [getattr(limb, field.name) for limb in limbs for field in fields(limb)]
    return (skeleton.hips, skeleton.shoulders, *crown, *joints)


def _before(figure: Figure, index: int) -> Angles:
    return figure.poses[index - 1] if index else figure.start


def _turned(begin: Angles, end: Angles) -> float:
    turns = [abs(float(getattr(begin, field.name) - getattr(end, field.name))) for field in fields(Angles)]
    return sum(turns)


def _rooted(figure: Figure, angles: Angles) -> Skeleton:
    """Return the body in a pose, moved so that its planted point is in place."""
    body = _body(angles)
    if figure.plant == "hips":
        # Sitting, the hips are on the seat; lying, they are as far above the floor as keeps the knees on the edge.
        return _moved(body, -body.hips.x, -body.hips.y + (SEAT_HEIGHT if figure.on == "seat" else _lying(angles)))
    toe = body.near_leg.toe if figure.plant == "near-foot" else body.far_leg.toe
    place = Point(0, 0) if figure.plant == "near-foot" else Point(*APART)
    return _moved(body, place.x - toe.x, place.y - toe.y)


def _lying(angles: Angles) -> float:
    return BENCH_HEIGHT + THIGH * cos(radians(angles.near_thigh))


def _body(angles: Angles) -> Skeleton:
    """Return the body with its hips at the origin."""
    hips = Point(0.0, 0.0)
    shoulders = _up(hips, angles.trunk, TRUNK)
    head = _up(shoulders, angles.head, NECK)
    turn = radians(angles.head)
    return Skeleton(
        hips,
        shoulders,
        head,
        Point(cos(turn), -sin(turn)),
        _leg(hips, angles.near_thigh, angles.near_shank, angles.near_foot),
        _leg(_beside(hips), angles.far_thigh, angles.far_shank, angles.far_foot),
        _arm(shoulders, angles.near_arm, angles.near_forearm),
        _arm(_beside(shoulders), angles.far_arm, angles.far_forearm),
    )


def _leg(hip: Point, thigh: float, shank: float, foot: float) -> Leg:
    knee = _down(hip, thigh, THIGH)
    ankle = _down(knee, shank, SHANK)
    return Leg(hip, knee, ankle, *_foot(ankle, foot))


def _foot(ankle: Point, foot: float) -> tuple[Point, Point]:
    """Return heel and toe for an ankle; at 0 degrees both are at the height of the sole."""
    turn = radians(foot)
    heel = Point(
        ankle.x - SOLE * 0.5 * cos(turn) + SOLE * sin(turn), ankle.y - SOLE * cos(turn) - SOLE * 0.5 * sin(turn)
    )
    toe = Point(ankle.x + FOOT * cos(turn) + SOLE * sin(turn), ankle.y - SOLE * cos(turn) + FOOT * sin(turn))
    return heel, toe


def _arm(shoulder: Point, arm: float, forearm: float) -> Arm:
    elbow = _down(shoulder, arm, ARM)
    return Arm(shoulder, elbow, _down(elbow, forearm, FOREARM))


def _up(start: Point, angle: float, length: float) -> Point:
    return Point(start.x + length * sin(radians(angle)), start.y + length * cos(radians(angle)))


def _down(start: Point, angle: float, length: float) -> Point:
    return Point(start.x + length * sin(radians(angle)), start.y - length * cos(radians(angle)))


def _beside(point: Point) -> Point:
    return Point(point.x + APART[0], point.y + APART[1])


def _moved(body: Skeleton, x: float, y: float) -> Skeleton:
    def limb(one: Leg | Arm) -> dict[str, Point]:
        return {field.name: move(getattr(one, field.name)) for field in fields(one)}

    def move(point: Point) -> Point:
        return Point(point.x + x, point.y + y)

    return Skeleton(
        move(body.hips),
        move(body.shoulders),
        move(body.head),
        body.face,
        Leg(**limb(body.near_leg)),
        Leg(**limb(body.far_leg)),
        Arm(**limb(body.near_arm)),
        Arm(**limb(body.far_arm)),
    )


_NEAR_ENOUGH = 0.05
"""The tolerance for a foot off the floor or off its place, as files have whole degrees."""

Footprint = Point | None
"""The position of the ball of a foot on the floor, or None for a foot in the air."""


@lru_cache(maxsize=32)
def _footprints(figure: Figure) -> tuple[tuple[Footprint, Footprint], ...]:
    """Return the positions of the near and the far foot at the start and at the end of every phase."""
    found = list[tuple[Footprint, Footprint]]()
    for angles in (figure.start, *figure.poses):
        body = _rooted(figure, angles)
        near, far = found[-1] if found else (None, None)
        found.append((_footprint(body.near_leg.toe, 0.0, near), _footprint(body.far_leg.toe, APART[1], far)))
    return tuple(found)


def _footprint(toe: Point, floor: float, before: Footprint) -> Footprint:
    if abs(toe.y - floor) > _NEAR_ENOUGH:
        return None
    if before is not None and abs(toe.x - before.x) < _NEAR_ENOUGH:
        return before
    return Point(toe.x, floor)


def _on_its_way(leg: Leg, before: Footprint, after: Footprint, part: float) -> Leg:
    """Return the leg with its foot in place, or lifted on a straight line between two places."""
    if before is None or after is None:
        return leg
    lift = STEP * sin(pi * part) if before != after else 0.0
    x = before.x + (after.x - before.x) * part
    y = before.y + (after.y - before.y) * part + lift
    return _reached(leg, Point(leg.ankle.x + x - leg.toe.x, leg.ankle.y + y - leg.toe.y))


def _reached(leg: Leg, ankle: Point) -> Leg:
    """Return the leg with the ankle moved and the hip fixed, by the law of cosines; the knee bends forward."""
    x, y = ankle.x - leg.hip.x, ankle.y - leg.hip.y
    far = min(hypot(x, y), THIGH + SHANK - 1e-9)
    if far < abs(THIGH - SHANK) + 1e-9:
        return leg
    straight = degrees(atan2(x, -y))
    bent = degrees(acos(max(-1.0, min(1.0, (THIGH**2 + far**2 - SHANK**2) / (2 * THIGH * far)))))
    knee = _down(leg.hip, straight + bent, THIGH)
    size = far / hypot(x, y)
    reached = Point(leg.hip.x + x * size, leg.hip.y + y * size)
    dx, dy = reached.x - leg.ankle.x, reached.y - leg.ankle.y
    return Leg(leg.hip, knee, reached, Point(leg.heel.x + dx, leg.heel.y + dy), Point(leg.toe.x + dx, leg.toe.y + dy))
