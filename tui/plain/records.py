"""The lines of a plain session on records: what was just set, and what would be one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tui.runtime.records_watch import Past, RecordsWatch
from tui.runtime.running_session import Cues
from tui.session import State
from tui.words.record_lines import record_line, record_spoken, to_beat_text

ReadPast = Callable[[Iterable[str]], Past]
"""Returns the past of exercises."""


class RecordLines:
    """Follows a session for its records."""

    def __init__(self, state: State, read: ReadPast) -> None:
        self._watch = RecordsWatch(state)
        self._read = read
        self._movements: object = None
        self._lines: list[str] = []

    def spoken(self, state: State) -> str:
        """Take the state as it is now; return what a voice says of it, empty for nothing."""
        if state.live.movements is not self._movements:
            self._movements = state.live.movements
            self._watch.learn(self._read(movement.id for movement in state.live.movements), state)
        news = self._watch.look(state)
        if not news.records:
            return ""
        self._lines.append(record_line(news.records))
        return record_spoken(news.records[0])

    def lines(self, cues: Cues, state: State) -> list[str]:
        """Return the lines since the last call; in a rest that begins also what would be a record."""
        said, self._lines = self._lines, []
        if any(cue.kind == "rest" for cue in cues):
            beat = to_beat_text(self._watch.to_beat(state), timed=state.live.shown.lasts is not None)
            said += [f"{beat}."] if beat else []
        return said


def no_past(exercises: Iterable[str]) -> Past:
    """Return nothing: no exercise was done before."""
    return {}
