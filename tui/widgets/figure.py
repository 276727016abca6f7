"""The figure drawn in braille dots, as lines for a pane.

Near limbs are thick and far limbs thin, so left and right can be told apart without colour; the leg at work is the
thickest and has a colour of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import Literal

from tui.coach.braille import COLUMNS, ROWS, Canvas
from tui.coach.figure import (
    HEAD,
    SEAT_HEIGHT,
    SHANK,
    THIGH,
    Arm,
    Figure,
    Leg,
    Point,
    Skeleton,
    reach,
    skeleton_at,
    stills,
)
from tui.widgets.lines import Line, fitted

Facing = Literal["left", "right"]
Limb = Literal["near", "far"]

LEAST_WIDTH, LEAST_HEIGHT = 16, 8
"""The least cells in which an exercise can be recognised; in fewer there is no figure."""

PLATE, BELL, TIN, ROLLER = 0.115, 0.022, 0.034, 0.035
"""Radii: of a barbell's largest plate, the thickness of a dumbbell's end, a tin, the machine's pad."""

OUTLINED = 60
"""Dots to a height of the body from which there is room for a gap between an arm and the trunk."""
THINNEST = 0.72
"""The radius in dots below which a line may miss the middle of every dot."""

Dots = tuple[float, float]


def figure_lines(
    figure: Figure,
    phase_index: int,
    fraction: float,
    width: int,
    height: int,
    facing: Facing = "right",
    working: Limb | None = None,
) -> list[Line]:
    """The figure after `fraction` (0 to 1) of a phase, in so many cells; nothing where it has no room.

    Facing right shows the body's right side near, facing left its left side. `working` is the leg to mark.
    """
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return []
    return _Drawing(figure, width, height, facing).lines(skeleton_at(figure, phase_index, fraction), working)


def still_lines(
    figure: Figure,
    width: int,
    height: int,
    facing: Facing = "right",
    working: Limb | None = None,
) -> list[Line]:
    """Start, middle and far end side by side, for those who want nothing to move; fewer where there is less room."""
    shown: Sequence[tuple[int, float]] = stills(figure)
    if width < 3 * LEAST_WIDTH + 2:
        shown = (shown[0], shown[-1])
    if width < 2 * LEAST_WIDTH + 1:
        shown = shown[-1:]
    each = (width - len(shown) + 1) // len(shown)
    pictures = [figure_lines(figure, index, part, each, height, facing, working) for index, part in shown]
    joined = list[Line]()
    for rows in zip(*pictures, strict=True):
        first, *others = rows
        joined.append(fitted((*first, *(span for row in others for span in ((" ", ""), *row))), width))
    return joined


