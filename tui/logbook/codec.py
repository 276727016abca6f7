"""The journal's records: a plan, the engine's inputs, and what the wall clock said.

Written without pydantic, which a session under way has no use for; read back through it, so that a journal of
another version, or an edited one, is refused instead of believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from tui.session import commands
from tui.session.engine import Input
from tui.session.plan import Ms, Plan

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from tui.logbook.journal import Record

SCHEMA: Final = 1
_COMMANDS: Final = {kind.__name__: kind for kind in commands.Command.__args__}


class NotASession(Exception):
    """The records are not those of a session that this version can carry on; the message says why."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the wall clock said at a session time; holds until the next anchor."""

    at: Ms
    wall: datetime
    asked: bool = False
    """Whether the person said that all the time since the anchor before it has really passed."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A session as its journal tells it."""

    session: str
    plan: Plan
    inputs: tuple[Input, ...]
    anchors: tuple[Anchor, ...]

    @property
    def last(self) -> Ms:
        """Session time of the last thing known."""
        return max([anchor.at for anchor in self.anchors] + [at for _, at in self.inputs])


def opening_record(session: str, plan: Plan, wall: datetime) -> Record:
    """The first record: the whole plan; the session begins at session time 0, when the wall clock says `wall`."""
    return {"schema": SCHEMA, "kind": "plan", "session": session, "wall": wall.isoformat(), "plan": asdict(plan)}


def input_record(command: commands.Command | None, at: Ms) -> Record:
    """One input to the engine; None where only time passed."""
    if command is None:
        return {"kind": "time", "at": at}
    said = {name: value for name, value in asdict(command).items() if value is not None}
    return {"kind": "command", "at": at, "do": type(command).__name__, **said}


def anchor_record(anchor: Anchor) -> Record:
    """The wall clock, where session time and it no longer go together: after a session was carried on."""
    asked = {"asked": True} if anchor.asked else {}
    return {"kind": "wall", "at": anchor.at, "wall": anchor.wall.isoformat(), **asked}


def recorded(records: Sequence[Record]) -> Recorded:
    """Read a journal's records back; raises `NotASession`."""
    first = records[0] if records else {}
    if first.get("kind") != "plan":
        raise NotASession("it does not begin with a plan")
    if first.get("schema") != SCHEMA:
        raise NotASession("it was written by another version of repcue")
    try:
        anchors = [Anchor(0, _moment(first["wall"]))]
        plan: Plan = _adapter(Plan).validate_python(first["plan"])
        inputs: list[Input] = []
        for record in records[1:]:
            match record:
                case {"kind": "wall", "at": int(at), "wall": wall}:
                    anchors.append(Anchor(at, _moment(wall), record.get("asked") is True))
                case {"kind": "time", "at": int(at)}:
                    inputs.append((None, at))
                case {"kind": "command", "at": int(at), "do": str(name), **said}:
                    command: commands.Command = _adapter(_COMMANDS[name]).validate_python(said)
                    inputs.append((command, at))
                case _:
                    raise NotASession("it holds a record of an unknown kind")
        return Recorded(str(first["session"]), plan, tuple(inputs), tuple(anchors))
    except (ValueError, KeyError) as error:
        raise NotASession("a record does not hold what it should") from error


def _moment(text: object) -> datetime:
    moment = datetime.fromisoformat(str(text))
    if moment.tzinfo is None:
        raise ValueError("a time without its offset")
    return moment


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
