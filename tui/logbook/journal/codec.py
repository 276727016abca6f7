"""The journal's records: a plan, the engine's inputs, and what the wall clock said.

Written without pydantic, which a session under way has no use for; read back through it, so that a journal of
another version, or an edited one, is refused instead of believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter

from catalogue.schema.bounds import LONGEST_ON_FILE, dated
from tui.session import commands
from tui.session.engine import Input, advance, replay
from tui.session.plan import Ms, Plan
from tui.session.state import State

if TYPE_CHECKING:
    from tui.logbook.journal.journal import JournalRecord

SCHEMA: Final = 2
"""2 since legs switch at regular intervals and sets have parts, which a version before would pass over."""
_READ: Final = (1, SCHEMA)
_LAST: Final[Ms] = round(LONGEST_ON_FILE * 1000)
_COMMANDS: Final = {kind.__name__: kind for kind in commands.Command.__args__}


class NotASession(Exception):
    """The records are not those of a session that this version can carry on; the message says why."""


class NewerJournal(NotASession):
    """The session of a newer version: there is nothing wrong with it, and that version can carry it on."""


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


def opening_record(session: str, plan: Plan, wall: datetime) -> JournalRecord:
    """The first record: the whole plan; the session begins at session time 0, when the wall clock says `wall`."""
    return {"schema": SCHEMA, "kind": "plan", "session": session, "wall": wall.isoformat(), "plan": asdict(plan)}


def input_record(command: commands.Command | None, at: Ms) -> JournalRecord:
    """One input to the engine; None where only time passed."""
    if command is None:
        return {"kind": "time", "at": at}
    said = asdict(command)
    for each in fields(command):
        if said[each.name] is None and each.default is None:
            del said[each.name]
    return {"kind": "command", "at": at, "do": type(command).__name__, **said}


def anchor_record(anchor: Anchor) -> JournalRecord:
    """The wall clock, where session time and it no longer go together: after a session was carried on."""
    asked = {"asked": True} if anchor.asked else {}
    return {"kind": "wall", "at": anchor.at, "wall": anchor.wall.isoformat(), **asked}


def recorded(records: Sequence[JournalRecord]) -> Recorded:
    """Read a journal's records back; raises `NotASession`, and `NewerJournal` for one of a higher schema."""
    first = records[0] if records else {}
    schema = first.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise NewerJournal("it was written by a newer repcue; update repcue to carry it on or to save it")
    if first.get("kind") != "plan":
        raise NotASession("it does not begin with a plan")
    if schema not in _READ:
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
        found = Recorded(str(first["session"]), plan, tuple(inputs), tuple(anchors))
        if not 0 <= found.last <= _LAST:
            raise NotASession("it goes on for longer than there are years")
        return found
    except NotASession:
        raise
    except Exception as error:  # whatever is wrong with one journal, the others are still offered
        raise NotASession("a record does not hold what it should") from error


def standing(found: Recorded) -> State:
    """Return the session as it stood when it was cut short. Raises `NotASession` for inputs that no session takes."""
    try:
        state, _ = advance(replay(found.plan, 0, found.inputs), found.last)
    except Exception as error:  # a plan that was tampered with may end in anything
        raise NotASession(str(error) if isinstance(error, commands.NotNow) else "its plan can't be run") from error
    return state


def _moment(text: object) -> datetime:
    moment = dated(datetime.fromisoformat(str(text)))
    if moment.tzinfo is None:
        raise ValueError("a time without its offset")
    return moment


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