class _Drawing:
    """One frame: from heights of the body to dots."""

    def __init__(self, figure: Figure, width: int, height: int, facing: Facing) -> None:
        self._figure = figure
        self._canvas = Canvas(width, height)
        low, high = _extent(figure)
        columns, rows = width * COLUMNS, height * ROWS
        # Two dots below the floor's line stay free, and half a dot at each side for the thickness of lines.
        self._scale = min((columns - 3) / (high.x - low.x), (rows - 2) / (high.y - low.y))
        self._turn = 1 if facing == "right" else -1
        self._middle = (low.x + high.x) / 2
        self._centre = columns / 2
        self._floor = rows - 1.5 + low.y * self._scale

    def lines(self, body: Skeleton, working: Limb | None) -> list[Line]:
        self._ground(body)
        self._far(body, working)
        self._near(body, working)
        return list(self._canvas.lines())

    def _at(self, point: Point) -> Dots:
        return self._centre + self._turn * (point.x - self._middle) * self._scale, self._floor - point.y * self._scale

    def _thick(self, size: float, least: float) -> float:
        return max(least, size * self._scale)

    def _far(self, body: Skeleton, working: Limb | None) -> None:
        layer = self._canvas.layer("dim")
        self._held(layer, body.far_arm, body.far_leg, far=True)
        thin = self._thick(0.014, THINNEST)
        self._arm(layer, body.far_arm, thin)
        if working == "far":
            layer = self._canvas.layer("side")
        self._leg(layer, body.far_leg, thin * 1.5 if working == "far" else thin)

    def _near(self, body: Skeleton, working: Limb | None) -> None:
        trunk = self._canvas.layer("")
        thick = self._thick(0.028, 1.0)
        self._limb(trunk, body.hips, body.shoulders, self._thick(0.042, 1.1), self._thick(0.046, 1.2))
        self._limb(trunk, body.shoulders, body.head, thick * 0.7, thick * 0.7)
        self._head(trunk, body)
        leg = self._canvas.layer("side") if working == "near" else trunk
        self._leg(leg, body.near_leg, thick * (1.3 if working == "near" else 1.15))
        if self._scale > OUTLINED:
            self._apart(body.near_arm, thick + 1)
        if self._figure.on == "seat":
            self._canvas.disc(self._canvas.layer("strong"), *self._at(_roller(body)), self._thick(ROLLER, 1.6))
        self._arm(self._canvas.layer(""), body.near_arm, thick * 0.85)
        self._held(self._canvas.layer("strong"), body.near_arm, body.near_leg, far=False)

    def _apart(self, arm: Arm, radius: float) -> None:
        """Keep a gap free around an arm that crosses the trunk, but for the shoulder that it hangs on."""
        low = Point(0.6 * arm.shoulder.x + 0.4 * arm.elbow.x, 0.6 * arm.shoulder.y + 0.4 * arm.elbow.y)
        for start, end in ((low, arm.elbow), (arm.elbow, arm.hand)):
            self._canvas.clear_limb(self._at(start), self._at(end), radius, radius)

    def _head(self, layer: list[int], body: Skeleton) -> None:
        x, y = self._at(body.head)
        radius = self._thick(HEAD, 2.1)
        self._canvas.disc(layer, x, y, radius)
        # The nose says which way the face looks.
        nose = x + self._turn * body.face.x * radius * 1.1, y - body.face.y * radius * 1.1
        self._canvas.disc(layer, *nose, max(0.6, radius * 0.28))

    def _limb(self, layer: list[int], start: Point, end: Point, start_radius: float, end_radius: float) -> None:
        self._canvas.limb(
            layer, self._at(start), self._at(end), max(THINNEST, start_radius), max(THINNEST, end_radius)
        )

    def _leg(self, layer: list[int], leg: Leg, radius: float) -> None:
        self._limb(layer, leg.hip, leg.knee, radius * 1.3, radius)
        self._limb(layer, leg.knee, leg.ankle, radius, radius * 0.75)
        foot = radius * 0.7
        self._limb(layer, leg.ankle, leg.heel, foot, foot * 0.8)
        self._limb(layer, leg.heel, leg.toe, foot * 0.8, foot * 0.7)

    def _arm(self, layer: list[int], arm: Arm, radius: float) -> None:
        self._limb(layer, arm.shoulder, arm.elbow, radius, radius * 0.85)
        self._limb(layer, arm.elbow, arm.hand, radius * 0.85, radius * 0.8)

    def _held(self, layer: list[int], arm: Arm, leg: Leg, far: bool) -> None:
        match self._figure.holds:
            case "tins":
                high = Point(arm.hand.x, arm.hand.y + 0.02)
                low = Point(arm.hand.x, arm.hand.y - 0.05)
                self._solid(layer, high, low, self._thick(TIN, 1.4))
            case "bar" if not far:
                # Seen from the side a barbell is its nearest plate, which hides what is behind it.
                x, y = self._at(arm.hand)
                radius = self._thick(PLATE, 3.2)
                self._canvas.clear_limb((x, y), (x, y), radius + 0.5, radius + 0.5)
                self._canvas.ring(layer, x, y, radius, self._thick(0.022, 1.0))
                self._canvas.disc(layer, x, y, self._thick(0.025, 1.0))
            case "dumbbells":
                self._dumbbell(layer, arm.hand, Point(1, 0))
            case "ankle-dumbbell" if not far:
                x, y = (leg.ankle.x - leg.knee.x) / SHANK, (leg.ankle.y - leg.knee.y) / SHANK
                self._dumbbell(layer, leg.ankle, Point(-y, x))
            case _:
                pass

    def _dumbbell(self, layer: list[int], middle: Point, along: Point) -> None:
        ends = [Point(middle.x + sign * 0.075 * along.x, middle.y + sign * 0.075 * along.y) for sign in (-1, 1)]
        for end in ends:
            side = (-0.035 * along.y, 0.035 * along.x)
            high, low = (Point(end.x + sign * side[0], end.y + sign * side[1]) for sign in (-1, 1))
            self._solid(layer, high, low, self._thick(BELL, 1.0))
        self._limb(layer, ends[0], ends[1], THINNEST, THINNEST)

    def _solid(self, layer: list[int], start: Point, end: Point, radius: float) -> None:
        """Something held, with a gap around it."""
        self._canvas.clear_limb(self._at(start), self._at(end), radius + 1, radius + 1)
        self._limb(layer, start, end, radius, radius)

    def _ground(self, body: Skeleton) -> None:
        layer = self._canvas.layer("frame")
        low, high = _extent(self._figure)
        self._line(layer, Point(low.x, -0.012), Point(high.x, -0.012))
        if self._figure.on == "seat":
            self._machine(layer, body)
        elif self._figure.on == "bench":
            self._bench(layer)

    def _line(self, layer: list[int], start: Point, end: Point) -> None:
        self._canvas.line(layer, self._at(start), self._at(end))

    def _machine(self, layer: list[int], body: Skeleton) -> None:
        pad = self._thick(0.018, 0.8)
        under = SEAT_HEIGHT - 0.07
        self._limb(layer, Point(-0.06, under), Point(THIGH * 0.8, under), pad, pad)
        lean = Point(body.shoulders.x - body.hips.x, body.shoulders.y - body.hips.y)
        size = hypot(*lean)
        back = Point(-0.085 * lean.y / size, 0.085 * lean.x / size)
        foot = Point(body.hips.x + back.x, body.hips.y + back.y)
        self._limb(layer, foot, Point(body.shoulders.x + back.x, body.shoulders.y + back.y), pad, pad)
        self._line(layer, Point(0.05, under), Point(0.05, 0))
        self._line(layer, Point(-0.06, under), Point(-0.12, 0))
        knee, roller = body.near_leg.knee, _roller(body)
        self._line(layer, knee, roller)
        self._line(layer, knee, Point(0.05, under - 0.1))

    def _bench(self, layer: list[int]) -> None:
        body = skeleton_at(self._figure, 0, 0.0)
        pad = self._thick(0.02, 0.8)
        knee, chest = body.near_leg.knee, body.shoulders
        size = hypot(chest.x - knee.x, chest.y - knee.y)
        along = Point((chest.x - knee.x) / size, (chest.y - knee.y) / size)
        under = Point(along.y * 0.095, -along.x * 0.095)

        def at(way: float) -> Point:
            return Point(knee.x + along.x * way + under.x, knee.y + along.y * way + under.y)

        self._limb(layer, at(0.03), at(size + 0.06), pad, pad)
        for way in (0.1, size - 0.02):
            top = at(way)
            self._line(layer, top, Point(top.x, 0))
            self._line(layer, Point(top.x - 0.05, 0), Point(top.x + 0.05, 0))


def _roller(body: Skeleton) -> Point:
    """The middle of the machine's pad: behind the lower calf."""
    knee, ankle = body.near_leg.knee, body.near_leg.ankle
    x, y = (ankle.x - knee.x) / SHANK, (ankle.y - knee.y) / SHANK
    low = Point(knee.x + x * SHANK * 0.8, knee.y + y * SHANK * 0.8)
    return Point(low.x + y * 0.07, low.y - x * 0.07)


def _extent(figure: Figure) -> tuple[Point, Point]:
    """The corners of all that is ever drawn, so that the scale stands still while the figure moves."""
    low, high = reach(figure)
    edge = 0.03 if figure.holds in ("nothing", "tins") else 0.06
    return Point(low.x - edge, -0.02), Point(high.x + edge, high.y + 0.01)
