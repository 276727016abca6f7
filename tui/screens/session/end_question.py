"""How a session ends: the question, the log, the trash; and what to do when the disk says no."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.message import Message
from textual.worker import Worker

from tui.logbook.disk.calls import in_plain_words
from tui.runtime.running_session import RunningSession
from tui.screens.ask import Answer, Ask
from tui.screens.base import RepcueScreen
from tui.session.results import ended, session_tally
from tui.words.result_lines import tally_text

NOTHING_DONE = "Nothing was done, so nothing was saved."
RETRY_SECONDS = 5.0
"""Between tries to write a log that could not be written."""
LEAVING_SECONDS = 2.0


class Ended(Message):
    """The session is over and its log is on disk."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path


class Closed(Message):
    """The session is over without a log: given up, or left for the next start. `words` say where it is."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class Ending:
    """Brings one session to its end; every step may fail and be tried again."""

    def __init__(
        self,
        screen: RepcueScreen,
        running: RunningSession,
        *,
        end: Callable[[], object],
        carry_on: Callable[[bool], object],
        show: Callable[[], object],
    ) -> None:
        self._screen = screen
        self._running = running
        self._end = end
        self._carry_on = carry_on
        self._show = show
        self._busy: Worker[None] | None = None
        self.error = ""
        """Why the log could not be written, or the journal not be put away."""

    @property
    def busy(self) -> bool:
        """Whether the disk is at work on the end of the session."""
        return self._busy is not None

    def save(self) -> None:
        """Write the log, beside the screen; again every few seconds until it is written. Nothing done is no log."""
        if not self.busy and self._running.state.is_over:
            self._busy = self._screen.run_worker(
                self._write if self._running.anything_done else self._drop, thread=True
            )

    def undone(self) -> None:
        """The end was taken back."""
        self.error = ""

    def ask(self, *, leave: bool, held: bool) -> None:
        """Ask what is to become of the session; `leave` the program afterwards. `held`: it was paused for this."""
        if self.busy:
            return
        if not self._running.anything_done:
            self._screen.repcue.leave_after |= leave
            self._busy = self._screen.run_worker(self._drop, thread=True)
            return
        so_far = tally_text(session_tally(ended(self._running.state)))
        done = f"Done so far: {so_far}." if so_far else "Nothing is done yet."
        answers = [
            Answer("carry-on", ("escape", "enter", "space", "c"), "carry on with it"),
            *([Answer("save", ("s",), "end it here and save what was done")] if so_far else []),
            Answer("discard", ("d",), "discard it; it goes to the trash folder"),
        ]
        if self.error:
            answers.append(Answer("leave", ("l",), "leave it; the next start offers it again"))

        def answered(answer: str | None) -> None:
            if answer in ("save", "discard", "leave"):
                self._screen.repcue.leave_after |= leave
            match answer:
                case "save" if self._running.state.is_over:
                    self.save()
                case "save":
                    self._end()
                case "discard":
                    self._busy = self._screen.run_worker(self._discard, thread=True)
                case "leave":
                    self._busy = self._screen.run_worker(self._leave, thread=True)
                case _:
                    self._carry_on(held)

        self._screen.open(Ask("End the session?", [done], answers), answered)

    # Each of these runs in a thread of its own, as a disk may take its time.

    def _write(self) -> None:
        app = self._screen.repcue
        try:
            path = self._running.save(app.paths, app.disk)
        except Exception as error:  # whatever it is, the session is still in memory and in its journal
            self._screen.hand_over(self._failed, in_plain_words(error))
        else:
            self._screen.post_message(Ended(path))

    def _drop(self) -> None:
        self._running.drop()
        self._screen.post_message(Closed(NOTHING_DONE))

    def _discard(self) -> None:
        app = self._screen.repcue
        try:
            path = self._running.discard(app.paths, app.disk)
        except OSError as error:
            words = f"It can't be moved to the trash ({in_plain_words(error)}); the next start offers it."
        else:
            words = f"Discarded: {path}" if path else "Discarded; nothing had been written."
        self._screen.post_message(Closed(words))

    def _leave(self) -> None:
        whole = self._running.leave(LEAVING_SECONDS)
        words = "The session is kept; the next start offers it." if whole else "Not all of the session could be kept."
        self._screen.post_message(Closed(words))

    def _failed(self, reason: str) -> None:
        self._busy = None
        self.error = reason
        self._show()
        if self._running.state.is_over:
            self._screen.set_timer(RETRY_SECONDS, self.save)
