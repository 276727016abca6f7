"""Poses of the figure: joint angles that a body can have, and what the body stands on and holds.

The figure is seen from its right side, facing right; its near limbs are the right ones. All angles are degrees
against the upright, not against the neighbouring limb:

- `trunk` (from the hips to the shoulders) and `head` (from the shoulders to the crown): 0 is upright, 90 bowed
  level, -90 lying on the back;
- thighs, shanks, arms (from the shoulder to the elbow) and forearms: 0 hangs straight down, 90 points level
  forward, -90 level backward, 180 straight up;
- feet: 0 is level with the toes forward, 90 toes up.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from catalogue.schema.rules import BrokenRule, raise_any, told

On = Literal["floor", "seat", "bench"]
Holds = Literal["nothing", "tins", "bar", "dumbbells", "ankle-dumbbell"]
Plant = Literal["near-foot", "far-foot", "hips"]

Degrees = Annotated[float, Field(strict=True, ge=-360, le=360, allow_inf_nan=False)]


class _Joint(NamedTuple):
    """Bends by `sign` x (angle of `outer` - angle of `inner`) degrees, or by their sum where `inner` is the trunk."""

    name: str
    outer: str
    inner: str
    sign: int
    low: float
    high: float

    def flexion(self, angles: Mapping[str, float]) -> float:
        # A trunk leans forward as it grows, a limb that hangs swings forward: the two add up at hip and shoulder.
        inner = angles[self.inner]
        return self.sign * (
            angles[self.outer] + (inner if self.inner == "trunk" and self.outer != "head" else -inner)
        )


def _joints(side: str) -> tuple[_Joint, ...]:
    return (
        _Joint(f"{side} hip", f"{side}_thigh", "trunk", 1, -40, 140),
        _Joint(f"{side} knee", f"{side}_shank", f"{side}_thigh", -1, -5, 155),
        _Joint(f"{side} ankle", f"{side}_foot", f"{side}_shank", 1, -60, 40),
        _Joint(f"{side} shoulder", f"{side}_arm", "trunk", 1, -65, 185),
        _Joint(f"{side} elbow", f"{side}_forearm", f"{side}_arm", 1, -5, 155),
    )


JOINTS: Final = (_Joint("neck", "head", "trunk", 1, -70, 60), *_joints("near"), *_joints("far"))
"""Ranges of motion of a supple adult, rounded outward from the norms of the American Academy of Orthopaedic
Surgeons (Joint Motion: Method of Measuring and Recording)."""


class Pose(BaseModel):
    """Where the figure is at the end of a phase: angles in degrees as this module's docstring says.

    What is left out is as the limb it hangs on: the head goes on from the trunk, a shank from its thigh, a
    forearm from its arm, a far limb beside its near one. Raises RuleError if a joint would break.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    trunk: Degrees = 0.0
    head: Degrees | None = None
    near_thigh: Degrees = 0.0
    near_shank: Degrees | None = None
    near_foot: Degrees = 0.0
    near_arm: Degrees = 0.0
    near_forearm: Degrees | None = None
    far_thigh: Degrees | None = None
    far_shank: Degrees | None = None
    far_foot: Degrees | None = None
    far_arm: Degrees | None = None
    far_forearm: Degrees | None = None

    @property
    def angles(self) -> dict[str, float]:
        """Every angle by its key, those that were left out filled in."""
        near = {
            "thigh": self.near_thigh,
            "shank": _or(self.near_shank, self.near_thigh),
            "foot": self.near_foot,
            "arm": self.near_arm,
            "forearm": _or(self.near_forearm, self.near_arm),
        }
        far = {
            "thigh": _or(self.far_thigh, near["thigh"]),
            "shank": _or(self.far_shank, _or(self.far_thigh, near["shank"])),
            "foot": _or(self.far_foot, near["foot"]),
            "arm": _or(self.far_arm, near["arm"]),
            "forearm": _or(self.far_forearm, _or(self.far_arm, near["forearm"])),
        }
        return {
            "trunk": self.trunk,
            "head": _or(self.head, self.trunk),
            **{f"near_{limb}": angle for limb, angle in near.items()},
            **{f"far_{limb}": angle for limb, angle in far.items()},
        }

    @model_validator(mode="after")
    def _check(self) -> "Pose":
        raise_any(self.faults())
        return self

    def faults(self) -> Iterator[BrokenRule]:
        """Find every joint that would break."""
        angles = self.angles
        broken = set[tuple[str, float, float]]()

        def rule(joint: _Joint) -> Iterator[BrokenRule]:
            outer, inner, flexion = angles[joint.outer], angles[joint.inner], joint.flexion(angles)
            # A far limb that only copies the near one breaks as that does: once is enough.
            same = (joint.name.split()[-1], outer, inner)
            if joint.low <= flexion <= joint.high or same in broken:
                return
            broken.add(same)
            yield BrokenRule(
                (self._key_of(joint),),
                f"found {outer:g} where {joint.inner} is {inner:g}: the {joint.name} would bend {flexion:g} degrees; "
                f"it goes from {joint.low:g} to {joint.high:g}",
            )

        return told(*(rule(joint) for joint in JOINTS))

    def _key_of(self, joint: _Joint) -> str:
        given = [key for key in (joint.outer, joint.inner) if key in self.model_fields_set]
        return given[0] if given else joint.outer


def _or(given: float | None, otherwise: float) -> float:
    return otherwise if given is None else given


class FigureTable(BaseModel):
    """What the figure is on and holds, and which of its points stays where it is while the rest moves."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: On = "floor"
    holds: Holds = "nothing"
    plant: Plant = "near-foot"
    """A foot on the floor by its toes, or the hips on a seat or bench."""
    start: str | None = None
    """The pose at the beginning of a rep; None: the one that the last phase ends in."""
