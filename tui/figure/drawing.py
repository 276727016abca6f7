"""The figure drawn in braille dots, as lines for a pane.

Near limbs are thick and far limbs thin, so left and right can be told apart without colour; the leg at work is a dot
thicker than it would be and has a colour of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import Literal

from tui.figure.dots import COLUMNS, ROWS, Canvas, Dots
from tui.figure.geometry import (
    APART,
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
from tui.figure.geometry import (
    TRUNK as TRUNK_LENGTH,
)
from tui.widgets.lines import Line, fitted

Facing = Literal["left", "right"]
Limb = Literal["near", "far"]

LEAST_WIDTH, LEAST_HEIGHT = 16, 8
"""The least cells in which an exercise can be recognised; in fewer there is no figure."""

TRUNK, LEG, ARM, FOOT = 0.095, 0.068, 0.046, 0.04
"""How thick what is near is drawn. What is far is a dot thinner, the leg at work a dot thicker."""
PLATE, BELL, TIN, ROLLER, PAD, HUB = 0.23, 0.044, 0.095, 0.11, 0.04, 0.06
"""How thick is: a barbell's largest plate, a dumbbell's end, a tin, the machine's roller, any pad, a bar or pivot."""

SAME = 0.01
"""Heights of the body below which two places look the same."""
OUTLINED = 60
"""Dots to a height of the body from which there is room for a gap between an arm and the trunk."""


