"""The text of speech for cues: short, numbers in words, and only for what is still current."""

from __future__ import annotations

import re
from typing import Final

from tui.session import Cue, State
from tui.session.plan import Ms, Phase, Side
from tui.session.snapshot import for_side, snapshot
from tui.session.state import Break, Done, GetReady, Rest, Setup, Switch, Work, segment_end, tally
from tui.words.quantities import MANY_REPS, capital, plural

SHORTEST_SPOKEN: Ms = 500
"""The shortest phase that is announced; a shorter one ends before its word does."""
COUNT_FROM: Ms = 4000
"""The shortest countdown that is counted aloud; in a shorter one the numbers would cut off the announcement."""
COUNT_LATE: Ms = 600
SPOKEN: Final[Ms] = 100
"""A slow speaker's time for a character."""
LONGEST: Final = 300
"""The limit of characters in an utterance."""

# fmt: off
_SMALL: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TENS: Final = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on


def number_words(number: int) -> str:
    """Return 0 to 100 in words, any other number in digits."""
    if not 0 <= number <= 100:
        return str(number)
    if number == 100:
        return "one hundred"
    if number < 20:
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_SMALL[ones]}" if ones else _TENS[tens]


def seconds_words(ms: Ms) -> str:
    """Return a time as `sixty seconds`, `2.5 seconds` or `three minutes`."""
    if ms >= 120_000 and ms % 60_000 == 0:
        return f"{number_words(ms // 60_000)} minutes"
    if ms % 1000:
        return f"{round(ms / 1000, 1):g} seconds"
    return _counted(ms // 1000, "second")


def speakable(text: str) -> str:
    """Return text safe for a speaker: no control characters, no markup, no leading dash of an option."""
    plain = re.sub(r"[^\w\s.,;:!?'’%()/+°-]|_", " ", text)
    return re.sub(r"^\W+", "", " ".join(plain.split()))[:LONGEST].rstrip()


class Script:
    """The words for a sequence of cues. The announced leg is kept, so that it is not repeated."""

    def __init__(self) -> None:
        self._announced: tuple[int, Side | None] | None = None
        self._warned: set[str] = set()
        """Exercises of which the caution was spoken."""
        self._turn_said = False
        """Whether the utterance at hand names the turn: with the number of a rep it would be too long for a phase."""

    def words(self, cues: tuple[Cue, ...], state: State, record: str = "") -> str | None:
        """Return the words for cues, None for silence; `state` is the one after them.

        Cues that the session has moved past are left out. `record` is a sentence about a record; where its end would
        be cut off, by a countdown or the work, it is one word.
        """
        if state.paused_at is not None and not state.is_over:
            return None
        true = [cue for cue in cues if _holds(cue, state)]
        self._turn_said = False
        said = " ".join(filter(None, (_record(record, state), *(self._said(cue, true, state) for cue in true))))
        return speakable(said) or None

    def _said(self, cue: Cue, beside: list[Cue], state: State) -> str:
        place = (state.live.at, state.live.side)
        match cue.kind:
            case "setup":
                return self._with_caution(_setup(cue, state), state)
            case "ready":
                self._announced = place
                return _turn(state) or "Get ready."
            case "switch":
                self._announced = place
                return f"Switch. {_leg(cue.side)}"
            case "work":
                announced, self._announced = self._announced == place, None
                turn = _work(state, announced, any(other.kind == "phase" for other in beside))
                self._turn_said = turn != ""
                return turn
            case "phase" if cue.number is not None:
                return _phase(state.movement.phases[cue.number - 1], cue, state, numbered=not self._turn_said)
            case "rep" if not any(other.kind == "phase" for other in beside):
                return _rep(cue, state)
            case "part":
                self._announced = place
                return _part(state)
            case "count" if cue.number is not None:
                return f"{capital(number_words(cue.number))}."
            case "rest":
                return self._with_caution(_rest(state), state)
            case "done":
                early = isinstance(state.live.segment, Done) and state.live.segment.outcome == "ended-early"
                return "Session ended." if early else "Session done."
            case _:
                return ""

    def _with_caution(self, said: str, state: State) -> str:
        """Add the first caution of the exercise, once, as soon as there is time to say it."""
        movement = state.live.movements[state.live.shown.movement]
        if not movement.cautions or movement.id in self._warned:
            return said
        whole = f"{said} {_sentence(movement.cautions[0])}"
        ends = segment_end(state.live.segment)
        if ends is not None and len(whole) * SPOKEN > ends - state.live_now:
            return said  # it would be cut off: the next rest has time for it
        self._warned.add(movement.id)
        return whole


def _holds(cue: Cue, state: State) -> bool:
    """Whether the session is still at the place of the cue."""
    match cue.kind, state.live.segment:
        case "setup", Setup(step=step):
            return cue.number == step + 1
        case "ready", GetReady():
            return True
        case "work", Work():
            return cue.side == state.live.side or state.movement.mode == "alternating"
        case "phase", Work(phase=int(phase)):
            return cue.number == phase + 1 and state.movement.phases[phase].lasts >= SHORTEST_SPOKEN
        case "rep", Work():
            return cue.number == tally(state.live)
        case "count", segment:
            left = (segment_end(segment) or 0) - state.live_now
            return state.now - cue.at <= COUNT_LATE and 0 < left <= 3000 and _counts_aloud(state)
        case "switch", Switch():
            return cue.side == state.live.side
        case "part", Break():
            return state.live.turn is not None and cue.number == state.live.turn.part + 1
        case ("rest", Rest()) | ("done", Done()):
            return True
        case _:
            return False


def _counts_aloud(state: State) -> bool:
    match state.live.segment:
        case Rest(began=began, ends=ends):
            whole = ends - began
        case Switch():
            whole = state.movement.switch_lasts
        case GetReady():
            whole = state.plan.get_ready
        case Break():
            whole = state.planned.parts[state.live.turn.part - 1].pause if state.live.turn else 0
        case Work(phase=int(phase)):
            whole = state.movement.phases[phase].lasts
        case Work(began=began, ends=int(ends)):
            whole = ends - began
        case _:
            return False
    return whole >= COUNT_FROM


def _record(record: str, state: State) -> str:
    if not record or isinstance(state.live.segment, Rest | Done):
        return record
    return "Record."


def _setup(cue: Cue, state: State) -> str:
    segment = state.live.segment
    assert isinstance(segment, Setup), "it holds in a set-up alone"
    steps = state.movement.short_setup if segment.short else state.movement.setup
    text = _sentence(for_side(steps[segment.step].text, state.live.side))
    return text if segment.short or segment.step else f"{_sentence(_spoken_name(state.movement.name))} {text}"


def _work(state: State, announced: bool, paced: bool) -> str:
    if paced:
        return "" if announced or state.movement.mode != "unilateral" else _leg(state.live.side)
    return "Go." if announced else _turn(state)


def _turn(state: State) -> str:
    """Return the leg and its task: `Left leg. Ten reps.`"""
    unilateral = state.movement.mode == "unilateral"
    return f"{_leg(state.live.side)} {_amount(state)}" if unilateral else _amount(state)


def _amount(state: State) -> str:
    planned, turn = state.planned, state.live.turn
    if planned.lasts is not None:
        held = seconds_words(planned.lasts)
        return f"At least {held}." if planned.is_open else f"{capital(held)}."
    low = planned.reps
    if turn is None or turn.goal is None:
        least = low is not None and planned.is_open
        return f"At least {_counted(low or 0, 'rep')}." if least else f"{capital(MANY_REPS)}."
    if turn.before == 0 and low is not None and turn.goal == planned.reps_max and low != planned.reps_max:
        return f"{capital(number_words(low))} to {number_words(turn.goal)} reps."
    return f"{capital(_counted(turn.goal - turn.before, 'rep'))}."


def _part(state: State) -> str:
    """Return the load of the part to come and its reps: `Next part. Forty-eight kilograms. Five reps.`"""
    now = snapshot(state)
    load = "" if now.load is None else f"{capital(_load_words(now.load))} {_UNITS[now.unit]}. "
    return f"Next part. {load}{_amount(state)}"


_UNITS: Final = {"kg": "kilograms", "lb": "pounds"}


def _load_words(load: float) -> str:
    return number_words(int(load)) if load == int(load) else f"{load:g}"


def _phase(phase: Phase, cue: Cue, state: State, *, numbered: bool) -> str:
    changes = state.movement.mode == "alternating" and cue.number == 1
    leg = f"{_leg(state.live.side)} " if changes else ""
    rep = tally(state.live) + 1
    number = f"{capital(number_words(rep))}. " if numbered and cue.number == 1 else ""
    return f"{number}{leg}{_sentence(phase.cue)}"


def _rep(cue: Cue, state: State) -> str:
    count = f"{capital(number_words(cue.number or 0))}."
    return f"{count} {_leg(state.live.side)}" if state.movement.mode == "alternating" else count


def _rest(state: State) -> str:
    rest = state.live.segment
    assert isinstance(rest, Rest), "it holds in a rest alone"
    coming = _spoken_name(state.live.movements[state.live.shown.movement].name)
    return f"Rest, {seconds_words(rest.ends - rest.began)}. Next: {_closed(coming)}"


def _spoken_name(name: str) -> str:
    """Return the name for the middle of a sentence. Capitals such as RDL stay, as speakers spell them out."""
    return " ".join(word if word.isupper() else word.lower() for word in name.split())


def _sentence(text: str) -> str:
    return _closed(capital(text.strip()))


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _leg(side: Side | None) -> str:
    return f"{capital(side)} leg." if side else "Both legs."


def _counted(number: int, word: str) -> str:
    return f"{number_words(number)} {plural(number, word)}"
