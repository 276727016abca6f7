"""The question after time has passed that the program did not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.ask import Answer, Ask
from tui.session import End
from tui.words.quantities import clock

if TYPE_CHECKING:
    from tui.screens.session.live_screen import LiveScreen


class GapQuestion:
    """Asks where the person was, one question at a time."""

    def __init__(self, screen: LiveScreen) -> None:
        self._screen = screen
        self._asking = False

    def ask(self) -> None:
        """Ask, if there is a gap that no question is about yet."""
        screen, running = self._screen, self._screen.running
        if running is None or running.gap is None or self._asking:
            return
        self._asking = True
        answers = [Answer("carry-on", ("space", "enter", "escape"), "carry on from where it stopped")]
        if running.gap.resting:
            answers.append(Answer("rest", ("r",), "it was part of the rest"))
        answers.append(Answer("end", ("e",), "end the session there and save it"))

        def answered(answer: str | None) -> None:
            self._asking = False
            if answer == "end":
                screen.do(End())
                return
            screen.announce(running.close_gap(count=answer == "rest"))
            screen.wake()

        text = f"Nothing was seen for {clock(running.gap.lasted)}: the machine slept, or the program was stopped."
        screen.app.push_screen(Ask("Where were you?", [text, "Nothing was counted meanwhile."], answers), answered)