def figure_lines(
    figure: Figure,
    phase_index: int,
    fraction: float,
    width: int,
    height: int,
    facing: Facing = "right",
    working: Limb | None = None,
) -> list[Line]:
    """Return the figure after `fraction` (0 to 1) of a phase, in so many cells; nothing where it has no room.

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
        # The lowest row is the floor; what is drawn is shifted by up to a dot to each side to where it is whole.
        self._scale = min((columns - 2) / (high.x - low.x), (rows - 2) / high.y)
        self._turn = 1 if facing == "right" else -1
        self._middle = (low.x + high.x) / 2
        self._centre = columns / 2
        self._floor = rows - 1.0

    def lines(self, body: Skeleton, working: Limb | None) -> list[Line]:
        self._ground(body)
        self._far(body, working)
        self._near(body, working)
        return list(self._canvas.lines())

    def _at(self, point: Point) -> Dots:
        return self._centre + self._turn * (point.x - self._middle) * self._scale, self._floor - point.y * self._scale

    def _thick(self, size: float, least: int = 1) -> int:
        """Return so many heights of the body in whole dots, so that what is drawn is as thick in every frame."""
        return max(least, round(size * self._scale))

    def _far(self, body: Skeleton, working: Limb | None) -> None:
        near, far = body.near_arm, body.far_arm
        if not _beside((near.elbow, far.elbow), (near.hand, far.hand)):
            self._arm(self._canvas.layer("dim"), far, self._thick(ARM) - 1)
        one, other = body.near_leg, body.far_leg
        if working == "far":
            self._leg(self._canvas.layer("side"), other, self._thick(LEG, 2))
        elif not _beside((one.knee, other.knee), (one.toe, other.toe)):
            self._leg(self._canvas.layer("dim"), other, self._thick(LEG, 2) - 1)

    def _near(self, body: Skeleton, working: Limb | None) -> None:
        if working == "near":
            self._leg(self._canvas.layer("side"), body.near_leg, self._thick(LEG, 2) + 1)
        trunk = self._canvas.layer("")
        if working != "near":
            self._leg(trunk, body.near_leg, self._thick(LEG, 2))
        self._limb(trunk, body.hips, body.shoulders, self._thick(TRUNK, 2))
        self._limb(trunk, body.shoulders, body.head, self._thick(ARM))
        self._head(trunk, body)
        if self._figure.on == "bench":
            # A cell has one colour: over the body, all of the bench's top has its own.
            self._bench(self._canvas.layer("frame"), self._canvas.layer("dim"))
        arm = self._thick(ARM)
        if self._scale > OUTLINED:
            self._apart(body.near_arm, arm + 2)
        # What is held comes before the hand, so that the hand lies on it.
        self._held(self._canvas.layer("strong"), body)
        self._arm(self._canvas.layer(""), body.near_arm, arm)
        if self._figure.holds == "bar":
            self._canvas.disc(self._canvas.layer("strong"), *self._at(body.near_arm.hand), self._hub())
        if self._figure.on == "seat":
            self._lever(self._canvas.layer("strong"), body)

    def _apart(self, arm: Arm, thick: int) -> None:
        """Keep a gap free around an arm that crosses the trunk, but for the shoulder that it hangs on."""
        low = Point(0.6 * arm.shoulder.x + 0.4 * arm.elbow.x, 0.6 * arm.shoulder.y + 0.4 * arm.elbow.y)
        for start, end in ((low, arm.elbow), (arm.elbow, arm.hand)):
            self._canvas.clear_limb(self._at(start), self._at(end), thick)

    def _head(self, layer: list[int], body: Skeleton) -> None:
        x, y = self._at(body.head)
        across = self._thick(2 * HEAD, 4)
        self._canvas.disc(layer, x, y, across)
        # The nose says which way the face looks.
        nose = across * 0.52
        tip = x + self._turn * body.face.x * nose, y - body.face.y * nose
        self._canvas.limb(layer, (x, y), tip, across * 0.25)

    def _limb(self, layer: list[int], start: Point, end: Point, thick: int) -> None:
        self._canvas.limb(layer, self._at(start), self._at(end), thick)

    def _leg(self, layer: list[int], leg: Leg, thick: int) -> None:
        self._limb(layer, leg.hip, leg.knee, thick)
        self._limb(layer, leg.knee, leg.ankle, thick)
        # The sole's underside, not the middle of the foot, is on the floor.
        foot = min(thick, self._thick(FOOT))
        long = hypot(leg.toe.x - leg.heel.x, leg.toe.y - leg.heel.y)
        part = foot / 2 / self._scale / long
        x, y = part * (leg.heel.y - leg.toe.y), part * (leg.toe.x - leg.heel.x)
        self._limb(layer, Point(leg.heel.x + x, leg.heel.y + y), Point(leg.toe.x + x, leg.toe.y + y), foot)

    def _arm(self, layer: list[int], arm: Arm, thick: int) -> None:
        self._limb(layer, arm.shoulder, arm.elbow, thick)
        self._limb(layer, arm.elbow, arm.hand, thick)

    def _held(self, layer: list[int], body: Skeleton) -> None:
        hand, leg = body.near_arm.hand, body.near_leg
        match self._figure.holds:
            case "tins":
                self._solid(layer, hand, Point(hand.x, hand.y - 0.04), self._thick(TIN, 3))
            case "bar":
                # Seen from the side a barbell is its nearest plate, which hides what is behind it.
                across = self._hub() + 2 * self._thick((PLATE - HUB) / 2, 2)
                self._canvas.clear_limb(self._at(hand), self._at(hand), across + 2)
                self._canvas.ring(layer, *self._at(hand), across)
            case "dumbbells":
                self._dumbbell(layer, hand, Point(1, 0), 0.075)
            case "ankle-dumbbell":
                x, y = (leg.ankle.x - leg.knee.x) / SHANK, (leg.ankle.y - leg.knee.y) / SHANK
                beside = (self._thick(LEG, 2) + self._thick(BELL)) / 2 + 1
                self._dumbbell(layer, leg.ankle, Point(-y, x), beside / self._scale)
            case "nothing":
                pass

    def _hub(self) -> int:
        return self._thick(HUB, 2)

    def _dumbbell(self, layer: list[int], middle: Point, along: Point, half: float) -> None:
        ends = [Point(middle.x + sign * half * along.x, middle.y + sign * half * along.y) for sign in (-1, 1)]
        for end in ends:
            side = (-0.035 * along.y, 0.035 * along.x)
            high, low = (Point(end.x + sign * side[0], end.y + sign * side[1]) for sign in (-1, 1))
            self._solid(layer, high, low, self._thick(BELL))
        self._limb(layer, ends[0], ends[1], 1)

    def _solid(self, layer: list[int], start: Point, end: Point, thick: int) -> None:
        """Draw something held, with a gap around it."""
        self._canvas.clear_limb(self._at(start), self._at(end), thick + 2)
        self._limb(layer, start, end, thick)

    def _ground(self, body: Skeleton) -> None:
        frame = self._canvas.layer("frame")
        low, high = _extent(self._figure)
        (left, _), (right, _) = self._at(low), self._at(high)
        self._canvas.limb(frame, (left, self._floor + 0.5), (right, self._floor + 0.5), 1)
        if self._figure.on == "seat":
            self._machine(frame, self._canvas.layer("dim"), body)

    def _under(self, thick: float) -> float:
        """Return how far a pad's middle is from the middle of what lies on it."""
        # Half a dot closer than side by side, for what rounding may move either of them.
        return (self._thick(thick, 2) + self._thick(PAD) - 1) / 2 / self._scale

    def _machine(self, frame: list[int], pads: list[int], body: Skeleton) -> None:
        seat, pad = SEAT_HEIGHT - self._under(LEG), self._thick(PAD)
        self._limb(pads, Point(-0.05, seat), Point(THIGH * 0.85, seat), pad)
        lean = Point((body.shoulders.x - body.hips.x) / TRUNK_LENGTH, (body.shoulders.y - body.hips.y) / TRUNK_LENGTH)
        away = self._under(TRUNK)
        low, high = (
            Point(lean.x * way - lean.y * away, body.hips.y + lean.y * way + lean.x * away) for way in (0.06, 0.3)
        )
        self._limb(pads, low, high, pad)
        self._limb(frame, Point(-0.03, seat), Point(-0.03, 0), 1)
        # The stack of weights behind the back says that this is a machine and not a chair.
        for x in (-0.3, -0.2):
            self._limb(frame, Point(x, 0), Point(x, 0.8), 1)
        for y in (0.8, 0.26, 0.19, 0.12, 0.05):
            self._limb(frame, Point(-0.3, y), Point(-0.2, y), 1)

    def _lever(self, layer: list[int], body: Skeleton) -> None:
        """The machine's arm from its pivot at the knee to the roller behind the calf, and the pad on the thigh."""
        knee, ankle = body.near_leg.knee, body.near_leg.ankle
        x, y = (ankle.x - knee.x) / SHANK, (ankle.y - knee.y) / SHANK
        across, leg = self._thick(ROLLER, 3), self._thick(LEG, 2)
        away = (across + leg) / 2 / self._scale
        low = 0.8 * SHANK
        roller = Point(knee.x + x * low + y * away, knee.y + y * low - x * away)
        pivot = Point(knee.x + y * away, knee.y - x * away)
        self._limb(layer, pivot, roller, 1)
        self._canvas.clear_limb(self._at(roller), self._at(roller), across)
        self._canvas.ring(layer, *self._at(roller), across)
        thigh = self._under(LEG)
        self._limb(layer, Point(knee.x - 0.1, knee.y + thigh), Point(knee.x - 0.03, knee.y + thigh), self._thick(PAD))

    def _bench(self, frame: list[int], pads: list[int]) -> None:
        body = skeleton_at(self._figure, 0, 0.0)
        knee, chest = body.near_leg.knee, body.shoulders
        size = hypot(chest.x - knee.x, chest.y - knee.y)
        x, y = (chest.x - knee.x) / size, (chest.y - knee.y) / size
        low, high = self._under(LEG), self._under(TRUNK)
        foot = Point(knee.x + y * low, knee.y - x * low)
        head = Point(chest.x + y * high, chest.y - x * high)
        self._limb(pads, foot, head, self._thick(PAD))
        for way in (0.1, 0.95):
            top = Point(foot.x + (head.x - foot.x) * way, foot.y + (head.y - foot.y) * way)
            self._limb(frame, top, Point(top.x, 0), 1)


def _beside(*pairs: tuple[Point, Point]) -> bool:
    """Whether a far limb is so exactly beside the near one that it would only blur it."""
    return all(abs(far.x - near.x - APART[0]) < SAME and abs(far.y - near.y - APART[1]) < SAME for near, far in pairs)


def _extent(figure: Figure) -> tuple[Point, Point]:
    """Return the corners of all that is ever drawn, so that the scale stands still while the figure moves."""
    low, high = reach(figure)
    edge = 0.03 if figure.holds in ("nothing", "tins") else 0.06
    return Point(min(low.x - edge, -0.32 if figure.on == "seat" else 0.0), 0.0), Point(high.x + edge, high.y + 0.01)
