"""The moving figure as pure geometry: which point of the body is where at an instant of a rep.

Lengths are in heights of the body; `x` points where the figure faces, `y` up, and the floor is at 0. Segment lengths
are those of Winter, Biomechanics and Motor Control of Human Movement, figure 4.1 (after Drillis and Contini 1966),
with the head made larger so that it can be seen. Angles are degrees as in `catalogue.poses`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from math import acos, atan2, cos, degrees, hypot, pi, radians, sin
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from catalogue.models import Exercise
    from catalogue.poses import Holds, On, Plant

TRUNK, NECK, HEAD = 0.288, 0.105, 0.068
"""From hip to shoulder, from shoulder to the middle of the head, and the head's radius."""
THIGH, SHANK, FOOT = 0.245, 0.246, 0.105
"""From hip to knee, knee to ankle, and from the ankle to the ball of the foot, on which it stands."""
ARM, FOREARM = 0.186, 0.19
"""From shoulder to elbow, and from elbow to the grip of the hand."""
SOLE = 0.039
"""How high the ankle is when the sole is level."""
APART = (-0.030, 0.0)
"""Where the far hip and shoulder are seen from the near ones: a little behind, and as high, on the same floor."""
SEAT_HEIGHT, BENCH_HEIGHT = 0.42, 0.36
"""How high the hips are on the machine's seat, and the knees at the edge of the bench."""
STEP = 0.05
"""How high a foot is lifted that steps from one place to another."""


class Point(NamedTuple):
    """A place in heights of the body."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Angles:
    """A whole pose, in degrees."""

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
    """A body that performs an exercise: `poses[i]` is where phase i ends, `start` where the first begins."""

    start: Angles
    poses: tuple[Angles, ...]
    on: On = "floor"
    holds: Holds = "nothing"
    plant: Plant = "near-foot"


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg from the hip to the ball of the foot; `heel` is under and behind the ankle."""

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
    """Where everything is at one instant; `face` is the direction of the nose."""

    hips: Point
    shoulders: Point
    head: Point
    face: Point
    near_leg: Leg
    far_leg: Leg
    near_arm: Arm
    far_arm: Arm


def figure_of(exercise: Exercise, poses: Sequence[str | None] | None = None) -> Figure | None:
    """The figure of an exercise, or None if its file has no poses for it.

    `poses` are the names at the ends of the phases where these are not the exercise's own, as when a tempo leaves
    one out. A phase without a pose, or with one that the file doesn't know, keeps the pose before it.
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
    """The phase, and how much of it is over (0 to 1), after `elapsed` seconds of reps that follow one another."""
    left = elapsed % total if (total := sum(seconds)) > 0 else 0.0
    for index, lasts in enumerate(seconds):
        if left < lasts:
            return index, left / lasts
        left -= lasts
    return max(0, len(seconds) - 1), 1.0


def stills(figure: Figure) -> tuple[tuple[int, float], ...]:
    """Three instants that tell the movement without moving: its start, the middle of the way, and its far end."""
    moving = [at for at, pose in enumerate(figure.poses) if pose != _before(figure, at)]
    if not moving:
        return ((0, 0.0),) * 3
    far = max(range(len(figure.poses)), key=lambda at: (_turned(figure.start, figure.poses[at]), -at))
    first = moving[0]
    return ((first, 0.0), (first, 1.0 if first < far else 0.5), (far, 1.0))


def skeleton_at(figure: Figure, phase_index: int, fraction: float) -> Skeleton:
    """The body after `fraction` (0 to 1) of a phase, starting and stopping gently; what lies outside is clamped."""
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
    """How far a movement has come that starts and stops gently, half a turn of a cosine."""
    return (1 - cos(pi * min(1.0, max(0.0, fraction)))) / 2


def blend(begin: Angles, end: Angles, part: float) -> Angles:
    """The pose between two."""
    return Angles(
        *((1 - part) * getattr(begin, field.name) + part * getattr(end, field.name) for field in fields(Angles))
    )


@lru_cache(maxsize=32)
def reach(figure: Figure) -> tuple[Point, Point]:
    """The lower left and the upper right corner of all that the body passes through in a rep."""
    xs, ys = [0.0], [0.0]
    for index in range(max(1, len(figure.poses))):
        for step in range(7):
            for point in points_of(skeleton_at(figure, index, step / 6)):
                xs.append(point.x)
                ys.append(point.y)
    return Point(min(xs), min(ys)), Point(max(xs), max(ys))


def points_of(skeleton: Skeleton) -> tuple[Point, ...]:
    """Every point of a body, the head's as the four sides of its circle."""
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
    """The body in a pose, its planted point where it belongs."""
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
    """The body with its hips at the origin."""
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
    """Heel and toe of an ankle; at 0 degrees both are on the level of the sole."""
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
"""What whole degrees in a file may put a foot off the floor, or off the place where it stood before."""

Footprint = Point | None
"""Where the ball of a foot is on the floor, or None if the foot is in the air."""


@lru_cache(maxsize=32)
def _footprints(figure: Figure) -> tuple[tuple[Footprint, Footprint], ...]:
    """The near and the far foot's place at the start and at the end of every phase."""
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
    """The leg with its foot where it stands; or, where that changes, lifted on a straight way between."""
    if before is None or after is None:
        return leg
    lift = STEP * sin(pi * part) if before != after else 0.0
    x = before.x + (after.x - before.x) * part
    y = before.y + (after.y - before.y) * part + lift
    return _reached(leg, Point(leg.ankle.x + x - leg.toe.x, leg.ankle.y + y - leg.toe.y))


def _reached(leg: Leg, ankle: Point) -> Leg:
    """The leg with its ankle somewhere else and its hip where it was, by the law of cosines; knees bend forward."""
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
