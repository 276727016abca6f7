"""The pure engine of a session: no clock, no files, no screen."""

from tui.session.commands import (
    AdjustLoad,
    AdjustRest,
    Command,
    CountRep,
    EditSet,
    End,
    FinishSet,
    NotNow,
    Pause,
    Proceed,
    Redo,
    Resume,
    SetPace,
    Skip,
    SwitchSide,
    Undo,
)
from tui.session.cues import Cue
from tui.session.engine import advance, begin, handle, opening_cues, replay
from tui.session.plan import Plan
from tui.session.state import State

__all__ = [
    "AdjustLoad",
    "AdjustRest",
    "Command",
    "CountRep",
    "Cue",
    "EditSet",
    "End",
    "FinishSet",
    "NotNow",
    "Pause",
    "Plan",
    "Proceed",
    "Redo",
    "Resume",
    "SetPace",
    "Skip",
    "State",
    "SwitchSide",
    "Undo",
    "advance",
    "begin",
    "handle",
    "opening_cues",
    "replay",
]
